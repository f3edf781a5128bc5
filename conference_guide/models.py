"""Trained models on disk: each has its hash beside it, and one that does not match is refused."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path


def hash_file(model: Path) -> Path:
    """Where a model's hash is recorded."""
    return model.with_name(model.name + ".sha256")


def _hash(model: Path) -> str:
    digest = hashlib.sha256()
    with model.open("rb") as file:
        while block := file.read(1 << 20):
            digest.update(block)
    return digest.hexdigest()


def record_hash(model: Path) -> None:
    """Records the hash of a model that has just been trained here."""
    hash_file(model).write_text(_hash(model) + "\n", encoding="ascii")


def newest_first(models: Path) -> list[Path]:
    """All models in a folder, the newest first."""
    return sorted(models.glob("*.tar.gz"), key=lambda path: path.stat().st_mtime, reverse=True)


def good_models(models: Path, problems: list[str]) -> Iterator[Path]:
    """Models whose hash matches the recorded one, newest first; what is wrong with others goes into `problems`."""
    for model in newest_first(models):
        recorded = hash_file(model)
        if not recorded.exists():
            problems.append(f"{model.name} has no recorded hash and is refused: train with `make train`")
        elif recorded.read_text(encoding="ascii").strip() != _hash(model):
            problems.append(f"{model.name} does not match its recorded hash and is refused")
        else:
            yield model
