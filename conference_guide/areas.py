"""The area rules: which level answers a parent, and what a child's age means there."""

from __future__ import annotations

from conference_guide.content import AgeBand, AgeRule, Answer, Area, Content, Switch, Topic

UNBORN = -1  # months; a child who is not born yet
OLDEST = 26 * 12  # months; beyond this an age is taken for a slip


def levels_with_switched_off(content: Content, area_id: str | None) -> list[str]:
    """The area and all above it, most specific first, ending with both nations, whether their answers are on or off."""
    found = []
    current: str | None = area_id if area_id in content.areas else "england_and_wales"
    while current is not None:
        found.append(current)
        current = content.areas[current].parent
    return found


def levels(content: Content, area_id: str | None) -> list[str]:
    """The levels that may answer for an area, most specific first, ending with both nations; none that is switched off."""
    return [level for level in levels_with_switched_off(content, area_id) if content.switch("area", level) is None]


def switched_off_below(content: Content, area_id: str | None, level: str) -> Switch | None:
    """The switch because of which an area is answered from `level`, or None where no switch is the reason."""
    for lower in levels_with_switched_off(content, area_id):
        if lower == level:
            return None
        switch = content.switch("area", lower)
        if switch is not None:
            return switch
    return None


def nation_of(content: Content, area_id: str | None) -> str | None:
    """The nation an area lies in: "england", "wales", or None where it is not known."""
    for level in levels_with_switched_off(content, area_id):
        if content.areas[level].kind == "nation":
            return level
    return None


def find_answer(content: Content, topic: Topic, area_id: str | None) -> tuple[str, Answer]:
    """The most specific answer for an area, and the level at which it was found."""
    for level in levels(content, area_id):
        if level in topic.answers:
            return level, topic.answers[level]
    raise LookupError("every topic has an england_and_wales answer; `conference-guide check` says which has not")


def depends_on_area(content: Content, topic: Topic) -> bool:
    """Whether parents in different areas get different answers."""
    return len(topic.answers) > 1


def age_band(rule: AgeRule, months: int) -> AgeBand:
    """The band of an area's age rule that a child falls into.

    The source says "over the age of 10": a child between the 10th and the 11th birthday is at the
    boundary of those words, and is told so rather than placed on either side.

    Args:
        rule: the ages the area's page names.
        months: the child's age in months, or UNBORN.
    """
    if months < 0:
        return AgeBand.unborn
    years = months // 12
    if years >= 18:
        return AgeBand.adult
    if years > rule.attend_over:
        return AgeBand.over_attend_age
    if years == rule.attend_over:
        return AgeBand.at_attend_age
    if years > rule.advocate_over:
        return AgeBand.between
    if years == rule.advocate_over:
        return AgeBand.at_advocate_age
    return AgeBand.under_advocate_age


def age_rule(content: Content, area_id: str | None) -> AgeRule | None:
    """The age rule of an area's own page; most have none, and none is ever borrowed."""
    area: Area | None = content.areas.get(area_id) if area_id else None
    return area.ages if area and content.switch("area", area_id) is None else None
