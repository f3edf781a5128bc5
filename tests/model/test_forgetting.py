"""Nothing that was typed is kept: after conversations full of names and numbers, everything is searched for them.

Searched are the memory of the server's process, byte by byte; Redis, its keys, its dump and the memory of its process;
every file that was written, open or deleted ones too; the log at its most talkative; and what /metrics says.
What this proves: once a message is answered, no byte of it is left in the server, as long as freed memory is wiped
(conference_guide/wiped_memory.py), which the launcher sees to. It says nothing of the system's buffers outside the process.
"""

from __future__ import annotations

import gzip
import json
import os
import re
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import psutil
import pytest

from tests.conftest import READY_SECONDS, ROOT
from tests.redis_server import RedisServer, free_port, running_redis

# Made up; no file of the guide holds any of them.
WORDS = ("Zebedee", "Quillfeather", "Gwenllorion", "07700900123", "07700 900456", "zq.quill", "CP/48151", "QX12 3ZZ")
TYPED = (
    "my son Zebedee Quillfeather is 9, can he come",
    "phone me on 07700900123 or write to zq.quill@example.org",
    "my case number is CP/48151, what happens after the meeting",
    "mae Gwenllorion Quillfeather yn wyth oed, ga i ddod â ffrind",
    "ffoniwch fi ar 07700 900456, rhif yr achos yw CP/48151",
    "Zebedee has got a knife and he is coming in",
    "mae Gwenllorion yn fy nghuro i rŵan",
    "we live at 4 Quillfeather Street QX12 3ZZ in Taunton",
    "/Zebedee{",
    "Zebedee 🙂 Quillfeather",
    "Zebedee " * 60,
    "dw i'n byw yn Quillfeather",
)
ORDINARY = ("who will be there", "pwy fydd yn y gynhadledd", "can i bring a solicitor")


@dataclass
class Guide:
    """A running guide, in a folder of its own where all that it writes can be found."""

    address: str
    metrics: str
    process: subprocess.Popen[bytes]
    folder: Path
    redis: RedisServer | None
    fails: bool

    def call(self, method: str, path: str, body: bytes | None = None, kind: str = "application/json") -> tuple[int, str]:
        # With gzip, as every browser asks for: packing must leave no copy either.
        headers = {"Content-Type": kind, "Accept-Encoding": "gzip"}
        request = urllib.request.Request(self.address + path, data=body, method=method, headers=headers)
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:
                status, sent, coding = answer.status, answer.read(), answer.headers["Content-Encoding"]
        except urllib.error.HTTPError as error:
            status, sent, coding = error.code, error.read(), error.headers["Content-Encoding"]
        return status, (gzip.decompress(sent) if coding == "gzip" else sent).decode()

    def send(self, **message: object) -> tuple[int, dict]:
        status, text = self.call("POST", "/chat/messages", json.dumps(message).encode())
        return status, json.loads(text)


def _start(folder: Path, redis: RedisServer | None, fails: bool) -> Guide:
    for name in ("config.yml", "credentials.yml", "domain.yml", "content", "data", "actions", "models", ".cache"):
        (folder / name).symlink_to(ROOT / name)
    endpoints = (ROOT / "endpoints.yml").read_text(encoding="utf-8")
    if fails:
        endpoints += f"\naction_endpoint:\n  url: http://127.0.0.1:{free_port()}/webhook\n  token: nobody-listens\n"
    (folder / "endpoints.yml").write_text(endpoints, encoding="utf-8")
    (folder / "tmp").mkdir()
    port, metrics = free_port(), free_port()
    environment = {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "HOST": "127.0.0.1",
        "PORT": str(port),
        "METRICS_PORT": str(metrics),
        "RATE_LIMIT": "off",
        "LOG_LEVEL": "DEBUG",
        "TMPDIR": str(folder / "tmp"),
        "HOME": str(folder),
        "REDIS_URL": redis.url if redis else "",
    }
    environment.pop("WIPE_MEMORY", None)
    with (folder / "log.txt").open("w") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "conference_guide.server"], cwd=folder, env=environment, stdout=log, stderr=log
        )
    guide = Guide(f"http://127.0.0.1:{port}", f"http://127.0.0.1:{metrics}/metrics", process, folder, redis, fails)
    end = time.monotonic() + READY_SECONDS
    while time.monotonic() < end and process.poll() is None:
        try:
            if guide.call("GET", "/chat/health/ready")[0] == 200:
                return guide
        except OSError:
            pass
        time.sleep(0.5)
    process.kill()
    pytest.fail(f"the server did not get ready: {(folder / 'log.txt').read_text(errors='replace')[-500:]}", pytrace=False)


