from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conference_guide.text import clean, fold, has_words, mask


@pytest.mark.parametrize(
    ("typed", "cleaned"),
    [
        ("  who   will be there\n", "who will be there"),
        ("/restart", "restart"),
        (' / /inform{"child_age": 9}', 'inform{"child_age": 9}'),
        ("can my m\u200bum co\u202eme", "can my mum come"),
        (unicodedata.normalize("NFD", "tŷ dŵr"), "tŷ dŵr"),
        ("\U000e0041hidden tag", "hidden tag"),
        ("a\x00b", "ab"),
        ("", ""),
        ("///", ""),
    ],
)
def test_typed_text_is_cleaned(typed, cleaned):
    assert clean(typed) == cleaned


@given(st.text())
def test_cleaned_text_is_never_a_command_and_cleaning_again_changes_nothing(text):
    once = clean(text)
    assert not once.startswith("/") and once == once.strip()
    assert clean(once) == once


@given(st.text())
def test_masking_never_fails(text):
    mask(text)


def test_folding_makes_accents_case_and_apostrophes_alike():
    assert fold("PWY SY’N Dŵad i’r tŷ") == "pwy sy'n dwad i'r ty"


@pytest.mark.parametrize(("text", "words"), [("🙂🙂", False), ("?!", False), ("9", True), ("ok", True), ("", False)])
def test_emoji_and_punctuation_alone_are_not_words(text, words):
    assert has_words(text) is words


@pytest.mark.parametrize(
    ("typed", "secret", "kind"),
    [
        ("ring me on 07700 900123 please", "900123", "phone"),
        ("my number is +44 7700 900 123", "7700", "phone"),
        ("email me at jo.bloggs@example.com", "bloggs", "email"),
        ("ni number AB123456C", "AB123456C", "national_insurance"),
        ("we live at LL30 2AB now", "2AB", "postcode"),
        ("my name is Blodwen Jones can i bring my mum", "Blodwen", "name"),
        ("fy enw i yw Gwilym Testun, pwy fydd yno", "Gwilym", "name"),
        ("he was born on 14/02/2017", "14/02/2017", "date_of_birth"),
        ("case number AB/12345 when is it", "12345", "case_number"),
        ("12 Made Up Street is my address", "Made Up Street", "address"),
    ],
)
def test_personal_details_are_masked(typed, secret, kind):
    masked, kinds = mask(typed)
    assert secret not in masked and kind in kinds


@pytest.mark.parametrize(
    "typed",
    [
        "is 0808 800 5000 free to ring",
        "should i ring 999",
        "she is 9 and he is 11",
        "the meeting is 14 December",
        "my son is 15 working days late",
        "beth yw 116 123",
        "who is the chair of the meeting in Conwy",
    ],
)
def test_ages_dates_and_helplines_are_not_taken_for_personal_details(typed):
    assert mask(typed) == (typed, [])
