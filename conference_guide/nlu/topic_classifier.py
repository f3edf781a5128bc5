"""Rasa component: which topic (or other label) a message is about, and how sure that is."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from scipy.sparse import csr_matrix, hstack, vstack
from sklearn.linear_model import LogisticRegression

FALLBACK = "nlu_fallback"
RANKING = 10


def _features(message: Message) -> tuple[csr_matrix, np.ndarray]:
    sparse = message.get_sparse_features(TEXT)[1]
    dense = message.get_dense_features(TEXT)[1]
    if sparse is None or dense is None:
        raise ValueError("TopicClassifier needs SentenceFeaturizer and PatternFeaturizer before it in config.yml")
    return sparse.features, dense.features


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class TopicClassifier(IntentClassifier, GraphComponent):
    """Logistic regression over letter and word patterns and centred embeddings, with its own fallback.

    Rasa's own LogisticRegressionClassifier has no C, forces balanced classes and stops at 100 steps.
    """

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """`C`: inverse strength of regularisation; `threshold`: least probability for an answer;
        `dense_weight`: weight of the embedding beside the patterns; `temperature`: above 1 is less sure."""
        return {"C": 20.0, "threshold": 0.3, "dense_weight": 2.0, "temperature": 1.0, "max_iter": 400}

    def __init__(self, config: dict[str, Any], model_storage: ModelStorage, resource: Resource):
        """A component that knows no label yet."""
        self._config = config
        self._model_storage = model_storage
        self._resource = resource
        self._labels: list[str] = []
        self._mean = np.zeros(0, dtype=np.float32)
        self._sparse_weights = np.zeros((0, 0), dtype=np.float32)
        self._dense_weights = np.zeros((0, 0), dtype=np.float32)
        self._intercept = np.zeros(0, dtype=np.float32)

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> TopicClassifier:
        """A new component, not trained yet."""
        return cls(config, model_storage, resource)

    def _centred(self, dense: np.ndarray) -> np.ndarray:
        # e5 vectors all point much the same way; without the common part they tell topics apart.
        centred = dense - self._mean
        length = np.linalg.norm(centred, axis=1, keepdims=True)
        return np.asarray(centred / np.maximum(length, 1e-9) * self._config["dense_weight"], dtype=np.float32)

    def train(self, training_data: TrainingData) -> Resource:
        """Learns the labels from the examples."""
        examples = [example for example in training_data.intent_examples if example.get(INTENT) and example.get(TEXT)]
        if not examples:
            return self._resource
        pairs = [_features(example) for example in examples]
        sparse = vstack([pair[0] for pair in pairs], format="csr")
        dense = np.vstack([pair[1] for pair in pairs])
        self._mean = dense.mean(axis=0, keepdims=True).astype(np.float32)
        model = LogisticRegression(C=float(self._config["C"]), max_iter=int(self._config["max_iter"]), tol=1e-3)
        model.fit(hstack([sparse, csr_matrix(self._centred(dense))], format="csr"), [e.get(INTENT) for e in examples])
        weights = model.coef_ if len(model.classes_) > 2 else np.vstack([-model.coef_, model.coef_]) / 2
        intercept = model.intercept_ if len(model.classes_) > 2 else np.hstack([-model.intercept_, model.intercept_]) / 2
        self._labels = [str(label) for label in model.classes_]
        self._sparse_weights = np.ascontiguousarray(weights[:, : sparse.shape[1]].T, dtype=np.float32)
        self._dense_weights = np.ascontiguousarray(weights[:, sparse.shape[1] :].T, dtype=np.float32)
        self._intercept = intercept.astype(np.float32)
        with self._model_storage.write_to(self._resource) as folder:
            np.savez(
                Path(folder) / "classifier.npz",
                labels=np.array(self._labels),
                mean=self._mean,
                sparse_weights=self._sparse_weights,
                dense_weights=self._dense_weights,
                intercept=self._intercept,
            )
        return self._resource

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> TopicClassifier:
        """The trained component; numbers only, nothing that can run code."""
        component = cls(config, model_storage, resource)
        with model_storage.read_from(resource) as folder, np.load(Path(folder) / "classifier.npz", allow_pickle=False) as stored:
            component._labels = stored["labels"].tolist()
            component._mean = stored["mean"]
            component._sparse_weights = stored["sparse_weights"]
            component._dense_weights = stored["dense_weights"]
            component._intercept = stored["intercept"]
        return component

    def _probabilities(self, message: Message) -> np.ndarray:
        sparse, dense = _features(message)
        scores = sparse @ self._sparse_weights + self._centred(dense) @ self._dense_weights + self._intercept
        scores = np.asarray(scores, dtype=np.float64).ravel() / float(self._config["temperature"])
        exponents = np.exp(scores - scores.max())
        return np.asarray(exponents / exponents.sum())

    def process(self, messages: list[Message]) -> list[Message]:
        """Sets the label, its probability and the runners-up; below the threshold the label is the fallback."""
        for message in messages:
            if not self._labels:
                message.set(INTENT, {"name": FALLBACK, "confidence": 0.0}, add_to_output=True)
                message.set("intent_ranking", [], add_to_output=True)
                continue
            probabilities = self._probabilities(message)
            best = np.argsort(-probabilities)[:RANKING]
            ranking = [{"name": self._labels[i], "confidence": float(probabilities[i])} for i in best]
            top = ranking[0]
            if top["confidence"] < float(self._config["threshold"]):
                top = {"name": FALLBACK, "confidence": top["confidence"]}
            message.set(INTENT, top, add_to_output=True)
            message.set("intent_ranking", ranking, add_to_output=True)
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Nothing to add to training data."""
        return training_data
