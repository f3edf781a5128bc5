from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

KEPT = {"topics": {"minutes", "attending", "register"}, "replies": {"thanks", "danger_self", "switched_off"}}


@pytest.fixture
def small(tmp_path):
    """A copy of the content with three topics, three replies and no lists of councils: quick to check."""
    folder = tmp_path / "content"
    shutil.copytree("content", folder)
    shutil.copytree("schemas", tmp_path / "schemas")
    for name, kept in KEPT.items():
        for path in (folder / name).glob("*.yml"):
            if path.stem not in kept:
                path.unlink()
                continue
            words = re.sub(r"^related: .*$", "related: [attending]", path.read_text(encoding="utf-8"), flags=re.M)
            path.write_text(words, encoding="utf-8")
    for nation in ("england", "wales"):
        path = folder / "areas" / f"{nation}.yml"
        words = re.sub(r"^councils:\n(?:[ -].*\n)+", "councils: []\n", path.read_text(encoding="utf-8"), flags=re.M)
        path.write_text(words, encoding="utf-8")
    (folder / "accepted.yml").unlink()
    return folder


def change(path: Path, old: str, new: str) -> None:
    """Writes the file with the first `old` made `new`; the old must be there."""
    words = path.read_text(encoding="utf-8")
    assert old in words, f"{path} no longer says {old!r}"
    path.write_text(words.replace(old, new, 1), encoding="utf-8")
