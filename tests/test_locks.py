"""One turn at a time in a conversation, in one process and between processes."""

from __future__ import annotations

import asyncio
import time

import pytest
from rasa.core.lock_store import LockStore
from rasa.core.utils import AvailableEndpoints
from rasa.utils.endpoints import EndpointConfig

from conference_guide import locks, shared_redis
from conference_guide.locks import ConversationLocks
from conference_guide.shared_redis import SharedRedis
from tests.redis_server import running_redis


@pytest.fixture
def own_redis():
    with running_redis() as server:
        yield server


def process(url: str | None) -> ConversationLocks:
    """The locks of a process of its own: nothing is shared with another but Redis."""
    store = ConversationLocks(EndpointConfig(type="conference_guide.locks.ConversationLocks"))
    store._redis = SharedRedis(url) if url else None
    return store


async def turn(store, seen, name, conversation="c1", seconds=0.05):
    async with store.lock(conversation):
        seen.append(f"{name} begins")
        await asyncio.sleep(seconds)
        seen.append(f"{name} ends")


@pytest.fixture(params=["memory", "redis"])
def store(request, own_redis, monkeypatch):
    monkeypatch.delenv("REDIS_URL", raising=False)
    return process(own_redis.url if request.param == "redis" else None)


def test_the_lock_store_in_endpoints_is_the_one_that_rasa_loads():
    store = LockStore.create(AvailableEndpoints.read_endpoints("endpoints.yml").lock_store)
    assert isinstance(store, ConversationLocks)


async def test_two_messages_of_one_conversation_are_taken_one_after_the_other_in_order(store):
    seen = []
    await asyncio.gather(*[turn(store, seen, name) for name in "abcd"])
    assert seen == [f"{name} {what}" for name in "abcd" for what in ("begins", "ends")]


async def test_other_conversations_do_not_wait(store):
    async with store.lock("c1"):
        await asyncio.wait_for(turn(store, [], "b", "c2"), 10)


async def test_nothing_is_left_when_nobody_waits(store, own_redis):
    await asyncio.gather(*[turn(store, [], name, f"c{name}", 0) for name in "aabbcc"])
    assert len(store) == 0 and own_redis.client.keys() == []


async def test_a_turn_that_fails_frees_the_conversation(store, own_redis):
    with pytest.raises(ZeroDivisionError):
        async with store.lock("c1"):
            raise ZeroDivisionError
    assert len(store) == 0 and own_redis.client.keys() == []


async def test_a_turn_that_is_cut_off_while_it_waits_frees_its_place(store):
    seen = []
    first = asyncio.ensure_future(turn(store, seen, "a"))
    await asyncio.sleep(0.01)
    second = asyncio.ensure_future(turn(store, seen, "b"))
    third = asyncio.ensure_future(turn(store, seen, "c"))
    await asyncio.sleep(0.01)
    second.cancel()
    await asyncio.gather(first, second, third, return_exceptions=True)
    assert seen == ["a begins", "a ends", "c begins", "c ends"] and len(store) == 0


async def test_two_processes_take_turns(own_redis):
    seen = []
    await asyncio.gather(*[turn(process(own_redis.url), seen, name) for name in "abc"])
    assert [line.split()[1] for line in seen] == ["begins", "ends"] * 3


async def test_a_lock_of_a_killed_process_holds_a_parent_up_for_two_seconds_at_most(own_redis):
    dead = process(own_redis.url).lock("c1")
    await dead.__aenter__()
    alive, seen = process(own_redis.url), []
    started = time.monotonic()
    await turn(alive, seen, "a")
    assert seen == ["a begins", "a ends"] and time.monotonic() - started < locks.WAIT_SECONDS + 1
    assert alive.given_up == 1
    [key] = own_redis.client.keys()
    assert 0 < own_redis.client.ttl(key) <= locks.LIFETIME_SECONDS


@pytest.mark.parametrize("way", ["stop", "hang"])
async def test_without_redis_turns_go_on_one_at_a_time_in_the_process(own_redis, way):
    store, seen = process(own_redis.url), []
    await turn(store, seen, "before")
    getattr(own_redis, way)()
    started = time.monotonic()
    await asyncio.gather(*[turn(store, seen, name) for name in "ab"])
    assert seen[2:] == ["a begins", "a ends", "b begins", "b ends"]
    assert time.monotonic() - started < shared_redis.TIMEOUT_SECONDS + 1


async def test_redis_lost_during_a_turn_does_not_fail_it(own_redis):
    store = process(own_redis.url)
    async with store.lock("c1"):
        own_redis.stop()
    assert len(store) == 0


async def test_a_turn_longer_than_its_lock_does_not_free_the_lock_of_another(own_redis):
    slow, other, seen = process(own_redis.url), process(own_redis.url), []
    async with slow.lock("c1", lock_lifetime=0.1):
        await asyncio.sleep(0.2)
        holding = asyncio.ensure_future(turn(other, seen, "other", seconds=0.3))
        await asyncio.sleep(0.1)
    assert len(own_redis.client.keys()) == 1
    await holding
    assert own_redis.client.keys() == []
