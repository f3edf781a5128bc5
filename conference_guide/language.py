"""Which language a message is in, from its everyday words and spelling."""

from __future__ import annotations

import re
from pathlib import Path

from conference_guide.text import words


def _everyday(locale: str) -> frozenset[str]:
    path = Path(__file__).parent / "words" / f"{locale}.txt"
    return frozenset(path.read_text(encoding="utf-8").split())


# Words that stand in both languages ("a", "i", "o", "am", "hi", "had", "plant" ...) tell nothing and are in neither list.
_WELSH = _everyday("cy")
_ENGLISH = _everyday("en")

_WELSH_SPELLING = re.compile(
    r"^(?:ll|ngh|mh|nh|rh|gw[ylr]|cyf|cyn|ddy|ddi|wn|dd)|(?:wyd|wydd|aeth|iaeth|wch|odd|edd|ydd|iau|iol|ol[iw]|wyr|ion|au|dd|wn|wy|ll|io|wyf|ais|wr|th)$|w[ylrn]?$|dd|^y"
)
_ENGLISH_SPELLING = re.compile(r"[kvxzqj]|tion|ing$|ck|ght|sh|oo|ee|ed$|ly$|'ll$|n't$|'ve$|'re$|ous$|ment$|ea")


def score(text: str) -> tuple[float, float, int]:
    """How Welsh and how English the text is (sums over words), and how many words it has."""
    welsh = english = 0.0
    tokens = [word for word in words(text) if not word[0].isdigit()]
    for token in (token.strip("'") for token in tokens):
        plain = token.replace("'", "")
        if token in _WELSH or (plain in _WELSH and plain not in _ENGLISH):
            if token not in _ENGLISH:
                welsh += 1
        elif token in _ENGLISH or plain in _ENGLISH:
            english += 1
        elif (
            "'" in token
            and token.split("'")[1] in {"r", "n", "i", "u", "w", "ch", "th"}
            and token.split("'")[0] in _WELSH | {"i", "o", "a"}
        ):
            welsh += 1
        elif _ENGLISH_SPELLING.search(token):
            english += 0.5
        elif _WELSH_SPELLING.search(token):
            welsh += 0.5
    return welsh, english, len(tokens)


def welsh_share(text: str) -> float:
    """How much of what can be told apart is Welsh: 0 for English, 1 for Welsh, a half where nothing tells."""
    welsh, english, _ = score(text)
    return welsh / (welsh + english) if welsh + english else 0.5


def detect(text: str) -> str | None:
    """The language of the text: "en" or "cy", or None where it is not plainly either.

    Welsh speakers put English nouns into Welsh sentences more often than the other way round,
    so Welsh wins when both are there in like measure.
    """
    welsh, english, _ = score(text)
    if welsh == english == 0:
        return None
    if welsh >= english * 0.75 and welsh >= 0.5:
        return "cy"
    if english > welsh:
        return "en"
    return None


LONG_ENOUGH = 3  # words from which a message changes the language in use


def reply_language(text: str, in_use: str | None) -> str:
    """The language to answer in: that of a message of three words or more, else the one in use.

    With nothing in use yet, a shorter message that is plainly in one language counts too.
    """
    welsh, english, count = score(text)
    found = detect(text)
    strength = welsh if found == "cy" else english
    # Spelling alone (half a point a word) does not tell: other languages look like Welsh or English too.
    if found is None or strength < 1:
        return in_use or "en"
    if count >= LONG_ENOUGH or in_use is None:
        return found
    return in_use


def prefers_welsh(accept_language: str | None) -> bool:
    """Whether a browser that sent this `Accept-Language` would rather read Welsh than English.

    Nobody's browser says so by accident: somebody chose it.
    """
    weights = {"cy": 0.0, "en": 0.0}
    for part in (accept_language or "").lower().split(","):
        tag, _, weight = part.partition(";")
        locale = tag.strip().partition("-")[0]
        found = re.fullmatch(r"\s*q=([01](?:\.\d{0,3})?)\s*", weight)
        if locale in weights:
            weights[locale] = max(weights[locale], float(found[1]) if found else 0.0 if weight.strip() else 1.0)
    return weights["cy"] > 0 and weights["cy"] >= weights["en"]
