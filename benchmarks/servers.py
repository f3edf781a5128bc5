"""Servers of the benchmarks: started on loopback, asked over HTTP, measured, and stopped."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import aiohttp
import psutil

from benchmarks.projects import environment

HOST = "127.0.0.1"
READY_SECONDS = 600
REPLY_SECONDS = 30


@dataclass
class Server:
    """One running system: its processes, where it is asked, and how long it took to answer at first."""

    kind: str  # stock, ours, floor
    url: str
    processes: list[subprocess.Popen[bytes]]
    start_seconds: float = 0.0

    def memory(self) -> float:
        """Memory of all its processes that lies in RAM, in MB."""
        total = 0
        for process in self.processes:
            running = psutil.Process(process.pid)
            total += sum(p.memory_info().rss for p in [running, *running.children(recursive=True)])
        return total / 1e6

    def body(self, conversation: str | None, text: str, **more: Any) -> dict[str, Any]:
        """The JSON of one message, in the form this system takes."""
        if self.kind == "stock":
            return {"sender": conversation, "message": text}
        return {"conversation": conversation, "text": text, **more}


class NoReply(Exception):
    """The server gave an error, or nothing; the message says which."""


async def say(session: aiohttp.ClientSession, server: Server, conversation: str | None, text: str, **more: Any) -> Any:
    """The reply to one message.

    Raises:
        NoReply: the server answered with an error or with nothing, or not in time.
    """
    try:
        async with session.post(server.url, json=server.body(conversation, text, **more)) as answer:
            reply = await answer.json()
            if answer.status != 200:
                raise NoReply(f"status {answer.status}")
    except (aiohttp.ClientError, TimeoutError, ValueError) as error:
        raise NoReply(type(error).__name__) from None
    if not reply or (server.kind == "ours" and not reply.get("replies")):
        raise NoReply("an empty reply")
    return reply


def client(parents: int) -> aiohttp.ClientSession:
    """A session that keeps a connection open for each parent."""
    return aiohttp.ClientSession(
        connector=aiohttp.TCPConnector(limit=parents), timeout=aiohttp.ClientTimeout(total=REPLY_SECONDS)
    )


def _answers(server: Server) -> bool:
    body = json.dumps(server.body("first" if server.kind == "stock" else None, "hello")).encode()
    request = urllib.request.Request(server.url, body, {"Content-Type": "application/json"})
    try:
        with urllib.request.urlopen(request, timeout=REPLY_SECONDS) as answer:
            return bool(json.loads(answer.read()))
    except (urllib.error.URLError, OSError, ValueError):
        return False


def _wait_for_first_answer(server: Server, started: float) -> None:
    while not _answers(server):
        for process in server.processes:
            if process.poll() is not None:
                raise RuntimeError(f"a process of {server.kind} ended with {process.returncode}: see its log above")
        if time.perf_counter() - started > READY_SECONDS:
            raise RuntimeError(f"{server.kind} gave no answer in {READY_SECONDS} s")
        time.sleep(0.1)
    server.start_seconds = time.perf_counter() - started


def _commands(kind: str, port: int) -> tuple[str, list[list[str]]]:
    python = sys.executable
    if kind == "stock":
        actions = [python, "-m", "rasa", "run", "actions", "--port", str(port + 1)]
        rasa = [python, "-m", "rasa", "run", "--port", str(port), "--interface", HOST]
        return "/webhooks/rest/webhook", [actions, rasa]
    if kind == "floor":
        return "/floor/encode", [[python, "-m", "benchmarks.floor", str(port)]]
    return "/chat/messages", [[python, "-m", "conference_guide.server"]]


@contextmanager
def running(kind: str, folder: Path, port: int) -> Iterator[Server]:
    """The system, from its first answer until the end of the block; what it prints goes nowhere but on failure.

    Args:
        kind: "stock" (with its action server on the next port), "ours" or "floor".
        folder: the project's folder.
        port: on loopback.

    Raises:
        RuntimeError: it did not start.
    """
    path, commands = _commands(kind, port)
    with tempfile.TemporaryDirectory() as data, tempfile.TemporaryFile() as log:
        settings: Mapping[str, str] = {
            **environment(),
            "HOST": HOST,
            "SANIC_HOST": HOST,
            "PORT": str(port),
            "METRICS_PORT": "0",
            "RATE_LIMIT": "off",
            "DATA_DIR": data,
        }
        started = time.perf_counter()
        processes = [subprocess.Popen(command, cwd=folder, env=settings, stdout=log, stderr=log) for command in commands]
        server = Server(kind, f"http://{HOST}:{port}{path}", processes)
        try:
            _wait_for_first_answer(server, started)
            yield server
        except RuntimeError:
            log.seek(0)
            sys.stderr.write(log.read().decode(errors="replace")[-3000:])
            raise
        finally:
            for process in processes:
                process.terminate()
            for process in processes:
                try:
                    process.wait(timeout=20)
                except subprocess.TimeoutExpired:
                    process.kill()
