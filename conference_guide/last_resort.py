"""What nginx answers when no process of the guide does: numbers to ring, in both languages, as plain files.

`python -m conference_guide.last_resort FOLDER` writes them from the content, before each start (deploy/).
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from conference_guide import pages
from conference_guide.content import LOCALES, Content, load_content

# File name: the error's code, and the key of its words in content/interface.*.yml.
ERRORS = {
    "not_working.json": ("not_working", "not_working_text"),
    "too_many.json": ("too_many", "error_too_many"),
    "too_large.json": ("too_large", "error_too_large"),
}


def last_resort(content: Content) -> dict[str, str]:
    """The files by name: a page for each language to begin with, and the errors of the contract."""
    files = {f"not_working.{locale}.html": pages.render_not_working(content, locale) for locale in LOCALES}
    for name, (code, key) in ERRORS.items():
        error = {"code": code, **{f"message_{locale}": content.say(locale, key) for locale in LOCALES}}
        files[name] = json.dumps({"error": error}, ensure_ascii=False)
    return files


def write_last_resort(folder: Path) -> None:
    """Writes the files, each in one step, so that nginx never reads half of one.

    Raises:
        OSError: the folder cannot be written.
        ContentError: the content is broken; the files of the last start stay.
    """
    files = last_resort(load_content())
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        new = folder / f".{name}.new"
        new.write_text(text, encoding="utf-8")
        new.chmod(0o644)
        new.replace(folder / name)


def main() -> None:
    """Writes the files into the folder that is named."""
    if len(sys.argv) != 2:
        sys.exit("Name the folder that nginx reads: python -m conference_guide.last_resort FOLDER")
    write_last_resort(Path(sys.argv[1]))


if __name__ == "__main__":
    main()
