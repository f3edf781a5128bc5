"""What editors see before parents do: every answer in both languages for any area, all rules, and what changed.

The functions return whole pages, in English or Welsh. They know nothing of the server, and keep nothing.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from conference_guide import areas, pages
from conference_guide.answers import Facts, compose_answer, compose_reply
from conference_guide.changes import Change, Release, shortened
from conference_guide.content import LOCALES, Answer, Content, Problem, TimeLimit, Topic
from conference_guide.misses import Miss, Questions, by_day, in_all

OLDEST = 25  # years, in the box for a child's age


@dataclass(frozen=True)
class Status:
    """What stands beside the content: what is wrong with it, and whether the model fits it.

    `problems` keep a saved change from being used; `findings` are the errors that the check finds, `advice` what it
    advises, with `checking` while it looks. `version` changes when any page may read differently.
    """

    problems: Sequence[Problem] = ()
    findings: Sequence[Problem] = ()
    advice: Sequence[Problem] = ()
    checking: bool = False
    needs_training: bool = False
    model: str | None = None
    model_problem: str = ""
    version: str = ""


@dataclass(frozen=True)
class Detail:
    """One thing that was found in a question: the interface word for what it is, and what it was taken for."""

    what: str
    value: str


@dataclass(frozen=True)
class Reading:
    """What the guide made of one question; it is shown once and kept nowhere."""

    typed: str
    label: str
    confidence: float
    ranking: Sequence[tuple[str, float]]
    locale: str
    area: str | None
    kind: str
    danger: str | None
    urgent: bool
    upset: bool
    details: Sequence[Detail] = ()
    masked: Sequence[str] = ()
    replies: Sequence[dict[str, Any]] = ()


@dataclass
class Column:
    """An area in a table, with the areas it looks to where its own page is silent."""

    area: str
    name: str
    kind: str
    levels: list[str] = field(default_factory=list)


def link(path: str, **query: str | None) -> str:
    """A path of the preview with the parameters that are set."""
    kept = urlencode({name: value for name, value in query.items() if value})
    return f"{path}?{kept}" if kept else path


PAGES = (
    ("/", "preview_topics"),
    ("/replies", "preview_replies"),
    ("/rules", "preview_rules"),
    ("/map", "preview_map"),
    ("/changes", "preview_changes"),
    ("/try", "preview_try"),
    ("/misses", "preview_misses"),
    ("/problems", "preview_problems"),
)


def _render(template: str, content: Content, status: Status, locale: str, path: str, **values: Any) -> str:
    def say(key: str, **words: str) -> str:
        return content.say(locale, key, **words)

    area = values.get("area")
    query = {name: values.get(name) for name in ("area", "age", "day")}
    context = {
        "content": content,
        "status": status,
        "locale": locale,
        "t": say,
        "say": content.say,
        "path": path,
        "link": lambda to, **more: link(to, **{"area": area, "lang": locale, **more}),
        "nav": [(to, key, to == path) for to, key in PAGES],
        "languages": [
            {"locale": code, "name": name, "current": code == locale, "href": link(path, **{**query, "lang": code})}
            for code, name in pages.LANGUAGES
        ],
        "both": [(code, name) for code, name in pages.LANGUAGES],
        "area": area,
        "area_choices": pages.area_choices(content, locale),
        "name_of": lambda level: content.areas[level].name[locale],
        "untrained": [],
        **values,
    }
    return pages.template(template).render(context)


def findings_of(status: Status, *ends: str) -> list[Problem]:
    """Errors and advice in files whose path ends in one of the given ways."""
    known = dict.fromkeys([*status.problems, *status.findings, *status.advice])
    return [problem for problem in known if Path(problem.file).as_posix().endswith(ends)]


def columns(content: Content, locale: str) -> list[Column]:
    """Every area, each nation followed by its councils."""

    def below(parent: str | None) -> list[str]:
        found = sorted(area_id for area_id, area in content.areas.items() if area.parent == parent)
        return [each for area_id in found for each in (area_id, *below(area_id))]

    return [
        Column(area_id, content.areas[area_id].name[locale], content.areas[area_id].kind, areas.levels(content, area_id))
        for area_id in below(None)
    ]


def _dates(content: Content, answer: Answer, locale: str) -> list[str]:
    """The dates of an answer's sources, each once; pages without a date are named last."""
    dates = {content.sources[source].as_of for source in answer.sources}
    return [
        pages.write_as_of(as_of, locale) or content.say(locale, "source_undated") for as_of in sorted(dates, key=_undated_last)
    ]


