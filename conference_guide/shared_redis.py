"""Redis, as several processes of the guide share it: short waits, no errors for the caller, nothing but ids and facts."""

from __future__ import annotations

import asyncio
import hashlib
import logging
import os
import time
from collections.abc import Awaitable, Callable
from functools import lru_cache
from typing import TypeVar

from redis.asyncio import BlockingConnectionPool, Redis
from redis.exceptions import ConnectionError as RedisConnectionError

logger = logging.getLogger(__name__)

URL_VARIABLE = "REDIS_URL"
TIMEOUT_SECONDS = 1.0  # for connecting, and for an answer
REST_SECONDS = 2.0  # after an error Redis is left alone for so long: a parent waits once, not at each step of a turn
MOST_CONNECTIONS = 64  # of one process

T = TypeVar("T")


def redis_url(configured: str | None) -> str | None:
    """Where Redis is: the environment's REDIS_URL, else what `endpoints.yml` says, else None for no Redis."""
    return os.environ.get(URL_VARIABLE) or configured or None


def key_of(kind: str, conversation: str) -> str:
    """The key under which something of a conversation is kept: who reads Redis learns no conversation's name from it."""
    return f"conference-guide:{kind}:{hashlib.sha256(conversation.encode()).hexdigest()[:32]}"


class SharedRedis:
    """A pool of connections that answers `otherwise` when Redis does not, and counts it."""

    def __init__(self, url: str):
        """Connects at the first command, not now: the guide starts without Redis, too.

        Args:
            url: `redis://`, `rediss://` or `unix://`.

        Raises:
            ValueError: it is none of these; the message does not repeat it, for it may hold a password.
        """
        if not url.startswith(("redis://", "rediss://", "unix://")):
            raise ValueError(f"{URL_VARIABLE}, or url in endpoints.yml, should start with redis://, rediss:// or unix://")
        self._url = url
        self._client: Redis | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._leave_alone_until = 0.0
        self.failures = 0

    @property
    def available(self) -> bool:
        """Whether the last command was answered, or the rest after an error is over."""
        return time.monotonic() >= self._leave_alone_until

    def _connected(self) -> Redis:
        # Connections belong to the event loop they were made in; the command line and tests run several.
        loop = asyncio.get_running_loop()
        if self._client is None or self._loop is not loop:
            pool = BlockingConnectionPool.from_url(
                self._url,
                max_connections=MOST_CONNECTIONS,
                timeout=TIMEOUT_SECONDS,
                socket_timeout=TIMEOUT_SECONDS,
                socket_connect_timeout=TIMEOUT_SECONDS,
            )
            self._client, self._loop = Redis(connection_pool=pool), loop
        return self._client

    async def ask(self, command: Callable[[Redis], Awaitable[T]], otherwise: T) -> T:
        """What Redis answers, or `otherwise` when it does not answer within a second or two; never an error."""
        if not self.available:
            self.failures += 1
            return otherwise
        try:
            try:
                return await command(self._connected())
            except RedisConnectionError:
                # Once more: a connection from before Redis was restarted fails, a new one does not.
                return await command(self._connected())
        # Whatever it is: an error that got through would make Rasa keep the whole conversation, words and all, in memory.
        except Exception as error:
            self.failures += 1
            if self.available:
                # Its name only: the text of the error may hold the address and the password.
                logger.error("Redis does not answer (%s): nothing is remembered until it does", type(error).__name__)
            self._leave_alone_until = time.monotonic() + REST_SECONDS
            return otherwise

    async def close(self) -> None:
        """Closes the connections."""
        if self._client is not None and self._loop is asyncio.get_running_loop():
            await self._client.close()
            await self._client.connection_pool.disconnect()
        self._client = None


@lru_cache(maxsize=4)
def shared_redis(url: str) -> SharedRedis:
    """The one pool of this process for an address: facts and locks learn together that Redis is gone."""
    return SharedRedis(url)
