"""A limit on how many messages one conversation or one address may send."""

from __future__ import annotations

import time
from collections import OrderedDict

MOST_KEYS = 20_000  # beyond this the longest silent key is dropped: memory stays bounded under attack


class RateLimit:
    """A bucket of tokens for each key: full at first, refilled steadily."""

    def __init__(self, per_minute: float, burst: int):
        """No key known yet.

        Args:
            per_minute: how many messages a minute in the long run.
            burst: how many at once.
        """
        self._per_second = per_minute / 60
        self._burst = float(burst)
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def allows(self, key: str) -> bool:
        """Whether one more message may pass now; takes a token if so."""
        now = time.monotonic()
        tokens, then = self._buckets.pop(key, (self._burst, now))
        tokens = min(self._burst, tokens + (now - then) * self._per_second)
        allowed = tokens >= 1
        self._buckets[key] = (tokens - 1 if allowed else tokens, now)
        while len(self._buckets) > MOST_KEYS:
            self._buckets.popitem(last=False)
        return allowed
