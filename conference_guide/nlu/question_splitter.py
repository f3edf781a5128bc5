"""Rasa components: a message that holds several questions is read part by part, beside being read whole.

The splitter stands first in the pipeline and puts the parts after the message; everything between reads them all;
the collector stands last, notes on the message what its parts ask, and takes the parts away again.
"""

from __future__ import annotations

from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from conference_guide.questions import looks_like_question, parts_of

PART_OF = "part_of"
QUESTIONS = "questions"
HIDDEN = "…"  # what conference_guide/text.py puts in place of personal details


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_TOKENIZER, is_trainable=False)
class QuestionSplitter(GraphComponent):
    """Puts the parts of a message that can be cut after it."""

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> QuestionSplitter:
        """A component; it has no settings."""
        return cls()

    def process(self, messages: list[Message]) -> list[Message]:
        """The messages, each followed by its parts."""
        read = []
        for message in messages:
            read.append(message)
            parts = parts_of(message.get(TEXT) or "")
            if len(parts) > 1:
                read += [Message(data={TEXT: part, PART_OF: message}) for part in parts]
        return read

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Training examples are read whole."""
        return training_data


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class QuestionCollector(GraphComponent):
    """Notes the labels of a message's parts on the message, in the order in which they were asked."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """`threshold`: least probability of the label of a part that looks like a question; `threshold_statement`:
        of any other part, which is more often the story around the question."""
        return {"threshold": 0.5, "threshold_statement": 0.8}

    def __init__(self, config: dict[str, Any]):
        """Takes the thresholds."""
        self._threshold = float(config["threshold"])
        self._threshold_statement = float(config["threshold_statement"])

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> QuestionCollector:
        """A component."""
        return cls(config)

    def process(self, messages: list[Message]) -> list[Message]:
        """The messages without their parts; `questions` lists what those are sure to ask, each label once."""
        asked: dict[int, list[str]] = {}
        for message in messages:
            whole, intent = message.get(PART_OF), message.get(INTENT) or {}
            if whole is None or not intent.get("name"):
                continue
            if HIDDEN in message.get(TEXT) and not message.get(TEXT).endswith("?"):
                continue  # "my name is …" asks nothing
            least = self._threshold if looks_like_question(message.get(TEXT)) else self._threshold_statement
            if intent["confidence"] >= least:
                asked.setdefault(id(whole), []).append(intent["name"])
        kept = [message for message in messages if message.get(PART_OF) is None]
        for message in kept:
            message.set(QUESTIONS, list(dict.fromkeys(asked.get(id(message), []))), add_to_output=True)
        return kept

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Nothing to add to training data."""
        return training_data
