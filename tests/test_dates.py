"""Time limits as calendar dates, and the day of the conference as people type it."""

from __future__ import annotations

from datetime import date

import pytest

from conference_guide.content import TimeLimit
from conference_guide.dates import DateFound, due_date, find_date, is_working_day

SATURDAY = date(2026, 11, 21)  # the day the messages below are typed

SAID = [
    ("14 December", "2026-12-14"),
    ("14th dec", "2026-12-14"),
    ("December 14", "2026-12-14"),
    ("14/12/26", "2026-12-14"),
    ("14.12.2026", "2026-12-14"),
    ("14/12", "2026-12-14"),
    ("2026-12-14", "2026-12-14"),
    ("next Tuesday", "2026-11-24"),
    ("this friday", "2026-11-27"),
    ("on Monday", "2026-11-23"),
    ("tomorrow", "2026-11-22"),
    ("in two weeks", "2026-12-05"),
    ("a week on Thursday", "2026-12-03"),
    ("the 14th", "2026-12-14"),
    ("it's on the 14th", "2026-12-14"),
    ("14 Rhagfyr", "2026-12-14"),
    ("y 14eg o Ragfyr", "2026-12-14"),
    ("Rhagfyr 14", "2026-12-14"),
    ("dydd Mawrth nesaf", "2026-11-24"),
    ("dydd Llun", "2026-11-23"),
    ("ddydd Llun", "2026-11-23"),
    ("fory", "2026-11-22"),
    ("yfory", "2026-11-22"),
    ("wythnos nesa", "2026-11-28"),
    ("ymhen pythefnos", "2026-12-05"),
    ("mewn wythnos", "2026-11-28"),
    ("3 Fawrth", "2027-03-03"),
    ("5 o Fai", "2027-05-05"),
    ("6 Mehefin", "2027-06-06"),
    ("6ed o Fehefin", "2027-06-06"),
    ("2 Orffennaf", "2027-07-02"),
    ("10 Tachwedd", "2026-11-10"),
    ("10 Dachwedd oedd y gynhadledd", "2026-11-10"),
    ("1 Ebrill", "2027-04-01"),
    ("the conference was on 10 November", "2026-11-10"),
    ("roedd y gynhadledd ar 10 Tachwedd", "2026-11-10"),
    ("mon", "2026-11-23"),
    ("it is on Monday 14 December at 10am", "2026-12-14"),
    ("my conference is 14th of december 2026", "2026-12-14"),
    ("3rd of march", "2027-03-03"),
    ("march 3rd", "2027-03-03"),
    ("fourteenth of december", "2026-12-14"),
    ("3 may", "2027-05-03"),
    ("3rd may", "2027-05-03"),
    ("may 3rd", "2027-05-03"),
    ("the meeting is in 10 days", "2026-12-01"),
    ("cynhadledd mewn 3 wythnos", "2026-12-12"),
    ("ymhen deg diwrnod", "2026-12-01"),
    ("wythnos i ddydd Iau", "2026-12-03"),
    ("Thursday week", "2026-12-03"),
    ("a week today", "2026-11-28"),
    ("two weeks today", "2026-12-05"),
    ("pythefnos i heddiw", "2026-12-05"),
    ("in a fortnight", "2026-12-05"),
    ("in a week's time", "2026-11-28"),
    ("in 2 weeks time", "2026-12-05"),
    ("last Tuesday", "2026-11-17"),
    ("it was on Tuesday", "2026-11-17"),
    ("yesterday", "2026-11-20"),
    ("ddoe", "2026-11-20"),
    ("not 14 December, 15 December", "2026-12-15"),
    ("moved from 14 December to 16 December", "2026-12-16"),
    ("mae'r gynhadledd ar 14 Rhagfyr", "2026-12-14"),
    ("y 14eg", "2026-12-14"),
    ("ar y 14eg", "2026-12-14"),
    ("on fri", "2026-11-27"),
    ("sat", "2026-11-28"),
    ("30 November", "2026-11-30"),
    ("21 November", "2026-11-21"),
    ("20 November", "2026-11-20"),
    ("14-12-2026", "2026-12-14"),
    ("14 / 12 / 2026", "2026-12-14"),
    ("14 Dec 26", "2026-12-14"),
    ("tommorow", "2026-11-22"),
    ("wensday", "2026-11-25"),
    ("nos Fercher", "2026-11-25"),
    ("dydd Mercher yma", "2026-11-25"),
    ("dydd Iau diwethaf", "2026-11-19"),
    ("heddiw", "2026-11-21"),
    ("today", "2026-11-21"),
    ("pedwerydd ar ddeg o Ragfyr", "2026-12-14"),
    ("y cyntaf o Fawrth", "2027-03-01"),
    ("14 december 10am", "2026-12-14"),
    ("14 december 2019", "2019-12-14"),
    ("the 14th of next month", "2026-12-14"),
    ("dydd Sul ysgol", "2026-11-22"),
    ("3/4", "2027-04-03"),
    ("day after tomorrow", "2026-11-23"),
    ("dec 1st", "2026-12-01"),
    ("1st december please", "2026-12-01"),
    ("its next thurs", "2026-11-26"),
    ("3 ionawr", "2027-01-03"),
    ("10 Dachwedd", "2026-11-10"),
    ("ddoe oedd y gynhadledd", "2026-11-20"),
    ("the meeting is friday at 2", "2026-11-27"),
    ("cynhadledd ar y 6ed o Fai", "2027-05-06"),
]
IMPOSSIBLE = [
    "31/02",
    "45 December",
    "31 February",
    "30/2/2027",
    "31 Chwefror",
    "12/25/2026",
    "29 February",
    "14 December 2062",
    "0 december",
    "32/12/2026",
]
NO_DATE = [
    "she may come",
    "may I bring someone",
    "mis oed",
    "10 mis oed",
    "sat with my mum",
    "10 days",
    "review in 3 months",
    "within 15 working days",
    "she is 9",
    "my 3 and 11 year olds",
    "Sunday school",
    "at 10.30",
    "10am",
    "at 2 o'clock",
    "9.30",
    "14:12",
    "my 3 may come",
    "can my 3 may attend",
    "I may 10 days late",
    "24/7",
    "8/10 for risk",
    "she scored 8/10",
    "1/2 hour",
    "9 1/2",
    "dob 12/3/2015",
    "born on 12 March 2015",
    "how long until minutes in 10 days",
    "by Monday",
    "Monday to Friday",
    "every Monday",
    "mondays",
    "14eg",
    "the 2nd conference",
    "my 1st child",
    "the 3rd time",
    "the sun is out",
    "we wed in May",
    "ring 0800 1111",
    "call 101",
    "50/50",
    "mae hi'n 10 fis nesaf",
    "section 47",
    "what is a core group",
    "mai dyna ydi o",
    "mai 3 o blant sydd",
    "when do I get the minutes",
    "kids aged 3/4",
    "medi",
    "Good Friday",
    "my birthday is 3 march",
    "baby due 3 march",
    "8 weeks pregnant",
    "a week before",
    "2 weeks before the conference",
    "3 months after the conference",
    "one week",
    "y bore",
    "Llun",
    "yr 2il o Chwefror",
    "I'm going to be evicted on the 4th",
    "cant sleep, core group tomorrow, will they listen",
    "a man is meeting her today after school I think",
    "babi i fod i gyrraedd 4 Ionawr",
    "11 next week",
    "I need to leave him tonight",
    "dyddiad geni 12/08/2011",
    "is primark open on a sunday at all",
]


