"""Whether somebody in danger is noticed, and whether everybody else is left to ask in peace.

The messages are in `urgency/*.yml`, one a line. How far the tables reach beyond the words they were written for, measured on
each batch before its failures were folded in (all by one writer, so a guide and not a promise; danger noticed, false alarms):

    batch                                                     English           Welsh
    second, mostly hints, before the tables were tuned on it  22/60, 5/60       16/60, 5/60
    third, after the tables were widened                      27/45, 3/45       23/45, 3/45
    fourth, plainer words, when the tables were done          25/30, 0/30       22/30, 0/30
    fifth, mostly hints and look-alikes, before widening      14/60, 2/60       10/60, 4/60

What of the fifth batch the rules cannot see is in `fifth_hidden.*.yml`, and `tests/model/test_danger.py` asks the model.
"""

from __future__ import annotations

import functools
import re
import time
import unicodedata
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from conference_guide.urgency import LABELS, Urgency, assess, is_upset
from conference_guide.word_patterns import Pattern
from conference_guide.word_tables import CLASSES, FOLDER, sections

TABLES = Path(__file__).parent / "urgency"
BATCHES = ("", "second_", "third_", "fourth_", "fifth_")
LOCALES = ("en", "cy")


@functools.cache
def messages(kind: str, locale: str, group: str | None = None, batches: tuple[str, ...] = BATCHES) -> list[str]:
    """The messages of the files of this kind, or of one group in them."""
    found: list[str] = []
    for batch in batches:
        path = TABLES / f"{batch}{kind}.{locale}.yml"
        if path.exists():
            for name, lines in yaml.safe_load(path.read_text(encoding="utf-8")).items():
                if group in (None, name):
                    found += [line.strip() for line in lines.splitlines() if line.strip()]
    return found


def both(kind: str, group: str | None = None) -> list[str]:
    return [message for locale in LOCALES for message in messages(kind, locale, group)]


DANGER = both("danger")
ORDINARY = both("ordinary")


@pytest.mark.parametrize("locale", LOCALES)
def test_the_tables_are_large_enough_to_mean_something(locale: str) -> None:
    assert len(messages("danger", locale, batches=("",))) >= 120
    assert len(messages("ordinary", locale, batches=("",))) >= 150
    assert len(messages("mention", locale)) >= 25
    assert len(messages("second_danger", locale, batches=("",))) == len(messages("second_ordinary", locale, batches=("",))) == 60
    for label in LABELS:
        assert len(messages("danger", locale, label, batches=("",))) >= 40


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.txt")), ids=lambda path: path.name)
def test_the_words_of_a_table_are_folded_and_each_class_they_name_exists(path: Path) -> None:
    for lines in sections(path.name).values():
        for line in lines:
            assert line == "".join(letter for letter in unicodedata.normalize("NFD", line) if not unicodedata.combining(letter))
            if path.name not in ("word_classes.txt", "spoken.txt", "slips.txt"):
                assert {word for word in re.split(r"[ |?~]", line) if word.isupper()} <= CLASSES.keys(), line


@pytest.mark.parametrize("label", LABELS)
def test_a_pattern_stands_in_a_table_once_and_needs_a_word(label: str) -> None:
    for locale in LOCALES:
        for name, lines in sections(f"{label.removeprefix('danger_')}.{locale}.txt").items():
            assert name in ("certain", "present", "past", "mention")
            assert len(lines) == len(set(lines))
            assert all(Pattern(label, line).needs for line in lines)


@pytest.mark.parametrize("message", DANGER)
def test_danger_is_answered_with_the_numbers_first(message: str) -> None:
    found = assess(message)
    assert found is not None and found.now


@pytest.mark.parametrize("locale", LOCALES)
def test_the_kind_of_danger_is_nearly_always_the_right_one(locale: str) -> None:
    wrong = []
    for label in LABELS:
        for message in messages("danger", locale, label):
            found = assess(message)
            if found is not None and found.label != label:
                wrong.append(message)
    assert len(wrong) <= 0.02 * len(messages("danger", locale)), wrong


@pytest.mark.parametrize("message", ORDINARY)
def test_an_ordinary_message_does_not_set_off_the_urgent_reply(message: str) -> None:
    found = assess(message)
    assert found is None or not found.now


@pytest.mark.parametrize("message", both("mention"))
def test_past_or_general_abuse_is_a_mention_beside_the_answer(message: str) -> None:
    found = assess(message)
    assert found is not None and not found.now


@pytest.mark.parametrize("message", both("upset", "upset"))
def test_somebody_very_upset_is_noticed(message: str) -> None:
    assert is_upset(message)


@pytest.mark.parametrize("message", both("upset", "not_upset"))
def test_a_calm_message_is_not_called_upset(message: str) -> None:
    assert not is_upset(message)


@pytest.mark.parametrize("message", DANGER)
def test_danger_is_noticed_in_the_middle_of_an_ordinary_question(message: str) -> None:
    welsh = message in messages("danger", "cy")
    before, after = ("helo sut wyt ti.", "! faint o'r gloch") if welsh else ("hello there.", "! what time is it")
    found = assess(f"{before} {message}{after}")
    assert found is not None and found.now


@pytest.mark.parametrize("message", DANGER)
def test_danger_is_noticed_in_capitals(message: str) -> None:
    found = assess(message.upper())
    assert found is not None and found.now


@pytest.mark.parametrize("message", messages("danger", "cy"))
def test_danger_in_welsh_is_noticed_decomposed_and_with_curly_apostrophes(message: str) -> None:
    found = assess(unicodedata.normalize("NFD", message).replace("'", "’"))
    assert found is not None and found.now


