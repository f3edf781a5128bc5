"""Documents that name tests as proof name tests that exist."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
CRITERIA = ROOT / "docs" / "accessibility-criteria.md"
IMPACT = ROOT / "docs" / "data-protection-impact-assessment.md"


def tests_there_are() -> set[str]:
    """The name of every test function."""
    sources = (path.read_text(encoding="utf-8") for path in (ROOT / "tests").rglob("test_*.py"))
    return {name for source in sources for name in re.findall(r"^ *(?:async )?def (test_\w+)\(", source, re.MULTILINE)}


def rows(path: Path) -> list[str]:
    """The numbered lines of a document's tables."""
    return re.findall(r"^\| \d+ \|.*$", path.read_text(encoding="utf-8"), re.MULTILINE)


@pytest.mark.parametrize("path", [CRITERIA, IMPACT], ids=lambda path: path.name)
def test_every_test_that_a_document_names_exists(path: Path) -> None:
    named = set(re.findall(r"`(test_\w+)`", path.read_text(encoding="utf-8")))
    assert len(named) > 10
    assert named - tests_there_are() == set()


def test_every_criterion_has_a_test_or_a_dated_manual_check_or_says_that_it_is_not_done() -> None:
    found = rows(CRITERIA)
    assert [int(row.split("|")[1]) for row in found] == list(range(1, len(found) + 1))
    for row in found:
        proof = row.rsplit("|", 2)[1]
        assert re.search(r"`test_\w+`|manual check \w, \d{4}-\d\d-\d\d|\*\*not done yet\*\*|`Watch`", proof), row


def test_every_manual_check_says_how_and_what_was_seen() -> None:
    text = CRITERIA.read_text(encoding="utf-8")
    named = set(re.findall(r"manual check (\w, \d{4}-\d\d-\d\d)", text))
    assert named
    for name in named:
        check = re.search(rf"^\*\*{name},.*?(?=^\*\*|\Z)", text, re.MULTILINE | re.DOTALL)
        assert check, f"{name} is not described"
        assert "*How:*" in check[0], name
        assert "*Seen" in check[0], name


def test_every_risk_in_the_impact_assessment_names_files_that_exist_and_something_that_shows_its_measure() -> None:
    found = rows(IMPACT)
    assert len(found) >= 10
    for row in found:
        cells = [cell.strip() for cell in row.strip("|").split("|")]
        for name in re.findall(r"`([^`]+)`", cells[4]):
            places = [ROOT / name, ROOT / "conference_guide" / name]
            assert any(place.exists() or list(place.parent.glob(place.name)) for place in places), name
        assert "`" in cells[5], row
