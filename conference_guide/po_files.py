"""Texts to a translator and back: gettext PO files out of the content, and a translator's Welsh into it again."""

from __future__ import annotations

import os
import re
import shutil
import string
import subprocess
import tempfile
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import polib

from conference_guide.content import CONTENT_DIR, Content, ContentError, load_content, placeholders, read_yaml
from conference_guide.messages import message
from conference_guide.translations import RECORD, Loc, Made, Record, Text, plain, read_record, record_text, text_hash, texts
from conference_guide.yaml_edits import EditError, with_changes

_LONGEST_REVIEWER = 80
_VERSIONS = 200  # of a file in git that are searched for the earlier English
_SENT = "Welsh as sent: "
_INVISIBLE = ("Cc", "Cf", "Co", "Cs", "Zl", "Zp")

_HEADER = """\
Sut i ddefnyddio'r ffeil hon: cyfieithwch bob msgid i'r Gymraeg yn msgstr.
Cadwch eiriau mewn bachau, fel {date}, yn union fel y maen nhw. Peidiwch â newid msgctxt.
Os yw testun wedi'i farcio'n 'fuzzy', mae'r Saesneg wedi newid: diweddarwch y Gymraeg, yna tynnwch y marc.
Cymraeg Clir, gyda 'chi' ffurfiol, a dim mwy na 25 gair mewn brawddeg.

How to use this file: put each msgid into Welsh in msgstr. Keep words in braces, such as {date}, exactly as they are.
A text marked 'fuzzy' has changed in English: bring the Welsh up to date, then take the mark away. Do not change msgctxt.
Plain Welsh (Cymraeg Clir), formal 'chi', at most 25 words a sentence."""

_KINDS = {
    "title": "title on buttons and in lists: a few words",
    "question": "the question as the heading of the topic's page",
    "short": "the short answer, told first",
    "more": "the detail under the short answer; keep its list lines",
    "name": "a name",
    "origin": "told under answers: where they come from",
    "silent": "told when the council's page does not answer the question",
    "generally": "told before the nation's general answer",
    "no_page": "told when there is no page of the parent's council",
    "says": "told with a date worked out from the parent's conference date",
    "line": "one line of the helplines: number first",
    "hours": "opening hours",
    "term": "a hard word that is explained",
    "explanation": "the explanation of a hard word",
    "heading": "a heading",
    "text": "text under a heading",
    "label": "a button that says which place is meant",
}


@dataclass(frozen=True)
class Refusal:
    """An entry of a PO file that cannot be taken in, with the reason and what to do."""

    address: str
    line: int
    kind: str
    values: Mapping[str, object] = field(default_factory=dict, compare=False)

    def said(self, locale: str) -> str:
        """The whole line for an editor: line, address and message."""
        return f"{self.line}: {self.address}: {message(f'translate_{self.kind}', locale, self.values)}"

    def __str__(self) -> str:
        return self.said("en")


class RefusedImport(Exception):
    """A PO file of which nothing was taken in; `refusals` says why."""

    def __init__(self, refusals: list[Refusal]):
        self.refusals = refusals
        super().__init__("\n".join(str(refusal) for refusal in refusals))


@dataclass
class Imported:
    """What an import did: addresses by outcome."""

    written: list[str] = field(default_factory=list)
    confirmed: list[str] = field(default_factory=list)  # read and left as they were
    unfinished: list[str] = field(default_factory=list)  # empty, or still marked as needing work
    left_out: list[Refusal] = field(default_factory=list)  # the content has moved on since the export


# -- out --------------------------------------------------------------------------------------------------------------


def _kind(text: Text) -> str:
    last = text.loc[-1]
    if text.file.startswith("interface."):
        return "words of the chat page or of the program"
    if "by_age" in text.loc:
        return f"the answer for a child of one age ({last})"
    if "by_speaker" in text.loc:
        return f"what is said first to somebody who is not a parent ({last})"
    return _KINDS.get(str(last), str(last))