def _undated_last(as_of: str | None) -> str:
    return as_of or "~"


def _topic_rows(content: Content, status: Status, locale: str, area: str | None) -> list[tuple[str, list[dict[str, Any]]]]:
    groups = []
    for heading, topic_ids in pages.grouped_topics(content):
        rows = []
        for topic_id in topic_ids:
            topic = content.topics[topic_id]
            level, answer = areas.find_answer(content, topic, area)
            rows.append(
                {
                    "topic": topic_id,
                    "words": topic,
                    "level": level,
                    "answer": answer,
                    "own": level == area,
                    "dates": _dates(content, answer, locale),
                    "findings": len(findings_of(status, f"topics/{topic_id}.yml", f"nlu/{topic_id}.yml")),
                }
            )
        groups.append((heading, rows))
    return groups


def render_topics(content: Content, status: Status, locale: str, *, area: str | None = None) -> str:
    """The list of all topics for an area: where each answer comes from, who read it, and what is wrong with it."""
    groups = _topic_rows(content, status, locale, area)
    return _render("preview_topics.html", content, status, locale, "/", area=area, groups=groups)


def _side(content: Content, topic_id: str, locale: str, facts: Facts) -> dict[str, Any]:
    message = compose_answer(content, topic_id, facts, locale)
    return {
        "question": content.topics[topic_id].question[locale],
        "title": content.topics[topic_id].title[locale],
        "reply": message.as_dict(),
        "words": pages.hard_words(content, message.text, locale, facts.area),
    }


def _levels_of(content: Content, topic: Topic, locale: str) -> list[tuple[str, str, Answer]]:
    return [
        (column.area, column.name, topic.answers[column.area])
        for column in columns(content, locale)
        if column.area in topic.answers
    ]


