"""The forgetful store, one suite for both kinds: in memory, and in a real Redis."""

from __future__ import annotations

import asyncio
import gc
import json
import time

import pytest
from rasa.core.agent import Agent
from rasa.core.lock_store import LockStore
from rasa.core.tracker_store import TrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, BotUttered, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.utils.endpoints import EndpointConfig

from conference_guide import facts_store, shared_redis
from conference_guide.facts_store import MemoryFacts, RedisFacts
from conference_guide.shared_redis import TIMEOUT_SECONDS, SharedRedis
from conference_guide.tracker_store import FACTS, ForgetfulTrackerStore
from tests.redis_server import running_redis

KINDS = ["memory", "redis"]
NAME = "Blodwen Testperson"
SHORT_REST = 0.5  # seconds that Redis is left alone for after an error, in tests that wait for its end


@pytest.fixture(scope="module")
def redis_server():
    with running_redis() as server:
        yield server


@pytest.fixture
def own_redis():
    """A Redis that the test may stop."""
    with running_redis() as server:
        yield server


@pytest.fixture
def domain():
    return Domain.load("domain.yml")


@pytest.fixture(params=KINDS)
def make_store(request, domain, redis_server, monkeypatch):
    """Makes a store of either kind, as Rasa makes it from `endpoints.yml`."""
    monkeypatch.delenv("REDIS_URL", raising=False)
    if request.param == "redis":
        redis_server.client.flushall()

    def make(**settings) -> ForgetfulTrackerStore:
        url = redis_server.url if request.param == "redis" else None
        config = EndpointConfig(type="conference_guide.tracker_store.ForgetfulTrackerStore", url=url, **settings)
        store = TrackerStore.create(config, domain)
        assert isinstance(store, ForgetfulTrackerStore)
        assert isinstance(store.facts, RedisFacts if request.param == "redis" else MemoryFacts)
        return store

    return make


@pytest.fixture
def store(make_store):
    return make_store()


@pytest.fixture
def redis_store(domain, own_redis, monkeypatch):
    monkeypatch.setattr(shared_redis, "REST_SECONDS", SHORT_REST)
    monkeypatch.setenv("REDIS_URL", own_redis.url)
    return ForgetfulTrackerStore(domain)


def conversation(domain, name="c1", **slots):
    tracker = DialogueStateTracker(name, domain.slots)
    tracker.update(ActionExecuted("action_listen"))
    tracker.update(UserUttered(f"my name is {NAME} and i live at 4 Made Up Street", {"name": "supporter"}))
    for slot, value in {"area": "conwy", "child_ages": [108, 132], **slots}.items():
        tracker.update(SlotSet(slot, value))
    tracker.update(BotUttered("You can bring a friend."))
    return tracker


async def test_only_facts_stay_after_a_turn(store, domain):
    await store.save(conversation(domain))
    tracker = await store.retrieve("c1")
    assert tracker.get_slot("area") == "conwy"
    assert tracker.get_slot("child_ages") == [108, 132]
    assert tracker.latest_message is None or not tracker.latest_message.text
    assert not any(isinstance(event, (UserUttered, BotUttered)) for event in tracker.events)


async def test_every_fact_comes_back_as_it_was(store, domain):
    values = {
        "area": "somerset",
        "council": "Sir Ddinbych",
        "locale": "cy",
        "child_ages": [0, 131],
        "speaker": "grandparent",
        "conference_date": "2026-11-25",
        "pending_topic": "minutes",
        "pending_slot": "area",
        "last_topic": "chair",
        "asked": ["area"],
        "misses": 2,
    }
    assert set(values) == set(FACTS)
    await store.save(conversation(domain, **values))
    tracker = await store.retrieve("c1")
    assert {name: tracker.get_slot(name) for name in FACTS} == values


async def test_a_fact_that_is_cleared_stays_cleared(store, domain):
    await store.save(conversation(domain))
    await store.save(conversation(domain, area=None, child_ages=None))
    tracker = await store.retrieve("c1")
    assert tracker.get_slot("area") is None and not tracker.get_slot("child_ages")


async def test_no_word_of_the_conversation_is_held_anywhere_in_the_store(store, domain, redis_server):
    await store.save(conversation(domain))
    gc.collect()
    held = repr(getattr(store.facts, "_held", None))
    held += repr([redis_server.client.get(key) for key in redis_server.client.scan_iter()])
    assert "Blodwen" not in held and "Made Up" not in held and "conwy" in held


async def test_a_conversation_nobody_began_is_not_remembered(store):
    assert await store.retrieve("c1") is None


async def test_a_conversation_is_as_long_at_turn_300_as_at_turn_1(store, domain):
    await store.save(conversation(domain))
    first = len((await store.retrieve("c1")).events)
    for _ in range(300):
        tracker = await store.retrieve("c1")
        tracker.update(UserUttered("and then", {"name": "after_conference"}))
        await store.save(tracker)
    assert len((await store.retrieve("c1")).events) == first


