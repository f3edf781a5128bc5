"""Choose the answer for a topic, area and language, fill it, and say where it comes from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from typing import Any

from conference_guide import areas, dates
from conference_guide.content import LOCALES, Answer, Content, Topic
from conference_guide.text import fold

# The gravest kind of a turn is reported for the turn.
KINDS = ("urgent", "answer", "question", "out_of_scope", "fallback", "social")
RELATED_BUTTONS = 3


@dataclass(frozen=True)
class Button:
    """A suggested next step: what the parent reads, and the payload that comes back."""

    title: str
    button: str


@dataclass(frozen=True)
class Message:
    """One reply as the page shows it: the short answer, the detail, where it comes from, what to ask next."""

    kind: str
    short: str
    more: str = ""
    topic: str | None = None
    buttons: list[Button] = field(default_factory=list)
    sources: list[dict[str, str | None]] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The whole reply as plain text."""
        return f"{self.short}\n\n{self.more}" if self.more else self.short

    def as_dict(self) -> dict[str, Any]:
        """The reply as JSON data of the contract."""
        return {**asdict(self), "text": self.text}


@dataclass(frozen=True)
class Facts:
    """What the guide knows of a parent's situation when it answers.

    `child_ages` are in months; `conference_date` is the day of the conference; `speaker` says who asks,
    where it is not a parent (content.Speaker).
    """

    area: str | None = None
    council: str | None = None
    child_ages: tuple[int, ...] = ()
    conference_date: date | None = None
    speaker: str | None = None


