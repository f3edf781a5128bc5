"""What parents read: the content models, loading them from YAML, and reloading them live.

Editors own `content/`; this module gives the rest of the program one checked, read-only
snapshot of it. A broken file never replaces a good snapshot.
"""

from __future__ import annotations

import hashlib
import logging
import re
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from dataclasses import field as dataclass_field
from datetime import date
from enum import Enum
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Any, TypeVar

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.constructor import DuplicateKeyError
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, SequenceNode

from conference_guide.messages import message

logger = logging.getLogger(__name__)

LOCALES = ("en", "cy")
CONTENT_DIR = Path("content")

ID_PATTERN = r"^[a-z][a-z0-9_]*$"
Id = Annotated[str, StringConstraints(pattern=ID_PATTERN)]
Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
PartialDate = Annotated[str, StringConstraints(pattern=r"^\d{4}(-\d{2}(-\d{2})?)?$")]


class ContentModel(BaseModel):
    """Base of all content models: unknown keys are refused, nothing changes after loading."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class LocalisedText(ContentModel):
    """The same words in English and Welsh; neither may be missing."""

    en: Words
    cy: Words

    def __getitem__(self, locale: str) -> str:
        if locale not in LOCALES:
            raise KeyError(locale)
        text: str = getattr(self, locale)
        return text


class Reviewed(ContentModel):
    """The day on which an editor last read each language; null where nobody has yet."""

    en: date | None
    cy: date | None


class AgeBand(str, Enum):
    """Bands of a child's age in an area with age rules, named after the rule they fall under."""

    unborn = "unborn"
    under_advocate_age = "under_advocate_age"
    at_advocate_age = "at_advocate_age"
    between = "between"
    at_attend_age = "at_attend_age"
    over_attend_age = "over_attend_age"
    adult = "adult"


class Speaker(str, Enum):
    """Who is typing, where it is not a parent (conference_guide/speakers.py)."""

    grandparent = "grandparent"
    supporter = "supporter"
    young_person = "young_person"


class Answer(ContentModel):
    """One answer at one level: the short answer first, then the detail."""

    short: LocalisedText
    more: LocalisedText | None = None
    sources: list[Id] = Field(min_length=1)
    reviewed: Reviewed
    add_nation: bool = False
    dates: list[Id] = []
    by_age: dict[AgeBand, LocalisedText] | None = None
    by_speaker: dict[Speaker, LocalisedText] | None = None


class Topic(ContentModel):
    """One thing a parent asks, with its answers by level (nation, council)."""

    title: LocalisedText
    question: LocalisedText
    answers: dict[Id, Answer] = Field(min_length=1)
    related: list[Id] = []


class ReplyWords(ContentModel):
    """The words of one reply at one level."""

    short: LocalisedText
    more: LocalisedText | None = None
    reviewed: Reviewed


class Reply(ContentModel):
    """A reply that is not an answer to a topic: greeting, thanks, the urgent four ..."""

    kind: Annotated[str, StringConstraints(pattern=r"^(question|urgent|fallback|out_of_scope|social)$")]
    answers: dict[Id, ReplyWords] = Field(min_length=1)
    helplines: list[Id] = []
    related: list[Id] = []


class TimeLimit(ContentModel):
    """A dated time limit of one level, in the unit of its source."""

    amount: int = Field(gt=0)
    unit: Annotated[str, StringConstraints(pattern=r"^(hours|days|working_days|months)$")]
    when: Annotated[str, StringConstraints(pattern=r"^(before|after)$")]
    source: Id
    as_of: PartialDate | date | None = None
    says: LocalisedText | None = None


class AgeRule(ContentModel):
    """The ages, in years, that an area's page names."""

    attend_over: int
    advocate_over: int
    source: Id
    as_of: PartialDate | date | None = None


class Council(ContentModel):
    """A council whose own page we do not have: known by name so that its nation's answers are given."""

    name: LocalisedText
    names: list[str] = []
    places: list[str] = []


