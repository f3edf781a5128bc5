"""Whether somebody may be in danger, from the words of one message alone.

It must work when nothing else does: no model, no network, no Rasa. A message is read in plain words (`disguises`) and
compared with the tables in `words/danger/`, whose heads say how they read. In doubt the answer is "now".
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from conference_guide.disguises import Reader
from conference_guide.word_patterns import Message, Pattern, Patterns
from conference_guide.word_tables import CLASSES, sections, word_set


@dataclass(frozen=True)
class Urgency:
    """What danger a message speaks of, and whether to answer with the urgent reply first (`now`) or to add the helpline."""

    label: str
    now: bool


LABELS = ("danger_child", "danger_self", "danger_abuse")  # in the order of priority
_LOCALES = ("en", "cy")


def _tables(section: str) -> dict[str, Patterns]:
    """The patterns of one section in both languages, by label."""
    found = {}
    for label in LABELS:
        kind = label.removeprefix("danger_")
        lines = [line for locale in _LOCALES for line in sections(f"{kind}.{locale}.txt").get(section, ())]
        found[label] = Patterns(lines, label)
    return found


def _softening(section: str) -> Patterns:
    return Patterns(sections("softens.txt")[section])


def _softening_words(section: str) -> frozenset[str]:
    return word_set("softens.txt", section)


_CERTAIN, _PRESENT, _PAST, _MENTION = (_tables(section) for section in ("certain", "present", "past", "mention"))
_PAST_SIGNS, _RECENT_SIGNS, _ALLEGED = _softening("past signs"), _softening("recent signs"), _softening("alleged")
_OF_THE_WRITER, _WRITER_SAYS = _softening("said of the writer"), _softening("the writer says")
_MEETING, _REASONS, _IDIOMS = _softening("asks about the meeting"), _softening("reasons"), _softening("idioms")
_UPSET = Patterns(line for locale in _LOCALES for line in sections(f"upset.{locale}.txt")["upset"])

_NOT, _NOT_WELSH, _CLAUSE_STARTS = _softening_words("not"), _softening_words("welsh not"), _softening_words("clause starts")
_PAST_WORDS, _NOT_PAST, _USED_TO = _softening_words("past words"), _softening_words("not past"), _softening_words("used to")
_STATES, _WAS, _WRITER = _softening_words("states"), _softening_words("was"), _softening_words("writer")
_OFFICIAL, _CHILD_SUBJECT = _softening_words("officials"), _softening_words("children")
_FIGURES_OF_SPEECH, _THING_SUBJECT = _softening_words("figures of speech"), _softening_words("things")
_ACCIDENT, _UPSET_OTHERS = _softening_words("accidents"), _softening_words("upset others")
_UPSET_SIGNS = frozenset("😭😢😰😱💔😥😨😩😿🥺😫")

_READER = Reader(
    set().union(
        *(patterns.words() for tables in (_CERTAIN, _PRESENT, _PAST, _MENTION) for patterns in tables.values()),
        *(patterns.words() for patterns in (_PAST_SIGNS, _RECENT_SIGNS, _ALLEGED, _UPSET)),
    )
)


def _turned_round(pattern: Pattern, match: re.Match[str], message: Message) -> bool:
    """Whether a "not" stands before it or in it ("he doesn't hit me", "I am not suicidal")."""
    if pattern.negative:
        return False
    inside = match.group().split()
    near = message.before(match, 1)
    if not near or near[-1] not in _CLAUSE_STARTS:  # Welsh says "not" further off: "dio ddim yn hitio fi"
        near = [word for word in message.before(match, 3)[: 3 - len(near)] if word in _NOT_WELSH] + near
    span = [*near, *inside]
    return any(
        word in _NOT and not any(follows.startswith(("sto", "more")) for follows in span[at + 1 : at + 4])
        for at, word in enumerate(span)
    )


def _reported(pattern: Pattern, match: re.Match[str], message: Message) -> bool:
    """Whether others say, think or found it, rather than the writer telling us."""
    inside = match.group().split()
    said = Message([*message.before(match, 7), *inside[:3]])
    if said.has(_ALLEGED):
        return True
    if pattern.label == "danger_self":
        return False
    if inside[0] in _WRITER or (pattern.label == "danger_child" and inside[0] not in CLASSES["HE"] | CLASSES["PARENT"]):
        return said.has(_OF_THE_WRITER) and not said.has(_WRITER_SAYS)
    return Message(inside).has(_OF_THE_WRITER)


def _not_a_person(pattern: Pattern, match: re.Match[str], message: Message) -> bool:
    """Whether the one who does it is a small child, a professional or no person at all."""
    if pattern.label != "danger_abuse":
        return False
    near = [*message.before(match, 5), *match.group().split()[:-1]]
    if not _THING_SUBJECT.isdisjoint(near[-3:]) and {"he", "she", "hes", "o", "e", "fo", "fe"}.isdisjoint(near):
        return True
    if not {"they", "theyre", "nhw"}.isdisjoint(near) and not _FIGURES_OF_SPEECH.isdisjoint(match.group().split()):
        return CLASSES["PARENT"].isdisjoint(message.tokens) and "family" not in message.tokens
    near = near[len(message.before(match, 5)[:-3]) :]
    adults = CLASSES["HE"] - {"she", "he", "hes", "shes"}
    return not (_OFFICIAL | _CHILD_SUBJECT).isdisjoint(near) and adults.isdisjoint(near)


def _past(message: Message) -> bool:
    """Whether it speaks of the past in general and of nothing recent."""
    return message.has(_PAST_SIGNS) and not message.has(_RECENT_SIGNS)


def _past_words(match: re.Match[str], message: Message) -> list[str]:
    """The words in and just before the match that put it in the past."""
    near = [*message.before(match, 4), *match.group().split()]
    return [word for word in near if word in _PAST_WORDS or (word.endswith("ed") and word not in _NOT_PAST)]


def _asks(message: Message) -> bool:
    """Whether it asks about the meeting and names nothing recent."""
    return message.has(_MEETING) and not message.has(_RECENT_SIGNS)


def _softened(pattern: Pattern, match: re.Match[str], message: Message, table: str) -> str:
    """What the words around leave of a match: "now", "mention" or "nothing"."""
    label = pattern.label
    past = _past_words(match, message)
    if _turned_round(pattern, match, message):
        return "nothing"
    if label == "danger_self" and table == "certain":
        state = not _WAS.isdisjoint(past) and not _STATES.isdisjoint(match.group().split())
        if past and (_past(message) or (state and not message.has(_RECENT_SIGNS))):
            return "mention"
        asked = not CLASSES["SAYS"].isdisjoint(message.before(match, 3)) and _reported(pattern, match, message)
        return "nothing" if asked else "now"
    if table != "certain":
        if _reported(pattern, match, message) or _not_a_person(pattern, match, message):
            return "nothing"
        if label == "danger_child" and not _ACCIDENT.isdisjoint(message.tokens):
            return "nothing"
        if not _USED_TO.isdisjoint(past) and not message.has(_RECENT_SIGNS):
            return "mention"
    if label == "danger_child" and message.has(_REASONS):
        return "mention"
    if past or table == "past":
        asks = label != "danger_self" and (table == "past" or (table == "present" and label == "danger_abuse")) and _asks(message)
        if asks or (_past(message) and not (table == "certain" and label == "danger_abuse")):
            return "mention"
    return "now"


def _weigh(label: str, message: Message) -> bool | None:
    """True for danger now, False for a mention, None for nothing under this label."""
    found = set()
    for table, tables in (("certain", _CERTAIN), ("present", _PRESENT), ("past", _PAST)):
        for pattern, match in tables[label].find(message):
            found.add(_softened(pattern, match, message, table))
            if "now" in found:
                return True
    return False if "mention" in found else None


def assess(text: str) -> Urgency | None:
    """The danger that a message speaks of: a child's before one's own life before abuse of the writer; None if there is none.

    It never raises. Should it break, it answers as if somebody were in danger.
    """
    try:
        message = Message(_READER.read(text)).without(_IDIOMS)
        weighed = {}
        for label in LABELS:
            weighed[label] = _weigh(label, message)
            if weighed[label]:
                return Urgency(label, now=True)
        for label in LABELS:
            if weighed[label] is False or (label in _MENTION and message.has(_MENTION[label])):
                return Urgency(label, now=False)
        return None
    except Exception:  # the numbers too often rather than not at all
        return Urgency("danger_abuse", now=True) if isinstance(text, str) else None


def is_upset(text: str) -> bool:
    """Whether the writer seems very upset, frightened or overwhelmed, so that a calm sentence should come before an answer."""
    try:
        if not _UPSET_SIGNS.isdisjoint(text):
            return True
        message = Message(_READER.read(text))
        return any(
            pattern.negative or _UPSET_OTHERS.isdisjoint([*message.before(match, 3), *match.group().split()[:-1]])
            for pattern, match in _UPSET.find(message)
        )
    except Exception:
        return isinstance(text, str)
