"""Answers made small for slow connections: gzip, where the browser takes it and it is worth it."""

from __future__ import annotations

import gzip
from functools import lru_cache

SMALLEST = 1000  # bytes; anything smaller fits into the first packet as it is
LEVEL = 6
TYPES = ("text/", "application/json", "image/svg+xml")


def accepts_gzip(accept_encoding: str | None) -> bool:
    """Whether a browser that sent this `Accept-Encoding` takes gzip."""
    for part in (accept_encoding or "").lower().split(","):
        coding, _, weight = part.partition(";")
        if coding.strip() in ("gzip", "*"):
            return weight.replace(" ", "") not in ("q=0", "q=0.0", "q=0.00", "q=0.000")
    return False


def worth_it(body: bytes, content_type: str | None) -> bool:
    """Whether the body is text, and long enough to gain from gzip."""
    return len(body) >= SMALLEST and (content_type or "").startswith(TYPES)


def pack(body: bytes) -> bytes:
    """The body in gzip; nothing is kept of it."""
    return gzip.compress(body, LEVEL, mtime=0)


@lru_cache(maxsize=16)
def pack_once(body: bytes) -> bytes:
    """The body in gzip, as small as it gets, and kept: only for files that are the same for everybody."""
    return gzip.compress(body, 9, mtime=0)
