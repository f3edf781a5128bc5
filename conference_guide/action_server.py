"""A separate action server that can be left running: on loopback, with a token, and silent about what it was sent.

Start it by `ACTION_TOKEN=... python -m conference_guide.action_server` and name it in `endpoints.yml` with the same token.
Rasa's own (`rasa run actions`) listens on every address, asks for no token, and repeats the whole request in its errors.
"""

from __future__ import annotations

import hmac
import os
import sys
from pathlib import Path

from rasa_sdk.endpoint import create_app
from sanic import Sanic, response
from sanic.request import Request
from sanic.response import HTTPResponse

from conference_guide.logs import configure_logs

LEAST_TOKEN = 16  # characters


def make_app(token: str) -> Sanic:
    """The action server's application, with its door shut to whoever has not the token.

    Raises:
        SystemExit: the token is too short.
    """
    if len(token) < LEAST_TOKEN:
        raise SystemExit(f"ACTION_TOKEN should have {LEAST_TOKEN} characters or more; endpoints.yml names the same one.")
    app: Sanic = create_app("actions", cors_origins=[])

    def only_with_token(request: Request) -> HTTPResponse | None:
        if not hmac.compare_digest(str(request.args.get("token", "")).encode(), token.encode()):
            return response.text("Not found", status=404)
        return None

    def say_nothing_of_requests(request: Request, answer: HTTPResponse) -> HTTPResponse | None:
        return response.json({"error": "the action failed"}, status=answer.status) if answer.status >= 500 else None

    app.register_middleware(only_with_token, "request")
    app.register_middleware(say_nothing_of_requests, "response")
    return app


def main() -> None:
    """Serves the actions at ACTION_PORT (5055) on loopback until stopped."""
    configure_logs()
    sys.path.insert(0, str(Path.cwd()))
    make_app(os.environ.get("ACTION_TOKEN", "")).run("127.0.0.1", int(os.environ.get("ACTION_PORT", "5055")))


if __name__ == "__main__":
    main()
