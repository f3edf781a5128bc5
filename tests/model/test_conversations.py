"""Whole conversations, as parents have them: tests/model/conversations.en.yml and .cy.yml.

Each conversation is one test. `name` is its id; `area` is what the page has set. A turn has `says` (typed)
or `button` (a payload), and optionally `today`. What must hold of the reply: `intent`, `topic`, `kind`, `area`, `locale`
(one value, or a list of allowed ones), `has` and `has_not` (in the whole text, capitals or not).

`known_miss: true` on a turn, or `known_misses: true` on a conversation: a parent may well say this, and the model is known to
misread it. It is run and counted; what it must never say (`has_not`, the other nation's numbers) still holds. Fewer than a
tenth of the conversations may hold such a mark.
"""

from __future__ import annotations

import re
import textwrap
from datetime import date
from itertools import count
from pathlib import Path
from typing import Any

import pytest
import yaml

from conference_guide.areas import nation_of
from conference_guide.content import LOCALES
from conference_guide.turns import INTENTS_OF_BUTTONS, Request, Turn, is_payload, take_turn

HERE = Path(__file__).parent
FAMILY_RIGHTS_GROUP = "0808 801 0366"  # England only
SOMERSETS_AGES = re.compile(
    r"over the age of (?:10|4)\b|For a child who is \d|plant dros (?:10|4) oed|plentyn dros (?:10|4) oed|I blentyn sy'n \d", re.I
)
SOCIAL = [
    *(
        "greet",
        "goodbye",
        "thanks",
        "affirm",
        "deny",
        "bot_challenge",
        "capabilities",
        "change_language",
        "change_area",
        "inform",
    ),
    *("feedback_good", "feedback_bad", "delete_my_chat", "out_of_scope", "fallback"),
    *("danger_child", "danger_self", "danger_abuse", "distress"),
]
MOST_KNOWN_MISSES = 0.10


def _conversations() -> list[tuple[str, dict[str, Any]]]:
    found = []
    for locale in LOCALES:
        for conversation in yaml.safe_load((HERE / f"conversations.{locale}.yml").read_text(encoding="utf-8")):
            found.append((locale, conversation))
    return found


CONVERSATIONS = _conversations()
_numbers = count(1)
_known_misses: dict[str, bool] = {}


def _as_list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _text(turn: Turn) -> str:
    return "\n\n".join(reply["text"] for reply in turn.replies)


def _problems(expected: dict[str, Any], turn: Turn, content: Any) -> tuple[list[str], list[str]]:
    """What was expected and did not come, and what must never come and did."""
    text = _text(turn)
    folded = text.casefold()
    misses = []
    for field in ("intent", "topic", "kind", "area", "locale"):
        if field in expected and getattr(turn, field) not in _as_list(expected[field]):
            wanted = " or ".join(map(str, _as_list(expected[field])))
            misses.append(f"{field} is {getattr(turn, field)}, expected {wanted}")
    misses += [f"not in the text: {wanted!r}" for wanted in expected.get("has", []) if wanted.casefold() not in folded]
    # What holds of every reply, whatever was asked and however it was understood.
    problems = [f"in the text: {unwanted!r}" for unwanted in expected.get("has_not", []) if unwanted.casefold() in folded]
    if not text.strip():
        problems.append("the reply is empty")
    if nation_of(content, turn.area) == "wales" and FAMILY_RIGHTS_GROUP in text:
        problems.append("a parent in Wales was given the number of Family Rights Group, which is for England only")
    if turn.area != "somerset":
        problems += [f"Somerset's ages outside Somerset: {found!r}" for found in SOMERSETS_AGES.findall(text)]
    if "{" in text:
        problems.append("a placeholder was not filled")
    return misses, problems


