"""Logs for the operator: what happened and when, never a word of what was typed."""

from __future__ import annotations

import logging
import os
import sys
import traceback
from collections.abc import Mapping, MutableMapping
from types import TracebackType
from typing import Any

import structlog

# Rasa logs events by name with values beside it. Only the name and these harmless values pass.
_HARMLESS = frozenset({"event", "level", "timestamp", "logger", "action_name"})


def _without_words(logger: Any, method: str, event: MutableMapping[str, Any]) -> Mapping[str, Any]:
    return {key: value for key, value in event.items() if key in _HARMLESS}


class FormatterWithoutWords(logging.Formatter):
    """Writes an error as its name and the places in the code it came through: its message may hold what was typed."""

    def formatException(
        self, ei: tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]
    ) -> str:
        """The lines below a log entry about an error."""
        kind, _, trace = ei
        frames = traceback.extract_tb(trace)
        lines = [f'  File "{frame.filename}", line {frame.lineno}, in {frame.name}' for frame in frames]
        return "\n".join([*lines, kind.__name__ if kind else "no error"])


def configure_logs() -> None:
    """Sends logs from LOG_LEVEL (default WARNING) to standard error, without texts.

    Rasa's own structured logs would else print each message at debug level.
    """
    level = getattr(logging, os.environ.get("LOG_LEVEL", "WARNING").upper(), logging.WARNING)
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(FormatterWithoutWords("%(asctime)s %(levelname)s %(name)s %(message)s"))
    logging.basicConfig(level=level, handlers=[handler], force=True)
    # At debug level Rasa's plain logs carry trackers and texts.
    logging.getLogger("rasa").setLevel(max(level, logging.INFO))
    structlog.configure(
        processors=[
            structlog.stdlib.add_log_level,
            _without_words,
            structlog.processors.TimeStamper(fmt="iso"),
            structlog.processors.KeyValueRenderer(key_order=["timestamp", "level", "event"]),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(max(level, logging.INFO)),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=False,
    )
