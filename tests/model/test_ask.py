"""`conference-guide ask`, as other people's scripts call it: one process for all ordinary lines, one for hostile ones."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
FIELDS = ["id", "conversation", "intent", "confidence", "topic", "kind", "locale", "area", "text", "buttons", "sources", "ms"]
KINDS = {"urgent", "answer", "question", "out_of_scope", "fallback", "social"}
NAME = "Zebediah Quorlpington"  # nobody; it must not turn up in a log
TODAY = "2026-11-21"
POLISH = "Jaka jest dzisiaj pogoda w Krakowie?"

# Name of the line, and the line: a dict is sent as JSON, text as it stands.
LINES: dict[str, dict | str] = {
    "english": {"id": "english", "text": "who's going to be in the room with us"},
    "welsh": {"id": "welsh", "text": "pwy fydd yn y stafell gyda ni"},
    "memory 1": {"id": "memory 1", "conversation": "a", "text": "when do we get the minutes", "today": TODAY},
    "other": {"id": "other", "conversation": "b", "text": "I live in Harrogate and my name is " + NAME, "today": TODAY},
    "memory 2": {"id": "memory 2", "conversation": "a", "text": "Llandudno", "today": TODAY},
    "memory 3": {
        "id": "memory 3",
        "conversation": "a",
        "area": None,
        "locale": None,
        "text": "how long does it last",
        "button": None,
    },
    "date": {"id": "date", "conversation": "b", "text": "conference is 3 December, when do we get the minutes", "today": TODAY},
    "fresh 1": {"id": "fresh 1", "text": "I live in Taunton"},
    "fresh 2": {"id": "fresh 2", "text": "can I bring my sister to support me"},
    "area": {"id": "area", "conversation": "c", "area": "conwy", "text": "how long does the meeting last"},
    "area again": {"id": "area again", "conversation": "c", "area": None, "text": "who is the chair"},
    "locale": {"id": "locale", "conversation": "d", "locale": "cy", "text": "minutes?"},
    "locale again": {"id": "locale again", "conversation": "d", "text": "Taunton"},
    "button": {"id": "button", "conversation": "e", "text": "", "button": "topic:decisions"},
    "button without text": {"id": "button without text", "conversation": "e", "button": "area:north_yorkshire"},
    "button wins": {"id": "button wins", "conversation": "e", "text": "can I bring my sister", "button": "topic:how_long"},
    "button title": {"id": "button title", "conversation": "f", "text": "What the meeting decides"},
    "danger": {"id": "danger", "conversation": "g", "text": f"I want to kill myself. {NAME}"},
    "number as id": {"id": 17, "text": "who is the chair"},
    "no id": {"text": "who is the chair"},
    "empty": {"id": "empty", "text": ""},
    "spaces": {"id": "spaces", "text": "  \t  "},
    "emoji": {"id": "emoji", "text": "😭🙏😭"},
    "long": {"id": "long", "text": "who will be at the meeting " * 371},
    "long nonsense": {"id": "long nonsense", "text": "x" * 10_000},
    "polish": {"id": "polish", "text": POLISH},
    "html": {"id": "html", "text": "<script>alert('boo')</script><b>who will be at the meeting</b>"},
    "command": {"id": "command", "conversation": "h", "text": "/restart"},
    "hidden characters": {"id": "hidden characters", "text": "who\u200b will \u202ebe\u202c there\U000e0041"},
    "quoted": {"id": "quoted", "text": 'they wrote "neglect" \\ in the report\nand I disagree, can I correct the report'},
    "not json": "who will be there " + NAME,
    "half json": '{"id": "half json", "text": "who',
    "array": '["who will be there"]',
    "bare text": '"who will be there"',
    "null": "null",
    "no text": {"id": "no text"},
    "text null": {"id": "text null", "text": None},
    "text number": {"id": "text number", "text": 9},
    "text list": {"id": "text list", "text": ["who", NAME]},
    "text object": {"id": "text object", "text": {"a": 1}},
    "conversation number": {"id": "conversation number", "conversation": 5, "text": "hello"},
    "unknown area": {"id": "unknown area", "area": "wrexham", "text": f"hello {NAME}"},
    "area of wrong type": {"id": "area of wrong type", "area": 3, "text": "hello"},
    "unknown locale": {"id": "unknown locale", "locale": "pl", "text": "hello"},
    "unknown button": {"id": "unknown button", "text": "", "button": "danger_child"},
    "impossible today": {"id": "impossible today", "text": "hello", "today": "2026-02-31"},
    "last": {"id": "last", "conversation": "a", "text": "who is the chair of it"},
}
WRONG = [
    "not json", "half json", "array", "bare text", "null", "no text", "text null", "text number", "text list", "text object",
    "conversation number", "unknown area", "area of wrong type", "unknown locale", "unknown button", "impossible today",
]  # fmt: skip
WITHOUT_ID = {"not json", "half json", "array", "bare text", "null"}
RIGHT = [name for name in LINES if name not in WRONG]

HOSTILE: list[bytes] = [
    b'{"id": "1", "text": "who is the chair"}',
    b'{"id": "broken bytes", "text": "\xff\xfe who"}',
    b'{"id": "lone surrogate", "text": "\\ud83d who is the chair"}',
    b'{"id": "\\ud83d", "text": "who is the chair"}',
    b'{"id": "5", "conversation": "\\udc00", "text": "who is the chair"}',
    b"[" * 100_000,
    b'{"id": "7", "text": "who is the chair", "text": "how long does the meeting last"}',
    b'{"id": "8", "text": "' + b"a" * 1_000_000 + b'"}',
    b'{"id": "9", "text": "\\u0000\\u0007who is the chair"}',
    b'{"id": "10", "text": "how long does the meeting last"}\r',
]


def _ask(*arguments: str, given: bytes = b"", **environment: str) -> subprocess.CompletedProcess[bytes]:
    script = Path(sys.executable).with_name("conference-guide")
    return subprocess.run(
        [str(script), "ask", *arguments],
        input=given,
        capture_output=True,
        cwd=ROOT,
        timeout=300,
        env=os.environ | environment,
        check=False,
    )


@pytest.fixture(scope="module")
def ran():
    given = [line if isinstance(line, str) else json.dumps(line, ensure_ascii=False) for line in LINES.values()]
    given.insert(3, "")  # an empty line is no line
    return _ask("--jsonl", given=("\n".join(given) + "\n").encode(), LOG_LEVEL="DEBUG")


@pytest.fixture(scope="module")
def answers(ran):
    lines = ran.stdout.decode().splitlines()
    assert len(lines) == len(LINES), ran.stderr.decode()[-2000:]
    return {name: json.loads(line) for name, line in zip(LINES, lines, strict=True)}


def test_the_run_ends_well_with_one_line_of_json_for_each_line_and_nothing_else(ran, answers):
    assert ran.returncode == 0
    assert all(isinstance(answer, dict) for answer in answers.values())


def test_answers_come_in_the_order_of_the_lines(answers):
    for name, line in LINES.items():
        sent = line.get("id") if isinstance(line, dict) else None
        assert answers[name]["id"] == sent, name


@pytest.mark.parametrize("name", RIGHT)
def test_a_valid_line_gives_exactly_the_fields_of_the_contract(answers, content, name):
    answer = answers[name]
    assert list(answer) == FIELDS
    assert answer["conversation"] == LINES[name].get("conversation")
    assert isinstance(answer["intent"], str) and isinstance(answer["text"], str) and answer["text"].strip()
    assert isinstance(answer["confidence"], float | int) and 0 <= answer["confidence"] <= 1
    assert answer["topic"] is None or answer["topic"] in content.topics
    assert answer["area"] is None or answer["area"] in content.areas
    assert answer["kind"] in KINDS and answer["locale"] in {"en", "cy"}
    assert answer["ms"] > 0
    assert all(set(button) == {"title", "button"} for button in answer["buttons"])
    assert all(set(source) == {"title", "url", "as_of"} for source in answer["sources"])
    if answer["kind"] == "answer":
        assert answer["topic"] and answer["sources"]


@pytest.mark.parametrize("name", WRONG)
def test_a_line_that_is_not_valid_gives_its_id_and_what_is_wrong(answers, name):
    assert set(answers[name]) == {"id", "error"}
    assert answers[name]["id"] == (None if name in WITHOUT_ID else name)
    assert answers[name]["error"].strip()


def test_turns_of_one_conversation_share_memory_and_others_do_not(answers):
    assert answers["memory 1"]["topic"] == "minutes" and answers["memory 1"]["area"] is None
    assert answers["other"]["area"] == "north_yorkshire"
    assert answers["memory 2"]["topic"] == "minutes" and answers["memory 2"]["area"] == "conwy"
    assert answers["memory 3"]["area"] == "conwy" and "1½" in answers["memory 3"]["text"]
    assert answers["last"]["area"] == "conwy"


def test_lines_without_a_conversation_are_each_a_fresh_one(answers):
    assert answers["fresh 1"]["area"] == "somerset"
    assert answers["fresh 2"]["area"] is None and answers["fresh 2"]["topic"] == "supporter"


def test_area_and_locale_are_remembered_when_null_or_missing(answers):
    assert answers["area"]["area"] == answers["area again"]["area"] == "conwy"
    assert "Child Protection Coordinator" in answers["area again"]["text"]
    assert answers["locale"]["locale"] == answers["locale again"]["locale"] == "cy"


def test_dates_count_from_the_today_of_the_line(answers):
    assert "24 December 2026" in answers["date"]["text"]


def test_the_language_is_that_of_the_message(answers):
    assert answers["english"]["locale"] == "en" and answers["welsh"]["locale"] == "cy"
    assert answers["english"]["topic"] == answers["welsh"]["topic"] == "who_attends"
    assert answers["polish"]["locale"] == "en"


def test_the_text_holds_the_whole_answer_and_the_question_after_it(answers, content):
    text = answers["english"]["text"]
    answer = content.topics["who_attends"].answers["england_and_wales"]
    assert answer.short["en"] in text and answer.more["en"] in text
    assert content.replies["ask_area"].answers["england_and_wales"].short["en"] in text
    assert answers["english"]["kind"] == "answer"


def test_a_button_does_what_it_says_and_so_does_its_title(answers):
    assert answers["button"]["topic"] == "decisions" and answers["button"]["intent"] == "decisions"
    assert answers["button without text"]["area"] == "north_yorkshire" and answers["button without text"]["topic"] == "decisions"
    assert answers["button wins"]["topic"] == "how_long"
    assert answers["button title"]["topic"] == "decisions" and answers["button title"]["kind"] == "answer"


def test_danger_is_answered_first(answers):
    assert answers["danger"]["kind"] == "urgent" and answers["danger"]["intent"] == "danger_self"
    assert "116 123" in answers["danger"]["text"]


@pytest.mark.parametrize("name", ["empty", "spaces", "emoji"])
def test_a_message_without_words_is_asked_about(answers, name):
    assert answers[name]["kind"] == "question" and answers[name]["intent"] == "fallback"


def test_a_long_message_is_read_not_refused(answers):
    assert answers["long"]["topic"] == "who_attends"
    assert answers["long nonsense"]["kind"] in {"fallback", "out_of_scope"}
    assert answers["long"]["ms"] < 2000 and answers["long nonsense"]["ms"] < 2000


def test_markup_and_hidden_characters_are_only_words(answers):
    assert answers["html"]["topic"] == "who_attends" and "<script" not in answers["html"]["text"]
    assert answers["hidden characters"]["topic"] == "who_attends"
    assert answers["quoted"]["topic"] == "reports"
    assert answers["command"]["kind"] in {"fallback", "out_of_scope", "social", "question"}


def test_nothing_typed_is_logged_at_any_level_nor_said_again(ran):
    logged = ran.stderr.decode().casefold()
    for words in (*NAME.casefold().split(), "in the room with us", POLISH.casefold(), "alert('boo')", "llandudno"):
        assert words not in logged, words
    assert "quorlpington" not in ran.stdout.decode().casefold()


@pytest.fixture(scope="module")
def hostile():
    return _ask("--jsonl", given=b"\n".join(HOSTILE) + b"\n")


def test_no_line_can_stop_the_run(hostile):
    lines = hostile.stdout.splitlines()
    assert hostile.returncode == 0, hostile.stderr.decode(errors="replace")[-1500:]
    assert len(lines) == len(HOSTILE), hostile.stderr.decode(errors="replace")[-1500:]
    found = [json.loads(line) for line in lines]
    assert found[0]["topic"] == "chair"
    assert found[-1]["id"] == "10" and found[-1]["topic"] == "how_long"
    for answer in found:
        assert set(answer) in (set(FIELDS), {"id", "error"})


def test_a_question_is_answered_as_a_person_would_read_it():
    ran = _ask("--area", "conwy", "--locale", "en", "How long does the meeting last?")
    printed = ran.stdout.decode()
    assert ran.returncode == 0
    assert printed.startswith("It should take about 1½ to 2 hours.")
    assert "January 2020" in printed and not printed.lstrip().startswith("{")


@pytest.mark.parametrize(
    "arguments, told",
    [
        (["--area", "wrexham", "who is the chair"], "wrexham"),
        (["--locale", "pl", "who is the chair"], "pl"),
        ([], "question"),
    ],
)
def test_wrong_use_is_told_at_once_on_standard_error(arguments, told):
    ran = _ask(*arguments)
    assert ran.returncode == 2
    assert ran.stdout == b"" and told in ran.stderr.decode()
