"""Running servers to break: a folder of their own, and faults put in from outside."""

from __future__ import annotations

import json
import re
import shutil
import socket
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import ROOT, serve

PLUG = Path(__file__).parent / "plug"


class Guide:
    """A running server: its address, the folder it runs in, its log and its metrics."""

    def __init__(self, address: str, root: Path, log: Path, metrics_port: int):
        self.address, self.root = address, root
        self._log, self._metrics = log, f"http://127.0.0.1:{metrics_port}/metrics"

    def call(self, method: str, path: str, body: Any = None, headers: dict[str, str] | None = None) -> tuple[int, Any, str]:
        """Status, headers and text of one request; a body that is no bytes goes as JSON."""
        data = body if isinstance(body, bytes | type(None)) else json.dumps(body).encode()
        request = urllib.request.Request(self.address + path, data=data, method=method, headers=headers or {})
        try:
            with urllib.request.urlopen(request, timeout=30) as answer:
                return answer.status, answer.headers, answer.read().decode()
        except urllib.error.HTTPError as error:
            return error.code, error.headers, error.read().decode()

    def send(self, text: str | None = None, **message: Any) -> tuple[int, dict[str, Any]]:
        """One message: the status and the turn."""
        status, _, body = self.call("POST", "/chat/messages", {"text": text, **message})
        return status, json.loads(body)

    def ready(self) -> tuple[int, dict[str, Any]]:
        status, _, body = self.call("GET", "/chat/health/ready")
        return status, json.loads(body)

    def metrics(self) -> str:
        with urllib.request.urlopen(self._metrics, timeout=10) as answer:
            return answer.read().decode()

    def log(self) -> str:
        return self._log.read_text(encoding="utf-8", errors="replace")

    def save(self, file: str, text: str) -> None:
        """Saves a file as editors do: beside, then in its place."""
        beside = self.root / (file + ".new")
        beside.write_text(text, encoding="utf-8")
        beside.replace(self.root / file)

    def read(self, file: str) -> str:
        return (self.root / file).read_text(encoding="utf-8")

    def wait_until(self, holds: Callable[[], bool], seconds: float = 60) -> float:
        """Seconds until something holds."""
        started = time.monotonic()
        while not holds():
            assert time.monotonic() - started < seconds, "it did not come"
            time.sleep(0.05)
        return time.monotonic() - started


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def newest_model() -> Path:
    """The newest model with a recorded hash."""
    models = [path for path in (ROOT / "models").glob("*.tar.gz") if path.with_name(path.name + ".sha256").exists()]
    assert models, "there is no model: run `make train`"
    return max(models, key=lambda path: path.stat().st_mtime)


def add_model(folder: Path, name: str, model: Path | None = None) -> Path:
    """A copy of the newest model under another name, newer than those there, its hash file written last."""
    folder.mkdir(exist_ok=True)
    path = folder / f"{name}.tar.gz"
    shutil.copyfile(model or newest_model(), path.with_suffix(".part"))
    path.with_suffix(".part").replace(path)
    shutil.copyfile(newest_model().with_name(newest_model().name + ".sha256"), folder / f"{path.name}.sha256")
    return path


def make_root(root: Path, faults: str = "") -> Path:
    """A folder to run a server in: content and data of its own, the code by links, and what the plug is to break."""
    for folder in ("content", "data"):
        shutil.copytree(ROOT / folder, root / folder)
    for file in ("config.yml", "domain.yml", "credentials.yml", "endpoints.yml", "requirements.lock"):
        shutil.copy(ROOT / file, root / file)
    for link in ("conference_guide", "actions"):
        (root / link).symlink_to(ROOT / link)
    if (ROOT / ".cache").exists():
        (root / ".cache").symlink_to((ROOT / ".cache").resolve())
    (root / "faults.txt").write_text(faults, encoding="ascii")
    return root


def guide_in(root: Path, wanted: int = 200, **settings: str) -> Iterator[Guide]:
    """A server in a folder, with the plug in its path; `faults.txt` says what is broken now."""
    log, port = root / "log.txt", free_port()
    given = {
        "RATE_LIMIT": "off",
        "METRICS_PORT": str(port),
        "DATA_DIR": str(root / "kept"),
        "PYTHONPATH": f"{PLUG}:{ROOT}",
        "FAULTS_FILE": str(root / "faults.txt"),
        **settings,
    }
    if not (root / "models").exists():
        given.setdefault("MODELS_DIR", str(ROOT / "models"))
    with log.open("w") as file:
        for address in serve(given, wanted=wanted, log=file, root=root):
            yield Guide(address, root, log, port)


@pytest.fixture(scope="module")
def guide(tmp_path_factory) -> Iterator[Guide]:
    """A sound server with limits off, for all tests of a module that leave it sound."""
    yield from guide_in(make_root(tmp_path_factory.mktemp("guide")))


def words_of(turn: dict[str, Any]) -> str:
    return "\n".join(reply["text"] for reply in turn["replies"])


def has_numbers(text: str) -> bool:
    """Whether a reply holds 999 and a helpline to ring."""
    return "999" in text and bool(re.search(r"0800|0808|116 123", text))
