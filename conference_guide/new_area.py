"""A new council: its area file, its source, an empty table of facts, and the questions its page should answer."""

from __future__ import annotations

import json
import re
import shutil
import tempfile
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from babel.dates import format_date
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from ruamel.yaml import YAML

from conference_guide.content import CONTENT_DIR, Content, ContentError, Council, Problem, load_content, read_yaml
from conference_guide.translations import brought_up_to_date, read_record, write_record

WORDS = Path(__file__).parent / "words"
FACTS_DIR = Path("tests") / "answers"

_PLAIN = re.compile(r"[^\W\d_][\w' .()-]*")


@dataclass(frozen=True)
class NewArea:
    """What an editor knows of a council before reading its page."""

    area: str  # id
    nation: str  # "england" or "wales"
    name_en: str
    name_cy: str
    url: str | None = None
    as_of: str | None = None  # the page's own date: YYYY, YYYY-MM or YYYY-MM-DD


@dataclass(frozen=True)
class Made:
    """The files that were made or changed, and where the questions stand."""

    files: list[Path]
    questions: Path


class NewAreaError(Exception):
    """A council that cannot be added as asked; the message says why and what to do."""


def _quoted(words: str) -> str:
    return json.dumps(words, ensure_ascii=False)


def _yaml(words: str) -> str:
    return words if _PLAIN.fullmatch(words) and words == words.strip() else _quoted(words)


def _render(template: str, **values: object) -> str:
    environment = Environment(
        loader=FileSystemLoader(WORDS), undefined=StrictUndefined, keep_trailing_newline=True, autoescape=False
    )
    environment.filters |= {"yaml": _yaml, "yaml_quoted": _quoted}
    return environment.get_template(template).render(**values)


def _day(as_of: str | None) -> dict[str, str] | None:
    """A page's date in words, as precise as it is."""
    if as_of is None:
        return None
    try:
        day = date.fromisoformat(f"{as_of}-01-01"[:10])
    except ValueError:
        raise NewAreaError(f"'{as_of}' is not a date. Write 2019, 2019-09 or 2019-09-30, as it stands on the page.") from None
    if day > date.today():
        raise NewAreaError(f"'{as_of}' is in the future. Write the date that stands on the page, or leave it out.")
    form = {4: "y", 7: "MMMM y", 10: "d MMMM y"}[len(as_of)]
    return {
        "en": str(format_date(day, form, locale="en_GB")),
        "cy": ("fis " if len(as_of) == 7 else "") + str(format_date(day, form, locale="cy")),
    }


def _known_council(content: Content, new: NewArea) -> Council | None:
    for council in content.areas[new.nation].councils:
        if new.name_en.lower() in (council.name.en.lower(), *(name.lower() for name in council.names)):
            return council
    return None


def _without_council(text: str, number: int) -> str:
    """A nation's file without one of its councils."""
    node = YAML(typ="safe", pure=True).compose(text)
    councils = next(value for key, value in node.value if key.value == "councils")
    lines = text.split("\n")
    starts = [item.start_mark.line for item in councils.value]
    first = starts[number]
    last = starts[number + 1] if number + 1 < len(starts) else first + 1
    if number + 1 == len(starts):
        while last < len(lines) and lines[last].startswith("    "):
            last += 1
    return "\n".join(lines[:first] + lines[last:])


def _questions(content: Content, new: NewArea, locale: str) -> str:
    hints = read_yaml(WORDS / "page_questions.yml")
    labels = {
        "en": ("Look for", "The page answers this", "Its facts"),
        "cy": ("Chwiliwch am", "Mae'r dudalen yn ateb hyn", "Ei ffeithiau"),
    }[locale]
    topics = []
    for topic_id, topic in content.topics.items():
        answer = topic.answers.get(new.nation) or topic.answers["england_and_wales"]
        hint = hints.get(topic_id, {}).get(locale) or topic.question[locale]
        topics.append({"id": topic_id, "question": topic.question[locale], "look_for": hint, "generally": answer.short[locale]})
    heading = content.areas[new.nation].generally
    return _render(
        "new_area_questions.md.j2",
        lang=locale,
        area=new.area,
        name={"en": new.name_en, "cy": new.name_cy},
        url=new.url,
        as_of=new.as_of,
        topics=topics,
        look_for=labels[0],
        covered=labels[1],
        facts=labels[2],
        generally=heading[locale] if heading else "",
    )


