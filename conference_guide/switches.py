"""A line in the log for everything that is switched off or on: what and when, for those who must account for it."""

from __future__ import annotations

import logging

from conference_guide.content import Content

audit = logging.getLogger("conference_guide.audit")


class SwitchWatch:
    """Notices switches by comparing each snapshot of the content with the one before."""

    def __init__(self) -> None:
        """Everything counts as on."""
        self._off: frozenset[tuple[str, str]] = frozenset()

    def note(self, content: Content) -> None:
        """Writes a line for each switch that differs from the last time."""
        off = frozenset((switch.what, switch.name) for switch in content.service.switched_off)
        for what, name in sorted(off - self._off):
            audit.warning("switched off: %s %s (content %s)", what, name, content.hash)
        for what, name in sorted(self._off - off):
            audit.warning("switched on: %s %s (content %s)", what, name, content.hash)
        self._off = off


def said(content: Content) -> list[str]:
    """What is switched off, one line each: "topic minutes", "guide"."""
    return [switch.what if switch.what == "guide" else f"{switch.what} {switch.name}" for switch in content.service.switched_off]
