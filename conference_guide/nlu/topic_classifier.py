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
from scipy.optimize import minimize_scalar
from scipy.sparse import csr_matrix, hstack, vstack
from scipy.special import logsumexp, softmax
from sklearn.model_selection import train_test_split
from sklearn.svm import LinearSVC

from conference_guide.language import welsh_share

FALLBACK = "nlu_fallback"
RANKING = 10
SHORT = 3  # words


def _features(message: Message) -> tuple[csr_matrix, np.ndarray]:
    sparse = message.get_sparse_features(TEXT)[1]
    dense = message.get_dense_features(TEXT)[1]
    if sparse is None or dense is None:
        raise ValueError("TopicClassifier needs SentenceFeaturizer and PatternFeaturizer before it in config.yml")
    return sparse.features, dense.features


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class TopicClassifier(IntentClassifier, GraphComponent):
    """A linear support vector machine over letter and word patterns and centred embeddings, with its own fallback.

    It learns in seconds what logistic regression learns in minutes, and as well (docs/decisions/0004).
    Its margins become probabilities through one temperature, fitted on examples kept aside.
    """

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """`C`: inverse strength of regularisation; `threshold`, `threshold_welsh`: least probability for an answer,
        `threshold_short` for messages of up to three words, which leave more open ("ok ta");
        `dense_weight`, `dense_weight_welsh`: weight of the embedding beside the patterns. The encoder has
        read little Welsh, so there the patterns are worth more; mixed text lies between."""
        return {
            "C": 0.3,
            "threshold": 0.3,
            "threshold_welsh": 0.3,
            "threshold_short": 0.25,
            "dense_weight": 1.2,
            "dense_weight_welsh": 0.5,
        }

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
        self._temperature = 1.0

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

    def _centred(self, dense: np.ndarray, texts: list[str]) -> np.ndarray:
        # e5 vectors all point much the same way; without the common part they tell topics apart.
        centred = dense - self._mean
        length = np.linalg.norm(centred, axis=1, keepdims=True)
        english, welsh = float(self._config["dense_weight"]), float(self._config["dense_weight_welsh"])
        weights = np.array([[english + (welsh - english) * welsh_share(text)] for text in texts])
        return np.asarray(centred / np.maximum(length, 1e-9) * weights, dtype=np.float32)

    def _fit(self, matrix: csr_matrix, labels: np.ndarray) -> LinearSVC:
        return LinearSVC(C=float(self._config["C"]), random_state=0, tol=0.01).fit(matrix, labels)

    def _fit_temperature(self, matrix: csr_matrix, labels: np.ndarray) -> float:
        """The temperature at which margins on examples kept aside are most likely; 0.25 where there are too few."""
        names, counts = np.unique(labels, return_counts=True)
        if len(names) < 3 or counts.min() < 5:
            return 0.25
        seen, unseen = train_test_split(np.arange(len(labels)), test_size=0.2, stratify=labels, random_state=0)
        model = self._fit(matrix[seen], labels[seen])
        margins = model.decision_function(matrix[unseen])
        right = np.searchsorted(model.classes_, labels[unseen])

        def unlikelihood(log_temperature: float) -> float:
            scores = margins / np.exp(log_temperature)
            return float(np.mean(logsumexp(scores, axis=1) - scores[np.arange(len(right)), right]))

        return float(np.exp(minimize_scalar(unlikelihood, bounds=(-4, 2), method="bounded").x))

    def train(self, training_data: TrainingData) -> Resource:
        """Learns the labels from the examples."""
        examples = [example for example in training_data.intent_examples if example.get(INTENT) and example.get(TEXT)]
        if not examples:
            return self._resource
        pairs = [_features(example) for example in examples]
        sparse = vstack([pair[0] for pair in pairs], format="csr")
        dense = np.vstack([pair[1] for pair in pairs])
        self._mean = dense.mean(axis=0, keepdims=True).astype(np.float32)
        matrix = hstack([sparse, csr_matrix(self._centred(dense, [example.get(TEXT) for example in examples]))], format="csr")
        labels = np.array([example.get(INTENT) for example in examples])
        self._temperature = self._fit_temperature(matrix, labels)
        model = self._fit(matrix, labels)
        # With two labels scikit-learn keeps one row of weights; both are wanted here.
        weights = model.coef_ if len(model.classes_) > 2 else np.vstack([-model.coef_, model.coef_])
        intercept = model.intercept_ if len(model.classes_) > 2 else np.hstack([-model.intercept_, model.intercept_])
        self._labels = [str(label) for label in model.classes_]
        self._sparse_weights = np.ascontiguousarray(weights[:, : sparse.shape[1]].T, dtype=np.float32)
        self._dense_weights = np.ascontiguousarray(weights[:, sparse.shape[1] :].T, dtype=np.float32)
        self._intercept = intercept.astype(np.float32)
        with self._model_storage.write_to(self._resource) as folder:
            np.savez(
                Path(folder) / "classifier.npz",
                labels=np.array(self._labels),
                mean=self._mean,
                # Half the precision changes no label and halves what has to be packed into the model.
                sparse_weights=self._sparse_weights.astype(np.float16),
                dense_weights=self._dense_weights,
                intercept=self._intercept,
                temperature=np.array(self._temperature),
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
            component._sparse_weights = stored["sparse_weights"].astype(np.float32)
            component._dense_weights = stored["dense_weights"]
            component._intercept = stored["intercept"]
            component._temperature = float(stored["temperature"])
        return component

    def _probabilities(self, message: Message) -> np.ndarray:
        sparse, dense = _features(message)
        scores = sparse @ self._sparse_weights + self._centred(dense, [message.get(TEXT)]) @ self._dense_weights + self._intercept
        return softmax(np.asarray(scores, dtype=np.float64) / self._temperature, axis=1).ravel()

    def _least(self, text: str) -> float:
        """The least probability for an answer; Welsh probabilities are lower for the same share of right answers."""
        if len(text.split()) <= SHORT:
            return float(self._config["threshold_short"])
        english, welsh = float(self._config["threshold"]), float(self._config["threshold_welsh"])
        return english + (welsh - english) * welsh_share(text)

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
            if top["confidence"] < self._least(message.get(TEXT)):
                top = {"name": FALLBACK, "confidence": top["confidence"]}
            message.set(INTENT, top, add_to_output=True)
            message.set("intent_ranking", ranking, add_to_output=True)
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Nothing to add to training data."""
        return training_data
