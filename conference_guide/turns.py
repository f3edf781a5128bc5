"""One turn: what a parent sent goes through Rasa's agent and actions and comes back as replies.

The page and the command line share it, so both say the same.
"""

from __future__ import annotations

import asyncio
import json
import logging
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Any

import jsonschema_rs
from jsonschema import ValidationError
from rasa.core.actions.action import RemoteAction
from rasa.core.agent import Agent
from rasa.core.channels.channel import OutputChannel, UserMessage
from rasa.utils.endpoints import ClientResponseError, EndpointConfig
from rasa_sdk.executor import ActionExecutor
from rasa_sdk.interfaces import ActionExecutionRejection
from threadpoolctl import threadpool_limits

from conference_guide.answers import (
    Facts,
    Message,
    compose_guide_off,
    compose_language_off,
    compose_reply,
    gravest,
    payload_for_title,
)
from conference_guide.content import LOCALES, Content
from conference_guide.language import reply_language
from conference_guide.text import clean, has_words, mask
from conference_guide.time_limit import TimeLimitedThreads
from conference_guide.urgency import assess

logger = logging.getLogger(__name__)

ACTION_SECONDS = 5.0  # an action that takes longer is cut off, and the parent gets the numbers to ring
LONGEST = 20_000  # characters that are looked at at all
MOST_READ = 2_000  # characters that are read, of which the last
LAST_READ = 500  # may hold the question, or the danger
LONG_ENOUGH = 3  # words from which a message tells the language to answer in
INTENTS_OF_BUTTONS = {
    "affirm": "affirm",
    "deny": "deny",
    "delete": "delete_my_chat",
    "capabilities": "capabilities",
}

# Rasa checks each action result against a constant schema, and the schema itself each time (17 ms).
# The same check with the schema compiled once; tests/test_turns.py fails if Rasa changes the method.
_result_schema = jsonschema_rs.validator_for(RemoteAction.action_response_format_spec())


def _validate_action_result(self: RemoteAction, result: dict[str, Any]) -> bool:
    try:
        _result_schema.validate(result)
    except jsonschema_rs.ValidationError as error:
        # The error that Rasa's own method raises; it names the place, not what was said there.
        raise ValidationError(f"the action's result is not valid at {'.'.join(map(str, error.instance_path))}") from None
    return True


RemoteAction._validate_action_result = _validate_action_result  # type: ignore[method-assign]


class ActionFailed(Exception):
    """An action gave no result; the message is the name of the error and no more, because Rasa logs it."""


def _forget_frames(error: BaseException | None) -> None:
    """Lets go of the frames an error came through: it may outlive the turn, and they hold what was typed."""
    while error is not None:
        error.__traceback__ = None
        error = error.__cause__ or error.__context__


class InProcessActions(EndpointConfig):
    """Runs the custom actions inside the server: no second process, no hop, no open port."""

    def __init__(self) -> None:
        """Registers every action of the package `actions`."""
        super().__init__(url="in-process:", enable_selective_domain=True)
        self._executor = ActionExecutor()
        self._threads = TimeLimitedThreads()
        level = logging.getLogger("rasa_sdk").level
        logging.getLogger("rasa_sdk").setLevel(logging.WARNING)
        self._executor.register_package("actions")
        logging.getLogger("rasa_sdk").setLevel(level)

    async def request(self, method: str = "post", subpath: str | None = None, **kwargs: Any) -> Any:
        """The action's result, as an action server would answer it.

        Raises:
            ClientResponseError: with status 400, when the action rejects to run.
            ActionFailed: the action raised an error, or took longer than ACTION_SECONDS.
        """
        body = json.loads(json.dumps(kwargs["json"], default=str))
        try:
            # In a thread: an action that hangs would else stop the server for everybody, time limit included.
            return await self._threads.run(lambda: self._executor.run(body), ACTION_SECONDS)
        except ActionExecutionRejection as error:
            text = json.dumps({"action_name": error.action_name, "error": error.message})
            raise ClientResponseError(400, "rejected", text) from None
        except Exception as error:
            failed = type(error).__name__
            _forget_frames(error)
        # Raised out here, where the first error and the frames it came from are no longer its context.
        raise ActionFailed(failed)


class ActionServer(EndpointConfig):
    """A separate action server, held to the same time limit; what it says of its errors is not passed on."""

    def __init__(self, endpoint: EndpointConfig):
        """The server that `endpoints.yml` names."""
        given = endpoint
        super().__init__(
            given.url, given.params, given.headers, given.basic_auth, given.token, given.token_name, given.cafile, **given.kwargs
        )

    async def request(self, method: str = "post", subpath: str | None = None, **kwargs: Any) -> Any:
        """The action's result.

        Raises:
            ClientResponseError: with status 400, when the action rejects to run.
            ActionFailed: the server cannot be reached, answered with an error, or took longer than ACTION_SECONDS.
        """
        try:
            return await asyncio.wait_for(super().request(method, subpath, **kwargs), ACTION_SECONDS)
        except Exception as error:
            if isinstance(error, ClientResponseError) and error.status == 400:
                raise
            # An action server's error holds the whole request, with what was typed; Rasa would log it.
            failed = type(error).__name__
            _forget_frames(error)
        raise ActionFailed(failed)


