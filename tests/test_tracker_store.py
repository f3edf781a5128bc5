from __future__ import annotations

import gc

import pytest
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, BotUttered, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from conference_guide import tracker_store
from conference_guide.tracker_store import ForgetfulTrackerStore, MemoryFacts


@pytest.fixture
def domain():
    return Domain.load("domain.yml")


@pytest.fixture
def store(domain):
    return ForgetfulTrackerStore(domain)


def conversation(domain, name="c1"):
    tracker = DialogueStateTracker(name, domain.slots)
    tracker.update(ActionExecuted("action_listen"))
    tracker.update(UserUttered("my name is Blodwen Testperson and i live at 4 Made Up Street", {"name": "supporter"}))
    tracker.update(SlotSet("area", "conwy"))
    tracker.update(SlotSet("child_ages", [108, 132]))
    tracker.update(BotUttered("You can bring a friend."))
    return tracker


async def test_only_facts_stay_after_a_turn(store, domain):
    await store.save(conversation(domain))
    tracker = await store.retrieve("c1")
    assert tracker.get_slot("area") == "conwy"
    assert tracker.get_slot("child_ages") == [108, 132]
    assert tracker.latest_message is None or not tracker.latest_message.text
    assert not any(isinstance(event, (UserUttered, BotUttered)) for event in tracker.events)


async def test_no_word_of_the_conversation_is_held_anywhere_in_the_store(store, domain):
    await store.save(conversation(domain))
    gc.collect()
    assert "Blodwen" not in repr(store.facts.__dict__) and "Made Up" not in repr(store.facts.__dict__)


async def test_a_conversation_is_as_long_at_turn_300_as_at_turn_1(store, domain):
    await store.save(conversation(domain))
    first = len((await store.retrieve("c1")).events)
    for _ in range(300):
        tracker = await store.retrieve("c1")
        tracker.update(UserUttered("and then", {"name": "after_conference"}))
        await store.save(tracker)
    assert len((await store.retrieve("c1")).events) == first


async def test_a_conversation_is_gone_after_an_hour_without_a_message(store, domain, monkeypatch):
    now = [1000.0]
    monkeypatch.setattr(tracker_store.time, "monotonic", lambda: now[0])
    await store.save(conversation(domain))
    now[0] += 3599
    assert await store.retrieve("c1") is not None
    now[0] += 2
    assert await store.retrieve("c1") is None
    assert list(await store.keys()) == []


async def test_deleting_forgets_at_once_and_twice_does_no_harm(store, domain):
    await store.save(conversation(domain))
    await store.delete("c1")
    await store.delete("c1")
    assert await store.retrieve("c1") is None


def test_the_store_holds_no_more_than_it_may_and_drops_the_longest_silent():
    facts = MemoryFacts(expire_after=3600, most=100)
    for number in range(10_000):
        facts.set(f"c{number}", {"area": "conwy"})
    assert len(facts) == 100
    assert facts.get("c0") is None and facts.get("c9999") == {"area": "conwy"}
