"""The editors' preview: a small server of its own, on this machine alone, that shows every saved change at once."""

from __future__ import annotations

import asyncio
import json
import logging
import multiprocessing
import os
import socket
import sqlite3
import sys
import threading
import time
import uuid
from collections.abc import Awaitable, Callable
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

os.environ.setdefault("RASA_TELEMETRY_ENABLED", "false")
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("SQLALCHEMY_SILENCE_UBER_WARNING", "1")

from sanic import Sanic, response
from sanic.exceptions import NotFound
from sanic.request import Request as HTTPRequest
from sanic.response import HTTPResponse

from conference_guide import pages, preview
from conference_guide.answers import Facts, write_age
from conference_guide.areas import UNBORN
from conference_guide.changes import Change, Release, changes, last_release
from conference_guide.checks import check
from conference_guide.content import LOCALES, Content, ContentError, LiveContent, Problem, live_content
from conference_guide.dates import write_date
from conference_guide.logs import configure_logs
from conference_guide.misses import MissFile, Questions, data_dir, training_questions
from conference_guide.models import models_dir, newest_first
from conference_guide.preview import Detail, Reading, Status
from conference_guide.text import MAX_TEXT, clean, has_words, mask
from conference_guide.train import TrainingInputs
from conference_guide.urgency import assess, is_upset

if TYPE_CHECKING:
    from multiprocessing.pool import AsyncResult

    from rasa.core.agent import Agent
    from rasa.core.processor import MessageProcessor

    from conference_guide.checks.accepted import Sorted
    from conference_guide.live_model import LiveModel

logger = logging.getLogger(__name__)

LOOPBACK = ("127.0.0.1", "localhost", "::1")
DATA = Path("data")
LOOK_EVERY = 0.5  # seconds between two looks at what was saved
WAIT_FOR_MODEL = 50.0  # seconds that a question waits for the model to be loaded
SHOWN = 6  # labels of the ranking
MISSES_DAYS = 28
TYPES = {".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8"}
DETAILS = ("area", "council", "ambiguous_place", "child_age", "conference_date", "impossible_age", "impossible_date")


class Background:
    """What takes seconds is done beside the pages whenever something was saved: the comparison and the check."""

    def __init__(self, live: LiveContent, copies: Path):
        """Nothing found yet; `start` begins.

        Args:
            live: the editors' content.
            copies: where copies of releases are kept if there is no git.
        """
        self._live = live
        self._copies = copies
        self._seen: tuple[object, ...] = ()
        self._compared = ""
        self.checking = True
        self.findings: list[Problem] = []
        self.advice: list[Problem] = []
        self.questions: dict[tuple[str, str], Questions] = {}
        self.release: Release | None = None
        self.changed: list[Change] = []
        self.release_problem = ""
        self.round = 0
        # A process of its own: in a thread the check would hold up every page for seconds.
        self._checker = multiprocessing.get_context("spawn").Pool(1)

    def start(self) -> None:
        """Looks from now on."""
        threading.Thread(target=self._keep_looking, name="preview", daemon=True).start()

    def stop(self) -> None:
        """Ends a check that is under way."""
        self._checker.terminate()

    def _saved(self) -> tuple[object, ...]:
        files = [*self._live.content_dir.rglob("*"), *DATA.rglob("*.yml")]
        return tuple((str(path), path.stat().st_mtime_ns) for path in sorted(files) if path.is_file())

    def _keep_looking(self) -> None:
        under_way: AsyncResult[Sorted] | None = None
        while True:
            try:
                content = self._live.get()
                if content.hash != self._compared:
                    self._compare(content)
                    self._compared = content.hash
                    self.round += 1
                saved = self._saved()
                if under_way is not None and under_way.ready():
                    self._take_over(under_way)
                    under_way, self.checking = None, saved != self._seen
                    self.round += 1
                if under_way is None and saved != self._seen:
                    self._seen, self.checking = saved, True
                    self.questions = training_questions(DATA)
                    under_way = self._checker.apply_async(check, (self._live.content_dir, DATA))
            except OSError:
                pass  # a file went while we looked: the next look tells
            time.sleep(LOOK_EVERY)

    def _take_over(self, done: AsyncResult[Sorted]) -> None:
        try:
            found = done.get()
            self.findings, self.advice = found.errors, found.advice
        except Exception as error:  # the check must never take the preview with it
            logger.exception("the check failed")
            message = f"the check itself failed ({type(error).__name__})"
            self.findings, self.advice = [Problem(str(self._live.content_dir), 1, "check", message)], []

    def _compare(self, content: Content) -> None:
        try:
            self.release = last_release(content, self._live.content_dir, self._copies)
            self.changed = changes(self.release.content, content) if self.release.content else []
            self.release_problem = ""
        except OSError as error:
            self.release, self.changed, self.release_problem = None, [], str(error)


