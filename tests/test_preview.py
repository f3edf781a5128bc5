"""The editors' preview as HTML: complete in both languages, for any area, safe, and true to what parents read."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from conference_guide import pages, preview
from conference_guide.answers import Facts, compose_answer
from conference_guide.areas import find_answer
from conference_guide.changes import Change, Release, differences
from conference_guide.content import LOCALES, Problem, load_content
from conference_guide.misses import Miss, Questions
from conference_guide.preview import Detail, Reading, Status
from tests.test_pages import Outline

CONTENT = load_content()
QUESTIONS = {("minutes", "en"): Questions("data/nlu/minutes.yml", 8, 70)}
NASTY = '<script>alert(1)</script>"&'
READING = Reading(
    typed=NASTY,
    label="minutes",
    confidence=0.72,
    ranking=[("minutes", 0.72), ("greet", 0.1)],
    locale="cy",
    area="conwy",
    kind="answer",
    danger="danger_abuse",
    urgent=False,
    upset=True,
    details=[Detail("preview_detail_area", "Conwy")],
    masked=["phone"],
    replies=[compose_answer(CONTENT, "minutes", Facts(area="conwy"), "cy").as_dict()],
)
CHANGED = [
    Change("topic", "minutes", {"en": differences("old words", "new words")}, ["wales", "conwy"], one_language="cy"),
    Change("text", "glossary.yml#chair.term", {"cy": differences("", NASTY)}),
]


def every_page(status: Status, locale: str) -> dict[str, str]:
    return {
        "topics": preview.render_topics(CONTENT, status, locale, area="somerset"),
        "topic": preview.render_topic(
            CONTENT, status, locale, topic_id="minutes", facts=Facts(area="conwy"), questions=QUESTIONS
        ),
        "replies": preview.render_replies(CONTENT, status, locale, area="conwy"),
        "rules": preview.render_rules(CONTENT, status, locale),
        "map": preview.render_map(CONTENT, status, locale),
        "changes": preview.render_changes(CONTENT, status, locale, release=Release("git", "abc", CONTENT), changed=CHANGED),
        "no changes": preview.render_changes(CONTENT, status, locale, release=Release("copy", "2026-11-21", CONTENT), changed=[]),
        "unreadable release": preview.render_changes(
            CONTENT, status, locale, release=Release("git", "abc", None, NASTY), changed=[]
        ),
        "no release yet": preview.render_changes(CONTENT, status, locale, release=None, changed=[]),
        "try": preview.render_try(CONTENT, status, locale, area="conwy"),
        "tried": preview.render_try(CONTENT, status, locale, area="conwy", typed=NASTY, reading=READING),
        "no model": preview.render_try(CONTENT, status, locale, typed=NASTY, error=NASTY),
        "misses": preview.render_misses(
            CONTENT,
            status,
            locale,
            since=date(2026, 11, 1),
            counts=[
                (Miss(date(2026, 11, 22), "not_understood", ("minutes", "retired_topic"), "conwy", "en"), 3),
                (Miss(date(2026, 11, 22), "out_of_scope", (), None, "cy"), 1),
            ],
            questions=QUESTIONS,
        ),
        "no misses": preview.render_misses(
            CONTENT, status, locale, since=date(2026, 11, 1), counts=[], questions={}, problem=NASTY
        ),
        "problems": preview.render_problems(CONTENT, status, locale),
        "not found": preview.render_not_found(CONTENT, status, locale),
    }


PROBLEMS = [Problem("content/areas/conwy.yml", 73, "names", f"is wrong {NASTY}. Mend it.")]
STATUS = Status(problems=PROBLEMS, findings=PROBLEMS, advice=PROBLEMS, needs_training=True, model_problem=NASTY, version="7")
PAGES = {(name, locale): html for locale in LOCALES for name, html in every_page(STATUS, locale).items()}
every = pytest.mark.parametrize("page", PAGES, ids="-".join)


@every
def test_a_page_is_well_formed_and_in_its_language_with_the_other_one_link_away(page):
    outline = Outline(PAGES[page])
    assert outline.open == [] and outline.all("html") == [{"lang": page[1]}]
    assert len(outline.all("h1")) == 1 and len(outline.all("main")) == 1
    links = [a for _, a in outline.tags if a.get("hreflang") in LOCALES]
    assert [link["hreflang"] for link in links[:2]] == ["cy", "en"]


@every
def test_a_page_has_no_inline_script_or_style_and_asks_no_other_host(page):
    for tag, attributes in Outline(PAGES[page]).tags:
        assert tag not in ("style", "iframe", "img")
        assert not [name for name in attributes if name == "style" or name.startswith("on")]
        if tag in ("script", "link"):
            assert not (attributes.get("src") or attributes.get("href") or "").startswith(("http", "//"))
    assert "<script>alert" not in PAGES[page]


@every
def test_ids_are_unique_and_labels_point_to_fields(page):
    outline = Outline(PAGES[page])
    ids = [attributes["id"] for _, attributes in outline.tags if "id" in attributes]
    assert len(ids) == len(set(ids))
    labelled = {attributes["for"] for attributes in outline.all("label")}
    fields = {a["id"] for tag, a in outline.tags if tag in ("select", "textarea", "input") and a.get("type") != "hidden"}
    assert fields == labelled
    for _, attributes in outline.tags:
        for name in ("aria-labelledby", "form"):
            assert set((attributes.get(name) or "").split()) <= set(ids)


@every
def test_a_broken_file_is_told_on_every_page_with_its_line(page):
    for problem in PROBLEMS:
        assert f"{problem.file}:{problem.line}" in Outline(PAGES[page]).text


@every
def test_that_training_is_needed_is_told_on_every_page(page):
    assert "make train" in PAGES[page]
    fits = preview.render_rules(CONTENT, replace(STATUS, needs_training=False), page[1])
    assert "make train" not in fits


@pytest.mark.parametrize("area", [None, *CONTENT.areas])
def test_every_topic_shows_both_languages_for_every_area_with_level_sources_and_dates(area):
    for topic_id, topic in CONTENT.topics.items():
        html = preview.render_topic(CONTENT, Status(), "en", topic_id=topic_id, facts=Facts(area=area), questions={})
        text = re.sub(r"\s+", " ", Outline(html).text)
        for locale in LOCALES:
            message = compose_answer(CONTENT, topic_id, Facts(area=area), locale)
            assert re.sub(r"\s+", " ", message.short) in text
            assert topic.question[locale] in text
            for source in message.sources:
                assert f"{source['title']} (" in text
                assert pages.write_as_of(source["as_of"], locale) in text
        level, _ = find_answer(CONTENT, topic, area)
        assert f"<dt>Answer from</dt><dd><b>{CONTENT.areas[level].name.en}</b>" in html


def test_a_childs_age_and_a_date_are_answered_as_in_the_chat():
    facts = Facts(area="somerset", child_ages=(9 * 12,))
    html = preview.render_topic(CONTENT, Status(), "en", topic_id="child_attends", facts=facts, questions={})
    assert "For a child who is 9 years old" in html and 'value="9"' in html
    facts = Facts(area="conwy", conference_date=date(2026, 12, 1))
    html = preview.render_topic(CONTENT, Status(), "en", topic_id="core_group", facts=facts, questions={})
    assert "15 December 2026" in html


@pytest.mark.parametrize("locale", LOCALES)
def test_the_rules_show_every_areas_ages_limits_and_terms(locale):
    html = PAGES["rules", locale]
    text = re.sub(r"\s+", " ", Outline(html).text)
    for area in CONTENT.areas.values():
        for limit in area.time_limits.values():
            assert preview.write_limit(CONTENT, limit, locale) in text
            assert CONTENT.sources[limit.source].title[locale] in text
    for term in CONTENT.glossary.values():
        assert term.term.en in text and term.term.cy in text
    somerset = CONTENT.areas["somerset"].ages
    assert f"<td>{somerset.attend_over}</td><td>{somerset.advocate_over}</td>" in html
    assert html.count(CONTENT.say(locale, "preview_no_age_rule")) == sum(area.ages is None for area in CONTENT.areas.values())


def test_the_map_marks_exactly_the_answers_of_each_areas_own():
    html = PAGES["map", "en"]
    assert html.count('class="own"') == sum(len(topic.answers) for topic in CONTENT.topics.values())
    assert "/topic/minutes?area=conwy&amp;lang=en" in html


def test_a_new_area_is_a_column_of_its_own():
    areas = {**CONTENT.areas, "gwynedd": CONTENT.areas["conwy"].model_copy(update={"ages": None})}
    content = replace(CONTENT, areas=areas)
    assert "gwynedd" in [column.area for column in preview.columns(content, "en")]
    assert "area=gwynedd" in preview.render_map(content, Status(), "en")


def test_changes_are_marked_for_eye_and_ear_and_name_their_readers():
    html = PAGES["changes", "en"]
    assert re.search(r"<del><span class=\"vh\">taken out: </span>old", html)
    assert re.search(r"<ins><span class=\"vh\">put in: </span>new", html)
    assert "Read in: Wales, Conwy" in re.sub(r"\s+", " ", Outline(html).text)
    assert CONTENT.say("en", "preview_not_changed_cy") in html


def test_what_the_guide_understood_is_shown_with_its_runners_up():
    text = re.sub(r"\s+", " ", Outline(PAGES["tried", "en"]).text)
    for shown in ("72%", "greet", "10.0%", "danger_abuse", "Area: Conwy", "phone", CONTENT.topics["minutes"].title.en):
        assert shown in text


def test_misses_lead_to_the_training_questions():
    assert "data/nlu/minutes.yml:8" in PAGES["misses", "en"] and "retired_topic" in PAGES["misses", "cy"]


def test_findings_stand_beside_the_topic_they_are_about():
    finding = replace(PROBLEMS[0], file=str(Path("content/topics/minutes.yml")), line=12345)
    status = Status(findings=[finding])
    shown, other = (
        preview.render_topic(CONTENT, status, "en", topic_id=topic, facts=Facts(), questions={}) for topic in ("minutes", "court")
    )
    assert "minutes.yml:12345" in shown and "12345" not in other
