"""Not understood: say so, offer what it might have been, and a person after three misses."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.details import has_details, note_details
from actions.turn import Turn
from conference_guide.answers import topic_buttons
from conference_guide.language import score

MISSES_BEFORE_A_PERSON = 3
DID_YOU_MEAN = 3
LEAST_GUESS = 0.08


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
            turn.warn_of_details()
            return turn.events
        misses = int(turn["misses"] or 0) + 1
        turn["misses"] = misses
        if misses >= MISSES_BEFORE_A_PERSON:
            turn.reply("fallback_again")
            return turn.events
        welsh, english, words = score(turn.text)
        if words >= 3 and welsh + english <= words * 0.15:
            turn.reply("other_language")
            return turn.events
        guesses = [
            str(entry["name"])
            for entry in turn.ranking
            if entry["name"] in turn.content.topics and entry["confidence"] >= LEAST_GUESS
        ][:DID_YOU_MEAN]
        turn.reply("fallback", buttons=topic_buttons(turn.content, guesses, turn.locale) if guesses else None)
        turn.warn_of_details()
        return turn.events
