"""Rasa component: danger comes before any topic, whatever the classifier thinks."""

from __future__ import annotations

from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import ENTITIES, INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from conference_guide.language import welsh_share
from conference_guide.nlu.question_reader import ONLY_DETAILS, READING
from conference_guide.urgency import assess

DANGER = ("danger_child", "danger_self", "danger_abuse")


# The detail that answers what the guide has asked, by the slot that waits for it.
AWAITED = {"area": ("area", "ambiguous_place"), "child_age": ("child_age", "impossible_age")}
BARE = 8  # words of a message that may still be nothing but a detail


def _is_awaited_detail(message: Message, text: str) -> bool:
    """Whether a short message gives the detail that the guide has just asked for."""
    wanted = AWAITED.get((message.get("metadata") or {}).get("pending_slot") or "", ())
    found = {entity["entity"] for entity in message.get(ENTITIES) or []}
    return bool(found.intersection(wanted)) and len(text.split()) <= BARE and not message.get(READING)


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class UrgencyDetector(GraphComponent):
    """Sets the label to one of the three dangers where the core sees danger, or where the classifier half sees it."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """`threshold`, `threshold_welsh`: together the three dangers need at least this probability from the classifier."""
        return {"threshold": 0.3, "threshold_welsh": 0.25}

    def __init__(self, config: dict[str, Any]):
        """A component with its thresholds."""
        self._threshold = float(config["threshold"])
        self._threshold_welsh = float(config["threshold_welsh"])

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> UrgencyDetector:
        """A new component."""
        return cls(config)

    def _least(self, text: str) -> float:
        return self._threshold + (self._threshold_welsh - self._threshold) * welsh_share(text)

    def process(self, messages: list[Message]) -> list[Message]:
        """Overrides the label where somebody may be in danger."""
        for message in messages:
            ranking = message.get("intent_ranking") or []
            danger = {entry["name"]: entry["confidence"] for entry in ranking if entry["name"] in DANGER}
            text = message.get(TEXT) or ""
            urgency = assess(text)
            if urgency is not None and urgency.now:
                label, confidence = urgency.label, max(0.99, danger.get(urgency.label, 0.0))
            elif message.get(ONLY_DETAILS) or _is_awaited_detail(message, text):
                if (message.get(INTENT) or {}).get("name") in ("inform", "change_area"):
                    continue
                label, confidence = "inform", 1.0
            elif danger and sum(danger.values()) >= self._least(text):
                label = max(danger, key=danger.__getitem__)
                confidence = sum(danger.values())
            else:
                continue
            message.set(INTENT, {"name": label, "confidence": confidence}, add_to_output=True)
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Nothing to add to training data."""
        return training_data
