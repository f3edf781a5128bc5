from __future__ import annotations

import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import unicodedata
from datetime import date
from pathlib import Path

import polib
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conference_guide.content import CONTENT_DIR, load_content, placeholders
from conference_guide.messages import catalogue
from conference_guide.po_files import RefusedImport, export_po, import_po
from conference_guide.translations import (
    RECORD,
    Record,
    brought_up_to_date,
    read_record,
    record_text,
    stale_welsh,
    texts,
)

DAY = date(2026, 11, 22)
SHORT = "topics/minutes.yml#answers.wales.short"
AGE = "topics/child_attends.yml#answers.somerset.by_age.between"


@pytest.fixture(scope="module")
def recorded(tmp_path_factory):
    """The content with every Welsh text recorded as made from its English."""
    folder = Path(shutil.copytree(CONTENT_DIR, tmp_path_factory.mktemp("recorded") / "content"))
    (folder / RECORD).write_text(record_text(brought_up_to_date(Record(), load_content(folder))), encoding="utf-8")
    return folder


@pytest.fixture
def folder(recorded, tmp_path):
    return Path(shutil.copytree(recorded, tmp_path / "content"))


def export(folder: Path, changed_only: bool = False) -> polib.POFile:
    return export_po(load_content(folder), folder, changed_only)


def entry_of(po: polib.POFile, address: str) -> polib.POEntry:
    return next(entry for entry in po if entry.msgctxt == address)


def send_back(po: polib.POFile, folder: Path, reviewer: str = "Welsh editor", all_read: bool = False):
    path = folder.parent / "welsh.po"
    path.write_text(f"{po}\n", encoding="utf-8")
    return import_po(path, reviewer, DAY, folder, all_read)


