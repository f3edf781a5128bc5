from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.understanding.run import label_of, questions
from conference_guide.checks import examples_of
from conference_guide.content import topic_ids
from conference_guide.text import fold

LABELS = [
    *topic_ids(),
    *[
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
        "feedback_good",
    ],
    *["feedback_bad", "delete_my_chat", "out_of_scope", "danger_child", "danger_self", "danger_abuse", "distress"],
]
EXAMPLES = [example for path in sorted(Path("data/nlu").glob("*.yml")) for example in examples_of(path)]


@pytest.mark.parametrize("locale", ["en", "cy"])
@pytest.mark.parametrize("label", LABELS)
def test_each_label_has_enough_questions_in_each_language(label, locale):
    fewest = 150 if label == "out_of_scope" else 60
    assert sum(1 for name, lang, _, _ in EXAMPLES if name == label and lang == locale) >= fewest


@pytest.mark.parametrize("locale", ["en", "cy"])
def test_no_held_out_question_stands_in_the_training_data(locale):
    trained = {fold(text).strip(" ?.!") for _, _, text, _ in EXAMPLES}
    assert not [text for _, text in questions(locale) if fold(text).strip(" ?.!") in trained]


@pytest.mark.parametrize(("locale", "fewest"), [("en", 600), ("cy", 450)])
def test_the_held_out_questions_cover_all_labels(locale, fewest):
    asked = questions(locale)
    assert len(asked) >= fewest
    counts = {label: sum(1 for key, _ in asked if label_of(key) == label) for label in LABELS}
    assert min(counts.values()) >= 5