class ReplyCollector(OutputChannel):
    """Takes the replies of one turn from Rasa."""

    def __init__(self) -> None:
        """Nothing collected yet."""
        self.replies: list[dict[str, Any]] = []
        self.turn: dict[str, Any] = {}

    @classmethod
    def name(cls) -> str:
        """The channel's name in Rasa."""
        return "webchat"

    async def send_response(self, recipient_id: str, message: dict[str, Any]) -> None:
        """Keeps the reply that an action wrote for the page."""
        custom = message.get("custom") or {}
        if "turn" in custom:
            self.turn.update(custom["turn"])
        if "reply" in custom:
            self.replies.append(custom["reply"])


@dataclass
class Request:
    """What came in: typed text or a button's payload, and what the page has set."""

    conversation: str
    text: str = ""
    button: str | None = None
    area: str | None = None
    locale: str | None = None
    today: date | None = None


@dataclass
class Turn:
    """What goes out, with what the command line reports beside it."""

    replies: list[dict[str, Any]]
    locale: str
    area: str | None
    intent: str = "fallback"
    confidence: float = 0.0
    topic: str | None = None
    last_topic: str | None = None
    runners_up: tuple[str, ...] = ()
    nearest: tuple[str, ...] = ()  # topics by their probability; none where nothing was typed
    forget: bool = False
    failed: bool = False
    masked: list[str] = field(default_factory=list)

    @property
    def kind(self) -> str:
        """The gravest kind of the turn's replies."""
        return gravest([reply["kind"] for reply in self.replies])


def is_payload(content: Content, payload: str) -> bool:
    """Whether the payload is one that our own buttons carry."""
    name, _, value = payload.partition(":")
    if name == "topic":
        return value in content.topics
    if name == "area":
        return value in content.areas
    if name == "locale":
        return value in LOCALES
    return payload in INTENTS_OF_BUTTONS


def _parse_of_payload(payload: str) -> dict[str, Any]:
    name, _, value = payload.partition(":")
    entities = []
    if name == "topic":
        intent = value
    elif name == "area":
        intent, entities = "change_area", [{"entity": "area", "value": value, "start": 0, "end": 0}]
    elif name == "locale":
        intent, entities = "change_language", [{"entity": "locale", "value": value, "start": 0, "end": 0}]
    else:
        intent = INTENTS_OF_BUTTONS[payload]
    return {
        "text": "",
        "intent": {"name": intent, "confidence": 1.0},
        "intent_ranking": [{"name": intent, "confidence": 1.0}],
        "entities": entities,
    }


def static_turn(content: Content, request: Request, reason: str = "not_working") -> Turn:
    """A turn without any model: the urgent reply where somebody is in danger, else the numbers to ring."""
    wanted = request.locale or reply_language(request.text, None)
    locale = content.spoken(wanted)
    facts = Facts(area=request.area)
    urgency = assess(request.text) if request.text else None
    replies: list[Message] = []
    intent = "fallback"
    if urgency is not None and urgency.now:
        intent = urgency.label
        replies.append(compose_reply(content, urgency.label, facts, locale))
    elif content.switch("guide") is not None:
        replies.append(compose_guide_off(content, facts, locale))
    else:
        replies.append(compose_reply(content, reason, facts, locale))
    if locale != wanted:
        replies.append(compose_language_off(content))
    return Turn([reply.as_dict() for reply in replies], locale, request.area, intent, 1.0 if urgency else 0.0, failed=True)


@cache
def _hold_algebra_to_one_thread() -> None:
    # OpenBLAS's second thread waits in a busy loop after each product: a core for nothing.
    threadpool_limits(1, user_api="blas")


def prepare(agent: Agent) -> None:
    """Gives the agent its in-process actions, unless `endpoints.yml` names an action server."""
    _hold_algebra_to_one_thread()
    if agent.action_endpoint is None:
        agent.action_endpoint = InProcessActions()
    elif type(agent.action_endpoint) is EndpointConfig:
        agent.action_endpoint = ActionServer(agent.action_endpoint)
    if agent.processor is not None:
        agent.processor.action_endpoint = agent.action_endpoint


def _plain_turn(content: Content, reply_id: str, locale: str, area: str | None, intent: str = "fallback") -> Turn:
    reply = compose_reply(content, reply_id, Facts(area=area), locale)
    return Turn([reply.as_dict()], locale, area, intent)


def _is_untrained(agent: Agent, payload: str) -> bool:
    """Whether a button asks a topic that was added after the model was trained."""
    kind, _, topic = payload.partition(":")
    return kind == "topic" and topic not in agent.processor.domain.intent_properties


