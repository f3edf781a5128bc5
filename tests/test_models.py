from __future__ import annotations

import os

from conference_guide.models import good_models, record_hash


def make(folder, name, when, text=b"model"):
    path = folder / f"{name}.tar.gz"
    path.write_bytes(text)
    os.utime(path, (when, when))
    return path


def test_the_newest_model_with_the_right_hash_comes_first(tmp_path):
    old, new = make(tmp_path, "old", 1), make(tmp_path, "new", 2)
    record_hash(old), record_hash(new)
    assert list(good_models(tmp_path, [])) == [new, old]


def test_a_model_that_was_changed_is_refused_and_the_one_before_it_kept(tmp_path):
    old, new = make(tmp_path, "old", 1), make(tmp_path, "new", 2)
    record_hash(old), record_hash(new)
    new.write_bytes(b"something else")
    problems = []
    assert list(good_models(tmp_path, problems)) == [old]
    assert "new.tar.gz does not match" in problems[0]


def test_a_model_without_a_hash_is_refused(tmp_path):
    make(tmp_path, "foreign", 1)
    problems = []
    assert list(good_models(tmp_path, problems)) == []
    assert "no recorded hash" in problems[0]
