"""Redis gone, and cases 1 and 2 with actions in a server of their own that is down, hangs or fails."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator

import pytest

from tests.conftest import ROOT
from tests.redis_server import RedisServer

from .conftest import Guide, free_port, guide_in, has_numbers, make_root, words_of

TOKEN = "a-token-of-the-tests"


@pytest.fixture(scope="module")
def redis(tmp_path_factory) -> Iterator[RedisServer]:
    server = RedisServer(tmp_path_factory.mktemp("redis"))
    server.start()
    yield server
    server.stop()


@pytest.fixture(scope="module")
def actions(tmp_path_factory) -> Iterator[dict]:
    """An action server of its own: its process can be stopped and started, and the plug is in its path."""
    root = make_root(tmp_path_factory.mktemp("actions"))
    state: dict = {"root": root, "port": free_port(), "process": None}

    def start() -> None:
        environment = {**os.environ, "ACTION_PORT": str(state["port"]), "ACTION_TOKEN": TOKEN}
        environment |= {"PYTHONPATH": f"{ROOT / 'tests/faults/plug'}:{ROOT}", "FAULTS_FILE": str(root / "faults.txt")}
        with (root / "actions.log").open("a") as log:
            state["process"] = subprocess.Popen(
                [sys.executable, "-m", "conference_guide.action_server"], cwd=root, env=environment, stdout=log, stderr=log
            )
        end = time.monotonic() + 180
        while time.monotonic() < end:
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{state['port']}/health?token={TOKEN}", timeout=5)
                return
            except OSError:
                time.sleep(0.3)
        pytest.fail("the action server did not start")

    def stop() -> None:
        state["process"].kill()  # one that hangs does not hear a kinder word
        state["process"].wait(20)

    state["start"], state["stop"] = start, stop
    start()
    yield state
    stop()


@pytest.fixture(scope="module")
def guide(actions, redis) -> Iterator[Guide]:
    endpoints = actions["root"] / "endpoints.yml"
    named = f"action_endpoint:\n  url: http://127.0.0.1:{actions['port']}/webhook\n  token: {TOKEN}\n"
    endpoints.write_text(endpoints.read_text(encoding="utf-8") + "\n" + named, encoding="utf-8")
    yield from guide_in(actions["root"], REDIS_URL=redis.url)


def test_with_redis_and_an_action_server_all_is_well(guide):
    _, turn = guide.send("who will be there", area="conwy")
    _, again = guide.send("how long does it last", conversation=turn["conversation"])
    assert again["replies"][0]["kind"] == "answer" and again["area"] == "conwy"


@pytest.mark.parametrize("given", ["", "?token=wrong"])
def test_the_action_server_is_shut_to_whoever_has_not_the_token(guide, actions, given):
    for path in ("/webhook", "/actions", "/health"):
        with pytest.raises(urllib.error.HTTPError) as refused:
            urllib.request.urlopen(f"http://127.0.0.1:{actions['port']}{path}{given}", data=b"{}" if path == "/webhook" else None)
        assert refused.value.code == 404


@pytest.mark.parametrize("fault", ["raise", "hang"])
def test_01_02_an_action_server_that_fails_or_hangs_gives_numbers_and_logs_no_words(guide, actions, fault):
    (actions["root"] / "faults.txt").write_text(fault, encoding="ascii")
    try:
        started = time.monotonic()
        _, turn = guide.send("who will be there, Quorlpington")
        assert has_numbers(words_of(turn)) and time.monotonic() - started < 9
        assert "Quorlpington" not in guide.log() + (actions["root"] / "actions.log").read_text(errors="replace")
    finally:
        (actions["root"] / "faults.txt").write_text("", encoding="ascii")
        if fault == "hang":
            actions["stop"]()
            actions["start"]()


def test_redis_gone_still_answers_and_gives_numbers(guide, redis):
    redis.stop()
    try:
        for text, kind in (("who will be there", "answer"), ("he has got a knife", "urgent"), ("dwi isio marw", "urgent")):
            status, turn = guide.send(text)
            assert status == 200 and turn["replies"][0]["kind"] == kind
    finally:
        redis.start()


@pytest.mark.parametrize("text", ["he's got a knife and he is coming in", "dwi isio marw"])
def test_01_04_with_redis_and_actions_gone_danger_gets_numbers_and_others_too(guide, actions, redis, text):
    actions["stop"]()
    redis.stop()
    try:
        started = time.monotonic()
        status, turn = guide.send(text)
        assert status == 200 and turn["replies"][0]["kind"] == "urgent" and "999" in turn["replies"][0]["short"]
        _, other = guide.send("who will be there")
        assert other["replies"][0]["kind"] == "fallback" and has_numbers(words_of(other))
        assert time.monotonic() - started < 12
        assert guide.call("GET", "/chat")[0] == 200 and json.dumps(guide.ready()[1])
    finally:
        redis.start()
        actions["start"]()
    guide.wait_until(lambda: guide.send("who will be there")[1]["replies"][0]["kind"] == "answer", 30)
