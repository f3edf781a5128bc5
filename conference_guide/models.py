"""Trained models on disk: each has its hash beside it, and one that does not match is refused."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path


class NoEarlierModel(Exception):
    """There is no other good model to go back to."""


def models_dir() -> Path:
    """The folder with the models: MODELS_DIR, else `models`."""
    return Path(os.environ.get("MODELS_DIR") or "models")


def hash_file(model: Path) -> Path:
    """Where a model's hash is recorded."""
    return model.with_name(model.name + ".sha256")


def withdrawn_file(model: Path) -> Path:
    """The mark of a model that was rolled back from."""
    return model.with_name(model.name + ".withdrawn")


def _hash(model: Path) -> str:
    digest = hashlib.sha256()
    with model.open("rb") as file:
        while block := file.read(1 << 20):
            digest.update(block)
    return digest.hexdigest()


def record_hash(model: Path) -> None:
    """Records the hash of a model that has just been trained here; until then no server takes it."""
    withdrawn_file(model).unlink(missing_ok=True)
    beside = hash_file(model).with_suffix(".new")
    beside.write_text(_hash(model) + "\n", encoding="ascii")
    beside.replace(hash_file(model))


def hash_of(model: Path) -> str:
    """The recorded hash of a model.

    Raises:
        OSError: none is recorded.
    """
    return hash_file(model).read_text(encoding="ascii").strip()


def newest_first(models: Path) -> list[Path]:
    """All models in a folder, the newest first."""
    return sorted(models.glob("*.tar.gz"), key=lambda path: path.stat().st_mtime, reverse=True)


def files_stamp(models: Path) -> tuple[tuple[str, int, int], ...]:
    """Changes when a model, its hash or its mark does; cheap enough to be asked every second."""
    stamps = []
    for path in sorted(models.glob("*.tar.gz*")):
        try:
            status = path.stat()
        except OSError:
            continue  # it goes while we look
        stamps.append((path.name, status.st_mtime_ns, status.st_size))
    return tuple(stamps)


def is_good(model: Path, problems: list[str]) -> bool:
    """Whether a model is the one whose hash was recorded; what is wrong goes into `problems`."""
    try:
        if hash_of(model) == _hash(model):
            return True
        problems.append(f"{model.name} does not match its recorded hash and is refused")
    except FileNotFoundError:
        problems.append(f"{model.name} has no recorded hash and is refused: train with `make train`")
    except (OSError, ValueError) as error:
        problems.append(f"{model.name} cannot be read ({type(error).__name__}) and is refused")
    return False


def good_models(models: Path, problems: list[str]) -> Iterator[Path]:
    """Models whose hash matches the recorded one, newest first; what is wrong with others goes into `problems`."""
    for model in newest_first(models):
        if not withdrawn_file(model).exists() and is_good(model, problems):
            yield model


def withdrawn_models(models: Path) -> list[Path]:
    """Models that were rolled back from, the newest first."""
    return [model for model in newest_first(models) if withdrawn_file(model).exists()]


def roll_back(models: Path, to: str | None = None) -> tuple[Path, list[Path]]:
    """Goes back to an earlier good model; a running server takes it within seconds.

    Args:
        models: the folder with the models.
        to: the name of the model to go to; None for the one before the newest.

    Returns:
        The model that is now to be used, and those withdrawn for it.

    Raises:
        NoEarlierModel: there is none, or none of that name; nothing was changed.
    """
    if to is not None:
        named = [model for model in newest_first(models) if to in (model.name, model.name.removesuffix(".tar.gz"))]
        if not named or not is_good(named[0], []):
            raise NoEarlierModel(f"there is no good model '{to}' in {models}. See: conference-guide rollback model --list")
        chosen = named[0]
    else:
        good = list(good_models(models, []))
        if len(good) < 2:
            raise NoEarlierModel(f"there is no earlier good model in {models}. Two more are kept after each training.")
        chosen = good[1]
    newer = []
    for model in newest_first(models):
        if model == chosen:
            break
        if not withdrawn_file(model).exists():
            withdrawn_file(model).touch()
            newer.append(model)
    withdrawn_file(chosen).unlink(missing_ok=True)
    os.utime(hash_file(chosen))
    return chosen, newer
