"""Spelling by hunspell's British and Welsh dictionaries and our own lists, `content/words.en.txt` and `words.cy.txt`."""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from conference_guide.checks.texts import LOCALES, Text
from conference_guide.content import Content, ContentError, Problem, problem_at

if TYPE_CHECKING:
    from spylls.hunspell import Dictionary

DICTIONARIES = {"en": Path("node_modules/dictionary-en-gb"), "cy": Path("node_modules/dictionary-cy")}
CACHE = Path(".cache/spelling.json")  # verdicts: a dictionary takes a second to load
MOST_SUGGESTED = 5  # suggestions take a second each

_NO_WORDS = re.compile(r"\{\w+\}|(?:https?://|www\.)\S+|[\w.+-]+@[\w.-]+|\b[\w-]+(?:\.[a-z-]+)+(?:/\S*)?\b")
_WORD = re.compile(r"[^\W\d_]+(?:['-][^\W\d_]+)*'?")
# Short words that Welsh hangs on another: cyngor'n, canllaw'r, i'ch
_CLITICS = ("n", "r", "i", "u", "m", "ch", "w", "th")
# What Welsh mutation puts at the front, and what stood there before.
_MUTATED = (
    *(("ngh", ("c",)), ("ng", ("g",)), ("mh", ("p",)), ("nh", ("t",)), ("ph", ("p",)), ("th", ("t",)), ("ch", ("c",))),
    *(("dd", ("d",)), ("b", ("p",)), ("d", ("t",)), ("g", ("c",)), ("f", ("b", "m")), ("m", ("b",)), ("n", ("d",))),
    *(("l", ("ll", "gl")), ("r", ("rh", "gr")), ("h", ("",))),
)


def unmutated_forms(word: str) -> set[str]:
    """The words that Welsh mutation may have made this one of, itself among them: "gynllun" may be "cynllun"."""
    low, forms = word.lower(), {word, word.lower()}
    for start, before in _MUTATED:
        if low.startswith(start):
            forms.update(first + low[len(start) :] for first in before)
    if low[:1] in "aeiouwyâêîôûŵŷ":
        forms.add("g" + low)
    return forms | {form[:1].upper() + form[1:] for form in forms}


def missing_dictionaries() -> list[str]:
    """The languages whose dictionary is not installed."""
    return [locale for locale, folder in DICTIONARIES.items() if not (folder / "index.dic").is_file()]


def own_words(path: Path) -> set[str]:
    """The words of a list: one a line, what follows # is a note; none if there is no list.

    Raises:
        ContentError: the list is not UTF-8.
    """
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except UnicodeDecodeError as error:
        raise ContentError([problem_at(path, (), "not_utf8", line=1)]) from error
    except OSError:
        return set()
    return {word for line in lines if (word := line.partition("#")[0].strip())}


def _names(content: Content) -> set[str]:
    """Every word of the names of areas, councils, places and helplines, and the abbreviations of the glossary."""
    names: list[str] = [place.name for place in content.places.ambiguous]
    for area in content.areas.values():
        names += [area.name.en, area.name.cy, *area.names, *area.places]
        names += [place for places in area.places.values() for place in places]
        for council in area.councils:
            names += [council.name.en, council.name.cy, *council.names, *council.places]
    for helpline in content.helplines.values():
        names += [helpline.name.en, helpline.name.cy]
    words = {word for name in names for word in _WORD.findall(name) if word[:1].isupper()}
    for entry in content.glossary.values():
        for said in (entry.term.en, entry.term.cy, *(form for forms in entry.forms.values() for form in forms)):
            words |= {word for word in _WORD.findall(said) if word.isupper() and len(word) > 1}
    return words


