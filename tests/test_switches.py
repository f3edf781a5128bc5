"""What `switched_off` in content/service.yml does to answers, replies and pages."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.answer import ActionAnswerQuestion
from actions.language import ActionSwitchLanguage
from conference_guide import areas, pages
from conference_guide.answers import Facts, area_buttons, compose_answer, compose_guide_off
from conference_guide.content import CONTENT_DIR, LOCALES, ContentError, Switch, load_content
from conference_guide.turns import Request, static_turn

OWN_WORDS = "message: {en: 'Our own words.', cy: 'Ein geiriau ni.'}"


def saved(folder: Path, *switches: str) -> Path:
    """A content folder with these entries under `switched_off`."""
    shutil.copytree(CONTENT_DIR, folder / "content")
    service = folder / "content" / "service.yml"
    entries = "\n".join(f"  - {switch}" for switch in switches)
    service.write_text(service.read_text(encoding="utf-8") + f"switched_off:\n{entries}\n", encoding="utf-8")
    return folder / "content"


@pytest.fixture
def switched(tmp_path):
    """Makes content in which something is switched off."""

    def switch(*switches: str):
        return load_content(saved(tmp_path, *switches))

    return switch


@pytest.fixture
def acting(monkeypatch, switched):
    """Runs an action on content in which something is switched off: its replies and the slots it set."""

    def act(action, switches, intent, text="", slots=None, **metadata):
        changed = switched(*switches)
        monkeypatch.setattr("actions.turn.live_content", type("Live", (), {"get": lambda self: changed}))
        message = {"text": text, "intent": {"name": intent, "confidence": 0.9}, "intent_ranking": [], "metadata": metadata}
        tracker = Tracker("c", slots or {}, {**message, "entities": []}, [], False, None, {}, "action_listen")
        dispatcher = CollectingDispatcher()
        events = action().run(dispatcher, tracker, {})
        replies = [sent["custom"]["reply"] for sent in dispatcher.messages if "reply" in (sent.get("custom") or {})]
        return replies, {event["name"]: event["value"] for event in events if event["event"] == "slot"}

    return act


@pytest.mark.parametrize(
    ("switch", "words"),
    [
        ("{topic: parking}", "'parking' is not known"),
        ("{area: atlantis}", "'atlantis' is not known"),
        ("{language: fr}", "'fr' is not known, so nothing is switched off. Known: cy, en"),
        ("{area: england_and_wales}", "the last to fall back to"),
        ("{topic: minutes, area: conwy}", "should name one thing"),
        ("{guide: false}", "should name one thing"),
        ("{guide: true, language: cy}", "should name one thing"),
        ("{tpoic: minutes}", "tpoic"),
    ],
)
def test_a_switch_that_cannot_work_is_refused_with_its_file_and_line(tmp_path, switch, words):
    with pytest.raises(ContentError) as refused:
        load_content(saved(tmp_path, switch))
    [line] = [str(problem) for problem in refused.value.problems if "switched_off" in str(problem)]
    assert words in line and "service.yml:" in line


def test_the_same_switch_twice_and_both_languages_off_are_refused(tmp_path):
    with pytest.raises(ContentError, match="switched off twice"):
        load_content(saved(tmp_path / "twice", "topic: minutes", "topic: minutes"))
    with pytest.raises(ContentError, match="both languages are switched off"):
        load_content(saved(tmp_path / "both", "language: en", "language: cy"))


def test_as_shipped_nothing_is_switched_off():
    assert load_content().service.switched_off == []


# --- a topic ---


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("area", [None, "conwy", "somerset", "england"])
def test_a_topic_that_is_off_says_that_it_is_checked_and_gives_the_nations_contact(switched, locale, area):
    changed = switched("topic: minutes")
    message = compose_answer(changed, "minutes", Facts(area=area), locale)
    _, contact = areas.find_answer(changed, changed.topics["contact"], areas.nation_of(changed, area))
    assert message.kind == "fallback" and message.topic == "minutes"
    assert message.short == changed.say(locale, "off_topic") and message.more == contact.short[locale]
    for answer in changed.topics["minutes"].answers.values():
        assert answer.short[locale] not in message.text


def test_a_topic_that_is_off_may_have_words_of_its_own(switched):
    changed = switched("{topic: minutes, " + OWN_WORDS + "}")
    assert compose_answer(changed, "minutes", Facts(), "en").short == "Our own words."
    assert compose_answer(changed, "minutes", Facts(), "cy").short == "Ein geiriau ni."


def test_with_the_contacts_off_too_the_letter_is_pointed_to(switched):
    changed = switched("topic: minutes", "topic: contact")
    for topic in ("minutes", "contact"):
        assert compose_answer(changed, topic, Facts(), "en").more == changed.say("en", "off_contact")


def test_no_button_page_or_list_leads_to_a_topic_that_is_off(switched):
    changed = switched("topic: court")
    for topic in changed.topics:
        for area in changed.areas:
            assert "topic:court" not in [button.button for button in compose_answer(changed, topic, Facts(area), "en").buttons]
        if topic != "court":  # its own page links to itself, in the other language
            assert "/chat/guide/court" not in pages.render_guide_topic(changed, topic, "en", None), topic
    assert 'value="topic:court"' not in pages.render_chat(changed, "en", None)
    assert "/chat/guide/court" not in pages.render_guide_index(changed, "en", None)
    assert 'value="court"' not in pages.render_share(changed, "en")
    assert changed.topics["court"].question.en not in pages.render_booklet(changed, None, ["en"])
    assert changed.say("en", "off_topic") in pages.render_guide_topic(changed, "court", "en", None)


def test_in_the_chat_a_topic_that_is_off_asks_nothing_back(acting):
    replies, slots = acting(ActionAnswerQuestion, ["topic: child_attends"], "child_attends", "can she come", {"area": "somerset"})
    assert [reply["kind"] for reply in replies] == ["fallback"]
    assert replies[0]["topic"] == "child_attends" and "pending_slot" not in slots


# --- an area ---


@pytest.mark.parametrize("locale", LOCALES)
def test_an_area_that_is_off_gets_its_nations_answers_and_is_told_so(switched, content, locale):
    changed = switched("area: conwy")
    for topic in changed.topics:
        told = compose_answer(changed, topic, Facts(area="conwy"), locale)
        nation = compose_answer(content, topic, Facts(area="wales"), locale)
        name = changed.areas["conwy"].name[locale]
        assert told.short.startswith(changed.say(locale, "off_area", area=name)), topic
        assert nation.short in told.text and told.sources == nation.sources
    # Where they live is still known: the right nation's helplines, and the area to choose.
    assert areas.nation_of(changed, "conwy") == "wales"
    assert "area:conwy" in [button.button for button in area_buttons(changed, locale)]


def test_the_age_rule_of_an_area_that_is_off_is_not_used(switched):
    changed = switched("area: somerset")
    assert areas.age_rule(changed, "somerset") is None
    told = compose_answer(changed, "child_attends", Facts(area="somerset", child_ages=(9 * 12,)), "en")
    assert "10" not in told.short


def test_a_nation_that_is_off_leaves_its_councils_own_answers(switched, content):
    changed = switched("area: wales")
    assert compose_answer(changed, "how_long", Facts(area="conwy"), "en").short == (
        compose_answer(content, "how_long", Facts(area="conwy"), "en").short
    )
    silent = next(
        topic
        for topic in changed.topics
        if {"wales"} <= set(changed.topics[topic].answers) and "conwy" not in changed.topics[topic].answers
    )
    assert changed.say("en", "off_area", area="Wales") in compose_answer(changed, silent, Facts(area="conwy"), "en").short


# --- a language ---


def test_a_language_that_is_off_is_answered_in_the_other_and_told_in_both(acting):
    replies, slots = acting(ActionAnswerQuestion, ["language: cy"], "minutes", "pryd ga i weld y cofnodion", {"area": "conwy"})
    assert [reply["kind"] for reply in replies] == ["answer", "social"]
    assert slots["locale"] == "en" and "language" in slots["asked"]
    shipped = load_content()
    assert replies[1]["short"] == shipped.say("cy", "off_language_cy") + "\n\n" + shipped.say("en", "off_language_cy")


def test_it_is_told_once_a_conversation(acting):
    replies, _ = acting(
        ActionAnswerQuestion, ["language: cy"], "minutes", "pryd ga i weld y cofnodion", {"area": "conwy", "asked": ["language"]}
    )
    assert [reply["kind"] for reply in replies] == ["answer"]


def test_the_other_language_goes_on_as_ever(acting):
    replies, slots = acting(ActionAnswerQuestion, ["language: cy"], "minutes", "when do I get the minutes", {"area": "conwy"})
    assert [reply["kind"] for reply in replies] == ["answer"] and slots["locale"] == "en"


def test_one_cannot_switch_to_a_language_that_is_off(acting):
    replies, slots = acting(
        ActionSwitchLanguage, ["language: cy"], "change_language", "Cymraeg os gwelwch yn dda", {"locale": "en"}
    )
    assert [reply["kind"] for reply in replies] == ["social"] and slots.get("locale") is None


def test_pages_do_not_offer_a_language_that_is_off_and_say_so_in_both(switched):
    html = pages.render_chat(switched("language: cy"), "en", "conwy")
    assert 'hreflang="cy"' not in html
    for locale in LOCALES:
        assert load_content().say(locale, "off_language_cy").replace("'", "&#39;").split(",")[0] in html


# --- the whole guide ---


@pytest.mark.parametrize("locale", LOCALES)
def test_with_the_guide_off_every_page_says_so_with_numbers_to_ring(switched, locale):
    changed = switched("guide: true")
    rendered = {
        "chat": pages.render_chat(changed, locale, None, topic="minutes"),
        "index": pages.render_guide_index(changed, locale, None),
        "topic": pages.render_guide_topic(changed, "minutes", locale, None),
        "booklet": pages.render_booklet(changed, None, [locale]),
        "share": pages.render_share(changed, locale),
        "about": pages.render_about(changed, locale),
        "privacy": pages.render_privacy(changed, locale),
    }
    for name, html in rendered.items():
        assert 'href="tel:999"' in html and 'href="tel:08088005000"' in html, name
        for code in LOCALES:
            first = compose_guide_off(changed, Facts(), code).short.split(".")[0].replace("'", "&#39;")
            assert first in html, (name, code)
        answer = changed.topics["minutes"].answers["england_and_wales"].short[locale].replace("'", "&#39;")
        assert answer not in html, name


def test_the_guide_may_be_switched_off_with_words_of_its_own(switched):
    changed = switched("{guide: true, " + OWN_WORDS + "}")
    message = compose_guide_off(changed, Facts(), "cy")
    assert message.short == "Ein geiriau ni." and "999" in message.text


@pytest.mark.parametrize(
    ("text", "number"), [("he has got a knife and is hurting my child", "999"), ("dwi isio marw", "116 123")]
)
def test_with_the_guide_off_danger_still_gets_its_urgent_reply(switched, text, number):
    turn = static_turn(switched("guide: true"), Request("c", text))
    assert turn.kind == "urgent" and number in turn.replies[0]["text"]


def test_every_kind_of_switch_is_tried_here():
    assert {field for field in Switch.model_fields if field != "message"} == {"guide", "topic", "area", "language"}
