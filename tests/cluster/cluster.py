"""Real Redis, real nginx with the very file of `deploy/`, and processes of the guide that can be killed: all on loopback."""

from __future__ import annotations

import datetime
import http.client
import json
import os
import shutil
import socket
import ssl
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from conference_guide.last_resort import write_last_resort
from tests.conftest import READY_SECONDS, ROOT
from tests.redis_server import RedisServer, free_port

NAME = "guide.example.gov.uk"
NGINX = ROOT / "deploy" / "nginx.conf"


def _write_certificate(folder: Path) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, NAME)])
    now = datetime.datetime.now(datetime.timezone.utc)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(NAME)]), critical=False)
        .sign(key, hashes.SHA256())
    )
    (folder / "fullchain.pem").write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    (folder / "privkey.pem").write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )


class Cluster:
    """What `docs/operator.md` describes, on one machine."""

    def __init__(self, folder: Path, redis: RedisServer, processes: int = 2):
        self.folder = folder
        self.redis = redis
        self.ports = [free_port() for _ in range(processes)]
        self.tls_port, self.plain_port = free_port(), free_port()
        self.address = f"https://{NAME}:{self.tls_port}"
        self._guides: dict[int, subprocess.Popen[bytes]] = {}
        self._nginx: subprocess.Popen[bytes] | None = None

    # --- nginx ---

    def nginx_config(self) -> str:
        """The shipped file with the ports and paths of this test; each replacement must find its place."""
        text = NGINX.read_text(encoding="utf-8")
        replaced = {
            "pid /run/nginx.pid;": f"pid {self.folder}/nginx.pid;",
            "/var/log/nginx/": f"{self.folder}/",
            "/var/lib/conference-guide/last_resort/": f"{self.folder}/last_resort/",
            "/etc/conference-guide/tls/": f"{self.folder}/",
            "listen 80 ": f"listen 127.0.0.1:{self.plain_port} ",
            "listen 443 ": f"listen 127.0.0.1:{self.tls_port} ",
            # The load comes from one address.
            "rate=20r/s": "rate=100000r/s",
            "limit_conn connections 100;": "limit_conn connections 1000;",
        }
        for number, port in enumerate(self.ports):
            replaced[f"127.0.0.1:{5011 + number}"] = f"127.0.0.1:{port}"
        for old, new in replaced.items():
            assert old in text, f"{old!r} is no longer in deploy/nginx.conf"
            text = text.replace(old, new)
        temporary = "".join(
            f"    {kind}_temp_path {self.folder}/tmp_{kind};\n" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
        )
        return text.replace("http {\n", "http {\n" + temporary, 1)

    def start_nginx(self) -> None:
        program = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin:/usr/local/sbin")
        if program is None:
            pytest.fail("nginx is needed for these tests: run `make nginx`", pytrace=False)
        _write_certificate(self.folder)
        write_last_resort(self.folder / "last_resort")
        for path in (self.folder, self.folder / "last_resort"):
            path.chmod(0o755)
        config = self.folder / "nginx.conf"
        config.write_text(self.nginx_config(), encoding="utf-8")
        check = subprocess.run([program, "-t", "-c", config, "-e", "stderr"], check=False, capture_output=True, text=True)
        assert check.returncode == 0, check.stderr
        self._nginx = subprocess.Popen([program, "-c", config, "-e", "stderr", "-g", "daemon off;"])
        self._wait(lambda: self.call("GET", "/")[0] == 302, "nginx")

    # --- processes of the guide ---

    def start_guide(self, number: int) -> None:
        environment = {
            **os.environ,
            "HOST": "127.0.0.1",
            "PORT": str(self.ports[number]),
            "METRICS_PORT": "0",
            "RATE_LIMIT": "off",
            "REDIS_URL": self.redis.url,
            "CONFERENCE_GUIDE_SECRET": "the same for all processes of a test",
            "PUBLIC_URL": f"https://{NAME}",
            "PYTHONWARNINGS": "ignore",
            "DATA_DIR": str(self.folder / f"data{number}"),
        }
        with (self.folder / f"guide{number}.log").open("ab") as log:
            self._guides[number] = subprocess.Popen(
                [sys.executable, "-m", "conference_guide.server"], cwd=ROOT, env=environment, stdout=log, stderr=log
            )

    def wait_for_guide(self, number: int) -> None:
        def ready() -> bool:
            assert self._guides[number].poll() is None, "a process of the guide ended"
            with urllib.request.urlopen(f"http://127.0.0.1:{self.ports[number]}/chat/health/ready", timeout=5) as answer:
                return answer.status == 200

        self._wait(ready, "a process of the guide")
        # nginx leaves one that was dead alone for fail_timeout.
        time.sleep(2.1)

    def kill_guide(self, number: int) -> None:
        self._guides[number].kill()
        self._guides[number].wait(timeout=10)

    def pid(self, number: int) -> int:
        return self._guides[number].pid

    def stop(self) -> None:
        for process in [*self._guides.values(), self._nginx]:
            if process is not None and process.poll() is None:
                process.terminate()
        for process in [*self._guides.values(), self._nginx]:
            if process is not None:
                try:
                    process.wait(timeout=15)
                except subprocess.TimeoutExpired:
                    process.kill()

    # --- what a parent's browser and an operator see ---

    def tls(self) -> ssl.SSLContext:
        return ssl.create_default_context(cafile=str(self.folder / "fullchain.pem"))

    def call(self, method: str, path: str, body: object = None, **headers: str) -> tuple[int, dict[str, str], str]:
        """One request through nginx, on a connection of its own, with the certificate checked."""
        connection = http.client.HTTPConnection(NAME, timeout=20)
        plain = socket.create_connection(("127.0.0.1", self.tls_port), timeout=20)
        connection.sock = self.tls().wrap_socket(plain, server_hostname=NAME)
        data = body if isinstance(body, bytes | None) else json.dumps(body).encode()
        try:
            connection.request(method, path, body=data, headers=headers)
            answer = connection.getresponse()
            return answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read().decode()
        finally:
            connection.close()

    def send(self, **message: object) -> tuple[int, dict]:
        status, _, text = self.call("POST", "/chat/messages", message)
        return status, json.loads(text)

    def served_by(self) -> list[str]:
        """The process that answered each request, from nginx's log; with a retry, both."""
        lines = (self.folder / "guide.log").read_text(encoding="utf-8").splitlines()
        return [line.split(" ", 4)[4] for line in lines]

    def _wait(self, is_there, what: str) -> None:
        end = time.monotonic() + READY_SECONDS
        reason = "no answer"
        while time.monotonic() < end:
            try:
                if is_there():
                    return
            except (OSError, urllib.error.HTTPError) as error:
                reason = str(error)
            time.sleep(0.2)
        pytest.fail(f"{what} did not get ready: {reason}", pytrace=False)
