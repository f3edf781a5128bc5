"""What changed since the last release: the right words, for the readers who see them, from git or from a copy."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from conference_guide.changes import changes, differences, last_release, shortened
from conference_guide.content import load_content


@pytest.fixture
def folder(tmp_path):
    shutil.copytree("content", tmp_path / "repository" / "content")
    return tmp_path / "repository" / "content"


def edit(folder: Path, file: str, old: str, new: str) -> None:
    path = folder / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def git(folder: Path, *arguments: str) -> None:
    names = ["-c", "user.name=Editor", "-c", "user.email=editor@example.org", "-c", "init.defaultBranch=main"]
    subprocess.run(["git", "-C", str(folder.parent), *names, *arguments], check=True, capture_output=True)


@pytest.mark.parametrize(
    ("before", "after", "pieces"),
    [
        ("You may come.", "You may come.", [("same", "You may come.")]),
        ("You may come.", "You can come.", [("same", "You "), ("gone", "may"), ("new", "can"), ("same", " come.")]),
        ("", "New.", [("new", "New.")]),
        ("Old.", "", [("gone", "Old.")]),
        ("", "", []),
        ("a\n\nb c\n", "a\n\nb d\n", [("same", "a\n\nb "), ("gone", "c"), ("new", "d"), ("same", "\n")]),
        ("We sit in a ring.", "They stand in a ring.", [("gone", "We sit"), ("new", "They stand"), ("same", " in a ring.")]),
    ],
)
def test_words_that_stayed_went_and_came_are_told_apart(before, after, pieces):
    assert differences(before, after) == pieces


@pytest.mark.parametrize(("before", "after"), [("a b c", "a x c d"), ("one two\nthree", "two\n\nthree four"), (" a", "a ")])
def test_the_pieces_hold_both_texts_whole(before, after):
    pieces = differences(before, after)
    assert "".join(words for what, words in pieces if what != "new") == before
    assert "".join(words for what, words in pieces if what != "gone") == after


def test_long_stretches_that_stayed_are_cut_down_to_what_stands_around_a_change():
    long = "word " * 200
    pieces = shortened([("same", long), ("new", "here "), ("same", long)], around=20)
    assert [what for what, _ in pieces] == ["cut", "same", "new", "same", "cut"]
    assert all(len(words) <= 20 for what, words in pieces if what == "same")


def test_without_a_change_there_is_nothing_to_tell(content):
    assert changes(content, content) == []


def test_a_changed_answer_is_told_to_those_who_read_it(folder, content):
    edit(folder, "topics/child_attends.yml", "Children over the age of 10 can usually", "Children over the age of 10 may usually")
    edit(folder, "topics/child_attends.yml", "gall plant dros 10 oed ddod", "caiff plant dros 10 oed ddod")
    (change,) = changes(content, load_content(folder))
    assert (change.kind, change.name, change.area_ids, change.one_language) == ("topic", "child_attends", ["somerset"], None)
    assert ("gone", "can") in change.pieces["en"] and ("new", "may") in change.pieces["en"]
    assert ("new", "caiff") in change.pieces["cy"]


def test_a_nations_answer_that_councils_add_to_theirs_is_one_change_read_in_all_of_them(folder, content):
    edit(folder, "topics/child_attends.yml", "sets no fixed age, so ask", "sets no single age, so ask")
    (change,) = changes(content, load_content(folder))
    assert {"wales", "conwy"} <= set(change.area_ids) and not {"england", "somerset"} & set(change.area_ids)
    assert change.one_language == "cy"


def test_words_for_a_childs_age_are_compared_too(folder, content):
    edit(
        folder,
        "topics/child_attends.yml",
        "A child of any age can also send a letter",
        "A child of any age may also send a letter",
    )
    assert [change.area_ids for change in changes(content, load_content(folder))] == [["somerset"]]


def test_a_new_and_a_removed_topic_are_told(folder, content):
    shutil.copy(folder / "topics" / "minutes.yml", folder / "topics" / "parking.yml")
    found = {change.name: change for change in changes(content, load_content(folder))}
    assert {what for what, _ in found["parking"].pieces["en"]} == {"new"}
    back = {change.name: change for change in changes(load_content(folder), content)}
    assert {what for what, _ in back["parking"].pieces["cy"]} == {"gone"}


def test_other_texts_are_compared_where_parents_read_them(folder, content):
    edit(folder, "glossary.yml", "The person who runs the meeting.", "The person who leads the meeting.")
    edit(folder, "interface.en.yml", 'preview_title: "Preview"', 'preview_title: "A look ahead"')
    assert [change.name for change in changes(content, load_content(folder))] == ["glossary.yml#chair.explanation"]


def test_in_git_the_last_release_is_the_commit_that_changed_the_release_date(folder, tmp_path):
    git(folder, "init")
    git(folder, "add", ".")
    git(folder, "commit", "-m", "release")
    edit(folder, "topics/minutes.yml", "The written record", "The notes")
    git(folder, "commit", "-am", "an edit")
    release = last_release(load_content(folder), folder, tmp_path / "copies")
    assert release.how == "git" and release.content.topics["minutes"].title.en == "The written record"
    edit(folder, "service.yml", "release: 20", "release: 21")
    git(folder, "commit", "-am", "the next release")
    assert last_release(load_content(folder), folder, tmp_path / "copies").content.topics["minutes"].title.en == "The notes"
    assert not (tmp_path / "copies").exists()


def test_a_newer_release_tag_counts_too(folder, tmp_path):
    git(folder, "init")
    git(folder, "add", ".")
    git(folder, "commit", "-m", "release")
    edit(folder, "topics/minutes.yml", "The written record", "The notes")
    git(folder, "-c", "commit.gpgsign=false", "commit", "-am", "an edit", "--date=2030-01-01T00:00:00")
    git(folder, "tag", "v9.9.9")
    edit(folder, "topics/minutes.yml", "The notes", "The jottings")
    release = last_release(load_content(folder), folder, tmp_path / "copies")
    assert release.content.topics["minutes"].title.en == "The notes"


def test_without_git_a_copy_is_made_once_and_compared_with(folder, tmp_path):
    before = last_release(load_content(folder), folder, tmp_path / "copies")
    assert before.how == "copy"
    edit(folder, "topics/minutes.yml", "The written record", "The notes")
    after = load_content(folder)
    release = last_release(after, folder, tmp_path / "copies")
    assert release.content.topics["minutes"].title.en == "The written record"
    assert {change.name for change in changes(release.content, after)} == {"minutes"}


def test_a_release_that_the_present_code_cannot_read_is_told(folder, tmp_path):
    last_release(load_content(folder), folder, tmp_path / "copies")
    (copy,) = (tmp_path / "copies").iterdir()
    (copy / "service.yml").write_text("name: 7")
    release = last_release(load_content(folder), folder, tmp_path / "copies")
    assert release.content is None and "service.yml" in release.problem
