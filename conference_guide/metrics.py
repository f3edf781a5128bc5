"""Counts for the operator, as Prometheus reads them: what was asked for and how it went, never a word of it.

Every label comes from a closed set: ids of topics and areas, languages, kinds of reply, codes of errors.
"""

from __future__ import annotations

import logging
import os

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, start_http_server

from conference_guide.answers import KINDS
from conference_guide.content import LOCALES, Content

logger = logging.getLogger(__name__)

NONE = "none"
URGENT = ("danger_child", "danger_self", "danger_abuse", "distress")
FEEDBACK = ("feedback_good", "feedback_bad")
MISSES = ("fallback", "out_of_scope")
SECONDS = (0.005, 0.01, 0.02, 0.03, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0)

REGISTRY = CollectorRegistry()
_TURNS = Counter("conference_guide_turns", "Turns answered", ["kind", "topic", "area", "locale"], registry=REGISTRY)
_MISSES = Counter("conference_guide_misses", "Turns without an answer", ["kind", "area", "locale"], registry=REGISTRY)
_URGENT = Counter("conference_guide_urgent", "Urgent replies, by what was seen", ["label", "area", "locale"], registry=REGISTRY)
_FEEDBACK = Counter(
    "conference_guide_feedback", "Feedback, by topic of the last answer", ["feedback", "topic"], registry=REGISTRY
)
_FAILURES = Counter("conference_guide_failures", "Turns that failed and were answered with numbers to ring", registry=REGISTRY)
_REFUSED = Counter("conference_guide_refused", "Requests refused, by reason", ["code"], registry=REGISTRY)
_SECONDS = Histogram("conference_guide_turn_seconds", "Time of a turn", buckets=SECONDS, registry=REGISTRY)
_CONVERSATIONS = Gauge("conference_guide_conversations", "Conversations remembered now", registry=REGISTRY)
_SWITCHED_OFF = Gauge("conference_guide_switched_off", "1 for what is switched off", ["what", "name"], registry=REGISTRY)
_CONTENT_PROBLEMS = Gauge(
    "conference_guide_content_problems", "Problems of the saved content; the last good is served", registry=REGISTRY
)
_MODEL_READY = Gauge("conference_guide_model_ready", "1 while a model is loaded", registry=REGISTRY)
_MODEL_PROBLEM = Gauge("conference_guide_model_problem", "1 while a newer model cannot be used", registry=REGISTRY)
_VERSIONS = Gauge("conference_guide_versions", "1 for the versions in use", ["code", "model", "content"], registry=REGISTRY)


def _known(value: str | None, allowed: object) -> str:
    """The value if it is in the closed set, else "none": nothing typed can become a label."""
    return value if value is not None and value in allowed else NONE  # type: ignore[operator]


def count_turn(
    content: Content,
    *,
    kind: str,
    intent: str,
    topic: str | None,
    last_topic: str | None,
    area: str | None,
    locale: str,
    seconds: float,
    failed: bool,
) -> None:
    """Counts one turn; arguments are ids, never words, and unknown ones count as "none"."""
    kind, topic, area = _known(kind, KINDS), _known(topic, content.topics), _known(area, content.areas)
    locale = _known(locale, LOCALES)
    _SECONDS.observe(seconds)
    _TURNS.labels(kind, topic, area, locale).inc()
    if kind in MISSES:
        _MISSES.labels(kind, area, locale).inc()
    if kind == "urgent":
        _URGENT.labels(_known(intent, URGENT), area, locale).inc()
    if intent in FEEDBACK:
        _FEEDBACK.labels(intent, _known(last_topic, content.topics)).inc()
    if failed:
        _FAILURES.inc()


def count_refused(code: str) -> None:
    """Counts a refused request by the code of its error, one of our own."""
    _REFUSED.labels(code).inc()


def count_failed_request() -> None:
    """Counts a request that failed outside of a turn."""
    _FAILURES.inc()


def set_conversations(count: int) -> None:
    """How many conversations are remembered now."""
    _CONVERSATIONS.set(count)


def set_state(content: Content, *, content_problems: int, code: str, model: str | None, model_problem: bool) -> None:
    """What is in use now, what is switched off, and what is wrong."""
    _SWITCHED_OFF.clear()
    for switch in content.service.switched_off:
        _SWITCHED_OFF.labels(switch.what, switch.name).set(1)
    _CONTENT_PROBLEMS.set(content_problems)
    _MODEL_READY.set(model is not None)
    _MODEL_PROBLEM.set(model_problem)
    _VERSIONS.clear()
    _VERSIONS.labels(code, model or NONE, content.hash).set(1)


def serve() -> None:
    """Serves the counts on loopback at METRICS_PORT (5006; 0 for not at all), from a thread of its own."""
    try:
        port = int(os.environ.get("METRICS_PORT", "5006"))
    except ValueError:
        logger.warning("metrics are off: METRICS_PORT should be a number")
        return
    if port == 0:
        return
    try:
        start_http_server(port, addr="127.0.0.1", registry=REGISTRY)
    except (OSError, OverflowError):
        logger.warning("metrics are off: port %d is in use; set METRICS_PORT to another, or 0", port)
