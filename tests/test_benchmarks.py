from __future__ import annotations

import pytest

from benchmarks.tables import table, write_between_markers
from benchmarks.understanding.figures import Read, confused, replied, understood
from benchmarks.understanding.held_out import HeldOut
from benchmarks.understanding.run import same_ages


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
