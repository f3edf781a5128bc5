"""What every action needs of a turn: the facts, old and new, the language, and a way to reply."""

from __future__ import annotations

from datetime import date
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from conference_guide.answers import (
    Button,
    Facts,
    Message,
    area_buttons,
    compose_answer,
    compose_language_off,
    compose_reply,
    helpline_lines,
    topic_buttons,
)
from conference_guide.areas import age_rule, depends_on_area
from conference_guide.content import Content, live_content
from conference_guide.language import reply_language
from conference_guide.speakers import find_speaker
from conference_guide.urgency import assess, is_upset

ANSWERED_AT_ONCE = 2  # questions of one message; more would be a wall of text
SURE_OF_WHOLE = 0.8  # probability from which the message read whole overrules its parts
AGE_TOPICS = ("child_attends", "child_views")
HINT = 0.1  # probability of danger from which the numbers are given beside any other reply
HINT_HELPLINES = {
    "danger_child": ("emergency", "nspcc", "childline"),
    "danger_self": ("emergency", "samaritans", "samaritans_welsh"),
    "danger_abuse": ("emergency", "domestic_abuse_england", "live_fear_free"),
}
ABUSE_HELPLINES = HINT_HELPLINES["danger_abuse"][1:]  # of what is past, so without 999


class Turn:
    """One turn, as an action sees it.

    Facts in the message (a place, ages, a date) and facts that the page has set are taken over at once,
    so that every action answers for them. `events` holds the slots that changed.
    """

    def __init__(self, dispatcher: CollectingDispatcher, tracker: Tracker):
        """Reads the message and the slots."""
        self._dispatcher = dispatcher
        self._slots: dict[str, Any] = dict(tracker.slots)
        self._before = dict(tracker.slots)
        message = tracker.latest_message or {}
        self.content: Content = live_content().get()
        self.text: str = message.get("text") or ""
        self.intent: str = (message.get("intent") or {}).get("name") or "nlu_fallback"
        self.ranking: list[dict[str, Any]] = message.get("intent_ranking") or []
        self.confidence: float = float((message.get("intent") or {}).get("confidence") or 0)
        self._parts: list[str] = message.get("questions") or []
        metadata = message.get("metadata") or {}
        self.is_button: bool = bool(metadata.get("button"))
        self.masked: list[str] = metadata.get("masked") or []
        self._entities: dict[str, list[Any]] = {}
        for entity in message.get("entities") or []:
            self._entities.setdefault(entity["entity"], []).append(entity["value"])
        self._set_locale(metadata.get("locale"))
        if metadata.get("area"):
            self.set_area(metadata["area"])
        self.two_areas: list[str] = []
        self._take_details()

    # --- facts ---

    def __getitem__(self, slot: str) -> Any:
        return self._slots.get(slot)

    def __setitem__(self, slot: str, value: Any) -> None:
        self._slots[slot] = value

    @property
    def events(self) -> list[dict[str, Any]]:
        """The slots that this turn changed; then the parent's turn, which Rasa need not predict."""
        changed = [SlotSet(name, value) for name, value in self._slots.items() if self._before.get(name) != value]
        return [*changed, FollowupAction("action_listen")]

    @property
    def locale(self) -> str:
        """The language of the reply."""
        return str(self["locale"] or "en")

    @property
    def facts(self) -> Facts:
        """What is known of the parent's situation."""
        day = self["conference_date"]
        return Facts(
            area=self["area"],
            council=self["council"],
            child_ages=tuple(self["child_ages"] or ()),
            conference_date=date.fromisoformat(day) if day else None,
            speaker=self["speaker"],
        )

    def found(self, entity: str) -> list[Any]:
        """The values of one kind of detail in the message, in order."""
        return self._entities.get(entity, [])

    def _set_locale(self, chosen: str | None) -> None:
        in_use = chosen or self["locale"]
        if self.text and not self.is_button:
            in_use = reply_language(self.text, in_use)
        wanted = in_use or "en"
        self["locale"] = self.content.spoken(wanted)
        self._says_language_off = self["locale"] != wanted

    def set_area(self, area: str, council: dict[str, str] | None = None) -> None:
        """Takes over where the parent lives."""
        if area in self.content.areas:
            self["area"] = area
            self["council"] = council

    def _take_details(self) -> None:
        areas = list(dict.fromkeys(self.found("area")))
        if len(areas) == 1:
            councils = self.found("council")
            self.set_area(areas[0], councils[0] if councils else None)
        elif len(areas) > 1:
            self.two_areas = areas
        if self.found("child_age"):
            self["child_ages"] = list(dict.fromkeys(self.found("child_age")))[:6]
        if self.found("conference_date"):
            self["conference_date"] = self.found("conference_date")[0]
        speaker = find_speaker(self.text) if self.text and not self.is_button else None
        if speaker is not None:
            self["speaker"] = speaker

    # --- replies ---

    def say_language_off(self) -> None:
        """Says, in both languages, that one of them is switched off."""
        self._says_language_off = False
        self["asked"] = [*(self["asked"] or []), "language"]
        self.say(compose_language_off(self.content))

    def say(self, message: Message) -> None:
        """Sends one reply."""
        self._dispatcher.utter_message(
            text=message.text,
            buttons=[{"title": button.title, "payload": button.button} for button in message.buttons],
            json_message={
                "reply": message.as_dict(),
                "turn": {"locale": self.locale, "area": self["area"], "topic": self.topic_answered},
            },
        )
        # Once a conversation, and after the reply: in danger the numbers come first.
        if self._says_language_off and "language" not in (self["asked"] or []):
            self.say_language_off()

    topic_answered: str | None = None
    _gave_numbers = False

    def reply(self, reply_id: str, buttons: list[Button] | None = None, **values: str) -> None:
        """Sends one of the replies of `content/replies`."""
        message = compose_reply(self.content, reply_id, self.facts, self.locale, **values)
        if buttons is not None:
            message = Message(message.kind, message.short, message.more, buttons=buttons)
        self.say(message)

    def answer_all(self, topics: list[str], calm: bool = False) -> None:
        """Answers the first two of several topics in order, offers the rest, and asks at most one thing back."""
        for topic in topics[:ANSWERED_AT_ONCE]:
            self._tell(topic, calm)
        rest = topics[ANSWERED_AT_ONCE:]
        if rest:
            self.reply("more_questions", buttons=topic_buttons(self.content, rest, self.locale))
        self._ask_for_missing(topics[:ANSWERED_AT_ONCE])

    def answer(self, topic: str, calm: bool = False) -> None:
        """Answers a topic for what is known, and asks for the one fact that would make it fit better."""
        self.answer_all([topic], calm)

    @property
    def questions(self) -> list[str]:
        """The topics that the message asks about, in order (conference_guide/nlu/question_splitter.py)."""
        parts = [label for label in self._parts if label in self.content.topics]
        if self.intent in self.content.topics and (
            len(parts) < 2 or (self.intent not in parts and self.confidence >= SURE_OF_WHOLE)
        ):
            return [self.intent]
        return parts

    @property
    def waiting(self) -> list[str]:
        """The topics whose answer waits for something that the guide has asked."""
        pending = self["pending_topic"]
        return [topic for topic in ([pending] if isinstance(pending, str) else pending or []) if topic in self.content.topics]

    def _tell(self, topic: str, calm: bool) -> None:
        message = compose_answer(self.content, topic, self.facts, self.locale)
        short, more = message.short, message.more
        # What goes for the whole message stands with the first answer only.
        first = self.topic_answered is None
        urgency = assess(self.text) if self.text and first else None
        if first and (calm or (self.text and is_upset(self.text))):
            short = self.content.say(self.locale, "calm") + "\n\n" + short
        if urgency is not None and not urgency.now:
            lines = helpline_lines(self.content, ABUSE_HELPLINES, self["area"], self.locale)
            more = "\n\n".join([more, self.content.say(self.locale, "abuse_note"), "\n".join(lines)])
            self._gave_numbers = True
        if first:
            self.topic_answered = topic
        self.say(Message(message.kind, short, more, topic, message.buttons, message.sources))
        self["last_topic"] = topic
        self["misses"] = None
        self["pending_topic"] = self["pending_slot"] = None

    def _ask_for_missing(self, topics: list[str]) -> None:
        topics = [topic for topic in topics if self.content.switch("topic", topic) is None]
        asked: list[str] = list(self["asked"] or [])
        by_area = [topic for topic in topics if depends_on_area(self.content, self.content.topics[topic])]
        by_age = [topic for topic in topics if topic in AGE_TOPICS]
        if self.two_areas:
            self.ask_area_of(self.two_areas)
        elif self["area"] is None and by_area and "area" not in asked:
            self["asked"] = [*asked, "area"]
            self.reply("ask_area", buttons=area_buttons(self.content, self.locale))
            self["pending_topic"], self["pending_slot"] = by_area, "area"
        elif by_age and age_rule(self.content, self["area"]) is not None and not self["child_ages"] and "child_age" not in asked:
            self["asked"] = [*asked, "child_age"]
            self.reply("ask_child_age")
            self["pending_topic"], self["pending_slot"] = by_age, "child_age"

    def say_where_to_ring(self) -> None:
        """The numbers to ring, gently, where a message that was answered otherwise may still hint at danger."""
        danger = {entry["name"]: entry["confidence"] for entry in self.ranking if entry["name"] in HINT_HELPLINES}
        if self._gave_numbers or self.is_button or self.intent in HINT_HELPLINES or sum(danger.values()) < HINT:
            return
        helplines = HINT_HELPLINES[max(danger, key=lambda label: float(danger[label]))]
        lines = helpline_lines(self.content, helplines, self["area"], self.locale)
        self.say(Message("social", self.content.say(self.locale, "danger_hint") + "\n\n" + "\n".join(lines)))

    def ask_again(self) -> None:
        """Asks once more where the parent lives."""
        self.reply("ask_area", buttons=area_buttons(self.content, self.locale))

    def ask_area_of(self, areas: list[str]) -> None:
        """Asks which of several areas the child's council is in."""
        buttons = [Button(self.content.areas[area].name[self.locale], f"area:{area}") for area in areas]
        self.reply("two_areas", buttons=buttons)
        self["pending_slot"] = "area"
        self.wait_with_last()

    def wait_with_last(self) -> None:
        """Lets the last answer wait for what is being asked, where nothing waits yet."""
        if not self.waiting and self["last_topic"]:
            self["pending_topic"] = [self["last_topic"]]

    def warn_of_details(self) -> None:
        """Says kindly that names, numbers and addresses are not needed, where some were typed."""
        if self.masked:
            self.reply("details_masked")
