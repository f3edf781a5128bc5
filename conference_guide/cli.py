"""The command line: `conference-guide ask`, `check`, `schemas`, `link` and `translate`."""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import sys
import time
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from conference_guide.content import LOCALES, ContentError, load_content
from conference_guide.editor_commands import add_editor_commands
from conference_guide.logs import configure_logs
from conference_guide.models import models_dir

if TYPE_CHECKING:
    from rasa.core.agent import Agent

    from conference_guide.turns import Turn


def _load_agent() -> Agent:
    os.environ["RASA_TELEMETRY_ENABLED"] = "false"
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    configure_logs()
    sys.path.insert(0, str(Path.cwd()))
    print("Loading the guide ...", file=sys.stderr)
    from rasa.core.agent import Agent
    from rasa.core.tracker_store import TrackerStore
    from rasa.core.utils import AvailableEndpoints

    from conference_guide.live_model import LiveModel
    from conference_guide.turns import prepare

    endpoints = AvailableEndpoints.read_endpoints("endpoints.yml")
    agent = Agent(tracker_store=TrackerStore.create(endpoints.tracker_store), action_endpoint=endpoints.action)
    live_model = LiveModel(agent, models_dir())
    live_model.load()
    if live_model.problem:
        print(f"conference-guide: {live_model.problem}", file=sys.stderr)
    if agent.processor is not None:
        prepare(agent)
    return agent


def _print_turn(turn: Turn, output: TextIO) -> None:
    for reply in turn.replies:
        print(reply["text"], file=output)
        for source in reply["sources"]:
            dated = f" ({source['as_of']})" if source["as_of"] else ""
            print(f"  [{source['title']}{dated}] {source['url'] or ''}".rstrip(), file=output)
        for button in reply["buttons"]:
            print(f"  ( {button['title']} )", file=output)
        print(file=output)


def _checked(line: str, areas: set[str]) -> dict[str, Any]:
    """One line of `--jsonl`, with every field of the right type.

    Raises:
        ValueError: with what is wrong.
    """
    try:
        data = json.loads(line)
    except (ValueError, RecursionError):
        raise ValueError("the line is not JSON") from None
    if not isinstance(data, dict):
        raise ValueError("the line should be a JSON object")
    if "text" not in data and not data.get("button"):
        raise _Invalid(data.get("id"), "text is missing")
    for field in ("text", "conversation", "area", "locale", "button", "today"):
        if data.get(field) is not None and not isinstance(data[field], str):
            raise _Invalid(data.get("id"), f"{field} should be text or null")
    if data.get("text") is None and not data.get("button"):
        raise _Invalid(data.get("id"), "text should be text")
    if data.get("area") is not None and data["area"] not in areas:
        raise _Invalid(data.get("id"), f"area {data['area']!r} is not known; known: {', '.join(sorted(areas))}")
    if data.get("locale") is not None and data["locale"] not in LOCALES:
        raise _Invalid(data.get("id"), f"locale {data['locale']!r} is not known; known: en, cy")
    if data.get("today") is not None:
        try:
            data["today"] = date.fromisoformat(data["today"])
        except ValueError:
            raise _Invalid(data.get("id"), "today should be a date such as 2026-11-21") from None
    return data


class _Invalid(ValueError):
    def __init__(self, line_id: Any, message: str):
        self.line_id = line_id
        super().__init__(message)


async def _ask_lines(agent: Agent, source: TextIO, output: TextIO) -> None:
    from conference_guide.content import live_content
    from conference_guide.turns import Request, is_payload, take_turn

    live = live_content()
    fresh = 0
    for line in source:
        if not line.strip():
            continue
        content = live.get()
        try:
            data = _checked(line, set(content.areas))
            if data.get("button") and not is_payload(content, data["button"]):
                raise _Invalid(data.get("id"), f"button {data['button']!r} is not known")
        except ValueError as error:
            print(
                json.dumps({"id": getattr(error, "line_id", None), "error": str(error)}, ensure_ascii=True),
                file=output,
                flush=True,
            )
            continue
        fresh += 1
        conversation = data.get("conversation")
        started = time.perf_counter()
        turn = await take_turn(
            agent,
            content,
            Request(
                conversation=f"jsonl {conversation}" if conversation is not None else f"jsonl fresh {fresh}",
                text=data.get("text") or "",
                button=data.get("button"),
                area=data.get("area"),
                locale=data.get("locale"),
                today=data.get("today"),
            ),
        )
        answer = {
            "id": data.get("id"),
            "conversation": conversation,
            "intent": turn.intent,
            "confidence": turn.confidence,
            "topic": turn.topic,
            "kind": turn.kind,
            "locale": turn.locale,
            "area": turn.area,
            "text": "\n\n".join(reply["text"] for reply in turn.replies),
            "buttons": [button for reply in turn.replies for button in reply["buttons"]],
            "sources": [source for reply in turn.replies for source in reply["sources"]],
            "ms": round((time.perf_counter() - started) * 1000, 2),
        }
        print(json.dumps(answer, ensure_ascii=True), file=output, flush=True)


