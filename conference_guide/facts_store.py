"""Where the facts of conversations are held: in the memory of one process, or in Redis for several.

Both kinds forget by themselves an hour after the last message, forget at once when told to, hold no more
than they may, and never raise.
"""

from __future__ import annotations

import json
import time
from collections import OrderedDict
from typing import Any, Protocol

from redis.asyncio import Redis

from conference_guide.shared_redis import SharedRedis, key_of

Facts = dict[str, Any]

MOST_OWED = 10_000  # deletions that wait for Redis to come back


class FactsStore(Protocol):
    """Where facts are held; each kind forgets by itself."""

    async def get(self, conversation: str) -> Facts | None:
        """The facts of a conversation; None when there are none (any more), {} when that cannot be known now."""
        ...

    async def set(self, conversation: str, facts: Facts) -> None:
        """Keeps the facts and starts the hour again."""
        ...

    async def delete(self, conversation: str) -> None:
        """Forgets the conversation now."""
        ...

    def __len__(self) -> int:
        """How many conversations are remembered, as far as is known without asking."""
        ...

    @property
    def failures(self) -> int:
        """How often something could not be kept, found or forgotten since the start."""
        ...

    @property
    def available(self) -> bool:
        """Whether facts are kept now."""
        ...


class MemoryFacts:
    """Facts in the memory of this process: bounded in number, with expiry."""

    failures = 0
    available = True

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

    async def get(self, conversation: str) -> Facts | None:
        """The facts of a conversation, or None when there are none (any more)."""
        self._forget_old()
        held = self._held.get(conversation)
        return json.loads(held[1]) if held else None

    async def set(self, conversation: str, facts: Facts) -> None:
        """Keeps the facts and starts the hour again."""
        self._held[conversation] = (time.monotonic(), json.dumps(facts))
        self._held.move_to_end(conversation)
        self._forget_old()

    async def delete(self, conversation: str) -> None:
        """Forgets the conversation now."""
        self._held.pop(conversation, None)

    def __len__(self) -> int:
        self._forget_old()
        return len(self._held)


class RedisFacts:
    """Facts in Redis, which forgets them by itself; what it may hold is bounded by its own `maxmemory`."""

    def __init__(self, redis: SharedRedis, expire_after: float):
        """Nothing is asked of Redis yet.

        Args:
            redis: the pool; it never raises.
            expire_after: seconds without a message after which Redis forgets a conversation.
        """
        self._redis = redis
        self._milliseconds = int(expire_after * 1000)
        self._size = 0
        # Keys that Redis could not be told to forget; told when it is back.
        self._owed: OrderedDict[str, None] = OrderedDict()

    @property
    def failures(self) -> int:
        """How often Redis could not be asked since the start."""
        return self._redis.failures

    @property
    def available(self) -> bool:
        """Whether Redis answered last time, or may be asked again."""
        return self._redis.available

    async def _pay_what_is_owed(self) -> None:
        owed = list(self._owed)
        if owed and await self._redis.ask(lambda redis: redis.delete(*owed), None) is not None:
            for key in owed:
                self._owed.pop(key, None)

    async def get(self, conversation: str) -> Facts | None:
        """The facts of a conversation; None when there are none (any more), {} when Redis does not answer."""
        await self._pay_what_is_owed()
        key = key_of("facts", conversation)
        if key in self._owed:
            return None

        async def command(redis: Redis) -> Facts | None:
            held = await redis.get(key)
            facts = json.loads(held) if held is not None else None
            if not isinstance(facts, dict | None):
                raise ValueError("facts that this guide did not write")
            return facts

        nothing: Facts = {}
        return await self._redis.ask(command, nothing)

    async def set(self, conversation: str, facts: Facts) -> None:
        """Keeps the facts and starts the hour again."""
        key, value = key_of("facts", conversation), json.dumps(facts)

        async def command(redis: Redis) -> int:
            pipeline = redis.pipeline(transaction=False)
            pipeline.set(key, value, px=self._milliseconds)
            pipeline.dbsize()
            return int((await pipeline.execute())[1])

        size = await self._redis.ask(command, None)
        if size is not None:
            self._size = size
            self._owed.pop(key, None)

    async def delete(self, conversation: str) -> None:
        """Forgets the conversation now; when Redis does not answer, as soon as it does."""
        key = key_of("facts", conversation)
        self._owed[key] = None
        while len(self._owed) > MOST_OWED:
            self._owed.popitem(last=False)
        await self._pay_what_is_owed()

    def __len__(self) -> int:
        """The keys of the Redis database when something was last kept: conversations, and the turns in flight."""
        return self._size