def bytes_of(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def welsh_of(folder: Path) -> dict[str, str]:
    return {text.address: text.cy for text in texts(load_content(folder))}


def change_english(folder: Path, file: str, old: str, new: str) -> None:
    path = folder / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_export_has_one_entry_for_each_text_with_its_topic_area_kind_and_placeholders(folder):
    po = export(folder)
    assert [entry.msgctxt for entry in po] == [text.address for text in texts(load_content(folder))]
    entry = entry_of(po, AGE)
    assert "python-brace-format" in entry.flags and not entry.fuzzy
    for line in ("Topic: Can my child come (child_attends)", "Area: Somerset", "between", "Keep as they are: {age}"):
        assert line in entry.comment
    assert entry.msgid.startswith("For a child who is {age}:") and entry.msgstr.startswith("I blentyn sy'n {age}:")


def test_no_id_and_no_address_is_given_to_translate(folder):
    told = {words for entry in export(folder) for words in (entry.msgid, entry.msgstr)}
    content = load_content(folder)
    for ids in (content.topics, content.replies, content.helplines, content.sources):
        assert not told & {name for name in ids if "_" in name}
    assert not any(re.search(r"https?://", words) for words in told)


def test_the_file_is_good_gettext_and_reads_back_as_it_was_written(folder):
    po = export(folder)
    again = polib.pofile(str(po))
    assert [(e.msgctxt, e.msgid, e.msgstr, e.flags) for e in again] == [(e.msgctxt, e.msgid, e.msgstr, e.flags) for e in po]


def test_export_and_import_without_changes_leave_every_file_byte_for_byte(folder):
    before = bytes_of(folder)
    done = send_back(export(folder), folder)
    assert bytes_of(folder) == before
    assert (done.written, done.confirmed, done.left_out, done.unfinished) == ([], [], [], [])


WELSH = st.text(
    "abcdefghilmnoprstuwyAEIOUWY ŵŷâêîôûïáéẁẃŴŶ'’\"“”%{}\\#:-,[]&*!|>@`~^$?=+;./()0123456789 \n\n\u0302\u0308",
    min_size=1,
    max_size=120,
).map(lambda words: re.sub(r"\{\w*\}", "", words))


@settings(max_examples=3, deadline=None)
@given(st.lists(WELSH.filter(lambda words: words.strip()), min_size=100, max_size=100), st.randoms(use_true_random=False))
def test_a_hundred_random_edits_come_back_exactly_and_nothing_else_changes(recorded, edits, order: random.Random):
    with tempfile.TemporaryDirectory() as place:
        folder = Path(shutil.copytree(recorded, Path(place) / "content"))
        po = export(folder)
        wanted = welsh_of(folder)
        chosen = order.sample(list(po), 100)
        for entry, edit in zip(chosen, edits, strict=True):
            names = placeholders(entry.msgid)
            free = edit if not names and not entry.msgctxt.startswith("interface.") else re.sub(r"[{}]", "", edit) + "."
            entry.msgstr = free + "".join(f" {{{name}}}" for name in sorted(names))
            wanted[entry.msgctxt] = unicodedata.normalize("NFC", entry.msgstr).strip()
        english = {text.address: text.en for text in texts(load_content(folder))}
        send_back(po, folder)
        assert welsh_of(folder) == wanted
        assert {text.address: text.en for text in texts(load_content(folder))} == english
        before = bytes_of(folder)
        send_back(export(folder), folder)
        assert bytes_of(folder) == before


def test_an_edit_touches_its_own_lines_the_record_and_nothing_else(folder):
    before = bytes_of(folder)
    po = export(folder)
    entry_of(po, "glossary.yml#chair.explanation").msgstr = "Y sawl sy'n llywio'r cyfarfod."
    done = send_back(po, folder)
    after = bytes_of(folder)
    assert done.written == ["glossary.yml#chair.explanation"]
    assert [name for name in after if after[name] != before[name]] == ["glossary.yml", RECORD]
    old, new = before["glossary.yml"].decode().split("\n"), after["glossary.yml"].decode().split("\n")
    assert len(old) == len(new)
    changed = [line.strip() for line, was in zip(new, old, strict=True) if line != was]
    assert changed == ["cy: Y sawl sy'n llywio'r cyfarfod."]


def test_letters_written_apart_are_joined(folder):
    po = export(folder)
    entry_of(po, SHORT).msgstr = unicodedata.normalize("NFD", "Tŷ, môr a dŵr.")
    send_back(po, folder)
    assert welsh_of(folder)[SHORT] == unicodedata.normalize("NFC", "Tŷ, môr a dŵr.")


def test_the_reviewer_and_the_day_are_recorded_and_the_answer_is_dated(folder):
    po = export(folder)
    entry_of(po, SHORT).msgstr = "Mae cofnod ysgrifenedig."
    send_back(po, folder)
    made = read_record(folder).made[SHORT]
    assert (made.reviewer, made.date) == ("Welsh editor", DAY)
    answers = load_content(folder).topics["minutes"].answers
    assert answers["wales"].reviewed.cy == DAY
    assert answers["england"].reviewed.cy is None
    assert "Welsh read by Welsh editor on 2026-11-22" in entry_of(export(folder), SHORT).comment


def test_an_answer_is_not_dated_while_a_part_of_it_was_not_before_the_reviewer(folder):
    po = export(folder)
    entry_of(po, SHORT).msgstr = "Mae cofnod ysgrifenedig."
    po.remove(entry_of(po, "topics/minutes.yml#answers.wales.more"))
    send_back(po, folder)
    assert load_content(folder).topics["minutes"].answers["wales"].reviewed.cy is None


def test_a_reviewer_who_read_all_and_changed_nothing_is_recorded_too(folder):
    po = export(folder)
    done = send_back(po, folder, all_read=True)
    assert len(done.confirmed) == len(po) and not done.written
    content, record = load_content(folder), read_record(folder)
    assert all(record.is_read(text) for text in texts(content))
    assert all(answer.reviewed.cy == DAY for topic in content.topics.values() for answer in topic.answers.values())


def test_only_texts_whose_english_changed_go_out_with_their_earlier_english(folder):
    for command in (["init", "-q"], ["add", "."], ["-c", "user.name=a", "-c", "user.email=a@b", "commit", "-qm", "first"]):
        subprocess.run(["git", *command], cwd=folder, check=True)
    before = {text.address: text.en for text in texts(load_content(folder))}
    change_english(folder, "topics/minutes.yml", "question:\n  en: ", "question:\n  en: And ")
    change_english(folder, "interface.en.yml", 'page_title: "', 'page_title: "The ')
    po = export(folder, changed_only=True)
    assert [entry.msgctxt for entry in po] == ["topics/minutes.yml#question", "interface.cy.yml#page_title"]
    assert all(entry.fuzzy and entry.previous_msgid == before[entry.msgctxt] for entry in po)
    assert "previous_msgid" not in str(po) and "#| msgid" in str(po)


def test_where_the_earlier_english_is_not_to_be_found_the_entry_says_so(folder):
    change_english(folder, "topics/minutes.yml", "question:\n  en: ", "question:\n  en: And ")
    entry = entry_of(export(folder, changed_only=True), "topics/minutes.yml#question")
    assert entry.fuzzy and entry.previous_msgid is None and "Its earlier words were not found" in entry.comment


def test_a_stale_text_stays_stale_until_its_mark_is_taken_away(folder):
    change_english(folder, "topics/minutes.yml", "question:\n  en: ", "question:\n  en: And ")
    po = export(folder)
    done = send_back(po, folder)
    assert done.unfinished == ["topics/minutes.yml#question"] and list(stale_welsh(load_content(folder), folder))
    entry_of(po, "topics/minutes.yml#question").flags.remove("fuzzy")
    done = send_back(po, folder)
    assert done.confirmed == ["topics/minutes.yml#question"] and not list(stale_welsh(load_content(folder), folder))


def test_new_texts_go_out_with_what_changed(folder):
    record = read_record(folder)
    del record.made[SHORT]
    (folder / RECORD).write_text(record_text(record), encoding="utf-8")
    assert [entry.msgctxt for entry in export(folder, changed_only=True)] == [SHORT]


@pytest.mark.parametrize(
    ("address", "welsh", "said"),
    [
        (AGE, "I blentyn: gofynnwch.", r"has lost \{age\}. Put it back exactly so."),
        (AGE, "I blentyn sy'n {oed}: gofynnwch.", r"has lost \{age\}"),
        (AGE, "I blentyn sy'n {age}, {aged}.", r"has \{aged\}, which the English does not have \(it has: \{age\}\)"),
        (AGE, "I blentyn sy'n {age} }.", "has a brace that stands alone"),
        (AGE, "I blentyn sy'n {age} {age!r}.", "has a brace that stands alone"),
        (SHORT, "Mae {date}.", r"has \{date\}, which the English does not have \(it has: -\)"),
        ("interface.cy.yml#page_title", "Canllaw {", "has a brace that stands alone"),
        ("interface.cy.yml#page_title", "Canllaw {}", "has a brace that stands alone"),
        (SHORT, "Mae\u200bcofnod.", r"has invisible characters \(U\+200B\). Delete them."),
        (SHORT, "Mae\tcofnod.", r"has invisible characters \(U\+0009\)"),
        (SHORT, "Mae\u2028cofnod.", r"has invisible characters \(U\+2028\)"),
    ],
)
def test_a_faulty_entry_is_named_and_nothing_at_all_is_written(folder, address, welsh, said):
    before = bytes_of(folder)
    po = export(folder)
    entry_of(po, address).msgstr = welsh
    entry_of(po, "glossary.yml#chair.explanation").msgstr = "Y sawl sy'n llywio'r cyfarfod."
    with pytest.raises(RefusedImport, match=rf"^\d+: {re.escape(address)}: {said}"):
        send_back(po, folder)
    assert bytes_of(folder) == before


def test_a_partial_file_is_taken_in_as_far_as_it_is_finished(folder):
    po = export(folder)
    for entry in list(po)[5:]:
        po.remove(entry)
    first, second, third = list(po)[:3]
    first.msgstr, second.msgstr = "Ar ei hôl", ""
    third.msgstr += " Mwy."
    third.flags.append("fuzzy")
    before = welsh_of(folder)
    done = send_back(po, folder)
    assert done.written == [first.msgctxt] and done.unfinished == [second.msgctxt, third.msgctxt]
    assert welsh_of(folder) == {**before, first.msgctxt: "Ar ei hôl"}


def test_welsh_for_english_that_has_since_changed_is_left_out_and_named(folder):
    po = export(folder)
    entry_of(po, "topics/minutes.yml#question").msgstr = "Cwestiwn arall?"
    change_english(folder, "topics/minutes.yml", "question:\n  en: ", "question:\n  en: And ")
    before = bytes_of(folder)
    done = send_back(po, folder)
    assert ["the English was changed after this file was made" in str(left) for left in done.left_out] == [True]
    assert bytes_of(folder) == before


def test_an_old_file_never_undoes_what_a_colleague_wrote_since(folder):
    old = export(folder)
    newer = export(folder)
    entry_of(newer, SHORT).msgstr = "Geiriau cydweithiwr."
    send_back(newer, folder, "A colleague")
    assert not send_back(old, folder).left_out
    assert welsh_of(folder)[SHORT] == "Geiriau cydweithiwr."
    entry_of(old, SHORT).msgstr = "Geiriau eraill."
    left = send_back(old, folder).left_out
    assert [str(each) for each in left if "somebody else changed this Welsh" in str(each)]
    assert welsh_of(folder)[SHORT] == "Geiriau cydweithiwr."


def test_a_reviewer_may_go_on_in_the_same_file_and_send_it_again(folder):
    po = export(folder)
    for words in ("Mae cofnod.", "Mae cofnod ysgrifenedig."):
        entry_of(po, SHORT).msgstr = words
        assert send_back(po, folder).written == [SHORT]
        assert welsh_of(folder)[SHORT] == words


def test_texts_that_are_gone_twice_there_or_without_an_address_are_named(folder):
    po = export(folder)
    po.append(polib.POEntry(msgctxt="topics/parking.yml#title", msgid="Parking", msgstr="Parcio"))
    assert ["there is no such text any more" in str(left) for left in send_back(po, folder).left_out] == [True]
    po.append(polib.POEntry(msgctxt=SHORT, msgid="x", msgstr="y"))
    po.append(polib.POEntry(msgid="Hello", msgstr="Helo"))
    with pytest.raises(RefusedImport, match=r"(?s)stands twice in the file.*'Hello' has no msgctxt"):
        send_back(po, folder)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (b"this is no PO file", "is not a good PO file"),
        (b'msgid "a"\nmsgstr "\xff"\n', "is not UTF-8"),
        (b"<xliff/>", "is not a good PO file"),
    ],
)
def test_a_file_that_is_no_po_file_is_refused_in_plain_words(folder, words, said):
    path = folder.parent / "welsh.po"
    path.write_bytes(words)
    with pytest.raises(RefusedImport, match=said):
        import_po(path, "Welsh editor", DAY, folder)
    with pytest.raises(RefusedImport, match="there is no such file"):
        import_po(folder.parent / "nothing.po", "Welsh editor", DAY, folder)