class Area(ContentModel):
    """A level of answers: both nations, a nation, or the council(s) of one source page."""

    name: LocalisedText
    kind: Annotated[str, StringConstraints(pattern=r"^(nations|nation|council)$")]
    parent: Id | None
    page: Id | None
    origin: LocalisedText
    silent: LocalisedText | None = None
    generally: LocalisedText | None = None
    no_page: LocalisedText | None = None
    names: list[str] = []
    places: dict[str, list[str]] = {}
    councils: list[Council] = []
    ages: AgeRule | None = None
    time_limits: dict[Id, TimeLimit] = {}


class PlaceChoice(ContentModel):
    """One of the places that an ambiguous name may mean."""

    area: Id
    label: LocalisedText


class AmbiguousPlace(ContentModel):
    """A name that stands for more than one place; the guide asks which."""

    name: Words
    choices: list[PlaceChoice] = Field(min_length=2)


class Places(ContentModel):
    """Names of places that need care."""

    ambiguous: list[AmbiguousPlace] = []
    ordinary_words: list[str] = []
    postcodes: dict[str, str] = {}


class Source(ContentModel):
    """A public page that answers rest on."""

    title: LocalisedText
    url: str | None
    url_cy: str | None = None
    as_of: PartialDate | None
    nation: Annotated[str, StringConstraints(pattern=r"^(england|wales|both)$")]


class Helpline(ContentModel):
    """A helpline: whom it is for, what it says in one line, and when somebody last checked it."""

    name: LocalisedText
    nations: list[Annotated[str, StringConstraints(pattern=r"^(england|wales)$")]] = Field(min_length=1)
    line: LocalisedText
    phone: str | None = None
    text_number: str | None = None
    hours: LocalisedText | None = None
    checked: date
    checked_how: Words
    source: Words


class GlossaryTerm(ContentModel):
    """A hard word, explained in place; `forms` are other ways it is written."""

    term: LocalisedText
    explanation: LocalisedText
    forms: dict[Annotated[str, StringConstraints(pattern=r"^(en|cy)$")], list[str]] = {}
    nations: list[Annotated[str, StringConstraints(pattern=r"^(england|wales)$")]] = ["england", "wales"]


class Switch(ContentModel):
    """Something that is switched off: exactly one of `guide`, `topic`, `area` and `language`.

    `message` is said in its place; without one the usual words are said.
    """

    guide: bool = False
    topic: Id | None = None
    area: Id | None = None
    language: Id | None = None
    message: LocalisedText | None = None

    @property
    def what(self) -> str:
        """The kind of thing: "guide", "topic", "area" or "language"."""
        return next((kind for kind in ("topic", "area", "language") if getattr(self, kind) is not None), "guide")

    @property
    def name(self) -> str:
        """Its id; "guide" for the whole guide."""
        return str(getattr(self, self.what)) if self.what != "guide" else "guide"


class Service(ContentModel):
    """What the service is called, where its neutral exit goes, and what is switched off."""

    name: LocalisedText
    exit_url: Words
    release: date
    switched_off: list[Switch] = []


class PageSection(ContentModel):
    """A heading of a plain page and the words under it."""

    heading: LocalisedText
    text: LocalisedText


class Page(ContentModel):
    """A plain page of words: about this guide, privacy, accessibility."""

    title: LocalisedText
    sections: list[PageSection] = Field(min_length=1)


@dataclass(frozen=True)
class Problem:
    """Something an editor should mend: where it is, what is wrong, and what to do.

    `kind` names the message in `content/messages.*.yml` and `values` fill it. `advice` fails nothing but a release.
    """

    file: str
    line: int
    field: str
    message: str
    kind: str = ""
    values: Mapping[str, object] = dataclass_field(default_factory=dict, compare=False)
    advice: bool = False

    def said(self, locale: str) -> str:
        """What is wrong and what to do, in one language."""
        return message(self.kind, locale, self.values) if self.kind else self.message

    def line_in(self, locale: str) -> str:
        """The whole line for an editor: file, line, field and message."""
        return f"{self.file}:{self.line}: {self.field}: {self.said(locale)}"

    def __str__(self) -> str:
        return self.line_in("en")


class ContentError(Exception):
    """Content that cannot be used; `problems` says where and why."""

    def __init__(self, problems: list[Problem]):
        self.problems = problems
        super().__init__("\n".join(str(problem) for problem in problems))


