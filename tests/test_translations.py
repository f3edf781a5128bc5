from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from conference_guide.content import CONTENT_DIR, ContentError, load_content, read_yaml
from conference_guide.translations import (
    RECORD,
    Record,
    brought_up_to_date,
    read_record,
    record_text,
    stale_welsh,
    text_hash,
    texts,
)


@pytest.fixture
def folder(tmp_path):
    return Path(shutil.copytree(CONTENT_DIR, tmp_path / "content"))


@pytest.fixture
def recorded(folder):
    """The folder with a record in which every Welsh text belongs to its English."""
    (folder / RECORD).write_text(record_text(brought_up_to_date(Record(), load_content(folder))), encoding="utf-8")
    return folder


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def stale(folder: Path) -> list[tuple[str, str]]:
    found = stale_welsh(load_content(folder), folder)
    return [(path.relative_to(folder).as_posix(), ".".join(map(str, loc))) for path, loc in found]


def test_every_text_has_an_address_of_its_own_and_every_kind_of_file_is_covered(content):
    addresses = [text.address for text in texts(content)]
    assert len(addresses) == len(set(addresses))
    for some in (
        "topics/chair.yml#title",
        "topics/child_attends.yml#answers.somerset.by_age.between",
        "replies/greet.yml#answers.england_and_wales.short",
        "areas/wales.yml#time_limits.review.says",
        "areas/wales.yml#councils.0.name",
        "interface.cy.yml#page_title",
        "glossary.yml#chair.explanation",
        "helplines.yml#emergency.line",
        "pages/about.yml#sections.0.text",
        "places.yml#ambiguous.0.choices.0.label",
        "service.yml#name",
        "sources.yml#conwy_page.title",
    ):
        assert some in addresses


def test_each_address_leads_to_its_welsh_words_in_a_file(content):
    files = {text.file: read_yaml(CONTENT_DIR / text.file) for text in texts(content)}
    for text in texts(content):
        words = files[text.file]
        for part in text.welsh_loc:
            words = words[part]
        assert words.strip() == text.cy


def test_the_record_that_ships_can_be_read_and_is_written_back_as_it_is():
    stored = (CONTENT_DIR / RECORD).read_text(encoding="utf-8")
    assert record_text(read_record()) == stored


def test_no_welsh_is_stale_right_after_recording(recorded):
    assert stale(recorded) == []


def test_a_changed_english_makes_its_welsh_stale_and_names_the_place_of_the_welsh(recorded):
    change(recorded / "topics" / "chair.yml", "title:\n  en: ", "title:\n  en: Now ")
    change(recorded / "interface.en.yml", 'page_title: "', 'page_title: "The ')
    change(
        recorded / "replies" / "greet.yml", "    short:\n      en: >-\n        ", "    short:\n      en: >-\n        Good day. "
    )
    assert stale(recorded) == [
        ("topics/chair.yml", "title.cy"),
        ("replies/greet.yml", "answers.england_and_wales.short.cy"),
        ("interface.cy.yml", "page_title"),
    ]


def test_a_change_of_layout_alone_makes_nothing_stale(recorded):
    change(recorded / "topics" / "chair.yml", "      en: >-\n", "      en: |-\n")
    assert stale(recorded) == []


def test_changing_both_languages_makes_nothing_stale_and_recording_takes_the_pair_in(recorded):
    change(recorded / "topics" / "chair.yml", "title:\n  en: ", "title:\n  en: Now ")
    change(recorded / "topics" / "chair.yml", "\n  cy: ", "\n  cy: Nawr ")
    content = load_content(recorded)
    text = next(text for text in texts(content) if text.address == "topics/chair.yml#title")
    assert stale(recorded) == []
    assert read_record(recorded).is_new(text)
    assert not brought_up_to_date(read_record(recorded), content).is_new(text)


def test_recording_does_not_hide_a_stale_text_unless_it_is_accepted_by_name(recorded):
    change(recorded / "topics" / "chair.yml", "title:\n  en: ", "title:\n  en: Now ")
    content = load_content(recorded)
    text = next(text for text in texts(content) if text.address == "topics/chair.yml#title")
    assert brought_up_to_date(read_record(recorded), content).is_stale(text)
    accepted = brought_up_to_date(read_record(recorded), content, ("topics/chair.yml#title",))
    assert not accepted.is_stale(text) and not accepted.is_new(text)


def test_a_folder_without_a_record_has_nothing_stale_and_a_broken_record_is_named(folder):
    (folder / RECORD).unlink(missing_ok=True)
    assert stale(folder) == []
    for broken in ("<<<<<<< main", '{"a.yml": {"title": 1}}', "[]", '{"a.yml": {"title": {"en": "1"}}}'):
        (folder / RECORD).write_text(broken, encoding="utf-8")
        with pytest.raises(ContentError, match=r"translations\.json:1: file: cannot be read"):
            read_record(folder)


def test_the_same_words_written_with_composed_or_separate_letters_have_one_hash():
    assert text_hash("tŷ") == text_hash("ty\u0302") != text_hash("ty")
    assert text_hash(" a\r\nb ") == text_hash("a\nb")
