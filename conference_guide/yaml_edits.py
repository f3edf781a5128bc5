"""Changes words in a YAML file where they stand: comments, order, quotes and line style of all the rest stay byte for byte.

A YAML library that reads and writes the whole file would also join and wrap other people's lines. So the library
only says where a text begins and ends, and checks the outcome.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

Loc = tuple[str | int, ...]

_LIKE_ANOTHER_TYPE = re.compile(r"(?i)(?:y|n|yes|no|on|off|true|false|null|~)")
_PLAIN = re.compile(r"\w(?:.*[^\s:])?")
_SENTENCE_END = re.compile(r"(?<=[.!?:]) ")
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t"}
_KEPT_AS_IS = re.compile("[ -~\u00a0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")


class EditError(Exception):
    """A text that cannot be put into its file; the message says which."""


@dataclass(frozen=True)
class _Place:
    """A scalar in a file: its characters, how it is written, and what surrounds it."""

    start: int
    end: int
    style: str | None
    in_flow: bool
    indent: int  # columns before its key


def _find(root: Node | None, loc: Loc, text: str) -> _Place:
    node, in_flow, indent, key_end = root, False, 0, 0
    for part in loc:
        found: Node | None = None
        if isinstance(node, MappingNode):
            in_flow = in_flow or bool(node.flow_style)
            for key, value in node.value:
                if str(key.value) == str(part):
                    found, indent, key_end = value, key.start_mark.column, key.end_mark.index
        elif isinstance(node, SequenceNode) and isinstance(part, int) and part < len(node.value):
            in_flow = in_flow or bool(node.flow_style)
            found = node.value[part]
        if found is None:
            raise EditError(f"{'.'.join(map(str, loc))} is not in the file")
        node = found
    if not isinstance(node, ScalarNode):
        raise EditError(f"{'.'.join(map(str, loc))} is not a text")
    start, end = node.start_mark.index, node.end_mark.index
    if start == end:  # nothing stands there; the reader's mark is at the next word, wherever that is
        start = end = text.index(":", key_end) + 1
    elif node.style in ("|", ">"):
        end = _end_of_block(text, start, indent)
    return _Place(start, end, node.style, in_flow, indent)


def _end_of_block(text: str, start: int, indent: int) -> int:
    """Where a block scalar's last line of words ends; the reader's own mark lies after the blanks and comments below."""
    end = text.find("\n", start)
    end = len(text) if end < 0 else end
    position = end
    while position < len(text):
        following = text.find("\n", position + 1)
        following = len(text) if following < 0 else following
        line = text[position + 1 : following]
        if line.strip():
            if len(line) - len(line.lstrip(" ")) <= indent:
                break
            end = following
        position = following
    return end - 1 if text[end - 1 : end] == "\r" else end


def _quoted(value: str) -> str:
    escaped = (
        _ESCAPES.get(letter)
        or (
            letter if _KEPT_AS_IS.match(letter) else f"\\u{ord(letter):04X}" if ord(letter) < 0x10000 else f"\\U{ord(letter):08X}"
        )
        for letter in value
    )
    return '"' + "".join(escaped) + '"'


def _block(header: str, lines: list[str], indent: int) -> str:
    return "\n".join([header, *(f"{' ' * indent}{line}" if line else "" for line in lines)])


def _folded(value: str, old: list[str]) -> list[str]:
    """The lines of a folded text: unchanged ones at both ends as they were, those between broken in the same manner."""
    if len(old) < 2:
        return [value]
    head: list[str] = []
    while old and value.startswith(f"{old[0]} "):
        head.append(old[0])
        value = value[len(old[0]) + 1 :]
        old = old[1:]
    tail: list[str] = []
    while old and value.endswith(f" {old[-1]}"):
        tail.insert(0, old[-1])
        value = value[: -len(old[-1]) - 1]
        old = old[:-1]
    known = head + tail + old
    if all(line.endswith((".", "!", "?", ":")) for line in known):
        middle = _SENTENCE_END.split(value)
    else:
        width = max(80, *(len(line) for line in known))
        middle = textwrap.wrap(value, width, break_long_words=False, break_on_hyphens=False)
    return head + middle + tail


def _ways_to_write(value: str, place: _Place, old: str) -> Iterator[str]:
    """The text as YAML, the way it is written now first."""
    if not all(letter == "\n" or _KEPT_AS_IS.match(letter) for letter in value):
        yield _quoted(value)
        return
    if place.style in ("|", ">"):
        header, *lines = old.split("\n")
        indent = min((len(line) - len(line.lstrip(" ")) for line in lines if line.strip()), default=place.indent + 2)
        if place.style == ">" and "\n" not in value:
            yield _block(header, _folded(value, [line.strip() for line in lines if line.strip()]), indent)
            yield _block(header, [value], indent)
        yield _block(header.replace(">", "|", 1), value.split("\n"), indent)
    elif "\n" in value and not place.in_flow:
        yield _block("|-", value.split("\n"), place.indent + 2)
    if place.style is None and _PLAIN.fullmatch(value) and not _LIKE_ANOTHER_TYPE.fullmatch(value):
        yield value
    if place.style == "'":
        yield "'" + value.replace("'", "''") + "'"
    yield _quoted(value)


def _means(chunk: str, value: str, in_flow: bool, indent: int) -> bool:
    """Whether a piece of YAML, read in surroundings like its own, is this text and nothing else."""
    margin = " " * indent
    sample = f"{{k: {chunk}, z: 1}}" if in_flow else f"{margin}k: {chunk}\n{margin}z: 1\n"
    # The two readers of the library do not take quite the same files.
    for pure in (False, True):
        try:
            read = YAML(typ="safe", pure=pure).load(sample)
        except (YAMLError, ValueError):
            return False
        if not (isinstance(read, dict) and read.get("z") == 1 and isinstance(read.get("k"), str) and read["k"].strip() == value):
            return False
    return True


def _written(value: str | date, place: _Place, old: str) -> str:
    if isinstance(value, date):
        return value.isoformat()
    for chunk in _ways_to_write(value, place, old):
        if _means(chunk, value, place.in_flow, place.indent):
            return chunk
    raise EditError(f"'{value[:40]}' cannot be written as YAML")


def _words(node: Node | None, loc: Loc = ()) -> Iterator[tuple[Loc, Any]]:
    if isinstance(node, MappingNode):
        for key, value in node.value:
            yield from _words(value, (*loc, str(key.value)))
    elif isinstance(node, SequenceNode):
        for number, value in enumerate(node.value):
            yield from _words(value, (*loc, number))
    elif isinstance(node, ScalarNode):
        yield loc, node.value


def with_changes(text: str, changes: Mapping[Loc, str | date]) -> str:
    """A YAML file's text with the words at some places changed, and not a byte else.

    Args:
        text: the whole file.
        changes: new words by place, such as `("title", "cy")`; they replace words that are there.

    Raises:
        EditError: a place is not there, or the outcome would not read as it should.
    """
    newline = "\r\n" if "\r\n" in text else "\n"
    before = YAML(typ="safe", pure=True).compose(text)
    places = {loc: _find(before, loc, text) for loc in changes}
    changed = text
    for loc, place in sorted(places.items(), key=lambda item: item[1].start, reverse=True):
        old = text[place.start : place.end].replace("\r\n", "\n")
        new = _written(changes[loc], place, old).replace("\n", newline)
        space = " " if place.start and text[place.start - 1] == ":" else ""
        changed = changed[: place.start] + space + new + changed[place.end :]
    # Checked with the quick reader, which is the one the guide itself reads with.
    wanted = {loc: value.strip() for loc, value in _words(YAML(typ="safe").compose(text))}
    wanted.update({loc: str(value) for loc, value in changes.items()})
    after = {loc: value.strip() for loc, value in _words(YAML(typ="safe").compose(changed))}
    if wanted != after:
        wrong = next(loc for loc in (*wanted, *after) if wanted.get(loc) != after.get(loc))
        raise EditError(f"{'.'.join(map(str, wrong))} would not read as it should")
    return changed
