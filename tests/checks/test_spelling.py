"""Spelling: dictionaries, word lists, Welsh mutations and short words, and what is remembered."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from conference_guide.checks.spelling import DICTIONARIES, Speller, check_spelling, own_words, unmutated_forms, words_of
from conference_guide.checks.texts import texts_of
from conference_guide.content import load_content


@pytest.fixture
def dictionary(tmp_path):
    """A hunspell dictionary of five words."""
    folder = tmp_path / "dictionary"
    folder.mkdir()
    (folder / "index.aff").write_text("SET UTF-8\nTRY aeioucynhlpt\n", encoding="utf-8")
    (folder / "index.dic").write_text("5\ncynllun\nplentyn\ncolour\nparent\ncanllaw\n", encoding="utf-8")
    return folder


def speller(locale, dictionary, tmp_path, own=()):
    return Speller(locale, own, dictionary, tmp_path / "cache" / "spelling.json")


@pytest.mark.parametrize(
    ("locale", "word", "right"),
    [
        ("en", "colour", True),
        ("en", "Colour", True),
        ("en", "parent's", True),
        ("en", "color", False),
        ("en", "parent'n", False),
        ("cy", "canllaw'n", True),
        ("cy", "canllaw'x", False),
        ("cy", "cynllun-plentyn", True),
        ("cy", "cynllyn", False),
    ],
)
def test_a_word_is_right_with_what_hangs_on_it(locale, word, right, dictionary, tmp_path):
    assert speller(locale, dictionary, tmp_path).is_right(word) is right


@pytest.mark.parametrize("word", ["tecstiwch", "Tecstiwch", "decstiwch", "thecstiwch", "nhecstiwch"])
def test_a_word_of_our_own_welsh_list_is_right_in_its_mutated_forms(word, dictionary, tmp_path):
    assert speller("cy", dictionary, tmp_path, {"tecstiwch"}).is_right(word)
    assert not speller("en", dictionary, tmp_path, {"tecstio"}).is_right("decstio")


@pytest.mark.parametrize(
    ("mutated", "word"),
    [
        ("gynllun", "cynllun"), ("chynllun", "cynllun"), ("nghynllun", "cynllun"), ("blentyn", "plentyn"),
        ("mhlentyn", "plentyn"), ("phlentyn", "plentyn"), ("fam", "mam"), ("fywyd", "bywyd"), ("ddyddiad", "dyddiad"),
        ("lythyr", "llythyr"), ("riant", "rhiant"), ("waith", "gwaith"), ("hysgol", "ysgol"), ("Gonwy", "Conwy"),
    ],
)  # fmt: skip
def test_what_a_mutated_word_was_is_among_its_forms(mutated, word):
    assert word in unmutated_forms(mutated)


def test_placeholders_links_and_addresses_are_not_spelt():
    assert words_of("By {date} see www.gov.uk/help or write to help@council.example, please.") == [
        "By",
        "see",
        "or",
        "write",
        "to",
        "please",
    ]


def test_a_word_list_may_hold_notes(tmp_path):
    (tmp_path / "words.txt").write_text("# names\nCoram\n\nLJ   # part of a postcode\n", encoding="utf-8")
    assert own_words(tmp_path / "words.txt") == {"Coram", "LJ"}
    assert own_words(tmp_path / "missing.txt") == set()


def test_a_word_list_that_is_not_utf8_is_told(small, dictionary):
    (small / "words.cy.txt").write_bytes("cŵyn".encode("utf-16"))
    content = load_content(small)
    texts = [text for text in texts_of(content, small) if text.loc == ("nspcc", "name")]
    problems = list(check_spelling(texts, content, small, {"en": dictionary, "cy": dictionary}))
    assert [(Path(problem.file).name, problem.kind) for problem in problems] == [("words.cy.txt", "not_utf8")]


def test_verdicts_are_remembered_until_the_dictionary_changes(dictionary, tmp_path):
    first = speller("en", dictionary, tmp_path)
    assert first.is_right("colour") and not first.is_right("color")
    first.remember()
    again = speller("en", dictionary, tmp_path)
    again._load = lambda: pytest.fail("the dictionary was read again")
    assert again.is_right("colour") and not again.is_right("color")
    (dictionary / "index.dic").write_text("1\ncolor\n", encoding="utf-8")
    changed = speller("en", dictionary, tmp_path)
    assert changed.is_right("color") and not changed.is_right("colour")
    changed.remember()
    assert len(json.loads((tmp_path / "cache" / "spelling.json").read_text(encoding="utf-8"))) == 1


@pytest.mark.parametrize("broken", ["not JSON", "[1]", '{"en": 7}'])
def test_a_broken_cache_only_costs_time(broken, dictionary, tmp_path):
    (tmp_path / "cache").mkdir()
    (tmp_path / "cache" / "spelling.json").write_text(broken, encoding="utf-8")
    found = speller("en", dictionary, tmp_path)
    assert found.is_right("colour")
    found.remember()
    assert json.loads((tmp_path / "cache" / "spelling.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("locale", "right", "wrong"),
    [
        ("en", ["colour", "organise", "behaviour", "conference", "don't"], ["color", "behavior", "recieve", "organize"]),
        ("cy", ["cynhadledd", "gynhadledd", "nghynllun", "i'ch", "sy'n", "grŵp"], ["cynhadleth", "gymdeithasl", "grwpp"]),
    ],
)
def test_the_real_dictionaries_know_british_and_welsh_words(locale, right, wrong, tmp_path):
    found = speller(locale, DICTIONARIES[locale], tmp_path)
    assert [word for word in right if not found.is_right(word)] == []
    assert [word for word in wrong if found.is_right(word)] == []
