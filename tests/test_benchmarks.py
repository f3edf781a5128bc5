from __future__ import annotations

import json
from dataclasses import replace

import pytest

from benchmarks.projects import EPOCHS, Example, _stock_config, sample
from benchmarks.soak import memory_growth
from benchmarks.speed import _windows
from benchmarks.tables import table, write_between_markers
from benchmarks.understanding.figures import Read, confused, refusing, replied, threshold_for, understood
from benchmarks.understanding.held_out import HeldOut
from benchmarks.understanding.in_process import RememberingEncoder
from benchmarks.understanding.rivals import KeywordSearch, NearestQuestion
from benchmarks.understanding.run import same_ages
from benchmarks.understanding.thresholds import doubtful
from benchmarks.widgets import run as widgets
from conference_guide.encoder import shared_encoder


def read(
    labels, intent, ranking=(), kind="answer", near=False, lookalike=False, text="can my mum come", locale="en", answered=()
):
    question = HeldOut(text, tuple(labels.split("/")), "en", "second", near, lookalike)
    return Read(question, intent, 0.9, [intent, *ranking], kind, locale, answered)


READS = [
    read("minutes", "minutes"),
    read("minutes/reports", "reports"),
    read("minutes", "review", ["plan", "minutes"]),
    read("minutes", "review", ["plan", "court", "minutes"], answered=["review", "plan"]),
    read("minutes", "fallback", ["plan", "court", "minutes"]),
    read("minutes", "danger_self", lookalike=True, kind="urgent"),
    read("out_of_scope", "fallback", near=True),
    read("out_of_scope", "court", near=True, locale="cy"),
    read("out_of_scope", "out_of_scope", text="hi there"),
    read("danger_child", "danger_abuse", kind="urgent"),
    read("danger_child", "distress", kind="urgent"),
    read("distress", "distress", kind="urgent"),
]


@pytest.mark.parametrize(
    ("figure", "part", "whole"),
    [
        ("right first time", 5, 12),
        ("right within the top three", 7, 12),
        ("wrong with confidence", 4, 12),
        ("good questions refused", 1, 7),
        ("out of scope caught, far", 1, 1),
        ("out of scope caught, near", 1, 2),
        ("danger recognised", 1, 2),
        ("false alarms, everything else", 1, 9),
        ("false alarms, look-alikes", 1, 1),
        ("distress recognised", 1, 1),
        ("danger met with numbers", 2, 2),
        ("language of the reply (3 words or more)", 10, 11),
        ("one question answered as two", 1, 11),
    ],
)
def test_each_figure_counts_what_its_name_says(figure, part, whole):
    found = {**understood(READS), **replied(READS)}[figure]
    assert (found.part, found.whole) == (part, whole)


def test_the_training_question_that_was_surest_read_as_another_label_is_named_first():
    reads = [
        replace(read("minutes", "plan"), confidence=0.6),
        replace(read("court", "police"), confidence=0.8),
        read("plan", "plan"),
    ]
    assert [line.split(" (")[0] for line in doubtful(reads, 5)] == ["0.80 court read as police", "0.60 minutes read as plan"]


def test_the_most_confused_labels_come_first():
    assert confused(READS)[0] == ("minutes", "review", 2)


@pytest.mark.parametrize(
    ("found", "wanted", "same"),
    [
        ([9.5], [9.5], True),
        ([11.0, 3.0], [3, 11], True),
        ([8 / 12], [0.67], True),
        (["unborn", 2.0], [2, "unborn"], True),
        ([9.0], [9.5], False),
        ([9.0], [], False),
        ([0.0], ["unborn"], False),
    ],
)
def test_ages_are_compared_in_any_order_and_within_a_twentieth_of_a_year(found, wanted, same):
    assert same_ages(found, wanted) is same


def test_a_table_goes_between_its_own_markers_and_nowhere_else(tmp_path):
    page = tmp_path / "README.md"
    page.write_text("a\n<!-- begin x -->\nold\n<!-- end x -->\nb\n<!-- begin y -->\nkept\n<!-- end y -->\n", encoding="utf-8")
    write_between_markers("x", table(["figure", "value"], [["share", "5 %"]]), page)
    written = page.read_text(encoding="utf-8")
    assert "old" not in written and "| share | 5 % |" in written
    assert written.startswith("a\n<!-- begin x -->\n|") and written.endswith("kept\n<!-- end y -->\n")