def _notes(content: Content, text: Text, record: Record) -> str:
    lines = []
    folder, _, name = text.file.removesuffix(".yml").rpartition("/")
    if folder == "topics":
        lines.append(f"Topic: {content.topics[name].title.en} ({name})")
    elif folder == "replies":
        lines.append(f"Reply: {name}")
    level = text.loc[1] if text.loc[0] == "answers" else name if folder == "areas" else None
    if level in content.areas:
        lines.append(f"Area: {content.areas[str(level)].name.en}")
    lines.append(f"Kind: {_kind(text)}")
    names = sorted(placeholders(text.en))
    if names:
        lines.append("Keep as they are: " + ", ".join("{" + name + "}" for name in names))
    made = record.made.get(text.address)
    if record.is_read(text) and made is not None:
        lines.append(f"Welsh read by {made.reviewer} on {made.date}")
    lines.append(_SENT + text_hash(text.cy))
    return "\n".join(lines)


def _welsh_file_to_english(file: str) -> str:
    return file.replace("interface.cy.yml", "interface.en.yml")


def _words_at(data: Any, loc: Loc) -> str | None:
    for part in loc:
        try:
            data = data[part]
        except (KeyError, IndexError, TypeError):
            return None
    return data if isinstance(data, str) else None


class EnglishHistory:
    """Earlier English of texts, out of the content folder's git history."""

    def __init__(self, folder: Path):
        self._folder = folder
        self._versions: dict[str, list[Any]] = {}

    def _git(self, *arguments: str) -> str:
        command = ["git", "-C", str(self._folder), *arguments]
        try:
            done = subprocess.run(command, capture_output=True, check=False, timeout=60)
        except (OSError, subprocess.TimeoutExpired):
            return ""
        return done.stdout.decode(errors="replace") if done.returncode == 0 else ""

    def _read(self, file: str) -> list[Any]:
        versions = []
        for commit in self._git("log", f"--max-count={_VERSIONS}", "--format=%H", "--", file).split():
            with tempfile.NamedTemporaryFile("w", suffix=".yml", encoding="utf-8") as copy:
                copy.write(self._git("show", f"{commit}:./{file}"))
                copy.flush()
                try:
                    versions.append(read_yaml(Path(copy.name)))
                except ContentError:
                    continue
        return versions

    def before(self, text: Text, made: Made) -> str | None:
        """The English a Welsh text was made from; None where the history does not hold it."""
        file = _welsh_file_to_english(text.file)
        if file not in self._versions:
            self._versions[file] = self._read(file)
        loc = text.loc if text.file != file else (*text.loc, "en")
        for data in self._versions[file]:
            words = _words_at(data, loc)
            if words is not None and text_hash(words) == made.en:
                return plain(words)
        return None


def export_po(content: Content, folder: Path = CONTENT_DIR, changed_only: bool = False) -> polib.POFile:
    """A PO file of the content: one entry a text, in the order of the files.

    Args:
        content: the content as it stands.
        folder: where it stands, for the record and the history.
        changed_only: only texts whose English was changed after the Welsh was made, and new ones.

    Raises:
        ContentError: the record of translations cannot be read.
    """
    record = read_record(folder)
    history = EnglishHistory(folder)
    po = polib.POFile(wrapwidth=100)
    po.header = _HEADER
    po.metadata = {
        "Project-Id-Version": f"conference-guide {content.hash}",
        "Language": "cy",
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
    }
    for text in texts(content):
        stale = record.is_stale(text)
        if changed_only and not stale and not record.is_new(text):
            continue
        entry = polib.POEntry(
            msgctxt=text.address,
            msgid=plain(text.en),
            msgstr=plain(text.cy),
            comment=_notes(content, text, record),
            occurrences=[(f"content/{text.file}", "")],
        )
        if placeholders(text.en):
            entry.flags.append("python-brace-format")
        if stale:
            entry.flags.insert(0, "fuzzy")
            entry.previous_msgid = history.before(text, record.made[text.address])
            if entry.previous_msgid is None:
                entry.comment += "\nThe English was changed after this Welsh was made. Its earlier words were not found."
        po.append(entry)
    return po


# -- in ---------------------------------------------------------------------------------------------------------------