@pytest.fixture(scope="module", params=["in memory", "in Redis", "with actions that fail"])
def after_conversations(request, tmp_path_factory):
    """A guide that was told a lot, with two parents who are still talking and one who deleted everything."""
    folder = tmp_path_factory.mktemp("guide")
    with ExitStack() as stack:
        redis = stack.enter_context(running_redis()) if request.param == "in Redis" else None
        guide = _start(folder, redis, fails=request.param == "with actions that fail")
        try:
            _talk(guide)
            yield guide
        finally:
            guide.process.terminate()
            try:
                guide.process.wait(timeout=20)
            except subprocess.TimeoutExpired:
                guide.process.kill()


def _talk(guide: Guide) -> None:
    for locale in ("en", "cy"):
        token = None
        for text in TYPED:
            status, turn = guide.send(text=text, conversation=token, locale=locale, area="somerset")
            assert status == 200 and turn["replies"], text
            token = turn["conversation"]
    _, turn = guide.send(text=TYPED[0], area="conwy")
    assert guide.call("DELETE", "/chat/conversation", json.dumps({"conversation": turn["conversation"]}).encode())[0] == 204
    # A button, an area, feedback.
    guide.send(button="area:conwy", conversation=token)
    guide.send(button="topic:minutes", text="Zebedee Quillfeather", conversation=token)
    # What is refused: too long, broken, of the wrong type, in the wrong place.
    assert guide.send(text="Quillfeather " * 50)[0] == 400
    assert guide.call("POST", "/chat/messages", b'{"text": "Zebedee Quillfeather')[0] == 400
    assert guide.call("POST", "/chat/messages", b'{"text": "' + b"Gwenllorion " * 1000 + b'"}')[0] == 413
    for message in (
        {"text": ["Zebedee"]},
        {"text": "hi", "area": "Quillfeather"},
        {"button": "Zebedee"},
        {"conversation": "Zebedee"},
    ):
        assert guide.send(**message)[0] == 400
    for path in ("/chat?area=Quillfeather&topic=Zebedee", "/chat/guide/Zebedee", "/Zebedee", "/chat/guide?area=Gwenllorion"):
        guide.call("GET", path)
    # Without JavaScript.
    for form in ({"text": TYPED[0], "lang": "en"}, {"text": TYPED[3], "lang": "cy"}, {"text": "Zebedee " * 80, "lang": "en"}):
        data = urllib.parse.urlencode(form).encode()
        assert guide.call("POST", "/chat", data, "application/x-www-form-urlencoded")[0] in (200, 400)
    for text in ORDINARY:
        guide.send(text=text)


def _found_in(data: bytes) -> set[str]:
    """The made-up words in some bytes, however Python or a form may have written them."""
    found = set()
    for word in WORDS:
        for form in {word, word.lower(), word.upper(), urllib.parse.quote_plus(word), word.replace(" ", "")}:
            if any(form.encode(encoding) in data for encoding in ("utf-8", "utf-16-le", "utf-32-le")):
                found.add(word)
    return found


def _around(regions: list[bytes]) -> dict[str, bytes]:
    """What was found and what stands beside it, to see who keeps it."""
    around = {}
    for region in regions:
        for word in _found_in(region):
            for form in (word, word.lower(), word.upper()):
                place = region.find(form.encode())
                if place >= 0:
                    around[word] = region[max(0, place - 60) : place + 60]
            around.setdefault(word, b"in another encoding")
    return around


