from __future__ import annotations

from pathlib import Path

import pytest
from ruamel.yaml import YAML

from benchmarks.understanding.held_out import LOCALES, SETS, details, pairs, questions
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
# A new topic waits here until somebody who has not read its training questions has written its test questions.
WAITING = YAML(typ="safe").load(Path("benchmarks/understanding/waiting.yml").read_text(encoding="utf-8"))
EXAMPLES = [example for path in sorted(Path("data/nlu").glob("*.yml")) for example in examples_of(path)]


@pytest.mark.parametrize("locale", ["en", "cy"])
@pytest.mark.parametrize("label", LABELS)
def test_each_label_has_enough_questions_in_each_language(label, locale):
    fewest = 150 if label == "out_of_scope" else 60
    assert sum(1 for name, lang, _, _ in EXAMPLES if name == label and lang == locale) >= fewest


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("of_set", SETS)
def test_no_held_out_question_stands_in_the_training_data(of_set, locale):
    trained = {fold(text).strip(" ?.!") for _, _, text, _ in EXAMPLES}
    asked = [question.text for question in questions(of_set, locale)]
    if of_set == "second":
        asked += [pair.text for pair in pairs(locale)]
    assert not [text for text in asked if fold(text).strip(" ?.!") in trained]


@pytest.mark.parametrize(
    ("of_set", "locale", "fewest", "of_each"),
    [("first", "en", 600, 5), ("first", "cy", 450, 5), ("second", "en", 600, 1), ("second", "cy", 600, 1)],
)
def test_the_held_out_questions_cover_all_labels(of_set, locale, fewest, of_each):
    asked = questions(of_set, locale)
    assert len(asked) >= fewest
    counts = {label: sum(label in question.labels for question in asked) for label in LABELS}
    assert [label for label, count in counts.items() if count < of_each] == sorted(WAITING)
    assert {label for question in asked for label in question.labels} <= set(LABELS)


@pytest.mark.parametrize("locale", LOCALES)
def test_the_held_out_details_and_pairs_name_what_the_guide_knows(locale, content):
    assert len(details(locale)) >= 60 and len(pairs(locale)) >= 30
    assert {message.area for message in details(locale)} - {None} <= set(content.areas)
    assert {label for pair in pairs(locale) for label in pair.labels} <= set(topic_ids())
