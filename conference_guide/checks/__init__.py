"""`conference-guide check`: everything in content and data that an editor should mend, in words an editor understands."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from conference_guide.checks.accepted import Sorted, sort_findings
from conference_guide.checks.facts import check_ages, check_limits, check_sources
from conference_guide.checks.languages import check_figures, check_lists, check_placeholders
from conference_guide.checks.nations import WrongNation
from conference_guide.checks.readability import check_reading, check_sentences
from conference_guide.checks.spelling import check_spelling, missing_dictionaries
from conference_guide.checks.texts import texts_of
from conference_guide.checks.training import check_data, examples_of
from conference_guide.checks.yaml_traps import check_traps
from conference_guide.content import LOCALES, Content, ContentError, Problem, in_braces, load_content, placeholders, problem_at
from conference_guide.messages import catalogue
from conference_guide.schemas import ids_of, stale_schemas
from conference_guide.translations import stale_welsh

SPELLING_KINDS = frozenset({"misspelt", "misspelt_suggested"})


def check_content(content: Content, folder: Path, today: date) -> Iterator[Problem]:
    """What is wrong or wants a look in content that can be loaded."""
    texts = list(texts_of(content, folder))
    nations = WrongNation(content)
    for text in texts:
        yield from check_figures(text)
        yield from check_placeholders(text)
        yield from check_lists(text)
        yield from nations.check(text)
        if text.prose:
            yield from check_sentences(text)
    yield from check_reading(texts)
    yield from check_limits(content, texts, folder)
    yield from check_sources(content, folder)
    yield from check_ages(content, folder, today)
    try:
        for path, loc in stale_welsh(content, folder):
            yield problem_at(path, loc, "welsh_stale", advice=True)
    except ContentError as error:
        yield from error.problems
    missing = missing_dictionaries()
    if missing:
        yield problem_at(folder, (), "spelling_unchecked", line=1, advice=True, locales=", ".join(missing))
    else:
        yield from check_spelling(texts, content, folder)


def check_messages(folder: Path) -> Iterator[Problem]:
    """Messages of the check itself that stand in one language only or have other placeholders."""
    english, welsh = catalogue("en", folder), catalogue("cy", folder)
    for key in sorted(english.keys() ^ welsh.keys()):
        locale = "cy" if key in english else "en"
        yield problem_at(folder / f"messages.{locale}.yml", (key,), "language_missing")
    for key in sorted(english.keys() & welsh.keys()):
        if placeholders(english[key]) != placeholders(welsh[key]):
            named = problem_at(
                folder / "messages.cy.yml",
                (key,),
                "placeholders_differ",
                english=in_braces(placeholders(english[key])),
                welsh=in_braces(placeholders(welsh[key])),
            )
            yield named


def check_folder(content_dir: Path, today: date) -> tuple[list[Problem], bool]:
    """What is wrong or wants a look in the content files, and whether they can be loaded."""
    problems = [*check_traps(content_dir), *check_messages(content_dir)]
    try:
        content = load_content(content_dir)
    except ContentError as error:
        return [*problems, *error.problems], False
    problems += check_content(content, content_dir, today)
    stale = stale_schemas(content_dir, content_dir.parent / "schemas", ids_of(content))
    return [*problems, *(problem_at(path, (), "schema_stale", line=1, advice=True) for path in stale)], True


def check(content_dir: Path, data_dir: Path, today: date | None = None) -> Sorted:
    """Every finding in content and data: errors, advice and accepted ones apart, each list by file and line.

    Args:
        content_dir: the editors' folder.
        data_dir: the folder of training questions.
        today: the day for which the ages of sources and helplines are told.
    """
    today = today or date.today()
    problems, loaded = check_folder(content_dir, today)
    problems += check_data(content_dir, data_dir)
    different = {(problem.file, problem.line, problem.field, problem.message): problem for problem in problems}
    unchecked = any(problem.kind == "spelling_unchecked" for problem in problems)
    # What could not be looked for is not gone.
    not_checked = None if not loaded else SPELLING_KINDS if unchecked else frozenset[str]()
    in_order = [different[place] for place in sorted(different)]
    return sort_findings(in_order, content_dir / "accepted.yml", today, not_checked)


def check_all(content_dir: Path, data_dir: Path) -> list[Problem]:
    """Every error in content and data; none means both can be used."""
    return check(content_dir, data_dir).errors


__all__ = ["LOCALES", "Sorted", "check", "check_all", "check_data", "examples_of"]