class Model:
    """The newest good model, loaded beside the pages so that they need not wait; a newer one takes its place."""

    def __init__(self, models: Path):
        """Nothing loaded yet."""
        self._models = models
        self._live: LiveModel | None = None
        self._failed = ""
        self.agent: Agent | None = None
        self.loading = True

    @property
    def name(self) -> str | None:
        """The file name of the model in use."""
        return self.agent.processor.model_filename if self.agent is not None and self.agent.processor is not None else None

    @property
    def problem(self) -> str:
        """What is wrong with the models, if anything is."""
        return self._failed or (self._live.problem if self._live is not None else None) or ""

    def start(self, loop: asyncio.AbstractEventLoop) -> None:
        """Loads the newest model, and each newer one, from now on."""
        threading.Thread(target=self._keep_looking, args=(loop,), name="model", daemon=True).start()

    def _keep_looking(self, loop: asyncio.AbstractEventLoop) -> None:
        try:
            agent, live = self._begin()
        except Exception as error:  # without a model every page but one still works
            self._failed, self.loading = f"{type(error).__name__}: {error}", False
            logger.exception("nothing can be tried: the model was not loaded")
            return
        while True:
            try:
                processor = live.look()
                if processor is not None:
                    loop.call_soon_threadsafe(self._use, agent, live, processor)
                elif self.agent is None:
                    self.loading = False
            except OSError as error:
                self._failed = f"{self._models}: {error.strerror}"
            time.sleep(2 * LOOK_EVERY)

    def _begin(self) -> tuple[Agent, LiveModel]:
        # These imports take seconds; the pages are there before.
        from rasa.core.agent import Agent

        from conference_guide.live_model import LiveModel
        from conference_guide.tracker_store import ForgetfulTrackerStore
        from conference_guide.turns import prepare

        os.environ.pop("REDIS_URL", None)
        agent = Agent(tracker_store=ForgetfulTrackerStore())
        prepare(agent)
        self._live = LiveModel(agent, self._models)
        return agent, self._live

    def _use(self, agent: Agent, live: LiveModel, processor: MessageProcessor) -> None:
        live.use(processor)
        self.agent, self.loading = agent, False


def details_of(content: Content, parse: dict[str, Any], locale: str) -> list[Detail]:
    """What was found in a message, in words: places by name, ages as said, dates written out."""
    found = []
    for entity in parse.get("entities") or []:
        kind, value = str(entity["entity"]), entity["value"]
        if kind == "area" and value in content.areas:
            said = content.areas[value].name[locale]
        elif kind == "council" and isinstance(value, dict):
            said = str(value.get(locale, ""))
        elif kind == "child_age":
            months = int(value)
            said = content.say(locale, "preview_unborn") if months == UNBORN else write_age(content, locale, months)
        elif kind == "conference_date":
            said = write_date(date.fromisoformat(str(value)), locale)
        else:
            said = str(value)
        key = f"preview_detail_{kind}" if kind in DETAILS else "preview_detail_other"
        detail = Detail(key, said)
        if detail not in found:
            found.append(detail)
    return found