async def _ask_once(agent: Agent, question: str, area: str | None, locale: str | None) -> None:
    from conference_guide.content import live_content
    from conference_guide.turns import Request, take_turn

    turn = await take_turn(agent, live_content().get(), Request("ask", question, area=area, locale=locale))
    _print_turn(turn, sys.stdout)


def _ask(arguments: argparse.Namespace) -> int:
    try:
        content = load_content()
    except ContentError as error:
        print(error, file=sys.stderr)
        return 1
    if arguments.area is not None and arguments.area not in content.areas:
        known = ", ".join(sorted(content.areas))
        print(f"conference-guide: the area '{arguments.area}' is not known. Use one of: {known}", file=sys.stderr)
        return 2
    if not arguments.jsonl and arguments.question is None:
        print('conference-guide: ask needs a question, for example: conference-guide ask "Can my mum come?"', file=sys.stderr)
        return 2
    # Libraries print to standard output now and then; only answers may stand there.
    output, sys.stdout = sys.stdout, sys.stderr
    agent = _load_agent()
    sys.stdout = output
    if agent.processor is None:
        print("conference-guide: there is no model that can be used. Run `make train`.", file=sys.stderr)
        return 1
    if arguments.jsonl:
        asyncio.run(_ask_lines(agent, sys.stdin, sys.stdout))
    else:
        asyncio.run(_ask_once(agent, arguments.question, arguments.area, arguments.locale))
    return 0


def _check(arguments: argparse.Namespace) -> int:
    from conference_guide.checks.report import report

    return report(arguments.lang, release=arguments.release, complete=arguments.complete, as_json=arguments.json)


def _schemas(_: argparse.Namespace) -> int:
    from conference_guide.content import CONTENT_DIR
    from conference_guide.schemas import write_schemas

    for path in write_schemas(CONTENT_DIR):
        print(path)
    return 0


def _misses(arguments: argparse.Namespace) -> int:
    import sqlite3

    from conference_guide.misses import MissFile, data_dir, report, report_lines

    if arguments.area is not None and arguments.area not in (known := load_content().areas):
        print(
            f"conference-guide: the area '{arguments.area}' is not known. Use one of: {', '.join(sorted(known))}", file=sys.stderr
        )
        return 2
    file = MissFile(data_dir() / "misses.sqlite")
    try:
        counts = file.since(arguments.since, arguments.area)
    except (OSError, sqlite3.Error) as error:
        print(f"conference-guide: {file.path} cannot be read ({error}). Move it away: a new one is begun.", file=sys.stderr)
        return 1
    found = report(counts, arguments.since, date.today(), Path("data"))
    if arguments.json:
        print(json.dumps(found, ensure_ascii=False, indent=2))
    else:
        print("\n".join(report_lines(found)))
    return 0


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"'{text}' is not a date such as {date.today().isoformat()}") from None


def _rollback(arguments: argparse.Namespace) -> int:
    from conference_guide import models, releases

    try:
        if arguments.what == "model":
            folder = models.models_dir()
            if arguments.list:
                for model in models.newest_first(folder):
                    print(model.name, "(withdrawn)" if models.withdrawn_file(model).exists() else "")
                return 0
            chosen, withdrawn = models.roll_back(folder, arguments.to)
            print(f"{chosen.name} is the model to use now; a running server takes it within seconds.")
            for model in withdrawn:
                print(f"{model.name} is withdrawn. To take it again: conference-guide rollback model --to {model.name}")
        else:
            kept = releases.releases_dir()
            if arguments.list:
                for release in releases.releases(kept):
                    print(release.hash, f"{release.when:%Y-%m-%d %H:%M:%S} UTC", "(withdrawn)" if release.withdrawn else "")
                return 0
            gone_to, saved = releases.roll_back(kept, to=arguments.to)
            print(f"The content of {gone_to.when:%Y-%m-%d %H:%M:%S} UTC ({gone_to.hash}) is live again within a second.")
            print(f"What was there before is kept in {saved}.")
    except (models.NoEarlierModel, releases.NoEarlierContent) as error:
        print(f"conference-guide: {error}", file=sys.stderr)
        return 1
    return 0


