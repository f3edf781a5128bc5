"""A message in plain words: typing slips, spoken forms, and disguises such as "k1ll", "su*cide" and "d i e" undone."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from conference_guide.text import clean, fold, words
from conference_guide.word_tables import SPOKEN, TWO_WORDS, forms, word_set

_KEY_WORDS = word_set("slips.txt", "key words")
_NOT_SLIPS = word_set("slips.txt", "not slips")
_SLIPS = forms("slips.txt", "slips")
_JOINABLE = {*_KEY_WORDS, *_SLIPS} | word_set("slips.txt", "joined with")
_LOOKALIKES = str.maketrans("аеіоруѕхсһкԁмтн", "aeiopysxchkdmth")
_LEET = [str.maketrans("0134578@$!|+€£", f"o{one}eastbas{one}ltel") for one in "il"]
_EDGE = " .,!?;:…\"'()[]{}<>-–—*_~#/\\&=%^•“”"
_DOTTED = re.compile(r"(?:[^\W_][.\-_*·]){2,}[^\W_]")
_I_WAS = re.compile(r"(?<!mae )(?<!ma )(?<!ydi )o n i n ")
_CLITIC = re.compile(r"^(.+)'(n|r|i|w|u|ch|th)$")


def _without_one(word: str) -> set[str]:
    """The word, and the word with any one letter left out."""
    return {word[:at] + word[at + 1 :] for at in range(len(word))} | {word}


_NEAR: dict[str, list[str]] = {}
for _key, _piece in ((key, piece) for key in _KEY_WORDS if len(key) >= 5 for piece in _without_one(key)):
    _NEAR.setdefault(_piece, []).append(_key)


def _one_slip(typed: str, meant: str) -> bool:
    """Whether one letter was added, left out, changed, or two neighbours swapped."""
    at = next((at for at, pair in enumerate(zip(typed, meant, strict=False)) if pair[0] != pair[1]), min(len(typed), len(meant)))
    rest, other = typed[at:], meant[at:]
    swapped = rest[2:] == other[2:] and rest[:2] == other[:2][::-1]
    return swapped or rest[1:] == other or rest == other[1:] or rest[1:] == other[1:]


def _segment(letters: str) -> list[str]:
    """Letters typed apart, as words ("killmyself" is "kill myself"); nothing if they are not words we know."""
    best: list[list[str] | None] = [[]] + [None] * len(letters)
    for end in range(1, len(letters) + 1):
        for start in range(max(0, end - 14), end):
            head = best[start]
            known = best[end]
            if head is not None and letters[start:end] in _JOINABLE and (known is None or len(head) + 1 < len(known)):
                best[end] = [*head, letters[start:end]]
    found = best[-1] or []
    return found if any(word in _KEY_WORDS or word in _SLIPS or word == "kms" for word in found) else []


def _chunks(text: str) -> Iterator[tuple[str, bool]]:
    """What stands between spaces, without punctuation around it and letters typed apart joined; whether a sentence ends there."""
    apart: list[str] = []
    for raw in [*text.split(" "), ""]:
        core = raw.strip(_EDGE)
        if len(core) == 1 and core.isalnum():
            apart.append(core)
            if raw[-1] not in "!?;":
                continue
            core = ""
        if apart:
            for word in (2 < len(apart) < 60 and _segment("".join(apart))) or apart:
                yield word, False
            apart = []
        if core or raw:
            yield core, raw[-1:] in {".", "!", "?", ";"} and not raw.endswith("..")


class Reader:
    """Reads messages for tables that know the given words; those are left as they are typed."""

    def __init__(self, known: set[str]) -> None:
        self._known = known | set(SPOKEN)

    def read(self, text: str) -> list[str]:
        """The words of a message with disguises, slips and spoken forms undone, and "." where a sentence ends."""
        plain: list[str] = []
        for word in self._one_by_one(text):
            last = plain[-1] if plain else ""
            if f"{last}_{word}" in TWO_WORDS:
                plain[-1:] = TWO_WORDS[f"{last}_{word}"].split()
            elif last and last + word in _KEY_WORDS and last not in self._known and len(last + word) > 5:
                plain[-1] = last + word
            else:
                plain.append(word)
        line = "".join(word + " " for word in plain)
        if " o n i n " in " " + line:  # "o'n i'n" (I was) is not "mae o'n" (he is)
            return _I_WAS.sub("oeddwn i n ", line).split()
        return plain

    def _one_by_one(self, text: str) -> Iterator[str]:
        """Each word with its own disguise undone."""
        text = fold(clean(unicodedata.normalize("NFKC", text))).translate(_LOOKALIKES)
        for chunk, ends in _chunks(text):
            for word in self._words_in(chunk):
                meant = self._mend(word)
                yield from SPOKEN.get(meant, meant).split()
            if ends:
                yield "."

    def _words_in(self, chunk: str) -> list[str]:
        """The words in one chunk of folded text, disguised or not."""
        if chunk.isascii() and chunk.isalpha():
            return [chunk]
        if uncovered := self._uncover(chunk):
            return [uncovered]
        found = _segment(re.sub(r"\W|_", "", chunk)) if _DOTTED.fullmatch(chunk) else []
        return found or [part for word in words(chunk) for part in _CLITIC.sub(r"\1 \2", word).replace("'", "").split()]

    def _uncover(self, chunk: str) -> str | None:
        """The key word behind digits, signs or asterisks ("k1ll", "su*cide"); None if there is none."""
        if chunk.isalpha() or len(chunk) > 20 or not any(character.isalpha() for character in chunk):
            return None
        for table in _LEET:
            plain = chunk.translate(table)
            if plain.isalpha() and (self._mend(plain) in _KEY_WORDS or plain in ("kms", "kill", "ladd")):
                return self._mend(plain)
        if "*" in chunk or "#" in chunk:
            hidden = re.compile("".join(".?" if c in "*#" else re.escape(c) for c in chunk))
            return next((key for key in _KEY_WORDS if hidden.fullmatch(key)), None)
        joined = "".join(character for character in chunk if character.isalpha())
        return joined if "'" not in chunk and joined in _KEY_WORDS else None

    def _mend(self, word: str) -> str:
        """The word meant, where it is a key word with a slip in it or has letters drawn out ("heeelp")."""
        if word in self._known or word in _NOT_SLIPS:
            return _SLIPS.get(word, word)
        if word in _SLIPS:
            return _SLIPS[word]
        twice = re.sub(r"(.)\1{2,}", r"\1\1", word)
        if twice != word:
            once = re.sub(r"(.)\1+", r"\1", word)
            for shorter in (twice, once):
                if shorter in self._known or shorter in _SLIPS:
                    return _SLIPS.get(shorter, shorter)
            word = twice
        if 4 < len(word) < 20:
            for piece in _without_one(word):
                for key in _NEAR.get(piece, ()):
                    if key[0] == word[0] and _one_slip(word, key):
                        return key
        return word
