"""Forget the conversation at once."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import AllSlotsReset, FollowupAction
from rasa_sdk.executor import CollectingDispatcher

from actions.misses import say_not_understood
from actions.turn import Turn

SURE = 0.5  # probability from which a typed wish to delete is carried out


class ActionDeleteChat(Action):
    """Forgets everything about the conversation; the channel then drops it from the store."""

    def name(self) -> str:
        """The action's name in `domain.yml`."""
        return "action_delete_chat"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[dict[str, Any]]:
        """Says that the chat is forgotten."""
        turn = Turn(dispatcher, tracker)
        confidence = float((tracker.latest_message.get("intent") or {}).get("confidence") or 0)
        if confidence < SURE and not turn.is_button:
            # Deleting cannot be undone, so a guess is not enough.
            say_not_understood(turn)
            return turn.events
        turn.reply("delete_my_chat")
        dispatcher.utter_message(json_message={"turn": {"forget": True}})
        return [AllSlotsReset(), FollowupAction("action_listen")]