async def test_a_conversation_is_gone_when_nothing_came_for_the_time_set_and_each_message_starts_it_again(make_store, domain):
    store = make_store(expire_after=0.6)
    await store.save(conversation(domain))
    await asyncio.sleep(0.4)
    await store.save(conversation(domain))
    await asyncio.sleep(0.4)
    assert await store.retrieve("c1") is not None
    await asyncio.sleep(0.3)
    assert await store.retrieve("c1") is None


async def test_reading_does_not_keep_a_conversation_alive(make_store, domain):
    store = make_store(expire_after=0.4)
    await store.save(conversation(domain))
    for _ in range(5):
        await asyncio.sleep(0.1)
        last = await store.retrieve("c1")
    assert last is None


async def test_the_hour_in_memory_does_not_follow_the_machines_clock(domain, monkeypatch):
    store = ForgetfulTrackerStore(domain)
    now = [1000.0]
    monkeypatch.setattr(facts_store.time, "monotonic", lambda: now[0])
    monkeypatch.setattr(facts_store.time, "time", lambda: 0.0)
    await store.save(conversation(domain))
    now[0] += 3599
    assert await store.retrieve("c1") is not None
    now[0] += 2
    assert await store.retrieve("c1") is None and len(store.facts) == 0


async def test_redis_itself_forgets_after_the_hour_of_endpoints_yml(redis_store, own_redis, domain):
    await redis_store.save(conversation(domain))
    [key] = own_redis.client.keys()
    assert 3590 < own_redis.client.ttl(key) <= 3600


async def test_deleting_forgets_at_once_and_twice_does_no_harm(store, domain, redis_server):
    await store.save(conversation(domain))
    await store.delete("c1")
    await store.delete("c1")
    assert await store.retrieve("c1") is None
    assert redis_server.client.keys() == []


async def test_the_size_is_known_without_asking(store, domain):
    for number in range(5):
        await store.save(conversation(domain, f"c{number}"))
    assert len(store.facts) == 5


async def test_conversations_do_not_see_each_other(store, domain):
    async def one(number):
        name, area = f"c{number}", ("conwy", "somerset", "wales")[number % 3]
        for _ in range(5):
            await store.save(conversation(domain, name, area=area))
            assert (await store.retrieve(name)).get_slot("area") == area

    await asyncio.gather(*[one(number) for number in range(30)])


async def test_a_turn_that_is_cut_off_leaves_no_answer_for_another_conversation(store, domain):
    for number in range(10):
        await store.save(conversation(domain, f"c{number}", misses=number))
    for number in range(200):
        task = asyncio.ensure_future(store.retrieve(f"c{number % 10}"))
        for _ in range(number % 4):
            await asyncio.sleep(0)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        other = (number + 1) % 10
        assert (await store.retrieve(f"c{other}")).get_slot("misses") == other


async def test_memory_holds_no_more_than_it_may_and_drops_the_longest_silent():
    facts = MemoryFacts(expire_after=3600, most=100)
    for number in range(10_000):
        await facts.set(f"c{number}", {"area": "conwy"})
    assert len(facts) == 100
    assert await facts.get("c0") is None and await facts.get("c9999") == {"area": "conwy"}


async def test_redis_holds_no_more_than_its_maxmemory_and_drops_the_longest_silent():
    with running_redis("--maxmemory", "3mb", "--maxmemory-policy", "volatile-lru") as server:
        facts = RedisFacts(SharedRedis(server.url), 3600)
        for number in range(15_000):
            await facts.set(f"c{number}", {"area": "conwy", "child_ages": [108, 132], "last_topic": "supporter"})
        assert facts.failures == 0
        assert server.client.info("memory")["used_memory"] < 3.5 * 1024 * 1024
        assert server.client.info("stats")["evicted_keys"] > 0
        assert await facts.get("c14999") is not None


async def test_redis_learns_no_name_of_a_conversation(redis_store, own_redis, domain):
    await redis_store.save(conversation(domain, "Zq8kIuVdVbxS4pPjKqkC2g"))
    assert not [key for key in own_redis.client.scan_iter() if b"Zq8k" in key or key[-2:] == b"2g"]
    assert all(key.startswith(b"conference-guide:facts:") for key in own_redis.client.scan_iter())


# --- when Redis is gone ---


def agent_over(store) -> Agent:
    return Agent(domain=store.domain, tracker_store=store, lock_store=LockStore.create(None))


