from __future__ import annotations

import os

import pytest

from conference_guide.models import (
    NoEarlierModel,
    files_stamp,
    good_models,
    record_hash,
    roll_back,
    withdrawn_models,
)


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


def test_rolling_back_withdraws_the_newest_and_can_be_taken_back(tmp_path):
    old, new = make(tmp_path, "old", 1), make(tmp_path, "new", 2)
    record_hash(old), record_hash(new)
    assert roll_back(tmp_path) == (old, [new])
    assert list(good_models(tmp_path, [])) == [old] and withdrawn_models(tmp_path) == [new]
    assert roll_back(tmp_path, to="new") == (new, [])
    assert list(good_models(tmp_path, [])) == [new, old]


def test_without_an_earlier_good_model_nothing_is_rolled_back(tmp_path):
    old, new = make(tmp_path, "old", 1), make(tmp_path, "new", 2)
    record_hash(new)
    with pytest.raises(NoEarlierModel, match="no earlier good model"):
        roll_back(tmp_path)
    with pytest.raises(NoEarlierModel, match=r"no good model 'old\.tar\.gz'"):
        roll_back(tmp_path, to=old.name)
    assert list(good_models(tmp_path, [])) == [new]


def test_training_again_takes_the_mark_of_a_withdrawn_model_away(tmp_path):
    old, new = make(tmp_path, "old", 1), make(tmp_path, "new", 2)
    record_hash(old), record_hash(new)
    roll_back(tmp_path)
    record_hash(new)
    assert next(good_models(tmp_path, [])) == new


def test_the_stamp_changes_with_models_hashes_and_marks(tmp_path):
    old, new = make(tmp_path, "old", 1), make(tmp_path, "new", 2)
    stamps = {files_stamp(tmp_path)}
    for step in (lambda: record_hash(old), lambda: record_hash(new), lambda: roll_back(tmp_path), new.unlink):
        step()
        stamps.add(files_stamp(tmp_path))
    assert len(stamps) == 5
