"""Which English each Welsh text was made from: the record that tells when a translation has fallen behind.

The record, `content/translations.json`, is written by `conference-guide translate`, never by hand. It holds
hashes, not words: the words stand in the content files, and their history in git.
"""

from __future__ import annotations

import hashlib
import json
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from enum import Enum
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from conference_guide.content import CONTENT_DIR, Content, ContentError, LocalisedText, Problem

RECORD = "translations.json"

Loc = tuple[str | int, ...]


@dataclass(frozen=True)
class Text:
    """One text parents read, in both languages, and where it stands in the content folder."""

    file: str
    loc: Loc
    en: str
    cy: str

    @property
    def field(self) -> str:
        """The place in the file as editors see it in messages: `answers.wales.short`."""
        return ".".join(str(part) for part in self.loc)

    @property
    def address(self) -> str:
        """The name of this text in the record and in PO files: `topics/attending.yml#answers.wales.short`."""
        return f"{self.file}#{self.field}"

    @property
    def welsh_loc(self) -> Loc:
        """Where the Welsh words stand in `file`."""
        return self.loc if self.file.startswith("interface.") else (*self.loc, "cy")


@dataclass(frozen=True)
class Made:
    """What the record holds of a text: hashes of both languages when they last belonged together, and who read the Welsh."""

    en: str
    cy: str
    reviewer: str | None = None
    date: date | None = None


@dataclass
class Record:
    """The record of a content folder, by address."""

    made: dict[str, Made] = field(default_factory=dict)

    def is_stale(self, text: Text) -> bool:
        """Whether the English was changed after the Welsh was made, and the Welsh was not."""
        made = self.made.get(text.address)
        return made is not None and made.en != text_hash(text.en) and made.cy == text_hash(text.cy)

    def is_new(self, text: Text) -> bool:
        """Whether this text, as it now stands in both languages, was never recorded."""
        made = self.made.get(text.address)
        return made is None or (made.en != text_hash(text.en) and made.cy != text_hash(text.cy))

    def is_read(self, text: Text) -> bool:
        """Whether a reviewer read this Welsh beside this English."""
        made = self.made.get(text.address)
        return made is not None and made.reviewer is not None and (made.en, made.cy) == (text_hash(text.en), text_hash(text.cy))


def plain(text: str) -> str:
    """A text as it is compared and stored: composed letters (NFC), Unix line ends, no space around it."""
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n")).strip()


def text_hash(text: str) -> str:
    """Twelve hexadecimal digits that change when the words of a text change."""
    return hashlib.sha256(plain(text).encode()).hexdigest()[:12]


def _localised(value: Any, loc: Loc) -> Iterator[tuple[Loc, LocalisedText]]:
    if isinstance(value, LocalisedText):
        yield loc, value
    elif isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from _localised(getattr(value, name), (*loc, name))
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            yield from _localised(inner, (*loc, key.value if isinstance(key, Enum) else key))
    elif isinstance(value, (list, tuple)):
        for number, inner in enumerate(value):
            yield from _localised(inner, (*loc, number))


def texts(content: Content) -> Iterator[Text]:
    """Every text of the content that stands in both languages, file by file, in the order of the models."""
    # Every field is walked, so that a model that grows needs no change here.
    for part in fields(content):
        value = getattr(content, part.name)
        if part.name in ("topics", "replies", "areas", "pages"):
            for name in sorted(value):
                for loc, text in _localised(value[name], ()):
                    yield Text(f"{part.name}/{name}.yml", loc, text.en, text.cy)
        elif part.name == "interface":
            for key, words in value["en"].items():
                yield Text("interface.cy.yml", (key,), words, value["cy"][key])
        else:
            for loc, text in _localised(value, ()):
                yield Text(f"{part.name}.yml", loc, text.en, text.cy)


def read_record(folder: Path = CONTENT_DIR) -> Record:
    """The record of a content folder; empty where there is none yet.

    Raises:
        ContentError: the file cannot be read.
    """
    path = folder / RECORD
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        made = {
            f"{file}#{name}": Made(
                en=entry["en"],
                cy=entry["cy"],
                reviewer=entry.get("reviewer"),
                date=date.fromisoformat(entry["date"]) if "date" in entry else None,
            )
            for file, entries in data.items()
            for name, entry in entries.items()
        }
    except FileNotFoundError:
        return Record()
    except (OSError, ValueError, TypeError, KeyError, AttributeError) as error:
        message = (
            f"cannot be read ({error}). Take the newest good version from git, then run `conference-guide translate record`."
        )
        raise ContentError([Problem(str(path), 1, "file", message)]) from error
    return Record(made)


def record_text(record: Record) -> str:
    """The record as it is stored: one line a text, in order, so that two editors' changes rarely meet."""
    files: dict[str, dict[str, Made]] = {}
    for address in sorted(record.made):
        file, _, name = address.partition("#")
        files.setdefault(file, {})[name] = record.made[address]
    blocks = []
    for file, entries in files.items():
        lines = []
        for name, made in entries.items():
            entry = {"en": made.en, "cy": made.cy}
            if made.reviewer is not None:
                entry["reviewer"] = made.reviewer
            if made.date is not None:
                entry["date"] = made.date.isoformat()
            lines.append(f"    {json.dumps(name, ensure_ascii=False)}: {json.dumps(entry, ensure_ascii=False)}")
        blocks.append(f"  {json.dumps(file, ensure_ascii=False)}: {{\n" + ",\n".join(lines) + "\n  }")
    return "{\n" + ",\n".join(blocks) + "\n}\n"


def write_record(record: Record, folder: Path = CONTENT_DIR) -> None:
    """Stores the record of a content folder."""
    (folder / RECORD).write_text(record_text(record), encoding="utf-8")


def stale_welsh(content: Content, folder: Path = CONTENT_DIR) -> Iterator[tuple[Path, Loc]]:
    """File and place of each Welsh text that is older than its English.

    Raises:
        ContentError: the record cannot be read.
    """
    record = read_record(folder)
    for text in texts(content):
        if record.is_stale(text):
            yield folder / text.file, text.welsh_loc


def brought_up_to_date(record: Record, content: Content, accepted: tuple[str, ...] = ()) -> Record:
    """The record after hand edits: texts that are new or changed in both languages are taken in, removed ones dropped.

    Args:
        record: the record as it stands.
        content: the content as it stands.
        accepted: addresses of Welsh texts that still say the same as their changed English.
    """
    made: dict[str, Made] = {}
    for text in texts(content):
        before = record.made.get(text.address)
        now = Made(text_hash(text.en), text_hash(text.cy))
        if before is None or (before.en != now.en and (before.cy != now.cy or text.address in accepted)):
            made[text.address] = now
        elif before.en == now.en and before.cy != now.cy:
            # The Welsh alone was mended: it is still made from this English, but nobody is known to have read it.
            made[text.address] = now
        else:
            made[text.address] = before
    return Record(made)
