"""How unsure the guide may be: what each threshold refuses, and what it lets through, by cross-validation on training data.

    python -m benchmarks.understanding.thresholds            # prints the tables
    python -m benchmarks.understanding.thresholds --write    # and puts them into benchmarks/README.md
    python -m benchmarks.understanding.thresholds --doubtful 200   # training questions that may stand under the wrong label

A threshold is chosen for each language on training questions, each answered by a pipeline that has not seen it; the held-out
sets only show what the choice gives.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence

import numpy as np
from sklearn.model_selection import StratifiedKFold

from benchmarks.projects import SEED, Example, examples
from benchmarks.tables import command_line, table, write_between_markers
from benchmarks.understanding.figures import Read, refusing, understood
from benchmarks.understanding.held_out import LOCALES, SETS, HeldOut, all_questions
from benchmarks.understanding.in_process import Pipeline, remember_encodings, training_data, without_threshold

FOLDS = 3
GRID = [round(step / 100, 2) for step in range(0, 81, 5)]
MOST_REFUSED = 0.05  # of good questions
FIGURES = (
    "right first time",
    "wrong with confidence",
    "good questions refused",
    "out of scope caught, far",
    "out of scope caught, near",
)


def cross_validated(given: Sequence[Example]) -> list[Read]:
    """Each training question, answered by a pipeline that was trained on the other folds."""
    strata = [f"{example.label} {example.locale}" for example in given]
    reads: list[Read] = []
    for seen, unseen in StratifiedKFold(FOLDS, shuffle=True, random_state=SEED).split(np.zeros(len(given)), strata):
        pipeline = Pipeline(training_data([given[i] for i in seen]), settings=without_threshold())
        asked = [HeldOut(given[i].text, (given[i].label,), given[i].locale, "training") for i in unseen]
        reads += pipeline.read(asked)
    return reads


def chosen_threshold(reads: Sequence[Read]) -> float:
    """The highest threshold of the grid that refuses no more good questions than allowed."""
    fitting = [t for t in GRID if understood(refusing(reads, t))["good questions refused"].percent <= 100 * MOST_REFUSED]
    return max(fitting, default=0.0)


def doubtful(reads: Sequence[Read], most: int) -> list[str]:
    """Training questions that a pipeline which had not seen them read as another label, the surest first."""
    wrong = sorted((r for r in reads if not r.right), key=lambda r: -r.confidence)
    return [f"{r.confidence:.2f} {r.labels[0]} read as {r.intent} ({r.question.locale}): {r.question.text}" for r in wrong[:most]]


def _row(reads: Sequence[Read], threshold: float) -> list[str]:
    found = understood(refusing(reads, threshold))
    return [f"{threshold:.2f}", *(f"{found[name].percent:.1f}" if found[name].whole else "-" for name in FIGURES)]


def thresholds() -> str:
    """The tables, with what they say of themselves."""
    everything = examples()
    remember_encodings()
    on_training = cross_validated(everything)
    on_held_out = Pipeline(training_data(everything), settings=without_threshold()).read(all_questions())
    parts = [f"`{command_line()}`. All figures in per cent; {FOLDS} folds, seed {SEED}."]
    for locale in LOCALES:
        own = [r for r in on_training if r.question.locale == locale]
        choice = chosen_threshold(own)
        rows = [["training, cross-validated", *_row(own, t)] for t in GRID]
        for of_set in SETS:
            held = [r for r in on_held_out if (r.question.of_set, r.question.locale) == (of_set, locale)]
            rows += [[f"{of_set} set", *_row(held, t)] for t in GRID]
        parts.append(
            f"**{locale}**: the highest threshold that refuses at most {MOST_REFUSED:.0%} of good training questions "
            f"is {choice:.2f}.\n\n{table(['questions', 'threshold', *FIGURES], rows)}"
        )
    return "\n\n".join(parts)


def main() -> None:
    """Prints the tables, and writes them if asked to."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true", help="write the tables into benchmarks/README.md")
    parser.add_argument("--doubtful", type=int, metavar="N", help="print N training questions to look at, and nothing else")
    arguments = parser.parse_args()
    if arguments.doubtful:
        remember_encodings()
        print("\n".join(doubtful(cross_validated(examples()), arguments.doubtful)))
        return
    text = thresholds()
    print(text)
    if arguments.write:
        write_between_markers("thresholds", text)


if __name__ == "__main__":
    main()
