"""How fast the guide is beside a stock Rasa set-up and beside the least that a message can cost.

    python -m benchmarks.speed                 # everything: under 30 minutes, and training where it is not done yet
    python -m benchmarks.speed --quick         # a few minutes, for trying; its figures are rough
    python -m benchmarks.speed --write         # puts the table into benchmarks/README.md

Stock is Rasa's default pipeline and policies with a separate action server and conversations in memory. It and "ours, same
sample" have learnt from the same questions and run the same rules and actions; "ours" is the model in use, with all its data.
The floor is an empty handler on the same kind of server, and the same with one encoding. All on loopback, one system at a
time, each asked by one client process on the same machine.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import platform
import random
import statistics
import time
from dataclasses import dataclass, field
from itertools import cycle, islice
from pathlib import Path
from typing import Any

import psutil
from ruamel.yaml import YAML

from benchmarks.projects import A_LABEL, EPOCHS, ROOT, SEED, examples, project, sample, training_seconds
from benchmarks.servers import NoReply, Server, client, running, say
from benchmarks.tables import command_line, table, write_between_markers
from benchmarks.understanding.figures import DANGER
from benchmarks.understanding.held_out import LOCALES, OUT_OF_SCOPE, questions

PORT = 5350
PARENTS = (1, 8, 50)
AT_ONCE = 8  # parents while conversations are only counted
LONG = 10  # messages after which a parent of the throughput test begins a new conversation


@dataclass(frozen=True)
class Plan:
    """How much is measured."""

    short: int  # conversations to turn 10
    long: int  # conversations to turn 300
    seconds: float  # of each throughput test
    few: int  # conversations after which memory is read
    many: int  # and after which it is read again
    bound: float  # seconds at the most for counting conversations


FULL = Plan(short=40, long=3, seconds=20, few=1_000, many=10_000, bound=540)
QUICK = Plan(short=8, long=1, seconds=5, few=100, many=500, bound=60)
TURNS = (1, 10, 100, 300)


@dataclass
class Measured:
    """What was measured of one system; times in milliseconds, memory in MB."""

    times: dict[int, list[float]] = field(default_factory=lambda: {turn: [] for turn in TURNS})
    rates: dict[int, float] = field(default_factory=dict)
    memory: list[float] = field(default_factory=list)
    counts: list[int] = field(default_factory=list)  # conversations held when memory was read
    start_seconds: float = 0.0
    training: float | None = None
    errors: int = 0

    def median(self, turn: int) -> float:
        """Median time at a turn."""
        return statistics.median(self.times[turn])

    def late(self, turn: int) -> float:
        """95th percentile at a turn."""
        ordered = sorted(self.times[turn])
        return ordered[min(len(ordered) - 1, int(0.95 * len(ordered)))]


def texts() -> list[str]:
    """Held-out questions that have an answer, both languages in turn, in a fixed order."""
    columns = []
    for locale in LOCALES:
        asked = [q.text for q in questions("first", locale) if q.labels[0] not in (OUT_OF_SCOPE, *DANGER, "delete_my_chat")]
        random.Random(SEED).shuffle(asked)
        columns.append(asked)
    return [text for both in zip(*columns, strict=False) for text in both]


class Parent:
    """Somebody who asks one question after another, in conversations of a given length."""

    def __init__(self, server: Server, name: str, length: int, asked: list[str]):
        """Begins anywhere in the list of questions."""
        self._server, self._name, self._length = server, name, length
        self._texts = islice(cycle(asked), random.Random(name).randrange(len(asked)), None)
        self._said = 0
        self._conversation: str | None = None

    async def ask(self, session: Any) -> float:
        """Asks one question; the milliseconds until the reply was there."""
        if self._said % self._length == 0:
            # Stock takes any name for a conversation; ours gives one out.
            self._conversation = f"{self._name} {self._said}" if self._server.kind == "stock" else None
        self._said += 1
        started = time.perf_counter()
        reply = await say(session, self._server, self._conversation, next(self._texts))
        ms = (time.perf_counter() - started) * 1000
        if self._server.kind == "ours":
            self._conversation = reply["conversation"]
        return ms


def _windows(turns: int) -> dict[int, int]:
    """The turn that each message's time counts for: turns 1 and 10 of short talks, ten around 100 and up to 300 of long ones."""
    if turns <= 10:
        return {1: 1, 10: 10}
    return {turn: 100 for turn in range(96, 106)} | {turn: 300 for turn in range(291, 301)}


