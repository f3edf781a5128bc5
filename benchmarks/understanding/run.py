"""What the guide understands of questions it has not seen: `make bench`.

    python -m benchmarks.understanding.run                   # both sets, both languages, details and pairs
    python -m benchmarks.understanding.run --set second      # one set
    python -m benchmarks.understanding.run --errors          # with every question that went wrong
    python -m benchmarks.understanding.run --json            # for programs
    python -m benchmarks.understanding.run --write           # puts the tables into benchmarks/README.md

Every question goes through the same agent and actions as a parent's message, in a conversation of its own.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import time
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from benchmarks.tables import command_line, table, write_between_markers
from benchmarks.understanding.figures import Read, Share, confused, median_ms, replied, share, understood
from benchmarks.understanding.held_out import LOCALES, SETS, Details, HeldOut, Pair, details, pairs, questions

NEAR_ENOUGH = 0.05  # years
LANGUAGES = {"en": "English", "cy": "Welsh"}


class Guide:
    """The guide as parents meet it: the newest model, the agent, the actions."""

    def __init__(self) -> None:
        """Loads the newest good model.

        Raises:
            SystemExit: there is none.
        """
        from conference_guide.cli import _load_agent
        from conference_guide.content import live_content

        self.agent = _load_agent()
        if self.agent.processor is None:
            raise SystemExit("There is no model that can be used: run `make train`.")
        self._content = live_content().get()
        self._asked = 0

    async def ask(self, text: str, today: date | None = None) -> tuple[Any, dict[str, Any], float]:
        """The turn, what is remembered after it, and the milliseconds it took."""
        from conference_guide.turns import Request, forget, take_turn

        self._asked += 1
        conversation = f"benchmark {self._asked}"
        started = time.perf_counter()
        turn = await take_turn(self.agent, self._content, Request(conversation, text, today=today))
        ms = (time.perf_counter() - started) * 1000
        tracker = await self.agent.tracker_store.retrieve(conversation)
        facts = {name: slot.value for name, slot in tracker.slots.items()} if tracker else {}
        await forget(self.agent, conversation)
        return turn, facts, ms

    async def read(self, question: HeldOut) -> Read:
        """What the guide makes of one question."""
        turn, _, ms = await self.ask(question.text)
        answered = answered_topics(turn)
        return Read(question, turn.intent, turn.confidence, [turn.intent, *turn.runners_up], turn.kind, turn.locale, answered, ms)


def answered_topics(turn: Any) -> list[str]:
    """The topics of the replies, in order."""
    return [reply["topic"] for reply in turn.replies if reply["topic"]]


def pipeline_of_config() -> list[dict[str, Any]]:
    """The components of `config.yml`."""
    return list(YAML(typ="safe").load(Path("config.yml"))["pipeline"])


def same_ages(found: Sequence[float | str], wanted: Sequence[float | str]) -> bool:
    """Whether the ages are the same, within a twentieth of a year and in any order."""
    if len(found) != len(wanted) or list(found).count("unborn") != list(wanted).count("unborn"):
        return False
    numbers = [sorted(float(age) for age in ages if age != "unborn") for ages in (found, wanted)]
    return all(abs(a - b) <= NEAR_ENOUGH for a, b in zip(*numbers, strict=True))


async def ask_details(guide: Guide, messages: Sequence[Details]) -> tuple[dict[str, Share], list[str]]:
    """Shares of exactly right ages, areas and dates as the guide remembers them, and a line for each that is wrong."""
    from conference_guide.areas import UNBORN

    outcomes: dict[str, list[bool]] = {"ages": [], "area": [], "date": []}
    given: dict[str, list[bool]] = {"ages": [], "area": [], "date": []}
    wrong = []
    for message in messages:
        turn, facts, _ = await guide.ask(message.text, message.today)
        ages = ["unborn" if months == UNBORN else months / 12 for months in facts.get("child_ages") or []]
        found = {"ages": ages, "area": turn.area, "date": facts.get("conference_date")}
        wanted: dict[str, Any] = {"ages": message.ages, "area": message.area, "date": message.day}
        for kind, so_far in outcomes.items():
            same = same_ages(found[kind], wanted[kind]) if kind == "ages" else found[kind] == wanted[kind]
            so_far.append(same)
            if wanted[kind]:
                given[kind].append(same)
            if not same:
                wrong.append(f"{message.locale} {kind}: {wanted[kind]} read as {found[kind]}: {message.text}")
    shares = {f"{kind} exactly right": share(outcomes[kind]) for kind in outcomes}
    shares |= {f"{kind} exactly right, where one is said": share(given[kind]) for kind in given}
    return shares, wrong


async def ask_pairs(guide: Guide, messages: Sequence[Pair]) -> tuple[dict[str, Share], list[str]]:
    """Shares of two questions answered, and a line for each message where they were not both answered in order."""
    topics = [(message, answered_topics((await guide.ask(message.text))[0])) for message in messages]
    shares = {
        "both answered, in order": share(tuple(found[:2]) == m.labels[:2] for m, found in topics),
        "both answered": share(set(m.labels[:2]) <= set(found) for m, found in topics),
        "at least one answered": share(bool(set(m.labels) & set(found)) for m, found in topics),
    }
    wrong = [
        f"{m.locale} {m.labels} answered as {tuple(found)}: {m.text}" for m, found in topics if tuple(found[:2]) != m.labels[:2]
    ]
    return shares, wrong


def error_line(read: Read) -> str:
    """One question that went wrong."""
    right = "/".join(read.labels)
    return f"{read.question.locale} {right} -> {read.intent} {read.confidence:.2f} {read.kind}: {read.question.text}"


def _columns(by_locale: dict[str, dict[str, Any]]) -> str:
    names = list(next(iter(by_locale.values())))
    rows = [[name, *(str(by_locale[locale][name]) for locale in by_locale)] for name in names]
    return table(["figure", *(LANGUAGES[locale] for locale in by_locale)], rows)


async def measure(sets: Sequence[str], guide: Guide) -> dict[str, dict[str, Any]]:
    """For each set: the reads, and for the second also details and pairs, by language."""
    measured: dict[str, dict[str, Any]] = {}
    for of_set in sets:
        measured[of_set] = {"reads": {}, "details": {}, "pairs": {}}
        for locale in LOCALES:
            measured[of_set]["reads"][locale] = [await guide.read(question) for question in questions(of_set, locale)]
            if of_set == "second":
                measured[of_set]["details"][locale] = await ask_details(guide, details(locale))
                measured[of_set]["pairs"][locale] = await ask_pairs(guide, pairs(locale))
    return measured


def _as_json(measured: dict[str, dict[str, Any]]) -> str:
    def plain(shares: dict[str, Share]) -> dict[str, dict[str, float]]:
        return {name: {"part": s.part, "whole": s.whole, "percent": round(s.percent, 2)} for name, s in shares.items()}

    out: dict[str, Any] = {}
    for of_set, results in measured.items():
        out[of_set] = {}
        for locale, reads in results["reads"].items():
            out[of_set][locale] = {
                **plain(understood(reads) | replied(reads)),
                "median_ms": round(median_ms(reads), 2),
                "confused": confused(reads),
            }
            for kind in ("details", "pairs"):
                if results[kind]:
                    out[of_set][locale][kind] = plain(results[kind][locale][0])
    return json.dumps(out, ensure_ascii=False, indent=1)


def report(measured: dict[str, dict[str, Any]], errors: bool) -> str:
    """The tables, the labels most often confused, and with `errors` a line for each question that went wrong."""
    parts = []
    for of_set, results in measured.items():
        shares = {
            locale: {**understood(reads), **replied(reads), "median ms a message": f"{median_ms(reads):.1f}"}
            for locale, reads in results["reads"].items()
        }
        parts += [f"### The {of_set} set", _columns(shares)]
        for locale, reads in results["reads"].items():
            most = ", ".join(f"{right} as {given} ({count})" for right, given, count in confused(reads))
            parts.append(f"Most confused, {LANGUAGES[locale]}: {most}.")
            if errors:
                parts.append("\n".join(error_line(read) for read in reads if not read.right))
        for kind in ("details", "pairs"):
            if results[kind]:
                parts += [
                    f"### {kind.capitalize()}",
                    _columns({locale: shares for locale, (shares, _) in results[kind].items()}),
                ]
                if errors:
                    parts.append("\n".join(line for _, wrong in results[kind].values() for line in wrong))
    return "\n\n".join(parts)


def newest_model() -> Path:
    """The newest good model, the one the guide runs.

    Raises:
        SystemExit: there is none.
    """
    from conference_guide.models import good_models

    found = next(good_models(Path("models"), []), None)
    if found is None:
        raise SystemExit("There is no model that can be used: run `make train`.")
    return found


def what_was_measured() -> str:
    """The model, how many examples it learnt from, and the encoder's threads."""
    from conference_guide.checks import examples_of

    examples = [e for path in sorted(Path("data/nlu").glob("*.yml")) for e in examples_of(path)]
    labels = len({label for label, *_ in examples})
    threads = next(part["threads"] for part in pipeline_of_config() if part["name"].endswith("SentenceFeaturizer"))
    return (
        f"Model `{newest_model().name.split('.')[0]}`; {len(examples):,} training examples of {labels} labels; "
        f"encoder threads: {threads}; cores: {os.cpu_count()}."
    )


def main() -> None:
    """Asks everything and prints the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--set", choices=SETS, help="ask one set only")
    parser.add_argument("--errors", action="store_true", help="print every question that went wrong")
    parser.add_argument("--json", action="store_true", help="print JSON and nothing else")
    parser.add_argument("--write", action="store_true", help="write the tables into benchmarks/README.md")
    arguments = parser.parse_args()
    measured = asyncio.run(measure([arguments.set] if arguments.set else SETS, Guide()))
    if arguments.json:
        print(_as_json(measured))
        return
    print(report(measured, arguments.errors))
    if arguments.write:
        text = f"`{command_line()}`. {what_was_measured()}\n\n{report(measured, errors=False)}"
        write_between_markers("understanding", text)


if __name__ == "__main__":
    main()
