"""Two processes of the guide behind nginx, with one Redis: what moves between them, and what survives.

Run with `make test-cluster`, on a machine with two cores that does nothing else: the last test measures.
"""

from __future__ import annotations

import asyncio
import gc
import json
import os
import statistics
import time
import urllib.parse

import pytest

from conference_guide import locks, shared_redis
from tests.cluster.parents import talk

NAMES = ("Zebedee Quillfeather", "07700 900123")


@pytest.fixture(autouse=True)
def both_run(cluster):
    """Each test begins with everything running, whatever the one before it broke."""
    for number in (0, 1):
        if cluster._guides[number].poll() is not None:
            cluster.start_guide(number)
            cluster.wait_for_guide(number)
    return cluster


def test_a_conversation_moves_between_the_processes_and_keeps_its_facts(cluster):
    _, turn = cluster.send(text="must my child come, she is 9", area="somerset")
    token = turn["conversation"]
    before = len(cluster.served_by())
    for _ in range(20):
        status, turn = cluster.send(text="who will be there", conversation=token)
        assert status == 200 and turn["area"] == "somerset" and turn["conversation"] == token
    served = cluster.served_by()[before:]
    assert all(sum(f":{port} " in line for line in served) >= 5 for port in cluster.ports), served


def test_a_question_asked_by_one_process_is_answered_by_the_other(cluster):
    for _ in range(4):  # the age after the question, whichever process takes which
        _, turn = cluster.send(text="can my child be there", area="somerset")
        assert turn["replies"][-1]["kind"] == "question" or "?" in turn["replies"][-1]["text"]
        _, turn = cluster.send(text="she is 12", conversation=turn["conversation"])
        assert turn["replies"][0]["topic"] == "child_attends"


def test_deleting_in_one_process_is_forgotten_in_the_other_at_once(cluster):
    for _ in range(6):
        _, turn = cluster.send(text="who will be there", area="conwy")
        assert cluster.call("DELETE", "/chat/conversation", {"conversation": turn["conversation"]})[0] == 204
        _, after = cluster.send(text="who will be there", conversation=turn["conversation"])
        assert after["area"] is None and after["conversation"] != turn["conversation"]


async def test_two_messages_sent_at_once_to_different_processes_are_both_answered(cluster):
    _, turn = cluster.send(text="who will be there", area="conwy")
    token = turn["conversation"]
    both = await asyncio.gather(
        *[asyncio.to_thread(cluster.send, text=text, conversation=token) for text in ("can i bring a solicitor", "he is 9")]
    )
    assert [status for status, _ in both] == [200, 200]
    assert all(answer["area"] == "conwy" and answer["replies"] for _, answer in both)


async def test_a_process_killed_under_load_loses_nothing_and_its_turn_in_flight_is_answered_by_the_other(cluster):
    async def kill_and_start():
        await asyncio.sleep(3)
        cluster.kill_guide(1)
        await asyncio.sleep(4)
        cluster.start_guide(1)

    load = await talk(cluster, parents=20, seconds=15, meanwhile=kill_and_start)
    print(f"\n{load.answered} turns, slowest {max(load.seconds):.2f} s, 95th percentile {load.percentile(0.95):.3f} s")
    assert load.problems == []
    assert load.answered > 200
    # The longest wait: a turn in flight, whose conversation is still locked by the dead process; then its turn once more.
    assert max(load.seconds) < locks.WAIT_SECONDS + 1 + 2 * load.percentile(0.95)
    cluster.wait_for_guide(1)
    before = len(cluster.served_by())
    for _ in range(10):
        assert cluster.send(text="who will be there")[0] == 200
    assert any(f":{cluster.ports[1]} " in line for line in cluster.served_by()[before:])


def test_with_every_process_dead_nginx_gives_numbers_to_ring_in_both_languages(cluster):
    for number in (0, 1):
        cluster.kill_guide(number)
    status, turn = cluster.send(text="he has got a knife")
    assert status == 503 and "999" in turn["error"]["message_en"] and "999" in turn["error"]["message_cy"]
    for query, first in (("?lang=cy", "cy"), ("", "en")):
        status, headers, html = cluster.call("GET", f"/chat{query}")
        assert status == 503 and "999" in html and f'<html lang="{first}"' in html
        assert "default-src 'none'" in headers["content-security-policy"] and headers["cache-control"] == "no-store"
    form = urllib.parse.urlencode({"text": "he has got a knife", "lang": "en"}).encode()
    status, _, html = cluster.call("POST", "/chat", form, **{"Content-Type": "application/x-www-form-urlencoded"})
    assert status == 503 and "999" in html and "knife" not in html


