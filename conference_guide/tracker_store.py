"""The forgetful tracker store: it remembers facts, not words, and those only for a while.

After each turn only the slots of a conversation stay: no message, no reply, no intent. They are gone
after an hour without a message, and at once on delete.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable
from typing import Any

from rasa.core.brokers.broker import EventBroker
from rasa.core.tracker_store import TrackerStore
from rasa.shared.core.constants import ACTION_LISTEN_NAME, ACTION_SESSION_START_NAME
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, SessionStarted, SlotSet
from rasa.shared.core.trackers import DialogueStateTracker

from conference_guide.facts_store import FactsStore, MemoryFacts, RedisFacts
from conference_guide.shared_redis import redis_url, shared_redis

logger = logging.getLogger(__name__)

# The only slots that are kept. All hold ids, numbers and dates; none can hold what somebody typed.
FACTS = (
    "area",
    "council",
    "locale",
    "child_ages",
    "conference_date",
    "speaker",
    "pending_topic",
    "pending_slot",
    "last_topic",
    "asked",
    "misses",
)


def _positive(name: str, value: Any) -> float:
    try:
        number = float(value)
    except (TypeError, ValueError):
        number = 0.0
    if not number > 0:
        raise ValueError(f"tracker_store in endpoints.yml: {name} should be a number above 0, not {value!r}")
    return number


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
        """Holds facts in Redis where REDIS_URL or `endpoints.yml` names one, else in memory.

        Args:
            domain: Rasa's domain, for the slots.
            event_broker: never used: events carry words.
            host: the address of Redis; Rasa passes `url` under this name. REDIS_URL wins.
            expire_after: seconds without a message after which a conversation is gone.
            most_conversations: how many are held in memory at the most; Redis has its own `maxmemory`.
            **kwargs: ignored keys of `endpoints.yml`.

        Raises:
            ValueError: a number or the address is not valid; the message says what to write.
        """
        super().__init__(domain, None)
        url = redis_url(host)
        expires = _positive("expire_after", expire_after)
        most = int(_positive("most_conversations", most_conversations))
        self.facts: FactsStore = RedisFacts(shared_redis(url), expires) if url else MemoryFacts(expires, most)

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
        try:
            await self.facts.set(tracker.sender_id, facts)
        # Rasa's wrapper answers an error by keeping the whole tracker, words and all, in memory for ever.
        except Exception as error:
            logger.error("the facts of a conversation were not kept (%s)", type(error).__name__)

    async def retrieve(self, sender_id: str) -> DialogueStateTracker | None:
        """A conversation with its facts and no past, or None when it is not remembered.

        While Redis does not answer: a conversation without facts, so that a parent keeps theirs for when it is back.
        """
        facts = await self.facts.get(sender_id)
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
        await self.facts.delete(sender_id)

    async def keys(self) -> Iterable[str]:
        """None: nobody needs a list of who is talking, and the store keeps it to itself."""
        return []
