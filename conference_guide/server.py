"""The launcher: the newest good model, then Rasa's server with nothing but `/chat` open."""

from __future__ import annotations

import logging
import os
import sys
from asyncio import AbstractEventLoop
from pathlib import Path

os.environ.setdefault("RASA_TELEMETRY_ENABLED", "false")
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("TICKET_LOCK_LIFETIME", "8")
os.environ.setdefault("SQLALCHEMY_SILENCE_UBER_WARNING", "1")

import rasa.core.run
from rasa.core.agent import Agent
from rasa.core.channels.channel import UserMessage
from rasa.core.utils import AvailableEndpoints
from rasa.exceptions import ModelNotFound
from sanic import Sanic

from conference_guide.logs import configure_logs
from conference_guide.models import good_models
from conference_guide.turns import prepare

logger = logging.getLogger(__name__)

MODELS = Path(os.environ.get("MODELS_DIR", "models"))


def load_newest_good(agent: Agent, models: Path = MODELS) -> str | None:
    """Loads the newest model that is whole and loads; says what was wrong with newer ones.

    Returns:
        What the operator should know, or None when the newest model was loaded.
    """
    problems: list[str] = []
    for path in good_models(models, problems):
        try:
            agent.load_model(path)
            return "; ".join(problems) or None
        except (ModelNotFound, OSError, ValueError, KeyError, ImportError, EOFError) as error:
            problems.append(f"{path.name} does not load ({type(error).__name__}): the one before it is used; run `make train`")
        except Exception as error:  # a corrupt archive can fail in any way; an older model may still be good
            problems.append(f"{path.name} does not load ({type(error).__name__}): the one before it is used; run `make train`")
    return "; ".join(problems) or "no model in models/: run `make train`"


async def _after_start(app: Sanic, loop: AbstractEventLoop) -> None:
    agent: Agent = app.ctx.agent
    app.ctx.model_problem = load_newest_good(agent)
    prepare(agent)
    host, port = os.environ.get("HOST", "127.0.0.1"), os.environ.get("PORT", "5005")
    if agent.processor is None:
        print(f"Not ready, only helplines are given: {app.ctx.model_problem}", flush=True)
    else:
        # The first message pays for lazy loading, so pay now.
        await agent.processor.parse_message(UserMessage("pwy fydd yno", metadata={}))
        print(f"Ready: http://{host}:{port}/chat", flush=True)


def main() -> None:
    """Serves in the foreground at HOST and PORT until stopped."""
    configure_logs()
    sys.path.insert(0, str(Path.cwd()))
    endpoints = AvailableEndpoints.read_endpoints("endpoints.yml")
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
