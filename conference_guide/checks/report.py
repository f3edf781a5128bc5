"""The findings of a check as lines for an editor or as JSON for a program, and the exit code."""

from __future__ import annotations

import json
import os
import sys
from datetime import date
from pathlib import Path
from typing import Any

from conference_guide.checks import check
from conference_guide.content import CONTENT_DIR, Problem
from conference_guide.messages import message

DATA_DIR = Path("data")


def _as_data(problem: Problem) -> dict[str, Any]:
    return {
        "kind": problem.kind,
        "file": problem.file,
        "line": problem.line,
        "field": problem.field,
        "message_en": problem.said("en"),
        "message_cy": problem.said("cy"),
    }


def _print(lines: list[str]) -> None:
    """Prints lines on standard output, as far as somebody reads them."""
    try:
        for line in lines:
            print(line)
        sys.stdout.flush()
    except BrokenPipeError:  # `check | head` has seen enough; what is still held back must go nowhere
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def report(
    locale: str,
    *,
    release: bool = False,
    complete: bool = False,
    as_json: bool = False,
    today: date | None = None,
) -> int:
    """Prints what a check of content and data found; errors on standard output, all else on standard error.

    Args:
        locale: the language of the lines.
        release: advice counts as errors.
        complete: what could not be checked counts as an error.
        as_json: one JSON object on standard output instead of lines.
        today: the day for which ages are told.

    Returns:
        The exit code: 0, or 1 for errors.
    """
    found = check(CONTENT_DIR, DATA_DIR, today)
    grave = [problem for problem in found.advice if release or (complete and problem.kind == "spelling_unchecked")]
    errors = [*found.errors, *grave]
    advice = [problem for problem in found.advice if problem not in grave]
    if as_json:
        accepted = [{**_as_data(problem), "reason": entry.reason.model_dump()} for problem, entry in found.accepted]
        told = {"errors": [*map(_as_data, errors)], "advice": [*map(_as_data, advice)], "accepted": accepted}
        _print([json.dumps(told, ensure_ascii=False, indent=1)])
        return 1 if errors else 0
    _print([problem.line_in(locale) for problem in errors])

    def say(kind: str, **values: object) -> None:
        print(message(kind, locale, values), file=sys.stderr)

    if advice:
        say("check_advice", count=len(advice))
        for problem in advice:
            print("  " + problem.line_in(locale), file=sys.stderr)
    if found.accepted:
        say("check_accepted", count=len(found.accepted))
    say("check_errors", count=len(errors)) if errors else say("check_good")
    return 1 if errors else 0