@dataclass(frozen=True)
class Content:
    """One good snapshot of everything in `content/`; `hash` names it."""

    topics: dict[str, Topic]
    replies: dict[str, Reply]
    areas: dict[str, Area]
    sources: dict[str, Source]
    helplines: dict[str, Helpline]
    glossary: dict[str, GlossaryTerm]
    places: Places
    service: Service
    pages: dict[str, Page]
    interface: dict[str, dict[str, str]]
    hash: str

    def say(self, locale: str, key: str, **values: str) -> str:
        """One line of the interface; a missing key or placeholder is an error, never the other language."""
        return self.interface[locale][key].format(**values)

    def switch(self, what: str, name: str | None = None) -> Switch | None:
        """The switch that turns something off, or None while it is on.

        Args:
            what: "guide", "topic", "area" or "language".
            name: the id of the topic, area or language.
        """
        for switch in self.service.switched_off:
            if switch.what == what and switch.name == (name or what):
                return switch
        return None

    def spoken(self, locale: str) -> str:
        """The language to use: the one asked for, or the other while that one is switched off."""
        if self.switch("language", locale) is None:
            return locale
        return next((other for other in LOCALES if self.switch("language", other) is None), locale)


Model = TypeVar("Model", bound=BaseModel)
Loaded = TypeVar("Loaded")
Stamp = tuple[int, int, int]  # when a file was changed, its size, and which file it is


Loc = tuple[str | int, ...]  # where a field stands in a file: ("answers", "conwy", "short", "cy")


@lru_cache(maxsize=256)
def _composed(path: Path, _changed: int) -> Node | None:
    return YAML(typ="safe").compose(path.read_text(encoding="utf-8"))


def node_tree(path: Path) -> Node | None:
    """The YAML nodes of a file, with their lines; None if it cannot be read."""
    try:
        return _composed(path.resolve(), path.stat().st_mtime_ns)
    except (OSError, UnicodeDecodeError, YAMLError):
        return None


def line_of(path: Path, loc: Loc) -> int:
    """The line (from 1) of the field at `loc` in a YAML file, or of the nearest parent that exists."""
    node = node_tree(path)
    line = 1
    for part in loc:
        found: Node | None = None
        if isinstance(node, MappingNode):
            for key, value in node.value:
                if str(key.value) == str(part):
                    found, line = value, key.start_mark.line + 1
        elif isinstance(node, SequenceNode) and isinstance(part, int) and part < len(node.value):
            found = node.value[part]
            line = found.start_mark.line + 1
        if found is None:
            break
        node = found
    return line


def problem_at(
    path: Path,
    loc: Loc,
    kind: str,
    *,
    values: Mapping[str, object] | None = None,
    line: int | None = None,
    advice: bool = False,
    **more: object,
) -> Problem:
    """A problem of one field, with the message of its kind and what fills it."""
    field = ".".join(str(part) for part in loc) or "file"
    values = {**(values or {}), **more}
    return Problem(str(path), line or line_of(path, loc), field, message(kind, "en", values), kind, values, advice)


# pydantic's words are for programmers; the catalogue's are for editors.
_KINDS = {
    "missing": "field_missing",
    "extra_forbidden": "field_unknown",
    "string_type": "should_be_text",
    "string_too_short": "text_empty",
    "string_pattern_mismatch": "wrong_form",
    "dict_type": "should_be_names",
    "model_type": "should_be_names",
    "model_attributes_type": "should_be_names",
    "list_type": "should_be_list",
    "too_short": "list_too_short",
    "date_from_datetime_parsing": "should_be_date",
    "date_from_datetime_inexact": "should_be_date",
    "date_parsing": "should_be_date",
    "date_type": "should_be_date",
    "int_type": "should_be_number",
    "int_parsing": "should_be_number",
    "int_from_float": "should_be_number",
    "greater_than": "should_be_number",
    "bool_type": "should_be_true_or_false",
    "bool_parsing": "should_be_true_or_false",
    "enum": "not_one_of",
    "literal_error": "not_one_of",
}
_CHOICES = re.compile(r"\^\(([\w|]+)\)\$")
_VARIANTS = ("[key]", "date", "constrained-str")  # what pydantic adds to a place for keys and for "one of these types"