def write_age(content: Content, locale: str, months: int) -> str:
    """An age as it is said: "9 years old", "11 months old"."""
    if months < 24:
        return content.say(locale, "age_month" if months == 1 else "age_months", number=str(months))
    return content.say(locale, "age_years", number=str(months // 12))


def sources_of(content: Content, answer: Answer, locale: str) -> list[dict[str, str | None]]:
    """The pages an answer rests on, with address and date."""
    return shown_sources(content, answer.sources, locale)


def shown_sources(content: Content, source_ids: Iterable[str], locale: str) -> list[dict[str, str | None]]:
    """Pages by their ids, with address and date."""
    shown = []
    for source_id in source_ids:
        source = content.sources[source_id]
        url = source.url_cy if locale == "cy" and source.url_cy else source.url
        shown.append({"title": source.title[locale], "url": url, "as_of": source.as_of})
    return shown


def _age_lines(content: Content, answer: Answer, facts: Facts, locale: str) -> list[str]:
    rule = areas.age_rule(content, facts.area)
    if answer.by_age is None or rule is None:
        return []
    lines = []
    for months in facts.child_ages:
        band = areas.age_band(rule, months)
        if band in answer.by_age:
            age = "" if months < 0 else write_age(content, locale, months)
            lines.append(answer.by_age[band][locale].replace("{age}", age))
    return list(dict.fromkeys(lines))


def _speaker_lines(answer: Answer, facts: Facts, locale: str) -> list[str]:
    for speaker, text in (answer.by_speaker or {}).items():
        if speaker.value == facts.speaker:
            return [text[locale]]
    return []


def _date_lines(content: Content, level: str, limit_ids: Sequence[str], facts: Facts, locale: str) -> list[str]:
    if facts.conference_date is None:
        return []
    lines = []
    for limit_id in limit_ids:
        for area_id in areas.levels(content, level):
            limit = content.areas[area_id].time_limits.get(limit_id)
            if limit is not None:
                if limit.says is not None:
                    due = dates.due_date(limit, facts.conference_date)
                    lines.append("- " + limit.says[locale].replace("{date}", dates.write_date(due, locale)))
                break
    if not lines:
        return []
    day = dates.write_date(facts.conference_date, locale)
    return [content.say(locale, "dates_heading", date=day) + "\n\n" + "\n".join(lines)]


def _nation_answer(content: Content, topic: Topic, level: str) -> tuple[str, Answer] | None:
    for above in areas.levels(content, level)[1:]:
        if above in topic.answers:
            return above, topic.answers[above]
    return None


def compose_answer(content: Content, topic_id: str, facts: Facts, locale: str) -> Message:
    """The answer to a topic, told for the parent's area, in one language.

    The order is: what the parent's own children, or who asks, make of it, the short answer, the detail,
    the nation's answer where the council's says little, and which page it comes from.
    """
    topic = content.topics[topic_id]
    if content.switch("topic", topic_id) is not None:
        return _compose_switched_off(content, topic_id, facts, locale)
    level, answer = areas.find_answer(content, topic, facts.area)
    sources = sources_of(content, answer, locale)
    short = answer.short[locale]
    more = [answer.more[locale]] if answer.more else []

    age_lines = _age_lines(content, answer, facts, locale)
    own_lines = age_lines + _speaker_lines(answer, facts, locale)
    if own_lines:
        more = [short, *more]
        short = "\n\n".join(own_lines)

    own = content.areas.get(facts.area) if facts.area else None
    heading = content.areas[level].generally
    switch = areas.switched_off_below(content, facts.area, level)
    if switch is not None:
        name = content.areas[switch.name].name[locale]
        said = switch.message[locale] if switch.message else content.say(locale, "off_area", area=name)
        short = f"{said}{' ' + heading[locale] if heading else ''}\n\n{short}"
    elif own is not None and own.kind == "council" and level != facts.area and own.silent and heading:
        short = f"{own.silent[locale]} {heading[locale]}\n\n{short}"

    more += _date_lines(content, level, answer.dates, facts, locale)
    origins = [content.areas[level].origin[locale]]
    if answer.add_nation:
        general = _nation_answer(content, topic, level)
        if general is not None:
            nation_level, nation_answer = general
            nation_heading = content.areas[nation_level].generally
            if nation_heading:
                more.append(origins.pop())
                more.append(f"{nation_heading[locale]}\n\n{nation_answer.short[locale]}")
            if nation_answer.more:
                more.append(nation_answer.more[locale])
            # A limit that the council has its own figure for is not told twice with two dates.
            own_limits = content.areas[level].time_limits
            general_limits = [limit for limit in nation_answer.dates if limit not in own_limits]
            more += _date_lines(content, nation_level, general_limits, facts, locale)
            origins.append(content.areas[nation_level].origin[locale])
            sources += sources_of(content, nation_answer, locale)
    more += origins
    return Message(
        kind="answer",
        topic=topic_id,
        short=short,
        more="\n\n".join(more),
        buttons=topic_buttons(content, topic.related, locale)[:RELATED_BUTTONS],
        sources=sources,
    )


def _compose_switched_off(content: Content, topic_id: str, facts: Facts, locale: str) -> Message:
    """What is said in place of an answer that is switched off: why, and whom to ask in the parent's nation."""
    switch = content.switch("topic", topic_id)
    said = switch.message[locale] if switch and switch.message else content.say(locale, "off_topic")
    contact = content.topics.get("contact")
    if contact is None or content.switch("topic", "contact") is not None:
        return Message("fallback", said, content.say(locale, "off_contact"), topic_id)
    _, answer = areas.find_answer(content, contact, areas.nation_of(content, facts.area))
    return Message("fallback", said, answer.short[locale], topic_id, sources=sources_of(content, answer, locale))


def compose_guide_off(content: Content, facts: Facts, locale: str) -> Message:
    """What is said, with numbers to ring, while the whole guide is switched off."""
    message = compose_reply(content, "switched_off", facts, locale)
    switch = content.switch("guide")
    return replace(message, short=switch.message[locale]) if switch and switch.message else message


def language_off(content: Content) -> list[tuple[str, str]]:
    """That a language is switched off: each language, and the sentence in it; empty while both are on."""
    for locale in LOCALES:
        switch = content.switch("language", locale)
        if switch is not None:
            # The language that is off comes first: its speakers are the ones to be told.
            order = (locale, *(other for other in LOCALES if other != locale))
            return [
                (code, switch.message[code] if switch.message else content.say(code, f"off_language_{locale}")) for code in order
            ]
    return []


def compose_language_off(content: Content) -> Message:
    """A reply that says in both languages that one of them is switched off."""
    return Message("social", "\n\n".join(said for _, said in language_off(content)))


def helpline_lines(content: Content, helplines: Sequence[str], area_id: str | None, locale: str) -> list[str]:
    """The helplines for the parent's nation; where it is not known, all of them, each labelled with its nation."""
    nation = areas.nation_of(content, area_id)
    lines = []
    for helpline_id in helplines:
        helpline = content.helplines[helpline_id]
        if nation is not None and nation not in helpline.nations:
            continue
        line = helpline.line[locale]
        if nation is None and len(helpline.nations) == 1:
            line = f"{content.areas[helpline.nations[0]].name[locale]}: {line}"
        lines.append("- " + line)
    return lines


def compose_reply(content: Content, reply_id: str, facts: Facts, locale: str, **values: str) -> Message:
    """A reply that is not an answer: greeting, thanks, the urgent four ... with its helplines by nation."""
    reply = content.replies[reply_id]
    for level in areas.levels(content, facts.area):
        if level in reply.answers:
            words = reply.answers[level]
            break
    else:
        words = reply.answers["england_and_wales"]
    short = words.short[locale]
    more = [words.more[locale]] if words.more else []
    lines = helpline_lines(content, reply.helplines, facts.area, locale)
    if lines and reply.kind == "urgent":
        # The numbers come first: nobody in danger should have to unfold or read on to find them.
        short = short + "\n\n" + "\n".join(lines)
    elif lines:
        more.append("\n".join(lines))
    text = "\n\n".join(more)
    for name, value in values.items():
        short, text = short.replace("{" + name + "}", value), text.replace("{" + name + "}", value)
    return Message(
        kind=reply.kind,
        short=short,
        more=text,
        buttons=topic_buttons(content, reply.related, locale),
    )


def topic_buttons(content: Content, topic_ids: Sequence[str], locale: str) -> list[Button]:
    """Buttons that ask the given topics."""
    on = [topic for topic in topic_ids if topic in content.topics and content.switch("topic", topic) is None]
    return [Button(content.topics[topic].title[locale], f"topic:{topic}") for topic in on]


def area_buttons(content: Content, locale: str) -> list[Button]:
    """Buttons to say where the parent lives: each council we have a page of, then each nation."""
    councils = [
        Button(area.name[locale], f"area:{area_id}") for area_id, area in sorted(content.areas.items()) if area.kind == "council"
    ]
    nations = [
        Button(content.say(locale, f"elsewhere_{area_id}"), f"area:{area_id}")
        for area_id, area in sorted(content.areas.items())
        if area.kind == "nation"
    ]
    return councils + nations


def _all_buttons(content: Content, locale: str) -> Iterator[tuple[str, str]]:
    for topic_id, topic in content.topics.items():
        yield topic.title[locale], f"topic:{topic_id}"
        yield topic.question[locale], f"topic:{topic_id}"
    for button in area_buttons(content, locale):
        yield button.title, button.button
    for place in content.places.ambiguous:
        for choice in place.choices:
            yield choice.label[locale], f"area:{choice.area}"
    for key, payload in (("yes", "affirm"), ("no", "deny")):
        yield content.say(locale, key), payload
    yield {"en": "English", "cy": "Cymraeg"}[locale], f"locale:{locale}"


_titles: dict[str, dict[str, tuple[str, str | None]]] = {}


def payload_for_title(content: Content, text: str) -> tuple[str | None, str | None]:
    """The payload of the button whose title was typed out, and the title's language where only one has it."""
    if content.hash not in _titles:
        known: dict[str, tuple[str, str | None]] = {}
        for locale in LOCALES:
            for title, payload in _all_buttons(content, locale):
                key = fold(title).rstrip("?.! ")
                known[key] = (payload, locale if key not in known or known[key][1] == locale else None)
        _titles.clear()
        _titles[content.hash] = known
    return _titles[content.hash].get(fold(text).rstrip("?.! "), (None, None))


def gravest(kinds: Sequence[str]) -> str:
    """The gravest kind among a turn's replies."""
    return min(kinds, key=KINDS.index)
