"""What stands between the page and Rasa: the check of action results, and the limits set on libraries."""

from __future__ import annotations

import ast
import hashlib
import inspect

import pytest
import rasa.core.actions.action as rasa_action
from jsonschema import ValidationError
from rasa.core.actions.action import RemoteAction
from threadpoolctl import threadpool_info

from conference_guide import turns

# Of Rasa 3.6.21's own method, which turns.py replaces. When Rasa changes it, read it again and then this.
RASA_METHOD = "c528806a"


def test_rasa_still_checks_results_the_way_that_was_replaced():
    module = ast.parse(inspect.getsource(rasa_action))
    [remote] = [node for node in module.body if isinstance(node, ast.ClassDef) and node.name == "RemoteAction"]
    [method] = [node for node in remote.body if getattr(node, "name", "") == "_validate_action_result"]
    assert hashlib.sha256(ast.dump(method).encode()).hexdigest()[:8] == RASA_METHOD


def test_a_good_result_passes():
    result = {"events": [{"event": "slot", "name": "area", "value": "conwy"}], "responses": [{"text": "x"}]}
    assert RemoteAction("action_x", None)._validate_action_result(result)


@pytest.mark.parametrize(
    "result", [{"events": "secret words"}, {"events": [{"name": "secret words"}]}, {"responses": "secret words"}]
)
def test_a_bad_result_is_refused_without_its_words(result):
    with pytest.raises(ValidationError) as error:
        RemoteAction("action_x", None)._validate_action_result(result)
    assert "secret" not in str(error.value)


def test_linear_algebra_keeps_to_one_thread():
    turns._hold_algebra_to_one_thread.cache_clear()
    turns._hold_algebra_to_one_thread()
    assert {pool["num_threads"] for pool in threadpool_info() if pool["user_api"] == "blas"} == {1}
