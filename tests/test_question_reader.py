from __future__ import annotations

import pytest

from conference_guide.nlu.question_reader import only_details, without_details


def span(text, part, kind):
    start = text.index(part)
    return [(start, start + len(part), kind)]


@pytest.mark.parametrize(
    ("text", "detail", "rest"),
    [
        ("im in Taunton. can my lad come to the meeting", "Taunton", "can my lad come to the meeting"),
        ("dwi'n byw yn Taunton, geith y mab ddod i'r cyfarfod", "Taunton", "geith y mab ddod i'r cyfarfod"),
        ("who will be at the meeting in Conwy", "Conwy", "who will be at the meeting"),
        ("Taunton", "Taunton", None),
        ("we live near Taunton now", "Taunton", None),
    ],
)
def test_a_place_beside_a_question_is_left_out_of_what_is_read(text, detail, rest):
    assert without_details(text, span(text, detail, "area")) == rest


@pytest.mark.parametrize(
    ("text", "detail", "alone"),
    [
        ("Trefdraeth", "Trefdraeth", True),
        ("yng Nghaerfyrddin rydyn ni'n byw nawr", "Nghaerfyrddin", True),
        ("oh sorry, I'm over in Scarborough", "Scarborough", True),
        ("he's got a knife in Taunton", "Taunton", False),
        ("in Taunton who comes", "Taunton", False),
    ],
)
def test_details_alone_are_told_from_a_question(text, detail, alone):
    assert only_details(text, span(text, detail, "area")) is alone


def test_a_message_without_details_is_never_only_details():
    assert not only_details("now", [])
