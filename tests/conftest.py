from __future__ import annotations

import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import IO

import pytest

ROOT = Path(__file__).parent.parent
READY_SECONDS = 180
os.chdir(ROOT)
sys.path.insert(0, str(ROOT))
os.environ["RASA_TELEMETRY_ENABLED"] = "false"
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")


@pytest.fixture(scope="session")
def content():
    from conference_guide.content import load_content

    return load_content()


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def _wait_until_ready(address: str, process: subprocess.Popen[bytes], wanted: int) -> None:
    reason = "no answer"
    end = time.monotonic() + READY_SECONDS
    while time.monotonic() < end and process.poll() is None:
        try:
            with urllib.request.urlopen(f"{address}/chat/health/ready", timeout=5) as answer:
                if answer.status == 200:
                    return
        except urllib.error.HTTPError as error:
            reason = error.read().decode(errors="replace")
            if error.code == wanted:
                return
        except OSError as error:
            reason = str(error)
        time.sleep(0.5)
    pytest.fail(f"the server did not get ready: {reason}", pytrace=False)


def serve(settings: dict[str, str], wanted: int = 200, log: IO[str] | None = None, root: Path = ROOT) -> Iterator[str]:
    """A server with the given environment in the given folder, until the test that asked for it ends."""
    port = _free_port()
    data = tempfile.TemporaryDirectory()
    given = {"HOST": "127.0.0.1", "PORT": str(port), "METRICS_PORT": "0", "PYTHONPATH": str(ROOT), "DATA_DIR": data.name}
    environment = {**os.environ, **given, **settings}
    process = subprocess.Popen(
        [sys.executable, "-m", "conference_guide.server"], cwd=root, env=environment, stdout=log, stderr=log
    )
    address = f"http://127.0.0.1:{port}"
    try:
        _wait_until_ready(address, process, wanted)
        yield address
    finally:
        process.terminate()
        try:
            process.wait(timeout=15)
        except subprocess.TimeoutExpired:
            process.kill()
        data.cleanup()


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """The address of the guide: a server of our own, or one that is running at GUIDE_URL."""
    given = os.environ.get("GUIDE_URL")
    if given:
        yield given.rstrip("/")
        return
    yield from serve({"RATE_LIMIT": "off"})
