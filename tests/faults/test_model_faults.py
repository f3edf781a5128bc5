"""Cases 3, 21 and 22: no model, a model swapped in or rolled back under load, and models that must be refused."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Iterator

import pytest

from tests.conftest import ROOT

from .conftest import Guide, add_model, guide_in, has_numbers, make_root, newest_model, words_of

# The tests of this file build on one another, in their order, on one server.


@pytest.fixture(scope="module")
def guide(tmp_path_factory) -> Iterator[Guide]:
    root = make_root(tmp_path_factory.mktemp("models"))
    (root / "models").mkdir()
    yield from guide_in(root, wanted=503)


class Parents:
    """Three parents who go on asking while something is done to the server."""

    def __init__(self, guide: Guide):
        self._guide, self._stop = guide, threading.Event()
        self.wrong: list[object] = []
        self.turns = 0
        self._threads = [threading.Thread(target=self._ask, args=(area,)) for area in ("conwy", "somerset", "north_yorkshire")]

    def _ask(self, area: str) -> None:
        token = None
        while not self._stop.is_set():
            status, turn = self._guide.send("who will be there", conversation=token, area=None if token else area)
            if status != 200 or turn["area"] != area or turn["replies"][0]["kind"] != "answer":
                self.wrong.append((status, turn))
            if token is not None and turn.get("conversation") != token:
                self.wrong.append("the conversation was dropped")
            token = turn.get("conversation")
            self.turns += 1

    def __enter__(self) -> Parents:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *error: object) -> None:
        self._stop.set()
        for thread in self._threads:
            thread.join()


def command(guide: Guide, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "DATA_DIR": str(guide.root / "kept")}
    line = [sys.executable, "-m", "conference_guide.cli", *arguments]
    return subprocess.run(line, cwd=guide.root, env=environment, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("text", ["who will be there", "pwy fydd yno heno"])
def test_03_without_a_model_numbers_and_plain_pages_are_there(guide, text):
    status, turn = guide.send(text)
    assert status == 200 and turn["replies"][0]["kind"] == "fallback" and has_numbers(words_of(turn))
    assert guide.call("GET", "/chat/guide/minutes?area=conwy")[0] == 200
    status, ready = guide.ready()
    assert status == 503 and "make train" in " ".join(ready["reasons"])


@pytest.mark.parametrize(
    ("text", "lang"), [("he is going to kill me", "en"), ("dwi isio marw", "cy"), ("mae o'n fy nghuro i rŵan", "en")]
)
def test_04_without_a_model_danger_gets_its_reply_as_json_and_on_the_page(guide, text, lang):
    _, turn = guide.send(text)
    assert turn["replies"][0]["kind"] == "urgent" and "999" in turn["replies"][0]["short"]
    status, _, html = guide.call(
        "POST",
        "/chat",
        f"text={text.replace(' ', '+')}&lang={lang}".encode(),
        {"Content-Type": "application/x-www-form-urlencoded"},
    )
    assert status == 200 and 'class="reply urgent"' in html and 'href="tel:999"' in html
    page = guide.call("GET", f"/chat?lang={lang}")[2]
    assert 'href="tel:999"' in page


def test_21_the_first_model_is_taken_without_a_restart(guide):
    add_model(guide.root / "models", "guide-first")
    guide.wait_until(lambda: guide.ready()[0] == 200)
    assert guide.ready()[1]["model"] == "guide-first.tar.gz" and len(guide.ready()[1]["model_hash"]) == 64
    assert guide.send("who will be there")[1]["replies"][0]["kind"] == "answer"


def damaged(path, how):
    data = path.read_bytes()
    if how == "truncated":
        path.write_bytes(data[: len(data) // 2])
    elif how == "corrupt":
        middle = len(data) // 2
        path.write_bytes(data[:middle] + b"\x00" * 1000 + data[middle + 1000 :])
    elif how == "unsigned":
        path.with_name(path.name + ".sha256").unlink()
    elif how == "no model at all":
        path.write_bytes(b"this is no archive")
        sign(path)
    elif how == "signed but broken":
        path.write_bytes(data[: len(data) // 2])
        sign(path)


def sign(path):
    from conference_guide.models import record_hash

    record_hash(path)


@pytest.mark.parametrize("how", ["truncated", "corrupt", "unsigned", "no model at all", "signed but broken"])
def test_22_a_bad_model_is_refused_the_old_one_kept_and_readiness_red(guide, how):
    (guide.root / "aside").mkdir(exist_ok=True)
    bad = add_model(guide.root / "aside", "guide-bad")
    damaged(bad, how)
    for path in sorted((guide.root / "aside").iterdir()):
        path.replace(guide.root / "models" / path.name)
    try:
        guide.wait_until(lambda: guide.ready()[0] == 503, 60)
        _, ready = guide.ready()
        assert ready["model"] == "guide-first.tar.gz" and "guide-bad" in " ".join(ready["reasons"])
        assert guide.send("who will be there")[1]["replies"][0]["kind"] == "answer"
        guide.wait_until(lambda: "conference_guide_model_problem 1.0" in guide.metrics(), 5)
    finally:
        for path in (guide.root / "models").glob("guide-bad*"):
            path.unlink()
    guide.wait_until(lambda: guide.ready()[0] == 200)


def test_21_a_newer_model_is_swapped_in_under_load_and_no_conversation_dropped(guide):
    with Parents(guide) as parents:
        guide.wait_until(lambda: parents.turns > 10)
        # A copy under another name would be the same model by its hash, so this one is repacked.
        repacked = guide.root / "repacked.tar.gz"
        shutil.copyfile(newest_model(), repacked)
        with repacked.open("ab") as file:
            file.write(b"\x00" * 512)
        moved = guide.root / "models" / "guide-second.tar.gz"
        repacked.replace(moved)
        sign(moved)
        guide.wait_until(lambda: guide.ready()[1]["model"] == "guide-second.tar.gz")
        before = parents.turns
        guide.wait_until(lambda: parents.turns > before + 10)
    assert parents.wrong == [] and parents.turns > 20
    assert guide.ready()[0] == 200


def test_21_one_command_goes_back_to_the_model_before_under_load(guide):
    with Parents(guide) as parents:
        ran = command(guide, "rollback", "model")
        assert ran.returncode == 0 and "guide-first" in ran.stdout, ran.stderr
        guide.wait_until(lambda: guide.ready()[1]["model"] == "guide-first.tar.gz")
        before = parents.turns
        guide.wait_until(lambda: parents.turns > before + 6)
    assert parents.wrong == []
    assert command(guide, "rollback", "model").returncode == 1, "there is no earlier one"
    ran = command(guide, "rollback", "model", "--to", "guide-second.tar.gz")
    assert ran.returncode == 0, ran.stderr
    guide.wait_until(lambda: guide.ready()[1]["model"] == "guide-second.tar.gz")


def test_21_one_command_goes_back_to_the_content_before_without_git(guide):
    file = "content/topics/minutes.yml"
    sound, first = guide.read(file), guide.ready()[1]["content"]
    _, turn = guide.send("when do I get the minutes", area="conwy")
    guide.save(file, sound.replace("short:\n      en: >-\n        ", "short:\n      en: >-\n        A wrong word. ", 1))
    guide.wait_until(lambda: guide.ready()[1]["content"] != first)
    second = guide.ready()[1]["content"]
    guide.wait_until(lambda: any(second in path.name for path in (guide.root / "kept" / "content").iterdir()), 15)
    ran = command(guide, "rollback", "content")
    assert ran.returncode == 0 and first in ran.stdout, ran.stderr
    started = time.monotonic()
    guide.wait_until(lambda: guide.ready()[1]["content"] == first)
    assert time.monotonic() - started < 5 and guide.read(file) == sound
    _, again = guide.send("when do I get the minutes", conversation=turn["conversation"])
    assert again["area"] == "conwy" and again["conversation"] == turn["conversation"]


def test_22_a_folder_without_any_good_model_keeps_the_one_that_is_loaded(guide):
    loaded = guide.ready()[1]["model"]
    for path in (guide.root / "models").iterdir():
        path.unlink()
    guide.wait_until(lambda: guide.ready()[0] == 503)
    assert guide.ready()[1]["model"] == loaded
    assert guide.send("who will be there")[1]["replies"][0]["kind"] == "answer"


def test_the_log_of_all_this_names_models_and_holds_no_words(guide):
    log = guide.log()
    assert "guide-second.tar.gz is in use" in log and "guide-bad" in log
    assert "who will be there" not in log and "kill me" not in log