async def read_question(agent: Agent, content: Content, typed: str, area: str | None, locale: str) -> Reading:
    """What the guide makes of a question, and what it replies; the conversation is forgotten at once.

    Args:
        agent: the agent with the model.
        content: the newest good content.
        typed: the question as it was typed.
        area: the area that the page has set, if any.
        locale: the language in which to name the details.
    """
    from rasa.core.channels.channel import UserMessage

    from conference_guide.turns import Request, forget, take_turn

    text, masked = mask(clean(typed))
    metadata = {"area": area, "locale": None, "today": None, "pending_slot": None, "masked": masked, "button": False}
    parse: dict[str, Any] = {}
    if has_words(text):
        parse = await agent.processor.parse_message(UserMessage(text, metadata=metadata))
    conversation = f"preview {uuid.uuid4().hex}"
    try:
        turn = await take_turn(agent, content, Request(conversation, typed, area=area))
    finally:
        await forget(agent, conversation)
    urgency = assess(text)
    return Reading(
        typed=typed,
        label=turn.intent,
        confidence=turn.confidence,
        ranking=[(str(entry["name"]), float(entry["confidence"])) for entry in (parse.get("intent_ranking") or [])[:SHOWN]],
        locale=turn.locale,
        area=turn.area,
        kind=turn.kind,
        danger=urgency.label if urgency else (turn.intent if turn.intent.startswith("danger") else None),
        urgent=turn.kind == "urgent",
        upset=is_upset(text),
        details=details_of(content, parse, locale),
        masked=masked,
        replies=turn.replies,
    )