async def _time_turns(server: Server, measured: Measured, plan: Plan, asked: list[str]) -> None:
    async with client(1) as session:
        for count, turns in ((plan.short, 10), (plan.long, 300)):
            counts_for = _windows(turns)
            for number in range(count):
                parent = Parent(server, f"turns {turns} {number}", turns, asked)
                for turn in range(1, turns + 1):
                    ms = await parent.ask(session)
                    if turn in counts_for:
                        measured.times[counts_for[turn]].append(ms)


async def _count_replies(server: Server, measured: Measured, parents: int, seconds: float, asked: list[str]) -> None:
    replies, end = 0, time.perf_counter() + seconds

    async def talk(number: int, session: Any) -> None:
        nonlocal replies
        parent = Parent(server, f"parent {parents} {number}", LONG, asked)
        while time.perf_counter() < end:
            try:
                await parent.ask(session)
            except NoReply:
                measured.errors += 1
            else:
                replies += 1

    started = time.perf_counter()
    async with client(parents) as session:
        await asyncio.gather(*(talk(number, session) for number in range(parents)))
    measured.rates[parents] = replies / (time.perf_counter() - started)


async def _hold_conversations(server: Server, measured: Measured, plan: Plan, asked: list[str]) -> None:
    """New conversations of one message each, until there are enough or time is up; memory is read at the two marks."""
    held, end = 0, time.perf_counter() + plan.bound

    async def begin(number: int, session: Any, wanted: int) -> None:
        nonlocal held
        parent = Parent(server, f"held {wanted} {number}", 1, asked)
        while held < wanted and time.perf_counter() < end:
            held += 1
            try:
                await parent.ask(session)
            except NoReply:
                measured.errors += 1

    async with client(AT_ONCE) as session:
        for wanted in (plan.few, plan.many):
            await asyncio.gather(*(begin(number, session, wanted) for number in range(AT_ONCE)))
            measured.memory.append(server.memory())
            measured.counts.append(held)


async def _measure(server: Server, plan: Plan, asked: list[str]) -> Measured:
    measured = Measured(start_seconds=server.start_seconds)
    measured.memory.append(server.memory())
    measured.counts.append(0)
    await _time_turns(server, measured, plan, asked)
    for parents in PARENTS:
        await _count_replies(server, measured, parents, plan.seconds, asked)
    await _hold_conversations(server, measured, plan, asked)
    return measured


async def _time_floor(server: Server, asked: list[str], count: int = 300) -> tuple[float, float]:
    """Median milliseconds of an empty handler, and of one that only encodes."""
    found = []
    async with client(1) as session:
        for route in ("empty", "encode"):
            at = Server("floor", server.url.replace("encode", route), server.processes)
            times = []
            for text in islice(cycle(asked), count):
                started = time.perf_counter()
                await say(session, at, None, text)
                times.append((time.perf_counter() - started) * 1000)
            found.append(statistics.median(times))
    return found[0], found[1]


def measure_all(plan: Plan, port: int) -> tuple[dict[str, Measured], tuple[float, float]]:
    """Every system in turn, and the floor."""
    chosen, asked = sample(examples()), texts()
    folders = {"stock": project("stock", chosen, port + 1), "ours, same sample": project("ours", chosen), "ours": ROOT}
    found = {}
    for name, folder in folders.items():
        print(f"measuring {name} ...", flush=True)
        with running(name.split(",")[0], folder, port) as server:
            found[name] = asyncio.run(_measure(server, plan, asked))
        if folder != ROOT:
            found[name].training = training_seconds(folder)
    with running("floor", ROOT, port) as server:
        floor = asyncio.run(_time_floor(server, asked))
    return found, floor


def _ratio(value: float, stock: float, at_most: float | None = None, at_least: float | None = None) -> str:
    """How many times stock's figure ours is, with the target beside it."""
    ratio = value / stock
    if at_most is not None:
        return f"{ratio:.3f} (at most {at_most:.3g}: {'met' if ratio <= at_most else 'MISSED'})"
    if at_least is not None:
        return f"{ratio:.2f} (at least {at_least:.3g}: {'met' if ratio >= at_least else 'MISSED'})"
    return f"{ratio:.2f}"


