"""The small pattern language of `words/danger/`, and a message as its patterns read it.

The head of `words/danger/child.en.txt` says how a pattern reads. Patterns are compiled when a message first needs them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from conference_guide.word_tables import CLASSES, word_set

_NOT = word_set("softens.txt", "not")
# Words that stand in most messages: filing a pattern under one of them would have it tried on every message.
_EVERYDAY = word_set("word_classes.txt", "everyday")


class Message:
    """A message in plain words, with "." where a sentence ends."""

    def __init__(self, tokens: list[str]) -> None:
        self.line = "".join(token + " " for token in tokens)
        self.tokens = frozenset(tokens)
        self._has: dict[Patterns, bool] = {}

    def has(self, patterns: Patterns) -> bool:
        """Whether it meets any of the patterns."""
        if patterns not in self._has:
            self._has[patterns] = next(patterns.find(self), None) is not None
        return self._has[patterns]

    def without(self, patterns: Patterns) -> Message:
        """The message with everything that meets one of the patterns struck out."""
        spans = sorted(match.span() for _, match in patterns.find(self))
        if not spans:
            return self
        kept, at = "", 0
        for start, end in spans:
            kept, at = kept + self.line[at : max(at, start)], max(at, end)
        return Message((kept + self.line[at:]).split())

    def before(self, match: re.Match[str], count: int) -> list[str]:
        """Up to `count` words before the match, in its sentence."""
        sentence = self.line[max(0, match.start() - 40 * count) : match.start()].rpartition(". ")[2]
        return sentence.split()[-count:]


@cache
def _members(choice: str) -> tuple[str, ...]:
    """The words that a choice such as "kill|HE" stands for."""
    members: list[str] = []
    for word in choice.split("|"):
        members.extend(sorted(CLASSES[word]) if word.isupper() else [word.replace("_", " ")])
    return tuple(members)


@cache
def _first_words(choice: str) -> frozenset[str]:
    """The words of which the message must have one for the choice to be met."""
    return frozenset(word.split()[0] for word in _members(choice))


def _choice(choice: str) -> str:
    return "(?:" + "|".join(r"(?=\. |\Z)" if word == "$" else re.escape(word) + " " for word in _members(choice)) + ")"


def _expression(element: str) -> str:
    """One element of a pattern as a regular expression."""
    if element.startswith(".."):
        return r"(?:[^ .]+ ){0,#}?".replace("#", element[2:] or "3")
    if element.startswith("~"):
        return f"(?!{_choice(element[1:])})"
    if element in "^$":
        return r"(?:(?<=\. )|\A)" if element == "^" else r"(?=\. |\Z)"
    return _choice(element.removesuffix("?")) + ("?" if element.endswith("?") else "")


class Pattern:
    """One line of a table: which words it needs, and the pattern, compiled when first needed."""

    def __init__(self, label: str, line: str) -> None:
        self.label = label
        self.line = line
        elements = line.split()
        self.needs = [
            _first_words(element)
            for element in elements
            if not (element.startswith(("..", "~")) or element in "^$" or element.endswith("?") or "$" in element)
        ]
        self.negative = any(word in _NOT for word in re.split(r"[ |?]", line))
        self._compiled: re.Pattern[str] | None = None

    def find(self, message: Message) -> Iterator[re.Match[str]]:
        """Where the message says this."""
        for need in self.needs:
            if need.isdisjoint(message.tokens):
                return iter(())
        if self._compiled is None:
            self._compiled = re.compile(r"(?<!\S)" + "".join(_expression(element) for element in self.line.split()))
        return self._compiled.finditer(message.line)


class Patterns:
    """The patterns of one table, filed by the rarest word each of them needs, so that few are tried on a message."""

    def __init__(self, lines: Iterable[str], label: str = "") -> None:
        self.all = [Pattern(label, line) for line in lines]
        self._by_word: dict[str, list[Pattern]] = {}
        for pattern in self.all:
            for word in min(pattern.needs, key=lambda need: (not need.isdisjoint(_EVERYDAY), len(need))):
                self._by_word.setdefault(word, []).append(pattern)

    def find(self, message: Message) -> Iterator[tuple[Pattern, re.Match[str]]]:
        """Each pattern that the message meets, and where."""
        tried: set[int] = set()
        for token in message.tokens:
            for pattern in self._by_word.get(token, ()):
                if id(pattern) not in tried:
                    tried.add(id(pattern))
                    for match in pattern.find(message):
                        yield pattern, match

    def words(self) -> set[str]:
        """Every word that a pattern may need."""
        return {word for pattern in self.all for need in pattern.needs for word in need}
