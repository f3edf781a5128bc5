"""What the guide is compared with: stock Rasa, keyword search, and the nearest question by embedding."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from pathlib import Path

import bm25s
import numpy as np

from benchmarks.projects import Example
from benchmarks.understanding.figures import Read
from benchmarks.understanding.held_out import HeldOut
from benchmarks.understanding.in_process import RememberingEncoder, read_of
from conference_guide.content import load_content
from conference_guide.text import clean, mask, words


def best_by_label(labels: np.ndarray, scores: np.ndarray) -> list[tuple[str, float]]:
    """Each label with the score of its best document, best first."""
    best: dict[str, float] = {}
    for index in np.argsort(-scores, kind="stable"):
        best.setdefault(str(labels[index]), float(scores[index]))
    return list(best.items())


def _read(question: HeldOut, ranked: list[tuple[str, float]], confidence: float) -> Read:
    return Read(question, ranked[0][0], confidence, [label for label, _ in ranked[:10]])


def topic_texts() -> list[Example]:
    """The question and the answers of every topic, each area's own, in both languages."""
    found = []
    for topic_id, topic in load_content().topics.items():
        for locale in ("en", "cy"):
            found.append(Example(topic_id, locale, topic.question[locale]))
            for answer in topic.answers.values():
                texts = [answer.short[locale], *(answer.more[locale].split("\n") if answer.more else [])]
                found += [Example(topic_id, locale, text) for text in texts if text.strip()]
    return found


class KeywordSearch:
    """BM25 over the training questions and the topics' questions and answers; the best document's label counts."""

    def __init__(self, given: Sequence[Example]):
        """Builds the index over folded words."""
        documents = [*given, *topic_texts()]
        self._labels = np.array([example.label for example in documents])
        self._index = bm25s.BM25()
        self._index.index([words(example.text) or [""] for example in documents], show_progress=False)

    def read(self, asked: Sequence[HeldOut]) -> list[Read]:
        """The label of the best document; the confidence is how far it is ahead of the next label's best, 0 to 1."""
        reads = []
        for question in asked:
            known = [word for word in words(clean(question.text)) if word in self._index.vocab_dict]
            scores = self._index.get_scores(known) if known else np.zeros(len(self._labels), dtype=np.float32)
            ranked = best_by_label(self._labels, scores)
            first, second = ranked[0][1], ranked[1][1]
            reads.append(_read(question, ranked, (first - second) / first if first > 0 else 0.0))
        return reads


class NearestQuestion:
    """The label of the training question whose embedding is nearest; the confidence is the cosine."""

    def __init__(self, given: Sequence[Example], encoder: RememberingEncoder):
        """Encodes the training questions."""
        self._labels = np.array([example.label for example in given])
        self._encoder = encoder
        self._vectors = encoder.encode([example.text for example in given])

    def read(self, asked: Sequence[HeldOut]) -> list[Read]:
        """The nearest question's label for each."""
        cosines = self._encoder.encode([clean(question.text) for question in asked]) @ self._vectors.T
        reads = []
        for question, row in zip(asked, cosines, strict=True):
            ranked = best_by_label(self._labels, row)
            reads.append(_read(question, ranked, ranked[0][1]))
        return reads


class RasaModel:
    """A trained Rasa model, stock or ours, asked through Rasa's own processor."""

    def __init__(self, model: Path):
        """Loads the model."""
        from rasa.core.agent import Agent

        self._agent = Agent()
        self._agent.load_model(str(model))

    def read(self, asked: Sequence[HeldOut], own_fallback: bool = True) -> list[Read]:
        """What the model makes of each question.

        Args:
            asked: the questions.
            own_fallback: whether Rasa's FallbackClassifier may refuse; else the likeliest label counts, however unsure.
        """
        return asyncio.run(self._read(asked, own_fallback))

    async def _read(self, asked: Sequence[HeldOut], own_fallback: bool) -> list[Read]:
        from rasa.core.channels.channel import UserMessage

        reads = []
        for question in asked:
            text = mask(clean(question.text))[0]
            parsed = await self._agent.processor.parse_message(UserMessage(text, metadata={}))
            if not own_fallback:
                parsed["intent_ranking"] = [e for e in parsed["intent_ranking"] if e["name"] != "nlu_fallback"]
                parsed["intent"] = parsed["intent_ranking"][0]
            reads.append(read_of(question, parsed))
        return reads
