"""How hard a text is to read."""

from __future__ import annotations

from pathlib import Path
from statistics import mean

import pytest
import textstat

from conference_guide.checks.readability import lix, reading_age, syllables
from conference_guide.checks.texts import sentences, texts_of


@pytest.mark.parametrize(
    ("word", "count"),
    [
        ("child", 1), ("made", 1), ("asked", 1), ("wanted", 2), ("table", 2), ("likely", 2), ("someone", 2), ("people", 2),
        ("special", 2), ("social", 2), ("decided", 3), ("religion", 3), ("conference", 3), ("behaviour", 3), ("create", 2),
        ("meeting", 2), ("council's", 2), ("disability", 5), ("responsibility", 6),
    ],
)  # fmt: skip
def test_syllables_are_counted_as_they_are_spoken(word, count):
    assert syllables(word) == count


def test_a_list_line_is_a_sentence_of_its_own():
    assert sentences("You can:\n\n- come in\n- bring a friend. Ask first.") == [
        "You can:",
        "come in",
        "bring a friend.",
        "Ask first.",
    ]


def test_an_empty_text_is_easy():
    assert reading_age("") == lix("") == 0.0


def test_long_words_and_long_sentences_make_welsh_harder():
    plain = "Cewch ddod. Cewch ddod â ffrind."
    assert lix(plain) < lix("Cewch ddod a chewch ddod â ffrind.") < lix("Cyfranogiad rhieni mewn cynadleddau amddiffyn.")


def test_the_reading_age_agrees_with_textstat_on_the_whole_content(content):
    texts = [text.words.en for text in texts_of(content, Path("content")) if text.prose and len(text.words.en.split()) >= 60]
    apart = [reading_age(text) - 5 - textstat.flesch_kincaid_grade(". ".join(sentences(text))) for text in texts]
    assert len(texts) > 100 and abs(mean(apart)) < 0.5