class Speller:
    """Says which words are spelt wrong in one language; verdicts are remembered on disk."""

    def __init__(self, locale: str, own: Iterable[str], dictionary: Path, cache: Path = CACHE):
        self._locale = locale
        self._own = set(own)
        self._folder = dictionary
        self._cache = cache
        digest = hashlib.sha256()
        for end in ("aff", "dic"):
            digest.update((dictionary / f"index.{end}").read_bytes())
        self._key = f"{locale} {digest.hexdigest()[:16]}"
        self._verdicts: dict[str, bool] = _read_cache(cache).get(self._key, {})
        self._known = len(self._verdicts)
        self._dictionary: Dictionary | None = None

    def _load(self) -> Dictionary:
        if self._dictionary is None:
            from spylls.hunspell import Dictionary

            self._dictionary = Dictionary.from_files(str(self._folder / "index"))
        return self._dictionary

    def _in_dictionary(self, word: str) -> bool:
        if word not in self._verdicts:
            self._verdicts[word] = bool(self._load().lookup(word))
        return self._verdicts[word]

    def _is_right(self, word: str) -> bool:
        forms = unmutated_forms(word) if self._locale == "cy" else {word, word.lower()}
        return any(form in self._own for form in forms) or self._in_dictionary(word)

    def is_right(self, word: str) -> bool:
        """Whether a word is in the dictionary or the lists, short words hung on it and mutations allowed for."""
        if len(word) < 2 or self._is_right(word) or self._is_right(word.strip("'")):
            return True
        start, apostrophe, end = word.strip("'").rpartition("'")
        if not apostrophe:
            return "-" in word and all(map(self.is_right, word.split("-")))
        if self._locale == "en":
            return end == "s" and self._is_right(start)
        return end in _CLITICS and self.is_right(start)

    def suggestion(self, word: str) -> str:
        """The likeliest right spelling; empty if there is none."""
        return next(islice((said for said in self._load().suggest(word) if " " not in said), 1), "")

    def remember(self) -> None:
        """Writes new verdicts to disk; a folder that cannot be written to only costs time."""
        if len(self._verdicts) == self._known:
            return
        try:
            kept = {key: words for key, words in _read_cache(self._cache).items() if not key.startswith(self._locale)}
            kept[self._key] = self._verdicts
            self._cache.parent.mkdir(parents=True, exist_ok=True)
            draft = self._cache.with_suffix(f".{os.getpid()}")
            draft.write_text(json.dumps(kept, ensure_ascii=False), encoding="utf-8")
            draft.replace(self._cache)
        except OSError:
            pass


@lru_cache(maxsize=4)
def _parsed_cache(path: Path, _changed: int) -> dict[str, dict[str, bool]]:
    kept = json.loads(path.read_text(encoding="utf-8"))
    return {key: words for key, words in kept.items() if isinstance(words, dict)} if isinstance(kept, dict) else {}


def _read_cache(path: Path) -> dict[str, dict[str, bool]]:
    try:
        return {key: dict(words) for key, words in _parsed_cache(path.resolve(), path.stat().st_mtime_ns).items()}
    except (OSError, ValueError):
        return {}


def words_of(text: str) -> list[str]:
    """The words of a text to be spelt: no placeholders, links or addresses."""
    return _WORD.findall(_NO_WORDS.sub(" ", text))


def check_spelling(
    texts: Iterable[Text], content: Content, folder: Path, dictionaries: dict[str, Path] | None = None
) -> Iterator[Problem]:
    """Words that neither a dictionary nor the word list has, each once a text."""
    told, names = [text for text in texts if text.prose], _names(content)
    for locale in LOCALES:
        try:
            own = own_words(folder / f"words.{locale}.txt") | names
        except ContentError as error:
            yield from error.problems
            continue
        speller = Speller(locale, own, (dictionaries or DICTIONARIES)[locale])
        suggested: dict[str, str] = {}
        for text in told:
            for word in dict.fromkeys(words_of(text.words[locale])):
                if speller.is_right(word):
                    continue
                if word not in suggested and len(suggested) < MOST_SUGGESTED:
                    suggested[word] = speller.suggestion(word)
                likely = suggested.get(word, "")
                kind, file = "misspelt_suggested" if likely else "misspelt", f"content/words.{locale}.txt"
                yield text.problem(locale, kind, word, word=word, likely=likely, file=file)
        speller.remember()
