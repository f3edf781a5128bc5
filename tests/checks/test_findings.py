"""One broken example for each thing that the check finds in content, with the message it must give in both languages."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from conference_guide import checks
from conference_guide.checks import check, check_folder
from conference_guide.checks.spelling import missing_dictionaries
from conference_guide.messages import catalogue
from conference_guide.schemas import write_schemas
from tests.checks.conftest import change
from tests.checks.test_training import EXAMPLES as TRAINING_EXAMPLES

TODAY = date(2026, 11, 22)
EXAMPLES = YAML(typ="safe").load(Path(__file__).with_name("findings.yml"))
NOT_HERE = ("wrong_value", "not_loaded")  # the words for what nobody has thought of yet
BY_HAND = {
    "should_be_blocks", "not_utf8", "not_opened", "folder_empty", "schema_stale", "spelling_unchecked", "accepted_stale",
    "file_ending", "file_name",
}  # fmt: skip


def told(problems, kind):
    return [(p.line, p.field, p.said("en"), p.said("cy"), p.advice) for p in problems if p.kind == kind]


def line_with(path: Path, words: str) -> int:
    lines = path.read_text(encoding="utf-8").split("\n")
    return next(number for number, line in enumerate(lines, start=1) if words.split("\n", maxsplit=1)[0] in line)


def test_the_dictionaries_are_installed():
    assert not missing_dictionaries(), "run: make dictionaries"


@pytest.mark.parametrize("example", EXAMPLES, ids=[f"{example['kind']} in {example['file']}" for example in EXAMPLES])
def test_each_mistake_is_told_with_its_place_in_both_languages(example, small):
    path = small / example["file"]
    change(path, example["old"], example["new"])
    problems, _ = check_folder(small, TODAY)
    found = told([problem for problem in problems if problem.file == str(path)], example["kind"])
    line = line_with(path, example.get("at", example["new"]))
    wanted = (line, example["field"], example["en"], example["cy"], example.get("advice", False))
    assert wanted in found, [str(problem) for problem in problems]


def test_content_without_a_mistake_has_no_error(small):
    write_schemas(small, small.parent / "schemas")
    problems, loaded = check_folder(small, TODAY)
    accepted = ("source_old", "term_not_of_england", "reading_age", "figure_unsaid")  # the last: few topics are left here
    assert loaded and not [str(problem) for problem in problems if problem.kind not in accepted]


def test_each_message_of_the_catalogue_has_an_example():
    kinds = {key for key in catalogue("en") if not key.startswith(("hint_", "check_", "translate_"))}
    shown = {example["kind"] for example in (*EXAMPLES, *TRAINING_EXAMPLES)} | BY_HAND | set(NOT_HERE)
    assert kinds == shown


def test_a_list_of_ids_that_is_no_mapping_is_told(small):
    (small / "glossary.yml").write_text("- conference\n", encoding="utf-8")
    problems, loaded = check_folder(small, TODAY)
    english = "should be blocks that each begin with an id and a colon. Look at another version of this file."
    welsh = "blociau sy'n dechrau ag enw adnabod a cholon ddylai fod yma. Edrychwch ar fersiwn arall o'r ffeil."
    assert not loaded and told(problems, "should_be_blocks") == [(1, "file", english, welsh, False)]


@pytest.mark.parametrize("name", ["notes.yaml", "minutes.docx", "minutes.yml.bak"])
def test_a_file_that_would_not_be_read_is_told(small, name):
    (small / "topics" / name).write_text("title: Notes\n", encoding="utf-8")
    english = "is not read: files here end in .yml. Rename it, or move it elsewhere."
    welsh = "ni chaiff ei darllen: mae ffeiliau yma'n gorffen â .yml. Ailenwch hi, neu symudwch hi i rywle arall."
    assert told(check_folder(small, TODAY)[0], "file_ending") == [(1, "file", english, welsh, False)]


@pytest.mark.parametrize("name", ["Minutes", "the notes", "2minutes", "copy-of-minutes"])
def test_a_file_whose_name_cannot_be_an_id_is_told(small, name):
    (small / "topics" / "minutes.yml").rename(small / "topics" / f"{name}.yml")
    english = "has a name that cannot be an id. Use small letters, digits and _ only, and begin with a letter."
    welsh = "ni all enw'r ffeil fod yn enw adnabod. Defnyddiwch lythrennau bach, digidau a _ yn unig, gan ddechrau â llythyren."
    assert told(check_folder(small, TODAY)[0], "file_name") == [(1, "file", english, welsh, False)]


def test_a_file_that_is_not_utf8_is_told(small):
    (small / "topics" / "minutes.yml").write_bytes("title: Canolfan Gynghori caffé".encode("latin-1"))
    english = "has letters that cannot be read. Save the file as UTF-8."
    welsh = "mae llythrennau yma na ellir eu darllen. Cadwch y ffeil fel UTF-8."
    assert told(check_folder(small, TODAY)[0], "not_utf8") == [(1, "file", english, welsh, False)]


def test_a_file_that_is_gone_is_told(small):
    (small / "places.yml").unlink()
    english = "cannot be opened: No such file or directory. Put the file back, or let it be read."
    welsh = "ni ellir agor y ffeil: No such file or directory. Rhowch hi yn ôl, neu gadewch iddi gael ei darllen."
    assert told(check_folder(small, TODAY)[0], "not_opened") == [(1, "file", english, welsh, False)]


@pytest.mark.parametrize("missing", ["empty", "gone"])
def test_a_folder_without_content_is_told(tmp_path, missing):
    if missing == "empty":
        (tmp_path / "content").mkdir()
    english = "has no topics. Run the check in the folder that holds 'content', and put the files back if they are gone."
    welsh = (
        "nid oes pynciau yma. Rhedwch y gwirio yn y ffolder sy'n cynnwys 'content', a rhowch y ffeiliau yn ôl os ydynt wedi mynd."
    )
    assert told(check_folder(tmp_path / "content", TODAY)[0], "folder_empty") == [(1, "file", english, welsh, False)]


def test_schemas_that_are_not_made_again_are_told(small):
    (small.parent / "schemas" / "page.schema.json").unlink()
    advice = (1, "file", "is not up to date. Run: make schemas", "nid yw'n gyfredol. Rhedwch: make schemas", True)
    assert advice in told(check_folder(small, TODAY)[0], "schema_stale")


def test_without_dictionaries_the_check_says_that_spelling_was_not_checked(small, monkeypatch):
    monkeypatch.setattr(checks, "missing_dictionaries", lambda: ["cy"])
    english = "spelling was not checked, because the dictionaries are not installed (cy). Run: make dictionaries"
    welsh = "ni chafodd y sillafu ei wirio, am nad yw'r geiriaduron wedi'u gosod (cy). Rhedwch: make dictionaries"
    problems, _ = check_folder(small, TODAY)
    assert told(problems, "spelling_unchecked") == [(1, "file", english, welsh, True)]
    assert not told(problems, "misspelt")


ENTRY = """\
# yaml-language-server: $schema=../schemas/accepted.schema.json
- file: content/topics/register.yml
  field: answers.england.short.*
  kind: term_not_of_england
  until: 2026-11-22
  reason: {en: It says that there is none., cy: Mae'n dweud nad oes un.}
"""


@pytest.fixture
def no_data(tmp_path):
    (tmp_path / "data").mkdir()
    return tmp_path / "data"


def test_an_accepted_finding_is_no_error_and_keeps_its_reason(small, no_data):
    (small / "accepted.yml").write_text(ENTRY, encoding="utf-8")
    found = check(small, no_data, TODAY)
    assert [(p.field, entry.reason.en) for p, entry in found.accepted] == [
        ("answers.england.short.en", "It says that there is none."),
        ("answers.england.short.cy", "It says that there is none."),
    ]
    assert not told(found.errors, "term_not_of_england") and not told(found.errors, "accepted_stale")


def test_after_its_last_day_an_accepted_finding_is_told_again(small, no_data):
    (small / "accepted.yml").write_text(ENTRY, encoding="utf-8")
    assert len(told(check(small, no_data, date(2026, 11, 23)).errors, "term_not_of_england")) == 2


def test_an_accepted_finding_that_is_gone_is_told(small, no_data):
    (small / "accepted.yml").write_text(ENTRY.replace("kind: term_not_of_england", "kind: lists_differ"), encoding="utf-8")
    english = "lists_differ in answers.england.short.* of content/topics/register.yml is not found any more. Remove this entry."
    welsh = (
        "nid yw lists_differ ym maes answers.england.short.* yn content/topics/register.yml yn cael ei ganfod mwyach. "
        "Tynnwch yr eitem hon."
    )
    assert told(check(small, no_data, TODAY).errors, "accepted_stale") == [(2, "0", english, welsh, False)]


def test_what_could_not_be_looked_for_is_not_gone(small, no_data, monkeypatch):
    (small / "accepted.yml").write_text(ENTRY.replace("kind: term_not_of_england", "kind: misspelt"), encoding="utf-8")
    assert told(check(small, no_data, TODAY).errors, "accepted_stale")
    monkeypatch.setattr(checks, "missing_dictionaries", lambda: ["cy"])
    assert not told(check(small, no_data, TODAY).errors, "accepted_stale")


def test_an_accepted_finding_without_a_reason_is_told(small, no_data):
    (small / "accepted.yml").write_text("- {file: a, field: b, kind: tab}\n", encoding="utf-8")
    found = [problem for problem in check(small, no_data, TODAY).errors if problem.file.endswith("accepted.yml")]
    assert ("0.reason", "is missing. Add it.") in [(problem.field, problem.said("en")) for problem in found]


def test_a_broken_catalogue_hides_no_problem(small, monkeypatch):
    problems, _ = check_folder(small, TODAY)
    term = next(problem for problem in problems if problem.kind == "term_not_of_england")
    monkeypatch.setattr("conference_guide.messages._FOLDERS", (small / "nowhere",))
    assert term.said("cy") == "term_not_of_england, term: child protection register, entry: register"


def test_everything_that_ships_is_in_order_or_accepted_with_a_reason():
    found = check(Path("content"), Path("data"), TODAY)
    assert [str(problem) for problem in found.errors] == []
