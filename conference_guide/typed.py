"""What people type, made ready for the finders of ages, places and dates.

Folded text that remembers where each character stood, numbers in words of both languages, and the Welsh mutations.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

_SAME = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "`": "'", "´": "'", "′": "'", "–": "-", "—": "-", "−": "-", "‑": "-"})


@dataclass(frozen=True)
class Typed:
    """Folded text (lower case, no accents, straight apostrophes and dashes, single spaces) and its places.

    `places[i]` is the position of the folded character i in the original text.
    """

    text: str
    places: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The span in the original text of a span in the folded text."""
        return self.places[start], self.places[end - 1] + 1


def fold_in_place(text: str) -> Typed:
    """The text folded for comparing, with the way back to the original positions."""
    folded: list[str] = []
    places: list[int] = []
    for position, character in enumerate(text):
        if character.isspace():
            if folded and folded[-1] != " ":
                folded.append(" ")
                places.append(position)
            continue
        plain = character if character.isascii() else unicodedata.normalize("NFD", character)
        for part in plain.lower().translate(_SAME):
            if not unicodedata.combining(part):
                folded.append(part)
                places.append(position)
    while folded and folded[-1] == " ":
        folded.pop()
        places.pop()
    return Typed("".join(folded), tuple(places))


_SOFT = {"p": "b", "t": "d", "c": "g", "b": "f", "d": "dd", "g": "", "m": "f", "ll": "l", "rh": "r"}
_NASAL = {"p": "mh", "t": "nh", "c": "ngh", "b": "m", "d": "n", "g": "ng"}
_ASPIRATE = {"p": "ph", "t": "th", "c": "ch"}
_FIXED = ("ch", "dd", "ff", "ng", "ph", "th")  # letters of the Welsh alphabet that never change


def _mutate(word: str, table: dict[str, str]) -> str | None:
    if word.startswith(_FIXED):
        return None
    for letters in (word[:2], word[:1]):
        if letters in ("ll", "rh") and letters not in table:
            return None
        if letters in table:
            return table[letters] + word[len(letters) :]
    return None


def mutations(word: str, nasal: bool = True) -> list[str]:
    """The soft, nasal and aspirate mutations of a folded word that differ from it."""
    tables = (_SOFT, _NASAL, _ASPIRATE) if nasal else (_SOFT, _ASPIRATE)
    return [changed for table in tables if (changed := _mutate(word, table)) is not None]


_ENGLISH_UNITS = ["", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
_ENGLISH_UNITS += ["thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"]
_ENGLISH_TENS = {2: "twenty", 3: "thirty", 4: "forty", 5: "fifty", 6: "sixty", 7: "seventy", 8: "eighty", 9: "ninety"}
_ENGLISH_SLIPS = {"fiv": 5, "sevn": 7, "eigth": 8, "eigh": 8, "nien": 9, "elevn": 11, "elven": 11}
_ENGLISH_SLIPS |= {"twelv": 12, "twelfe": 12, "thirten": 13, "forteen": 14, "fourten": 14, "fiveteen": 15, "fourty": 40}
# Masculine, feminine, short and spoken forms.
_WELSH_UNITS = {
    1: ["un"],
    2: ["dau", "dwy"],
    3: ["tri", "tair"],
    4: ["pedwar", "pedair", "pedar"],
    5: ["pump", "pum"],
    6: ["chwech", "chwe", "whech", "wech", "whe"],
    7: ["saith"],
    8: ["wyth"],
    9: ["naw"],
}
_WELSH_TENS = {1: "un deg", 2: "dau ddeg", 3: "tri deg", 4: "pedwar deg", 5: "pum deg", 6: "chwe deg"}
_WELSH_TENS |= {7: "saith deg", 8: "wyth deg", 9: "naw deg"}
_WELSH_OLD = {
    10: ["deg", "deng"],
    11: ["un ar ddeg", "un ar deg"],
    12: ["deuddeg", "deuddeng", "duddeg"],
    13: ["tri ar ddeg", "tair ar ddeg"],
    14: ["pedwar ar ddeg", "pedair ar ddeg"],
    15: ["pymtheg", "pymtheng", "pymtheg"],
    16: ["un ar bymtheg"],
    17: ["dau ar bymtheg", "dwy ar bymtheg"],
    18: ["deunaw"],
    19: ["pedwar ar bymtheg", "pedair ar bymtheg"],
    20: ["ugain"],
    21: ["un ar hugain"],
    30: ["deg ar hugain"],
    40: ["deugain"],
    50: ["hanner cant"],
}


def _english_numbers() -> Iterable[tuple[str, int]]:
    for value, word in enumerate(_ENGLISH_UNITS):
        if value:
            yield word, value
    for ten, word in _ENGLISH_TENS.items():
        yield word, ten * 10
        for unit in range(1, 10):
            yield f"{word} {_ENGLISH_UNITS[unit]}", ten * 10 + unit
    yield from _ENGLISH_SLIPS.items()
    yield from (("a hundred", 100), ("one hundred", 100))


def _welsh_numbers() -> Iterable[tuple[str, int]]:
    for unit, forms in _WELSH_UNITS.items():
        yield from ((form, unit) for form in forms)
    for ten, form in _WELSH_TENS.items():
        if ten > 1:  # "un deg" alone is nobody's ten
            yield form, ten * 10
        for unit, forms in _WELSH_UNITS.items():
            yield from ((f"{form} {unit_form}", ten * 10 + unit) for unit_form in forms)
    for value, forms in _WELSH_OLD.items():
        yield from ((form, value) for form in forms)


def _number_words() -> dict[str, int]:
    numbers = dict(_english_numbers())
    for form, value in _welsh_numbers():
        numbers.setdefault(form, value)
        for changed in mutations(form, nasal=False):
            numbers.setdefault(changed, value)
    return numbers


NUMBER_WORDS = _number_words()  # folded words, one space between them
# For patterns: the longest first, a hyphen as good as a space.
NUMBER_PATTERN = "|".join(word.replace(" ", "[ -]") for word in sorted(NUMBER_WORDS, key=len, reverse=True))


def number_value(text: str) -> int:
    """The value of digits or of a number in words that NUMBER_PATTERN matched."""
    return int(text) if text.isdigit() else NUMBER_WORDS[text.replace("-", " ")]
