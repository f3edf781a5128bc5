"""Which figures are the same in English and Welsh, and which are not."""

from __future__ import annotations

from pathlib import Path

import pytest

from conference_guide.checks.languages import check_figures
from conference_guide.checks.texts import Text
from conference_guide.content import LocalisedText


def kinds(english, welsh):
    text = Text(Path("content/service.yml"), ("name",), LocalisedText(en=english, cy=welsh))
    return [(problem.kind, problem.advice) for problem in check_figures(text)]


@pytest.mark.parametrize(
    ("english", "welsh"),
    [
        ("on 31 October 2013", "ar 31 Hydref 2013"),
        ("from 1 April 2008", "o 1 Ebrill 2008"),
        ("the page of September 2019", "tudalen o fis Medi 2019"),
        ("on 2 May", "ar 2 Fai"),
        ("You may come on 3 March", "Cewch ddod, mai ar 3 Mawrth"),
        ("ring 0808 801 0366, 9.30am to 3pm", "ffoniwch 0808 801 0366, 9.30am i 3pm"),
        ("ring 0808 800 5000", "ffoniwch 08088005000"),
        ("textphone 18001 101", "ffôn testun 18001 101"),
        ("999, then 55 when asked", "999, yna 55 pan ofynnir"),
        ("the Act of 1989, section 47", "Deddf 1989, adran 47"),
        ("3 months, then 6 months", "3 mis, yna bob 6 mis"),
        ("lasts 1½ to 2 hours", "yn para 1½ i 2 awr"),
        ("see https://www.gov.uk/a.", "gweler https://www.gov.uk/a"),
    ],
)
def test_the_same_figures_are_the_same_in_other_words(english, welsh):
    assert kinds(english, welsh) == []


@pytest.mark.parametrize(
    ("english", "welsh", "kind"),
    [
        ("on 31 October 2013", "ar 31 Tachwedd 2013", "dates_differ"),
        ("on 31 October 2013", "ar 30 Hydref 2013", "dates_differ"),
        ("the page of September 2019", "tudalen o fis Medi 2018", "dates_differ"),
        ("ring 0808 801 0366", "ffoniwch 0808 801 0336", "phones_differ"),
        ("ring 999", "ffoniwch 101", "phones_differ"),
        ("text 85258", "tecstiwch 85285", "phones_differ"),
        ("within 15 working days", "o fewn 20 diwrnod gwaith", "numbers_differ"),
        ("within 15 working days", "yn fuan", "numbers_differ"),
        ("lasts 1½ hours", "yn para 1 awr", "numbers_differ"),
        ("12 days", "un ar ddeg diwrnod", "numbers_differ"),
        ("see www.gov.uk/a", "gweler www.llyw.cymru/a", "links_differ"),
        ("write to a@council.example", "ysgrifennwch at b@council.example", "links_differ"),
    ],
)
def test_figures_that_differ_are_an_error(english, welsh, kind):
    assert kinds(english, welsh) == [(kind, False)]


@pytest.mark.parametrize(
    ("english", "welsh"), [("12 days", "deuddeg diwrnod"), ("two weeks", "2 wythnos"), ("3 children", "tri phlentyn")]
)
def test_a_figure_written_as_a_word_is_advice(english, welsh):
    assert kinds(english, welsh) == [("number_in_words", True)]
