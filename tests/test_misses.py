"""Counts of what the guide could not answer: right across days, processes and faults, and never a word of what was typed."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

import pytest

from conference_guide.content import load_content
from conference_guide.misses import KEPT_DAYS, MOST_PENDING, Miss, MissCounter, MissFile, by_day, in_all, miss_of

CONTENT = load_content()
TODAY = date(2026, 11, 22)
COURT = Miss(TODAY, "not_understood", ("court", "police"), "conwy", "cy")
ROW = {"kind": "fallback", "nearest": ("court", "police", "plan"), "area": "conwy", "locale": "cy", "day": TODAY}


def test_a_miss_is_counted_under_its_nearest_topics_area_and_language():
    assert miss_of(CONTENT, **ROW) == COURT


@pytest.mark.parametrize("kind", ["answer", "urgent", "question", "social", "Zebedee Quillfeather", ""])
def test_a_turn_that_answered_is_no_miss(kind):
    assert miss_of(CONTENT, **{**ROW, "kind": kind}) is None


@pytest.mark.parametrize(
    ("changed", "kept"),
    [
        ({"nearest": ("greet", "my son Zebedee", "court")}, Miss(TODAY, "not_understood", ("court",), "conwy", "cy")),
        ({"nearest": ("Zebedee",)}, Miss(TODAY, "not_understood", (), "conwy", "cy")),
        ({"area": "12 Acacia Avenue"}, Miss(TODAY, "not_understood", ("court", "police"), None, "cy")),
        ({"area": None, "kind": "out_of_scope"}, Miss(TODAY, "out_of_scope", ("court", "police"), None, "cy")),
        ({"locale": "Zebedee"}, None),
    ],
)
def test_only_known_ids_can_get_into_a_count(changed, kept):
    assert miss_of(CONTENT, **{**ROW, **changed}) == kept


def test_counts_of_several_processes_add_up_in_one_file(tmp_path):
    add = (
        "import sys; from datetime import date; from pathlib import Path; from conference_guide.misses import Miss, MissFile\n"
        "for _ in range(20): MissFile(Path(sys.argv[1])).add("
        "{Miss(date(2026, 11, 22), 'not_understood', ('court', 'police'), 'conwy', 'cy'): 1}, date(2026, 11, 22))"
    )
    path = tmp_path / "folder" / "misses.sqlite"
    running = [subprocess.Popen([sys.executable, "-c", add, str(path)]) for _ in range(4)]
    assert [process.wait(timeout=60) for process in running] == [0, 0, 0, 0]
    assert MissFile(path).since(TODAY) == [(COURT, 80)]


def test_counts_older_than_the_privacy_notice_says_are_dropped(tmp_path):
    file = MissFile(tmp_path / "misses.sqlite")
    kept, old = (Miss(TODAY - timedelta(days=days), *list(vars(COURT).values())[1:]) for days in (KEPT_DAYS, KEPT_DAYS + 1))
    file.add({old: 3, kept: 2}, TODAY)
    assert file.since(date(2020, 1, 1)) == [(kept, 2)]
    notice = CONTENT.pages["privacy"].sections
    for locale in ("en", "cy"):
        assert any(f" {KEPT_DAYS} " in section.text[locale] for section in notice)


def test_the_counts_of_one_area_are_told_apart(tmp_path):
    file = MissFile(tmp_path / "misses.sqlite")
    somerset = Miss(TODAY, "out_of_scope", ("plan",), "somerset", "en")
    file.add({COURT: 1, somerset: 2}, TODAY)
    assert file.since(TODAY, "somerset") == [(somerset, 2)]
    assert file.since(TODAY + timedelta(days=1)) == []


def test_there_is_no_column_for_words(tmp_path):
    file = MissFile(tmp_path / "misses.sqlite")
    file.add({COURT: 1}, TODAY)
    columns = [row[1] for row in sqlite3.connect(file.path).execute("PRAGMA table_info(misses)")]
    assert columns == ["day", "kind", "nearest", "area", "locale", "count"]


def test_what_cannot_be_written_is_written_later_and_told_once(tmp_path, caplog):
    (tmp_path / "data").write_text("a file where the folder should be")
    counter = MissCounter(tmp_path / "data")
    counter.count(COURT)
    assert not counter.write() and not counter.write()
    counter.count(COURT)
    (tmp_path / "data").unlink()
    assert counter.write()
    assert counter.file.since(TODAY) == [(COURT, 2)]
    assert [record.levelname for record in caplog.records] == ["ERROR", "WARNING"]


def test_a_file_that_is_no_database_costs_no_turn(tmp_path):
    (tmp_path / "misses.sqlite").write_text("not a database, for it was cut off" * 100)
    counter = MissCounter(tmp_path)
    counter.count(COURT)
    assert not counter.write()


def test_a_full_disk_costs_no_turn_and_leaves_the_earlier_counts(tmp_path):
    script = """
