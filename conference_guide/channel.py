"""The web channel: the page, the messages, and the doors that stay shut."""

from __future__ import annotations

import asyncio
import json
import logging
import os
import time
from collections.abc import Awaitable, Callable
from datetime import date
from pathlib import Path
from typing import Any

from rasa.core.agent import Agent
from rasa.core.channels.channel import InputChannel, UserMessage
from sanic import Blueprint, Sanic, response
from sanic.exceptions import NotFound, PayloadTooLarge, SanicException
from sanic.request import Request as HTTPRequest
from sanic.response import HTTPResponse

from conference_guide import __version__, connections, metrics, pages, releases, switches
from conference_guide.compression import accepts_gzip, pack, pack_once, worth_it
from conference_guide.content import LOCALES, Content, LiveContent, live_content
from conference_guide.language import prefers_welsh
from conference_guide.misses import MissCounter, data_dir, miss_of
from conference_guide.models import is_good
from conference_guide.rate_limit import RateLimit, address_of, proxies
from conference_guide.switches import SwitchWatch
from conference_guide.text import MAX_TEXT
from conference_guide.tokens import conversation_of, new_token, read_secret
from conference_guide.train import TrainingInputs
from conference_guide.turns import Request, Turn, forget, is_payload, prepare, static_turn, take_turn

logger = logging.getLogger(__name__)

