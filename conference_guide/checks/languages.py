"""What must be the same in English and Welsh: numbers, dates, phone numbers, links, placeholders and list lines."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from difflib import get_close_matches

from conference_guide.checks.texts import Text
from conference_guide.content import LOCALES, Problem, in_braces, placeholders
from conference_guide.text import fold
from conference_guide.typed import NUMBER_PATTERN, number_value

# The names in braces that the program fills in.
PLACEHOLDERS = {
    *("age", "area", "council", "count", "date", "field", "link", "number", "service"),
    *("amount", "commit", "hash", "name", "problem"),  # the preview
}

_LINK = re.compile(r"(?:https?://|www\.)[^\s)>\]\"']+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_MONTHS = (
    "january ionawr|february chwefror|march mawrth fawrth|april ebrill|may mai fai|june mehefin fehefin|"
    "july gorffennaf orffennaf|august awst|september medi fedi|october hydref|november tachwedd dachwedd|december rhagfyr ragfyr"
)
_MONTH = {name: number for number, names in enumerate(_MONTHS.split("|"), start=1) for name in names.split()}
# A month counts only beside a number: "may" and "mai" are words of their own.
_DATE = re.compile(rf"(?:(\d{{1,2}}) (?:o )?)?\b({'|'.join(_MONTH)})\b(?: (\d{{4}})\b)?")
# Numbers that are rung or texted: 0808 801 0366, 116 123, 18001 101; else three to six digits after "ring", "text" ...
_PHONE = re.compile(r"(?<![\d.])(?:0\d{2,5}(?: ?\d{2,6}){1,3}|116 ?\d{3}|18001 101|18000|999|101|111|8\d{4})(?![\d.]?\d)")
_NUMBER = re.compile(r"\d+(?:[.,:]\d+)*|[½¼¾]")
_WORD_NUMBER = re.compile(rf"(?<![\w'])(?:{NUMBER_PATTERN})(?![\w'])")
_BRACE = re.compile(r"\{\w+\}")


def _found(text: str) -> dict[str, Counter[str]]:
    """Links, dates, phone numbers and other numbers of a text, each only once under the first that fits."""
    found: dict[str, Counter[str]] = {}
    found["links_differ"] = Counter(link.rstrip(".,") for link in _LINK.findall(text))
    rest = _LINK.sub(" ", text)
    folded, dates = fold(rest), Counter[str]()
    for day, month, year in _DATE.findall(folded):
        if day or year:
            dates["-".join(part for part in (year, str(_MONTH[month]), day) if part)] += 1
    found["dates_differ"] = dates
    folded = _DATE.sub(lambda match: " " if match.group(1) or match.group(3) else match.group(), folded)
    found["phones_differ"] = Counter(phone.replace(" ", "") for phone in _PHONE.findall(folded))
    found["numbers_differ"] = Counter(_NUMBER.findall(_PHONE.sub(" ", folded)))
    return found


def _said(counter: Counter[str]) -> str:
    return ", ".join(counter.elements()) or "-"


def _in_words(number: str, text: str) -> bool:
    return number.isdigit() and any(number_value(word) == int(number) for word in _WORD_NUMBER.findall(fold(text)))


def check_figures(text: Text) -> Iterator[Problem]:
    """Numbers, dates, phone numbers and links that stand in one language only."""
    english, welsh = _found(text.words.en), _found(text.words.cy)
    for kind in english:
        only_english, only_welsh = english[kind] - welsh[kind], welsh[kind] - english[kind]
        if not only_english and not only_welsh:
            continue
        in_words = kind == "numbers_differ" and all(
            _in_words(number, other)
            for numbers, other in ((only_english, text.words.cy), (only_welsh, text.words.en))
            for number in numbers
        )
        snippet = next(iter(only_welsh), "")
        if in_words:
            yield text.problem("cy", "number_in_words", snippet, advice=True, number=_said(only_english + only_welsh))
        else:
            yield text.problem("cy", kind, snippet, english=_said(english[kind]), welsh=_said(welsh[kind]))


def check_placeholders(text: Text) -> Iterator[Problem]:
    """Names in braces that differ between the languages, that the program does not know, or that lack a brace."""
    english, welsh = placeholders(text.words.en), placeholders(text.words.cy)
    if english != welsh and not text.own_files:  # the interface's are compared when it is loaded
        yield text.problem("cy", "placeholders_differ", english=in_braces(english), welsh=in_braces(welsh))
    for locale in LOCALES:
        for name in sorted(placeholders(text.words[locale]) - PLACEHOLDERS):
            likely = get_close_matches(name, PLACEHOLDERS, 1) or sorted(PLACEHOLDERS)
            yield text.problem(locale, "placeholder_unknown", f"{{{name}}}", name=f"{{{name}}}", known=in_braces(set(likely)))
        if re.search(r"[{}]", _BRACE.sub("", text.words[locale])):
            yield text.problem(locale, "brace_alone", "{")


def _list_lines(text: str) -> int:
    return sum(line.startswith("- ") for line in text.split("\n"))


def check_lists(text: Text) -> Iterator[Problem]:
    """Another number of list lines in one language."""
    english, welsh = _list_lines(text.words.en), _list_lines(text.words.cy)
    if english != welsh:
        yield text.problem("cy", "lists_differ", english=english, welsh=welsh)
