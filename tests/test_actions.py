"""Each action by what it says and the slots it sets; no model is needed."""

from __future__ import annotations

from typing import Any

import pytest
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.answer import ActionAnswerQuestion
from actions.delete import ActionDeleteChat
from actions.details import ActionNoteDetails
from actions.fallback import ActionSayNotUnderstood
from actions.language import ActionSwitchLanguage, wanted_language
from actions.social import ActionReplySocially, ActionResolvePending
from actions.urgent import ActionGiveHelplines


def run(action, intent="minutes", text="", slots=None, entities=(), ranking=(), questions=(), **metadata):
    """The replies of an action, and the slots it set."""
    message: dict[str, Any] = {
        "text": text,
        "intent": {"name": intent, "confidence": 0.9},
        "intent_ranking": list(ranking) or [{"name": intent, "confidence": 0.9}],
        "questions": list(questions),
        "entities": [{"entity": kind, "value": value} for kind, value in entities],
        "metadata": metadata,
    }
    tracker = Tracker("c", slots or {}, message, [], False, None, {}, "action_listen")
    dispatcher = CollectingDispatcher()
    events = action().run(dispatcher, tracker, {})
    replies = [sent["custom"]["reply"] for sent in dispatcher.messages if "reply" in (sent.get("custom") or {})]
    return replies, {event["name"]: event["value"] for event in events if event["event"] == "slot"}


def test_an_answer_without_an_area_asks_for_it_once():
    replies, slots = run(ActionAnswerQuestion, "supporter")
    assert [reply["kind"] for reply in replies] == ["answer", "question"]
    assert slots == {
        "locale": "en",
        "last_topic": "supporter",
        "asked": ["area"],
        "pending_topic": ["supporter"],
        "pending_slot": "area",
    }
    assert {"area:conwy", "area:england"} <= {button["button"] for button in replies[1]["buttons"]}
    replies, _ = run(ActionAnswerQuestion, "supporter", slots={"asked": ["area"]})
    assert [reply["kind"] for reply in replies] == ["answer"]


def test_an_area_in_the_question_is_taken_over():
    replies, slots = run(ActionAnswerQuestion, "supporter", "can my mum come, im in llandudno", entities=[("area", "conwy")])
    assert slots["area"] == "conwy" and len(replies) == 1 and "advocate" in replies[0]["text"]


def test_in_somerset_the_childs_age_is_asked_and_then_used():
    replies, slots = run(ActionAnswerQuestion, "child_attends", slots={"area": "somerset"})
    assert replies[-1]["kind"] == "question" and slots["pending_slot"] == "child_age"
    waiting = {"area": "somerset", "pending_topic": "child_attends", "pending_slot": "child_age", "asked": ["child_age"]}
    replies, slots = run(ActionNoteDetails, "inform", "she's 9", waiting, [("child_age", 108)])
    assert replies[0]["topic"] == "child_attends" and "9 years old" in replies[0]["short"]
    assert slots["child_ages"] == [108] and slots["pending_topic"] is None and slots["pending_slot"] is None


@pytest.mark.parametrize("area", ["conwy", "mid_and_west_wales", "north_yorkshire", "england", "wales"])
def test_elsewhere_no_age_is_asked(area):
    replies, _ = run(ActionAnswerQuestion, "child_attends", slots={"area": area})
    assert [reply["kind"] for reply in replies] == ["answer"]


def test_a_bare_place_answers_the_question_that_waited():
    waiting = {"pending_topic": "minutes", "pending_slot": "area", "asked": ["area"]}
    replies, slots = run(ActionNoteDetails, "inform", "Harrogate", waiting, [("area", "north_yorkshire")])
    assert replies[0]["topic"] == "minutes" and "15 working days" in replies[0]["text"]
    assert slots["area"] == "north_yorkshire"


def test_a_council_without_a_page_is_said_to_have_none():
    waiting = {"pending_topic": "minutes", "pending_slot": "area", "asked": ["area"]}
    council = {"en": "Wrexham", "cy": "Wrecsam"}
    replies, _ = run(ActionNoteDetails, "inform", "Wrexham", waiting, [("area", "wales"), ("council", council)])
    assert "Wrexham" in replies[0]["text"] and replies[1]["topic"] == "minutes"


def test_two_areas_are_asked_about():
    replies, slots = run(
        ActionNoteDetails, "inform", "Somerset but he lives in Conwy", entities=[("area", "somerset"), ("area", "conwy")]
    )
    assert replies[0]["kind"] == "question" and "area" not in slots
    assert {button["button"] for button in replies[0]["buttons"]} == {"area:somerset", "area:conwy"}


def test_an_impossible_age_is_asked_again():
    waiting = {"area": "somerset", "pending_topic": "child_attends", "pending_slot": "child_age"}
    replies, slots = run(ActionNoteDetails, "inform", "200", waiting, [("impossible_age", True)])
    assert replies[0]["kind"] == "question" and slots.get("pending_slot", "child_age") == "child_age"