class Preview:
    """The pages over HTTP."""

    def __init__(self, live: LiveContent, background: Background, model: Model):
        """Shows what the three give."""
        self._live = live
        self._background = background
        self._model = model
        self._inputs = TrainingInputs()

    def app(self) -> Sanic:
        """The server, not running yet."""
        app = Sanic("conference_guide_preview", configure_logging=False)
        app.config.REQUEST_MAX_SIZE = 16 * 1024
        app.config.RESPONSE_TIMEOUT = 60
        routes: dict[str, Callable[..., Awaitable[HTTPResponse]]] = {
            "/": self._topics,
            "/topic/<topic:str>": self._topic,
            "/replies": self._replies,
            "/rules": self._rules,
            "/map": self._map,
            "/changes": self._changes,
            "/misses": self._misses,
            "/problems": self._problems,
            "/go": self._go,
            "/version": self._version,
            "/chat/static/<name:str>": self._static,
        }
        for path, handler in routes.items():
            self._add(app, handler, path, "GET")
        self._add(app, self._try, "/try", "GET", "POST")
        app.register_middleware(self._only_this_machine, "request")
        app.register_middleware(self._strict_headers, "response")
        app.error_handler.add(NotFound, self._not_found)
        return app

    @staticmethod
    def _add(app: Sanic, handler: Callable[..., Awaitable[HTTPResponse]], path: str, *methods: str) -> None:
        # Sanic writes attributes on its handlers, which bound methods do not take.
        async def handle(request: HTTPRequest, **values: str) -> HTTPResponse:
            return await handler(request, **values)

        app.add_route(handle, path, methods=list(methods), name=handler.__name__)

    @staticmethod
    def _only_this_machine(request: HTTPRequest) -> HTTPResponse | None:
        # A page elsewhere may lead a browser here under another name; this machine's names are few.
        name = request.host.rpartition(":")[0] if request.host.count(":") == 1 or "]" in request.host else request.host
        return None if name.strip("[]") in LOOPBACK else response.text("Forbidden", status=403)

    @staticmethod
    def _strict_headers(request: HTTPRequest, answer: HTTPResponse) -> None:
        answer.headers.update(
            {
                "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src data:; "
                "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
                "Referrer-Policy": "no-referrer",
                "X-Content-Type-Options": "nosniff",
                "Cache-Control": "no-store",
            }
        )

    def _status(self) -> Status:
        needs_training = self._inputs.changed_since(self._model.name or self._newest_model())
        state = (
            self._live.get().hash,
            [str(problem) for problem in self._live.problems],
            self._background.round,
            self._background.checking,
            needs_training,
            self._model.name,
            self._model.problem,
        )
        return Status(
            problems=self._live.problems,
            findings=self._background.findings,
            advice=self._background.advice,
            checking=self._background.checking,
            needs_training=needs_training,
            model=self._model.name,
            model_problem=self._model.problem,
            version=uuid.uuid5(uuid.NAMESPACE_OID, json.dumps(state)).hex,
        )

    @staticmethod
    def _newest_model() -> str | None:
        return next((path.name for path in newest_first(models_dir())), None)

    def _asked(self, request: HTTPRequest) -> tuple[Content, Status, str, str | None]:
        content = self._live.get()
        given = request.args if request.method == "GET" else request.form or {}
        lang, area = given.get("lang"), given.get("area")
        return content, self._status(), lang if lang in LOCALES else "en", area if area in content.areas else None

    def _not_found(self, request: HTTPRequest, error: Exception) -> HTTPResponse:
        content, status, locale, _ = self._asked(request)
        return response.html(preview.render_not_found(content, status, locale), status=404)

    async def _topics(self, request: HTTPRequest) -> HTTPResponse:
        content, status, locale, area = self._asked(request)
        return response.html(preview.render_topics(content, status, locale, area=area))

    async def _topic(self, request: HTTPRequest, topic: str) -> HTTPResponse:
        content, status, locale, area = self._asked(request)
        if topic not in content.topics:
            raise NotFound("topic")
        age, day = request.args.get("age", ""), request.args.get("day", "")
        ages = (int(age) * 12,) if age.isdecimal() and int(age) <= preview.OLDEST else ()
        try:
            conference = date.fromisoformat(day) if day else None
        except ValueError:
            conference = None
        facts = Facts(area=area, child_ages=ages, conference_date=conference)
        html = preview.render_topic(content, status, locale, topic_id=topic, facts=facts, questions=self._background.questions)
        return response.html(html)

    async def _replies(self, request: HTTPRequest) -> HTTPResponse:
        content, status, locale, area = self._asked(request)
        return response.html(preview.render_replies(content, status, locale, area=area))

    async def _rules(self, request: HTTPRequest) -> HTTPResponse:
        content, status, locale, _ = self._asked(request)
        return response.html(preview.render_rules(content, status, locale))

    async def _map(self, request: HTTPRequest) -> HTTPResponse:
        content, status, locale, _ = self._asked(request)
        return response.html(preview.render_map(content, status, locale))

    async def _changes(self, request: HTTPRequest) -> HTTPResponse:
        content, status, locale, _ = self._asked(request)
        found = self._background
        problem = content.say(locale, "preview_release_missing", problem=found.release_problem) if found.release_problem else ""
        html = preview.render_changes(content, status, locale, release=found.release, changed=found.changed, problem=problem)
        return response.html(html)

    async def _misses(self, request: HTTPRequest) -> HTTPResponse:
        content, status, locale, _ = self._asked(request)
        since = date.today() - timedelta(days=MISSES_DAYS)
        problem = ""
        try:
            counts = MissFile(data_dir() / "misses.sqlite").since(since)
        except (OSError, sqlite3.Error) as error:
            counts, problem = [], content.say(locale, "preview_misses_broken", problem=str(error))
        html = preview.render_misses(
            content, status, locale, since=since, counts=counts, questions=self._background.questions, problem=problem
        )
        return response.html(html)

    async def _problems(self, request: HTTPRequest) -> HTTPResponse:
        content, status, locale, _ = self._asked(request)
        return response.html(preview.render_problems(content, status, locale))

    async def _try(self, request: HTTPRequest) -> HTTPResponse:
        content, status, locale, area = self._asked(request)
        form = (request.form or {}) if request.method == "POST" else {}
        typed = str(form.get("text") or "")[:MAX_TEXT].strip()
        if form.get("button"):
            return response.redirect(self._place_of(content, str(form["button"][0]), area, locale), status=303)
        if not typed:
            return response.html(preview.render_try(content, status, locale, area=area))
        started = time.monotonic()
        while self._model.loading and time.monotonic() - started < WAIT_FOR_MODEL:
            await asyncio.sleep(LOOK_EVERY)
        agent = self._model.agent
        if agent is None:
            error = content.say(locale, "preview_model_loading" if self._model.loading else "preview_no_model", name="make train")
            return response.html(preview.render_try(content, status, locale, area=area, typed=typed, error=error), status=503)
        reading = await read_question(agent, content, typed, area, locale)
        return response.html(preview.render_try(content, status, locale, area=area, typed=typed, reading=reading))

    @staticmethod
    def _place_of(content: Content, payload: str, area: str | None, locale: str) -> str:
        """The page that shows what a button of the chat leads to."""
        kind, _, value = payload.partition(":")
        if kind == "topic" and value in content.topics:
            return preview.link(f"/topic/{value}", area=area, lang=locale)
        if kind == "area" and value in content.areas:
            return preview.link("/", area=value, lang=locale)
        return preview.link("/replies", area=area, lang=value if kind == "locale" and value in LOCALES else locale)

    async def _go(self, request: HTTPRequest) -> HTTPResponse:
        """Where the buttons under a reply lead in the preview."""
        content, _, locale, area = self._asked(request)
        return response.redirect(self._place_of(content, request.args.get("button", ""), area, locale))

    async def _version(self, request: HTTPRequest) -> HTTPResponse:
        return response.text(self._status().version)

    async def _static(self, request: HTTPRequest, name: str) -> HTTPResponse:
        path = pages.STATIC / name
        if path.parent != pages.STATIC or path.suffix not in TYPES or not path.is_file():
            raise NotFound("static file")
        return response.raw(path.read_bytes(), content_type=TYPES[path.suffix])


