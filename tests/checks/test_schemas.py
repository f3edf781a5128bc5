"""The JSON Schemas that editors' programs check with while typing."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from jsonschema import Draft7Validator

from conference_guide.content import read_yaml, topic_ids
from conference_guide.messages import catalogue
from conference_guide.schemas import KINDS, SCHEMAS_DIR, first_line, kind_of, schema

CONTENT = Path("content")
FILES = sorted(CONTENT.rglob("*.yml"))


def committed(kind):
    return json.loads((SCHEMAS_DIR / f"{kind}.schema.json").read_text(encoding="utf-8"))


def as_json(value):
    """The data as a YAML editor sees it: dates are text."""
    if isinstance(value, dict):
        return {str(key): as_json(item) for key, item in value.items()}
    if isinstance(value, list):
        return [as_json(item) for item in value]
    return value.isoformat() if isinstance(value, date) else value


def without_ids(value):
    """A schema without the lists of ids in use, which change with the content."""
    if isinstance(value, dict):
        known = value.get("anyOf", [{}])[0]
        offers = len(value.get("anyOf", [])) == 2 and set(known) == {"enum"}
        kept = {key: without_ids(item) for key, item in value.items() if not (offers and key == "anyOf")}
        if "additionalProperties" in kept and "properties" in kept and isinstance(kept["additionalProperties"], dict):
            kept.pop("properties")
        return kept | ({"ids": without_ids(value["anyOf"][1])} if offers else {})
    return [without_ids(item) for item in value] if isinstance(value, list) else value


@pytest.mark.parametrize("kind", KINDS)
def test_the_committed_schema_is_the_one_that_the_models_make(kind):
    made = json.loads(json.dumps(schema(kind, CONTENT)))
    assert without_ids(committed(kind)) == without_ids(made), "run: make schemas"


@pytest.mark.parametrize("kind", KINDS)
def test_each_schema_is_a_good_one(kind):
    Draft7Validator.check_schema(committed(kind))


@pytest.mark.parametrize("path", FILES, ids=[path.relative_to(CONTENT).as_posix() for path in FILES])
def test_each_content_file_names_its_schema_and_keeps_to_it(path):
    assert path.read_text(encoding="utf-8").split("\n", maxsplit=1)[0] == first_line(path, CONTENT)
    errors = Draft7Validator(committed(kind_of(path, CONTENT))).iter_errors(as_json(read_yaml(path)))
    assert [error.message for error in errors] == []


@pytest.mark.parametrize("path", sorted(Path("data/nlu").glob("*.yml")), ids=lambda path: path.stem)
def test_each_training_file_keeps_to_its_schema(path):
    assert list(Draft7Validator(committed("training")).iter_errors(as_json(read_yaml(path)))) == []


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda topic: topic.pop("title"), "'title' is a required property"),
        (lambda topic: topic["title"].pop("cy"), "'cy' is a required property"),
        (lambda topic: topic.update(titel="x"), "'titel' was unexpected"),
        (lambda topic: topic["answers"]["conwy"].pop("sources"), "'sources' is a required property"),
    ],
)
def test_a_mistake_is_seen_while_typing(spoil, said):
    topic = as_json(read_yaml(CONTENT / "topics" / "minutes.yml"))
    spoil(topic)
    assert any(said in error.message for error in Draft7Validator(committed("topic")).iter_errors(topic))


def test_ids_in_use_are_offered_and_new_ones_are_not_wrong():
    (offered, free) = committed("topic")["properties"]["related"]["items"]["anyOf"]
    assert offered["enum"] == topic_ids() and free == {"type": "string", "pattern": "^[a-z][a-z0-9_]*$"}
    assert set(committed("topic")["properties"]["answers"]["properties"]) == {path.stem for path in CONTENT.glob("areas/*.yml")}


def test_fields_are_explained_in_both_languages():
    said = committed("topic")["properties"]["related"]["description"]
    assert said == f"{catalogue('en')['hint_related']}\n\n{catalogue('cy')['hint_related']}"


def test_each_hint_belongs_to_a_field():
    written = "".join((SCHEMAS_DIR / f"{kind}.schema.json").read_text(encoding="utf-8") for kind in KINDS)
    hints = {key: words for key, words in catalogue("en").items() if key.startswith("hint_")}
    assert [
        key
        for key, words in hints.items()
        if json.dumps(words.replace("{{", "{").replace("}}", "}"), ensure_ascii=False)[1:-1] not in written
    ] == []


def test_the_editors_program_is_told_where_the_schemas_are():
    lines = Path(".vscode/settings.json").read_text(encoding="utf-8").split("\n")
    settings = json.loads("\n".join(line for line in lines if not line.strip().startswith("//")))
    for file, files in settings["yaml.schemas"].items():
        kind = Path(file).name.removesuffix(".schema.json")
        assert Path(file).is_file() and files in KINDS[kind][1]