def read_po(path: Path) -> polib.POFile:
    """A translator's file.

    Raises:
        RefusedImport: it cannot be read, or is not PO.
    """
    if not path.is_file():
        raise RefusedImport([Refusal(str(path), 0, "no_file")])
    try:
        return polib.pofile(str(path), encoding="utf-8")
    except UnicodeDecodeError:
        raise RefusedImport([Refusal(str(path), 0, "not_utf8")]) from None
    except (OSError, ValueError, IndexError, UnboundLocalError) as error:
        found = re.search(r"line (\d+)", str(error))
        raise RefusedImport([Refusal(str(path), int(found.group(1)) if found else 1, "not_po")]) from error


def _braced(names: set[str]) -> str:
    return ", ".join("{" + name + "}" for name in sorted(names)) or "-"


def _faults(text: Text, welsh: str) -> Iterator[tuple[str, dict[str, object]]]:
    """What is wrong with the words of an entry: the kind of message and its values."""
    english, own = placeholders(text.en), placeholders(welsh)
    if english - own:
        yield "name_lost", {"names": _braced(english - own)}
    if own - english:
        yield "name_unknown", {"names": _braced(own - english), "known": _braced(english)}
    if english == own and (english or text.file.startswith("interface.")):
        try:
            fields = [part for part in string.Formatter().parse(welsh) if part[1] is not None]
        except ValueError:
            fields = None
        if fields is None or any(part[1] not in english or part[2] or part[3] for part in fields):
            yield "brace", {}
    hidden = sorted({letter for letter in welsh if letter != "\n" and unicodedata.category(letter) in _INVISIBLE})
    if hidden:
        yield "invisible", {"letters": ", ".join(f"U+{ord(letter):04X}" for letter in hidden)}


def _sent_hash(entry: polib.POEntry) -> str | None:
    found = re.search(re.escape(_SENT) + r"([0-9a-f]{12})", entry.comment or "")
    return found.group(1) if found else None


def _block(text: Text) -> tuple[str, Loc] | None:
    """The answer a text is part of: the unit that `reviewed` dates."""
    if text.loc[0] == "answers" and text.file.startswith(("topics/", "replies/")):
        return text.file, text.loc[:2]
    return None


@dataclass
class _Plan:
    outcome: Imported = field(default_factory=Imported)
    refusals: list[Refusal] = field(default_factory=list)
    changes: dict[str, dict[Loc, str | date]] = field(default_factory=dict)
    welsh: dict[str, str] = field(default_factory=dict)  # new Welsh by address
    seen: set[str] = field(default_factory=set)  # complete in the file, and as they were


def _changed_since(entry: polib.POEntry, text: Text, record: Record, reviewer: str) -> bool:
    """Whether somebody else than this reviewer changed the Welsh after the file was made."""
    if _sent_hash(entry) in (None, text_hash(text.cy)):
        return False
    made = record.made.get(text.address)
    return made is None or made.reviewer != reviewer or not record.is_read(text)


def _plan(po: polib.POFile, content: Content, record: Record, reviewer: str) -> _Plan:
    plan = _Plan()
    known = {text.address: text for text in texts(content)}
    met: set[str] = set()
    for entry in po:
        address, line = entry.msgctxt or "", entry.linenum or 0
        if entry.obsolete or not entry.msgid:
            continue
        if not address:
            plan.refusals.append(Refusal("-", line, "no_address", {"begins": entry.msgid[:40]}))
            continue
        if address in met:
            plan.refusals.append(Refusal(address, line, "twice"))
            continue
        met.add(address)
        text = known.get(address)
        welsh = plain(entry.msgstr)
        if text is None:
            plan.outcome.left_out.append(Refusal(address, line, "gone"))
        elif entry.fuzzy or not welsh:
            plan.outcome.unfinished.append(address)
        elif plain(entry.msgid) != plain(text.en):
            if welsh != plain(text.cy):
                plan.outcome.left_out.append(Refusal(address, line, "english_changed"))
        elif welsh == plain(text.cy):
            if record.is_stale(text):
                plan.outcome.confirmed.append(address)
            plan.seen.add(address)
        elif _sent_hash(entry) == text_hash(welsh):
            continue  # untouched by the translator; the newer Welsh here stays
        elif _changed_since(entry, text, record, reviewer):
            plan.outcome.left_out.append(Refusal(address, line, "welsh_changed"))
        else:
            faults = list(_faults(text, welsh))
            plan.refusals += [Refusal(address, line, kind, values) for kind, values in faults]
            if not faults:
                plan.changes.setdefault(text.file, {})[text.welsh_loc] = welsh
                plan.welsh[address] = welsh
                plan.outcome.written.append(address)
    return plan


