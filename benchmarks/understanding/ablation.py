"""What each part of the pipeline brings: everything is trained again with one part changed or taken out.

    python -m benchmarks.understanding.ablation                     # prints the table
    python -m benchmarks.understanding.ablation --only "no letters" # one variant beside the whole
    python -m benchmarks.understanding.ablation --write             # and puts it into benchmarks/README.md

The rules that see danger stay on throughout. Figures of both held-out sets together.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from typing import Any
from unittest.mock import patch

import numpy as np
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression
from sklearn.neural_network import MLPClassifier
from sklearn.svm import LinearSVC

from benchmarks.projects import Example, examples, sample
from benchmarks.tables import command_line, table, write_between_markers
from benchmarks.understanding.figures import Read, at_refusal, understood
from benchmarks.understanding.held_out import LOCALES, all_questions
from benchmarks.understanding.in_process import Pipeline, remember_encodings, training_data, without_threshold
from benchmarks.understanding.rivals import topic_texts
from conference_guide.nlu import pattern_featurizer
from conference_guide.nlu.pattern_featurizer import PatternFeaturizer
from conference_guide.nlu.topic_classifier import TopicClassifier, _features

REFUSED = 0.05


def without_block(block: str) -> type[PatternFeaturizer]:
    """The patterns without words, letters or meanings."""

    class FewerPatterns(PatternFeaturizer):
        def __init__(self, *arguments: Any):
            super().__init__(*arguments)
            del self._vectorizers[block]

    return FewerPatterns


class NoPatterns(PatternFeaturizer):
    """No patterns at all: what is left is the embedding."""

    def _matrix(self, texts: list[str]) -> csr_matrix:
        return csr_matrix((len(texts), 1), dtype=np.float32)

    def _row(self, text: str) -> csr_matrix:
        return csr_matrix((1, 1), dtype=np.float32)


class NoSynonyms(PatternFeaturizer):
    """Meanings without the synonym lists of the training data."""

    def train(self, training_data: TrainingData) -> Resource:
        """Learns with no synonyms."""
        kept, training_data.entity_synonyms = training_data.entity_synonyms, {}
        done = super().train(training_data)
        training_data.entity_synonyms = kept
        return done


class NotCentred(TopicClassifier):
    """Embeddings as the encoder gives them."""

    def _centred(self, dense: np.ndarray, texts: list[str]) -> np.ndarray:
        mean, self._mean = self._mean, np.zeros_like(self._mean)
        centred = super()._centred(dense, texts)
        self._mean = mean
        return centred


class Balanced(TopicClassifier):
    """Rare labels weigh as much as frequent ones."""

    def _fit(self, matrix: csr_matrix, labels: np.ndarray) -> LinearSVC:
        return LinearSVC(C=float(self._config["C"]), class_weight="balanced", random_state=0).fit(matrix, labels)


class Logistic(TopicClassifier):
    """Multinomial logistic regression in place of the support vector machine."""

    def _fit(self, matrix: csr_matrix, labels: np.ndarray) -> Any:
        return LogisticRegression(C=20.0, max_iter=150, tol=1e-3).fit(matrix, labels)


class Uncalibrated(TopicClassifier):
    """Margins become probabilities as they are."""

    def _fit_temperature(self, matrix: csr_matrix, labels: np.ndarray) -> float:
        return 1.0


class SmallHead(TopicClassifier):
    """A small network over the centred embeddings alone, in place of the support vector machine."""

    share = 1.0  # of the head's probabilities; the rest are the support vector machine's

    def train(self, training_data: TrainingData) -> Resource:
        """Fits the head beside what it replaces."""
        done = super().train(training_data)
        texts = [example.get(TEXT) for example in training_data.intent_examples]
        dense = self._centred(np.vstack([_features(example)[1] for example in training_data.intent_examples]), texts)
        head = MLPClassifier((256,), alpha=1e-3, batch_size=128, max_iter=25, random_state=0)
        self._head = head.fit(dense, [example.get(INTENT) for example in training_data.intent_examples])
        return done

    def _probabilities(self, message: Message) -> np.ndarray:
        dense = self._centred(_features(message)[1], [message.get(TEXT)])
        return self.share * self._head.predict_proba(dense).ravel() + (1 - self.share) * super()._probabilities(message)


class BothHeads(SmallHead):
    """The mean of the small head and the support vector machine."""

    share = 0.5


def _no_undoing() -> AbstractContextManager[Any]:
    return patch.object(pattern_featurizer, "unmutated", lambda word: word)


def _classifier(**settings: float) -> dict[str, dict[str, Any]]:
    return {"TopicClassifier": {"threshold": 0.0, **settings}}


Variant = dict[str, Any]
VARIANTS: dict[str, Variant] = {
    "the whole": {},
    "no word patterns": {"instead": {"PatternFeaturizer": without_block("words")}},
    "no letter patterns": {"instead": {"PatternFeaturizer": without_block("letters")}},
    "no meanings (mutations undone, synonyms)": {"instead": {"PatternFeaturizer": without_block("meanings")}},
    "meanings without synonyms": {"instead": {"PatternFeaturizer": NoSynonyms}},
    "meanings without undoing mutations": {"around": _no_undoing},
    "no embeddings": {"settings": _classifier(dense_weight=0.0, dense_weight_welsh=0.0)},
    "embeddings alone": {"instead": {"PatternFeaturizer": NoPatterns}},
    "embeddings not centred": {"instead": {"TopicClassifier": NotCentred}},
    "Welsh embeddings as strong as English ones": {"settings": _classifier(dense_weight_welsh=1.2)},
    "topic questions and answers as examples too": {"more": topic_texts},
    "half the examples": {"fewer": 0.5},
    "class weights balanced": {"instead": {"TopicClassifier": Balanced}},
    "not calibrated": {"instead": {"TopicClassifier": Uncalibrated}},
    "logistic regression": {"instead": {"TopicClassifier": Logistic}},
    "small head over embeddings alone": {"instead": {"TopicClassifier": SmallHead}},
    "small head and support vector machine, mean": {"instead": {"TopicClassifier": BothHeads}},
}


def try_variant(variant: Variant, given: Sequence[Example], asked: Sequence[Any]) -> list[Read]:
    """What the pipeline makes of the questions with this change."""
    more: Callable[[], list[Example]] = variant.get("more", list)
    if "fewer" in variant:
        most = int(variant["fewer"] * len(given) / len({(e.label, e.locale) for e in given}))
        given = sample(list(given), most)
    with variant.get("around", nullcontext)():
        pipeline = Pipeline(
            training_data([*given, *more()]), variant.get("settings") or without_threshold(), variant.get("instead")
        )
        return pipeline.read(asked)


def _cells(reads: Sequence[Read]) -> list[str]:
    cells = []
    for locale in LOCALES:
        chosen = [r for r in reads if r.question.locale == locale]
        bounded = understood(at_refusal(chosen, REFUSED))
        cells += [
            f"{understood(chosen)['right first time'].percent:.1f}",
            f"{bounded['wrong with confidence'].percent:.1f}",
            f"{bounded['out of scope caught, near'].percent:.1f}",
        ]
    return cells


def ablation(only: str | None = None) -> str:
    """The table, with what it says of itself."""
    everything = examples()
    remember_encodings()
    asked = all_questions()
    chosen = {name: v for name, v in VARIANTS.items() if only is None or name in ("the whole", only)}
    rows = []
    for name, variant in chosen.items():
        rows.append([name, *_cells(try_variant(variant, everything, asked))])
        print("  ".join(rows[-1]), flush=True)
    columns = ("right first time", f"wrong with confidence, {REFUSED:.0%} refused", f"near out of scope, {REFUSED:.0%} refused")
    header = ["variant", *(f"{locale}: {column}" for locale in LOCALES for column in columns)]
    said = f"`{command_line()}`. All figures in per cent, both sets together; {len(everything):,} training questions."
    return f"{said}\n\n{table(header, rows)}"


def main() -> None:
    """Prints the table, and writes it if asked to."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", choices=list(VARIANTS), help="one variant beside the whole")
    parser.add_argument("--write", action="store_true", help="write the table into benchmarks/README.md")
    arguments = parser.parse_args()
    text = ablation(arguments.only)
    print(text)
    if arguments.write:
        write_between_markers("ablation", text)


if __name__ == "__main__":
    main()