@pytest.mark.parametrize(("text", "day"), SAID)
def test_the_day_of_the_conference_is_found(text, day):
    assert find_date(text, SATURDAY).day == date.fromisoformat(day)


@pytest.mark.parametrize("text", IMPOSSIBLE)
def test_a_day_that_is_in_no_calendar_is_impossible(text):
    found = find_date(text, SATURDAY)
    assert (found.day, found.impossible) == (None, True)


@pytest.mark.parametrize("text", NO_DATE)
def test_what_is_not_the_day_of_the_conference_is_left_alone(text):
    assert find_date(text, SATURDAY) == DateFound()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Mae’r  gynhadledd ar 14eg o Ragfyr", "14eg o Ragfyr"),
        ("it's on Monday 14 December at 10am", "14 December"),
        ("yfory?", "yfory"),
    ],
)
def test_the_span_of_a_date_is_that_of_the_text_as_typed(text, said):
    start, end = find_date(text, SATURDAY).span
    assert text[start:end] == said


@pytest.mark.parametrize(
    ("today", "day"),
    [
        ("2026-11-23", "2026-12-01"),  # Monday: the Tuesday of next week
        ("2026-11-24", "2026-12-01"),  # Tuesday
        ("2026-11-22", "2026-11-24"),  # Sunday: next week begins tomorrow
    ],
)
def test_next_tuesday_is_the_tuesday_of_next_week(today, day):
    assert find_date("next Tuesday", date.fromisoformat(today)).day == date.fromisoformat(day)


