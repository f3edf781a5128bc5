"""A real redis-server of a test's own: started on a free loopback port, kept in memory only, stopped after."""

from __future__ import annotations

import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import redis

START_SECONDS = 20


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


class RedisServer:
    """One that can be stopped, started again and hung mid-test."""

    def __init__(self, folder: Path, *settings: str):
        self.port = free_port()
        self.folder = folder
        self.url = f"redis://127.0.0.1:{self.port}/0"
        self._settings = settings
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def client(self) -> redis.Redis:
        return redis.Redis(port=self.port)

    @property
    def pid(self) -> int:
        assert self._process is not None
        return self._process.pid

    def start(self) -> None:
        program = shutil.which("redis-server")
        if program is None:
            pytest.fail("redis-server is needed for these tests: run `make redis`", pytrace=False)
        command = [program, "--port", str(self.port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"]
        self._process = subprocess.Popen(
            [*command, "--dir", str(self.folder), "--loglevel", "warning", *self._settings],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        end = time.monotonic() + START_SECONDS
        while time.monotonic() < end:
            try:
                self.client.ping()
                return
            except redis.ConnectionError:
                time.sleep(0.02)
        pytest.fail("redis-server did not start", pytrace=False)

    def hang(self) -> None:
        """Takes connections and answers nothing, as a machine does that is cut off."""
        assert self._process is not None
        self._process.send_signal(19)

    def go_on(self) -> None:
        assert self._process is not None
        self._process.send_signal(18)

    def stop(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.wait(timeout=10)
            self._process = None


@contextmanager
def running_redis(*settings: str) -> Iterator[RedisServer]:
    with tempfile.TemporaryDirectory() as folder:
        server = RedisServer(Path(folder), *settings)
        server.start()
        try:
            yield server
        finally:
            server.stop()
