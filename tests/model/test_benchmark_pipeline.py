"""The pipeline that the benchmarks train without `rasa train`."""

from __future__ import annotations

from benchmarks.projects import Example
from benchmarks.understanding.held_out import HeldOut
from benchmarks.understanding.in_process import Pipeline, training_data
from benchmarks.understanding.run import pipeline_of_config


def test_the_pipeline_trained_in_this_process_is_that_of_the_configuration():
    given = [
        Example(label, "en", f"{text} {n}")
        for label, text in (("minutes", "when do the notes come"), ("court", "is it a court"))
        for n in "abcdef"
    ]
    pipeline = Pipeline(training_data(given), {"TopicClassifier": {"threshold": 0.0}})
    assert [type(component).__name__ for component in pipeline._components] == [
        part["name"].rpartition(".")[2] for part in pipeline_of_config()
    ]
    asked = [
        HeldOut("do the notes come soon", ("minutes",), "en", "second"),
        HeldOut("he is hitting me right now", ("danger_abuse",), "en", "second"),
    ]
    assert [found.right for found in pipeline.read(asked)] == [True, True]
    assert Pipeline(training_data(given), {"TopicClassifier": {"threshold": 1.1}}).read(asked)[0].intent == "fallback"