def speed_table(found: dict[str, Measured], floor: tuple[float, float], plan: Plan) -> str:
    """Every figure of every system, the ratio of "ours, same sample" to stock, and the targets."""
    stock, same, ours = found["stock"], found["ours, same sample"], found["ours"]
    rows = []
    targets = {1: 1 / 4, 100: 1 / 15}
    for turn in TURNS:
        cells = [f"{m.median(turn):.1f} / {m.late(turn):.1f}" for m in (stock, same, ours)]
        ratio = _ratio(same.median(turn), stock.median(turn), targets.get(turn))
        rows.append([f"ms a message at turn {turn}, median / 95th percentile", *cells, ratio])
    for parents in PARENTS:
        cells = [f"{m.rates[parents]:.1f}" for m in (stock, same, ours)]
        ratio = _ratio(same.rates[parents], stock.rates[parents], at_least=2.5)
        rows.append([f"messages a second, {parents} at once", *cells, ratio])
    for index in range(3):
        cells = [f"{m.memory[index]:.0f}" + (f" (after {m.counts[index]:,})" if index else "") for m in (stock, same, ours)]
        ratio = _ratio(same.memory[index], stock.memory[index], 1 / 2)
        name = ("at start", f"after {plan.few:,} conversations", f"after {plan.many:,} conversations")[index]
        rows.append([f"memory in MB, {name}", *cells, ratio])
    cells = [f"{m.start_seconds:.1f}" for m in (stock, same, ours)]
    rows.append(["seconds from start to the first answer", *cells, _ratio(same.start_seconds, stock.start_seconds, 1 / 2)])
    trained = [f"{m.training:.0f}" if m.training is not None else "-" for m in (stock, same, ours)]
    rows.append(["seconds to train on the sample, nothing cached", *trained, _ratio(same.training or 0, stock.training or 1)])
    rows.append(["messages without a reply", *(str(m.errors) for m in (stock, same, ours)), ""])
    said = [table(["figure", "stock", "ours, same sample", "ours", "ours, same sample, to stock"], rows)]
    empty, encoded = floor
    growth = ours.memory[2] - ours.memory[1]
    said.append(
        f"Floor: an empty handler takes {empty:.1f} ms, with one encoding {encoded:.1f} ms; ours at turn 1 takes "
        f"{ours.median(1) / encoded:.2f} times that (at most 2). Turn 300 of ours costs "
        f"{ours.median(300) / ours.median(1):.2f} times turn 1 (at most 1.2). From {ours.counts[1]:,} to {ours.counts[2]:,} "
        f"conversations our memory grew by {growth:.1f} MB."
    )
    return "\n\n".join(said)


def conditions(plan: Plan) -> str:
    """The machine, the settings and how busy it was."""
    pipeline = YAML(typ="safe").load(ROOT / "config.yml")["pipeline"]
    threads = next(part["threads"] for part in pipeline if part["name"].endswith("SentenceFeaturizer"))
    most = YAML(typ="safe").load(ROOT / "endpoints.yml")["tracker_store"]["most_conversations"]
    cpu = next((line.split(":")[1].strip() for line in _cpu_lines() if line.startswith("model name")), platform.processor())
    rough = " (quick: rough figures)" if plan is QUICK else ""
    return (
        f"`{command_line()}`{rough}. {os.cpu_count()} cores ({cpu}), {psutil.virtual_memory().total / 1e9:.0f} GB; load before "
        f"{os.getloadavg()[0]:.1f}. Encoder threads: {threads}. The sample: {A_LABEL} questions a label, half in each language, "
        f"seed {SEED}; stock {EPOCHS} epochs. Talks of {LONG} messages for messages a second. At most {most:,} conversations are "
        "held in memory."
    )


def _cpu_lines() -> list[str]:
    path = Path("/proc/cpuinfo")
    return path.read_text(encoding="utf-8").splitlines() if path.exists() else []


def main() -> None:
    """Measures everything and prints the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="a few minutes, rough figures")
    parser.add_argument("--port", type=int, default=PORT, help="the first of two ports on loopback")
    parser.add_argument("--write", action="store_true", help="write the table into benchmarks/README.md")
    arguments = parser.parse_args()
    plan = QUICK if arguments.quick else FULL
    said = conditions(plan)
    found, floor = measure_all(plan, arguments.port)
    text = f"{said}\n\n{speed_table(found, floor, plan)}"
    print(text)
    if arguments.write:
        write_between_markers("speed", text)


if __name__ == "__main__":
    main()