@pytest.mark.parametrize("reviewer", ["", "  ", "a\nb", "x" * 81])
def test_a_reviewer_without_a_sensible_name_is_refused(folder, reviewer):
    path = folder.parent / "welsh.po"
    path.write_text(str(export(folder)), encoding="utf-8")
    with pytest.raises(RefusedImport, match="should be a name or a role"):
        import_po(path, reviewer, DAY, folder)


def test_the_commands_export_and_import_and_say_what_they_did(folder):
    def run(*words: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "conference_guide.cli", "translate", *words]
        here = {**os.environ, "PYTHONPATH": str(Path.cwd())}
        return subprocess.run(command, cwd=folder.parent, env=here, capture_output=True, text=True, check=False)

    assert run("export", "--out", "welsh.po").returncode == 0
    po = polib.pofile(str(folder.parent / "welsh.po"))
    entry_of(po, SHORT).msgstr = "Mae cofnod ysgrifenedig."
    po.save()
    done = run("import", "welsh.po", "--reviewer", "Welsh editor", "--date", "2026-11-01")
    assert done.returncode == 0 and done.stdout == f"Written: {SHORT}\n" and "Written: 1. Confirmed: 0." in done.stderr
    entry_of(po, SHORT).msgstr = "Mae {dyddiad}."
    po.save()
    refused = run("import", "welsh.po", "--reviewer", "Welsh editor")
    assert refused.returncode == 1 and SHORT in refused.stdout and "nothing was taken in" in refused.stderr
    assert run("import", "welsh.po", "--reviewer", "Welsh editor", "--date", "2999-01-01").returncode == 2
    assert run("import", "welsh.po").returncode == 2
    assert run("record", "--accept", "no#thing").returncode == 2
    assert run("record").returncode == 0


def test_every_message_of_the_catalogue_is_used_and_said_in_both_languages(folder):
    code = Path("conference_guide/po_files.py").read_text(encoding="utf-8") + Path(
        "conference_guide/editor_commands.py"
    ).read_text(encoding="utf-8")
    kinds = {key.removeprefix("translate_") for key in catalogue("en") if key.startswith("translate_")}
    assert kinds == {key.removeprefix("translate_") for key in catalogue("cy") if key.startswith("translate_")}
    assert {kind for kind in kinds if f'"{kind}"' not in code} == set()
    po = export(folder)
    entry_of(po, AGE).msgstr = "I blentyn: gofynnwch."
    with pytest.raises(RefusedImport) as refused:
        send_back(po, folder)
    assert refused.value.refusals[0].said("cy").endswith(f"{AGE}: mae {{age}} ar goll. Rhowch ef yn ôl yn union felly.")
