"""One turn at a time in a conversation: messages of one parent are answered in order, other parents do not wait."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

from rasa.core.lock import TicketLock
from rasa.core.lock_store import LockStore
from rasa.utils.endpoints import EndpointConfig
from redis.asyncio import Redis
from redis.asyncio.lock import Lock
from redis.exceptions import LockError

from conference_guide.shared_redis import SharedRedis, key_of, redis_url, shared_redis

logger = logging.getLogger(__name__)

LIFETIME_SECONDS = 8.0  # of a lock in Redis: longer than any turn; a killed process holds one no longer than this
# How long a turn waits for one in another process. Then it goes on: a parent gets an answer, and at the worst
# one fact of two messages sent at once is lost.
WAIT_SECONDS = 2.0
POLL_SECONDS = 0.05


class ConversationLocks(LockStore):
    """Rasa's lock store: first come, first served in this process; between processes a lock in Redis.

    Rasa's own stores look again only once a second, and its Redis one stops the whole server while Redis does not answer.
    """

    def __init__(self, endpoint_config: EndpointConfig | None = None):
        """No conversation is locked.

        Args:
            endpoint_config: `lock_store` of `endpoints.yml`; its `url` names Redis unless REDIS_URL does.
        """
        url = redis_url(endpoint_config.url if endpoint_config else None)
        self._redis: SharedRedis | None = shared_redis(url) if url else None
        # The lock of a conversation and how many turns hold it or wait for it; gone when nobody does.
        self._local: dict[str, tuple[asyncio.Lock, int]] = {}
        self.given_up = 0
        super().__init__()

    def __len__(self) -> int:
        """How many conversations are locked in this process."""
        return len(self._local)

    @asynccontextmanager
    async def lock(
        self,
        conversation_id: str,
        lock_lifetime: float = LIFETIME_SECONDS,
        wait_time_in_seconds: float = POLL_SECONDS,
    ) -> AsyncGenerator[TicketLock, None]:
        """Holds the conversation while the block runs; never an error, Redis or not.

        Args:
            conversation_id: which conversation.
            lock_lifetime: seconds after which another process may go on if this one dies.
            wait_time_in_seconds: how often to look whether another process is done.
        """
        async with self._held_here(conversation_id):
            held = await self._hold_in_redis(conversation_id, lock_lifetime, wait_time_in_seconds)
            try:
                yield TicketLock(conversation_id)
            finally:
                if held is not None:
                    await self._release(held)

    @asynccontextmanager
    async def _held_here(self, conversation: str) -> AsyncGenerator[None, None]:
        lock, users = self._local.get(conversation) or (asyncio.Lock(), 0)
        self._local[conversation] = (lock, users + 1)
        try:
            async with lock:
                yield
        finally:
            lock, users = self._local.pop(conversation)
            if users > 1:
                self._local[conversation] = (lock, users - 1)

    async def _hold_in_redis(self, conversation: str, lifetime: float, poll: float) -> Lock | None:
        if self._redis is None:
            return None

        async def command(redis: Redis) -> Lock | None:
            lock = Lock(redis, key_of("turn", conversation), timeout=lifetime, sleep=poll, thread_local=False)
            return lock if await lock.acquire(blocking_timeout=WAIT_SECONDS) else None

        failures = self._redis.failures
        lock = await self._redis.ask(command, None)
        if lock is None and self._redis.failures == failures:
            self.given_up += 1
            logger.warning("a turn did not wait any longer for another of the same conversation")
        return lock

    async def _release(self, lock: Lock) -> None:
        async def command(redis: Redis) -> bool:
            try:
                await lock.release()
            except LockError:  # it took longer than the lock lives: nothing to release
                return False
            return True

        assert self._redis is not None
        await self._redis.ask(command, False)
