"""The word tables of `words/danger/`: what `urgency` looks for, what softens it, and the many ways a word is typed.

A file has sections, each under its name in square brackets; a line that begins with # says why.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent / "words" / "danger"
_MUTATIONS = {
    "ll": ("l",),
    "rh": ("r",),
    "p": ("b", "mh", "ph"),
    "t": ("d", "nh", "th"),
    "c": ("g", "ngh", "ch"),
    "b": ("f", "m"),
    "d": ("dd", "n"),
    "g": ("", "ng"),
    "m": ("f",),
}


@cache
def sections(name: str) -> dict[str, list[str]]:
    """The lines of each section of a file in `words/danger/`."""
    found: dict[str, list[str]] = {}
    section = ""
    for line in map(str.strip, (FOLDER / name).read_text(encoding="utf-8").splitlines()):
        if line.startswith("[") and line.endswith("]"):
            section = line[1:-1]
        elif line and not line.startswith("#"):
            found.setdefault(section, []).append(line)
    return found


def word_set(name: str, section: str) -> frozenset[str]:
    """The words of a section that is a list of words."""
    return frozenset(" ".join(sections(name)[section]).split())


def forms(name: str, section: str) -> dict[str, str]:
    """Each form of a section of "meant: form form", and what is meant by it."""
    found = {}
    for line in sections(name)[section]:
        meant, typed = line.split(": ")
        for form in typed.split():
            found[form] = meant
    return found


SPOKEN = forms("spoken.txt", "one word")
TWO_WORDS = forms("spoken.txt", "two words")


def _mutated(word: str) -> list[str]:
    """A Welsh word with its mutations: "curo" also as "guro", "nghuro", "churo"."""
    for first, changed in _MUTATIONS.items():
        if word.startswith(first) and not (first in "cpt" and word.startswith(first + "h")) and not word.startswith("dd"):
            return [word, *(new + word[len(first) :] for new in changed)]
    return [word]


def _classes() -> dict[str, frozenset[str]]:
    found = {}
    for line in sections("word_classes.txt")["classes"]:
        name, members = line.split(": ")
        typed = (form for word in members.split() for form in (_mutated(word[:-1]) if word.endswith("*") else [word]))
        found[name] = frozenset(SPOKEN.get(form, form) for form in typed)
    return found


CLASSES = _classes()  # the words behind a name in capitals
