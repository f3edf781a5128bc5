"""Not understood: say so, offer what it might have been, and a person after three misses."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.details import has_details, note_details
from actions.misses import say_not_understood
from actions.turn import Turn


class ActionSayNotUnderstood(Action):
    """Says honestly that the message was not understood."""

    def name(self) -> str:
        """The action's name in `domain.yml`."""
        return "action_say_not_understood"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[dict[str, Any]]:
        """Up to three guesses as buttons, or somebody to ring."""
        turn = Turn(dispatcher, tracker)
        if has_details(turn):
            note_details(turn)
        elif len(turn.questions) > 1:
            # Read whole the message was unclear; its parts are clear.
            turn.answer_all(turn.questions)
        else:
            say_not_understood(turn)
        turn.say_where_to_ring()
        turn.warn_of_details()
        return turn.events
