"""Tables of measurements, and their places in `benchmarks/README.md`."""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence
from pathlib import Path

README = Path(__file__).with_name("README.md")


def table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A Markdown table."""
    lines = [header, ["---"] * len(header), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def command_line() -> str:
    """The command that is running, as one would type it."""
    main = sys.modules["__main__"].__spec__
    return " ".join(["python -m", main.name if main else sys.argv[0], *sys.argv[1:]])


def write_between_markers(name: str, text: str, path: Path = README) -> None:
    """Puts the text between the markers of that name, in place of what stood there.

    Raises:
        ValueError: the file has no such markers.
    """
    begin, end = f"<!-- begin {name} -->", f"<!-- end {name} -->"
    old = path.read_text(encoding="utf-8")
    new, count = re.subn(
        re.escape(begin) + ".*?" + re.escape(end), lambda _: f"{begin}\n{text.strip()}\n{end}", old, count=1, flags=re.S
    )
    if not count:
        raise ValueError(f"{path.name} has no '{begin}' and '{end}': add both where the table should stand")
    path.write_text(new, encoding="utf-8")
