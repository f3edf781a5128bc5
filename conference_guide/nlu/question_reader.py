"""Rasa component: the question without the details beside it, for the classifier to read.

"im in Taunton. can my lad come" is a question with a place beside it; the place must not swallow the question.
It comes after the extractors and before the featurizers, and matters only where something is left to read.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from conference_guide.text import words

READING = "reading"
ONLY_DETAILS = "only_details"
LEAST_WORDS = 4  # fewer words than this beside the details are no question

# What leads up to a place or a date, in both languages; it goes with the detail.
_LEAD = re.compile(
    r"(?i)(?:\b(?:(?:but |and |so |ond |a |ac )?"
    r"(?:i(?:'?m| am)|we(?:'?re| are)|i live|we live|living|live|based|from|it(?:'?s| is)|the (?:meeting|conference) is|"
    r"dw ?i'?n|dwi|rwy'?n|rydw i'?n|wi'?n|r?ydyn ni'?n|'?dan ni'?n|mae'?r (?:cyfarfod|gynhadledd))\s+)?"
    r"(?:(?:live|living|byw|dod|based|over|just|down|up|draw)\s+)*(?:in|from|near|at|on|yn|ym|yng|o|ger|ar)?\s*)$"
)


# Words that may stand around a detail without making a question of it.
_AROUND = frozenset((Path(__file__).parents[1] / "words" / "around_details.txt").read_text(encoding="utf-8").split())


def reading_of(message: Message) -> str:
    """What the featurizers read: the question alone where details stand beside it, else the whole message."""
    return str(message.get(READING) or message.get(TEXT) or "")


def without_details(text: str, spans: list[tuple[int, int, str]]) -> str | None:
    """The text without its details, or None where too little would be left.

    Args:
        text: the message.
        spans: start, end and kind of each detail; an age is read as a child.
    """
    left: list[str] = []
    end = 0
    for start, stop, kind in sorted(spans):
        if start < end or stop <= start:
            continue
        before = text[end:start]
        left.append(before + "child" if kind == "child_age" else _LEAD.sub(" ", before))
        end = stop
    left.append(text[end:])
    rest = re.sub(r"\s+", " ", " ".join(left)).strip(" .,;:-")
    return rest if len(words(rest)) >= LEAST_WORDS else None


def only_details(text: str, spans: list[tuple[int, int, str]]) -> bool:
    """Whether the message is nothing but details and the few words around them."""
    if not spans:
        return False
    rest, end = [], 0
    for start, stop, _ in sorted(spans):
        rest.append(text[end : max(end, start)])
        end = max(end, stop)
    rest.append(text[end:])
    return all(word.strip("'") in _AROUND or word in _AROUND for part in rest for word in words(part))


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_TOKENIZER, is_trainable=False)
class QuestionReader(GraphComponent):
    """Sets what the featurizers read of messages that hold places or dates beside a question."""

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> QuestionReader:
        """A component; it has no settings."""
        return cls()

    def process(self, messages: list[Message]) -> list[Message]:
        """Sets the reading of messages from parents; training examples are read whole."""
        for message in messages:
            text = message.get(TEXT) or ""
            spans = [
                (entity["start"], entity["end"], entity["entity"])
                for entity in message.get(ENTITIES) or []
                if entity["entity"] in ("area", "ambiguous_place", "child_age", "conference_date")
            ]
            message.set(ONLY_DETAILS, only_details(text, spans))
            if any(kind != "child_age" for _, _, kind in spans):
                rest = without_details(text, spans)
                if rest is not None:
                    message.set(READING, rest)
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Nothing to do in training."""
        return training_data
