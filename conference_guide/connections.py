"""Limits on connections that Sanic does not hold by itself: a request that drips in byte by byte never ends there."""

from __future__ import annotations

import asyncio
import logging
import time
import weakref
from typing import Any

from sanic.http import Stage
from sanic.server.protocols.http_protocol import HttpProtocol

logger = logging.getLogger(__name__)

REQUEST_SECONDS = 15.0  # from the first byte of a request to the last of its answer
IDLE_SECONDS = 30.0  # of a connection on which nothing is asked
MOST_CONNECTIONS = 800  # at once: most systems allow a process 1,024 open files

# The request under way, whether none is, and since when. Only a weak reference: a request holds what was typed.
_Seen = tuple["weakref.ref[Any] | None", bool, float]

_open: dict[HttpProtocol, _Seen] = {}
_connection_made = HttpProtocol.connection_made


def _made(self: HttpProtocol, transport: Any) -> None:
    _connection_made(self, transport)
    if len(self.connections) > MOST_CONNECTIONS:
        self.abort()
        return
    _open[self] = (None, False, time.monotonic())


def _look(protocol: HttpProtocol, seen: _Seen) -> _Seen:
    # A connection made a moment ago has neither of the two yet.
    http = getattr(protocol, "_http", None)
    waiting = http is None or http.stage is Stage.IDLE
    request = getattr(http, "request", None)
    before, was_waiting, _ = seen
    same = request is None if before is None else request is not None and before() is request
    if same and waiting == was_waiting:
        return seen
    return None if request is None else weakref.ref(request), waiting, time.monotonic()


def end_overdue() -> int:
    """Ends the connections that are over their time; returns how many."""
    ended = 0
    for protocol, before in list(_open.items()):
        if protocol not in protocol.connections:  # Sanic takes it out when it is lost
            del _open[protocol]
            continue
        seen = _open[protocol] = _look(protocol, before)
        if time.monotonic() - seen[2] > (IDLE_SECONDS if seen[1] else REQUEST_SECONDS):
            del _open[protocol]
            protocol.abort()
            ended += 1
    return ended


async def keep_limits() -> None:
    """Holds the limits as long as the server runs."""
    while True:
        await asyncio.sleep(1)
        ended = end_overdue()
        if ended:
            logger.info("%d connections were over their time", ended)


def install() -> None:
    """Makes Sanic tell of each new connection."""
    HttpProtocol.connection_made = _made  # type: ignore[method-assign]