def test_29_february_is_possible_only_where_the_next_february_has_it():
    assert find_date("29 February", date(2027, 11, 1)).day == date(2028, 2, 29)
    assert find_date("29 February", SATURDAY).impossible


def limit(amount: int, unit: str, when: str) -> TimeLimit:
    return TimeLimit(amount=amount, unit=unit, when=when, source="test")


# Every time limit that the sources name. Christmas 2026: Friday 25th, Monday 28th (for Boxing Day) and 1 January are holidays.
DUE = [
    ("reports 24 hours before a Wednesday", 24, "hours", "before", "2026-12-16", "2026-12-15"),
    ("reports 24 hours before a Monday", 24, "hours", "before", "2026-12-14", "2026-12-13"),
    ("reports 2 working days before a Wednesday", 2, "working_days", "before", "2026-12-16", "2026-12-14"),
    ("reports 2 working days before a Monday", 2, "working_days", "before", "2026-12-14", "2026-12-10"),
    ("reports 2 working days before Tuesday after Christmas", 2, "working_days", "before", "2026-12-29", "2026-12-23"),
    ("plan by post, 2 days", 2, "days", "after", "2026-12-18", "2026-12-20"),
    ("decision letter, 5 working days, no holiday", 5, "working_days", "after", "2026-12-14", "2026-12-21"),
    ("decision letter, 5 working days over Christmas", 5, "working_days", "after", "2026-12-22", "2026-12-31"),
    ("written record, 15 working days over Christmas", 15, "working_days", "after", "2026-12-16", "2027-01-11"),
    ("minutes, 20 working days over Christmas", 20, "working_days", "after", "2026-12-16", "2027-01-18"),
    ("core group, 10 days", 10, "days", "after", "2026-12-18", "2026-12-28"),
    ("core group, 10 working days over Christmas", 10, "working_days", "after", "2026-12-18", "2027-01-06"),
    ("core group, monthly", 1, "months", "after", "2027-01-31", "2027-02-28"),
    ("review, 3 months from 30 November", 3, "months", "after", "2026-11-30", "2027-02-28"),
    ("review, 3 months to a leap day", 3, "months", "after", "2027-11-30", "2028-02-29"),
    ("review, 3 months", 3, "months", "after", "2026-12-14", "2027-03-14"),
    ("later review, 6 months", 6, "months", "after", "2026-08-31", "2027-02-28"),
]


@pytest.mark.parametrize(("name", "amount", "unit", "when", "conference", "due"), DUE, ids=[row[0] for row in DUE])
def test_a_time_limit_falls_on_the_day_the_source_means(name, amount, unit, when, conference, due):
    assert due_date(limit(amount, unit, when), date.fromisoformat(conference)) == date.fromisoformat(due)


@pytest.mark.parametrize(
    ("day", "working"),
    [
        ("2026-12-24", True),
        ("2026-12-25", False),
        ("2026-12-26", False),
        ("2026-12-28", False),
        ("2027-01-01", False),
        ("2027-03-26", False),  # Good Friday
        ("2027-03-01", True),  # St David's Day
    ],
)
def test_working_days_leave_out_weekends_and_bank_holidays(day, working):
    assert is_working_day(date.fromisoformat(day)) is working