MAX_BODY = 8 * 1024  # bytes
STATIC = Path(__file__).parent / "web" / "static"
FOR_AN_HOUR = "public, max-age=3600"
FOR_A_YEAR = "public, max-age=31536000, immutable"  # its address changes with its content
TYPES = {".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".svg": "image/svg+xml"}


class BadRequest(Exception):
    """A request that is answered with an error in both languages."""

    def __init__(self, status: int, code: str, **values: str):
        self.status, self.code, self.values = status, code, values
        super().__init__(code)


def _error(content: Content, error: BadRequest) -> HTTPResponse:
    metrics.count_refused(error.code)
    key = f"error_{error.code}"
    body = {
        "code": error.code,
        "message_en": content.say("en", key, **error.values),
        "message_cy": content.say("cy", key, **error.values),
    }
    return response.json({"error": body}, status=error.status)


class WebChatInput(InputChannel):
    """Rasa's channel for the page under `/chat`."""

    def __init__(self, content_dir: str = "content", frame_ancestors: list[str] | None = None):
        """Loads the content and the signing key.

        Args:
            content_dir: the editors' folder.
            frame_ancestors: origins of council sites that may show the chat in a frame.
        """
        self._live: LiveContent = live_content(Path(content_dir))
        self._frame_ancestors = " ".join(["'self'", *(frame_ancestors or [])])
        self._inputs = TrainingInputs()
        self._misses = MissCounter(data_dir())
        self._secret = read_secret()
        self._switches = SwitchWatch()
        self._model_problem: str | None = None
        self._proxies = proxies(os.environ.get("TRUSTED_PROXIES", "127.0.0.1,::1"))
        limited = os.environ.get("RATE_LIMIT") != "off"
        self._by_conversation = RateLimit(per_minute=15, burst=15) if limited else None
        self._by_address = RateLimit(per_minute=120, burst=60) if limited else None
        # A page costs more than a message, and is asked for with its style sheet and script.
        self._pages_by_address = RateLimit(per_minute=600, burst=300) if limited else None
        self._public_url = os.environ.get("PUBLIC_URL", "").rstrip("/")

    @classmethod
    def name(cls) -> str:
        """The channel's name in Rasa."""
        return "webchat"

    @classmethod
    def from_credentials(cls, credentials: dict[str, Any] | None) -> WebChatInput:
        """The channel as `credentials.yml` sets it."""
        return cls(**(credentials or {}))

    def url_prefix(self) -> str:
        """Under `/chat`, not under Rasa's `/webhooks`."""
        return "/chat"

    # --- what is served ---

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        """All routes; Rasa mounts them at `/chat`."""
        blueprint = Blueprint("conference_guide_webchat")

        def add(handler: Callable[..., Awaitable[HTTPResponse]], path: str, **options: Any) -> None:
            # Sanic writes attributes on its handlers, which bound methods do not take.
            async def handle(request: HTTPRequest, **values: str) -> HTTPResponse:
                return await handler(request, **values)

            methods = options.pop("methods", ["GET"])
            blueprint.add_route(handle, path, methods=[*methods, "HEAD"] if "GET" in methods else methods, **options)

        add(self._chat, "/", methods=["GET"], name="chat")
        add(self._form, "/", methods=["POST"], name="form")
        add(self._messages, "/messages", methods=["POST"], name="messages")
        # Sanic drops the body of a DELETE unless told not to.
        add(self._delete, "/conversation", methods=["DELETE"], name="delete", ignore_body=False)
        add(self._delete, "/conversation/delete", methods=["POST"], name="delete_beacon")
        add(self._guide, "/guide", name="guide")
        add(self._guide_topic, "/guide/<topic:str>", name="guide_topic")
        add(self._share, "/share", name="share")
        add(self._page, "/<page:(about|privacy|accessibility)>", name="page")
        add(self._widget, "/widget.js", name="widget")
        add(self._widget_demo, "/widget-demo", name="widget_demo")
        add(self._static, "/static/<name:str>", name="static")
        add(self._health_live, "/health/live", name="live")
        add(self._health_ready, "/health/ready", name="ready")

        async def before(app: Sanic, loop: Any) -> None:
            await self._close_other_doors(app)

        async def after(app: Sanic, loop: Any) -> None:
            self._live.watch()
            self._misses.start()
            metrics.serve()
            self._refuse_unknown_model(app)
            app.ctx.keeping = [asyncio.ensure_future(keep) for keep in (self._keep_state(app), connections.keep_limits())]

        async def stopped(app: Sanic, loop: Any) -> None:
            self._misses.stop()

        blueprint.listener("before_server_start")(before)
        blueprint.listener("after_server_start")(after)
        blueprint.listener("after_server_stop")(stopped)
        return blueprint

    async def _close_other_doors(self, app: Sanic) -> None:
        """Everything but `/chat` is closed, bodies are small, and every answer carries strict headers."""
        app.config.REQUEST_MAX_SIZE = 64 * 1024
        app.config.REQUEST_TIMEOUT = 15
        app.config.RESPONSE_TIMEOUT = 15
        app.config.KEEP_ALIVE_TIMEOUT = 30
        connections.install()
        app.config.GRACEFUL_SHUTDOWN_TIMEOUT = 5
        app.ctx.started = time.time()

        def only_chat(request: HTTPRequest) -> HTTPResponse | None:
            if request.path != "/chat" and not request.path.startswith("/chat/"):
                return response.text("Not found", status=404)
            if (
                request.method in ("GET", "HEAD")
                and not request.path.startswith("/chat/health/")
                and not self._may_see_pages(request)
            ):
                content = self._live.get()
                metrics.count_refused("too_many")
                return response.text("\n\n".join(content.say(locale, "rate_limited") for locale in LOCALES), status=429)
            return None

        def strict_headers(request: HTTPRequest, answer: HTTPResponse) -> None:
            for name in [name for name in answer.headers if name.lower().startswith("access-control-")]:
                del answer.headers[name]
            for name, value in self._headers().items():
                answer.headers.setdefault(name, value)

        def compress(request: HTTPRequest, answer: HTTPResponse) -> None:
            body = answer.body
            if not isinstance(body, bytes) or not worth_it(body, answer.content_type):
                return
            answer.headers["Vary"] = "Accept-Encoding"
            if accepts_gzip(request.headers.get("accept-encoding")):
                answer.headers["Content-Encoding"] = "gzip"
                public = answer.headers.get("Cache-Control", "").startswith("public")
                answer.body = pack_once(body) if public else pack(body)

        app.register_middleware(compress, "response")
        app.register_middleware(only_chat, "request")
        # At the end of the chain, after what Rasa's server has to say of sharing with other origins.
        app.response_middleware.append(strict_headers)
        app.error_handler.add(PayloadTooLarge, lambda request, error: _error(self._live.get(), BadRequest(413, "too_large")))
        app.error_handler.add(NotFound, self._not_found)
        app.error_handler.add(Exception, self._failed)
        agent = getattr(app.ctx, "agent", None)
        if agent is not None:
            prepare(agent)

    def _refuse_unknown_model(self, app: Sanic) -> None:
        """Under `rasa run`, which checks no hash, a model without the right one is dropped again."""
        agent = getattr(app.ctx, "agent", None)
        if agent is None or agent.processor is None or self._live_model(app) is not None:
            return
        path = Path(agent.processor.model_path)
        path = path if path.is_file() else path / agent.processor.model_filename
        problems: list[str] = []
        if not is_good(path, problems):
            agent.processor = None
            self._model_problem = "; ".join(problems)
            logger.error("the model: %s", self._model_problem)

    @staticmethod
    def _live_model(app: Sanic) -> Any:
        return getattr(app.ctx, "live_model", None)

    async def _keep_state(self, app: Sanic) -> None:
        """Twice a second: a line for each switch, the state for the metrics, a snapshot of content that went live."""
        failed = kept = ""
        while True:
            content = self._live.get()
            self._switches.note(content)
            agent = getattr(app.ctx, "agent", None)
            processor = agent.processor if agent is not None else None
            metrics.set_state(
                content,
                content_problems=len(self._live.problems),
                code=__version__,
                model=processor.model_filename if processor is not None else None,
                model_problem=self._problem_of_model(app) is not None,
            )
            if content.hash != kept:
                try:
                    await asyncio.get_running_loop().run_in_executor(
                        None, releases.keep, self._live.content_dir, content.hash, releases.releases_dir()
                    )
                    kept, failed = content.hash, ""
                except OSError as error:
                    if type(error).__name__ != failed:
                        failed = type(error).__name__
                        logger.error("no snapshot of the content could be kept (%s): %s", failed, releases.releases_dir())
            await asyncio.sleep(0.5)

    def _problem_of_model(self, app: Sanic) -> str | None:
        live_model = self._live_model(app)
        return self._model_problem if live_model is None else live_model.problem

    def _headers(self) -> dict[str, str]:
        policy = (
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
            f"frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors {self._frame_ancestors}"
        )
        return {
            "Content-Security-Policy": policy,
            "Referrer-Policy": "no-referrer",
            "X-Content-Type-Options": "nosniff",
            "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
            "Cross-Origin-Opener-Policy": "same-origin",
            "X-Robots-Tag": "noindex",
            "Cache-Control": "no-store",
        }

    def _not_found(self, request: HTTPRequest, error: Exception) -> HTTPResponse:
        locale = self._locale_of(request) or "en"
        return response.html(pages.render_error(self._live.get(), 404, locale), status=404)

    def _failed(self, request: HTTPRequest, error: Exception) -> HTTPResponse:
        if isinstance(error, SanicException) and error.status_code < 500:
            return response.text("Bad request", status=error.status_code)
        # The name of the error says what broke; its text may hold what somebody typed.
        logger.error("a request failed: %s", type(error).__name__)
        metrics.count_failed_request()
        return response.html(pages.render_not_working(self._live.get(), self._locale_of(request) or "en"), status=503)

    # --- pages ---

    def _locale_of(self, request: HTTPRequest) -> str | None:
        """The page's language, if the address or a Welsh browser asks for one: the other one while that is switched off."""
        lang = request.args.get("lang")
        if lang is None and prefers_welsh(request.headers.get("accept-language")):
            lang = "cy"
        return self._live.get().spoken(lang) if lang in LOCALES else None

    def _settings(self, request: HTTPRequest) -> tuple[Content, str | None, str | None, list[str]]:
        """Content, locale, area, and visible hints about values that are not known."""
        content = self._live.get()
        hints = []
        area, lang = request.args.get("area"), request.args.get("lang")
        locale = self._locale_of(request)
        if lang and locale is None:
            hints.append(content.say("en", "unknown_lang_hint"))
        if area and area not in content.areas:
            hints.append(content.say(locale or "en", "unknown_area_hint"))
            area = None
        return content, locale, area or None, hints

    async def _chat(self, request: HTTPRequest) -> HTTPResponse:
        content, locale, area, hints = self._settings(request)
        topic = request.args.get("topic")
        if topic and topic not in content.topics:
            hints.append(content.say(locale or "en", "unknown_topic_hint"))
            topic = None
        html = pages.render_chat(
            content,
            locale or "en",
            area,
            topic=topic,
            hints=hints,
            offer=locale is None,
            embed=request.args.get("embed") == "1",
        )
        return response.html(html)

    async def _guide(self, request: HTTPRequest) -> HTTPResponse:
        content, locale, area, _ = self._settings(request)
        return response.html(pages.render_guide_index(content, locale or "en", area))

    async def _guide_topic(self, request: HTTPRequest, topic: str) -> HTTPResponse:
        content, locale, area, _ = self._settings(request)
        if topic == "booklet":
            return response.html(pages.render_booklet(content, area, pages.booklet_locales(request.args.get("lang"))))
        if topic not in content.topics:
            raise NotFound("topic")
        return response.html(pages.render_guide_topic(content, topic, locale or "en", area))

    async def _share(self, request: HTTPRequest) -> HTTPResponse:
        content, locale, area, _ = self._settings(request)
        topic = request.args.get("topic")
        share_lang = request.args.get("share_lang")
        html = pages.render_share(
            content,
            locale or "en",
            area=area,
            share_lang=share_lang if share_lang in LOCALES else None,
            topic=topic if topic in content.topics else None,
            # Behind a proxy the server cannot know its own address, and a Host header can be anything.
            base_url=self._public_url or f"{request.scheme}://{request.host}",
        )
        return response.html(html)

    async def _page(self, request: HTTPRequest, page: str) -> HTTPResponse:
        render = {"about": pages.render_about, "privacy": pages.render_privacy, "accessibility": pages.render_accessibility}
        return response.html(render[page](self._live.get(), self._locale_of(request) or "en"))

    async def _widget(self, request: HTTPRequest) -> HTTPResponse:
        script = pages.render_widget(self._live.get())
        return response.text(script, content_type=TYPES[".js"], headers={"Cache-Control": FOR_AN_HOUR})

    async def _widget_demo(self, request: HTTPRequest) -> HTTPResponse:
        content, locale, area, _ = self._settings(request)
        return response.html(pages.render_widget_demo(content, locale or "en", area))

    async def _static(self, request: HTTPRequest, name: str) -> HTTPResponse:
        path = STATIC / name
        if path.parent != STATIC or path.suffix not in TYPES or not path.is_file():
            raise NotFound("static file")
        body = path.read_bytes()
        lasting = request.args.get("v") == pages.asset_version(body)
        kept = {"Cache-Control": FOR_A_YEAR if lasting else FOR_AN_HOUR}
        return response.raw(body, content_type=TYPES[path.suffix], headers=kept)

    # --- turns ---

    def _agent(self, request: HTTPRequest) -> Agent | None:
        agent: Agent | None = getattr(request.app.ctx, "agent", None)
        return agent

    def _address(self, request: HTTPRequest) -> str:
        return address_of(request.ip, request.headers.get("x-real-ip"), self._proxies)

    def _may_see_pages(self, request: HTTPRequest) -> bool:
        return self._pages_by_address is None or self._pages_by_address.allows(self._address(request))

    def _within_limits(self, request: HTTPRequest, conversation: str | None) -> bool:
        if self._by_address is not None and not self._by_address.allows(self._address(request)):
            return False
        return conversation is None or self._by_conversation is None or self._by_conversation.allows(conversation)

    async def _conversation(self, request: HTTPRequest, token: str | None) -> tuple[str, str]:
        """The token to go on with, and the conversation it names.

        Raises:
            BadRequest: the token is malformed or its signature is wrong.
        """
        if token:
            conversation = conversation_of(token, self._secret)
            if conversation is None:
                raise BadRequest(400, "bad_conversation")
            agent = self._agent(request)
            if agent is None or agent.processor is None or await agent.tracker_store.retrieve(conversation) is not None:
                return token, conversation
            # Expired or deleted: a new one, and the parent sees no error.
        token = new_token(self._secret)
        return token, token.partition(".")[0]

    async def _turn(self, request: HTTPRequest, turn_request: Request, content: Content) -> Turn:
        started = time.perf_counter()
        agent = self._agent(request)
        if agent is None:
            turn = static_turn(content, turn_request)
        else:
            turn = await take_turn(agent, content, turn_request)
            store = getattr(agent.tracker_store, "_tracker_store", agent.tracker_store)
            facts = getattr(store, "facts", None)
            if hasattr(facts, "__len__"):
                metrics.set_conversations(len(facts))  # type: ignore[arg-type]
        metrics.count_turn(
            content,
            kind=turn.kind,
            intent=turn.intent,
            topic=turn.topic,
            last_topic=turn.last_topic,
            area=turn.area,
            locale=turn.locale,
            seconds=time.perf_counter() - started,
            failed=turn.failed,
        )
        if not turn.failed and turn.nearest:
            day = date.today()
            self._misses.count(miss_of(content, turn.kind, nearest=turn.nearest, area=turn.area, locale=turn.locale, day=day))
        return turn

    def _read_message(self, request: HTTPRequest, content: Content) -> dict[str, Any]:
        if len(request.body) > MAX_BODY:
            raise BadRequest(413, "too_large")
        try:
            data = json.loads(request.body)
        except (ValueError, RecursionError):
            raise BadRequest(400, "not_json") from None
        if not isinstance(data, dict):
            raise BadRequest(400, "wrong_type", field="body")
        for field in ("conversation", "text", "button", "area", "locale"):
            if data.get(field) is not None and not isinstance(data[field], str):
                raise BadRequest(400, "wrong_type", field=field)
        if data.get("text") is None and data.get("button") is None:
            raise BadRequest(400, "nothing_sent")
        if data.get("area") is not None and data["area"] not in content.areas:
            raise BadRequest(400, "unknown_area")
        if data.get("locale") is not None and data["locale"] not in LOCALES:
            raise BadRequest(400, "unknown_locale")
        if data.get("button") is not None and not is_payload(content, data["button"]):
            raise BadRequest(400, "unknown_button")
        if data.get("button") is None and len(data["text"]) > MAX_TEXT:
            raise BadRequest(400, "text_too_long", count=str(len(data["text"])))
        return data

    async def _messages(self, request: HTTPRequest) -> HTTPResponse:
        content = self._live.get()
        try:
            data = self._read_message(request, content)
            token, conversation = await self._conversation(request, data.get("conversation"))
            if not self._within_limits(request, conversation):
                raise BadRequest(429, "too_many")
        except BadRequest as error:
            return _error(content, error)
        turn = await self._turn(
            request,
            Request(conversation, data.get("text") or "", data.get("button"), data.get("area"), data.get("locale"), date.today()),
            content,
        )
        return response.json({"conversation": token, "locale": turn.locale, "area": turn.area, "replies": turn.replies})

    async def _form(self, request: HTTPRequest) -> HTTPResponse:
        """One turn without JavaScript: the same page with the reply on it."""
        content = self._live.get()
        form = {name: (values[0] if values else "") for name, values in (request.form or {}).items()}
        locale = content.spoken(form["lang"] if form.get("lang") in LOCALES else "en")
        area = form.get("area") if form.get("area") in content.areas else None
        text, button = form.get("text", ""), form.get("button") or None
        embed = form.get("embed") == "1"
        if button is not None and not is_payload(content, button):
            button = None
        if len(text) > MAX_TEXT:
            problem = content.say(locale, "too_long", count=str(len(text)))
            token_given = form.get("conversation")
            html = pages.render_chat(content, locale, area, token=token_given, typed=text, error=problem, embed=embed)
            return response.html(html, status=400)
        try:
            token, conversation = await self._conversation(request, form.get("conversation") or None)
        except BadRequest:
            token, conversation = await self._conversation(request, None)
        if not self._within_limits(request, conversation):
            problem = content.say(locale, "rate_limited")
            html = pages.render_chat(content, locale, area, token=token, typed=text, error=problem, embed=embed)
            return response.html(html, status=429)
        # A button wins over words in the box; those stay there.
        asked, typed = ("", text) if button else (text, "")
        turn = await self._turn(
            request, Request(conversation, asked, button, area, None if asked else locale, date.today()), content
        )
        shown = {"you": asked or pages.words_of_button(content, button, locale), "replies": turn.replies, "locale": turn.locale}
        page_locale = turn.locale if (button or "").startswith("locale:") else locale
        html = pages.render_chat(content, page_locale, turn.area or area, turns=[shown], token=token, typed=typed, embed=embed)
        return response.html(html)

    async def _delete(self, request: HTTPRequest) -> HTTPResponse:
        """Forgets a conversation, now and everywhere; the same answer whether it was there or not."""
        try:
            token = json.loads(request.body or b"{}").get("conversation")
        except (ValueError, AttributeError, RecursionError):
            token = None
        conversation = conversation_of(token, self._secret) if isinstance(token, str) else None
        agent = self._agent(request)
        if conversation is not None and agent is not None:
            await forget(agent, conversation)
        return response.empty()

    # --- health ---

    async def _health_live(self, request: HTTPRequest) -> HTTPResponse:
        return response.json({"status": "live", "version": __version__})

    async def _health_ready(self, request: HTTPRequest) -> HTTPResponse:
        content = self._live.get()
        agent = self._agent(request)
        processor = agent.processor if agent is not None else None
        reasons = []
        if processor is None:
            reasons.append("no model is loaded: run `make train`")
        model_problem = self._problem_of_model(request.app)
        if model_problem:
            reasons.append(model_problem)
        live_model = self._live_model(request.app)
        reasons += [f"content is broken, the last good is served: {problem}" for problem in self._live.problems[:3]]
        untrained = []
        if processor is not None:
            untrained = sorted(set(content.topics) - set(processor.domain.intents))
        body = {
            "status": "not ready" if reasons else "ready",
            "reasons": reasons,
            "version": __version__,
            "model": processor.model_filename if processor is not None else None,
            "model_hash": live_model.hash if live_model is not None else None,
            "content": content.hash,
            "switched_off": switches.said(content),
            "topics_not_trained": untrained,
            "needs_training": self._inputs.changed_since(processor.model_filename if processor is not None else None),
        }
        return response.json(body, status=503 if reasons else 200)
