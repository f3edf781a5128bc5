"""Good snapshots of the content, kept beside it, so that one command goes back to an earlier one.

It needs no git: a server that got its content as files can go back as well.
"""

from __future__ import annotations

import hashlib
import io
import os
import zipfile
from dataclasses import dataclass
from datetime import datetime, timezone
from pathlib import Path

from conference_guide.content import CONTENT_DIR, ContentError, content_files, content_hash, load_content
from conference_guide.misses import data_dir

KEPT = 30  # snapshots; beyond that the oldest goes
_WITHDRAWN = "-withdrawn"


def releases_dir() -> Path:
    """The folder with the snapshots."""
    return data_dir() / "content"


class NoEarlierContent(Exception):
    """There is no other snapshot to go back to, or it cannot be used."""


@dataclass(frozen=True)
class Release:
    """One snapshot: its file, when it went live (UTC), its hash, and whether it was rolled back from."""

    path: Path
    when: datetime
    hash: str
    withdrawn: bool


def releases(folder: Path) -> list[Release]:
    """All snapshots, the newest first."""
    found = []
    for path in folder.glob("*.zip"):
        name = path.stem.removesuffix(_WITHDRAWN)
        stamp, _, known_as = name.partition("-")
        try:
            when = datetime.strptime(stamp, "%Y%m%dT%H%M%S%f").replace(tzinfo=timezone.utc)
        except ValueError:
            continue
        found.append(Release(path, when, known_as, path.stem.endswith(_WITHDRAWN)))
    return sorted(found, key=lambda release: release.when, reverse=True)


def _packed(content_dir: Path) -> tuple[bytes, str]:
    digest, packed = hashlib.sha256(), io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in content_files(content_dir):
            name, data = path.relative_to(content_dir).as_posix(), path.read_bytes()
            digest.update(name.encode())
            digest.update(data)
            archive.writestr(name, data)
        for path in sorted(content_dir.rglob("*")):
            # Lists beside the words, such as the record of translations, belong to the same state.
            if path.is_file() and path.suffix != ".yml" and not path.name.startswith("."):
                archive.writestr(path.relative_to(content_dir).as_posix(), path.read_bytes())
    return packed.getvalue(), digest.hexdigest()[:12]


def _write(folder: Path, known_as: str, data: bytes, withdrawn: bool = False) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    stamp = datetime.now(timezone.utc).strftime("%Y%m%dT%H%M%S%f")
    path = folder / f"{stamp}-{known_as}{_WITHDRAWN if withdrawn else ''}.zip"
    beside = path.with_suffix(".new")
    try:
        beside.write_bytes(data)
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
    return path


def keep(content_dir: Path, known_as: str, folder: Path) -> Path | None:
    """Keeps a snapshot of the content that has just gone live, unless the newest kept one is the same.

    Args:
        content_dir: the editors' folder.
        known_as: the hash of the snapshot that is live; if the files have moved on since, nothing is kept.
        folder: where snapshots are kept.

    Raises:
        OSError: it could not be written; the disk may be full.
    """
    kept = [release for release in releases(folder) if not release.withdrawn]
    if kept and kept[0].hash == known_as:
        return None
    data, found = _packed(content_dir)
    if found != known_as:
        return None
    path = _write(folder, known_as, data)
    for release in kept:
        if release.hash == known_as:
            release.path.unlink(missing_ok=True)
    for release in releases(folder)[KEPT:]:
        release.path.unlink(missing_ok=True)
    return path


def _unpack(release: Release, content_dir: Path) -> None:
    """Puts a snapshot in the place of the content, file by file, each at once."""
    with zipfile.ZipFile(release.path) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    for name, data in files.items():
        path = content_dir / name
        if path.exists() and path.read_bytes() == data:
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        beside = path.with_name(path.name + ".new")
        beside.write_bytes(data)
        beside.replace(path)
    for path in content_files(content_dir):
        if path.relative_to(content_dir).as_posix() not in files:
            path.unlink()


def roll_back(folder: Path, content_dir: Path = CONTENT_DIR, to: str | None = None) -> tuple[Release, Path]:
    """Goes back to the content that was live before, or the last good one where the present content is broken.

    Args:
        folder: where snapshots are kept.
        content_dir: the editors' folder.
        to: the hash of the snapshot to go to; None for the one before.

    Returns:
        The snapshot that is live now, and the file in which the content rolled back from is kept.

    Raises:
        NoEarlierContent: there is no such snapshot, or it is broken; nothing was changed.
    """
    present = content_hash(content_dir)
    every = releases(folder)
    wanted = [release for release in every if release.hash == to] if to else [one for one in every if not one.withdrawn]
    chosen = next((release for release in wanted if release.hash != present), None)
    if chosen is None:
        which = f"no snapshot '{to}' that differs from the present content" if to else "no earlier snapshot"
        raise NoEarlierContent(f"there is {which} in {folder}. See: conference-guide rollback content --list")
    try:
        trial = folder / f".trial-{os.getpid()}"
        trial.mkdir(parents=True)
        try:
            _unpack(chosen, trial)
            load_content(trial)
        finally:
            for path in sorted(trial.rglob("*"), reverse=True):
                path.unlink() if path.is_file() else path.rmdir()
            trial.rmdir()
    except (ContentError, zipfile.BadZipFile, OSError) as error:
        raise NoEarlierContent(
            f"the snapshot {chosen.hash} cannot be used ({type(error).__name__}). Choose another with --to."
        ) from error
    data, found = _packed(content_dir)
    saved = _write(folder, found, data, withdrawn=True)
    for release in every:
        if release.hash == present and not release.withdrawn:
            release.path.unlink(missing_ok=True)
    _unpack(chosen, content_dir)
    chosen_again = _write(folder, chosen.hash, chosen.path.read_bytes())
    chosen.path.unlink(missing_ok=True)
    return Release(chosen_again, chosen.when, chosen.hash, False), saved
