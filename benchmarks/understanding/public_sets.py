"""Whether the pipeline is good in general: the same `config.yml`, trained on public intent sets with few examples an intent.

    python -m benchmarks.understanding.public_sets --banking train.csv test.csv --clinc data_full.json [--write]

The sets are not part of this repository. BANKING77 (77 intents, CC BY 4.0) is `banking_data/` of the public repository
PolyAI-LDN/task-specific-datasets; CLINC150 (150 intents and out-of-scope questions, CC BY 3.0) is `data/data_full.json` of
clinc/oos-eval.
"""

from __future__ import annotations

import argparse
import csv
import json
from collections.abc import Sequence
from pathlib import Path

from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from benchmarks.projects import SEED, Example, sample
from benchmarks.tables import command_line, table, write_between_markers
from benchmarks.understanding.figures import DANGER, Read, at_refusal, understood
from benchmarks.understanding.held_out import OUT_OF_SCOPE, HeldOut
from benchmarks.understanding.in_process import Pipeline, without_threshold

AN_INTENT = 10
"""Examples of each intent."""

REFUSED = 0.05

Questions = tuple[list[Example], list[HeldOut]]


def _asked(text: str, label: str) -> HeldOut:
    return HeldOut(text, (label,), "en", "public")


def banking(train: Path, test: Path) -> Questions:
    """The training questions, a few of each intent, and the test questions."""

    def rows(path: Path) -> list[tuple[str, str]]:
        with path.open(encoding="utf-8", newline="") as file:
            return [(row["text"], row["category"]) for row in csv.DictReader(file)]

    given = [Example(label, "en", text) for text, label in rows(train)]
    return sample(given, AN_INTENT), [_asked(text, label) for text, label in rows(test)]


def clinc(path: Path) -> Questions:
    """The training questions, a few of each intent and all that are out of scope, and the test questions."""
    data = json.loads(path.read_text(encoding="utf-8"))
    given = [Example(label, "en", text) for text, label in data["train"]]
    outside = [Example(OUT_OF_SCOPE, "en", text) for text, _ in data["oos_train"]]
    asked = [_asked(text, label) for text, label in data["test"]]
    return [*sample(given, AN_INTENT), *outside], [*asked, *(_asked(text, OUT_OF_SCOPE) for text, _ in data["oos_test"])]


def _row(name: str, given: Sequence[Example], reads: Sequence[Read]) -> list[str]:
    inside = [r for r in reads if r.labels[0] != OUT_OF_SCOPE]
    bounded = understood(at_refusal(reads, REFUSED))
    outside = bounded["out of scope caught, far"]
    return [
        name,
        f"{len(given):,}",
        str(understood(inside)["right first time"]),
        str(understood(inside)["right within the top three"]),
        str(bounded["wrong with confidence"]),
        str(outside),
        f"{sum(r.intent in DANGER for r in reads)}",
    ]


def public_sets(banking_files: Sequence[Path] | None, clinc_file: Path | None) -> str:
    """The table, with what it says of itself."""
    sets: dict[str, Questions] = {}
    if banking_files:
        sets["BANKING77"] = banking(*banking_files)
    if clinc_file:
        sets["CLINC150"] = clinc(clinc_file)
    rows = []
    for name, (given, asked) in sets.items():
        messages = [Message(data={TEXT: example.text, INTENT: example.label}) for example in given]
        rows.append(_row(name, given, Pipeline(TrainingData(messages), without_threshold()).read(asked)))
    header = [
        "set",
        "training questions",
        "right first time",
        "right within the top three",
        f"wrong with confidence, {REFUSED:.0%} refused",
        f"out of scope caught, {REFUSED:.0%} refused",
        "false alarms",
    ]
    return f"`{command_line()}`. {AN_INTENT} examples an intent, seed {SEED}.\n\n{table(header, rows)}"


def main() -> None:
    """Prints the table, and writes it if asked to."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--banking", type=Path, nargs=2, metavar=("TRAIN", "TEST"))
    parser.add_argument("--clinc", type=Path, metavar="FILE")
    parser.add_argument("--write", action="store_true", help="write the table into benchmarks/README.md")
    arguments = parser.parse_args()
    if not arguments.banking and not arguments.clinc:
        parser.error("name at least one set: --banking TRAIN TEST or --clinc FILE")
    text = public_sets(arguments.banking, arguments.clinc)
    print(text)
    if arguments.write:
        write_between_markers("public sets", text)


if __name__ == "__main__":
    main()
