"""Rasa component: words and letter patterns of the message as sparse features."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import FEATURE_TYPE_SENTENCE, TEXT
from rasa.shared.nlu.training_data.features import Features
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction.text import TfidfVectorizer

from conference_guide.text import fold


def word_pattern() -> TfidfVectorizer:
    """Words and pairs of words; "sy'n" and "don't" stay whole."""
    return TfidfVectorizer(
        ngram_range=(1, 2), token_pattern=r"(?u)\b\w[\w']*", lowercase=False, sublinear_tf=True, dtype=np.float32
    )


def letter_pattern() -> TfidfVectorizer:
    """Runs of 2 to 5 letters inside words: sees through typos, mutations and endings."""
    return TfidfVectorizer(
        analyzer="char_wb", ngram_range=(2, 5), min_df=2, lowercase=False, sublinear_tf=True, dtype=np.float32
    )


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=True)
class PatternFeaturizer(GraphComponent):
    """Adds one sparse sentence feature: TF-IDF of words 1-2 and letters 2-5 over the folded text."""

    def __init__(self, model_storage: ModelStorage, resource: Resource):
        """A component without vocabulary."""
        self._model_storage = model_storage
        self._resource = resource
        self._vectorizers: dict[str, TfidfVectorizer] = {"words": word_pattern(), "letters": letter_pattern()}

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> PatternFeaturizer:
        """A new component, not trained yet."""
        return cls(model_storage, resource)

    def train(self, training_data: TrainingData) -> Resource:
        """Learns the vocabulary and weights."""
        texts = [fold(example.get(TEXT)) for example in training_data.training_examples if example.get(TEXT)]
        for vectorizer in self._vectorizers.values():
            vectorizer.fit(texts)
        with self._model_storage.write_to(self._resource) as folder:
            for name, vectorizer in self._vectorizers.items():
                ordered = sorted(vectorizer.vocabulary_, key=vectorizer.vocabulary_.__getitem__)
                (Path(folder) / f"{name}.txt").write_text("\n".join(ordered), encoding="utf-8")
                np.save(Path(folder) / f"{name}.npy", vectorizer.idf_.astype(np.float32))
        return self._resource

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> PatternFeaturizer:
        """The trained component; plain text and numbers, nothing that can run code."""
        component = cls(model_storage, resource)
        with model_storage.read_from(resource) as folder:
            for name, vectorizer in component._vectorizers.items():
                terms = (Path(folder) / f"{name}.txt").read_text(encoding="utf-8").split("\n")
                vectorizer.vocabulary_ = {term: index for index, term in enumerate(terms)}
                vectorizer.idf_ = np.load(Path(folder) / f"{name}.npy", allow_pickle=False)
        return component

    def _matrix(self, texts: list[str]) -> csr_matrix:
        folded = [fold(text) for text in texts]
        blocks = [vectorizer.transform(folded) for vectorizer in self._vectorizers.values()]
        return hstack(blocks, format="csr", dtype=np.float32)

    def _set(self, messages: list[Message]) -> None:
        matrix = self._matrix([message.get(TEXT) or "" for message in messages])
        for index, message in enumerate(messages):
            message.add_features(Features(matrix[index], FEATURE_TYPE_SENTENCE, TEXT, self.__class__.__name__))

    def process(self, messages: list[Message]) -> list[Message]:
        """Adds the features."""
        self._set(messages)
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Adds the features to the training examples."""
        self._set([example for example in training_data.training_examples if example.get(TEXT)])
        return training_data
