"""Rasa falls back in silence when a path in its files is wrong; these tests do not."""

from __future__ import annotations

import importlib
from pathlib import Path

import pytest
from rasa.core.actions.action import RemoteAction
from rasa.core.channels.channel import InputChannel
from rasa.core.run import create_http_input_channels
from rasa.core.tracker_store import TrackerStore
from rasa.core.utils import AvailableEndpoints
from rasa.engine.graph import GraphComponent
from rasa.shared.importers.importer import TrainingDataImporter
from rasa.shared.utils.common import class_from_module_path
from ruamel.yaml import YAML

from conference_guide.content import topic_ids
from conference_guide.importer import ContentImporter
from conference_guide.tracker_store import ForgetfulTrackerStore

LABELS = [
    "greet",
    "goodbye",
    "thanks",
    "affirm",
    "deny",
    "bot_challenge",
    "capabilities",
    "change_language",
    "change_area",
    "inform",
    "feedback_good",
    "feedback_bad",
    "delete_my_chat",
    "out_of_scope",
    "danger_child",
    "danger_self",
    "danger_abuse",
    "distress",
]


def read(name: str) -> dict:
    return YAML(typ="safe").load(Path(name))


CONFIG = read("config.yml")


@pytest.mark.parametrize("name", [part["name"] for part in CONFIG["pipeline"]])
def test_each_component_of_the_pipeline_is_ours_and_imports(name):
    found = class_from_module_path(name)
    assert issubclass(found, GraphComponent)
    assert found.__module__ + "." + found.__name__ == name
    assert name.startswith("conference_guide.")


def test_the_importer_in_config_is_the_one_that_rasa_loads():
    importer = TrainingDataImporter.load_from_config("config.yml", "domain.yml", ["data"])
    inner = importer
    while hasattr(inner, "_importer") or hasattr(inner, "_importers") or hasattr(inner, "importer"):
        several = getattr(inner, "_importers", None)
        inner = several[0] if several else getattr(inner, "_importer", None) or inner.importer
    assert isinstance(inner, ContentImporter)


def test_the_channel_in_credentials_is_the_one_that_rasa_loads():
    [channel] = create_http_input_channels(None, "credentials.yml")
    assert isinstance(channel, InputChannel)
    assert type(channel).__name__ == "WebChatInput" and channel.url_prefix() == "/chat"


def test_the_tracker_store_in_endpoints_is_the_one_that_rasa_loads():
    store = TrackerStore.create(AvailableEndpoints.read_endpoints("endpoints.yml").tracker_store)
    inner = getattr(store, "_tracker_store", store)
    assert isinstance(inner, ForgetfulTrackerStore)


def test_every_action_in_the_domain_is_in_the_package_actions():
    from rasa_sdk.executor import ActionExecutor

    executor = ActionExecutor()
    executor.register_package("actions")
    assert set(read("domain.yml")["actions"]) == set(executor.actions)


def ruled_intents(importer: ContentImporter) -> set[str]:
    events = [event for step in importer.get_stories().story_steps for event in step.events]
    alternatives = [one for event in events for one in (event if isinstance(event, list) else [event])]
    return {one.intent_name for one in alternatives if hasattr(one, "intent_name")}


def test_every_topic_every_other_label_and_the_fallback_are_intents_with_a_rule():
    importer = ContentImporter("config.yml", "domain.yml", ["data"])
    labels = set(topic_ids()) | set(LABELS)
    assert labels | {"nlu_fallback"} <= set(importer.get_domain().intents)
    assert labels | {"nlu_fallback"} <= ruled_intents(importer)


def test_a_new_topic_file_becomes_an_intent_with_a_rule(tmp_path):
    (tmp_path / "topics").mkdir()
    (tmp_path / "topics" / "parking.yml").write_text("title: ...", encoding="utf-8")
    importer = ContentImporter("config.yml", "domain.yml", ["data"], content_dir=str(tmp_path))
    assert "parking" in importer.get_domain().intents
    assert "parking" in ruled_intents(importer)


def test_the_fact_slots_are_the_slots_of_the_domain():
    from conference_guide.tracker_store import FACTS

    assert set(FACTS) == set(read("domain.yml")["slots"])


def test_rasas_check_of_action_results_is_the_one_we_replace():
    # If Rasa changes this method, the compiled check in turns.py must be looked at again.
    source = Path(importlib.import_module(RemoteAction.__module__).__file__).read_text(encoding="utf-8")
    method = source[source.index("def _validate_action_result") : source.index("async def _utter_responses")]
    assert "validate(result, self.action_response_format_spec())" in method
    assert method.count("validate(") == 1


def test_action_results_are_still_checked():
    from jsonschema import ValidationError

    import conference_guide.turns  # noqa: F401  (replaces the method)

    action = RemoteAction("action_answer_question", None)
    assert action._validate_action_result({"events": [], "responses": []})
    with pytest.raises(ValidationError):
        action._validate_action_result({"events": "none", "responses": []})