@pytest.mark.parametrize("message", messages("danger", "cy"))
def test_danger_in_welsh_is_noticed_without_accents(message: str) -> None:
    plain = "".join(letter for letter in unicodedata.normalize("NFD", message) if not unicodedata.combining(letter))
    found = assess(plain)
    assert found is not None and found.now


@pytest.mark.parametrize(
    ("message", "label"),
    [
        ("k i l l myself", "danger_self"),
        ("k1ll myself", "danger_self"),
        ("k!ll myself", "danger_self"),
        ("k*ll myself", "danger_self"),
        ("*kill* myself", "danger_self"),
        ("killlll myself", "danger_self"),
        ("s.u.i.c.i.d.e", "danger_self"),
        ("sui*ide", "danger_self"),
        ("i w a n t t o d i e", "danger_self"),
        ("i want... to die", "danger_self"),
        ("𝗜 𝘄𝗮𝗻𝘁 𝘁𝗼 𝗱𝗶𝗲", "danger_self"),
        ("k\u200bi\u200bll my\u00adself", "danger_self"),
        ("\u202ei want to die", "danger_self"),
        ("i\nwant\nto\ndie", "danger_self"),
        ("he h1ts me", "danger_abuse"),
        ("he h i t s me", "danger_abuse"),
        ("he strangeld me", "danger_abuse"),
        ("he’s got a knief", "danger_abuse"),
        ("he is threatning me", "danger_abuse"),
        ("the baby is unconcious", "danger_child"),
        ("dwi isio m a r w", "danger_self"),
        ("dwi isio l4dd fy hun", "danger_self"),
        ("mae o'n fy nguro i mae cylell gynno fo", "danger_abuse"),
    ],
)
def test_disguised_and_mistyped_words_are_read(message: str, label: str) -> None:
    assert assess(message) == Urgency(label, now=True)


@pytest.mark.parametrize(
    ("message", "label"),
    [
        ("he's hurting the kids and i want to die", "danger_child"),
        ("he hits me and i want to kill myself", "danger_self"),
        ("dwi isio marw a ma fe'n bwrw'r plant", "danger_child"),
        ("ma fe'n bwrw fi a fi moyn marw", "danger_self"),
    ],
)
def test_a_child_comes_before_ones_own_life_and_that_before_abuse(message: str, label: str) -> None:
    assert assess(message) == Urgency(label, now=True)


@pytest.mark.parametrize(
    ("past", "present"),
    [
        ("he used to hit me, will he be there", "he used to hit me and he still does"),
        ("he hit me years ago, can he come", "he hit me again last night, can he come"),
        ("my ex hit me, can i have a separate meeting", "my ex hit me this morning, can i have a separate meeting"),
        ("i took an overdose when i was 17", "i took an overdose tonight"),
        ("mi oedd o'n arfer fy nharo i", "mae o'n dal i fy nharo i"),
        ("nath o hitio fi flynyddoedd yn ôl, fydd o yno", "nath o hitio fi neithiwr, fydd o yno"),
    ],
)
def test_a_word_of_the_present_turns_a_mention_into_danger(past: str, present: str) -> None:
    before, now = assess(past), assess(present)
    assert before is not None and not before.now
    assert now is not None and now.now


@pytest.mark.parametrize(
    ("figure", "meant"),
    [
        ("another stick to beat me with", "he will beat me with a stick"),
        ("the plan is strangling us", "he is strangling me"),
        ("gân nhw fy nhaflu i allan", "mae o'n fy nhaflu i lawr y grisiau"),
        ("dwi'n lladd fy hun yn chwerthin", "dwi'n mynd i ladd fy hun"),
    ],
)
def test_a_manner_of_speaking_is_no_danger_and_the_same_words_meant_are(figure: str, meant: str) -> None:
    said, done = assess(figure), assess(meant)
    assert said is None or not said.now
    assert done is not None and done.now
    both_said = assess(f"{figure}, {meant}")
    assert both_said is not None and both_said.now


@pytest.mark.parametrize("message", ["", " ", "?", "😀", "...", "\u200b", "\ud800", "*" * 400, "123 456", "мир", "שלום"])
def test_a_message_without_words_is_no_danger(message: str) -> None:
    assert assess(message) is None


@pytest.mark.parametrize("message", ["a" * 10_000, "he hits me " * 1000, "i " * 5000, "😭" * 5000, "they say i hit him " * 500])
def test_ten_thousand_characters_take_less_than_a_quarter_of_a_second_of_work(message: str) -> None:
    start = time.process_time()
    assess(message)
    is_upset(message)
    assert time.process_time() - start < 0.25


@given(
    st.text(max_size=300) | st.lists(st.sampled_from([word for line in DANGER + ORDINARY for word in line.split()])).map(" ".join)
)
@settings(max_examples=400, deadline=None)
def test_assess_never_raises(message: str) -> None:
    found = assess(message)
    assert found is None or found.label in LABELS
    assert is_upset(message) in (True, False)


def test_a_broken_edge_fails_to_the_safe_side(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_text: str) -> str:
        raise RuntimeError

    monkeypatch.setattr("conference_guide.disguises.clean", broken)
    found = assess("when is the conference")
    assert found is not None and found.now


def test_five_hundred_characters_take_less_than_two_milliseconds_of_work() -> None:
    text = ("i want to know when the conference is and whether he would be there because the children are at school " * 5)[:500]
    assess(text)  # the first message pays for compiling
    runs = 100
    start = time.process_time()
    for _ in range(runs):
        assess(text)
    assert (time.process_time() - start) / runs < 0.002


def test_an_ordinary_message_takes_less_than_a_millisecond_of_work() -> None:
    for message in ORDINARY:
        assess(message)
    start = time.process_time()
    for message in ORDINARY:
        assess(message)
    assert (time.process_time() - start) / len(ORDINARY) < 0.001
