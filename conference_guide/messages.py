"""What the checks say to editors, in English and Welsh: the catalogue `content/messages.en.yml` and `messages.cy.yml`."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

# The editors' folder, else the one beside this package where a command is run from another folder.
_FOLDERS = (Path("content"), Path(__file__).resolve().parent.parent / "content")


@lru_cache(maxsize=8)
def _read(path: Path, _changed: int) -> dict[str, str]:
    try:
        words = YAML(typ="safe").load(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, YAMLError):
        return {}
    return {str(key): value for key, value in words.items() if isinstance(value, str)} if isinstance(words, dict) else {}


def catalogue(locale: str, folder: Path | None = None) -> dict[str, str]:
    """Every message in one language by its kind; those that a broken catalogue lacks are missing."""
    for place in (folder,) if folder else _FOLDERS:
        path = place / f"messages.{locale}.yml"
        try:
            return _read(path.resolve(), path.stat().st_mtime_ns)
        except OSError:
            continue
    return {}


def message(kind: str, locale: str, values: Mapping[str, object]) -> str:
    """One message with its values filled in.

    A broken catalogue must not hide a problem: without a usable message, the kind and the values are said as they are.
    """
    template = catalogue(locale).get(kind)
    if template is not None:
        try:
            return template.format(**values)
        except (KeyError, IndexError, ValueError):
            pass
    return ", ".join([kind, *(f"{name}: {value}" for name, value in values.items())])