def _good_content() -> LiveContent:
    """The content, as soon as it is good; until then, what is wrong with it."""
    told: list[str] = []
    while True:
        try:
            return live_content()
        except ContentError as error:
            problems = [str(problem) for problem in error.problems]
            if problems != told:
                print(
                    "\n".join(["The content is broken. Mend these lines and save: the preview then starts.", *problems]),
                    flush=True,
                )
            told = problems
            time.sleep(LOOK_EVERY)


def main() -> int:
    """Serves the preview in the foreground at PREVIEW_PORT (5007) until stopped; the exit code."""
    host, port = os.environ.get("HOST") or "127.0.0.1", os.environ.get("PREVIEW_PORT") or "5007"
    if host not in LOOPBACK:
        print(f"The preview has no login, so it is only for this machine: HOST is {host}; use 127.0.0.1.", file=sys.stderr)
        return 2
    if not port.isdecimal() or not 0 < int(port) < 65536:
        print(f"PREVIEW_PORT is {port!r}; use a number such as 5007.", file=sys.stderr)
        return 2
    try:
        socket.create_server((host, int(port)), family=socket.AF_INET6 if ":" in host else socket.AF_INET).close()
    except OSError as error:
        print(f"The preview cannot start at port {port}: {error.strerror}. Set PREVIEW_PORT to another.", file=sys.stderr)
        return 1
    configure_logs()
    sys.path.insert(0, str(Path.cwd()))
    live = _good_content()
    live.watch()
    background, model = Background(live, data_dir() / "releases"), Model(models_dir())
    app = Preview(live, background, model).app()

    async def started(app: Sanic, loop: asyncio.AbstractEventLoop) -> None:
        background.start()
        model.start(loop)
        print(f"Preview: http://{host}:{port}/", flush=True)

    app.register_listener(started, "after_server_start")
    try:
        app.run(host=host, port=int(port), access_log=False, motd=False)
    finally:
        background.stop()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
