"""Time limits as calendar dates, and dates written out in both languages."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

import holidays
from babel.dates import format_date

from conference_guide.content import TimeLimit
from conference_guide.typed import NUMBER_PATTERN, fold_in_place, number_value


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


# ---------------------------------------------------------------- the day of the conference, as people type it
#
# Each form people use has one compiled pattern, and plain `datetime` works the day out: British order, "next Tuesday"
# and Welsh are exactly what dateparser guesses at, and it needs milliseconds where these patterns need microseconds.


@dataclass(frozen=True)
class DateFound:
    """The day found, and where it stands; `impossible`: a day was said that is in no calendar, such as 31/02."""

    day: date | None = None
    impossible: bool = False
    span: tuple[int, int] | None = None


class _ImpossibleDate(ValueError):
    """Said like a date, but in no calendar."""


_MONTH_FORMS: dict[int, str] = {
    1: "january jan janury januray ionawr",
    2: "february feb febuary febuary februrary chwefror",
    3: "march mar mawrth fawrth",
    4: "april apr ebrill",
    5: "may mai fai",
    6: "june jun mehefin fehefin",
    7: "july jul gorffennaf orffennaf gorffenaf orffenaf",
    8: "august aug awst",
    9: "september sept sep setember medi fedi",
    10: "october oct octoer hydref",
    11: "november nov novemeber tachwedd dachwedd thachwedd",
    12: "december dec decemeber desember decmber rhagfyr ragfyr",
}
_MONTH_NUMBERS = {form: number for number, forms in _MONTH_FORMS.items() for form in forms.split()}
_WEEKDAYS = {
    "monday": 0, "tuesday": 1, "tuseday": 1, "teusday": 1, "wednesday": 2, "wensday": 2, "wendsday": 2, "wednsday": 2,
    "thursday": 3, "thurday": 3, "thrusday": 3, "friday": 4, "saturday": 5, "sunday": 6,
}  # fmt: skip
_SHORT_WEEKDAYS = {
    "mon": 0, "tue": 1, "tues": 1, "wed": 2, "weds": 2, "thu": 3, "thur": 3, "thurs": 3, "fri": 4, "sat": 5, "sun": 6,
}  # fmt: skip
_WELSH_WEEKDAYS = {
    "llun": 0, "lun": 0, "mawrth": 1, "fawrth": 1, "mercher": 2, "fercher": 2, "iau": 3, "gwener": 4, "wener": 4,
    "sadwrn": 5, "sul": 6,
}  # fmt: skip
_WELSH_ORDINALS = {
    1: "cyntaf", 2: "ail", 3: "trydydd", 4: "pedwerydd", 5: "pumed", 6: "chweched", 7: "seithfed", 8: "wythfed",
    9: "nawfed", 10: "degfed", 11: "unfed ar ddeg", 12: "deuddegfed", 13: "trydydd ar ddeg", 14: "pedwerydd ar ddeg",
    15: "pymthegfed", 16: "unfed ar bymtheg", 17: "ail ar bymtheg", 18: "deunawfed", 19: "pedwerydd ar bymtheg",
    20: "ugeinfed", 21: "unfed ar hugain", 22: "ail ar hugain", 23: "trydydd ar hugain", 24: "pedwerydd ar hugain",
    25: "pumed ar hugain", 26: "chweched ar hugain", 27: "seithfed ar hugain", 28: "wythfed ar hugain",
    29: "nawfed ar hugain", 30: "degfed ar hugain", 31: "unfed ar ddeg ar hugain",
}  # fmt: skip
_ENGLISH_ORDINALS = {
    1: "first", 2: "second", 3: "third", 4: "fourth", 5: "fifth", 6: "sixth", 7: "seventh", 8: "eighth", 9: "ninth",
    10: "tenth", 11: "eleventh", 12: "twelfth", 13: "thirteenth", 14: "fourteenth", 15: "fifteenth", 16: "sixteenth",
    17: "seventeenth", 18: "eighteenth", 19: "nineteenth", 20: "twentieth",
}  # fmt: skip
_ENGLISH_ORDINALS |= {20 + unit: f"twenty {_ENGLISH_ORDINALS[unit]}" for unit in range(1, 10)}
_ENGLISH_ORDINALS |= {30: "thirtieth", 31: "thirty first"}
_ORDINALS = {word: number for words in (_ENGLISH_ORDINALS, _WELSH_ORDINALS) for number, word in words.items()}


def _either(forms: Iterable[str]) -> str:
    """A pattern for any of the forms, the longest first; a hyphen is as good as a space."""
    return "|".join(form.replace(" ", "[ -]") for form in sorted(forms, key=len, reverse=True))


_MONTH = _either(_MONTH_NUMBERS)
_WEEKDAY_WORDS = rf"(?P<weekday>(?:{_either(_WEEKDAYS)})|(?:dd?ydd|nos) (?:{_either(_WELSH_WEEKDAYS)}))"
_DAY = rf"(?:\d{{1,2}} ?(?:st|nd|rd|th|eg|ydd|fed|af|ain|ed|fedd)?|{_either(_ORDINALS)}|{NUMBER_PATTERN})"
_YEAR = (
    rf"(?:,? ?(?P<year>(?:19|20)\d\d|'?[23]\d(?! ?(?:{_MONTH}|am|pm|[:.]\d|o'|yb|yp|y bore|awr|hours?|days?|"
    rf"weeks?|oed|year))))?"
)
_NOT_A_DAY = (
    r"(?! ?(?:days?|weeks?|months?|years?|yrs?|hours?|minutes?|mins?|working|oed|diwrnod|wythnos|mis\b|"
    r"blwydd|o'?clock|am\b|pm\b|%))"
)
_FOLLOWS = r"(?![\w/]|[-.]\d)"

_ISO = re.compile(r"(?<![\w/.-])(?P<year>(?:19|20)\d\d)[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})" + _FOLLOWS)
_NUMBERS = re.compile(
    r"(?<![\w/.£-])(?P<day>\d{1,2}) ?(?P<mark>[/.-]) ?(?P<month>\d{1,2}) ?(?P=mark) ?(?P<year>\d{4}|\d{2})" + _FOLLOWS
)
_SHORT_NUMBERS = re.compile(
    r"(?<![\w/.£-])(?<!\d )(?P<day>\d{1,2})/(?P<month>\d{1,2})"
    + _FOLLOWS
    + r"(?! ?(?:hours?|hrs?|years?|yrs?|year|term|of|oed|the|a|for)\b)"
)
_DAY_MONTH = re.compile(
    rf"(?<![\w/.:£-])(?:the |y |yr )?(?P<day>{_DAY}) ?(?:of |o |-|/)?(?:fis |"
    rf"mis )?(?P<month>{_MONTH})\.?(?!['\w]){_YEAR}(?![\d:]|\.\d)"
)
_MONTH_DAY = re.compile(
    rf"(?<![\w'-])(?P<month>{_MONTH})\.? (?:the |y |yr )?(?P<day>{_DAY})(?![\w:/]|\.\d){_NOT_A_DAY}{_YEAR}(?![\d:])"
)
_OTHER_MONTH_DAY = re.compile(
    r"(?<!\w)(?:the |y )?(?P<day>\d{1,2}) ?(?:st|nd|rd|th|eg|ydd|fed|af|ain) (?:of |"
    r"o )?(?:(?P<next>next month|(?:y )?(?:mis|fis) nesaf?)|"
    r"(?:this month|(?:y )?(?:mis|fis) (?:yma|hwn)))\b"
)
_THE_DAY = re.compile(
    r"(?<![\w'])(?:the|y|yr) (?P<day>\d{1,2}) ?(?:st|nd|rd|th|eg|ydd|fed|af|ain)(?= ?(?:$|[.,!?;)]|(?:at|"
    r"and|but|so|can|do|does|is|will|what|when|"
    r"in the|for|am|a|ond|oes|beth|pryd|fydd|instead|please|i)\b))"
)
_THE_DAY_CUE = re.compile(r"\b(?:on|is|for|it's|its|to|conference|meeting|ar|am|yw|ydi|gynhadledd|cyfarfod)(?: \w+)? $|^$")
_WEEKDAY = re.compile(
    rf"(?<![\w'])(?P<ahead>(?:a|one|1) (?:week|wk) (?:on |next |this |from |this coming )?|(?:a fortnight|"
    rf"two weeks|2 weeks) (?:on |from )?|"
    rf"wythnos i |pythefnos i )?(?:(?P<which>next|this|last|this coming|coming) )?{_WEEKDAY_WORDS}(?!['\w])"
    r"(?P<week> week(?! ?end)\b)?(?: (?P<after>nesaf?|yma|hwn|diwethaf|diwetha|dwetha|next))?(?! school|"
    r" club|'s\b|-|/| ?to | i (?:ddydd|nos))"
)
_SHORT_WEEKDAY = re.compile(
    rf"(?:(?P<which>next|this|last) |(?<!\w)on )(?P<weekday>{_either(_SHORT_WEEKDAYS)})(?=\.? ?(?:$|[,!?;)]|"
    rf"(?:at|\d|morning|afternoon|and|but|can|do|what)\b))|"
    rf"^(?:it'?s )?(?P<alone>{_either(_SHORT_WEEKDAYS)})[.!]?$"
)
_AMOUNT = rf"(?P<amount>\d{{1,2}}|an?|a couple of|{NUMBER_PATTERN})"
_IN_TIME = re.compile(
    rf"(?<![\w'])(?:(?:in|ymhen|mewn) (?:about |around |tua )?(?:{_AMOUNT} )?(?P<unit>days?|weeks?|wks?|"
    rf"fortnight|ddiwrnod|diwrnod|niwrnod|wythnos|pythefnos|bythefnos)"
    r"(?:'s?|s')?(?: time)?|(?:(?P<amount2>\d{1,2}|a|one|two|three|four|un|dwy|tair|"
    r"pedair) )?(?P<unit2>weeks?|fortnight|wythnos|pythefnos)"
    r"(?: (?:from )?(?P<base>today|now|tomorrow)| i (?P<base_cy>heddiw|fory|yfory)))(?!['\w])(?! (?:of|"
    r"before|after|later|ago|cyn|ar ol|gwaith|waith|working))"
)
_NAMED = {
    "today": 0, "heddiw": 0, "tomorrow": 1, "tommorow": 1, "tomorow": 1, "tommorrow": 1,
    "tmrw": 1, "tmw": 1, "2moro": 1, "2morrow": 1, "tomoz": 1, "fory": 1, "yfory": 1, "drennydd": 2,
    "day after tomorrow": 2,
    "yesterday": -1, "ddoe": -1, "echdoe": -2, "day before yesterday": -2, "next week": 7,
    "wythnos nesaf": 7, "wythnos nesa": 7,
    "wsos nesa": 7,
}  # fmt: skip
_NAMED_DAY = re.compile(rf"(?<![\w'])(?P<name>{_either(_NAMED)})(?!['\w])(?! ?(?:is|was) (?:too|not|my|her|his)\b)")

_PAST = re.compile(
    r"\b(?:was|were|had|took place|happened|went|been|last|oedd|roedd|bu|fuodd|buodd|cynhaliwyd|ces|cefais|"
    r"gawson|cawson|es i|aethon|diwethaf|diwetha)\b"
)
_NOT_THE_CONFERENCE = re.compile(
    r"\b(?:born(?: on)?|birthday(?: is| was)?(?: on)?|dob|d\.o\.b\.?|birth|dated|"
    r"due(?: date)?(?: is)?(?: on| in)?|gyrraedd|since|ers|ganwyd(?: \w+)?(?: ar)?|dyddiad geni|dyddiedig|"
    r"a|an|open|include|ei (?:eni|geni)(?: ar)?|"
    r"pen-?blwydd(?: \w+)?(?: ar)?|not(?: on)?|nid(?: ar)?|\w+day to|from|by|before|until|till|after|every|"
    r"each|erbyn|cyn|tan|ar ol|bob|score[ds]?|scale|aged?|"
    r"scored (?:her|him|it|us|them)|rate[ds]?|rating|risk(?: is)?|good|black|easter)[: ]*(?:y |the )?$"
)
_OTHER_SUBJECT = re.compile(
    r"\b(?:reviews?|reports?|minutes|notes|letter|decisions?|record|plan|core groups?|complain\w*|reply|"
    r"response|answer|appeal|within|every|often|"
    r"adolygiad\w*|cofnodion|gofnodion|adroddiad\w*|llythyr|penderfyniad\w*|gynllun|cynllun|grwp craidd|"
    r"cwyn\w*|ateb|o fewn|bob)\b"
    r"(?!.*\b(?:conference|meeting|cynhadledd|gynhadledd|nghynhadledd|cyfarfod|gyfarfod)\b)"
)
_MAY_VERB = re.compile(r"^ (?!\d|at\b|and\b|is\b|for\b|am\b|a\b|so\b|but\b|what\b|can i\b|do\b|when\b|20)")
_FURTHEST = timedelta(days=3 * 366)  # a conference later than this is a slip of the year
_LONGEST_AGO = timedelta(days=20 * 366)
_STILL_PAST = timedelta(days=60)
_NEVER_SO_FAR_AHEAD = timedelta(days=270)  # reviews come within six months, so a day further off has just been


def _checked(year: int, month: int, day: int, today: date) -> date:
    try:
        found = date(year, month, day)
    except ValueError:
        raise _ImpossibleDate from None
    if not today - _LONGEST_AGO <= found <= today + _FURTHEST:
        raise _ImpossibleDate
    return found


def _full_year(typed: str) -> int:
    number = int(typed.strip("'"))
    return number if number > 99 else 2000 + number


def _day_number(typed: str) -> int:
    digits = re.match(r"\d+", typed)
    if digits:
        return int(digits.group())
    words = typed.replace("-", " ")
    return _ORDINALS.get(words) or number_value(words)


def _without_year(month: int, day: int, today: date, past: bool) -> date:
    """The next such day from today; the last one, within 60 days, where the wording is past or the next is too far off."""
    if not (1 <= month <= 12 and 1 <= day <= calendar.monthrange(2024, month)[1]):
        raise _ImpossibleDate
    year = today.year if (month, day) >= (today.month, today.day) else today.year + 1
    last_day = calendar.monthrange(year, month)[1]
    if past or date(year, month, min(day, last_day)) - today > _NEVER_SO_FAR_AHEAD:
        for year_before in (today.year, today.year - 1):
            if day <= calendar.monthrange(year_before, month)[1]:
                found = date(year_before, month, day)
                if timedelta(0) <= today - found <= _STILL_PAST:
                    return found
    return _checked(year, month, day, today)


def _next_such_day(day: int, today: date, past: bool) -> date:
    """The next "14th" from today, in this month or a later one; the last one where the wording is past."""
    if not 1 <= day <= 31:
        raise _ImpossibleDate
    first = today.replace(day=1)
    for step in (0, -1, -2) if past else (0, 1, 2):
        month = add_months(first, step)
        if day <= calendar.monthrange(month.year, month.month)[1]:
            found = month.replace(day=day)
            if (found <= today) if past else (found >= today):
                return found
    raise _ImpossibleDate


def _written(match: re.Match[str], today: date, past: bool) -> date | None:
    """The day of a match that names day and month."""
    month_typed = match["month"]
    month = int(month_typed) if month_typed.isdigit() else _MONTH_NUMBERS[month_typed]
    day = _day_number(match["day"])
    year = match.groupdict().get("year")
    if year:
        return _checked(_full_year(year), month, day, today)
    return _without_year(month, day, today, past)


def _iso(match: re.Match[str], today: date, past: bool) -> date | None:
    return _written(match, today, past)


def _short_numbers(match: re.Match[str], today: date, past: bool) -> date | None:
    day, month = int(match["day"]), int(match["month"])
    if (day, month) in ((24, 7), (50, 50)) or day == 0 or month == 0 or (day > 31 and month > 12):
        return None  # round the clock, half and half: not dates
    return _written(match, today, past)


def _day_month(match: re.Match[str], today: date, past: bool) -> date | None:
    sure = match["year"] or re.search(r"\d ?(?:st|nd|rd|th)|of may|-may", match.group())
    if match["month"] == "may" and not sure and _MAY_VERB.match(match.string[match.end() :]):
        return None
    if match["month"] in ("mar", "mai", "fai", "fedi") and not re.search(r"\d", match["day"]):
        return None
    return _written(match, today, past)


def _month_day(match: re.Match[str], today: date, past: bool) -> date | None:
    if match["month"] in ("may", "mai") and not re.search(r"\d", match["day"]):
        return None
    if match["month"] in ("may", "mai", "mar") and match.string[match.end() :].startswith((" of", " o ", " people", " or ")):
        return None
    return _written(match, today, past)


def _other_month_day(match: re.Match[str], today: date, past: bool) -> date | None:
    month = add_months(today.replace(day=1), 1 if match["next"] else 0)
    return _checked(month.year, month.month, int(match["day"]), today)


def _the_day(match: re.Match[str], today: date, past: bool) -> date | None:
    if not _THE_DAY_CUE.search(match.string[: match.start()]):
        return None
    return _next_such_day(int(match["day"]), today, past)


def _weekday_number(words: str) -> int:
    last = words.rsplit(maxsplit=1)[-1]
    return _WELSH_WEEKDAYS[last] if last in _WELSH_WEEKDAYS and " " in words else (_WEEKDAYS | _SHORT_WEEKDAYS)[last]


def _weekday(match: re.Match[str], today: date, past: bool) -> date | None:
    """The next such weekday; "next" means the one of next week; "last" and past wording look back."""
    groups = match.groupdict()
    which = groups.get("which") or groups.get("after") or ""
    number = _weekday_number(groups["weekday"] or groups["alone"])
    if which in ("last", "diwethaf", "diwetha", "dwetha") or (past and not which):
        return today - timedelta(days=(today.weekday() - number - 1) % 7 + 1)
    if which in ("next", "nesaf", "nesa"):
        monday = today + timedelta(days=7 - today.weekday())
        found = monday + timedelta(days=number)
    elif which:
        found = today + timedelta(days=(number - today.weekday()) % 7)
    else:
        found = today + timedelta(days=(number - today.weekday() - 1) % 7 + 1)
    ahead = groups.get("ahead") or ""
    if ahead or groups.get("week"):
        found += timedelta(days=14 if ahead.startswith(("a fortnight", "two", "2", "pythefnos")) else 7)
    return found


def _in_time(match: re.Match[str], today: date, past: bool) -> date | None:
    """Days and weeks from today. Months are left out: nobody means a day by "in three months"."""
    typed = match["amount"] or match["amount2"] or "a"
    amount = 2 if typed == "a couple of" else 1 if typed in ("a", "an") else number_value(typed)
    unit = match["unit"] or match["unit2"]
    days = 14 if unit.startswith(("fortnight", "pythefnos", "bythefnos")) else 7 if unit.startswith(("w", "wythnos")) else 1
    if typed != "a" and unit.startswith(("day", "d", "n")) and _OTHER_SUBJECT.search(match.string[: match.start()]):
        return None
    base = match["base"] or match["base_cy"]
    return today + timedelta(days=amount * days + (1 if base in ("tomorrow", "fory", "yfory") else 0))


def _named(match: re.Match[str], today: date, past: bool) -> date | None:
    return today + timedelta(days=_NAMED[match["name"].replace("-", " ")])


# The most exact forms first; a form further down is not looked for inside a span already judged.
_FORMS = [
    (_ISO, _iso),
    (_NUMBERS, _written),
    (_DAY_MONTH, _day_month),
    (_MONTH_DAY, _month_day),
    (_OTHER_MONTH_DAY, _other_month_day),
    (_SHORT_NUMBERS, _short_numbers),
    (_IN_TIME, _in_time),
    (_WEEKDAY, _weekday),
    (_SHORT_WEEKDAY, _weekday),
    (_THE_DAY, _the_day),
    (_NAMED_DAY, _named),
]


# A weekday, "tomorrow" or "the 14th" may be the day of anything: in a longer message it must be near these words.
_CONFERENCE = re.compile(
    r"\b(?:conf\w*|icpc|cpc|meeting(?! (?:her|him|them|me|us|up)\b)|meetin|mtg|it'?s|it is|it was|moved to|"
    r"changed to|had it|been to it|(?:cyn|gyn|nghyn)hadledd|g?c?yfarfod|nghyfarfod|symud i|"
    r"mae (?:o|e|hi)|mae'n|oedd (?:o|e|hi))\b"
)
_OTHER_MEETING = re.compile(r"\b(?:core group|court|hearing|grwp craidd|llys|gets? out|evicted|hospital|ysbyty)\b")
_WEAK = (_in_time, _weekday, _the_day, _named)
_FEW_WORDS = 5


def _is_of_the_conference(text: str, start: int, end: int) -> bool:
    """Whether a day without its month is said of the conference, or is nearly the whole message."""
    clause = re.split(r"[.!?]", text[:start])[-1][-60:]
    after = re.split(r"[.!?]", text[end:], maxsplit=1)[0][:30]
    if _OTHER_MEETING.search(clause) or _OTHER_MEETING.search(after):
        return False
    few = _FEW_WORDS - 2 if text[start:end] in _NAMED else _FEW_WORDS
    opens = start == 0 and not text[end:].lstrip(" ,").startswith(("i ", "i'", "he ", "she ", "they ", "we ", "my "))
    return opens or len(text.split()) <= few or bool(_CONFERENCE.search(clause) or _CONFERENCE.search(after))


def find_date(text: str, today: date) -> DateFound:
    """The day of the conference that a message names, in British order; the first one that can be it.

    Args:
        text: the message as typed.
        today: the day it was typed on; a date without a year is the next such day from here.
    """
    typed = fold_in_place(text)
    taken: list[tuple[int, int]] = []
    for pattern, work_out in _FORMS:
        for match in pattern.finditer(typed.text):
            start, end = match.span()
            if any(start < other_end and other_start < end for other_start, other_end in taken):
                continue
            taken.append((start, end))
            left = typed.text[max(0, start - 60) : start]
            if _NOT_THE_CONFERENCE.search(left) or (work_out is _in_time and _OTHER_SUBJECT.search(left)):
                continue
            if work_out in _WEAK and (not _is_of_the_conference(typed.text, start, end) or re.search(r"\b\d{1,2} $", left)):
                continue
            try:
                day = work_out(match, today, bool(_PAST.search(left) or _PAST.match(typed.text[end + 1 : end + 15])))
            except _ImpossibleDate:
                return DateFound(impossible=True, span=typed.span(start, end))
            if day is not None:
                return DateFound(day=day, span=typed.span(start, end))
    return DateFound()
