"""Switches in content/service.yml on a running server: live within a second, told in the log, in health and in the counts."""

from __future__ import annotations

import urllib.parse
from collections.abc import Iterator

import pytest

from conference_guide.content import LOCALES, load_content

from .conftest import Guide, guide_in, has_numbers, make_root, words_of

CONTENT = load_content()
SERVICE = "content/service.yml"


@pytest.fixture(scope="module")
def guide(tmp_path_factory) -> Iterator[Guide]:
    yield from guide_in(make_root(tmp_path_factory.mktemp("switches")))


@pytest.fixture
def switch(guide: Guide):
    """Switches something off as an editor would, and waits until it is live; all is on again after the test."""
    sound = guide.read(SERVICE)

    def save(*entries: str) -> float:
        lines = "".join(f"  - {entry}\n" for entry in entries)
        guide.save(SERVICE, sound + (f"switched_off:\n{lines}" if entries else ""))
        return guide.wait_until(lambda: len(guide.ready()[1]["switched_off"]) == len(entries), 20)

    yield save
    save()
    assert guide.send("when do I get the minutes")[1]["replies"][0]["kind"] == "answer"


def form(guide: Guide, text: str, lang: str) -> str:
    body = urllib.parse.urlencode({"text": text, "lang": lang}).encode()
    return guide.call("POST", "/chat", body, {"Content-Type": "application/x-www-form-urlencoded"})[2]


def test_a_switch_is_live_within_seconds_and_told_everywhere(guide, switch):
    seconds = switch("topic: minutes", "area: conwy")
    print(f"live after {seconds:.2f} s")
    assert guide.ready()[1]["switched_off"] == ["topic minutes", "area conwy"] and guide.ready()[0] == 200
    guide.wait_until(lambda: 'conference_guide_switched_off{name="minutes",what="topic"} 1.0' in guide.metrics(), 5)
    guide.wait_until(lambda: "switched off: topic minutes" in guide.log(), 5)
    switch()
    guide.wait_until(lambda: "switched on: topic minutes" in guide.log(), 5)
    guide.wait_until(lambda: 'name="minutes"' not in guide.metrics(), 5)
    line = next(line for line in guide.log().splitlines() if "switched off: topic minutes" in line)
    assert line[:4].isdigit() and "conference_guide.audit" in line


@pytest.mark.parametrize(("locale", "text"), [("en", "when do I get the minutes"), ("cy", "pryd ga i'r cofnodion")])
def test_a_topic_that_is_off_is_being_checked_in_the_chat_and_on_its_page(guide, switch, locale, text):
    switch("topic: minutes")
    _, turn = guide.send(text, area="conwy")
    reply = turn["replies"][0]
    assert turn["locale"] == locale and reply["kind"] == "fallback" and reply["topic"] == "minutes"
    assert reply["short"] == CONTENT.say(locale, "off_topic")
    page = guide.call("GET", f"/chat/guide/minutes?area=conwy&lang={locale}")[2].replace("&#39;", "'")
    assert CONTENT.say(locale, "off_topic").split(",")[0] in page
    _, other = guide.send("who will be there", area="conwy")
    assert other["replies"][0]["kind"] == "answer"


def test_an_area_that_is_off_gets_its_nations_answers_and_stays_known(guide, switch):
    switch("area: conwy")
    _, turn = guide.send("how long does the meeting last", area="conwy")
    assert turn["area"] == "conwy" and "1½" not in words_of(turn)
    assert turn["replies"][0]["short"].startswith(CONTENT.say("en", "off_area", area="Conwy"))
    _, danger = guide.send("he is hitting my child", conversation=turn["conversation"])
    assert danger["replies"][0]["kind"] == "urgent" and "England:" not in words_of(danger)


def test_a_language_that_is_off_is_answered_in_the_other_and_told_in_both(guide, switch):
    switch("language: cy")
    _, turn = guide.send("pwy fydd yn y gynhadledd", locale="cy")
    assert turn["locale"] == "en" and turn["replies"][0]["kind"] == "answer"
    told = words_of({"replies": turn["replies"][1:]})
    assert CONTENT.say("cy", "off_language_cy") in told and CONTENT.say("en", "off_language_cy") in told
    _, again = guide.send("pryd ga i'r cofnodion", conversation=turn["conversation"])
    assert CONTENT.say("cy", "off_language_cy") not in words_of(again), "once a conversation is enough"
    _, danger = guide.send("dwi isio marw", conversation=turn["conversation"])
    assert danger["replies"][0]["kind"] == "urgent" and has_numbers(words_of(danger))
    page = guide.call("GET", "/chat?lang=cy")[2]
    assert '<html lang="en"' in page and 'hreflang="cy"' not in page


@pytest.mark.parametrize("locale", LOCALES)
def test_with_the_guide_off_every_route_says_so_with_numbers(guide, switch, locale):
    switch("guide: true")
    _, turn = guide.send("when do I get the minutes", locale=locale)
    assert turn["replies"][0]["kind"] == "fallback" and has_numbers(words_of(turn))
    assert guide.send(button="topic:minutes")[1]["replies"][0]["kind"] == "fallback"
    for path in ("", "/guide", "/guide/minutes", "/guide/booklet", "/share", "/about", "/privacy", "/accessibility"):
        status, _, html = guide.call("GET", f"/chat{path}?lang={locale}&area=conwy")
        assert status == 200 and 'href="tel:999"' in html, path
        said = CONTENT.replies["switched_off"].answers["england_and_wales"].short[locale].split(",")[0]
        assert said in html.replace("&#39;", "'"), path
    assert 'href="tel:999"' in form(guide, "when do I get the minutes", locale)
    assert guide.call("GET", "/chat/widget.js")[0] == 200
    assert guide.ready()[0] == 200 and guide.ready()[1]["switched_off"] == ["guide"]


@pytest.mark.parametrize(
    "text",
    [
        "he's got a knife and he is coming in",
        "dwi isio marw",
        "mum locks me in the cellar at night and he touches me",
        "mae o'n fy nghuro i rŵan",
    ],
)
def test_with_the_guide_off_danger_still_gets_its_urgent_reply(guide, switch, text):
    switch("guide: true")
    _, turn = guide.send(text)
    assert turn["replies"][0]["kind"] == "urgent" and "999" in turn["replies"][0]["short"]
    assert 'class="reply urgent"' in form(guide, text, "en")


def test_a_switch_with_a_mistake_switches_nothing_and_says_where(guide, switch):
    switch("topic: minutes")
    guide.save(SERVICE, guide.read(SERVICE).replace("topic: minutes", "topic: minits"))
    guide.wait_until(lambda: guide.ready()[0] == 503, 15)
    assert "minits" in " ".join(guide.ready()[1]["reasons"]) and guide.ready()[1]["switched_off"] == ["topic minutes"]