def problems_of(path: Path, error: ValidationError, above: Loc = ()) -> list[Problem]:
    """What a model refused, in an editor's words; `above` is the place of the model within the file."""
    problems: dict[tuple[Loc, str], Problem] = {}
    dates = {detail["loc"][:-1] for detail in error.errors() if detail["loc"][-1:] == ("date",)}
    for detail in error.errors():
        loc = (*above, *(part for part in detail["loc"] if part not in _VARIANTS))
        kind = _KINDS.get(detail["type"], "wrong_value")
        values: dict[str, object] = {"value": detail.get("input"), "reason": detail["msg"]}
        choices = _CHOICES.fullmatch(str(detail.get("ctx", {}).get("pattern", "")))
        if detail["loc"][:-1] in dates:
            kind = "should_be_date"
        elif choices:
            kind, values["allowed"] = "not_one_of", choices.group(1).replace("|", ", ")
        elif kind == "not_one_of":
            values["allowed"] = str(detail.get("ctx", {}).get("expected", ""))
        elif kind == "wrong_form" and (detail["loc"][-1] == "[key]" or detail.get("ctx", {}).get("pattern") == ID_PATTERN):
            kind = "wrong_id"
        problems.setdefault((loc, kind), problem_at(path, loc, kind, values=values))
    return list(problems.values())


# What the parser says, and how an editor is told. The last ones are told at the place where they began.
_YAML_KINDS = {
    "mapping values are not allowed": "yaml_colon",
    "did not find expected key": "yaml_indent",
    "did not find expected '-' indicator": "yaml_indent",
    "could not find expected ':'": "yaml_no_colon",
    "cannot start any token": "yaml_sign",
    "undefined alias": "yaml_sign",
    "could not determine a constructor": "yaml_sign",
    "unknown escape character": "yaml_sign",
    "did not find expected ',' or": "yaml_bracket",
    "unexpected end of stream": "yaml_quote",
}
_TOLD_WHERE_BEGUN = ("yaml_no_colon", "yaml_bracket", "yaml_quote")


def _yaml_problem(path: Path, error: MarkedYAMLError) -> Problem:
    """What the YAML parser found, in an editor's words."""
    mark = error.problem_mark or error.context_mark
    reason = (error.problem or "?").replace("\n", " ")
    if isinstance(error, DuplicateKeyError):
        found = re.search(r'key "(.*?)"', reason)
        return problem_at(path, (), "key_twice", line=mark.line + 1 if mark else 1, key=found.group(1) if found else "?")
    kind = next((kind for said, kind in _YAML_KINDS.items() if said in reason), "not_yaml")
    if kind in _TOLD_WHERE_BEGUN:
        mark = error.context_mark or mark
    return problem_at(path, (), kind, line=mark.line + 1 if mark else 1, reason=reason)


def read_yaml(path: Path) -> Any:
    """The plain data in a YAML file.

    Raises:
        ContentError: the file is not YAML, has a key twice, or is not UTF-8.
    """
    try:
        return YAML(typ="safe").load(path.read_text(encoding="utf-8"))
    except MarkedYAMLError as error:
        raise ContentError([_yaml_problem(path, error)]) from error
    except (YAMLError, UnicodeDecodeError) as error:
        raise ContentError([problem_at(path, (), "not_utf8", line=1)]) from error
    except OSError as error:
        raise ContentError([problem_at(path, (), "not_opened", line=1, reason=error.strerror)]) from error


class FileCache:
    """What was read of each file, while the file stays as it is: a reload reads only what was saved since.

    Only good files are kept. What it hands out is shared between snapshots and must not be changed.
    """

    def __init__(self) -> None:
        """Nothing read yet."""
        self._held: dict[Path, tuple[Stamp, Any]] = {}

    def read(self, path: Path, load: Callable[[Path], Loaded]) -> Loaded:
        """The file as `load` reads it, or as it was read before.

        Raises:
            ContentError: whatever `load` raises.
        """
        stamp = _stamp(path)
        held = self._held.get(path)
        if held is not None and stamp is not None and held[0] == stamp:
            loaded: Loaded = held[1]
            return loaded
        self._held.pop(path, None)
        loaded = load(path)
        if stamp is not None:
            self._held[path] = (stamp, loaded)
        return loaded


def _stamp(path: Path) -> Stamp | None:
    try:
        status = path.stat()
    except OSError:
        return None
    return (status.st_mtime_ns, status.st_size, status.st_ino)


