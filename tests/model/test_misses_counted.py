"""A running guide counts what it could not answer, keeps the counts when it is stopped, and keeps no words."""

from __future__ import annotations

import json
import urllib.request
from datetime import date

import pytest

from conference_guide.misses import MissFile
from tests.conftest import serve

NAME = "Zebedee Quillfeather"


def send(address: str, **message: object) -> dict:
    with urllib.request.urlopen(address + "/chat/messages", data=json.dumps(message).encode(), timeout=20) as answer:
        return json.loads(answer.read())


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """The data folder after two runs of the guide."""
    data = tmp_path_factory.mktemp("data")
    asked = [
        {"text": f"{NAME} purple sideways kettle fourteen", "area": "conwy", "locale": "en"},
        {"text": "what is the weather going to be on saturday", "area": "somerset", "locale": "en"},
    ]
    for _ in range(2):
        for address in serve({"RATE_LIMIT": "off", "DATA_DIR": str(data), "LOG_LEVEL": "DEBUG"}):
            kinds = [send(address, **message)["replies"][0]["kind"] for message in asked]
            assert set(kinds) <= {"fallback", "out_of_scope"}, kinds
            assert send(address, text="can I bring my mum", area="conwy")["replies"][0]["kind"] == "answer"
            assert send(address, button="topic:court", area="conwy")["replies"][0]["kind"] == "answer"
            assert send(address, text="🙂🙂", area="conwy")["replies"][0]["kind"] != "answer"
    return data


def test_misses_are_counted_and_outlive_a_restart(folder):
    counts = MissFile(folder / "misses.sqlite").since(date(2020, 1, 1))
    assert sum(count for _, count in counts) == 4
    assert {miss.area for miss, _ in counts} == {"conwy", "somerset"}
    assert {miss.locale for miss, _ in counts} == {"en"}
    assert all(miss.nearest for miss, _ in counts)


def test_nothing_that_was_typed_is_in_the_data_folder(folder):
    for path in folder.rglob("*"):
        held = path.read_bytes().lower() if path.is_file() else b""
        for word in (*NAME.lower().split(), "kettle", "weather", "saturday"):
            assert word.encode() not in held
