"""How much the guide understands for how much it has learnt from.

    python -m benchmarks.understanding.curve            # prints the table
    python -m benchmarks.understanding.curve --write    # and puts it into benchmarks/README.md

Each sample holds the smaller ones: it is the beginning of one shuffled list for each label and language.
"""

from __future__ import annotations

import argparse

from benchmarks.projects import SEED, examples, sample
from benchmarks.tables import command_line, table, write_between_markers
from benchmarks.understanding.compare import header, rows_of
from benchmarks.understanding.held_out import LOCALES, SETS, all_questions
from benchmarks.understanding.in_process import Pipeline, remember_encodings, training_data, without_threshold

SIZES = (5, 10, 20, 40, 80, 160)
"""Examples of each label in each language."""


def curve() -> str:
    """The table, with what it says of itself."""
    everything = examples()
    remember_encodings()
    asked = all_questions()
    rows = []
    for size in (*SIZES, len(everything)):
        chosen = sample(everything, size)
        name = f"{size} a label ({len(chosen):,})" if size in SIZES else f"all ({len(everything):,})"
        rows += rows_of(name, Pipeline(training_data(chosen), settings=without_threshold()).read(asked))
    rows.sort(key=lambda row: (SETS.index(row[0]), LOCALES.index(row[1])))
    names = header()
    names[2] = "learnt from"
    said = f"`{command_line()}`. All figures in per cent; samples of each label in each language, seed {SEED}."
    return f"{said}\n\n{table(names, rows)}"


def main() -> None:
    """Prints the table, and writes it if asked to."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true", help="write the table into benchmarks/README.md")
    arguments = parser.parse_args()
    text = curve()
    print(text)
    if arguments.write:
        write_between_markers("curve", text)


if __name__ == "__main__":
    main()
