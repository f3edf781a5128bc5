"""Signed names of conversations: nobody can name, guess or make up another's."""

from __future__ import annotations

import base64
import hashlib
import hmac
import os
import secrets
from pathlib import Path

SECRET_VARIABLE = "CONFERENCE_GUIDE_SECRET"
SECRET_FILE = Path(".secret")


def read_secret(path: Path = SECRET_FILE) -> bytes:
    """The key that signs: from the environment, else from a git-ignored file made once and readable by its owner only."""
    given = os.environ.get(SECRET_VARIABLE)
    if given:
        return given.encode()
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_bytes()
    key = secrets.token_hex(32).encode()
    with os.fdopen(descriptor, "wb") as file:
        file.write(key)
    return key


def _signature(name: str, secret: bytes) -> str:
    digest = hmac.new(secret, name.encode(), hashlib.sha256).digest()[:16]
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()


def new_token(secret: bytes) -> str:
    """A token with 128 random bits and its signature."""
    name = secrets.token_urlsafe(16)
    return f"{name}.{_signature(name, secret)}"


def conversation_of(token: str, secret: bytes) -> str | None:
    """The conversation's name in a well-signed token, else None."""
    name, dot, signature = token.partition(".")
    if not dot or not 20 <= len(name) <= 24 or not token.isascii():
        return None
    return name if hmac.compare_digest(signature, _signature(name, secret)) else None
