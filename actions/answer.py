"""Answer a topic."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.details import say_what_was_impossible
from actions.misses import say_not_understood
from actions.turn import Turn


class ActionAnswerQuestion(Action):
    """Answers the topic or topics that the message is about, told for the parent's area."""

    def name(self) -> str:
        """The action's name in `domain.yml`."""
        return "action_answer_question"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[dict[str, Any]]:
        """The answers, and at most one question back."""
        turn = Turn(dispatcher, tracker)
        if turn.intent in turn.content.topics:
            turn.answer_all(turn.questions)
        else:
            # A topic that the model still knows, but that was retired since.
            say_not_understood(turn)
        turn.say_where_to_ring()
        say_what_was_impossible(turn)
        turn.warn_of_details()
        return turn.events
