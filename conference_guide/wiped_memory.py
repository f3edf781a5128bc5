"""Freed memory is overwritten at once: what a parent typed does not lie about in the process until chance reuses the place.

The C library does it when it is told to before the process starts, and when Python's own allocator, which keeps freed
memory to itself, is out of the way. See docs/decisions/0007-what-the-memory-still-holds.md.
"""

from __future__ import annotations

import asyncio
import os
import sys

SWITCH = "WIPE_MEMORY"
SETTINGS = {
    "PYTHONMALLOC": "malloc",
    # 85: the byte that freed memory is filled with. Without its per-thread cache, which frees without filling.
    "GLIBC_TUNABLES": "glibc.malloc.perturb=85:glibc.malloc.tcache_count=0",
    # See use_plain_event_loop.
    "SANIC_USE_UVLOOP": "false",
}


def has_glibc() -> bool:
    """Whether the C library is the one that knows these settings."""
    try:
        return bool(os.confstr("CS_GNU_LIBC_VERSION"))
    except (AttributeError, OSError, ValueError):
        return False


def start_again_with_wiped_memory() -> None:
    """Starts this very command again in the same process, with the settings, unless it has them.

    WIPE_MEMORY=off leaves everything as it is: to measure what it costs, or to run under a memory debugger.
    """
    if os.environ.get(SWITCH) == "off" or not has_glibc() or all(os.environ.get(name) == SETTINGS[name] for name in SETTINGS):
        return
    os.execve(sys.executable, sys.orig_argv, {**os.environ, **SETTINGS})


def use_plain_event_loop() -> None:
    """Gives requests to asyncio's own loop, which frees what it read; uvloop reads all into one buffer and never clears it."""
    if os.environ.get("SANIC_USE_UVLOOP") == SETTINGS["SANIC_USE_UVLOOP"]:
        # Importing Rasa sets uvloop's policy, whatever Sanic is told.
        asyncio.set_event_loop_policy(None)


def forget_paths() -> None:
    """Takes away Sanic's memory of the last thousand addresses that were asked for: somebody may have typed into one."""
    from sanic.router import Router

    Router.get = getattr(Router.get, "__wrapped__", Router.get)
