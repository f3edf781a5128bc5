"""The guide beside stock Rasa, keyword search and the nearest question by embedding.

    python -m benchmarks.understanding.compare            # prints the table
    python -m benchmarks.understanding.compare --write    # and puts it into benchmarks/README.md

Stock and "ours, the same sample" learn from the same fixed sample. Training stock takes some minutes, once.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence

from benchmarks.projects import A_LABEL, EPOCHS, SEED, examples, project, sample
from benchmarks.tables import command_line, table, write_between_markers
from benchmarks.understanding.figures import Read, at_refusal, understood
from benchmarks.understanding.held_out import LOCALES, SETS, all_questions
from benchmarks.understanding.in_process import Pipeline, remember_encodings, training_data, without_threshold
from benchmarks.understanding.rivals import KeywordSearch, NearestQuestion, RasaModel
from benchmarks.understanding.run import newest_model

REFUSED = 0.05
"""Share of the good questions of a language that each may refuse, for figures that depend on a threshold."""

RIGHT = ("right first time", "right within the top three", "danger recognised", "false alarms, everything else")
BOUNDED = ("wrong with confidence", "out of scope caught, far", "out of scope caught, near")


def figures_of(reads: Sequence[Read]) -> list[str]:
    """The figures of one set and language: those that need no threshold, then those at the fixed share of refusals."""
    plain, bounded = understood(reads), understood(at_refusal(reads, REFUSED))
    return [f"{plain[name].percent:.1f}" for name in RIGHT] + [f"{bounded[name].percent:.1f}" for name in BOUNDED]


def rows_of(name: str, reads: Sequence[Read]) -> list[list[str]]:
    """A row for each set and language."""
    rows = []
    for of_set in SETS:
        for locale in LOCALES:
            chosen = [r for r in reads if r.question.of_set == of_set and r.question.locale == locale]
            rows.append([of_set, locale, name, *figures_of(chosen)])
    return rows


def header() -> list[str]:
    """The names of the columns of `rows_of`."""
    return ["set", "language", "system", *RIGHT, *(f"{name}, {REFUSED:.0%} refused" for name in BOUNDED)]


def compare() -> str:
    """The table, with what it says of itself."""
    everything = examples()
    chosen = sample(everything)
    encoder = remember_encodings()
    asked = all_questions()
    stock = RasaModel(project("stock", chosen) / "models" / "model.tar.gz").read(asked, own_fallback=False)
    systems = {
        f"stock Rasa, {A_LABEL} a label": stock,
        "keyword search, all": KeywordSearch(everything).read(asked),
        "nearest embedding, all": NearestQuestion(everything, encoder).read(asked),
        f"ours, {A_LABEL} a label": Pipeline(training_data(chosen), settings=without_threshold()).read(asked),
        "ours, all": Pipeline(training_data(everything), settings=without_threshold()).read(asked),
    }
    rows = [row for name, reads in systems.items() for row in rows_of(name, reads)]
    rows.sort(key=lambda row: (SETS.index(row[0]), LOCALES.index(row[1])))
    model = newest_model()
    real = RasaModel(model).read(asked)
    own = Pipeline(training_data(everything)).read(asked)
    same = sum(a.intent == b.intent for a, b in zip(real, own, strict=True))
    text = [
        f"`{command_line()}`. All figures in per cent. {len(everything):,} training questions in all; the sample has "
        f"{A_LABEL} a label, half in each language ({len(chosen):,}, seed {SEED}). Stock: Rasa's default pipeline and policies, "
        f"{EPOCHS} epochs.",
        table(header(), rows),
        f"Ours is trained here on its components without `rasa train`; the model `{model.name.split('.')[0]}` gives the same "
        f"label for {same:,} of {len(asked):,} questions.",
    ]
    return "\n\n".join(text)


def main() -> None:
    """Prints the table, and writes it if asked to."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true", help="write the table into benchmarks/README.md")
    arguments = parser.parse_args()
    text = compare()
    print(text)
    if arguments.write:
        write_between_markers("compare", text)


if __name__ == "__main__":
    main()
