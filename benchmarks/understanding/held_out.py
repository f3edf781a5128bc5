"""The held-out questions: what parents type, with what they ask, never seen in training.

Two sets. The first was used to choose settings and to read what went wrong, so its figures are somewhat kind;
the second was not.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

FOLDER = Path(__file__).parent
SETS = ("first", "second")
LOCALES = ("en", "cy")
OUT_OF_SCOPE = "out_of_scope"


@dataclass(frozen=True)
class HeldOut:
    """One question, and every label that is right for it."""

    text: str
    labels: tuple[str, ...]
    locale: str
    of_set: str
    near: bool = False  # out of scope, but close to our topics
    lookalike: bool = False  # words of danger, nobody in danger now


@dataclass(frozen=True)
class Details:
    """A message and the details in it; ages in years, "unborn" for a child not born yet."""

    text: str
    locale: str
    today: date
    ages: tuple[float | str, ...]
    area: str | None
    day: str | None


@dataclass(frozen=True)
class Pair:
    """A message that asks two or three things, in this order."""

    text: str
    locale: str
    labels: tuple[str, ...]


def _read(path: Path) -> Any:
    return YAML(typ="safe").load(path)


def _first(locale: str) -> list[HeldOut]:
    found = []
    for key, texts in _read(FOLDER / "first" / f"questions.{locale}.yml").items():
        label = OUT_OF_SCOPE if key.startswith(OUT_OF_SCOPE) else key
        found += [HeldOut(text, (label,), locale, "first", near=key == "out_of_scope_near") for text in texts]
    return found


def _second(locale: str) -> list[HeldOut]:
    found = []
    for entry in _read(FOLDER / "second" / f"questions.{locale}.yml"):
        labels = tuple(entry.get("labels") or [entry["label"]])
        marks = {"near": bool(entry.get("near")), "lookalike": bool(entry.get("lookalike"))}
        found.append(HeldOut(entry["text"], labels, locale, "second", **marks))
    return found


def questions(of_set: str, locale: str) -> list[HeldOut]:
    """Every question of one set in one language."""
    return _first(locale) if of_set == "first" else _second(locale)


def all_questions() -> list[HeldOut]:
    """Every question of both sets in both languages."""
    return [question for of_set in SETS for locale in LOCALES for question in questions(of_set, locale)]


def details(locale: str) -> list[Details]:
    """The messages with details; they belong to the second set."""
    return [
        Details(e["text"], locale, date.fromisoformat(str(e["today"])), tuple(e["ages"]), e["area"], e["date"] and str(e["date"]))
        for e in _read(FOLDER / "second" / "details.yml")
        if e["locale"] == locale
    ]


def pairs(locale: str) -> list[Pair]:
    """The messages that ask several things; they belong to the second set."""
    return [Pair(e["text"], locale, tuple(e["labels"])) for e in _read(FOLDER / "second" / "pairs.yml") if e["locale"] == locale]
