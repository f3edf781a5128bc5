from __future__ import annotations

import shutil

import pytest

from conference_guide.content import CONTENT_DIR, content_hash, load_content
from conference_guide.releases import KEPT, NoEarlierContent, keep, releases, roll_back


@pytest.fixture
def folder(tmp_path):
    shutil.copytree(CONTENT_DIR, tmp_path / "content")
    return tmp_path / "content"


@pytest.fixture
def kept(tmp_path):
    return tmp_path / "kept"


def change(folder, words):
    """Saves a change of the content as an editor would; returns the new hash."""
    path = folder / "glossary.yml"
    path.write_text(path.read_text(encoding="utf-8") + f"# {words}\n", encoding="utf-8")
    return content_hash(folder)


def test_a_snapshot_that_went_live_is_kept_once(folder, kept):
    first = content_hash(folder)
    assert keep(folder, first, kept) is not None
    assert keep(folder, first, kept) is None
    assert [release.hash for release in releases(kept)] == [first]


def test_files_that_have_moved_on_since_are_not_kept_under_the_old_name(folder, kept):
    assert keep(folder, "0123456789ab", kept) is None and releases(kept) == []


def test_rolling_back_restores_every_file_as_it_was(folder, kept):
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    keep(folder, content_hash(folder), kept)
    keep(folder, change(folder, "a second thought"), kept)
    (folder / "topics" / "minutes.yml").write_text("title: [", encoding="utf-8")
    (folder / "replies" / "extra.yml").write_text("kind: social", encoding="utf-8")
    roll_back(kept, folder)  # broken: the last good one
    assert "a second thought" in (folder / "glossary.yml").read_text(encoding="utf-8")
    roll_back(kept, folder)  # and once more: the one before
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before
    load_content(folder)


def test_what_was_rolled_back_from_is_kept_and_can_be_had_again(folder, kept):
    keep(folder, content_hash(folder), kept)
    second = change(folder, "a second thought")
    keep(folder, second, kept)
    _, saved = roll_back(kept, folder)
    assert saved.exists() and [release.withdrawn for release in releases(kept)] == [False, True]
    roll_back(kept, folder, to=second)
    assert content_hash(folder) == second


def test_with_nothing_to_go_back_to_nothing_is_changed(folder, kept):
    keep(folder, content_hash(folder), kept)
    with pytest.raises(NoEarlierContent, match="no earlier snapshot"):
        roll_back(kept, folder)
    with pytest.raises(NoEarlierContent, match="no snapshot 'abc'"):
        roll_back(kept, folder, to="abc")


def test_a_damaged_snapshot_is_refused_and_nothing_is_changed(folder, kept):
    path = keep(folder, content_hash(folder), kept)
    path.write_bytes(path.read_bytes()[:1000])
    present = change(folder, "a second thought")
    with pytest.raises(NoEarlierContent, match="cannot be used"):
        roll_back(kept, folder)
    assert content_hash(folder) == present


def test_the_number_of_snapshots_is_bounded(folder, kept):
    for number in range(KEPT + 3):
        keep(folder, change(folder, str(number)), kept)
    assert len(releases(kept)) == KEPT
