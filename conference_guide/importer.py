"""Topics become intents and rules: a new file in `content/topics` needs no change in `domain.yml` or `rules.yml`."""

from __future__ import annotations

from pathlib import Path

from rasa.shared.core.domain import Domain
from rasa.shared.core.training_data.story_reader.yaml_story_reader import YAMLStoryReader
from rasa.shared.core.training_data.structures import StoryGraph
from rasa.shared.importers.rasa import RasaFileImporter

from conference_guide.content import CONTENT_DIR, topic_ids

ANSWER_ACTION = "action_answer_question"


class ContentImporter(RasaFileImporter):
    """Rasa's file importer, which also makes an intent and a rule of each topic."""

    def __init__(
        self,
        config_file: str | None = None,
        domain_path: str | None = None,
        training_data_paths: list[str] | str | None = None,
        content_dir: str = str(CONTENT_DIR),
    ):
        """Reads Rasa's files and the names of the topics.

        Args:
            config_file: Rasa's `config.yml`.
            domain_path: Rasa's `domain.yml`.
            training_data_paths: files and folders with training data.
            content_dir: the editors' folder; a key of this importer in `config.yml`.
        """
        super().__init__(config_file, domain_path, training_data_paths)
        self._topics = topic_ids(Path(content_dir))

    def get_domain(self) -> Domain:
        """The domain, with an intent for each topic."""
        return super().get_domain().merge(Domain.from_dict({"intents": list(self._topics)}))

    def get_stories(self, exclusion_percentage: int | None = None) -> StoryGraph:
        """The stories and rules, with a rule that answers each topic."""
        graph = super().get_stories(exclusion_percentage)
        intents = "\n".join(f"    - intent: {topic}" for topic in self._topics)
        rule = f"version: '3.1'\nrules:\n- rule: answer each topic\n  steps:\n  - or:\n{intents}\n  - action: {ANSWER_ACTION}\n"
        steps = YAMLStoryReader(source_name="content/topics").read_from_string(rule)
        return graph.merge(StoryGraph(steps))
