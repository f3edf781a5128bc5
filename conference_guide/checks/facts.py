"""Figures of the areas that no answer says, and facts that nobody has looked at for long."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from pathlib import Path

from conference_guide.checks.texts import Text, nation_of
from conference_guide.content import Content, Problem, problem_at

SOURCE_YEARS = 5  # a source older than this wants another look
HELPLINE_DAYS = 90  # a helpline not looked at for longer than this does too


def check_limits(content: Content, texts: Iterable[Text], folder: Path) -> Iterator[Problem]:
    """Time limits and ages in the area files that the answers of that level do not say, and dates named for none."""
    said: dict[str, str] = {}
    for text in texts:
        if text.level and text.loc[0] == "answers":
            said[text.level] = f"{said.get(text.level, '')} {text.words.en}"
    for area_id, area in content.areas.items():
        path = folder / "areas" / f"{area_id}.yml"
        for limit_id, limit in area.time_limits.items():
            wanted = "month" if limit.amount == 1 and limit.unit == "months" else str(limit.amount)
            if wanted not in said.get(area_id, ""):
                figure = f"{limit.amount} {limit.unit.replace('_', ' ')}"
                yield problem_at(path, ("time_limits", limit_id, "amount"), "figure_unsaid", area=area_id, figure=figure)
        for name in ("attend_over", "advocate_over") if area.ages else ():
            age = str(getattr(area.ages, name))
            if age not in said.get(area_id, ""):
                yield problem_at(path, ("ages", name), "figure_unsaid", area=area_id, figure=age)
    known = {limit for area in content.areas.values() for limit in area.time_limits}
    for topic_id, topic in content.topics.items():
        for level, answer in topic.answers.items():
            for limit_id in answer.dates:
                if limit_id not in known:
                    path = folder / "topics" / f"{topic_id}.yml"
                    yield problem_at(path, ("answers", level, "dates"), "limit_unknown", id=limit_id)


def check_sources(content: Content, folder: Path) -> Iterator[Problem]:
    """Answers for one nation that rest on a page about the other only."""
    for topic_id, topic in content.topics.items():
        for level, answer in topic.answers.items():
            nation = nation_of(content, level)
            for source_id in answer.sources if nation else ():
                if content.sources[source_id].nation not in (nation, "both"):
                    path = folder / "topics" / f"{topic_id}.yml"
                    yield problem_at(path, ("answers", level, "sources"), f"source_not_of_{nation}", id=source_id)
    for area_id, area in content.areas.items():
        nation = nation_of(content, area_id)
        for limit_id, limit in area.time_limits.items():
            if nation and content.sources[limit.source].nation not in (nation, "both"):
                path = folder / "areas" / f"{area_id}.yml"
                yield problem_at(path, ("time_limits", limit_id, "source"), f"source_not_of_{nation}", id=limit.source)


def check_ages(content: Content, folder: Path, today: date) -> Iterator[Problem]:
    """Advice: sources older than five years, and helplines not looked at for 90 days."""
    for source_id, source in content.sources.items():
        if source.as_of is not None and _last_day(source.as_of) < _years_before(today, SOURCE_YEARS):
            yield problem_at(
                folder / "sources.yml",
                (source_id, "as_of"),
                "source_old",
                advice=True,
                as_of=source.as_of,
                years=SOURCE_YEARS,
            )
    for helpline_id, helpline in content.helplines.items():
        if helpline.checked > today:
            yield problem_at(folder / "helplines.yml", (helpline_id, "checked"), "checked_in_future", day=helpline.checked)
        elif today - helpline.checked > timedelta(days=HELPLINE_DAYS):
            yield problem_at(
                folder / "helplines.yml",
                (helpline_id, "checked"),
                "helpline_old",
                advice=True,
                day=helpline.checked,
                days=HELPLINE_DAYS,
            )


def _years_before(day: date, years: int) -> date:
    return day.replace(year=day.year - years, day=min(day.day, 28))


def _last_day(as_of: str) -> date:
    """The last day that "2013", "2013-10" or "2013-10-31" can mean."""
    year, month, day = ([int(part) for part in as_of.split("-")] + [0, 0])[:3]
    if day:
        return date(year, month, day)
    if month in (0, 12):
        return date(year, 12, 31)
    return date(year, month + 1, 1) - timedelta(days=1)
