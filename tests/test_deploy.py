"""The files of `deploy/` name real modules, paths, ports and environment variables, and agree with each other."""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
import subprocess
import time
from configparser import RawConfigParser
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from conference_guide.channel import MAX_BODY
from conference_guide.facts_store import RedisFacts
from conference_guide.last_resort import last_resort
from conference_guide.shared_redis import SharedRedis
from conference_guide.train import input_files
from conference_guide.turns import ACTION_SECONDS

DEPLOY = Path("deploy")
HOME = "/opt/conference-guide"
UNITS = sorted((DEPLOY / "systemd").iterdir())
NGINX = (DEPLOY / "nginx.conf").read_text(encoding="utf-8")
DOCKERFILE = (DEPLOY / "Dockerfile").read_text(encoding="utf-8")
COMPOSE = YAML(typ="safe").load(DEPLOY / "compose.yml")
GUIDE_UNIT = (DEPLOY / "systemd" / "conference-guide@.service").read_text(encoding="utf-8")
REDIS_UNIT = (DEPLOY / "systemd" / "conference-guide-redis.service").read_text(encoding="utf-8")
OPERATOR = Path("docs/operator.md").read_text(encoding="utf-8")
# Read by Python, uv, Rasa or TensorFlow, not by us.
OTHERS = {"PYTHONDONTWRITEBYTECODE", "PYTHONHASHSEED", "UV_PYTHON_DOWNLOADS", "RASA_TELEMETRY_ENABLED", "TF_CPP_MIN_LOG_LEVEL"}


def named_variables() -> dict[str, set[str]]:
    """Environment variables by the file that sets them."""
    example = (DEPLOY / "guide.env.example").read_text(encoding="utf-8")
    units = "\n".join(re.findall(r"^Environment=(.*)$", GUIDE_UNIT, re.MULTILINE))
    env_lines = "\n".join(re.findall(r"^ENV ((?:.*\\\n)*.*)$", DOCKERFILE, re.MULTILINE))
    return {
        "guide.env.example": set(re.findall(r"^(\w+)=", example, re.MULTILINE)),
        "conference-guide@.service": set(re.findall(r"(\b[A-Z_]+)=", units)),
        "Dockerfile": set(re.findall(r"(\b[A-Z_]+)=", env_lines)),
        "compose.yml": {name for service in COMPOSE["services"].values() for name in service.get("environment", {})},
    }


@pytest.mark.parametrize("file", named_variables())
def test_every_environment_variable_is_one_that_the_guide_reads(file):
    code = "\n".join(path.read_text(encoding="utf-8") for path in Path("conference_guide").glob("*.py"))
    named = named_variables()[file]
    assert named
    assert [name for name in sorted(named - OTHERS) if f'"{name}"' not in code] == []


@pytest.mark.parametrize("text", [GUIDE_UNIT, DOCKERFILE, str(COMPOSE)], ids=["unit", "image", "compose"])
def test_every_module_that_is_started_is_there(text):
    modules = [name for name in re.findall(r"-m[\", ]+([a-z_.]+)", text) if name.startswith("conference_guide")]
    assert modules
    assert [name for name in modules if importlib.util.find_spec(name) is None] == []


def test_each_unit_can_be_read_and_runs_nothing_as_root():
    for path in UNITS:
        unit = RawConfigParser(strict=False, interpolation=None, delimiters=("=",))
        unit.optionxform = str
        unit.read_string(path.read_text(encoding="utf-8"))
        assert unit["Unit"]["Description"]
        if path.suffix == ".service":
            assert unit["Service"]["User"] == "conference-guide" and unit["Service"]["NoNewPrivileges"] == "yes"
            assert unit["Service"]["MemorySwapMax"] == "0" and unit["Service"]["LimitCORE"] == "0"


def test_processes_of_all_files_are_those_that_nginx_asks():
    ports = re.findall(r"server 127\.0\.0\.1:(\d+)", NGINX)
    guides = [service for name, service in COMPOSE["services"].items() if name.startswith("guide")]
    assert [service["environment"]["PORT"] for service in guides] == ports
    assert [service["environment"]["METRICS_PORT"] for service in guides] == ["1" + port for port in ports]
    assert "PORT=%i METRICS_PORT=1%i" in GUIDE_UNIT
    assert all(f"conference-guide@{port}" in OPERATOR for port in ports)