def _load(path: Path, model: type[Model]) -> Model:
    data = read_yaml(path)
    try:
        return model.model_validate(data)
    except ValidationError as error:
        raise ContentError(problems_of(path, error)) from error


def _load_mapping(path: Path, model: type[Model]) -> dict[str, Model]:
    data = read_yaml(path)
    if not isinstance(data, dict):
        raise ContentError([problem_at(path, (), "should_be_blocks", line=1)])
    loaded: dict[str, Model] = {}
    problems: list[Problem] = []
    for key, value in data.items():
        try:
            loaded[str(key)] = model.model_validate(value)
        except ValidationError as error:
            problems.extend(problems_of(path, error, (str(key),)))
    if problems:
        raise ContentError(problems)
    return loaded


def _load_folder(folder: Path, model: type[Model], cache: FileCache, problems: list[Problem]) -> dict[str, Model]:
    loaded: dict[str, Model] = {}
    for path in sorted(folder.glob("*.yml")):
        try:
            loaded[path.stem] = cache.read(path, lambda path: _load(path, model))
        except ContentError as error:
            problems.extend(error.problems)
    return loaded


def placeholders(text: str) -> set[str]:
    """The names in braces in a text: {"date"} in "by {date}"."""
    return set(re.findall(r"\{(\w+)\}", text))


def in_braces(names: Iterable[str]) -> str:
    """Names of placeholders for a message: "{area}, {date}"; "-" for none."""
    return ", ".join(f"{{{name}}}" for name in sorted(names)) or "-"


def _load_interface(path: Path) -> dict[str, str]:
    data = read_yaml(path)
    if not isinstance(data, dict):
        raise ContentError([problem_at(path, (), "should_be_names", line=1)])
    words: dict[str, str] = {}
    problems = []
    for key, value in data.items():
        if isinstance(key, str) and isinstance(value, str) and value.strip():
            words[key] = value.strip()
        else:
            problems.append(problem_at(path, (str(key),), "should_be_text"))
    if problems:
        raise ContentError(problems)
    return words


def content_files(content_dir: Path = CONTENT_DIR) -> list[Path]:
    """Every YAML file of the content, in a stable order."""
    return sorted(content_dir.rglob("*.yml"))


def topic_ids(content_dir: Path = CONTENT_DIR) -> list[str]:
    """The ids of all topics, in order: the names of the files in `content/topics`."""
    return sorted(path.stem for path in (content_dir / "topics").glob("*.yml"))


def _references(content: Content, content_dir: Path) -> Iterator[Problem]:
    """Ids that point to nothing."""
    answered: list[tuple[Path, dict[str, Any], list[str]]] = [
        *((content_dir / "topics" / f"{key}.yml", dict(topic.answers), topic.related) for key, topic in content.topics.items()),
        *((content_dir / "replies" / f"{key}.yml", dict(reply.answers), reply.related) for key, reply in content.replies.items()),
    ]
    for path, answers, related in answered:
        for area_id in answers:
            if area_id not in content.areas:
                yield problem_at(path, ("answers", area_id), "area_unknown", id=area_id)
        if "england_and_wales" not in answers:
            yield problem_at(path, ("answers",), "nations_missing")
        for other in related:
            if other not in content.topics:
                yield problem_at(path, ("related",), "topic_unknown", id=other)
    for topic_id, topic in content.topics.items():
        path = content_dir / "topics" / f"{topic_id}.yml"
        for area_id, answer in topic.answers.items():
            for source in answer.sources:
                if source not in content.sources:
                    yield problem_at(path, ("answers", area_id, "sources"), "source_unknown", id=source)
    for reply_id, reply in content.replies.items():
        for helpline in reply.helplines:
            if helpline not in content.helplines:
                path = content_dir / "replies" / f"{reply_id}.yml"
                yield problem_at(path, ("helplines",), "helpline_unknown", id=helpline)
    yield from _switch_problems(content, content_dir / "service.yml")
    english, welsh = content.interface["en"], content.interface["cy"]
    for key in sorted(english.keys() | welsh.keys()):
        if key not in welsh or key not in english:
            locale = "cy" if key not in welsh else "en"
            yield problem_at(content_dir / f"interface.{locale}.yml", (key,), "language_missing")
        elif placeholders(english[key]) != placeholders(welsh[key]):
            path = content_dir / "interface.cy.yml"
            names = {"english": in_braces(placeholders(english[key])), "welsh": in_braces(placeholders(welsh[key]))}
            yield problem_at(path, (key,), "placeholders_differ", values=names)
    for area_id, area in content.areas.items():
        path = content_dir / "areas" / f"{area_id}.yml"
        if area.parent is not None and area.parent not in content.areas:
            yield problem_at(path, ("parent",), "area_unknown", id=area.parent)
        if area.page is not None and area.page not in content.sources:
            yield problem_at(path, ("page",), "source_unknown", id=area.page)
        if area.ages is not None and area.ages.source not in content.sources:
            yield problem_at(path, ("ages", "source"), "source_unknown", id=area.ages.source)
        for name, limit in area.time_limits.items():
            if limit.source not in content.sources:
                yield problem_at(path, ("time_limits", name, "source"), "source_unknown", id=limit.source)
            if limit.says is not None:
                for locale in LOCALES:
                    if "{date}" not in limit.says[locale]:
                        yield problem_at(path, ("time_limits", name, "says", locale), "placeholder_lost", name="{date}")
    for number, place in enumerate(content.places.ambiguous):
        for choice_number, choice in enumerate(place.choices):
            if choice.area not in content.areas:
                loc = ("ambiguous", number, "choices", choice_number, "area")
                yield problem_at(content_dir / "places.yml", loc, "area_unknown", id=choice.area)
    for postcode, area_id in content.places.postcodes.items():
        if area_id not in content.areas:
            yield problem_at(content_dir / "places.yml", ("postcodes", postcode), "area_unknown", id=area_id)


