"""A running preview with a content folder of its own, for the tests of pages and browser."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.conftest import ROOT, _free_port

MODULE = "conference_guide.preview_server"
START_SECONDS = 60


@dataclass
class RunningPreview:
    """Its address, its folder, and where its log goes."""

    address: str
    root: Path

    def get(self, path: str, form: dict[str, str] | None = None, host: str | None = None) -> tuple[int, str]:
        data = urllib.parse.urlencode(form).encode() if form is not None else None
        request = urllib.request.Request(self.address + path, data=data, headers={"Host": host} if host else {})
        try:
            with urllib.request.urlopen(request, timeout=90) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode()

    def read(self, file: str) -> str:
        return (self.root / file).read_text(encoding="utf-8")

    def save(self, file: str, text: str) -> None:
        (self.root / file).write_text(text, encoding="utf-8")

    @property
    def log(self) -> str:
        return self.read("log.txt")

    def seconds_until(self, holds) -> float:
        started = time.monotonic()
        while not holds():
            assert time.monotonic() - started < 120, "the change did not come"
            time.sleep(0.05)
        return time.monotonic() - started


def own_folder(root: Path) -> None:
    """Everything that a guide of its own needs, to be edited without harm."""
    for folder in ("content", "data"):
        shutil.copytree(ROOT / folder, root / folder)
    for file in ("config.yml", "domain.yml", "endpoints.yml", "credentials.yml", "requirements.lock"):
        shutil.copy(ROOT / file, root / file)
    for link in ("conference_guide", "actions", "schemas", "node_modules"):
        (root / link).symlink_to(ROOT / link)


def run_preview(root: Path) -> Iterator[RunningPreview]:
    """A preview of a copy of the content, until the tests that asked for it end."""
    own_folder(root)
    port = _free_port()
    environment = {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "PREVIEW_PORT": str(port),
        "MODELS_DIR": str(ROOT / "models"),
        "DATA_DIR": str(root / "kept"),
        "LOG_LEVEL": "DEBUG",
    }
    with (root / "log.txt").open("w") as log:
        process = subprocess.Popen([sys.executable, "-m", MODULE], cwd=root, env=environment, stdout=log, stderr=log)
    running = RunningPreview(f"http://127.0.0.1:{port}", root)
    try:
        started = time.monotonic()
        while "Preview: http" not in running.log:
            if process.poll() is not None or time.monotonic() - started > START_SECONDS:
                pytest.fail(f"the preview did not start: {running.log[-2000:]}", pytrace=False)
            time.sleep(0.1)
        yield running
    finally:
        process.terminate()
        try:
            process.wait(timeout=15)
        except subprocess.TimeoutExpired:
            process.kill()
