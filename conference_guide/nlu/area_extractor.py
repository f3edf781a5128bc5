"""Rasa component: the places in a message, as `area`, `council` and `ambiguous_place`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.extractors.extractor import EntityExtractorMixin
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from conference_guide.content import live_content
from conference_guide.places import PlaceFinder


@DefaultV1Recipe.register([DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR], is_trainable=False)
class AreaEntityExtractor(GraphComponent, EntityExtractorMixin):
    """Adds one `area` for each area mentioned, the `council` without a page, and an `ambiguous_place`.

    The names are those of the live content, so a place that an editor adds is known without training.
    """

    def __init__(self, content_dir: Path) -> None:
        """A component that reads the given content folder when the first message comes."""
        self._content_dir = content_dir
        self._finder: PlaceFinder | None = None
        self._hash = ""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """The editors' folder, from the root of the project."""
        return {"content_dir": "content"}

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> AreaEntityExtractor:
        """A component for the configured content folder."""
        return cls(Path(config["content_dir"]))

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """The training data as it is: places are looked up, not learnt."""
        return training_data

    def process(self, messages: list[Message]) -> list[Message]:
        """The messages with their places; "Wells" alone counts where the guide has just asked for the area."""
        finder = self._newest_finder()
        for message in messages:
            self._extract(message, finder)
        return messages

    def _newest_finder(self) -> PlaceFinder:
        content = live_content(self._content_dir).get()
        if self._finder is None or content.hash != self._hash:
            self._finder, self._hash = PlaceFinder(content), content.hash
        return self._finder

    def _extract(self, message: Message, finder: PlaceFinder) -> None:
        text = message.get(TEXT) or ""
        asked = (message.get("metadata") or {}).get("pending_slot") == "area"
        places = finder.find(text, bare=asked)
        values: list[tuple[str, Any]] = [("area", area) for area in places.areas]
        if places.council is not None:
            values.append(("council", {"en": places.council.en, "cy": places.council.cy}))
        if places.choices:
            values.append(("ambiguous_place", places.name))
        if not values:
            return
        start, end = places.spans[0][0], places.spans[-1][1]
        found = [{"entity": entity, "start": start, "end": end, "value": value, "confidence": 1.0} for entity, value in values]
        entities = (message.get(ENTITIES) or []) + self.add_extractor_name(found)
        message.set(ENTITIES, entities, add_to_output=True)