@pytest.mark.parametrize("label", ["danger_child", "danger_self", "danger_abuse"])
@pytest.mark.parametrize(("area", "has", "has_not"), [("conwy", "999", "0808 2000 247"), ("somerset", "999", "0808 80 10 800")])
def test_danger_gives_the_right_nations_numbers_and_leaves_what_waits(label, area, has, has_not):
    waiting = {"area": area, "pending_topic": "minutes", "pending_slot": "area"}
    replies, slots = run(ActionGiveHelplines, label, "help", waiting)
    assert replies[0]["kind"] == "urgent" and has in replies[0]["short"] and has_not not in replies[0]["text"]
    assert "pending_topic" not in slots and "pending_slot" not in slots


def test_danger_and_a_question_are_both_answered_danger_first():
    ranking = [{"name": "danger_abuse", "confidence": 0.5}, {"name": "separate_parents", "confidence": 0.4}]
    replies, _ = run(ActionGiveHelplines, "danger_abuse", "he hits me, can i sit apart", {"area": "conwy"}, ranking=ranking)
    assert [reply["kind"] for reply in replies] == ["urgent", "answer"] and replies[1]["topic"] == "separate_parents"


def test_a_question_asked_while_upset_is_answered_with_a_calm_sentence(content):
    ranking = [{"name": "distress", "confidence": 0.5}, {"name": "court", "confidence": 0.4}]
    replies, _ = run(ActionGiveHelplines, "distress", "im in bits will they take him", {"area": "conwy"}, ranking=ranking)
    assert replies[0]["kind"] == "answer" and replies[0]["short"].startswith(content.say("en", "calm"))


def test_abuse_in_the_past_gets_the_answer_and_the_nations_helpline():
    replies, _ = run(ActionAnswerQuestion, "exclusion", "he used to hit me, can he be kept out", {"area": "wales"})
    assert replies[0]["kind"] == "answer" and "0808 80 10 800" in replies[0]["text"] and "0808 2000 247" not in replies[0]["text"]


def test_three_misses_in_a_row_give_a_person_to_ring():
    first, slots = run(ActionSayNotUnderstood, "nlu_fallback", "mumble mumble thing")
    assert slots["misses"] == 1 and first[0]["kind"] == "fallback"
    third, slots = run(ActionSayNotUnderstood, "nlu_fallback", "mumble mumble thing", {"misses": 2, "area": "somerset"})
    assert slots["misses"] == 3 and "0808 801 0366" in third[0]["text"]
    welsh, _ = run(ActionSayNotUnderstood, "nlu_fallback", "mumble mumble thing", {"misses": 2, "area": "conwy"})
    assert "0808 801 0366" not in welsh[0]["text"]


def test_an_answer_ends_a_row_of_misses():
    _, slots = run(ActionAnswerQuestion, "minutes", slots={"misses": 2, "area": "conwy"})
    assert slots["misses"] is None


def test_the_nearest_topics_are_offered_when_unsure():
    ranking = [
        {"name": "minutes", "confidence": 0.2},
        {"name": "review", "confidence": 0.15},
        {"name": "greet", "confidence": 0.1},
    ]
    replies, _ = run(ActionSayNotUnderstood, "nlu_fallback", "that paper thing", ranking=ranking)
    assert [button["button"] for button in replies[0]["buttons"]] == ["topic:minutes", "topic:review"]


def test_a_retired_topic_that_the_model_still_knows_is_not_promised_a_page():
    ranking = [{"name": "parking", "confidence": 0.8}, {"name": "court", "confidence": 0.1}]
    replies, _ = run(ActionAnswerQuestion, intent="parking", text="where do i park", ranking=ranking)
    assert replies[0]["kind"] == "fallback" and "page" not in replies[0]["text"]
    assert [button["button"] for button in replies[0]["buttons"]] == ["topic:court"]


def test_switching_the_language_repeats_the_last_answer():
    replies, slots = run(
        ActionSwitchLanguage, "change_language", "Cymraeg plis", {"locale": "en", "last_topic": "minutes", "area": "conwy"}
    )
    assert slots["locale"] == "cy" and replies[1]["topic"] == "minutes" and "cofnod" in replies[1]["text"].lower()


@pytest.mark.parametrize(
    ("text", "in_use", "wanted"),
    [
        ("cymraeg", "en", "cy"),
        ("welsh please", "en", "cy"),
        ("English", "cy", "en"),
        ("saesneg plis", "cy", "en"),
        ("switch", "cy", "en"),
    ],
)
def test_the_language_asked_for_is_understood(text, in_use, wanted):
    assert wanted_language(text, in_use) == wanted


def test_yes_and_no_without_a_question_say_what_can_be_asked():
    for intent in ("affirm", "deny"):
        replies, _ = run(ActionResolvePending, intent)
        assert replies[0]["kind"] == "social" and replies[0]["text"]


def test_no_lets_a_waiting_question_go():
    _, slots = run(ActionResolvePending, "deny", slots={"pending_topic": "minutes", "pending_slot": "area"})
    assert slots["pending_topic"] is None and slots["pending_slot"] is None