@pytest.mark.parametrize(("gone", "back"), [("stop", "start"), ("hang", "go_on")])
async def test_redis_goes_and_comes_back_and_every_message_is_answered(cluster, gone, back):
    async def answered(text, **more):
        started = time.perf_counter()
        status, turn = await asyncio.to_thread(cluster.send, text=text, **more)
        assert status == 200 and turn["replies"][0]["text"]
        # Connecting and one command, then Redis is left alone for a while.
        assert time.perf_counter() - started < 2 * shared_redis.TIMEOUT_SECONDS + 1.5
        return turn

    turn = await answered("who will be there", area="conwy")
    getattr(cluster.redis, gone)()
    try:
        for _ in range(3):
            local = await answered("can i bring a solicitor", conversation=turn["conversation"], area="conwy")
            assert local["area"] == "conwy" and local["conversation"] == turn["conversation"]
            danger = await answered("he's got a knife and he is coming in", conversation=turn["conversation"])
            assert danger["replies"][0]["kind"] == "urgent" and "999" in danger["replies"][0]["short"]
            danger = await answered("mae o'n fy nghuro i rŵan")
            assert danger["replies"][0]["kind"] == "urgent"
        assert cluster.call("GET", "/chat/health/live")[0] == 200
    finally:
        getattr(cluster.redis, back)()
    await asyncio.sleep(shared_redis.REST_SECONDS + 1.5)
    turn = await answered("who will be there", area="somerset", conversation=turn["conversation"])
    for _ in range(6):
        turn = await answered("can i bring a solicitor", conversation=turn["conversation"])
        assert turn["area"] == "somerset"


async def test_with_redis_gone_under_load_every_message_is_answered(cluster):
    async def stop_and_start():
        await asyncio.sleep(2)
        cluster.redis.stop()
        await asyncio.sleep(4)
        cluster.redis.start()

    load = await talk(cluster, parents=12, seconds=10, meanwhile=stop_and_start)
    # Redis keeps nothing on disk, so a restart ends what it held: an area is forgotten, never another's remembered,
    # and a conversation that Redis does not know any more gets a new token. Nothing else goes wrong.
    forgotten = [problem for problem in load.problems if problem.endswith("became None") or problem == "a new conversation"]
    assert load.problems == forgotten and load.answered > 100
    await asyncio.sleep(shared_redis.REST_SECONDS)


def test_nothing_that_was_typed_is_in_redis_or_in_a_log(cluster):
    for text in (*NAMES, f"my son is {NAMES[0]}", f"/{NAMES[0]}{{", f"ffoniwch fi ar {NAMES[1]}"):
        assert cluster.send(text=text)[0] == 200
    held = b"".join(key + (cluster.redis.client.get(key) or b"") for key in cluster.redis.client.scan_iter())
    written = held + b"".join(path.read_bytes() for path in cluster.folder.rglob("*") if path.is_file())
    for word in ("Zebedee", "Quillfeather", "900123"):
        assert word.encode() not in written
    assert b'"area"' in held


def test_nginx_shuts_every_door_but_chat_and_names_its_reasons(cluster):
    assert cluster.call("GET", "/")[1]["location"] == "/chat"
    for path in ("/status", "/model", "/webhooks/rest/webhook", "/conversations/default/tracker", "/metrics", "/last_resort/"):
        assert cluster.call("GET", path)[0] == 404
    assert cluster.call("GET", "/last_resort/not_working.json")[0] == 404
    status, _, text = cluster.call("POST", "/chat/messages", b" " * 20_000)
    assert status == 413 and json.loads(text)["error"]["code"] == "too_large"
    status, _, text = cluster.call("POST", "/chat/messages", b" " * 9_000)
    assert status == 413 and json.loads(text)["error"]["code"] == "too_large"


def test_answers_through_nginx_carry_strict_headers_and_know_that_the_page_is_on_tls(cluster):
    _, headers, _ = cluster.call("GET", "/chat")
    assert headers["strict-transport-security"].startswith("max-age=")
    assert "default-src 'none'" in headers["content-security-policy"] and headers["cache-control"] == "no-store"
    assert headers["server"] == "nginx"
    forged = {"X-Forwarded-Host": "evil.example", "X-Forwarded-Proto": "http", "Forwarded": "host=evil.example"}
    _, _, html = cluster.call("GET", "/chat/share?area=conwy", **forged)
    assert "https://guide.example.gov.uk" in html and "evil.example" not in html and "http://guide" not in html


def throughput(cluster, seconds: float) -> float:
    gc.disable()
    try:
        load = asyncio.run(talk(cluster, parents=24, seconds=seconds))
    finally:
        gc.enable()
    assert load.problems == []
    return load.per_second


def test_two_processes_answer_at_least_1_6_times_as_many_messages_as_one(cluster):
    """Both figures through nginx, TLS and Redis, with the load on the same two cores; the median of three rounds each."""
    rates: dict[int, list[float]] = {1: [], 2: []}
    for _ in range(3):
        cluster.kill_guide(1)
        throughput(cluster, 1)
        rates[1].append(throughput(cluster, 8))
        cluster.start_guide(1)
        cluster.wait_for_guide(1)
        throughput(cluster, 1)
        rates[2].append(throughput(cluster, 8))
    one, two = statistics.median(rates[1]), statistics.median(rates[2])
    busy = os.getloadavg()[0]
    print(
        f"\none process {one:.0f} messages a second, two {two:.0f}: {two / one:.2f} times, on {os.cpu_count()} cores (load {busy:.1f})"
    )
    print(f"rounds: one {[round(rate) for rate in rates[1]]}, two {[round(rate) for rate in rates[2]]}")
    assert two / one >= 1.6
