"""Switch between English and Welsh, and repeat the last answer in the other language."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.turn import Turn
from conference_guide.text import words

WELSH_NAMES = {"cymraeg", "gymraeg", "nghymraeg", "chymraeg", "welsh", "cymraig", "gymraig", "cymreag"}
ENGLISH_NAMES = {"english", "saesneg", "saeseneg", "susnag", "sysneg", "inglish"}


def wanted_language(text: str, in_use: str) -> str:
    """The language that a message asks for; without a name in it, the other one."""
    said = set(words(text))
    welsh, english = bool(said & WELSH_NAMES), bool(said & ENGLISH_NAMES)
    if welsh != english:
        return "cy" if welsh else "en"
    return "en" if in_use == "cy" else "cy"


class ActionSwitchLanguage(Action):
    """Switches the language and repeats the last answer in it."""

    def name(self) -> str:
        """The action's name in `domain.yml`."""
        return "action_switch_language"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[dict[str, Any]]:
        """A word in the new language, then the last answer."""
        in_use = str(tracker.get_slot("locale") or "en")
        turn = Turn(dispatcher, tracker)
        chosen = turn.found("locale")
        wanted = chosen[0] if chosen else wanted_language(turn.text, in_use)
        if turn.content.spoken(wanted) != wanted:
            turn.say_language_off()
            return turn.events
        turn["locale"] = wanted
        last = turn.waiting or [topic for topic in [turn["last_topic"]] if topic in turn.content.topics]
        turn.reply("change_language")
        if last:
            turn.answer_all(last)
        return turn.events
