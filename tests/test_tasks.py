"""The editors' task pages: what they tell people to type and open is there."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from conference_guide.cli import _parser
from conference_guide.content import Topic

PAGES = sorted(Path("docs/tasks").glob("*.md"))
TEXTS = {page.name: page.read_text(encoding="utf-8") for page in PAGES}
LINKS = sorted({(name, link) for name, text in TEXTS.items() for link in re.findall(r"\]\(([^)#]+)\)", text)})
COMMANDS = sorted(
    {
        (name, command.replace("\\\n", " "))
        for name, text in TEXTS.items()
        for command in re.findall(r"\.venv/bin/conference-guide ((?:[^`\n\\]|\\\n)+)", text)
    }
)
TARGETS = sorted(
    {(name, target) for name, text in TEXTS.items() for target in re.findall(r"(?:^\s*|`)make ([a-z-]+)", text, re.M)}
)
PATHS = sorted(
    {
        (name, path)
        for name, text in TEXTS.items()
        for path in re.findall(r"`((?:content|data|tests|conference_guide|benchmarks)/[\w./-]*)`", text)
    }
)


@pytest.mark.parametrize(("page", "link"), LINKS)
def test_each_link_leads_somewhere(page, link):
    assert (Path("docs/tasks") / link).exists()


@pytest.mark.parametrize(("page", "command"), COMMANDS)
def test_each_command_can_be_typed_as_it_stands(page, command):
    assert _parser().parse_args(shlex.split(command.split("  #")[0])).run


@pytest.mark.parametrize(("page", "target"), TARGETS)
def test_each_make_target_is_there(page, target):
    assert re.search(rf"^{target}:", Path("Makefile").read_text(encoding="utf-8"), re.M)


@pytest.mark.parametrize(("page", "path"), PATHS)
def test_each_file_named_is_there_but_for_the_example(page, path):
    assert Path(path).exists() or "refreshments" in path


def test_every_page_is_in_the_list_of_jobs():
    assert {f"({name})" in TEXTS["README.md"] for name in TEXTS if name != "README.md"} == {True}


def test_the_example_of_a_topic_and_of_its_questions_is_good():
    examples = re.findall(r"```yaml\n(.*?)```", TEXTS["add-a-topic.md"], re.S)
    topic, questions = (YAML(typ="safe").load(re.sub(r"(?m)^   ", "", example)) for example in examples)
    assert Topic.model_validate(topic).title.cy == "Bwyd a diod"
    assert [block["intent"] for block in questions["nlu"]] == ["refreshments", "refreshments"]