def _switch_problems(content: Content, path: Path) -> Iterator[Problem]:
    """Switches that turn off nothing, too much, or the same thing twice."""
    known: dict[str, Iterable[str]] = {"guide": ["guide"], "topic": content.topics, "area": content.areas, "language": LOCALES}
    seen: set[tuple[str, str]] = set()
    for index, switch in enumerate(content.service.switched_off):
        loc = ("switched_off", index)
        given = [kind for kind in ("topic", "area", "language") if getattr(switch, kind) is not None]
        values: dict[str, object] = {"name": switch.name}
        if len(given) + switch.guide != 1:
            kind = "switch_one_thing"
        elif switch.name not in known[switch.what]:
            kind, values["known"] = "switch_unknown", ", ".join(sorted(known[switch.what]))
        elif switch.what == "area" and content.areas[switch.name].kind == "nations":
            kind = "switch_nations"
        elif (switch.what, switch.name) in seen:
            kind = "switch_twice"
        elif {("language", locale) for locale in LOCALES} <= seen | {(switch.what, switch.name)}:
            kind = "switch_languages"
        else:
            seen.add((switch.what, switch.name))
            continue
        yield problem_at(path, loc, kind, values=values)


def load_content(content_dir: Path = CONTENT_DIR, cache: FileCache | None = None) -> Content:
    """A checked snapshot of `content/`.

    Args:
        content_dir: the editors' folder.
        cache: what was read of it before, if anything.

    Raises:
        ContentError: with every problem found, each with file, line, field and what to do.
    """
    cache = cache or FileCache()
    problems: list[Problem] = []
    if not any(content_dir.glob("topics/*.yml")):
        raise ContentError([problem_at(content_dir, (), "folder_empty", line=1)])
    topics = _load_folder(content_dir / "topics", Topic, cache, problems)
    replies = _load_folder(content_dir / "replies", Reply, cache, problems)
    areas = _load_folder(content_dir / "areas", Area, cache, problems)
    pages = _load_folder(content_dir / "pages", Page, cache, problems)

    def attempt(name: str, model: type[Model]) -> dict[str, Model]:
        try:
            return cache.read(content_dir / name, lambda path: _load_mapping(path, model))
        except ContentError as error:
            problems.extend(error.problems)
            return {}

    def attempt_one(name: str, model: type[Model]) -> Model | None:
        try:
            return cache.read(content_dir / name, lambda path: _load(path, model))
        except ContentError as error:
            problems.extend(error.problems)
            return None

    def attempt_interface(locale: str) -> dict[str, str]:
        try:
            return cache.read(content_dir / f"interface.{locale}.yml", _load_interface)
        except ContentError as error:
            problems.extend(error.problems)
            return {}

    interface = {locale: attempt_interface(locale) for locale in LOCALES}
    sources = attempt("sources.yml", Source)
    helplines = attempt("helplines.yml", Helpline)
    glossary = attempt("glossary.yml", GlossaryTerm)
    places = attempt_one("places.yml", Places)
    service = attempt_one("service.yml", Service)
    if problems or places is None or service is None:
        raise ContentError(problems)
    content = Content(
        topics=topics,
        replies=replies,
        areas=areas,
        sources=sources,
        helplines=helplines,
        glossary=glossary,
        places=places,
        service=service,
        pages=pages,
        interface=interface,
        hash=content_hash(content_dir),
    )
    problems.extend(_references(content, content_dir))
    if problems:
        raise ContentError(problems)
    return content


