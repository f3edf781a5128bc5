"""Work that may hang, in threads of its own with a time limit: whoever hangs holds up nobody else."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Coroutine
from queue import SimpleQueue
from typing import Any

MOST_THREADS = 64  # beyond this many that hang, new work is given up at once instead of hanging too

Job = tuple[Callable[[], Coroutine[Any, Any, Any]], "asyncio.Future[Any]"]


class TimeLimitedThreads:
    """Threads that run coroutines away from the server's event loop.

    A thread cannot be stopped from outside: one that hangs is left alone, and takes work again if it ever ends.
    The threads are daemons, so one that hangs cannot keep the server from stopping either.
    """

    def __init__(self, most: int = MOST_THREADS):
        """No thread yet; each is started when no other is idle."""
        self._most = most
        self._started = 0
        self._idle: list[SimpleQueue[Job]] = []

    @property
    def busy(self) -> int:
        """How many threads are at work now, or hang."""
        return self._started - len(self._idle)

    async def run(self, work: Callable[[], Coroutine[Any, Any, Any]], seconds: float) -> Any:
        """What the coroutine that `work` makes returns or raises.

        Raises:
            asyncio.TimeoutError: it took longer than `seconds`, or too many hang already.
        """
        try:
            jobs = self._idle.pop()
        except IndexError:
            if self._started >= self._most:
                raise asyncio.TimeoutError from None
            self._started += 1
            jobs = SimpleQueue()
            threading.Thread(target=self._serve, args=(jobs,), name="action", daemon=True).start()
        done: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        jobs.put((work, done))
        del work  # an error raised here keeps this frame, which then holds nothing of the turn
        return await asyncio.wait_for(done, seconds)

    def _serve(self, jobs: SimpleQueue[Job]) -> None:
        while True:
            work, done = jobs.get()
            result, error = None, None
            try:
                result = _run(work())
            except BaseException as raised:
                error = raised if isinstance(raised, Exception) else RuntimeError(type(raised).__name__)
                # The frames of what failed hold the parent's words, and an error that is kept keeps them alive.
                error.__traceback__ = error.__context__ = error.__cause__ = None
            self._idle.append(jobs)
            try:
                done.get_loop().call_soon_threadsafe(_settle, done, result, error)
            except RuntimeError:  # the server's loop is closed: nobody waits any more
                return
            del work, done, result, error  # nothing of a turn stays alive in an idle thread


def _run(coroutine: Coroutine[Any, Any, Any]) -> Any:
    """What a coroutine returns; one that never waits, as with all of our actions, needs no event loop for it."""
    try:
        coroutine.send(None)
    except StopIteration as stopped:
        return stopped.value
    coroutine.close()
    raise RuntimeError("an action may not wait: write it as a plain function")


def _settle(done: asyncio.Future[Any], result: Any, error: Exception | None) -> None:
    if done.done():  # given up meanwhile
        return
    if error is not None:
        done.set_exception(error)
    else:
        done.set_result(result)