def render_topic(
    content: Content,
    status: Status,
    locale: str,
    *,
    topic_id: str,
    facts: Facts,
    questions: Mapping[tuple[str, str], Questions],
) -> str:
    """One topic in both languages side by side, as the chat shows it, with its sources, dates and problems.

    Raises:
        KeyError: there is no such topic.
    """
    topic = content.topics[topic_id]
    level, answer = areas.find_answer(content, topic, facts.area)
    order = [each for _, group in pages.grouped_topics(content) for each in group]
    place = order.index(topic_id)
    nation = (
        next((above for above in areas.levels(content, level)[1:] if above in topic.answers), None) if answer.add_nation else None
    )
    return _render(
        "preview_topic.html",
        content,
        status,
        locale,
        f"/topic/{topic_id}",
        area=facts.area,
        age=str(facts.child_ages[0] // 12) if facts.child_ages else None,
        day=facts.conference_date.isoformat() if facts.conference_date else None,
        topic_id=topic_id,
        topic=topic,
        level=level,
        answer=answer,
        added=nation,
        sides={code: _side(content, topic_id, code, facts) for code in LOCALES},
        levels=_levels_of(content, topic, locale),
        findings=findings_of(status, f"topics/{topic_id}.yml", f"nlu/{topic_id}.yml"),
        questions={code: questions.get((topic_id, code)) for code in LOCALES},
        before=order[place - 1] if place else None,
        after=order[place + 1] if place + 1 < len(order) else None,
    )


def render_replies(content: Content, status: Status, locale: str, *, area: str | None = None) -> str:
    """Every reply that is not an answer, with the helplines of the area's nation, in both languages side by side."""
    rows = []
    for reply_id, reply in sorted(content.replies.items()):
        sides = {}
        for code in LOCALES:
            message = compose_reply(content, reply_id, Facts(area=area), code)
            sides[code] = {"reply": message.as_dict(), "words": pages.hard_words(content, message.text, code, area)}
        rows.append(
            {"id": reply_id, "kind": reply.kind, "sides": sides, "findings": findings_of(status, f"replies/{reply_id}.yml")}
        )
    return _render("preview_replies.html", content, status, locale, "/replies", area=area, rows=rows)


def write_limit(content: Content, limit: TimeLimit, locale: str) -> str:
    """A time limit in words: "20 working days after the conference"."""
    unit = f"preview_{limit.unit}_one" if limit.amount == 1 else f"preview_{limit.unit}"
    return content.say(locale, f"preview_{limit.when}", amount=content.say(locale, unit, number=str(limit.amount)))


def _limit_rows(content: Content, locale: str) -> list[dict[str, Any]]:
    shown = columns(content, locale)
    rows = []
    for name in dict.fromkeys(name for column in shown for name in content.areas[column.area].time_limits):
        cells: list[dict[str, Any] | None] = []
        for column in shown:
            level = next((level for level in column.levels if name in content.areas[level].time_limits), None)
            limit = content.areas[level].time_limits[name] if level else None
            if limit is None:
                cells.append(None)
                continue
            cells.append(
                {
                    "said": write_limit(content, limit, locale),
                    "own": level == column.area,
                    "level": level,
                    "source": content.sources[limit.source],
                    "as_of": str(limit.as_of) if limit.as_of else None,
                    "dated": limit.says is not None,
                }
            )
        rows.append({"name": name, "cells": cells})
    return rows


def render_rules(content: Content, status: Status, locale: str) -> str:
    """All rules by area: ages, time limits and terms."""
    return _render(
        "preview_rules.html",
        content,
        status,
        locale,
        "/rules",
        columns=columns(content, locale),
        limits=_limit_rows(content, locale),
        terms=sorted(content.glossary.values(), key=lambda term: (len(term.nations), term.term[locale].casefold())),
    )


def render_map(content: Content, status: Status, locale: str) -> str:
    """Which area has an answer of its own to what, and whose answer the others get."""
    shown = columns(content, locale)
    groups = []
    for heading, topic_ids in pages.grouped_topics(content):
        rows = []
        for topic_id in topic_ids:
            topic = content.topics[topic_id]
            found = [(column, *areas.find_answer(content, topic, column.area)) for column in shown]
            rows.append((topic_id, topic, [(column, level, level == column.area, answer) for column, level, answer in found]))
        groups.append((heading, rows))
    own = {column.area: sum(column.area in topic.answers for topic in content.topics.values()) for column in shown}
    return _render("preview_map.html", content, status, locale, "/map", columns=shown, groups=groups, own=own)


def render_changes(
    content: Content, status: Status, locale: str, *, release: Release | None, changed: Sequence[Change], problem: str = ""
) -> str:
    """What reads differently since the last release, word by word, in both languages."""
    shown = [
        dataclasses.replace(change, pieces={code: shortened(pieces) for code, pieces in change.pieces.items()})
        for change in changed
    ]
    return _render("preview_changes.html", content, status, locale, "/changes", release=release, changed=shown, problem=problem)


def render_try(
    content: Content,
    status: Status,
    locale: str,
    *,
    area: str | None = None,
    typed: str = "",
    reading: Reading | None = None,
    error: str | None = None,
) -> str:
    """The box to try a question, and what the guide made of it."""
    words = (
        [pages.hard_words(content, reply["text"], reading.locale, reading.area) for reply in reading.replies] if reading else []
    )
    values = {"area": area, "typed": typed, "reading": reading, "words": words, "error": error}
    return _render("preview_try.html", content, status, locale, "/try", **values)


def render_misses(
    content: Content,
    status: Status,
    locale: str,
    *,
    since: date,
    counts: Sequence[tuple[Miss, int]],
    questions: Mapping[tuple[str, str], Questions],
    problem: str = "",
) -> str:
    """What parents asked that the guide could not answer: counts beside the training questions of the nearest topics."""
    return _render(
        "preview_misses.html",
        content,
        status,
        locale,
        "/misses",
        since=since,
        days=by_day(counts),
        rows=in_all(counts),
        questions=questions,
        problem=problem,
    )


def render_problems(content: Content, status: Status, locale: str) -> str:
    """Everything that an editor should mend, with file and line."""
    return _render("preview_problems.html", content, status, locale, "/problems")


def render_not_found(content: Content, status: Status, locale: str) -> str:
    """The page for an address that is not there."""
    return _render("preview_not_found.html", content, status, locale, "")
