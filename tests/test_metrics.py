from __future__ import annotations

import json
import re
from pathlib import Path

from prometheus_client import generate_latest

from conference_guide import metrics
from conference_guide.content import load_content

DASHBOARD = Path("deploy/grafana-dashboard.json")
WORDS = "Zebediah Quorlpington"


def written() -> str:
    return generate_latest(metrics.REGISTRY).decode()


def count(content, **given):
    turn = {"kind": "answer", "intent": "minutes", "topic": "minutes", "last_topic": None, "area": "conwy", "locale": "cy"}
    metrics.count_turn(content, **{**turn, "seconds": 0.01, "failed": False, **given})


def value(line: str) -> float:
    return next((float(found.rpartition(" ")[2]) for found in written().splitlines() if found.startswith(line)), 0.0)


def test_a_turn_is_counted_by_kind_topic_area_and_locale():
    line = 'conference_guide_turns_total{area="conwy",kind="answer",locale="cy",topic="minutes"}'
    before = value(line)
    count(load_content())
    assert value(line) == before + 1


def test_misses_urgent_replies_feedback_and_failures_are_counted():
    content = load_content()
    lines = [
        'conference_guide_misses_total{area="conwy",kind="fallback",locale="cy"}',
        'conference_guide_urgent_total{area="none",label="danger_self",locale="en"}',
        'conference_guide_feedback_total{feedback="feedback_bad",topic="court"}',
        "conference_guide_failures_total",
        "conference_guide_turn_seconds_count",
    ]
    before = [value(line) for line in lines]
    count(content, kind="fallback", topic=None, failed=True)
    count(content, kind="urgent", intent="danger_self", topic=None, area=None, locale="en")
    count(content, kind="social", intent="feedback_bad", topic=None, last_topic="court")
    assert [value(line) - then for line, then in zip(lines, before, strict=True)] == [1, 1, 1, 1, 3]


def test_no_word_can_become_a_label():
    for field in ("kind", "intent", "topic", "last_topic", "area", "locale"):
        count(load_content(), **{field: WORDS})
    assert "Zebediah" not in written()


def test_switches_and_versions_are_shown_and_go_again():
    content = load_content()
    metrics.set_state(content, content_problems=2, code="1", model="guide-1", model_problem=True)
    assert value("conference_guide_content_problems ") == 2 and value("conference_guide_model_problem ") == 1
    assert value(f'conference_guide_versions{{code="1",content="{content.hash}",model="guide-1"}}') == 1
    metrics.set_state(content, content_problems=0, code="1", model=None, model_problem=False)
    assert "guide-1" not in written() and value("conference_guide_model_ready ") == 0


def test_every_metric_that_the_dashboard_names_exists():
    names = {sample.name for metric in metrics.REGISTRY.collect() for sample in metric.samples}
    names |= {
        line.split()[2] + suffix for line in written().splitlines() if line.startswith("# HELP ") for suffix in ("", "_bucket")
    }
    queries = [target["expr"] for panel in json.loads(DASHBOARD.read_text())["panels"] for target in panel.get("targets", [])]
    asked = {name for query in queries for name in re.findall(r"conference_guide_\w+", query)}
    assert asked and asked <= names
    families = {line.split()[2].removesuffix("_total") for line in written().splitlines() if line.startswith("# TYPE ")}
    shown = {re.sub(r"_(total|bucket)$", "", name) for name in asked}
    assert {name for name in families if not name.endswith("_created")} <= shown, "each metric is on the dashboard"


def test_every_panel_has_a_title_and_a_place():
    panels = json.loads(DASHBOARD.read_text())["panels"]
    assert all(panel["title"] and set(panel["gridPos"]) == {"x", "y", "w", "h"} for panel in panels)
    assert len({panel["id"] for panel in panels}) == len(panels)
