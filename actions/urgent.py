"""Danger first: helplines of the right nation before anything else."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.turn import Turn

ANSWER_TOO = 0.5  # probability of a topic, danger labels set aside, from which it is answered as well


class ActionGiveHelplines(Action):
    """Gives the numbers to ring; a question that waits goes on waiting."""

    def name(self) -> str:
        """The action's name in `domain.yml`."""
        return "action_give_helplines"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[dict[str, Any]]:
        """The urgent reply, then the answer to a question in the same message."""
        turn = Turn(dispatcher, tracker)
        if turn.intent == "distress" and (asked := self._question_beside(turn)) is not None:
            # Nobody is in danger: a question asked while upset is answered, with one calm sentence.
            turn.answer(asked, calm=True)
            return turn.events
        turn.reply(turn.intent if turn.intent in turn.content.replies else "danger_child")
        asked_too = self._question_beside(turn)
        if asked_too is not None:
            waiting = turn["pending_topic"], turn["pending_slot"], turn["asked"]
            turn.two_areas = []
            # An urgent turn asks nothing back.
            turn["asked"] = ["area", "child_age"]
            turn.answer(asked_too)
            turn["pending_topic"], turn["pending_slot"], turn["asked"] = waiting
        return turn.events

    @staticmethod
    def _question_beside(turn: Turn) -> str | None:
        if turn.questions:
            return turn.questions[0]
        topics = [entry for entry in turn.ranking if entry["name"] in turn.content.topics]
        others = sum(e["confidence"] for e in turn.ranking if not str(e["name"]).startswith(("danger", "distress")))
        if topics and others > 0.2 and topics[0]["confidence"] / others >= ANSWER_TOO and topics[0]["confidence"] > 0.15:
            return str(topics[0]["name"])
        return None
