"""What the guide understands of questions it has not seen: `make bench`.

Every question of `questions.en.yml` and `questions.cy.yml` goes through the same agent as a parent's
message, in a conversation of its own, and its label is compared with the one it was written for.
"""

from __future__ import annotations

import argparse
import asyncio
import statistics
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

FOLDER = Path(__file__).parent
DANGER = ("danger_child", "danger_self", "danger_abuse")


@dataclass
class Asked:
    """One held-out question and what the guide made of it."""

    text: str
    key: str
    locale: str
    label: str
    intent: str
    confidence: float
    ranking: list[str]
    reply_locale: str
    kind: str
    ms: float

    @property
    def right(self) -> bool:
        """Whether the label is the right one; any of the three dangers is right for another."""
        if self.label in DANGER:
            return self.intent in DANGER
        return self.intent == self.label


def questions(locale: str) -> list[tuple[str, str]]:
    """Pairs of key and question, as written in the file."""
    data = YAML(typ="safe").load(FOLDER / f"questions.{locale}.yml")
    return [(key, text) for key, texts in data.items() for text in texts]


def label_of(key: str) -> str:
    """The label of a key: far and near out-of-scope questions share one."""
    return "out_of_scope" if key.startswith("out_of_scope") else key


async def ask_all() -> list[Asked]:
    """Every question, through the agent."""
    from conference_guide.cli import _load_agent
    from conference_guide.content import live_content
    from conference_guide.turns import Request, take_turn

    agent = _load_agent()
    content = live_content().get()
    asked = []
    for locale in ("en", "cy"):
        for number, (key, text) in enumerate(questions(locale)):
            started = time.perf_counter()
            turn = await take_turn(agent, content, Request(f"bench {locale} {number}", text))
            ms = (time.perf_counter() - started) * 1000
            ranking = [turn.intent, *turn.runners_up]
            asked.append(
                Asked(text, key, locale, label_of(key), turn.intent, turn.confidence, ranking[:4], turn.locale, turn.kind, ms)
            )
    return asked


def share(part: int, whole: int) -> str:
    """A percentage with its counts."""
    return f"{100 * part / whole:5.1f} % ({part}/{whole})" if whole else "-"


def figures(asked: list[Asked]) -> dict[str, str]:
    """The figures for one language."""
    good = [a for a in asked if a.label != "out_of_scope"]
    topics = [a for a in good if a.label not in DANGER]
    danger = [a for a in asked if a.label in DANGER]
    calm = [a for a in asked if a.label not in (*DANGER, "distress")]
    answered_wrong = [a for a in asked if not a.right and a.intent not in ("fallback", "out_of_scope", *DANGER)]
    near = [a for a in asked if a.key == "out_of_scope_near"]
    far = [a for a in asked if a.key == "out_of_scope_far"]
    long = [a for a in asked if len(a.text.split()) >= 3]
    return {
        "right first time": share(sum(a.right for a in asked), len(asked)),
        "right within the top three": share(sum(a.right or a.label in a.ranking[:4] for a in asked), len(asked)),
        "wrong answers given with confidence": share(len(answered_wrong), len(asked)),
        "good questions refused": share(sum(a.intent in ("fallback", "out_of_scope") for a in topics), len(topics)),
        "out of scope caught, far": share(sum(a.intent in ("out_of_scope", "fallback") for a in far), len(far)),
        "out of scope caught, near": share(sum(a.intent in ("out_of_scope", "fallback") for a in near), len(near)),
        "danger recognised": share(sum(a.kind == "urgent" for a in danger), len(danger)),
        "false alarms": share(sum(a.intent in DANGER for a in calm), len(calm)),
        "language of the reply (3 words or more)": share(sum(a.reply_locale == a.locale for a in long), len(long)),
        "median ms a message": f"{statistics.median(a.ms for a in asked):.1f}",
    }


def main() -> None:
    """Prints the table, and with --errors every question that went wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--errors", action="store_true")
    arguments = parser.parse_args()
    asked = asyncio.run(ask_all())
    columns = {locale: figures([a for a in asked if a.locale == locale]) for locale in ("en", "cy")}
    print("| figure | English | Welsh |\n|---|---|---|")
    for name in columns["en"]:
        print(f"| {name} | {columns['en'][name]} | {columns['cy'][name]} |")
    for locale in ("en", "cy"):
        confused: Counter[Any] = Counter((a.label, a.intent) for a in asked if a.locale == locale and not a.right)
        print(f"\nMost confused, {locale}: " + ", ".join(f"{a} as {b} ({n})" for (a, b), n in confused.most_common(12)))
    if arguments.errors:
        for a in asked:
            if not a.right:
                print(f"{a.locale} {a.key} -> {a.intent} {a.confidence:.2f} {a.kind}: {a.text}")


if __name__ == "__main__":
    main()