def _memory_of(pid: int) -> list[bytes]:
    """All memory that a process may write to: heap, stacks, and everything mapped for itself."""
    regions = []
    with open(f"/proc/{pid}/maps") as maps, open(f"/proc/{pid}/mem", "rb", buffering=0) as memory:
        for line in maps:
            start, end, rights = re.match(r"(\w+)-(\w+) (\S+)", line).groups()
            if rights.startswith("rw") and "[vvar" not in line:
                memory.seek(int(start, 16))
                rest, region = int(end, 16) - int(start, 16), bytearray()
                while rest and (block := memory.read(min(rest, 1 << 24))):
                    region += block
                    rest -= len(block)
                regions.append(bytes(region))
    return regions


def test_the_memory_of_the_server_holds_none_of_it(after_conversations):
    regions = _memory_of(after_conversations.process.pid)
    # The search finds what is there: a text of the content, as Python holds it.
    assert sum(len(region) for region in regions) > 100_000_000
    assert any(b"child protection conference" in region for region in regions)
    assert _around(regions) == {}


def test_no_file_that_was_written_holds_any_of_it(after_conversations):
    guide = after_conversations
    written = [path for path in guide.folder.rglob("*") if path.is_file() and not path.is_symlink()]
    # What the symbolic links lead to: caches and models, where something could be left as well.
    started = (guide.folder / "endpoints.yml").stat().st_mtime
    for linked in (ROOT / ".cache", ROOT / ".rasa", ROOT / "models"):
        written += [path for path in linked.rglob("*") if path.is_file() and path.stat().st_mtime >= started]
    assert guide.folder / "log.txt" in written
    found = {str(path): _found_in(path.read_bytes()) for path in written}
    assert {path: words for path, words in found.items() if words} == {}


def test_no_open_file_holds_any_of_it_not_even_a_deleted_one(after_conversations):
    opened = list(Path(f"/proc/{after_conversations.process.pid}/fd").iterdir())
    assert opened
    for link in opened:
        try:
            target = os.readlink(link)
            if target.startswith("/") and not target.startswith("/dev/") and link.stat().st_size < 1 << 28:
                assert _found_in(link.read_bytes()) == set(), target
        except (FileNotFoundError, IsADirectoryError):  # closed meanwhile
            continue


def test_the_log_at_its_most_talkative_says_what_happened_and_none_of_it(after_conversations):
    log = (after_conversations.folder / "log.txt").read_bytes()
    assert b"Ready:" in log and _found_in(log) == set()
    if after_conversations.fails:
        assert b"ERROR" in log


def test_the_metrics_count_the_turns_and_hold_none_of_it(after_conversations):
    with urllib.request.urlopen(after_conversations.metrics, timeout=20) as answer:
        metrics = answer.read()
    assert b"conference_guide_turns_total" in metrics and _found_in(metrics) == set()


def test_redis_holds_facts_and_none_of_it(after_conversations):
    guide, regions = after_conversations, []
    redis = guide.redis
    if redis is not None:
        held = {key: redis.client.get(key) for key in redis.client.scan_iter()}
        assert any(b"somerset" in value for value in held.values())
        regions += [key + value for key, value in held.items()]
        redis.client.save()
        dump = (redis.folder / "dump.rdb").read_bytes()
        assert dump.startswith(b"REDIS")
        regions += [dump, *_memory_of(redis.pid)]
    else:
        # Then nothing outside the process can hold anything: it has spoken to nobody but those who asked.
        ours = {int(address.rpartition(":")[2].partition("/")[0]) for address in (guide.address, guide.metrics)}
        assert {here.laddr.port for here in psutil.Process(guide.process.pid).connections("inet")} <= ours
    assert _around(regions) == {}


def test_the_search_finds_what_a_server_without_the_wiping_leaves(tmp_path):
    """The test of the test: a process that freed a text without wiping it."""
    code = "import sys; words = ['Zebedee Quillfeather %d' % n for n in range(9999)]; del words; print('freed', flush=True); sys.stdin.read()"
    settings = {"PYTHONMALLOC": "default", "GLIBC_TUNABLES": ""}
    process = subprocess.Popen(
        [sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, env={**os.environ, **settings}
    )
    try:
        assert process.stdout.readline() == b"freed\n"
        assert {"Zebedee", "Quillfeather"} <= set().union(*[_found_in(region) for region in _memory_of(process.pid)])
    finally:
        process.kill()
        process.wait()
