"""Findings that stand for a reason: `content/accepted.yml`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from fnmatch import fnmatchcase
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from conference_guide.content import ContentError, Problem, problem_at, problems_of, read_yaml
from conference_guide.schemas import AcceptedFinding


@dataclass
class Sorted:
    """Findings apart: errors, advice, and those accepted with their reason."""

    errors: list[Problem] = field(default_factory=list)
    advice: list[Problem] = field(default_factory=list)
    accepted: list[tuple[Problem, AcceptedFinding]] = field(default_factory=list)


def read_accepted(path: Path) -> list[AcceptedFinding]:
    """The accepted findings; none if there is no such file.

    Raises:
        ContentError: the file cannot be used.
    """
    if not path.exists():
        return []
    data = read_yaml(path)
    try:
        return TypeAdapter(list[AcceptedFinding]).validate_python(data or [])
    except ValidationError as error:
        raise ContentError(problems_of(path, error)) from error


def _fits(entry: AcceptedFinding, problem: Problem) -> bool:
    file = Path(problem.file).as_posix()
    return (
        entry.kind == problem.kind
        and fnmatchcase(problem.field, entry.field)
        and (fnmatchcase(file, entry.file) or fnmatchcase(file, f"*/{entry.file}"))
        and (entry.says is None or entry.says in problem.message)
    )


def sort_findings(found: Iterable[Problem], path: Path, today: date, not_checked: frozenset[str] | None = frozenset()) -> Sorted:
    """The findings apart, with an error for each accepted one that is found no more.

    Args:
        found: every finding.
        path: the file of accepted findings.
        today: the day on which an entry must still hold.
        not_checked: kinds that could not be looked for this time; their entries may stand. None: all kinds.
    """
    result = Sorted()
    try:
        entries = read_accepted(path)
    except ContentError as error:
        entries = []
        result.errors += error.problems
    used: set[int] = set()
    for problem in found:
        fits = [number for number, entry in enumerate(entries) if _fits(entry, problem)]
        used.update(fits)
        if hold := [entry for entry in map(entries.__getitem__, fits) if entry.until is None or today <= entry.until]:
            result.accepted.append((problem, hold[0]))
        else:
            (result.advice if problem.advice else result.errors).append(problem)
    for number, entry in enumerate(entries):
        if number not in used and not_checked is not None and entry.kind not in not_checked:
            place = {"file": entry.file, "field": entry.field, "finding": entry.kind}
            result.errors.append(problem_at(path, (number,), "accepted_stale", values=place))
    return result