def make_area(new: NewArea, root: Path = Path(), questions: Path | None = None, locale: str = "en") -> Made:
    """Makes a council's files, so that its page only needs to be read and its answers written.

    A council that stood among its nation's councils without a page moves, with its places, into its own file.

    Args:
        new: the council.
        root: the folder that holds `content/` and `tests/`.
        questions: where the list of questions goes; else `<id>-questions.md` in `root`.
        locale: the language of that list.

    Raises:
        NewAreaError: the council cannot be added so; nothing was written.
        ContentError: the content as it stands cannot be loaded.
    """
    folder = root / CONTENT_DIR
    content = load_content(folder)
    questions = questions or root / f"{new.area}-questions.md"
    if not re.fullmatch(r"[a-z][a-z0-9_]*", new.area):
        raise NewAreaError(f"'{new.area}' is not an id. Use small letters, digits and _, such as north_yorkshire.")
    if new.area in content.areas:
        raise NewAreaError(f"there is a content/areas/{new.area}.yml already. Change that file, or choose another id.")
    if new.nation not in content.areas or content.areas[new.nation].kind != "nation":
        raise NewAreaError(f"'{new.nation}' is not a nation. Use england or wales.")
    if not new.name_en.strip() or not new.name_cy.strip():
        raise NewAreaError("the name is missing. Give it in both languages; the Welsh may be the same.")
    source = f"{new.area}_page"
    if source in content.sources:
        raise NewAreaError(f"'{source}' is in content/sources.yml already. Choose another id.")
    if questions.exists():
        raise NewAreaError(f"{questions} exists already. Move it, or give --questions another name.")
    council = _known_council(content, new)
    names = list(dict.fromkeys([new.name_en, new.name_cy, *(council.names if council else [f"{new.name_en} council"])]))
    values = {
        "area": new.area,
        "nation": new.nation,
        "source": source,
        "name": {"en": new.name_en, "cy": new.name_cy},
        "title": {"en": f"Child protection conferences, {new.name_en}", "cy": f"Cynadleddau amddiffyn plant, {new.name_cy}"},
        "url": new.url,
        "as_of": new.as_of,
        "day": _day(new.as_of),
        "names": names,
        "places": council.places if council else [],
    }
    sources = (folder / "sources.yml").read_text(encoding="utf-8").rstrip("\n") + "\n"
    written = {
        Path(CONTENT_DIR, "areas", f"{new.area}.yml"): _render("new_area.yml.j2", **values),
        Path(CONTENT_DIR, "sources.yml"): sources + _render("new_area_source.yml.j2", **values),
    }
    if council is not None:
        nation_file = Path(CONTENT_DIR, "areas", f"{new.nation}.yml")
        number = content.areas[new.nation].councils.index(council)
        written[nation_file] = _without_council((root / nation_file).read_text(encoding="utf-8"), number)
    with tempfile.TemporaryDirectory() as scratch:
        shutil.copytree(folder, Path(scratch) / CONTENT_DIR)
        for path, text in written.items():
            (Path(scratch) / path).write_text(text, encoding="utf-8")
        try:
            after = load_content(Path(scratch) / CONTENT_DIR)
        except ContentError as error:
            problems = [Problem(Path(p.file).name, p.line, p.field, p.message) for p in error.problems]
            raise NewAreaError("the new files would not be good: " + "; ".join(map(str, problems))) from error
    facts = FACTS_DIR / f"{new.area}.yml"
    if (root / FACTS_DIR).is_dir() and not (root / facts).exists():
        written[facts] = _render("new_area_facts.yml.j2", **values)
    for path, text in written.items():
        (root / path).write_text(text, encoding="utf-8")
    write_record(brought_up_to_date(read_record(folder), after), folder)
    questions.write_text(_questions(content, new, locale), encoding="utf-8")
    return Made([root / path for path in written], questions)
