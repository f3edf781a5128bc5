"""Every text that parents read, with the file and field it stands in, the area it is for, and its lines."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from conference_guide.content import LOCALES, Content, Loc, LocalisedText, Problem, line_of, problem_at
from conference_guide.translations import texts

# Names, not sentences: spelling and length are not judged.
_NAMES = {("sources", "title"), ("areas", "name"), ("councils", "name"), ("choices", "label"), ("helplines", "name")}

_SENTENCE_END = re.compile(r"(?<=[.!?:])\s+")


@dataclass(frozen=True)
class Text:
    """One text in both languages: where it stands, the area it is for (None for all), and whether it is prose."""

    path: Path
    loc: Loc
    words: LocalisedText
    level: str | None = None
    prose: bool = True
    own_files: bool = False  # interface.en.yml and interface.cy.yml: a file for each language

    def place(self, locale: str) -> tuple[Path, Loc]:
        """The file and field of one language."""
        if self.own_files:
            return self.path.with_name(f"interface.{locale}.yml"), self.loc
        return self.path, (*self.loc, locale)

    def problem(self, locale: str, kind: str, snippet: str = "", *, advice: bool = False, **values: object) -> Problem:
        """A problem of one language of the text, on the line where the snippet stands."""
        path, loc = self.place(locale)
        return problem_at(path, loc, kind, values=values, line=line_of_words(path, loc, snippet), advice=advice)


def line_of_words(path: Path, loc: Loc, snippet: str) -> int:
    """The line (from 1) where the snippet begins in the text at `loc`; the field's own line where it is not found."""
    first = line_of(path, loc)
    wanted = snippet.split()[:4]
    if not wanted:
        return first
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except (OSError, UnicodeDecodeError):
        return first
    told = [(word, number) for number, line in enumerate(lines[first - 1 :], start=first) for word in line.split()]
    for start in range(len(told) - len(wanted) + 1):
        if all(word in told[start + step][0] for step, word in enumerate(wanted)):
            return told[start][1]
    return first


def texts_of(content: Content, folder: Path) -> Iterator[Text]:
    """Every text in both languages, file by file."""
    for text in texts(content):
        path, loc = Path(text.file), text.loc
        kind = path.parent.name or path.stem
        group = str(loc[-3]) if len(loc) > 2 and not isinstance(loc[0], int) else kind
        prose = (group if group in ("councils", "choices") else kind, str(loc[-1])) not in _NAMES
        level = path.stem if kind == "areas" else str(loc[1]) if loc[0] == "answers" else None
        yield Text(folder / path, loc, LocalisedText(en=text.en, cy=text.cy), level, prose, kind.startswith("interface"))


def sentences(text: str) -> list[str]:
    """The sentences of a text; a list line is one of its own."""
    found: list[str] = []
    for line in text.split("\n"):
        found += [sentence for sentence in _SENTENCE_END.split(line.strip().removeprefix("- ")) if sentence]
    return found


def nation_of(content: Content, level: str | None) -> str | None:
    """The nation an area lies in; None for both nations, for no area and for one that is not known."""
    seen: set[str] = set()
    while level is not None and level in content.areas and level not in seen:
        if content.areas[level].kind == "nation":
            return level
        seen.add(level)
        level = content.areas[level].parent
    return None


__all__ = ["LOCALES", "Text", "line_of_words", "nation_of", "sentences", "texts_of"]