def _note_reading(plan: _Plan, content: Content, record: Record, reader: tuple[str, date], all_read: bool) -> Record:
    """The new record, and the `reviewed` dates of the answers whose every Welsh text has now been read."""
    reviewer, day = reader
    if all_read:
        plan.outcome.confirmed += sorted(plan.seen - set(plan.outcome.confirmed))
    read_now = {*plan.outcome.written, *plan.outcome.confirmed}
    by_address = {text.address: text for text in texts(content)}
    answers: dict[tuple[str, Loc], list[Text]] = {}
    for text in by_address.values():
        block = _block(text)
        if block is not None:
            answers.setdefault(block, []).append(text)
    for (file, loc), parts in answers.items():
        # Who changes one text of an answer has the others of the file before them.
        if not any(part.address in read_now for part in parts):
            continue
        if all(part.address in read_now | plan.seen or record.is_read(part) for part in parts):
            read_on = (*loc, "reviewed", "cy")
            plan.changes.setdefault(file, {})[read_on] = day
            read_now |= {part.address for part in parts if part.address in plan.seen}
    made = dict(record.made)
    for address in read_now:
        text = by_address[address]
        made[address] = Made(text_hash(text.en), text_hash(plan.welsh.get(address, text.cy)), reviewer, day)
    return Record(made)


def _replace_file(path: Path, text: str) -> None:
    beside = path.with_name(f".{path.name}.new")
    beside.write_bytes(text.encode())
    if path.exists():
        shutil.copymode(path, beside)
    os.replace(beside, path)


def import_po(path: Path, reviewer: str, day: date, folder: Path = CONTENT_DIR, all_read: bool = False) -> Imported:
    """Takes a translator's Welsh into the content files; writes everything, or nothing where an entry is at fault.

    Args:
        path: the PO file.
        reviewer: who answers for the Welsh: a name or, better, a role; it is kept in the record.
        day: when they read it.
        folder: the content folder.
        all_read: the reviewer has read the unchanged texts of the file too.

    Raises:
        RefusedImport: with every entry at fault; nothing was written.
        ContentError: the content as it stands cannot be loaded.
    """
    reviewer = plain(reviewer)
    if (
        not reviewer
        or len(reviewer) > _LONGEST_REVIEWER
        or any(unicodedata.category(letter) in _INVISIBLE for letter in reviewer)
    ):
        raise RefusedImport([Refusal("--reviewer", 0, "reviewer", {"most": _LONGEST_REVIEWER})])
    content = load_content(folder)
    record = read_record(folder)
    plan = _plan(read_po(path), content, record, reviewer)
    if plan.refusals:
        raise RefusedImport(plan.refusals)
    new_record = _note_reading(plan, content, record, (reviewer, day), all_read)
    files: dict[str, str] = {}
    for file, changes in plan.changes.items():
        old = (folder / file).read_bytes().decode("utf-8")
        try:
            files[file] = with_changes(old, changes)
        except EditError as error:
            raise RefusedImport([Refusal(file, 0, "by_hand", {"reason": error})]) from error
    if new_record.made != record.made:
        files[RECORD] = record_text(new_record)
    if files:
        with tempfile.TemporaryDirectory() as scratch:
            copy = Path(shutil.copytree(folder, Path(scratch) / "content"))
            for file, words in files.items():
                (copy / file).write_bytes(words.encode())
            try:
                load_content(copy)
            except ContentError as error:
                refusals = [
                    Refusal(f"{Path(p.file).name} {p.field}", p.line, "by_hand", {"reason": p.message}) for p in error.problems
                ]
                raise RefusedImport(refusals) from error
        for file, words in files.items():
            _replace_file(folder / file, words)
    return plan.outcome
