"""How hard a text is to read: the length of its sentences and words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from conference_guide.checks.texts import Text, sentences
from conference_guide.content import LOCALES, Loc, Problem

MOST_WORDS = {"en": 20, "cy": 25}  # in a sentence: plain English, Cymraeg Clir
OLDEST_READER = 11  # years: the reading age that answers should not exceed
MOST_LIX = 45  # Welsh: share of long words and length of sentences; newspapers lie about there
FEWEST_WORDS = 30  # a shorter text says little about how hard it is

_WORD = re.compile(r"[^\W\d_]+(?:['-][^\W\d_]+)*")
_VOWELS = re.compile(r"[aeiouy]+")
_SILENT = re.compile(r"(?:[^laeiouy]e|[^dt]ed|[^cgsxz]es)$")
_INNER_SILENT = re.compile(r"(?<=[^aeiouy])e(?=ly$|ful|ment|less|ness|(?:one|thing|where|body|times|how|what)$)")
_ONE_SOUND = re.compile(r"[cstgn]i[ao]|viour")  # special, question, nation, religion, opinion, behaviour
_APART = re.compile(r"i[ao]|[^qg]u[aeo](?!$)|eo(?!p)|[^aeiou]ying|creat|react")


def syllables(word: str) -> int:
    """The syllables of an English word, by its groups of vowels; close enough for the mean of a text."""
    word = _ONE_SOUND.sub("sho", _INNER_SILENT.sub("", word.lower().removesuffix("'s")))
    count = len(_VOWELS.findall(word)) + len(_APART.findall(word))
    if _SILENT.search(word) and not word.endswith(("le", "les")):
        count -= 1
    return max(1, count)


def reading_age(text: str) -> float:
    """The age in years at which an English text can be read: the Flesch-Kincaid grade and five."""
    told = _WORD.findall(text)
    if not told:
        return 0.0
    grade = 0.39 * len(told) / max(1, len(sentences(text))) + 11.8 * sum(map(syllables, told)) / len(told) - 15.59
    return grade + 5


def lix(text: str) -> float:
    """Björnsson's measure for any language: words in a sentence, and words of more than six letters in a hundred."""
    told = _WORD.findall(text)
    if not told:
        return 0.0
    return len(told) / max(1, len(sentences(text))) + 100 * sum(len(word) > 6 for word in told) / len(told)


def check_sentences(text: Text) -> Iterator[Problem]:
    """Sentences with too many words."""
    for locale in LOCALES:
        for sentence in sentences(text.words[locale]):
            count = len(sentence.split())
            if count > MOST_WORDS[locale]:
                begins = _begin(sentence)
                yield text.problem(locale, "sentence_long", sentence, count=count, most=MOST_WORDS[locale], begins=begins)


def check_reading(texts: Iterable[Text]) -> Iterator[Problem]:
    """English above a reading age of 11, and Welsh with many long words in long sentences.

    A text of a few words says little about itself: the short and the long part of an answer are judged together.
    """
    answers: dict[tuple[Path, Loc], list[Text]] = {}
    for text in texts:
        if text.prose:
            whole = text.loc[:-1] if text.loc[-1] in ("short", "more") else text.loc
            answers.setdefault((text.path, whole), []).append(text)
    for parts in answers.values():
        english, welsh = ("\n".join(part.words[locale] for part in parts) for locale in LOCALES)
        if len(_WORD.findall(english)) >= FEWEST_WORDS and (age := reading_age(english)) > OLDEST_READER:
            hardest = max(sentences(english), key=lambda said: sum(map(syllables, _WORD.findall(said))))
            yield parts[0].problem("en", "reading_age", age=f"{age:.1f}", most=OLDEST_READER, hardest=_begin(hardest))
        if len(_WORD.findall(welsh)) >= FEWEST_WORDS and (hard := lix(welsh)) > MOST_LIX:
            hardest = max(sentences(welsh), key=lambda said: sum(map(len, _WORD.findall(said))))
            yield parts[0].problem("cy", "welsh_hard", lix=f"{hard:.0f}", most=MOST_LIX, hardest=_begin(hardest))


def _begin(sentence: str) -> str:
    return " ".join(sentence.split()[:8])