def content_hash(content_dir: Path = CONTENT_DIR) -> str:
    """Twelve hexadecimal digits that change when any content file changes."""
    digest = hashlib.sha256()
    for path in content_files(content_dir):
        digest.update(path.relative_to(content_dir).as_posix().encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


class LiveContent:
    """The newest good content: looks for saved changes, keeps the last good snapshot when one is broken."""

    def __init__(self, content_dir: Path = CONTENT_DIR, look_every: float = 0.5):
        """Loads the content once.

        Args:
            content_dir: the editors' folder.
            look_every: seconds between two looks at the files.

        Raises:
            ContentError: the content is broken and there is no earlier good one.
        """
        self.content_dir = content_dir
        self.problems: list[Problem] = []
        self._look_every = look_every
        self._looking = threading.Lock()
        self._watcher: threading.Thread | None = None
        self._looked = time.monotonic()
        self._cache = FileCache()
        self._stamps_seen = self._stamps()
        self._content = load_content(content_dir, self._cache)

    def _stamps(self) -> dict[Path, Stamp | None]:
        return {path: _stamp(path) for path in content_files(self.content_dir)}

    def get(self) -> Content:
        """The newest good snapshot; `problems` is not empty while a saved change cannot be used."""
        if self._watcher is None and time.monotonic() - self._looked >= self._look_every:
            self.look()
        return self._content

    def watch(self) -> None:
        """Looks from a thread of its own from now on: no turn waits for files, and a mistake is told without one."""
        if self._watcher is None:
            self._watcher = threading.Thread(target=self._keep_looking, name="content", daemon=True)
            self._watcher.start()

    def _keep_looking(self) -> None:
        while True:
            time.sleep(self._look_every)
            self.look()

    def look(self) -> None:
        """Takes over what was saved since the last look, if it is good; says so in the log, once, if it is not."""
        if not self._looking.acquire(blocking=False):
            return
        try:
            self._looked = time.monotonic()
            stamps = self._stamps()
            if stamps == self._stamps_seen:
                return
            try:
                content = load_content(self.content_dir, self._cache)
                problems: list[Problem] = []
            except ContentError as error:
                content, problems = self._content, error.problems
            except Exception as error:  # whatever is in a file, the last good content stays
                content = self._content
                problems = [problem_at(self.content_dir, (), "not_loaded", line=1, reason=type(error).__name__)]
            if problems and self._stamps() != stamps:
                return  # caught in the middle of saving: the next look tells
            self._stamps_seen = stamps
            self._tell(problems, content)
            self._content, self.problems = content, problems
        finally:
            self._looking.release()

    def _tell(self, problems: list[Problem], content: Content) -> None:
        if problems and problems != self.problems:
            for problem in problems:
                logger.error("the content is broken, the last good stays in use: %s", problem)
        elif self.problems and not problems:
            logger.warning("the content is good again: %s is in use", content.hash)
        elif content.hash != self._content.hash:
            logger.info("the content has changed: %s is in use", content.hash)


_live: dict[Path, LiveContent] = {}


def live_content(content_dir: Path = CONTENT_DIR) -> LiveContent:
    """The process's one view of a content folder."""
    key = content_dir.resolve()
    if key not in _live:
        _live[key] = LiveContent(content_dir)
    return _live[key]
