"""The pipeline of `config.yml`, trained in this process from any examples, with parts changed or taken out.

The components are the product's own, built as Rasa builds them, so what is measured is what runs; only the steps around
them, which cost `rasa train` a minute, are left out. `compare` shows that both give the same.
"""

from __future__ import annotations

import copy
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphSchema
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from rasa.shared.utils.common import class_from_module_path
from ruamel.yaml import YAML

from benchmarks.projects import ROOT, Example, examples
from benchmarks.understanding.figures import Read
from benchmarks.understanding.held_out import HeldOut
from conference_guide import encoder as encoder_module
from conference_guide.encoder import SentenceEncoder, Vectors, encode_cached, shared_encoder
from conference_guide.text import clean, mask

SURE = 0.99  # from here on a label was given by rule, and no threshold applies


class RememberingEncoder:
    """The shared encoder, which encodes a text only once in this process; for texts of the benchmark alone."""

    def __init__(self, inner: SentenceEncoder):
        """Takes the encoder that does the work."""
        self.name = inner.name
        self.threads = getattr(inner, "threads", 1)
        self._inner = inner
        self._known: dict[str, Vectors] = {}

    def encode(self, texts: Sequence[str]) -> Vectors:
        """One row a text, shape (n, 384)."""
        if missing := list(dict.fromkeys(text for text in texts if text not in self._known)):
            self._known.update(zip(missing, self._inner.encode(missing), strict=True))
        return np.stack([self._known[text] for text in texts])

    def learn(self, texts: Sequence[str], vectors: Vectors) -> None:
        """Takes over vectors that are known already."""
        self._known.update(zip(texts, vectors, strict=True))


def remember_encodings(threads: int = 1) -> RememberingEncoder:
    """Makes the process's shared encoder remember, with the vectors of all training questions from the cache on disk."""
    current = shared_encoder(threads)
    if isinstance(current, RememberingEncoder):
        return current
    remembering = RememberingEncoder(current)
    # All of them: the cache on disk keeps only what was asked for last, and must not be cut down to a sample.
    texts = list(dict.fromkeys(example.text for example in examples()))
    remembering.learn(texts, encode_cached(current, texts, ROOT / ".cache"))
    encoder_module._encoders[threads] = remembering
    return remembering


def training_data(given: Iterable[Example]) -> TrainingData:
    """The examples as Rasa's readers give them, with all synonyms."""
    from rasa.shared.nlu.training_data.formats.rasa_yaml import RasaYAMLReader

    synonyms = RasaYAMLReader().read(str(ROOT / "data" / "nlu" / "synonyms.yml"))
    messages = [Message(data={TEXT: example.text, INTENT: example.label}) for example in given]
    return TrainingData(messages, entity_synonyms=synonyms.entity_synonyms)


class Pipeline:
    """The components of `config.yml`, trained on some examples."""

    def __init__(
        self,
        given: TrainingData,
        settings: dict[str, dict[str, Any]] | None = None,
        instead: dict[str, type] | None = None,
    ):
        """Builds and trains every component in order.

        Args:
            given: what to learn from; left as it is.
            settings: by a component's class name, settings other than those of `config.yml`.
            instead: by a component's class name, the class to use in its place.
        """
        config = YAML(typ="safe").load(ROOT / "config.yml")
        given = copy.deepcopy(given)
        self._folder = tempfile.TemporaryDirectory()
        storage = LocalModelStorage(Path(self._folder.name))
        context = ExecutionContext(GraphSchema({}), "benchmark")
        self._components = []
        for number, part in enumerate(config["pipeline"]):
            name = part["name"]
            kind = (instead or {}).get(name.rpartition(".")[2]) or class_from_module_path(name)
            chosen = {**kind.get_default_config(), **part, **(settings or {}).get(name.rpartition(".")[2], {})}
            if "cache_dir" in chosen:
                # The cache on disk keeps only what the last training used: it must not see a sample.
                chosen["cache_dir"] = self._folder.name
            component = kind.create(chosen, storage, Resource(f"{number}"), context)
            if hasattr(component, "train"):
                component.train(given)
            if hasattr(component, "process_training_data"):
                given = component.process_training_data(given)
            self._components.append(component)

    def parse(self, texts: Sequence[str]) -> list[Message]:
        """The messages as the dialogue gets them."""
        messages = [Message(data={TEXT: mask(clean(text))[0], "metadata": {}}) for text in texts]
        for component in self._components:
            messages = component.process(messages)
        return messages

    def read(self, asked: Sequence[HeldOut]) -> list[Read]:
        """What the pipeline makes of each question."""
        return [read_of(q, m.data) for q, m in zip(asked, self.parse([q.text for q in asked]), strict=True)]


def read_of(question: HeldOut, parsed: dict[str, Any]) -> Read:
    """A parsed message as the figures need it."""
    ranking = [entry["name"] for entry in parsed.get("intent_ranking") or []]
    name = parsed["intent"]["name"]
    return Read(question, "fallback" if name in (None, "nlu_fallback") else name, parsed["intent"]["confidence"], ranking)


def without_threshold() -> dict[str, dict[str, Any]]:
    """Settings with which every message gets a label, so that a threshold can be chosen afterwards."""
    return {"TopicClassifier": {"threshold": 0.0}}
