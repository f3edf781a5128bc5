from __future__ import annotations

import unicodedata
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from conference_guide.yaml_edits import EditError, with_changes

FILE = """\
# A comment above.
title: {en: Hello, cy: Helo}   # a comment beside
plain:
  en: One
  cy: Un
double:
    cy: "Dau"

single:
  cy: 'Tri'
folded:
  en: >-
    Four
  # a comment between
  cy: >-
    Pedwar

  # a comment below
sentences:
  cy: >-
    Mae un.
    Mae dau.
    Mae tri.
literal:
  cy: |-
    Pump

    - chwech
sections:
  - heading: {en: Seven, cy: "Saith"}
    text:
      cy: |-
        Wyth
  - heading: {en: Nine, cy: Naw}
reviewed: {en: 2026-11-21, cy: null}
empty:
  cy:
last:
  cy: >-
    Deg"""

PLACES = [
    ("title", "cy"),
    ("plain", "cy"),
    ("double", "cy"),
    ("single", "cy"),
    ("folded", "cy"),
    ("sentences", "cy"),
    ("literal", "cy"),
    ("sections", 0, "heading", "cy"),
    ("sections", 0, "text", "cy"),
    ("sections", 1, "heading", "cy"),
    ("last", "cy"),
]
WORDS = st.text("abyz ŵŷâêîôûïé'’\"%{}\\#:-,[]&*!|>@`~^$?=+;./()019 \n\n\t\u2028\u00a0\U0001f600\u0302", min_size=1).map(
    lambda words: unicodedata.normalize("NFC", words).strip()
)


def at(value: Any, loc: tuple[str | int, ...]) -> Any:
    for part in loc:
        value = value[part]
    return value


def read(text: str) -> dict[tuple[str | int, ...], str]:
    data = YAML(typ="safe").load(text)
    return {loc: at(data, loc) for loc in PLACES}


STANDING = read(FILE)


@settings(max_examples=100, deadline=None)
@given(st.dictionaries(st.sampled_from(PLACES), WORDS.filter(bool), min_size=1))
def test_any_words_come_back_exactly_and_nothing_else_changes(changes):
    changed = with_changes(FILE, changes)
    assert read(changed) == {**STANDING, **changes}
    comments = [line.strip() for line in FILE.split("\n") if line.strip().startswith("#")]
    assert [line.strip() for line in changed.split("\n") if line.strip() in comments] == comments
    assert read(with_changes(changed, {loc: STANDING[loc] for loc in changes})) == STANDING


@pytest.mark.parametrize("loc", PLACES)
def test_writing_what_stands_there_changes_no_byte(loc):
    assert with_changes(FILE, {loc: STANDING[loc]}) == FILE


@pytest.mark.parametrize(
    ("loc", "new", "old_lines", "new_lines"),
    [
        (("title", "cy"), "Shwmae", "cy: Helo}", "cy: Shwmae}"),
        (("title", "cy"), "Helo, chi", "cy: Helo}", 'cy: "Helo, chi"}'),
        (("plain", "cy"), "no", "  cy: Un\n", '  cy: "no"\n'),
        (("plain", "cy"), "2026-11-21", "  cy: Un\n", '  cy: "2026-11-21"\n'),
        (("plain", "cy"), "Un\ndau", "  cy: Un\n", "  cy: |-\n    Un\n    dau\n"),
        (("double", "cy"), 'Dau "a"', '    cy: "Dau"\n', '    cy: "Dau \\"a\\""\n'),
        (("single", "cy"), "Tri'n", "  cy: 'Tri'\n", "  cy: 'Tri''n'\n"),
        (("sentences", "cy"), "Mae un. Mae pump. Mae tri.", "    Mae dau.\n", "    Mae pump.\n"),
        (("sentences", "cy"), "Mae un. Mae dau. A dau. Mae tri.", "    Mae dau.\n", "    Mae dau.\n    A dau.\n"),
        (("literal", "cy"), "Pump\n\n- chwech\n- saith", "    - chwech\n", "    - chwech\n    - saith\n"),
        (("last", "cy"), "Un ar ddeg", "    Deg", "    Un ar ddeg"),
    ],
)
def test_quotes_and_line_style_stay_where_they_can(loc, new, old_lines, new_lines):
    assert FILE.count(old_lines) == 1
    assert with_changes(FILE, {loc: new}) == FILE.replace(old_lines, new_lines)


def test_a_date_is_written_bare_even_where_nothing_stood():
    changed = with_changes(FILE, {("reviewed", "cy"): date(2026, 11, 22), ("empty", "cy"): date(2026, 11, 23)})
    assert changed == FILE.replace("cy: null}", "cy: 2026-11-22}").replace("empty:\n  cy:\n", "empty:\n  cy: 2026-11-23\n")


def test_windows_line_ends_stay():
    windows = FILE.replace("\n", "\r\n")
    changed = with_changes(windows, {("literal", "cy"): "Un\nDau", ("folded", "cy"): "Pedwar eto"})
    assert changed == windows.replace("Pump\r\n\r\n    - chwech", "Un\r\n    Dau").replace("Pedwar", "Pedwar eto")


@pytest.mark.parametrize("loc", [("nothing", "cy"), ("sections", 5, "heading", "cy"), ("title",)])
def test_a_place_that_is_not_there_is_refused(loc):
    with pytest.raises(EditError, match=r"is not"):
        with_changes(FILE, {loc: "x"})
