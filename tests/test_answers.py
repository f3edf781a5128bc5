"""What parents are told, held against the pages it comes from: a case for each fact, and sweeps over every answer."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from conference_guide.answers import Facts, Message, compose_answer, compose_reply
from conference_guide.areas import find_answer, levels
from conference_guide.content import LOCALES, Content, load_content, topic_ids

TABLES = Path(__file__).parent / "answers"
CONTENT = load_content()


def of(nation: str) -> list[str]:
    """A nation and its councils; a new council is held to all of this from its first day."""
    return [nation, *sorted(area_id for area_id, area in CONTENT.areas.items() if area.parent == nation)]


ENGLAND, WALES = of("england"), of("wales")
AREAS = ["england_and_wales", *ENGLAND, *WALES]
COUNCILS = [*ENGLAND[1:], *WALES[1:]]
TOPICS = topic_ids()
LANGUAGE = {"en": "English", "cy": "Welsh"}

# Words that point to one council; only its own answers may hold them.
COUNCIL_NAMES = {council: [CONTENT.areas[council].name[locale].lower() for locale in LOCALES] for council in COUNCILS}
COUNCIL_NAMES["conwy"] += ["north wales police", "heddlu gogledd cymru"]
SOMERSET_AGES = ["over 10", "over 4", "over the age of", "dros 10 oed", "dros 4 oed"]
NSPCC, MEIC = "08088005000", "08088023456"
LOCAL_OMBUDSMAN, FAMILY_RIGHTS_GROUP = "03000610614", "08088010366"
NORTH_YORKSHIRE_COMPLAINTS = ["01609534193", "08081682785"]
NUMBERS = {
    "england_and_wales": {NSPCC, MEIC, LOCAL_OMBUDSMAN},
    **{key: {NSPCC, LOCAL_OMBUDSMAN, FAMILY_RIGHTS_GROUP} for key in ENGLAND},
    **{key: {NSPCC, MEIC} for key in WALES},
}
NUMBERS["north_yorkshire"] = {*NUMBERS["north_yorkshire"], *NORTH_YORKSHIRE_COMPLAINTS}
# Pages of a council whose ids do not begin with its own: Conwy's on complaints, and the other parts of Rotherham's guide.
MORE_PAGES = {"conwy": {"con"}, "rotherham": {"rot", "rot2"}}
DATES_HEADING = {"en": "With your conference on", "cy": "Dyddiad eich cynhadledd"}
CANNOT_COME = {
    "en": [
        "cannot come",
        "can't come",
        "not allowed to come",
        "may not come to the",
        "too young",
        "must not come",
        "should not come",
    ],
    "cy": ["ni chaiff ddod", "ni all ddod", "ddim yn cael dod", "rhy ifanc", "ni ddylai ddod"],
}


def read_table(name: str) -> Any:
    return YAML(typ="safe").load((TABLES / f"{name}.yml").read_text(encoding="utf-8"))


def plain(text: str) -> str:
    """A text as strings are looked for in it: in small letters, on one line."""
    return re.sub(r"\s+", " ", text.lower())


# A Welsh word may begin otherwise after the word before it: "cadeirydd", "y gadeirydd", "â chadeirydd".
_MUTATIONS = {
    "ll": "ll|l", "rh": "rh|r", "c": "ch|c|g|ngh", "p": "ph|p|b|mh", "t": "th|t|d|nh",
    "g": "ng|g|", "b": "b|f|m", "d": "dd|d|n", "m": "m|f",
}  # fmt: skip


def mutable(word: str) -> str:
    """A pattern for a Welsh word in small letters, however it is mutated."""
    for start in ("ch", "dd", "ff", "ng", "ph", "th"):
        if word.startswith(start):
            return re.escape(word)
    for start, forms in _MUTATIONS.items():
        if word.startswith(start):
            return f"(?:{forms})" + re.escape(word[len(start) :])
    return ("h?" if word[:1] in "aeiouwyâêîôûŵŷ" else "") + re.escape(word)


def says(text: str, wanted: str, locale: str) -> bool:
    """Whether a text holds one of the forms, which stand with " | " between them."""
    for form in wanted.lower().split(" | "):
        if locale == "en" and form.strip() in text:
            return True
        if locale == "cy" and re.search(r"(?<!\w)" + " ".join(mutable(word) for word in form.split()), text):
            return True
    return False


def answer(content: Content, topic: str, area: str, locale: str, **facts: Any) -> Message:
    return compose_answer(content, topic, Facts(area=area, **facts), locale)


def own_words(content: Content, topic: str, area: str, locale: str) -> str:
    """The level's own part of an answer: the nation's, added under its heading, could hide a fact that is missing."""
    message = answer(content, topic, area, locale)
    level, found = find_answer(content, content.topics[topic], area)
    if level != area or not found.add_nation:
        return plain(message.text)
    nation = content.areas[content.areas[area].parent or ""]
    assert nation.generally is not None
    return plain(message.text.split(nation.generally[locale])[0])


def sweep(areas: list[str] | None = None) -> Any:
    """Every answer of the given areas, in both languages."""
    cases = [(topic, area, locale) for topic in TOPICS for area in areas or AREAS for locale in LOCALES]
    ids = [f"{topic} in {area} in {LANGUAGE[locale]}" for topic, area, locale in cases]
    return pytest.mark.parametrize(("topic", "area", "locale"), cases, ids=ids)


# ---------------------------------------------------------------- a case for each fact

FACTS = [(area, row, locale) for area in AREAS for row in read_table(area) for locale in LOCALES]


@pytest.mark.parametrize(
    ("area", "row", "locale"),
    FACTS,
    ids=[f"{area} tells under {row['topic']} in {LANGUAGE[locale]} that {row['fact']}" for area, row, locale in FACTS],
)
def test_a_parent_is_told(content, area, row, locale):
    text = own_words(content, row["topic"], area, locale)
    assert [wanted for wanted in row[locale] if not says(text, wanted, locale)] == []
    assert [unwanted for unwanted in row.get(f"not_{locale}", []) if says(text, unwanted, locale)] == []


@pytest.mark.parametrize("area", COUNCILS)
def test_every_council_answer_has_facts_in_its_table(content, area):
    asked = {row["topic"] for row in read_table(area)}
    answered = {topic_id for topic_id, topic in content.topics.items() if area in topic.answers}
    assert answered == asked


@pytest.mark.parametrize("area", ["england", "wales"])
def test_every_national_answer_has_facts_in_its_table(content, area):
    assert {row["topic"] for row in read_table(area)} == set(TOPICS)


# ---------------------------------------------------------------- children's ages

RULES = read_table("rules")
CHILDREN = [(row, locale) for row in RULES["somerset_children"] for locale in LOCALES]


@pytest.mark.parametrize(
    ("row", "locale"),
    CHILDREN,
    ids=[f"Somerset on {row['who']} under {row['topic']} in {LANGUAGE[locale]}" for row, locale in CHILDREN],
)
def test_somerset_answers_for_the_age_of_each_child(content, row, locale):
    message = answer(content, row["topic"], "somerset", locale, child_ages=tuple(row["ages"]))
    lines = plain(message.short)
    assert [wanted for wanted in row[locale] if not says(lines, wanted, locale)] == []
    assert [unwanted for unwanted in row.get(f"not_{locale}", []) if says(lines, unwanted, locale)] == []
    assert [words for words in CANNOT_COME[locale] if words in plain(message.text)] == []
    assert "{age}" not in message.text


@pytest.mark.parametrize("locale", LOCALES)
def test_two_children_of_the_same_age_get_one_line(content, locale):
    one = answer(content, "child_attends", "somerset", locale, child_ages=(84,))
    assert answer(content, "child_attends", "somerset", locale, child_ages=(84, 84)) == one


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("topic", ["child_attends", "child_views"])
@pytest.mark.parametrize("area", [area for area in AREAS if area != "somerset"])
@pytest.mark.parametrize("months", [-1, 8, 47, 48, 60, 119, 120, 131, 132, 204, 216])
def test_no_other_area_borrows_somersets_age_rule(content, area, topic, months, locale):
    with_age = answer(content, topic, area, locale, child_ages=(months,))
    assert with_age == answer(content, topic, area, locale)
    years = re.findall(r"\d+ (?:years?|oed|blwydd|mlwydd)|(?:over|under|aged?|dros|dan) \d+", plain(with_age.text))
    assert years == []


@sweep()
def test_an_age_never_keeps_a_child_out(content, topic, area, locale):
    text = answer(content, topic, area, locale, child_ages=(8, 60, 144)).text
    of_children = [part for part in re.split(r"[.!?\n]", plain(text)) if re.search(r"\bchild|plentyn|blant", part)]
    too_young = ("too young", "rhy ifanc")  # said nationally of children who are heard without coming
    assert [part for part in of_children for words in CANNOT_COME[locale] if words in part and words not in too_young] == []


# ---------------------------------------------------------------- the day of the conference

DATES = [(row, locale) for row in RULES["dates"] for locale in LOCALES]


@pytest.mark.parametrize(
    ("row", "locale"),
    DATES,
    ids=[
        f"{row['topic']} in {row['area']} with a conference on {row['conference']} in {LANGUAGE[locale]}: {row['fact']}"
        for row, locale in DATES
    ],
)
def test_time_limits_get_their_calendar_dates(content, row, locale):
    message = answer(content, row["topic"], row["area"], locale, conference_date=row["conference"])
    section = message.text.split(DATES_HEADING[locale])[1]
    assert [wanted for wanted in row[locale] if wanted.lower() not in plain(section)] == []
    wanted_dates = [wanted for wanted in row[locale] if re.search(r"\d{4}", wanted)]
    assert len(re.findall(r"\d{1,2} \w+ 20\d\d", section.split("\n\n")[1])) == len(wanted_dates)


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("area", AREAS)
def test_when_the_conference_is_held_gets_no_date(content, area, locale):
    with_date = answer(content, "when_held", area, locale, conference_date=date(2026, 12, 14))
    assert with_date == answer(content, "when_held", area, locale)


@sweep()
def test_dates_stand_only_where_the_conference_date_is_known(content, topic, area, locale):
    assert DATES_HEADING[locale] not in answer(content, topic, area, locale).text


# ---------------------------------------------------------------- sweeps over every answer


@sweep(ENGLAND)
def test_england_has_no_register_today(content, topic, area, locale):
    text = plain(answer(content, topic, area, locale).text)
    if topic == "register":
        assert {"en": "there is no child protection register in england", "cy": "nid oes cofrestr amddiffyn plant yn lloegr"}[
            locale
        ] in text
    else:
        assert re.findall(r"\bregist\w*|\w*ofrestr\w*", text) == []


@sweep(ENGLAND)
def test_england_never_speaks_of_the_welsh_plan(content, topic, area, locale):
    text = plain(answer(content, topic, area, locale).text)
    assert "care and support" not in text
    assert "gofal, cymorth ac amddiffyn" not in text
    assert "ynllun gofal a chymorth" not in text


@sweep(WALES)
def test_wales_never_says_only_child_protection_plan(content, topic, area, locale):
    text = plain(answer(content, topic, area, locale).text)
    assert "child protection plan" not in text
    assert "ynllun amddiffyn plant" not in text
    assert "child in need" not in text


@sweep(["england_and_wales"])
def test_where_the_nation_is_not_known_the_register_is_said_to_be_welsh(content, topic, area, locale):
    text = plain(answer(content, topic, area, locale).text)
    if re.search(r"\bregister\b|\w*ofrestr\b", text):
        assert {"en": "wales", "cy": "nghymru"}[locale] in text


@sweep(["england_and_wales", *WALES])
def test_english_helplines_are_not_given_in_wales(content, topic, area, locale):
    digits = answer(content, topic, area, locale).text.replace(" ", "")
    assert FAMILY_RIGHTS_GROUP not in digits
    assert "08082000247" not in digits


@sweep([area for area in AREAS if area != "somerset"])
def test_somersets_ages_stay_in_somerset(content, topic, area, locale):
    text = plain(answer(content, topic, area, locale).text)
    assert [words for words in SOMERSET_AGES if words in text] == []


@sweep([area for area in AREAS if area != "mid_and_west_wales"])
def test_reports_24_hours_before_stay_in_mid_and_west_wales(content, topic, area, locale):
    text = plain(answer(content, topic, area, locale).text)
    assert not re.search(r"\b24 (?:hours|awr)", text)


@sweep([area for area in AREAS if area != "north_yorkshire"])
def test_north_yorkshires_days_stay_in_north_yorkshire(content, topic, area, locale):
    text = plain(answer(content, topic, area, locale).text)
    if topic not in ("when_held", "register"):  # there, 15 working days is how soon a conference is held
        assert not re.search(r"\b15 (?:working days|diwrnod gwaith)", text)
    assert not re.search(r"\b2 (?:days|ddiwrnod)\b", text)


@sweep(ENGLAND)
def test_welsh_time_limits_stay_in_wales(content, topic, area, locale):
    text = plain(answer(content, topic, area, locale).text)
    assert not re.search(r"\b(?:5|20) (?:working days|diwrnod gwaith)|\b6 (?:weeks|wythnos)", text)


@sweep()
def test_no_answer_names_another_council(content, topic, area, locale):
    text = plain(answer(content, topic, area, locale).text)
    others = [name for council, names in COUNCIL_NAMES.items() if council != area for name in names]
    assert [name for name in others if name in text] == []


@sweep()
def test_every_answer_has_words_and_a_source(content, topic, area, locale):
    message = answer(content, topic, area, locale)
    assert len(message.short.split()) > 4
    assert message.sources
    assert all(source["title"] for source in message.sources)


@sweep()
def test_every_answer_ends_with_where_it_is_from(content, topic, area, locale):
    message = answer(content, topic, area, locale)
    level, found = find_answer(content, content.topics[topic], area)
    if found.add_nation:
        own, nation = content.areas[level], content.areas[content.areas[level].parent or ""]
        assert nation.generally is not None
        assert message.text.index(own.origin[locale]) < message.text.index(nation.generally[locale])
        level = next(above for above in levels(content, level)[1:] if above in content.topics[topic].answers)
    assert message.text.endswith(content.areas[level].origin[locale])


SILENT = [(topic, area) for topic in TOPICS for area in COUNCILS]


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize(("topic", "area"), SILENT, ids=[f"{topic} in {area}" for topic, area in SILENT])
def test_a_silent_page_is_said_to_be_silent_and_the_nation_answers(content, topic, area, locale):
    message = answer(content, topic, area, locale)
    council, nation_id = content.areas[area], content.areas[area].parent
    assert council.silent is not None
    if area in content.topics[topic].answers:
        assert council.silent[locale] not in message.text
        return
    level, found = find_answer(content, content.topics[topic], area)
    assert level in (nation_id, "england_and_wales")
    heading = content.areas[level].generally
    assert heading is not None
    assert message.short == f"{council.silent[locale]} {heading[locale]}\n\n{found.short[locale]}"
    assert council.origin[locale] not in message.text


@sweep()
def test_only_numbers_seen_on_a_page_are_given(content, topic, area, locale):
    text = answer(content, topic, area, locale).text
    given = {number.replace(" ", "") for number in re.findall(r"\b0\d[\d ]{7,}\d\b", text)}
    assert given <= NUMBERS[area]


@pytest.mark.parametrize("area", AREAS)
@pytest.mark.parametrize("topic", TOPICS)
def test_both_languages_hold_the_same_numbers(content, topic, area):
    found = content.topics[topic].answers.get(area)
    if found is not None:
        texts = {locale: f"{found.short[locale]} {found.more[locale] if found.more else ''}" for locale in LOCALES}
        assert sorted(re.findall(r"\d+", texts["en"])) == sorted(re.findall(r"\d+", texts["cy"]))
        assert texts["en"].count("\n- ") == texts["cy"].count("\n- ")


REPLIES = sorted(path.stem for path in Path("content/replies").glob("*.yml"))
OF_ENGLAND = [FAMILY_RIGHTS_GROUP, "08082000247"]
OF_WALES = ["08088010800", "07860077333", "08081640123", MEIC]


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("area", AREAS)
@pytest.mark.parametrize("reply", REPLIES)
def test_replies_give_the_helplines_of_the_parents_nation(content, reply, area, locale):
    text = compose_reply(content, reply, Facts(area=area), locale).text
    digits = text.replace(" ", "")
    other = OF_WALES if area in ENGLAND else OF_ENGLAND if area in WALES else []
    assert [number for number in other if number in digits] == []
    if area == "england_and_wales":
        named = {"en": ("England", "Wales"), "cy": ("Lloegr", "Cymru")}[locale]
        for line in text.splitlines():
            joined = line.replace(" ", "")
            assert named[0] in line or not any(number in joined for number in OF_ENGLAND)
            assert named[1] in line or not any(number in joined for number in OF_WALES)


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("area", AREAS)
@pytest.mark.parametrize("reply", [reply for reply in REPLIES if reply.startswith("danger_")])
def test_danger_is_answered_with_999_first_and_says_it_is_a_computer(content, reply, area, locale):
    message = compose_reply(content, reply, Facts(area=area), locale)
    assert "999" in message.short.split("\n\n")[0]
    assert {"en": "I am a computer. Nobody at the council sees this chat", "cy": "Nid oes neb yn y cyngor yn gweld y sgwrs hon"}[
        locale
    ] in message.text


@pytest.mark.parametrize("area", COUNCILS)
@pytest.mark.parametrize("topic", TOPICS)
def test_council_answers_rest_on_that_councils_pages(content, topic, area):
    found = content.topics[topic].answers.get(area)
    if found is not None:
        further = {source for source in found.sources if source.startswith(f"{area}_page")}
        assert set(found.sources) <= {content.areas[area].page} | further | MORE_PAGES.get(area, set())


@pytest.mark.parametrize("nation", ["england", "wales"])
@pytest.mark.parametrize("topic", TOPICS)
def test_national_answers_rest_on_pages_of_that_nation_or_both(content, topic, nation):
    found = content.topics[topic].answers.get(nation)
    if found is not None:
        assert {source for source in found.sources if content.sources[source].nation not in (nation, "both")} == set()
        assert "con" not in found.sources
        assert not {f"{council}_page" for council in COUNCILS} & set(found.sources)


def _told_to_speakers():
    for topic_id, topic in load_content().topics.items():
        for area, words in topic.answers.items():
            for speaker in words.by_speaker or {}:
                yield topic_id, area, speaker.value


@pytest.mark.parametrize("locale", ["en", "cy"])
def test_who_says_that_they_are_no_parent_is_told_first_what_goes_for_them(content, locale):
    told = list(_told_to_speakers())
    assert {speaker for _, _, speaker in told} == {"grandparent", "supporter", "young_person"}
    for topic, area, speaker in told:
        own = {who.value: text for who, text in content.topics[topic].answers[area].by_speaker.items()}[speaker][locale]
        message = answer(content, topic, area, locale, speaker=speaker)
        parents = answer(content, topic, area, locale)
        assert message.short.endswith(own)
        assert own not in parents.text and parents.short in message.text
