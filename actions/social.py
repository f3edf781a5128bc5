"""Greetings and other small talk, and what the guide does not know."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.details import has_details, note_details
from actions.turn import Turn


class ActionReplySocially(Action):
    """Gives the reply that bears the intent's name."""

    def name(self) -> str:
        """The action's name in `domain.yml`."""
        return "action_reply_socially"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[dict[str, Any]]:
        """One reply."""
        turn = Turn(dispatcher, tracker)
        turn.reply(turn.intent if turn.intent in turn.content.replies else "fallback")
        turn["misses"] = None
        turn.say_where_to_ring()
        turn.warn_of_details()
        return turn.events


class ActionResolvePending(Action):
    """Takes yes or no as the answer to what the guide asked last."""

    def name(self) -> str:
        """The action's name in `domain.yml`."""
        return "action_resolve_pending"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[dict[str, Any]]:
        """Goes on with the question that waits, or says what can be asked."""
        turn = Turn(dispatcher, tracker)
        if has_details(turn):
            note_details(turn)
        elif turn.intent == "affirm" and turn["pending_slot"] == "area":
            turn.ask_again()
        elif turn.intent == "affirm" and turn["pending_slot"] == "child_age":
            turn.reply("ask_child_age")
        else:
            turn["pending_topic"] = turn["pending_slot"] = None
            turn.reply(turn.intent)
        return turn.events
