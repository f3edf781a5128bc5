"""Rasa component: the meaning of the message as dense features."""

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

from conference_guide.encoder import Vectors, encode_cached, shared_encoder
from conference_guide.nlu.question_reader import reading_of


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=False)
class SentenceFeaturizer(GraphComponent):
    """Adds one dense sentence feature: the embedding of the message, shape (1, 384)."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """`threads` of the encoder; `cache_dir` for embeddings of training texts."""
        return {"threads": 1, "cache_dir": ".cache"}

    def __init__(self, config: dict[str, Any]):
        """Takes the process's shared encoder."""
        self._encoder = shared_encoder(int(config["threads"]))
        self._cache_dir = Path(config["cache_dir"])

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> SentenceFeaturizer:
        """A new component."""
        return cls(config)

    def _set(self, message: Message, vector: Vectors) -> None:
        features = Features(np.asarray(vector).reshape(1, -1), FEATURE_TYPE_SENTENCE, TEXT, self.__class__.__name__)
        message.add_features(features)

    def process(self, messages: list[Message]) -> list[Message]:
        """Adds the features to messages from parents; nothing is cached."""
        for message in messages:
            self._set(message, self._encoder.encode([reading_of(message)])[0])
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Adds the features to the training examples, through the cache on disk."""
        examples = [example for example in training_data.training_examples if example.get(TEXT)]
        vectors = encode_cached(self._encoder, [example.get(TEXT) for example in examples], self._cache_dir)
        for example, vector in zip(examples, vectors, strict=True):
            self._set(example, vector)
        return training_data
