"""What is said when a message was not understood, and after several misses in a row."""

from __future__ import annotations

from actions.turn import Turn
from conference_guide.answers import topic_buttons
from conference_guide.language import score

MISSES_BEFORE_A_PERSON = 3
DID_YOU_MEAN = 3
LEAST_GUESS = 0.08


def say_not_understood(turn: Turn) -> None:
    """Up to three guesses as buttons, or somebody to ring after several misses in a row."""
    misses = int(turn["misses"] or 0) + 1
    turn["misses"] = misses
    if misses >= MISSES_BEFORE_A_PERSON:
        turn.reply("fallback_again")
        return
    welsh, english, words = score(turn.text)
    if words >= 3 and welsh + english <= words * 0.15:
        turn.reply("other_language")
        return
    guesses = [
        str(entry["name"])
        for entry in turn.ranking
        if entry["name"] in turn.content.topics and entry["confidence"] >= LEAST_GUESS
    ][:DID_YOU_MEAN]
    turn.reply("fallback", buttons=topic_buttons(turn.content, guesses, turn.locale) if guesses else None)
