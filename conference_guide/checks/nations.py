"""Words and phone numbers of one nation in a text for the other, as the glossary and the helplines say."""

from __future__ import annotations

import re
from collections.abc import Iterator

from conference_guide.checks.texts import Text, nation_of
from conference_guide.content import LOCALES, Content, Problem

_NATIONS = ("england", "wales")


class WrongNation:
    """The terms and numbers that belong to one nation only."""

    def __init__(self, content: Content):
        self._content = content
        # A form of one word ("register") has everyday meanings too; only names of several words are sure.
        self._terms: dict[tuple[str, str], list[tuple[re.Pattern[str], str]]] = {}
        for nation in _NATIONS:
            for locale in LOCALES:
                self._terms[nation, locale] = [
                    (_either([term.term[locale], *term.forms.get(locale, [])]), key)
                    for key, term in content.glossary.items()
                    if nation not in term.nations
                ]
        numbers: dict[str, set[str]] = {}
        for helpline in content.helplines.values():
            for number in (helpline.phone, helpline.text_number):
                if number:
                    numbers.setdefault(number, set()).update(helpline.nations)
        self._numbers = {nation: [number for number, nations in numbers.items() if nation not in nations] for nation in _NATIONS}

    def check(self, text: Text) -> Iterator[Problem]:
        """What a text for one nation says that belongs to the other."""
        nation = nation_of(self._content, text.level)
        if nation is None:
            return
        for locale in LOCALES:
            words = text.words[locale]
            for pattern, key in self._terms[nation, locale]:
                for found in dict.fromkeys(match.group() for match in pattern.finditer(words)):
                    yield text.problem(locale, f"term_not_of_{nation}", found, term=found, entry=key)
            for number in self._numbers[nation]:
                if re.search(rf"(?<!\d){re.escape(number)}(?!\d)", words):
                    yield text.problem(locale, f"number_not_of_{nation}", number, number=number)


def _either(names: list[str]) -> re.Pattern[str]:
    several = sorted({name for name in names if " " in name or name.isupper()}, key=len, reverse=True)
    if not several:
        return re.compile(r"(?!)")
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, several))})(?!\w)", re.IGNORECASE)
