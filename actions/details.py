"""Take note of details given alone: a place, ages, a date."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.misses import say_not_understood
from actions.turn import AGE_TOPICS, Turn
from conference_guide.answers import Button, Message, area_buttons, topic_buttons


def say_what_was_impossible(turn: Turn) -> bool:
    """Asks again where an age or a date cannot be."""
    if turn.found("impossible_age") and not turn.found("child_age"):
        turn.reply("impossible_age")
        turn["pending_slot"] = "child_age"
        turn.wait_with_last()
        return True
    if turn.found("impossible_date") and not turn.found("conference_date"):
        turn.reply("impossible_date")
        return True
    return False


def has_details(turn: Turn) -> bool:
    """Whether the message holds a place, an age or a date."""
    kinds = ("area", "ambiguous_place", "child_age", "impossible_age", "conference_date", "impossible_date")
    return any(turn.found(kind) for kind in kinds)


def note_details(turn: Turn) -> None:
    """Acknowledges the details and answers the question that waited for them, or the last one again."""
    if turn.two_areas:
        turn.ask_area_of(turn.two_areas)
        return
    if turn.found("ambiguous_place") and not turn.found("area"):
        name = turn.found("ambiguous_place")[0]
        for place in turn.content.places.ambiguous:
            if place.name == name:
                buttons = [Button(choice.label[turn.locale], f"area:{choice.area}") for choice in place.choices]
                turn.reply("ambiguous_place", buttons=buttons)
                turn["pending_slot"] = "area"
                return
    if say_what_was_impossible(turn):
        return
    waiting = turn.waiting
    if not waiting and _changes_answer(turn) and turn["last_topic"] in turn.content.topics:
        waiting = [turn["last_topic"]]
    if waiting:
        _say_area(turn)
        turn.answer_all(waiting)
    elif turn.found("area"):
        _say_area(turn)
        turn.reply("inform", buttons=topic_buttons(turn.content, turn.content.replies["greet"].related, turn.locale))
    else:
        turn.reply("inform")


def _changes_answer(turn: Turn) -> bool:
    if turn.found("area"):
        return turn["last_topic"] is not None
    if turn.found("child_age"):
        return turn["last_topic"] in AGE_TOPICS
    if turn.found("conference_date") and turn["last_topic"] in turn.content.topics:
        return any(answer.dates for answer in turn.content.topics[turn["last_topic"]].answers.values())
    return False


def _say_area(turn: Turn) -> None:
    """Says that a council's own page is not here, where that is so."""
    area = turn.content.areas.get(turn["area"] or "")
    if turn.found("area") and turn.found("council") and area is not None and area.no_page and turn["council"]:
        turn.say(Message("social", area.no_page[turn.locale].replace("{council}", turn["council"][turn.locale])))


class ActionNoteDetails(Action):
    """Takes note of details given alone, and answers what they were asked for."""

    def name(self) -> str:
        """The action's name in `domain.yml`."""
        return "action_note_details"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[dict[str, Any]]:
        """An acknowledgement, or the answer that waited."""
        turn = Turn(dispatcher, tracker)
        if has_details(turn):
            note_details(turn)
        elif turn.intent == "change_area":
            turn.reply("change_area", buttons=area_buttons(turn.content, turn.locale))
            turn["pending_slot"] = "area"
            turn["pending_topic"] = None
            turn.wait_with_last()
        else:
            # It looked like a detail, but there is none in it.
            say_not_understood(turn)
        turn.warn_of_details()
        return turn.events
