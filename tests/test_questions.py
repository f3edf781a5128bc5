"""Messages with several questions are cut where a new question begins, and nowhere else."""

from __future__ import annotations

import pytest

from conference_guide.questions import looks_like_question, parts_of


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("who decides and can I appeal", ["who decides", "can I appeal"]),
        ("How long is it? Must I go?", ["How long is it?", "Must I go?"]),
        ("pwy sy'n penderfynu ac alla i apelio", ["pwy sy'n penderfynu", "alla i apelio"]),
        ("Pryd mae o? Be os dwi'n sâl?", ["Pryd mae o?", "Be os dwi'n sâl?"]),
        ("can my mum and my sister come", ["can my mum and my sister come"]),
        ("ga i ddod â mam a nain", ["ga i ddod â mam a nain"]),
        ("if I am ill, can it be moved", ["if I am ill, can it be moved"]),
        ("faint fydd yno ac am faint o'r gloch", ["faint fydd yno", "am faint o'r gloch"]),
        ("is it a court and i want to know who decides", ["is it a court", "i want to know who decides"]),
        ("where is it and why", ["where is it and why"]),
        ("", [""]),
    ],
)
def test_parts(text: str, parts: list[str]):
    assert parts_of(text) == parts


def test_a_long_story_is_read_whole():
    story = "Why? " + "Who is that there? " * 9
    assert parts_of(story) == [story]


@pytest.mark.parametrize("text", ["tell me who will be there", "also can she speak", "wedyn pwy fydd yna", "he said so?"])
def test_questions_are_recognised(text: str):
    assert looks_like_question(text)


@pytest.mark.parametrize("text", ["my son is nine", "I am so tired of this", "dw i wedi blino'n lân"])
def test_statements_are_recognised(text: str):
    assert not looks_like_question(text)
