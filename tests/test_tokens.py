from __future__ import annotations

import pytest

from conference_guide import rate_limit
from conference_guide.rate_limit import RateLimit
from conference_guide.tokens import conversation_of, new_token, read_secret


def test_a_token_names_its_conversation_and_no_two_are_alike():
    tokens = {new_token(b"key") for _ in range(1000)}
    assert len(tokens) == 1000
    assert all(conversation_of(token, b"key") == token.partition(".")[0] for token in tokens)


@pytest.mark.parametrize("token", ["", "default", "a.b", "." * 40, "x" * 10_000, "é" * 22 + ".aaa", "null", "../../etc"])
def test_made_up_tokens_are_refused(token):
    assert conversation_of(token, b"key") is None


def test_a_token_signed_with_another_key_or_changed_by_one_letter_is_refused():
    token = new_token(b"key")
    assert conversation_of(token, b"other") is None
    changed = ("A" if token[0] != "A" else "B") + token[1:]
    assert conversation_of(changed, b"key") is None


def test_the_key_is_made_once_and_only_its_owner_can_read_it(tmp_path, monkeypatch):
    monkeypatch.delenv("CONFERENCE_GUIDE_SECRET", raising=False)
    path = tmp_path / ".secret"
    key = read_secret(path)
    assert len(key) == 64 and read_secret(path) == key
    assert path.stat().st_mode & 0o077 == 0


def test_the_key_in_the_environment_wins(tmp_path, monkeypatch):
    monkeypatch.setenv("CONFERENCE_GUIDE_SECRET", "from the operator")
    assert read_secret(tmp_path / ".secret") == b"from the operator"


def test_a_burst_passes_then_messages_wait_then_the_bucket_fills_again(monkeypatch):
    now = [0.0]
    monkeypatch.setattr(rate_limit.time, "monotonic", lambda: now[0])
    limit = RateLimit(per_minute=60, burst=5)
    assert [limit.allows("a") for _ in range(6)] == [True] * 5 + [False]
    assert limit.allows("b")
    now[0] += 1
    assert limit.allows("a") and not limit.allows("a")


def test_an_attack_with_many_names_does_not_fill_the_memory():
    limit = RateLimit(per_minute=1, burst=1)
    for number in range(rate_limit.MOST_KEYS + 500):
        limit.allows(str(number))
    assert len(limit._buckets) == rate_limit.MOST_KEYS