def _shortened(text: str) -> str:
    """The beginning and the end of a text that is longer than any question: what matters stands there."""
    return text if len(text) <= MOST_READ else f"{text[: MOST_READ - LAST_READ]} {text[-LAST_READ:]}"


def _locale_of_title(text: str, title_locale: str | None, in_use: str | None) -> str | None:
    """The language of a title that was typed out, where it says more than the one in use."""
    return title_locale if title_locale and (in_use is None or len(text.split()) >= LONG_ENOUGH) else None


async def _remembered(agent: Agent, conversation: str) -> dict[str, Any]:
    tracker = await agent.tracker_store.retrieve(conversation)
    return {name: slot.value for name, slot in tracker.slots.items()} if tracker else {}


async def _turn_while_off(agent: Agent, content: Content, request: Request) -> Turn:
    """A turn while the whole guide is switched off: that it is, unless somebody is in danger."""
    turn = static_turn(content, request)
    if turn.kind != "urgent" and request.text and request.button is None:
        try:
            text, _ = mask(_shortened(clean(request.text[:LONGEST])))
            parse = await agent.processor.parse_message(UserMessage(text, metadata={}))
            label = str(parse["intent"]["name"])
            if label.startswith("danger"):
                urgent = compose_reply(content, label, Facts(area=request.area), turn.locale)
                turn.replies[0], turn.intent = urgent.as_dict(), label
        except Exception as error:  # the model may be why the guide is off
            logger.error("a message was not read while the guide is off: %s", type(error).__name__)
    turn.failed = False
    return turn


async def take_turn(agent: Agent, content: Content, request: Request) -> Turn:
    """One turn of a conversation.

    Nothing that was typed is logged, not even when something fails.

    Args:
        agent: Rasa's agent, with or without a model.
        content: the newest good content.
        request: what came in; `button` wins over `text`.
    """
    if agent.processor is None:
        return static_turn(content, request)
    if content.switch("guide") is not None:
        return await _turn_while_off(agent, content, request)
    prepare(agent)
    text, masked = mask(_shortened(clean(request.text[:LONGEST])))
    payload, title_locale = request.button, None
    if payload is None:
        payload, title_locale = payload_for_title(content, text)
    facts = await _remembered(agent, request.conversation)
    area = request.area or facts.get("area")
    locale = request.locale or facts.get("locale")
    if payload is None and not has_words(text):
        return _plain_turn(content, "empty", content.spoken(locale or "en"), area)
    if payload is not None and _is_untrained(agent, payload):
        return _plain_turn(content, "not_ready", content.spoken(locale or "en"), area)
    metadata = {
        "area": request.area,
        "locale": request.locale or _locale_of_title(text, title_locale, locale),
        "today": request.today.isoformat() if request.today else None,
        "pending_slot": facts.get("pending_slot"),
        "masked": masked,
        "button": payload is not None,
    }
    collector = ReplyCollector()
    try:
        if payload is not None:
            parse = _parse_of_payload(payload)
        else:
            parse = await agent.processor.parse_message(UserMessage(text, metadata=metadata))
        message = UserMessage(
            parse["text"] or " ",
            output_channel=collector,
            sender_id=request.conversation,
            parse_data=parse,
            input_channel="webchat",
            metadata=metadata,
        )
        await agent.handle_message(message)
    except Exception as error:  # whatever fails, the parent gets numbers to ring
        logger.error("a turn failed: %s", type(error).__name__)
        return static_turn(content, request)
    if not collector.replies:
        logger.error("a turn gave no reply")
        return static_turn(content, request)
    intent = parse["intent"]["name"]
    ranking = parse.get("intent_ranking") or [{"confidence": 0.0}]
    turn = Turn(
        replies=collector.replies,
        locale=collector.turn.get("locale") or locale or "en",
        area=collector.turn.get("area"),
        intent="fallback" if intent in (None, "nlu_fallback") else intent,
        confidence=round(
            float(max(ranking[0]["confidence"], 0.0 if intent == "nlu_fallback" else parse["intent"]["confidence"])), 4
        ),
        topic=collector.turn.get("topic"),
        last_topic=facts.get("last_topic"),
        runners_up=tuple(entry["name"] for entry in ranking[:4] if entry.get("name") and entry["name"] != intent)[:3],
        nearest=tuple(entry["name"] for entry in ranking if entry.get("name") in content.topics) if payload is None else (),
        forget=bool(collector.turn.get("forget")),
        masked=masked,
    )
    if turn.forget:
        await forget(agent, request.conversation)
        turn.area = None
    return turn


async def forget(agent: Agent, conversation: str) -> None:
    """Forgets a conversation now."""
    # Rasa wraps the store in a fail-safe one that has no delete.
    store = getattr(agent.tracker_store, "_tracker_store", agent.tracker_store)
    await store.delete(conversation)
