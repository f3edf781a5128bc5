from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from conference_guide.answers import Facts, compose_answer
from conference_guide.content import ContentError, load_content, read_yaml, topic_ids
from conference_guide.new_area import WORDS, NewArea, NewAreaError, make_area
from conference_guide.places import PlaceFinder
from conference_guide.translations import brought_up_to_date, read_record, record_text

BARNSLEY = NewArea("barnsley", "england", "Barnsley", "Barnsley", "https://www.example.org/page", "2019-09")


@pytest.fixture
def root(tmp_path):
    shutil.copytree("content", tmp_path / "content")
    (tmp_path / "tests" / "answers").mkdir(parents=True)
    return tmp_path


def test_a_new_council_is_good_content_at_once_and_answers_with_its_nations_words(root):
    make_area(BARNSLEY, root)
    content = load_content(root / "content")
    area = content.areas["barnsley"]
    assert (area.kind, area.parent, area.page) == ("council", "england", "barnsley_page")
    assert content.sources["barnsley_page"].as_of == "2019-09"
    assert "page of September 2019" in area.origin.en and "o fis Medi 2019" in area.origin.cy
    said = compose_answer(content, "supporter", Facts(area="barnsley"), "en").text
    assert said.startswith("Barnsley council's page does not say anything about this. In England, generally:")


def test_its_places_move_from_the_nations_file_and_are_found(root):
    before = load_content(root / "content").areas["england"].councils
    known = next(council for council in before if council.name.en == "Barnsley")
    make_area(BARNSLEY, root)
    content = load_content(root / "content")
    assert content.areas["england"].councils == [council for council in before if council != known]
    finder = PlaceFinder(content)
    for name in (known.name.en, *known.places):
        assert finder.find(f"I live in {name}").areas == ["barnsley"]


@pytest.mark.parametrize(("name", "nation"), [("York", "england"), ("Barking and Dagenham", "england"), ("Wrexham", "wales")])
def test_the_first_and_the_last_council_of_a_nation_move_too(root, name, nation):
    before = load_content(root / "content").areas[nation].councils
    make_area(NewArea("some_council", nation, name, name), root)
    after = load_content(root / "content").areas[nation].councils
    assert after == [council for council in before if council.name.en != name] and len(after) == len(before) - 1


def test_a_council_nobody_had_listed_can_be_added(root):
    make_area(NewArea("new_shire", "wales", "Newshire: east", "Y Sir Newydd"), root)
    content = load_content(root / "content")
    area = content.areas["new_shire"]
    assert area.name.en == "Newshire: east" and "The page has no date" in area.origin.en
    assert content.sources["new_shire_page"].url is None


@pytest.mark.parametrize(("lang", "said"), [("en", "Look for:"), ("cy", "Chwiliwch am:")])
def test_the_questions_hold_every_topic_with_what_to_look_for(root, lang, said):
    made = make_area(BARNSLEY, root, locale=lang)
    text = made.questions.read_text(encoding="utf-8")
    content = load_content(root / "content")
    for topic_id, topic in content.topics.items():
        assert f"{topic.question[lang]} (`content/topics/{topic_id}.yml`)" in text
        answer = topic.answers.get("england") or topic.answers["england_and_wales"]
        assert answer.short[lang] in text
    assert text.count(f"\n{said} ") == len(content.topics)


def test_every_topic_has_a_hint_in_both_languages():
    hints = read_yaml(WORDS / "page_questions.yml")
    assert sorted(hints) == topic_ids()
    assert all(set(hint) == {"en", "cy"} and all(hint.values()) for hint in hints.values())


def test_an_empty_table_of_facts_is_made_and_the_new_texts_are_recorded(root):
    made = make_area(BARNSLEY, root)
    assert read_yaml(root / "tests" / "answers" / "barnsley.yml") == []
    assert {path.name for path in made.files} == {"barnsley.yml", "sources.yml", "england.yml"}
    record, content = read_record(root / "content"), load_content(root / "content")
    assert record_text(record) == record_text(brought_up_to_date(record, content))


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"area": "conwy"}, "there is a content/areas/conwy.yml already"),
        ({"area": "North Yorks"}, "is not an id"),
        ({"nation": "somerset"}, "is not a nation"),
        ({"nation": "scotland"}, "is not a nation"),
        ({"name_cy": " "}, "the name is missing"),
        ({"as_of": "September"}, "is not a date"),
        ({"as_of": "2019-13"}, "is not a date"),
        ({"as_of": "2999"}, "is in the future"),
    ],
)
def test_what_cannot_be_is_refused_in_plain_words_and_nothing_is_written(root, changed, said):
    before = {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}
    with pytest.raises(NewAreaError, match=said):
        make_area(NewArea(**{**BARNSLEY.__dict__, **changed}), root)
    assert {path: path.read_bytes() for path in root.rglob("*") if path.is_file()} == before


def test_questions_an_editor_has_begun_to_fill_in_are_never_overwritten(root):
    (root / "barnsley-questions.md").write_text("my notes", encoding="utf-8")
    with pytest.raises(NewAreaError, match="exists already"):
        make_area(BARNSLEY, root)
    assert not (root / "content" / "areas" / "barnsley.yml").exists()


def test_broken_content_is_mended_first(root):
    (root / "content" / "topics" / "chair.yml").write_text("title: [", encoding="utf-8")
    with pytest.raises(ContentError, match=r"chair\.yml"):
        make_area(BARNSLEY, root)


def test_the_command_names_the_files_it_made(root):
    command = [sys.executable, "-m", "conference_guide.cli", "new-area", "barnsley", "--nation", "england"]
    command += ["--name-en", "Barnsley", "--name-cy", "Barnsley"]
    here = {**os.environ, "PYTHONPATH": str(Path.cwd())}
    done = subprocess.run(command, cwd=root, env=here, capture_output=True, text=True, check=False)
    assert done.returncode == 0 and "content/areas/barnsley.yml\n" in done.stdout and "barnsley-questions.md" in done.stdout
    again = subprocess.run(command, cwd=root, env=here, capture_output=True, text=True, check=False)
    assert again.returncode == 2 and "already" in again.stderr
