"""A limit on how many messages one conversation or one address may send."""

from __future__ import annotations

import time
from collections import OrderedDict
from ipaddress import IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

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


Network = IPv4Network | IPv6Network


def proxies(given: str) -> list[Network]:
    """The addresses or networks, parted by commas, whose word on a parent's address is taken.

    Raises:
        ValueError: one of them is no address.
    """
    return [ip_network(part.strip(), strict=False) for part in given.split(",") if part.strip()]


def address_of(peer: str, real_ip: str | None, trusted: list[Network]) -> str:
    """The address whose messages are counted together.

    Args:
        peer: who opened the connection.
        real_ip: what the header X-Real-IP says; anybody can write it, so only a trusted proxy is believed.
        trusted: the proxies.

    Returns:
        An IPv4 address, or the 64-bit network of an IPv6 one: one household has that many addresses.
    """
    try:
        address = ip_address(peer)
        if real_ip is not None and any(address in network for network in trusted):
            address = ip_address(real_ip.strip())
    except ValueError:
        return peer
    if isinstance(address, IPv6Address):
        if address.ipv4_mapped is not None:
            return str(address.ipv4_mapped)
        return str(ip_network((address, 64), strict=False))
    return str(address)
