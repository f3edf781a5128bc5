"""Time limits as calendar dates, and dates written out in both languages."""

from __future__ import annotations

import calendar
from datetime import date, timedelta
from functools import lru_cache

import holidays
from babel.dates import format_date

from conference_guide.content import TimeLimit


@lru_cache(maxsize=16)
def _bank_holidays(year: int) -> frozenset[date]:
    """Bank holidays of England and Wales in a year."""
    return frozenset(holidays.country_holidays("GB", subdiv="ENG", years=year))


def is_working_day(day: date) -> bool:
    """Monday to Friday, and not a bank holiday in England and Wales."""
    return day.weekday() < 5 and day not in _bank_holidays(day.year)


def add_working_days(start: date, days: int) -> date:
    """The working day that is `days` after `start` (before it, if negative); the next day is day 1."""
    step = timedelta(days=1 if days > 0 else -1)
    day = start
    for _ in range(abs(days)):
        day += step
        while not is_working_day(day):
            day += step
    return day


def add_months(start: date, months: int) -> date:
    """The same day `months` later, or that month's last day where there is no such day."""
    index = start.month - 1 + months
    year, month = start.year + index // 12, index % 12 + 1
    return date(year, month, min(start.day, calendar.monthrange(year, month)[1]))


def due_date(limit: TimeLimit, conference: date) -> date:
    """The calendar date of a time limit for a conference on a given day.

    The day after the conference is day 1. Limits before the conference count back: 24 hours before is the day before.
    """
    sign = 1 if limit.when == "after" else -1
    if limit.unit == "hours":
        return conference + timedelta(days=sign * -(-limit.amount // 24))
    if limit.unit == "days":
        return conference + timedelta(days=sign * limit.amount)
    if limit.unit == "working_days":
        return add_working_days(conference, sign * limit.amount)
    return add_months(conference, sign * limit.amount)


def write_date(day: date, locale: str) -> str:
    """A date in words: "Thursday 24 December 2026", "dydd Iau 24 Rhagfyr 2026"."""
    if locale == "cy":
        weekday, rest = format_date(day, "EEEE", locale="cy"), format_date(day, "d MMMM y", locale="cy")
        return f"{weekday[0].lower()}{weekday[1:]} {rest}"
    return str(format_date(day, "EEEE d MMMM y", locale="en_GB"))
