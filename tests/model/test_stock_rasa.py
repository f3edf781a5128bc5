"""Rasa's own commands still serve the guide: `rasa run`, and `rasa run actions` beside it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import ExitStack, contextmanager

import pytest

from tests.conftest import READY_SECONDS, ROOT
from tests.redis_server import free_port


@contextmanager
def rasa(*arguments: str, log):
    """A `rasa` command until the block ends."""
    environment = {**os.environ, "RASA_TELEMETRY_ENABLED": "false", "METRICS_PORT": "0", "RATE_LIMIT": "off", "REDIS_URL": ""}
    process = subprocess.Popen([sys.executable, "-m", "rasa", *arguments], cwd=ROOT, env=environment, stdout=log, stderr=log)
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            process.kill()


def call(address: str, body: object = None) -> dict:
    data = json.dumps(body).encode() if body is not None else None
    with urllib.request.urlopen(urllib.request.Request(address, data=data), timeout=60) as answer:
        return json.loads(answer.read())


def wait_for(address: str, log) -> None:
    end = time.monotonic() + 2 * READY_SECONDS
    while time.monotonic() < end:
        try:
            call(address)
            return
        except (OSError, ValueError, urllib.error.HTTPError):
            time.sleep(0.5)
    pytest.fail(f"{address} did not answer: {log.read_text(errors='replace')[-800:]}", pytrace=False)


@pytest.fixture(scope="module")
def stock(tmp_path_factory):
    """The address of messages under `rasa run`, and the process of `rasa run actions`."""
    folder = tmp_path_factory.mktemp("stock")
    port, actions_port = free_port(), free_port()
    endpoints = folder / "endpoints.yml"
    text = (ROOT / "endpoints.yml").read_text(encoding="utf-8")
    endpoints.write_text(f"{text}\naction_endpoint:\n  url: http://127.0.0.1:{actions_port}/webhook\n", encoding="utf-8")
    with ExitStack() as stack:
        log = stack.enter_context((folder / "log.txt").open("w"))
        actions = stack.enter_context(rasa("run", "actions", "--port", str(actions_port), log=log))
        served = ("--interface", "127.0.0.1", "--port", str(port), "--endpoints", str(endpoints))
        stack.enter_context(rasa("run", *served, log=log))
        wait_for(f"http://127.0.0.1:{actions_port}/health", folder / "log.txt")
        wait_for(f"http://127.0.0.1:{port}/chat/health/live", folder / "log.txt")
        yield f"http://127.0.0.1:{port}/chat/messages", actions


def test_a_question_in_each_language_is_answered_by_actions_in_their_own_server(stock):
    address, actions = stock
    for text, locale, area in (("can i bring my mum", "en", "somerset"), ("ga i ddod â ffrind gyda fi", "cy", "conwy")):
        turn = call(address, {"text": text, "locale": locale, "area": area})
        assert turn["replies"][0]["kind"] == "answer" and turn["replies"][0]["topic"] == "supporter"
        assert turn["locale"] == locale and turn["area"] == area
        again = call(
            address, {"text": "who will be there" if locale == "en" else "pwy fydd yno", "conversation": turn["conversation"]}
        )
        assert again["area"] == area and again["replies"][0]["topic"] == "who_attends"
    actions.terminate()
    actions.wait(timeout=20)
    turn = call(address, {"text": "can i bring my mum", "area": "somerset"})
    assert turn["replies"][0]["kind"] == "fallback" and "999" in turn["replies"][0]["text"]
    turn = call(address, {"text": "he's got a knife and he is coming in"})
    assert turn["replies"][0]["kind"] == "urgent"
