"""The questions in one message, taken apart: "who will be there and can my mum come" holds two."""

from __future__ import annotations

import re
from pathlib import Path

from conference_guide.text import words

MOST_PARTS = 6  # a longer story is read as a whole
LEAST_WORDS = 2  # a shorter part belongs to the one before it
OPENING_WORDS = 5  # among which a question shows itself, as in "also tell me who will be there"

# Words that questions open with, in both languages.
_STARTERS = frozenset((Path(__file__).parent / "words" / "question_openings.txt").read_text(encoding="utf-8").split())
# "if" and "rhaid" begin a question only beside another sign of one.
_SURE_STARTERS = _STARTERS - {"if", "os", "rhaid", "has", "have", "was", "were", "oedd", "is", "are", "am"}

_SENTENCE = re.compile(r"(?<=[?!])\s*|(?<=[.;\n…])\s+|\s+-\s+|\s*\n\s*")
_CONDITION = re.compile(
    r"(?i)(?:(?:and|but|so|ond|a|ac)\s+)?(?:(?:what|be|beth)\s+)?(?:if|os)\b|what about\b|because\b|as soon\b"
)
_JOIN = (
    r"(?:\s*,\s*(?:and|also|plus|then|but|or|a|ac|hefyd|wedyn|neu|ond)?(?:\s+(?:also|then|hefyd|wedyn))?\s+"
    r"|\s+(?:and|also|plus|n|&|\+|but|or|a|ac|hefyd|neu|ond)(?:\s+(?:also|then|oh|hefyd|wedyn))?\s+)"
)
# What may stand before the opening word: "am faint", "for how long", and the Welsh particle "a".
_BEFORE = r"(?:(?:a|am|i|o|gan|gyda|da|efo|hefo|wrth|at|ar|ers|tan|ym|yn|for|by|at|to|with|from|until|about)\s+)?"
# A wish to know begins a question too.
_WISH = (
    r"(?:i (?:want|need|would like)|id like|i'd like|tell me|"
    r"dw ?i (?:isio|eisiau|ishe|eisie|moyn)|(?:rwy|wy|fi)'?n? moyn|hoffwn|lic[ew]n)"
)
_OPENING = "|".join(sorted(map(re.escape, _SURE_STARTERS), key=len, reverse=True))
_CLAUSE = re.compile(rf"(?i){_JOIN}(?={_BEFORE}(?:{_OPENING})\b|{_WISH}\b)")


def looks_like_question(part: str) -> bool:
    """Whether a part asks something: it ends in a question mark, or begins as questions do."""
    if part.rstrip().endswith("?"):
        return True
    opening = [word.split("'")[0] or word for word in words(part)[:OPENING_WORDS]]
    return bool(opening) and (opening[0] in _STARTERS or any(word in _SURE_STARTERS for word in opening))


def _is_condition(part: str) -> bool:
    """Whether a part only sets the scene for the next: "if I am ill", "be os dw i'n hwyr"."""
    return not part.endswith("?") and _CONDITION.match(part) is not None


def parts_of(text: str) -> list[str]:
    """The message cut where a new question may begin, in order; one part where there is nothing to cut."""
    parts: list[str] = []
    for sentence in _SENTENCE.split(text):
        for clause in _CLAUSE.split(sentence):
            part = clause.strip(" ,;-")
            if not part:
                continue
            if parts and (len(words(part)) < LEAST_WORDS or _is_condition(parts[-1])):
                parts[-1] = f"{parts[-1]} {part}"
            else:
                parts.append(part)
    return parts if 1 < len(parts) <= MOST_PARTS else [text]
