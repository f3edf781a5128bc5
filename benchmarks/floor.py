"""The least that a message can cost: Rasa's own server with an empty handler, and with nothing but one encoding.

python -m benchmarks.floor PORT      # serves on loopback until stopped
"""

from __future__ import annotations

import sys
from collections.abc import Awaitable, Callable
from typing import Any

import rasa.core.run
from rasa.core.channels.channel import InputChannel, UserMessage
from sanic import Blueprint, response
from sanic.request import Request
from sanic.response import HTTPResponse
from threadpoolctl import threadpool_limits

from conference_guide.encoder import shared_encoder


class FloorInput(InputChannel):
    """A channel that answers without Rasa, at once or after encoding the text."""

    @classmethod
    def name(cls) -> str:
        """The channel's name in Rasa."""
        return "floor"

    def url_prefix(self) -> str:
        """Where the two routes are."""
        return "/floor"

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        """The two routes."""
        blueprint = Blueprint("floor")

        @blueprint.post("/empty")
        async def empty(request: Request) -> HTTPResponse:
            return response.json({"length": len(request.json["text"])})

        @blueprint.post("/encode")
        async def encode(request: Request) -> HTTPResponse:
            return response.json({"length": len(shared_encoder(1).encode([request.json["text"]])[0])})

        return blueprint


def main() -> None:
    """Serves until stopped."""
    threadpool_limits(1, user_api="blas")
    shared_encoder(1).encode(["hello"])
    app = rasa.core.run.configure_app([FloorInput()], enable_api=False)
    app.run(host="127.0.0.1", port=int(sys.argv[1]), workers=1, access_log=False)


if __name__ == "__main__":
    main()
