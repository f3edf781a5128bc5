from __future__ import annotations

import asyncio
import threading

import pytest

from conference_guide.time_limit import TimeLimitedThreads


async def give(value):
    return value


async def fail():
    raise ValueError("broken")


async def wait():
    await asyncio.sleep(0)


def hanging():
    """Work that hangs as a synchronous sleep would, and the switch that ends it."""
    end = threading.Event()

    async def hang():
        end.wait(30)

    return hang, end


async def test_work_gives_its_result():
    assert await TimeLimitedThreads().run(lambda: give(7), 5) == 7


async def test_work_that_fails_raises_its_own_error():
    with pytest.raises(ValueError, match="broken"):
        await TimeLimitedThreads().run(fail, 5)


async def test_work_that_waits_is_refused_with_what_to_do():
    with pytest.raises(RuntimeError, match="plain function"):
        await TimeLimitedThreads().run(wait, 5)


async def test_work_that_hangs_is_given_up_and_other_work_goes_on_meanwhile():
    threads, (hang, end) = TimeLimitedThreads(), hanging()
    given_up = asyncio.create_task(threads.run(hang, 0.2))
    assert await threads.run(lambda: give("served"), 5) == "served"
    assert not given_up.done()
    with pytest.raises(asyncio.TimeoutError):
        await given_up
    end.set()


async def test_threads_that_hang_are_bounded_and_take_work_again_when_they_end():
    threads, (hang, end) = TimeLimitedThreads(most=2), hanging()
    for _ in range(3):
        with pytest.raises(asyncio.TimeoutError):
            await threads.run(hang, 0.05)
    assert threads.busy == 2
    end.set()
    while threads.busy:
        await asyncio.sleep(0.01)
    assert await threads.run(lambda: give(1), 5) == 1
