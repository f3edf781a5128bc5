"""Content is reloaded when it is saved, and broken content never replaces good."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from conference_guide import content
from conference_guide.content import ContentError, LiveContent, load_content


@pytest.fixture
def folder(tmp_path):
    shutil.copytree("content", tmp_path / "content")
    return tmp_path / "content"


def test_a_broken_file_leaves_the_last_good_content_in_place_and_a_mended_one_is_live(folder):
    live = LiveContent(folder, look_every=0)
    good = live.get()
    path = folder / "topics" / "minutes.yml"
    text = path.read_text(encoding="utf-8")
    path.write_text("title: [", encoding="utf-8")
    assert live.get() is good and live.problems
    path.write_text(text.replace("The written record", "The notes"), encoding="utf-8")
    assert live.get().topics["minutes"].title.en == "The notes" and not live.problems


def test_a_reload_reads_only_the_files_that_were_saved(folder, monkeypatch):
    live = LiveContent(folder, look_every=0)
    before, read = live.get(), []
    monkeypatch.setattr(content, "read_yaml", lambda path, read_yaml=content.read_yaml: read.append(path.name) or read_yaml(path))
    path = folder / "topics" / "minutes.yml"
    path.write_text(path.read_text(encoding="utf-8").replace("The written record", "The notes"), encoding="utf-8")
    after = live.get()
    assert read == ["minutes.yml"]
    assert after.topics["minutes"].title.en == "The notes" and after.topics["court"] is before.topics["court"]
    assert after.hash != before.hash and after.hash == content.content_hash(folder)


def test_a_file_that_is_gone_is_gone_from_the_content(folder):
    live = LiveContent(folder, look_every=0)
    (folder / "replies" / "thanks.yml").unlink()
    assert "thanks" not in live.get().replies


@pytest.mark.parametrize("words", ["", "[]", "- a", "7", "~", "&a [*a]", "!!python/object:os.system {}", "\x00"])
@pytest.mark.parametrize("file", ["interface.cy.yml", "topics/minutes.yml", "sources.yml", "places.yml", "service.yml"])
def test_whatever_is_in_a_file_the_last_good_content_stays(folder, file, words, caplog):
    live = LiveContent(folder, look_every=0)
    good = live.get()
    (folder / file).write_text(words, encoding="utf-8")
    assert live.get() is good and live.get() is good
    assert live.problems and [record.levelname for record in caplog.records] == ["ERROR"] * len(live.problems)


def test_broken_content_cannot_be_loaded_and_all_problems_are_told_at_once(folder):
    (folder / "topics" / "minutes.yml").write_text("title: [", encoding="utf-8")
    (folder / "topics" / "police.yml").write_text("question: 1", encoding="utf-8")
    with pytest.raises(ContentError) as error:
        load_content(folder)
    assert {"minutes.yml", "police.yml"} <= {Path(problem.file).name for problem in error.value.problems}


def test_the_command_exits_with_zero_on_good_content_and_not_on_broken(folder):
    command = [sys.executable, "-m", "conference_guide.cli", "check"]
    assert subprocess.run(command, capture_output=True, check=False).returncode == 0
    (folder / "topics" / "minutes.yml").write_text("title: [", encoding="utf-8")
    shutil.copytree("data", folder.parent / "data")
    done = subprocess.run(command, cwd=folder.parent, capture_output=True, text=True, check=False)
    assert done.returncode == 1 and "minutes.yml:2:" in done.stdout
