"""Two small Rasa projects on the same sample of the training data: a stock one, and ours.

Stock is what `rasa init` gives: the default pipeline and policies as Rasa's own file of defaults lists them, with fewer
epochs so that training takes minutes. It has our intents, rules and actions, and a story for each topic, because the default
policies learn from stories. Both are built and trained in `.cache/`, once for each sample and version of the code.
"""

from __future__ import annotations

import hashlib
import json
import os
import random
import shutil
import subprocess
import sys
import time
from collections import defaultdict
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from conference_guide.checks import examples_of
from conference_guide.content import topic_ids
from conference_guide.models import record_hash
from conference_guide.train import input_files

ROOT = Path(__file__).parents[1]
CACHE = ROOT / ".cache" / "benchmarks"
A_LABEL = 30  # examples of each label in the sample, half of them in each language
SEED = 1
EPOCHS = 20
FORMAT = 1  # to be raised when the projects are built otherwise: they are then trained anew
KINDS = ("stock", "ours")


@dataclass(frozen=True)
class Example:
    """One training question."""

    label: str
    locale: str
    text: str


def examples(root: Path = ROOT) -> list[Example]:
    """Every training question, in the order of the files."""
    return [
        Example(label, locale, text)
        for path in sorted((root / "data" / "nlu").glob("*.yml"))
        for label, locale, text, _ in examples_of(path)
    ]


def sample(given: list[Example], of_each: int = A_LABEL // 2, seed: int = SEED) -> list[Example]:
    """At most so many questions of each label in each language; the same ones for the same seed, more of them for more."""
    groups: dict[tuple[str, str], list[Example]] = defaultdict(list)
    for example in given:
        groups[example.label, example.locale].append(example)
    chosen = []
    for (label, locale), group in sorted(groups.items()):
        shuffled = sorted(group, key=lambda example: example.text)
        random.Random(f"{seed} {label} {locale}").shuffle(shuffled)
        chosen += shuffled[:of_each]
    return chosen


def _dump(data: Any, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    yaml = YAML()
    yaml.width = 1000
    with path.open("w", encoding="utf-8") as file:
        yaml.dump(data, file)


def _write_questions(chosen: list[Example], path: Path) -> None:
    from ruamel.yaml.scalarstring import LiteralScalarString

    blocks: dict[tuple[str, str], list[str]] = defaultdict(list)
    for example in chosen:
        blocks[example.label, example.locale].append(example.text)
    nlu = []
    for (label, locale), texts in blocks.items():
        lines = LiteralScalarString("".join(f"- {text}\n" for text in texts))
        nlu.append({"intent": label, "metadata": {"locale": locale}, "examples": lines})
    _dump({"version": "3.1", "nlu": nlu}, path)


def _stock_config() -> dict[str, Any]:
    import rasa.engine.recipes

    defaults = Path(rasa.engine.recipes.__file__).parent / "config_files" / "default_config.yml"
    config = YAML(typ="safe").load(defaults)
    config["assistant_id"] = "stock"
    for part in [*config["pipeline"], *config["policies"]]:
        if "epochs" in part:
            part["epochs"] = EPOCHS
    return dict(config)


def _write_stock(folder: Path, chosen: list[Example], action_port: int) -> None:
    _dump(_stock_config(), folder / "config.yml")
    topics = topic_ids(ROOT / "content")
    domain = YAML(typ="safe").load(ROOT / "domain.yml")
    # Rasa adds nlu_fallback itself; topics are named here because stock has no importer of ours.
    domain["intents"] = [*domain["intents"], *topics]
    _dump(domain, folder / "domain.yml")
    rules = YAML(typ="safe").load(ROOT / "data" / "rules.yml")
    answer = {"action": "action_answer_question"}
    rules["rules"].append({"rule": "answer each topic", "steps": [{"or": [{"intent": topic} for topic in topics]}, answer]})
    _dump(rules, folder / "data" / "rules.yml")
    social = {"action": "action_reply_socially"}
    stories = [
        {
            "story": f"a talk about {topic}",
            "steps": [{"intent": "greet"}, social, {"intent": topic}, answer, {"intent": "thanks"}, social],
        }
        for topic in topics
    ]
    _dump({"version": "3.1", "stories": stories}, folder / "data" / "stories.yml")
    _write_questions(chosen, folder / "data" / "nlu.yml")
    _dump({"rest": None}, folder / "credentials.yml")
    _dump({"action_endpoint": {"url": f"http://127.0.0.1:{action_port}/webhook"}}, folder / "endpoints.yml")


def _write_ours(folder: Path, chosen: list[Example]) -> None:
    for name in ("config.yml", "domain.yml", "credentials.yml", "endpoints.yml"):
        shutil.copy(ROOT / name, folder / name)
    (folder / "data").mkdir()
    shutil.copy(ROOT / "data" / "rules.yml", folder / "data" / "rules.yml")
    shutil.copy(ROOT / "data" / "nlu" / "synonyms.yml", folder / "data" / "synonyms.yml")
    _write_questions(chosen, folder / "data" / "nlu.yml")


def environment() -> dict[str, str]:
    """The environment in which the projects' own processes run: this code, no telemetry."""
    return {**os.environ, "PYTHONPATH": str(ROOT), "RASA_TELEMETRY_ENABLED": "false", "TF_CPP_MIN_LOG_LEVEL": "3"}


def _key(kind: str, chosen: list[Example]) -> str:
    digest = hashlib.sha256(json.dumps([[e.label, e.locale, e.text] for e in chosen]).encode())
    digest.update(f"{FORMAT} {EPOCHS}".encode())
    digest.update(version("rasa").encode())
    code = [path for path in input_files(ROOT) if "data" not in path.relative_to(ROOT).parts]
    for path in code if kind == "ours" else [ROOT / "domain.yml"]:
        digest.update(path.read_bytes())
    digest.update("\n".join(topic_ids(ROOT / "content")).encode())
    return digest.hexdigest()[:12]


def project(kind: str, chosen: list[Example], action_port: int = 5055) -> Path:
    """The folder of the trained project, built and trained where it is not there yet; minutes for stock.

    Args:
        kind: "stock" or "ours".
        chosen: the training questions.
        action_port: where the stock project's action server will listen.

    Raises:
        subprocess.CalledProcessError: training failed; what it printed stands above.
    """
    folder = CACHE / f"{kind}-{_key(kind, chosen)}"
    if not (folder / "training.json").exists():
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        (folder / "content").symlink_to(ROOT / "content")
        if kind == "stock":
            _write_stock(folder, chosen, action_port)
        else:
            _write_ours(folder, chosen)
        print(f"training {kind} on {len(chosen)} examples ...", file=sys.stderr, flush=True)
        started = time.perf_counter()
        command = [sys.executable, "-m", "rasa", "train", "--skip-validation", "--fixed-model-name", "model", "--out", "models"]
        subprocess.run(command, cwd=folder, env=environment(), check=True, stdout=subprocess.DEVNULL)
        seconds = time.perf_counter() - started
        model = folder / "models" / "model.tar.gz"
        record_hash(model)
        (folder / "training.json").write_text(json.dumps({"seconds": seconds, "examples": len(chosen)}), encoding="utf-8")
    if kind == "stock":
        _dump({"action_endpoint": {"url": f"http://127.0.0.1:{action_port}/webhook"}}, folder / "endpoints.yml")
    return folder


def training_seconds(folder: Path) -> float:
    """How long the project took to train, in seconds, with nothing cached."""
    return float(json.loads((folder / "training.json").read_text(encoding="utf-8"))["seconds"])
