"""JSON Schemas of the content files, made from the models, so that an editor's program completes and checks while typing."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Annotated, Any

from pydantic import ConfigDict, Field, RootModel, StringConstraints, TypeAdapter

from conference_guide.content import (
    Area,
    Content,
    ContentModel,
    GlossaryTerm,
    Helpline,
    LocalisedText,
    Page,
    Places,
    Reply,
    Service,
    Source,
    Topic,
    Words,
    topic_ids,
)
from conference_guide.messages import catalogue

SCHEMAS_DIR = Path("schemas")


class AcceptedFinding(ContentModel):
    """A finding of the check that stands, with the reason; `file` and `field` may hold * for any words."""

    file: Words
    field: Words
    kind: Words
    says: str | None = None
    until: date | None = None
    reason: LocalisedText


class TrainingBlock(ContentModel):
    """Training questions of one topic in one language."""

    model_config = ConfigDict(extra="allow", frozen=True)

    intent: str | None = None
    synonym: str | None = None
    metadata: dict[str, Annotated[str, StringConstraints(pattern=r"^(en|cy)$")]] | None = None
    examples: Words


class TrainingFile(ContentModel):
    """A file of training questions in Rasa's format."""

    version: str
    nlu: list[TrainingBlock] = Field(min_length=1)


_TEXTS = dict[str, Words]

# Schema by name: what it is made from, and the files it is for.
KINDS: dict[str, tuple[Any, tuple[str, ...]]] = {
    "topic": (Topic, ("content/topics/*.yml",)),
    "reply": (Reply, ("content/replies/*.yml",)),
    "area": (Area, ("content/areas/*.yml",)),
    "page": (Page, ("content/pages/*.yml",)),
    "sources": (dict[str, Source], ("content/sources.yml",)),
    "helplines": (dict[str, Helpline], ("content/helplines.yml",)),
    "glossary": (dict[str, GlossaryTerm], ("content/glossary.yml",)),
    "places": (Places, ("content/places.yml",)),
    "service": (Service, ("content/service.yml",)),
    "interface": (_TEXTS, ("content/interface.*.yml",)),
    "messages": (_TEXTS, ("content/messages.*.yml",)),
    "accepted": (RootModel[list[AcceptedFinding]], ("content/accepted.yml",)),
    "training": (TrainingFile, ("data/nlu/*.yml",)),
}

# Fields that hold ids, and where the ids are listed. A new one is not wrong before the schemas are made again.
_IDS = {"sources": "sources", "source": "sources", "page": "sources", "helplines": "helplines", "related": "topics"}
_IDS |= {"parent": "areas", "area": "areas", "dates": "limits", "topic": "topics"}


def kind_of(path: Path, content_dir: Path) -> str | None:
    """The name of the schema for a content file; None for a file that has none."""
    inside = Path("content") / path.relative_to(content_dir)
    return next((name for name, (_, files) in KINDS.items() if any(inside.match(pattern) for pattern in files)), None)


def first_line(path: Path, content_dir: Path) -> str | None:
    """The first line of a content file: it tells YAML editors which schema to use."""
    kind = kind_of(path, content_dir)
    if kind is None:
        return None
    up = "../" * len(path.relative_to(content_dir).parts)
    return f"# yaml-language-server: $schema={up}{SCHEMAS_DIR.name}/{kind}.schema.json"


def _known_ids(content_dir: Path) -> dict[str, list[str]]:
    """The ids in use, read without checking anything else, so that they can be listed while content is broken."""
    from conference_guide.content import ContentError, read_yaml

    def keys(path: Path, field: str | None = None) -> Iterator[str]:
        try:
            data = read_yaml(path)
        except ContentError:
            return
        data = data.get(field) if field and isinstance(data, dict) else data
        yield from (str(key) for key in data or {}) if isinstance(data, dict) else ()

    areas = sorted(content_dir.glob("areas/*.yml"))
    return {
        "topics": topic_ids(content_dir),
        "areas": [path.stem for path in areas],
        "sources": sorted(keys(content_dir / "sources.yml")),
        "helplines": sorted(keys(content_dir / "helplines.yml")),
        "limits": sorted({limit for path in areas for limit in keys(path, "time_limits")}),
    }