def test_missing_markers_are_said(tmp_path):
    page = tmp_path / "README.md"
    page.write_text("nothing", encoding="utf-8")
    with pytest.raises(ValueError, match="begin x"):
        write_between_markers("x", "text", page)


def test_the_share_refused_by_the_chosen_threshold_is_the_allowed_one():
    reads = [replace(read("minutes", "minutes"), confidence=0.1 * step) for step in range(1, 11)]
    assert threshold_for(reads, 0.0) == pytest.approx(0.1)
    refused = understood(refusing(reads, threshold_for(reads, 0.2)))["good questions refused"]
    assert (refused.part, refused.whole) == (2, 10)


def test_where_labels_alone_refuse_more_than_allowed_the_threshold_is_zero():
    assert threshold_for([read("minutes", "out_of_scope"), read("minutes", "minutes")], 0.05) == 0.0


GIVEN = [
    Example(label, locale, f"{label} {locale} {n}") for label in ("minutes", "plan") for locale in ("en", "cy") for n in range(40)
]


def test_a_sample_has_as_many_of_each_label_and_language_and_holds_the_smaller_ones():
    small, large = sample(GIVEN, 5), sample(GIVEN, 20)
    assert {
        sum((e.label, e.locale) == (label, locale) for e in small) for label in ("minutes", "plan") for locale in ("en", "cy")
    } == {5}
    assert set(small) < set(large) and sample(GIVEN, 5) == small and sample(GIVEN, 5, seed=2) != small


def test_the_stock_project_is_rasas_own_default_but_for_the_epochs():
    config = _stock_config()
    names = [part["name"] for part in config["pipeline"]]
    assert names[0] == "WhitespaceTokenizer" and "DIETClassifier" in names and names[-1] == "FallbackClassifier"
    assert [part["name"] for part in config["policies"]] == [
        "MemoizationPolicy",
        "RulePolicy",
        "UnexpecTEDIntentPolicy",
        "TEDPolicy",
    ]
    assert {part["epochs"] for part in [*config["pipeline"], *config["policies"]] if "epochs" in part} == {EPOCHS}


def test_memory_that_rises_and_stays_is_flat_and_memory_that_keeps_rising_is_not():
    assert memory_growth([100, 200, 200, 200, 200, 200, 200, 200, 200, 200]) == 0
    assert memory_growth([float(100 + step) for step in range(100)]) > 0.4


def test_ten_messages_count_for_a_late_turn_and_one_for_an_early_one():
    counted = list(_windows(300).values())
    assert (counted.count(100), counted.count(300)) == (10, 10)
    assert _windows(10) == {1: 1, 10: 10}


def test_keyword_search_and_nearest_question_find_the_plain_question():
    asked = [HeldOut("when do i get the minutes", ("minutes",), "en", "second")]
    given = [Example("minutes", "en", "when will i get the minutes"), Example("court", "en", "is it a court of law")]
    assert KeywordSearch(given).read(asked)[0].intent == "minutes"
    assert NearestQuestion(given, RememberingEncoder(shared_encoder())).read(asked)[0].intent == "minutes"


def test_the_other_widgets_are_pinned_with_hashes_and_without_the_address_of_a_registry():
    lock = json.loads((widgets.HERE / "package-lock.json").read_text(encoding="utf-8"))
    packages = {path: package for path, package in lock["packages"].items() if path}
    wanted = json.loads((widgets.HERE / "package.json").read_text(encoding="utf-8"))["devDependencies"]
    assert {name: packages[f"node_modules/{name}"]["version"] for name in wanted} == wanted
    for path, package in packages.items():
        assert package["integrity"].startswith("sha512-"), path
        assert "resolved" not in package, path


def test_a_load_adds_up_by_kind_and_names_the_other_hosts():
    load = widgets.Load({".js": 1500, ".css": 500}, requests=2, strangers=["fonts.test", "fonts.test"])
    assert widgets.row("ours", load) == ["ours", "2.0", "CSS 0.5, JavaScript 1.5", "2", "fonts.test (2)"]
    assert widgets.row("none", widgets.Load())[1:] == ["0.0", "", "0", "none"]