def _link(arguments: argparse.Namespace) -> int:
    from urllib.parse import urlencode

    from conference_guide.links import chat_link
    from conference_guide.pages import qr_svg, shared_texts

    content = load_content()
    chosen = (arguments.area, arguments.lang, arguments.topic, arguments.base_url.rstrip("/"))
    try:
        link = chat_link(content, chosen[3], *chosen[:3])
    except ValueError as error:
        print(f"conference-guide: {error}", file=sys.stderr)
        return 2
    print(link)
    if arguments.texts:
        texts = shared_texts(content, *chosen)
        query = urlencode([pair for pair in zip(("area", "share_lang", "topic"), chosen[:3], strict=True) if pair[1]])
        for heading, text in (
            ("share_text_message", texts["text"]),
            ("share_email", texts["email"]),
            ("share_slip", f"{chosen[3]}/chat/share?{query}"),
        ):
            print(f"\n{content.say('en', heading)}\n\n{text}")
    if arguments.qr:
        svg = qr_svg(link).replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1)
        try:
            arguments.qr.write_text(svg, encoding="utf-8")
        except OSError as error:
            print(f"conference-guide: the QR code cannot be written to {arguments.qr}: {error.strerror}", file=sys.stderr)
            return 1
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="conference-guide", description="A guide to child protection conferences.")
    commands = parser.add_subparsers(dest="command", required=True)
    ask = commands.add_parser("ask", help="ask a question and print the reply")
    ask.add_argument("question", nargs="?")
    ask.add_argument("--area", help="area id, such as conwy")
    ask.add_argument("--locale", choices=LOCALES)
    ask.add_argument("--jsonl", action="store_true", help="read one JSON object a line, write one a line")
    ask.set_defaults(run=_ask)
    check = commands.add_parser("check", help="check all content and data")
    check.add_argument("--lang", choices=LOCALES, default="en", help="language of the messages")
    check.add_argument("--json", action="store_true", help="one JSON object, for programs")
    check.add_argument("--release", action="store_true", help="advice fails too")
    check.add_argument("--complete", action="store_true", help="fail if something could not be checked")
    check.set_defaults(run=_check)
    schemas = commands.add_parser("schemas", help="make the JSON Schemas of the content files")
    schemas.set_defaults(run=_schemas)
    rollback = commands.add_parser("rollback", help="go back to the content or the model before")
    rollback.add_argument("what", choices=("content", "model"))
    rollback.add_argument("--to", help="which one: a name or hash of --list")
    rollback.add_argument("--list", action="store_true", help="show what there is to go back to, the newest first")
    rollback.set_defaults(run=_rollback)
    link = commands.add_parser("link", help="make a link to the chat for a family")
    link.add_argument("--area")
    link.add_argument("--lang", choices=LOCALES)
    link.add_argument("--topic")
    link.add_argument("--base-url", default="http://127.0.0.1:5005", help="address of the guide")
    link.add_argument(
        "--texts", action="store_true", help="also a text message and an e-mail in both languages, and where to print the slip"
    )
    link.add_argument("--qr", type=Path, metavar="FILE.svg", help="also a QR code of the link, as a drawing")
    link.set_defaults(run=_link)
    add_editor_commands(commands)
    misses = commands.add_parser("misses", help="what parents asked that the guide could not answer: counts, never words")
    misses.add_argument("--since", type=_day, default=date.today() - timedelta(days=28), help="the first day, such as 2026-11-21")
    misses.add_argument("--area", help="only this area: an id, such as conwy")
    misses.add_argument("--json", action="store_true", help="for machines, day by day")
    misses.set_defaults(run=_misses)
    return parser


def main() -> int:
    """Runs a command; the exit code is 0 when all is well, 1 for problems found, 2 for wrong use."""
    arguments = _parser().parse_args()
    code: int = arguments.run(arguments)
    return code


if __name__ == "__main__":
    raise SystemExit(main())
