"""Rasa component: the ages of children in a message, as `child_age` (months) or `impossible_age`."""

from __future__ import annotations

from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.extractors.extractor import EntityExtractorMixin
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from conference_guide.ages import find_ages


@DefaultV1Recipe.register([DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR], is_trainable=False)
class AgeEntityExtractor(GraphComponent, EntityExtractorMixin):
    """Adds one `child_age` for each child mentioned, or `impossible_age`."""

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> AgeEntityExtractor:
        """A component; it has no settings."""
        return cls()

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """The training data as it is: ages are found by rule, not learnt."""
        return training_data

    def process(self, messages: list[Message]) -> list[Message]:
        """The messages with the ages in them; a bare number counts where the guide has just asked for an age."""
        for message in messages:
            self._extract(message)
        return messages

    def _extract(self, message: Message) -> None:
        text = message.get(TEXT) or ""
        asked = (message.get("metadata") or {}).get("pending_slot") == "child_age"
        ages = find_ages(text, bare=asked)
        found = [
            {"entity": "child_age", "start": start, "end": end, "value": months, "confidence": 1.0}
            for months, (start, end) in zip(ages.months, ages.spans, strict=True)
        ]
        if ages.impossible:
            found.append({"entity": "impossible_age", "start": 0, "end": len(text), "value": True, "confidence": 1.0})
        if found:
            entities = (message.get(ENTITIES) or []) + self.add_extractor_name(found)
            message.set(ENTITIES, entities, add_to_output=True)