def _with_ids(schema: dict[str, Any], ids: dict[str, list[str]]) -> None:
    """Offers the ids in use where a field holds one; others are allowed, and `conference-guide check` finds wrong ones."""
    for part in (schema, *schema.get("$defs", {}).values()):
        for name, field in part.get("properties", {}).items():
            known = ids.get(_IDS.get(name, ""), [])
            places = [field, field.get("items", {}), *field.get("anyOf", [])]
            for place in places if known else []:
                if place.get("type") == "string":
                    place.pop("type")
                    pattern = {key: place.pop(key) for key in ("pattern",) if key in place}
                    place["anyOf"] = [{"enum": known}, {"type": "string", **pattern}]
                    break
            if name == "answers":
                (answer,) = field.pop("patternProperties").values()
                field["properties"] = {area: answer for area in ids["areas"]}
                field["additionalProperties"] = answer


def _with_hints(schema: dict[str, Any]) -> None:
    """Says under each field, in both languages, what belongs there (catalogue keys `hint_<field>`)."""
    english, welsh = catalogue("en"), catalogue("cy")
    for part in (schema, *schema.get("$defs", {}).values()):
        part.pop("description", None)
        for name, field in part.get("properties", {}).items():
            field.pop("title", None)
            for key in (f"hint_{part.get('title', '')}_{name}".lower(), f"hint_{name}".lower()):
                if key in english and key in welsh:
                    field["description"] = f"{english[key]}\n\n{welsh[key]}".replace("{{", "{").replace("}}", "}")
                    break


def schema(kind: str, content_dir: Path, ids: dict[str, list[str]] | None = None) -> dict[str, Any]:
    """The JSON Schema (draft 7) of one kind of file.

    Raises:
        KeyError: there is no such kind.
    """
    model, _ = KINDS[kind]
    made: dict[str, Any] = {"$schema": "http://json-schema.org/draft-07/schema#"}
    made |= TypeAdapter(model).json_schema()
    made["title"] = kind
    _with_hints(made)
    _with_ids(made, _known_ids(content_dir) if ids is None else ids)
    return made


def written(made: dict[str, Any]) -> str:
    """A schema as it stands in its file."""
    return json.dumps(made, ensure_ascii=False, indent=1) + "\n"


def ids_of(content: Content) -> dict[str, list[str]]:
    """The ids in use, by what they name."""
    return {
        "topics": sorted(content.topics),
        "areas": sorted(content.areas),
        "sources": sorted(content.sources),
        "helplines": sorted(content.helplines),
        "limits": sorted({limit for area in content.areas.values() for limit in area.time_limits}),
    }


def stale_schemas(content_dir: Path, schemas_dir: Path = SCHEMAS_DIR, ids: dict[str, list[str]] | None = None) -> list[Path]:
    """The schema files that are missing or not what the models and the ids (read from the files, if not given) make now."""
    ids, stale = _known_ids(content_dir) if ids is None else ids, []
    for kind in KINDS:
        path = schemas_dir / f"{kind}.schema.json"
        try:
            current = path.read_text(encoding="utf-8") == written(schema(kind, content_dir, ids))
        except OSError:
            current = False
        if not current:
            stale.append(path)
    return stale


def write_schemas(content_dir: Path, schemas_dir: Path = SCHEMAS_DIR) -> list[Path]:
    """Writes every schema and returns those that changed."""
    changed, ids = stale_schemas(content_dir, schemas_dir), _known_ids(content_dir)
    schemas_dir.mkdir(exist_ok=True)
    for path in changed:
        draft = path.with_suffix(f".{os.getpid()}")
        draft.write_text(written(schema(path.name.removesuffix(".schema.json"), content_dir, ids)), encoding="utf-8")
        draft.replace(path)
    return changed
