"""Rasa component: the day of the conference in a message, as `conference_date` or `impossible_date`."""

from __future__ import annotations

from datetime import date
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.extractors.extractor import EntityExtractorMixin
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from conference_guide.dates import find_date


@DefaultV1Recipe.register([DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR], is_trainable=False)
class DateEntityExtractor(GraphComponent, EntityExtractorMixin):
    """Adds a `conference_date` ("2026-12-14"), or `impossible_date`."""

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> DateEntityExtractor:
        """A component; it has no settings."""
        return cls()

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """The training data as it is: dates are found by rule, not learnt."""
        return training_data

    def process(self, messages: list[Message]) -> list[Message]:
        """The messages with the day of the conference; "today" is in their metadata, or the real one."""
        for message in messages:
            self._extract(message)
        return messages

    def _extract(self, message: Message) -> None:
        text = message.get(TEXT) or ""
        today = (message.get("metadata") or {}).get("today")
        found = find_date(text, date.fromisoformat(today) if today else date.today())
        if found.span is None:
            return
        entity: dict[str, Any] = {"entity": "impossible_date", "value": True}
        if found.day is not None:
            entity = {"entity": "conference_date", "value": found.day.isoformat()}
        entity |= {"start": found.span[0], "end": found.span[1], "confidence": 1.0}
        entities = (message.get(ENTITIES) or []) + self.add_extractor_name([entity])
        message.set(ENTITIES, entities, add_to_output=True)