import resource, signal, sys
from datetime import date, timedelta
from pathlib import Path
from conference_guide.misses import Miss, MissCounter
counter = MissCounter(Path(sys.argv[1]))
def count(number):
    for day in range(number):
        counter.count(Miss(date.today() - timedelta(days=day % 100), "not_understood", (f"topic_{day}",), "conwy", "cy"))
count(10)
assert counter.write()
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (16384, resource.RLIM_INFINITY))
count(2000)
assert not counter.write()
assert len(counter.file.since(date(2020, 1, 1))) == 10
resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
assert counter.write()
assert sum(count for _, count in counter.file.since(date(2020, 1, 1))) == 2010
"""
    done = subprocess.run([sys.executable, "-c", script, str(tmp_path)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_memory_is_bounded_while_nothing_can_be_written(tmp_path):
    (tmp_path / "data").write_text("")
    counter = MissCounter(tmp_path / "data")
    for number in range(MOST_PENDING + 500):
        counter.count(Miss(TODAY, "not_understood", (f"topic_{number}",), None, "en"))
    assert len(counter._pending) == MOST_PENDING


def test_none_is_no_miss(tmp_path):
    counter = MissCounter(tmp_path)
    counter.count(None)
    assert counter.write() and not counter.file.path.exists()


def test_days_and_kinds_are_added_up():
    earlier = Miss(TODAY - timedelta(days=1), *list(vars(COURT).values())[1:])
    other = Miss(TODAY, "out_of_scope", (), None, "en")
    counts = [(earlier, 2), (COURT, 3), (other, 1)]
    assert in_all(counts) == [(COURT, 5), (other, 1)]
    assert by_day(counts) == [(TODAY - timedelta(days=1), 2), (TODAY, 4)]


def misses(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "conference_guide.cli", "misses", *arguments]
    return subprocess.run(command, env={**os.environ, "DATA_DIR": str(folder)}, capture_output=True, text=True, check=False)


def test_the_command_leads_from_a_count_to_the_training_questions(tmp_path):
    MissFile(tmp_path / "misses.sqlite").add({COURT: 4}, TODAY)
    found = json.loads(misses(tmp_path, "--since", "2026-11-01", "--json").stdout)
    assert found["total"] == 4 and found["by_day"] == {"2026-11-22": 4}
    (row,) = found["day_by_day"]
    assert (row["kind"], row["area"], row["locale"], row["count"]) == ("not_understood", "conwy", "cy", 4)
    near = row["nearest"][0]
    assert near["topic"] == "court" and near["file"] == "data/nlu/court.yml" and near["number"] > 50
    lines = Path(near["file"]).read_text(encoding="utf-8").splitlines()
    before = [line.strip() for line in lines[: near["line"]]]
    assert before[-1].startswith("- ") and before[-2] == "examples: |" and "locale: cy" in before[-4:]
    printed = misses(tmp_path, "--since", "2026-11-01").stdout
    assert f"data/nlu/court.yml:{near['line']}: court, {near['number']} questions in cy" in printed
    assert "2026-11-22      4" in printed


def test_the_command_says_when_there_is_nothing(tmp_path):
    done = misses(tmp_path)
    assert done.returncode == 0 and done.stdout.startswith("0 questions without an answer")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--since", "yesterday"], "'yesterday' is not a date such as"),
        (["--area", "atlantis"], "the area 'atlantis' is not known. Use one of: conwy"),
    ],
)
def test_wrong_use_of_the_command_is_told(tmp_path, arguments, said):
    done = misses(tmp_path, *arguments)
    assert done.returncode == 2 and said in done.stderr


def test_a_broken_file_of_counts_is_told_with_what_to_do(tmp_path):
    (tmp_path / "misses.sqlite").write_text("not a database" * 100)
    done = misses(tmp_path)
    assert done.returncode == 1 and "Move it away" in done.stderr and "Traceback" not in done.stderr
