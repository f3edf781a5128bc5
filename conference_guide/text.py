"""What people type, made safe and comparable: clean it, compare it, mask personal details in it."""

from __future__ import annotations

import re
import unicodedata

MAX_TEXT = 500  # characters of one message on the page

_APOSTROPHES = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "`": "'", "´": "'", "′": "'"})
_SPACE = re.compile(r"\s+")
_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*'?")


def clean(text: str) -> str:
    """The text in NFC on one line, without hidden and control characters or a leading command slash.

    Rasa reads text that begins with "/" as a command; here everything typed is only words.
    """
    text = unicodedata.normalize("NFC", text)
    kept = []
    for character in text:
        category = unicodedata.category(character)
        if character.isspace():
            kept.append(" ")
        elif category[0] == "C":  # control, format (zero-width, RTL marks, tags), private, unassigned
            continue
        else:
            kept.append(character)
    return _SPACE.sub(" ", "".join(kept)).strip().lstrip("/ ").strip()


def fold(text: str) -> str:
    """The text for comparing: lower case, no accents, straight apostrophes, single spaces."""
    text = unicodedata.normalize("NFD", text.lower().translate(_APOSTROPHES))
    text = "".join(character for character in text if not unicodedata.combining(character))
    return _SPACE.sub(" ", text).strip()


def words(text: str) -> list[str]:
    """The words of the folded text; an apostrophe inside a word stays ("sy'n", "don't")."""
    return _WORD.findall(fold(text))


# The first letters that Welsh mutation turns into one another, longest first, and a sign for each family.
_MUTATIONS = (
    *((start, "g") for start in ("ngh", "ng", "ch", "c", "g")),
    *((start, "b") for start in ("ph", "mh", "p", "b", "f", "m")),
    *((start, "d") for start in ("th", "nh", "dd", "t", "d", "n")),
    *((start, "l") for start in ("ll", "l")),
    *((start, "r") for start in ("rh", "r")),
)


def unmutated(word: str) -> str:
    """A folded word with its first consonant as a sign for all that Welsh mutation makes of it.

    "cyfreithiwr", "gyfreithiwr" and "nghyfreithiwr" become the same. Words of two letters are left alone.
    """
    if len(word) < 3:
        return word
    for start, sign in _MUTATIONS:
        if word.startswith(start):
            return sign + word[len(start) :]
    return word


def has_words(text: str) -> bool:
    """Whether there is a letter or a digit in the text (emoji and punctuation alone are not words)."""
    return any(character.isalnum() for character in text)


# Personal details, in the order in which they are looked for. Helplines and ages stay.
_DETAILS: list[tuple[str, re.Pattern[str]]] = [
    ("email", re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")),
    (
        "national_insurance",
        re.compile(r"\b(?!bg|gb|nk|kn|tn|nt|zz)[a-ceghj-prstw-z]{2}\s?\d{2}\s?\d{2}\s?\d{2}\s?[a-d]\b", re.I),
    ),
    ("phone", re.compile(r"(?<!\w)(?:\+44\s?|0)(?:\d[\s-]?){9,10}(?!\w)")),
    (
        "postcode",
        # The first half names a district of thousands of people, and tells the area; only the second half is hidden.
        re.compile(r"\b[a-z]{1,2}\d[a-z\d]?\s?(\d[abd-hjlnp-uw-z]{2})\b", re.I),
    ),
    (
        "date_of_birth",
        re.compile(
            r"(?i)\b(?:d\.?o\.?b\.?|born(?: on)?|date of birth|dyddiad geni|ganwyd(?: ar)?)\W{0,3}"
            r"(\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d{1,2}(?:st|nd|rd|th)?\s+\w+\s+\d{4})"
        ),
    ),
    (
        "case_number",
        re.compile(
            r"(?i)\b(?:case|ref(?:erence)?|file|achos|cyfeirnod)\W{0,3}(?:no|number|num|rhif)?\W{0,3}(?:is|yw|ydy|ydi)?\W{0,3}([a-z]{0,4}[/-]?\d[\w/-]{3,})"
        ),
    ),
    (
        "name",
        re.compile(
            r"(?:\b[Mm]y name(?: is|'s)|\b[Ii]'?m called|\b[Ff]y enw (?:i )?(?:yw|ydy|ydi)|\b[Ee]nw i (?:yw|ydy|ydi))\s+"
            r"([A-Z][\w'-]+(?:\s+[A-Z][\w'-]+){0,2}|[a-z][\w'-]+)"
        ),
    ),
    (
        "address",
        re.compile(
            r"(?i)\b\d{1,4}[a-z]?,?\s+(?:[\w']+\s+){0,3}"
            r"(?:street|road|avenue|close|lane|drive|crescent|terrace|gardens|stryd|heol|ffordd|lon|maes|rhodfa)\b"
        ),
    ),
]
_HELPLINES = re.compile(r"^(?:0800|0808|0300|116)|^999$|^101$|^111$")


def mask(text: str) -> tuple[str, list[str]]:
    """The text with personal details replaced by "…", and the kinds that were found.

    It runs before anything reaches Rasa, so that names, numbers and addresses go no further.
    """
    found: list[str] = []
    for kind, pattern in _DETAILS:

        def hide(match: re.Match[str], kind: str = kind) -> str:
            if kind == "phone" and _HELPLINES.match(re.sub(r"\D", "", match.group())):
                return match.group()
            found.append(kind)
            if match.groups():
                start = match.start(1) - match.start()
                return match.group()[:start] + "…" + match.group()[match.end(1) - match.start() :]
            return "…"

        text = pattern.sub(hide, text)
    return text, sorted(set(found))