def test_redis_is_where_the_guide_looks_for_it():
    socket = re.search(r"^unixsocket (\S+)$", (DEPLOY / "redis.conf").read_text(encoding="utf-8"), re.MULTILINE)[1]
    assert f"REDIS_URL=unix://{socket}" in GUIDE_UNIT
    assert f"RuntimeDirectory={Path(socket).parent.name}" in REDIS_UNIT
    port = COMPOSE["services"]["redis"]["command"][3]
    assert all(f":{port}/" in COMPOSE["services"][name]["environment"]["REDIS_URL"] for name in ("guide1", "guide2"))


def test_what_nginx_shows_when_all_is_dead_is_written_where_nginx_reads_it(content):
    folder = re.search(r"alias (\S+)/;", NGINX)[1]
    assert f"conference_guide.last_resort {folder}\n" in GUIDE_UNIT
    assert folder in " ".join(COMPOSE["services"]["guide1"]["command"])
    named = set(re.findall(r"not_working\.\w+\.html|/last_resort/(\w+\.json)", NGINX)) | set(
        re.findall(r"not_working\.\w+\.html", NGINX)
    )
    assert named - {""} == set(last_resort(content))


def test_nginx_lets_through_what_the_guide_may_take_and_waits_longer_than_an_action_may_last():
    assert int(re.search(r"client_max_body_size (\d+)k;", NGINX)[1]) * 1024 > MAX_BODY
    assert int(re.search(r"client_body_buffer_size (\d+)k;", NGINX)[1]) * 1024 > MAX_BODY
    assert int(re.search(r"proxy_read_timeout (\d+)s;", NGINX)[1]) > ACTION_SECONDS
    # Whoever asks is not written down.
    assert "$remote_addr" not in re.search(r"log_format .*", NGINX)[0]
    formats = re.findall(r"log_format [^;]*;", NGINX)
    assert formats and not any(asked in line for line in formats for asked in ("$request_uri", "$args", "$request ", '$request"'))


def test_the_image_holds_everything_that_a_model_is_made_from():
    copied = {name for line in re.findall(r"^COPY (?!--from)(.+)$", DOCKERFILE, re.MULTILINE) for name in line.split()[:-1]}
    assert copied and all(Path(name).exists() for name in copied)
    needed = {path.parts[0] for path in input_files()} | {"content", "actions", "endpoints.yml", "credentials.yml"}
    assert needed <= copied


def test_secrets_are_neither_in_git_nor_in_the_image():
    for path in ("/deploy/guide.env", "/deploy/tls/"):
        assert path in Path(".gitignore").read_text(encoding="utf-8").split()
    assert {"deploy/tls", "deploy/guide.env", ".secret"} <= set(Path(".dockerignore").read_text(encoding="utf-8").split())
    assert re.search(r"^CONFERENCE_GUIDE_SECRET=$", (DEPLOY / "guide.env.example").read_text(encoding="utf-8"), re.MULTILINE)


async def test_redis_starts_with_its_file_keeps_nothing_on_disk_and_the_guide_reaches_its_socket(tmp_path):
    program = shutil.which("redis-server")
    if program is None:
        pytest.fail("redis-server is needed for these tests: run `make redis`", pytrace=False)
    config, socket = tmp_path / "redis.conf", tmp_path / "redis.sock"
    text = (DEPLOY / "redis.conf").read_text(encoding="utf-8")
    assert "/run/conference-guide-redis/redis.sock" in text
    config.write_text(text.replace("/run/conference-guide-redis/redis.sock", str(socket)), encoding="utf-8")
    with (tmp_path / "log.txt").open("w") as log:
        process = subprocess.Popen([program, str(config)], cwd=tmp_path, stdout=log, stderr=log)
    try:
        end = time.monotonic() + 20
        while not socket.exists() and time.monotonic() < end:
            time.sleep(0.05)
        assert (os.stat(socket).st_mode & 0o777) == 0o700
        facts = RedisFacts(SharedRedis(f"unix://{socket}"), 3600)
        await facts.set("c1", {"area": "conwy"})
        assert await facts.get("c1") == {"area": "conwy"} and len(facts) == 1
        await facts.delete("c1")
        assert await facts.get("c1") is None and facts.failures == 0
    finally:
        process.terminate()
        process.wait(timeout=10)
    assert {path.name for path in tmp_path.iterdir()} <= {"redis.conf", "redis.sock", "log.txt"}
