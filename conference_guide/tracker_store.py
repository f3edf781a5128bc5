"""The forgetful tracker store: it remembers facts, not words, and those only for a while.

After each turn only the slots of a conversation stay: no message, no reply, no intent. They are gone
after an hour without a message, and at once on delete.
"""

from __future__ import annotations

import json
import time
from collections import OrderedDict
from collections.abc import Iterable
from typing import Any, Protocol

from rasa.core.brokers.broker import EventBroker
from rasa.core.tracker_store import TrackerStore
from rasa.shared.core.constants import ACTION_LISTEN_NAME, ACTION_SESSION_START_NAME
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, SessionStarted, SlotSet
from rasa.shared.core.trackers import DialogueStateTracker

# The only slots that are kept. All hold ids, numbers and dates; none can hold what somebody typed.
FACTS = (
    "area",
    "council",
    "locale",
    "child_ages",
    "conference_date",
    "pending_topic",
    "pending_slot",
    "last_topic",
    "asked",
    "misses",
)


class FactsStore(Protocol):
    """Where facts are held; each kind forgets by itself."""

    def get(self, conversation: str) -> dict[str, Any] | None:
        """The facts of a conversation, or None when there are none (any more)."""
        ...

    def set(self, conversation: str, facts: dict[str, Any]) -> None:
        """Keeps the facts and starts the hour again."""
        ...

    def delete(self, conversation: str) -> None:
        """Forgets the conversation now."""
        ...

    def keys(self) -> Iterable[str]:
        """The conversations that are remembered."""
        ...


class MemoryFacts:
    """Facts in the memory of this process: bounded in number, with expiry."""

    def __init__(self, expire_after: float, most: int):
        """An empty store.

        Args:
            expire_after: seconds without a message after which a conversation is gone.
            most: how many conversations are held; beyond that the longest silent goes first.
        """
        self._expire_after = expire_after
        self._most = most
        # JSON text, oldest first: nothing of a tracker can stay alive behind it.
        self._held: OrderedDict[str, tuple[float, str]] = OrderedDict()

    def _forget_old(self) -> None:
        # The monotonic clock does not jump when the machine's clock is set.
        limit = time.monotonic() - self._expire_after
        while self._held:
            conversation, (touched, _) = next(iter(self._held.items()))
            if touched > limit and len(self._held) <= self._most:
                break
            del self._held[conversation]

    def get(self, conversation: str) -> dict[str, Any] | None:
        """The facts of a conversation, or None when there are none (any more)."""
        self._forget_old()
        held = self._held.get(conversation)
        return json.loads(held[1]) if held else None

    def set(self, conversation: str, facts: dict[str, Any]) -> None:
        """Keeps the facts and starts the hour again."""
        self._held[conversation] = (time.monotonic(), json.dumps(facts))
        self._held.move_to_end(conversation)
        self._forget_old()

    def delete(self, conversation: str) -> None:
        """Forgets the conversation now."""
        self._held.pop(conversation, None)

    def keys(self) -> Iterable[str]:
        """The conversations that are remembered."""
        self._forget_old()
        return list(self._held)

    def __len__(self) -> int:
        return len(self._held)


class ForgetfulTrackerStore(TrackerStore):
    """Rasa's tracker store over a store of facts."""

    def __init__(
        self,
        domain: Domain | None = None,
        event_broker: EventBroker | None = None,
        host: str | None = None,
        expire_after: float = 3600,
        most_conversations: int = 50_000,
        **kwargs: Any,
    ):
        """Holds facts in memory.

        Args:
            domain: Rasa's domain, for the slots.
            event_broker: never used: events carry words.
            host: Rasa passes `url` under this name; the memory store has none.
            expire_after: seconds without a message after which a conversation is gone.
            most_conversations: how many are held at the most.
            **kwargs: ignored keys of `endpoints.yml`.
        """
        super().__init__(domain, None)
        self.facts: FactsStore = MemoryFacts(float(expire_after), int(most_conversations))

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Keeps the facts of the conversation and drops everything else.

        Args:
            tracker: the conversation after a turn; Rasa drops it once this returns.
        """
        facts = {}
        for name in FACTS:
            slot = tracker.slots.get(name)
            if slot is not None and slot.value is not None:
                facts[name] = slot.value
        self.facts.set(tracker.sender_id, facts)

    async def retrieve(self, sender_id: str) -> DialogueStateTracker | None:
        """A conversation with its facts and no past, or None when it is not remembered."""
        facts = self.facts.get(sender_id)
        if facts is None:
            return None
        tracker = self.init_tracker(sender_id)
        tracker.update(ActionExecuted(ACTION_SESSION_START_NAME))
        tracker.update(SessionStarted())
        for name, value in facts.items():
            if name in tracker.slots:
                tracker.update(SlotSet(name, value))
        tracker.update(ActionExecuted(ACTION_LISTEN_NAME))
        return tracker

    async def retrieve_full_tracker(self, conversation_id: str) -> DialogueStateTracker | None:
        """The same as `retrieve`: there is no fuller one."""
        return await self.retrieve(conversation_id)

    async def delete(self, sender_id: str) -> None:
        """Forgets a conversation now."""
        self.facts.delete(sender_id)

    async def keys(self) -> Iterable[str]:
        """The conversations that are remembered."""
        return self.facts.keys()
