"""Half of peak load for ten minutes: flat memory, no error, no lost reply, and nobody gets another's.

    python -m benchmarks.soak                # ten minutes
    python -m benchmarks.soak --minutes 1    # for trying
    python -m benchmarks.soak --write        # puts the result into benchmarks/README.md

Each parent says where they live and which language they use once, at the beginning of a talk, and from then on every reply must
be for that area, in that language and in that conversation. Half of the talks are deleted at their end, half just stop. The
exit code is 1 when anything is not as it should be.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import statistics
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from itertools import cycle, islice
from typing import Any

import aiohttp

from benchmarks.projects import ROOT, SEED
from benchmarks.servers import NoReply, Server, client, running, say
from benchmarks.tables import command_line, table, write_between_markers
from benchmarks.understanding.figures import share
from benchmarks.understanding.held_out import LOCALES, questions
from conference_guide.content import load_content
from conference_guide.language import detect
from conference_guide.places import PlaceFinder

PORT = 5360
PARENTS = 40
PEAK_PARENTS = 8
PEAK_SECONDS = 15.0
TALK = 20  # messages
READ_EVERY = 2.0  # seconds between two readings of memory
NATIONS = ("england_and_wales", "england", "wales")
GROWTH = 0.03  # of memory from the second fifth of the time to the last that still counts as flat


@dataclass
class Watched:
    """What was seen; times in milliseconds, memory in MB."""

    sent: int = 0
    answered: int = 0
    late: int = 0  # sent later than planned, because the reply before had not come
    times: list[float] = field(default_factory=list)
    memory: list[float] = field(default_factory=list)
    wrong: Counter[str] = field(default_factory=Counter)


class Parent:
    """Somebody of one area and language, whose every reply is checked."""

    def __init__(self, server: Server, number: int, areas: list[str], asked: dict[str, list[str]]):
        """An area and a language of their own."""
        self._server = server
        self._random = random.Random(f"{SEED} {number}")
        self._area = areas[number % len(areas)]
        self._locale = LOCALES[number // len(areas) % len(LOCALES)]
        mine = asked[self._locale]
        self._texts = islice(cycle(mine), self._random.randrange(len(mine)), None)
        self._said = 0
        self._conversation: str | None = None

    async def ask(self, session: aiohttp.ClientSession, watched: Watched) -> None:
        """Asks one question and notes whatever is wrong with the reply."""
        more: dict[str, Any] = {"area": self._area, "locale": self._locale} if self._conversation is None else {}
        watched.sent += 1
        started = time.perf_counter()
        try:
            reply = await say(session, self._server, self._conversation, next(self._texts), **more)
        except NoReply as error:
            watched.wrong[f"no reply: {error}"] += 1
            return
        watched.times.append((time.perf_counter() - started) * 1000)
        watched.answered += 1
        if reply["area"] != self._area:
            watched.wrong["another area"] += 1
        if reply["locale"] != self._locale:
            watched.wrong["another language"] += 1
        if self._conversation not in (None, reply["conversation"]):
            watched.wrong["another conversation"] += 1
        self._conversation = reply["conversation"]
        self._said += 1
        if self._said % TALK == 0:
            await self._end(session, watched)

    async def _end(self, session: aiohttp.ClientSession, watched: Watched) -> None:
        if self._random.random() < 0.5:
            url = self._server.url.replace("/messages", "/conversation")
            async with session.delete(url, json={"conversation": self._conversation}) as answer:
                if answer.status != 204:
                    watched.wrong["not deleted"] += 1
        self._conversation = None


def texts() -> dict[str, list[str]]:
    """By language, held-out questions about topics that name no place and are plainly in their language."""
    content = load_content()
    finder = PlaceFinder(content)
    found: dict[str, list[str]] = {}
    for locale in LOCALES:
        asked = [q.text for q in questions("first", locale) if q.labels[0] in content.topics]
        places = {text: finder.find(text) for text in asked}
        found[locale] = [t for t in asked if detect(t) == locale and not places[t].areas and not places[t].choices]
    return found


async def _peak(server: Server, parents: list[Parent]) -> float:
    """Messages a second when nobody waits between messages."""
    watched, end = Watched(), time.perf_counter() + PEAK_SECONDS

    async def talk(parent: Parent) -> None:
        while time.perf_counter() < end:
            await parent.ask(session, watched)

    started = time.perf_counter()
    async with client(PEAK_PARENTS) as session:
        await asyncio.gather(*(talk(parent) for parent in parents))
    return watched.answered / (time.perf_counter() - started)


async def _soak(server: Server, minutes: float) -> tuple[float, Watched]:
    areas = [area for area in sorted(load_content().areas) if area not in NATIONS]
    asked = texts()
    peak = await _peak(server, [Parent(server, -1 - number, areas, asked) for number in range(PEAK_PARENTS)])
    every = PARENTS / (peak / 2)  # seconds from one message of a parent to the next
    watched, start = Watched(), time.perf_counter()
    end = start + 60 * minutes

    async def talk(number: int, session: aiohttp.ClientSession) -> None:
        parent, due = Parent(server, number, areas, asked), start + every * number / PARENTS
        while due < end:
            wait = due - time.perf_counter()
            if wait > 0:
                await asyncio.sleep(wait)
            elif wait < -every:
                watched.late += 1
            await parent.ask(session, watched)
            due += every

    async def read_memory() -> None:
        while time.perf_counter() < end:
            watched.memory.append(server.memory())
            await asyncio.sleep(READ_EVERY)

    async with client(PARENTS) as session:
        await asyncio.gather(read_memory(), *(talk(number, session) for number in range(PARENTS)))
    return peak, watched


def memory_growth(memory: list[float]) -> float:
    """How much memory grew from the second fifth of the readings to the last fifth, as a share of the former."""
    fifth = max(1, len(memory) // 5)
    before, after = statistics.median(memory[fifth : 2 * fifth]), statistics.median(memory[-fifth:])
    return after / before - 1


def main() -> None:
    """Runs the soak and says whether all was well."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--port", type=int, default=PORT, help="a port on loopback")
    parser.add_argument("--write", action="store_true", help="write the result into benchmarks/README.md")
    arguments = parser.parse_args()
    with running("ours", ROOT, arguments.port) as server:
        peak, watched = asyncio.run(_soak(server, arguments.minutes))
    growth = memory_growth(watched.memory)
    ordered = sorted(watched.times)
    rows = [
        ["peak, messages a second", f"{peak:.1f}"],
        ["kept up for", f"{arguments.minutes:g} minutes at half of that, {PARENTS} parents at once"],
        ["messages sent, answered", f"{watched.sent:,}, {watched.answered:,}"],
        ["lost replies", str(share(i < watched.sent - watched.answered for i in range(watched.sent)))],
        ["replies of another area, language or conversation, and other errors", str(dict(watched.wrong) or "none")],
        ["sent late because the reply before was missing", f"{watched.late:,}"],
        ["ms, median / 95th percentile", f"{statistics.median(ordered):.1f} / {ordered[int(0.95 * len(ordered))]:.1f}"],
        ["memory in MB, first / last reading", f"{watched.memory[0]:.0f} / {watched.memory[-1]:.0f}"],
        ["memory, second fifth of the time to the last", f"{100 * growth:+.1f} % (at most {100 * GROWTH:.0f} %)"],
    ]
    text = f"`{command_line()}`\n\n{table(['figure', 'value'], rows)}"
    print(text)
    if arguments.write:
        write_between_markers("soak", text)
    if watched.wrong or watched.sent != watched.answered or growth > GROWTH:
        sys.exit("The soak failed: see above.")


if __name__ == "__main__":
    main()