def _shown(number: int, expected: dict[str, Any], turn: Turn, problems: list[str]) -> str:
    said = expected.get("says", f"(button) {expected.get('button')}")
    seen = f"intent={turn.intent} ({turn.confidence}) topic={turn.topic} kind={turn.kind} area={turn.area} locale={turn.locale}"
    return "\n".join(
        [
            f"turn {number}: {said}",
            *(f"  - {problem}" for problem in problems),
            f"  {seen}; runners-up: {', '.join(turn.runners_up)}",
            textwrap.indent(_text(turn), "  | ", lambda line: True),
        ]
    )


async def _run(conversation: dict[str, Any], agent: Any, live: Any) -> list[str]:
    conversation_id = f"test conversation {next(_numbers)}"
    failures = []
    for number, expected in enumerate(conversation["turns"], 1):
        content = live.get()
        turn = await take_turn(
            agent,
            content,
            Request(
                conversation=conversation_id,
                text=expected.get("says") or "",
                button=expected.get("button"),
                # As the page does: it sends its own choice with the first message, and what the guide knows afterwards.
                area=conversation.get("area") if number == 1 else None,
                today=date.fromisoformat(expected["today"]) if "today" in expected else None,
            ),
        )
        misses, problems = _problems(expected, turn, content)
        if conversation.get("known_misses") or expected.get("known_miss"):
            _known_misses[f"{conversation['name']}, turn {number}"] = bool(misses)
        else:
            problems = misses + problems
        if problems:
            failures.append(_shown(number, expected, turn, problems))
    return failures


@pytest.mark.parametrize("conversation", [pytest.param(one, id=f"{locale}: {one['name']}") for locale, one in CONVERSATIONS])
async def test_a_conversation_goes_as_it_should(conversation, agent, live):
    failures = await _run(conversation, agent, live)
    assert not failures, "\n\n" + "\n\n".join(failures)


def test_fewer_than_a_tenth_of_the_conversations_hold_a_known_miss(capsys):
    marked = [
        one["name"] for _, one in CONVERSATIONS if one.get("known_misses") or any(turn.get("known_miss") for turn in one["turns"])
    ]
    share = len(marked) / len(CONVERSATIONS)
    with capsys.disabled():
        print(f"\nknown misses: in {len(marked)} of {len(CONVERSATIONS)} conversations ({share:.1%})", end="")
        for turn, missed in _known_misses.items():
            if not missed:
                print(f"\n  understood by now, so the mark can go: {turn}", end="")
    assert share < MOST_KNOWN_MISSES


@pytest.mark.parametrize("locale", LOCALES)
def test_the_conversations_cover_every_topic_area_and_label(locale, content):
    mine = [one for language, one in CONVERSATIONS if language == locale]
    turns = [turn for one in mine for turn in one["turns"]]
    named = {value for turn in turns for field in ("intent", "topic") for value in _as_list(turn.get(field))}
    areas = {turn.get("area") for turn in turns} | {one.get("area") for one in mine}
    assert not (set(content.topics) | set(SOCIAL)) - named
    assert not set(content.areas) - areas
    assert len(mine) >= 85
    assert sum(len(one["turns"]) >= 3 for one in mine) >= len(mine) / 2
    assert all(1 <= len(one["turns"]) <= 7 for one in mine)


@pytest.mark.parametrize("locale", LOCALES)
def test_the_conversations_are_written_as_the_tests_read_them(locale, content):
    known = {"says", "button", "today", "intent", "topic", "kind", "area", "locale", "has", "has_not", "known_miss"}
    mine = [one for language, one in CONVERSATIONS if language == locale]
    names = [one["name"] for one in mine]
    assert len(set(names)) == len(names)
    for one in mine:
        assert set(one) <= {"name", "area", "turns", "known_misses"}, one["name"]
        assert one.get("area") in {None, *content.areas}, one["name"]
        for turn in one["turns"]:
            assert set(turn) <= known, (one["name"], turn)
            assert ("says" in turn) != ("button" in turn), (one["name"], turn)
            if "button" in turn:
                assert is_payload(content, turn["button"]), (one["name"], turn)
            for label in _as_list(turn.get("intent", [])):
                assert label in {*content.topics, *SOCIAL, *INTENTS_OF_BUTTONS.values()}, (one["name"], label)
