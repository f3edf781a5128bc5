"""What `conference-guide check` prints, where, and its exit code."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from conference_guide import checks, cli
from conference_guide.checks.report import report
from tests.checks.conftest import change

TODAY = date(2026, 11, 22)
LINE = re.compile(r"[\w./]+:\d+: [\w.]+: .+\.")


@pytest.fixture
def folder(small, monkeypatch):
    """The small content as the current folder, with training questions of its three topics and nothing to mend."""
    data = small.parent / "data" / "nlu"
    data.mkdir(parents=True)
    monkeypatch.chdir(small.parent)
    monkeypatch.setattr(checks, "check_data", lambda content_dir, data_dir: [])
    monkeypatch.setattr(checks, "missing_dictionaries", list)
    monkeypatch.setattr(checks, "check_spelling", lambda texts, content, folder: [])
    monkeypatch.setattr(checks, "check_limits", lambda content, texts, folder: [])
    for path in ("register.yml", "minutes.yml"):
        change(small / "topics" / path, "related: [attending]", "related: []")
    change(small / "topics" / "attending.yml", "related: [attending]", "related: []")
    entries = "".join(
        f"- {{file: content/*, field: '*', kind: {kind}, reason: {{en: Only here., cy: Yma yn unig.}}}}\n"
        for kind in ("term_not_of_england", "source_old", "reading_age", "schema_stale")
    )
    (small / "accepted.yml").write_text("# yaml-language-server: $schema=../schemas/accepted.schema.json\n" + entries, "utf-8")
    cli._schemas(None)
    change(small / "accepted.yml", "- {file: content/*, field: '*', kind: schema_stale", "# - {kind: schema_stale")
    return small


def test_nothing_to_mend_prints_nothing_on_standard_output_and_exits_with_zero(folder, capsys):
    capsys.readouterr()
    assert report("en", today=TODAY) == 0
    printed = capsys.readouterr()
    assert printed.out == "" and printed.err.endswith("All content and data are in order.\n")


@pytest.mark.parametrize(
    ("locale", "said", "count"), [("en", "Make them the same.", "1 to mend."), ("cy", "Gwnewch nhw yr un fath.", "cywiro: 1.")]
)
def test_an_error_is_one_line_on_standard_output_in_the_language_asked_for(folder, capsys, locale, said, count):
    change(folder / "interface.cy.yml", "{number} mis oed", "mis oed")
    capsys.readouterr()
    assert report(locale, today=TODAY) == 1
    printed = capsys.readouterr()
    (line,) = printed.out.splitlines()
    assert LINE.fullmatch(line) and line.startswith("content/interface.cy.yml:") and line.endswith(said)
    assert printed.err.strip().endswith(count)


def test_advice_is_told_apart_and_fails_only_a_release(folder, capsys):
    change(folder / "helplines.yml", "checked: 2026-11-21", "checked: 2026-01-01")
    capsys.readouterr()
    assert report("en", today=TODAY) == 0
    printed = capsys.readouterr()
    assert printed.out == "" and "content/helplines.yml:12: emergency.checked: this helpline was last checked" in printed.err
    assert report("en", today=TODAY, release=True) == 1
    assert capsys.readouterr().out.startswith("content/helplines.yml:")


def test_spelling_that_could_not_be_checked_fails_a_complete_check(folder, capsys, monkeypatch):
    monkeypatch.setattr(checks, "missing_dictionaries", lambda: ["en", "cy"])
    assert report("en", today=TODAY) == 0
    assert report("en", today=TODAY, complete=True) == 1
    assert "spelling was not checked" in capsys.readouterr().out


def test_json_holds_errors_advice_and_what_is_accepted_apart_with_both_languages(folder, capsys):
    change(folder / "replies" / "thanks.yml", "Croeso.", "Croeso 7.")
    change(folder / "helplines.yml", "checked: 2026-11-21", "checked: 2026-01-01")
    capsys.readouterr()
    assert report("en", today=TODAY, as_json=True) == 1
    told = json.loads(capsys.readouterr().out)
    assert [error["kind"] for error in told["errors"]] == ["numbers_differ"]
    assert set(told["errors"][0]) == {"kind", "file", "line", "field", "message_en", "message_cy"}
    assert [advice["field"] for advice in told["advice"]] == ["emergency.checked"]
    assert {entry["reason"]["cy"] for entry in told["accepted"]} == {"Yma yn unig."}


def test_a_reader_that_has_seen_enough_gets_no_traceback(tmp_path):
    command = f"{sys.executable} -m conference_guide.cli check 2>errors | true; exit ${{PIPESTATUS[0]}}"
    environment = {**os.environ, "PYTHONPATH": str(Path.cwd())}
    done = subprocess.run(["bash", "-c", command], cwd=tmp_path, env=environment, check=False)
    told = (tmp_path / "errors").read_text(encoding="utf-8")
    assert done.returncode == 1 and told == "2 to mend.\n"


@pytest.mark.parametrize(
    ("argv", "wanted"),
    [
        ([], ("en", False, False, False)),
        (["--lang", "cy", "--json"], ("cy", False, False, True)),
        (["--release"], ("en", True, False, False)),
        (["--complete"], ("en", False, True, False)),
    ],
)
def test_the_options_of_the_command_are_those_of_the_report(argv, wanted, monkeypatch):
    asked = []
    monkeypatch.setattr(
        "conference_guide.checks.report.report",
        lambda lang, release, complete, as_json: asked.append((lang, release, complete, as_json)) or 0,
    )
    monkeypatch.setattr("sys.argv", ["conference-guide", "check", *argv])
    assert cli.main() == 0 and asked == [wanted]
