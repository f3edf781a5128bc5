"""What is easily typed wrong in a YAML file: tabs, yes and no without quotes, curly quotes, a first line without its schema."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from ruamel.yaml.nodes import MappingNode, Node, SequenceNode

from conference_guide.content import ID_PATTERN, Loc, Problem, node_tree, problem_at
from conference_guide.schemas import first_line

_ENDINGS = (".yml", ".json", ".txt")
_FOLDERS = ("topics", "replies", "areas", "pages")  # files named after an id
_MERGE = re.compile(r"^(?:<{7}|={7}|>{7})(?: |$)")
_TAB = re.compile(r"^ *\t")
_BARE_KEY = re.compile(r"^\s*(?:- +)?(yes|no|on|off|y|n|true|false)\s*:(?:\s|$)", re.IGNORECASE)
_BARE_VALUE = re.compile(r"""^[\s\w"'-]+:\s+(yes|no|on|off)\s*(?:#.*)?$""", re.IGNORECASE)
_SMART = re.compile("[‘’“”„‟‚‛«»]")


def fields_by_line(path: Path) -> dict[int, Loc]:
    """For each line (from 1) of a file that can be read, the innermost field that stands there."""
    fields: dict[int, Loc] = {}

    def walk(node: Node, loc: Loc) -> None:
        if isinstance(node, MappingNode):
            for key, value in node.value:
                inner = (*loc, str(key.value))
                for line in range(key.start_mark.line, value.end_mark.line + (0 if value.end_mark.column == 0 else 1)):
                    fields[line + 1] = inner
                walk(value, inner)
        elif isinstance(node, SequenceNode):
            for number, value in enumerate(node.value):
                walk(value, (*loc, number))

    tree = node_tree(path)
    if tree is not None:
        walk(tree, ())
    return fields


def check_traps(content_dir: Path) -> Iterator[Problem]:
    """Tabs, bare yes and no, curly quotes, marks of a merge, and files with a wrong name or without their schema."""
    for path in sorted(content_dir.rglob("*")):
        if path.is_dir() or path.name.startswith("."):
            continue
        if path.suffix not in _ENDINGS:
            yield problem_at(path, (), "file_ending", line=1)
        if path.suffix != ".yml":
            continue
        if path.parent.name in _FOLDERS and not re.fullmatch(ID_PATTERN, path.stem):
            yield problem_at(path, (), "file_name", line=1)
        try:
            lines = path.read_text(encoding="utf-8").split("\n")
        except (OSError, UnicodeDecodeError):
            continue  # said when the content is loaded
        wanted = first_line(path, content_dir)
        if wanted and lines[0].strip().lstrip("\ufeff") != wanted:
            yield problem_at(path, (), "schema_line", line=1, first=wanted)
        found = [(number, kind, said) for number, line in enumerate(lines, start=1) for kind, said in _traps(line)]
        fields = fields_by_line(path) if found else {}
        for number, kind, said in found:
            yield problem_at(path, fields.get(number, ("line",)), kind, line=number, said=said)


def _traps(line: str) -> Iterator[tuple[str, str]]:
    if line.lstrip(" \t").startswith("#"):
        return
    if _MERGE.match(line):
        yield "merge_marker", ""
    if _TAB.match(line):
        yield "tab", ""
    if bare := _BARE_KEY.match(line) or _BARE_VALUE.match(line):
        yield "bare_word", bare.group(1)
    if smart := _SMART.search(line):
        yield "curly_quote", smart.group()