@pytest.mark.parametrize(
    "intent", ["greet", "goodbye", "thanks", "bot_challenge", "capabilities", "feedback_good", "feedback_bad", "out_of_scope"]
)
@pytest.mark.parametrize("locale", ["en", "cy"])
def test_small_talk_has_a_reply_in_each_language(intent, locale):
    replies, _ = run(ActionReplySocially, intent, slots={"locale": locale})
    assert replies[0]["text"] and replies[0]["kind"] in ("social", "out_of_scope")


def test_deleting_resets_every_slot_but_only_when_it_is_sure():
    tracker = Tracker(
        "c",
        {},
        {"text": "wipe it", "intent": {"name": "delete_my_chat", "confidence": 0.9}, "metadata": {}},
        [],
        False,
        None,
        {},
        "x",
    )
    dispatcher = CollectingDispatcher()
    assert [event["event"] for event in ActionDeleteChat().run(dispatcher, tracker, {})] == ["reset_slots", "followup"]
    tracker.latest_message["intent"]["confidence"] = 0.3
    assert "reset_slots" not in [event["event"] for event in ActionDeleteChat().run(CollectingDispatcher(), tracker, {})]


def test_personal_details_are_warned_about():
    replies, _ = run(ActionAnswerQuestion, "minutes", "when", {"area": "conwy"}, masked=["phone"])
    assert len(replies) == 2 and replies[1]["kind"] == "social"


def ranked(topic, danger, label="danger_abuse"):
    return [{"name": topic, "confidence": 1 - danger}, {"name": label, "confidence": danger}]


@pytest.mark.parametrize(("locale", "number"), [("en", "0808 80 10 800"), ("cy", "0808 80 10 800")])
def test_a_hint_of_danger_beside_a_question_brings_the_nations_numbers(locale, number):
    slots = {"area": "conwy", "locale": locale}
    replies, _ = run(ActionAnswerQuestion, "supporter", "", slots, ranking=ranked("supporter", 0.2))
    assert [reply["kind"] for reply in replies] == ["answer", "social"]
    assert number in replies[1]["text"] and "999" in replies[1]["text"]


def test_a_plain_question_brings_no_numbers():
    replies, _ = run(ActionAnswerQuestion, "supporter", "", {"area": "conwy"}, ranking=ranked("supporter", 0.05))
    assert [reply["kind"] for reply in replies] == ["answer"]


def test_what_is_not_understood_but_hints_at_danger_brings_the_numbers():
    replies, _ = run(
        ActionSayNotUnderstood, "nlu_fallback", "mmm", {"area": "somerset"}, ranking=ranked("chair", 0.2, "danger_self")
    )
    assert "116 123" in replies[-1]["text"]


def test_two_questions_are_answered_in_order_and_the_rest_offered():
    asked = ["chair", "minutes", "review"]
    replies, slots = run(ActionAnswerQuestion, "chair", "", {"area": "conwy"}, questions=asked)
    assert [reply["topic"] for reply in replies] == ["chair", "minutes", None]
    assert [button["button"] for button in replies[2]["buttons"]] == ["topic:review"]
    assert slots["last_topic"] == "minutes"


def test_both_questions_wait_for_the_area_and_are_answered_with_it():
    _, slots = run(ActionAnswerQuestion, "supporter", "", questions=["supporter", "minutes"])
    assert slots["pending_topic"] == ["supporter", "minutes"]
    replies, _ = run(ActionNoteDetails, "inform", "Taunton", slots, [("area", "somerset")])
    assert [reply["topic"] for reply in replies if reply["kind"] == "answer"] == ["supporter", "minutes"]


def test_the_message_read_whole_overrules_parts_that_do_not_hold_its_topic():
    replies, _ = run(ActionAnswerQuestion, "chair", "", {"area": "conwy"}, questions=["minutes", "review"])
    assert [reply["topic"] for reply in replies] == ["chair"]


def test_who_speaks_is_remembered_and_told_what_goes_for_them():
    slots = {"area": "conwy"}
    replies, slots = run(ActionAnswerQuestion, "attending", "I'm going with my friend to hers, am I allowed", slots=slots)
    assert slots["speaker"] == "supporter" and replies[0]["short"].startswith("If you go to support a parent")
    replies, _ = run(ActionAnswerQuestion, "supporter", "what can I do there", slots={"area": "conwy", "speaker": "supporter"})
    assert "you cannot give your own opinion" in replies[0]["short"]
    _, slots = run(ActionAnswerQuestion, "attending", "can my mum come", slots={"area": "conwy"})
    assert "speaker" not in slots


def test_numbers_already_given_with_the_answer_are_not_given_again():
    text = "he used to hit me, can he be kept out"
    replies, _ = run(ActionAnswerQuestion, "exclusion", text, {"area": "conwy"}, ranking=ranked("exclusion", 0.2))
    assert sum("0808 80 10 800" in reply["text"] for reply in replies) == 1
