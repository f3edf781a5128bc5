"""The launcher: the newest good model, then Rasa's server with nothing but `/chat` open."""

from __future__ import annotations

import asyncio
import logging
import os
import sys
import warnings
from asyncio import AbstractEventLoop
from collections.abc import Mapping
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import urlsplit

os.environ.setdefault("RASA_TELEMETRY_ENABLED", "false")
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("SQLALCHEMY_SILENCE_UBER_WARNING", "1")

from conference_guide.wiped_memory import forget_paths, start_again_with_wiped_memory, use_plain_event_loop

if __name__ == "__main__":
    start_again_with_wiped_memory()  # before seconds of imports

import rasa.core.run
from rasa.core.agent import Agent
from rasa.core.utils import AvailableEndpoints
from rasa.utils.endpoints import EndpointConfig
from sanic import Sanic

from conference_guide.live_model import LiveModel
from conference_guide.logs import configure_logs
from conference_guide.models import models_dir
from conference_guide.turns import prepare

logger = logging.getLogger(__name__)


async def _after_start(app: Sanic, loop: AbstractEventLoop) -> None:
    agent: Agent = app.ctx.agent
    prepare(agent)
    live_model = LiveModel(agent, models_dir())
    app.ctx.live_model = live_model
    # In a thread: until the model is there, helplines and pages already are.
    processor = await loop.run_in_executor(None, live_model.look)
    if processor is not None:
        live_model.use(processor)
        host, port = os.environ.get("HOST", "127.0.0.1"), os.environ.get("PORT", "5005")
        print(f"Ready: http://{host}:{port}/chat", flush=True)
    else:
        print(f"Not ready, only helplines are given: {live_model.problem}", flush=True)
    app.ctx.looking = asyncio.ensure_future(live_model.keep_looking())


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def refuse_unsafe(environment: Mapping[str, str], action_endpoint: EndpointConfig | None) -> None:
    """Stops before anything is open that should not be.

    Raises:
        SystemExit: limits are lifted where others can reach the server, or actions would run on an open port.
    """
    if environment.get("RATE_LIMIT") == "off" and not _is_loopback(environment.get("HOST", "127.0.0.1")):
        raise SystemExit("RATE_LIMIT=off is for load tests on loopback: unset it, or set HOST=127.0.0.1.")
    if action_endpoint is not None:
        if not _is_loopback(urlsplit(action_endpoint.url or "").hostname or ""):
            raise SystemExit("endpoints.yml: action_endpoint should be on loopback: the action server reads what parents type.")
        if not action_endpoint.token:
            raise SystemExit(
                "endpoints.yml: action_endpoint needs a token. Start it by `python -m conference_guide.action_server`."
            )


def main() -> None:
    """Serves in the foreground at HOST and PORT until stopped."""
    configure_logs()
    use_plain_event_loop()
    forget_paths()
    # The model is loaded once the server is up: Rasa's word that there is none yet would mislead.
    warnings.filterwarnings("ignore", message="No valid configuration given to load agent")
    sys.path.insert(0, str(Path.cwd()))
    endpoints = AvailableEndpoints.read_endpoints("endpoints.yml")
    refuse_unsafe(os.environ, endpoints.action)
    rasa.core.run.serve_application(
        model_path=None,
        interface=os.environ.get("HOST", "127.0.0.1"),
        port=int(os.environ.get("PORT", "5005")),
        credentials="credentials.yml",
        enable_api=False,
        endpoints=endpoints,
        server_listeners=[(_after_start, "after_server_start")],
    )


if __name__ == "__main__":
    main()