@pytest.mark.parametrize("way", ["stop", "hang"])
async def test_with_redis_gone_mid_chat_nothing_is_raised_and_rasa_keeps_no_words(redis_store, own_redis, domain, way):
    agent = agent_over(redis_store)
    await agent.tracker_store.save(conversation(domain))
    getattr(own_redis, way)()
    started = time.monotonic()
    await agent.tracker_store.save(conversation(domain))
    tracker = await agent.tracker_store.retrieve("c1")
    await redis_store.delete("c2")
    # One wait for all steps of a turn, not one for each.
    assert time.monotonic() - started < TIMEOUT_SECONDS + 0.5
    assert agent.tracker_store._fallback_tracker_store is None
    assert tracker is not None and tracker.get_slot("area") is None
    assert redis_store.facts.failures == 3 and not redis_store.facts.available
    gc.collect()
    words = [thing for thing in gc.get_objects() if isinstance(thing, UserUttered) and NAME in (thing.text or "")]
    assert words == []


async def test_when_redis_comes_back_facts_are_kept_again(redis_store, own_redis, domain):
    await redis_store.save(conversation(domain))
    own_redis.stop()
    await redis_store.save(conversation(domain))
    own_redis.start()
    await asyncio.sleep(SHORT_REST + 0.1)
    await redis_store.save(conversation(domain))
    assert (await redis_store.retrieve("c1")).get_slot("area") == "conwy"
    assert redis_store.facts.available


async def test_a_restart_between_two_turns_is_not_even_noticed(redis_store, own_redis, domain):
    await redis_store.save(conversation(domain))
    own_redis.stop()
    own_redis.start()
    await redis_store.save(conversation(domain))
    assert redis_store.facts.failures == 0
    assert (await redis_store.retrieve("c1")).get_slot("area") == "conwy"


async def test_facts_from_before_a_short_absence_are_there_after_it(redis_store, own_redis, domain):
    await redis_store.save(conversation(domain))
    own_redis.hang()
    assert (await redis_store.retrieve("c1")).get_slot("area") is None
    own_redis.go_on()
    await asyncio.sleep(SHORT_REST + 0.1)
    assert (await redis_store.retrieve("c1")).get_slot("area") == "conwy"


async def test_a_conversation_deleted_while_redis_is_gone_is_deleted_when_it_is_back(redis_store, own_redis, domain):
    await redis_store.save(conversation(domain))
    own_redis.hang()
    await redis_store.delete("c1")
    assert await redis_store.retrieve("c1") is None
    own_redis.go_on()
    await asyncio.sleep(SHORT_REST + 0.1)
    await redis_store.retrieve("another")
    assert own_redis.client.keys() == []


async def test_what_somebody_else_wrote_into_redis_is_not_taken_for_facts(redis_store, own_redis, domain):
    await redis_store.save(conversation(domain))
    [key] = own_redis.client.keys()
    for value in (b"\xff\xfe", b"not json", b"[1]", b"7"):
        own_redis.client.set(key, value)
        shared_redis.shared_redis(own_redis.url)._leave_alone_until = 0
        tracker = await redis_store.retrieve("c1")
        assert tracker is not None and tracker.get_slot("area") is None


async def test_facts_that_cannot_be_written_are_not_kept_by_rasa_either(store, domain):
    agent = agent_over(store)
    await agent.tracker_store.save(conversation(domain, child_ages=[object()]))
    assert agent.tracker_store._fallback_tracker_store is None


async def test_the_log_names_the_error_and_neither_address_nor_password(domain, caplog):
    store = ForgetfulTrackerStore(domain, host="redis://:sesame@127.0.0.1:1/0")
    await store.save(conversation(domain))
    assert "ConnectionError" in caplog.text
    assert "sesame" not in caplog.text and "127.0.0.1" not in caplog.text and "Blodwen" not in caplog.text


# --- settings ---


def test_without_redis_url_facts_are_in_memory(domain, monkeypatch):
    monkeypatch.setenv("REDIS_URL", "")
    assert isinstance(ForgetfulTrackerStore(domain).facts, MemoryFacts)


@pytest.mark.parametrize("url", ["127.0.0.1:6379", "http://127.0.0.1", "localhost"])
def test_an_address_that_is_none_of_redis_is_refused_with_what_to_write(domain, url):
    with pytest.raises(ValueError, match="should start with redis://"):
        ForgetfulTrackerStore(domain, host=url)


@pytest.mark.parametrize("setting", [{"expire_after": "soon"}, {"expire_after": 0}, {"most_conversations": -1}])
def test_a_number_that_is_none_is_refused_with_the_name_of_the_setting(domain, setting):
    with pytest.raises(ValueError, match=next(iter(setting))):
        ForgetfulTrackerStore(domain, **setting)


async def test_what_is_held_is_json_of_the_facts_alone(redis_store, own_redis, domain):
    await redis_store.save(conversation(domain))
    [key] = own_redis.client.keys()
    held = json.loads(own_redis.client.get(key))
    assert held["area"] == "conwy" and set(held) <= set(FACTS)
