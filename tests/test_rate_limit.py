from __future__ import annotations

import pytest

from conference_guide.rate_limit import MOST_KEYS, RateLimit, address_of, proxies

LOOPBACK = proxies("127.0.0.1,::1")


@pytest.mark.parametrize(
    ("peer", "real_ip", "counted"),
    [
        ("127.0.0.1", "203.0.113.7", "203.0.113.7"),
        ("127.0.0.1", None, "127.0.0.1"),
        ("127.0.0.1", "not an address", "127.0.0.1"),
        ("198.51.100.1", "203.0.113.7", "198.51.100.1"),
        ("::1", "2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("::ffff:198.51.100.1", None, "198.51.100.1"),
    ],
)
def test_only_a_trusted_proxy_is_believed_about_an_address(peer, real_ip, counted):
    assert address_of(peer, real_ip, LOOPBACK) == counted


def test_a_network_of_proxies_can_be_trusted():
    assert address_of("172.18.0.3", "203.0.113.7", proxies("172.18.0.0/16")) == "203.0.113.7"


def test_a_proxy_that_is_no_address_is_refused():
    with pytest.raises(ValueError, match="nginx"):
        proxies("127.0.0.1, nginx")


def test_a_burst_passes_and_then_no_more():
    limit = RateLimit(per_minute=1, burst=3)
    assert [limit.allows("a") for _ in range(4)] == [True, True, True, False]
    assert limit.allows("b")


def test_the_keys_held_are_bounded():
    limit = RateLimit(per_minute=1, burst=1)
    for number in range(MOST_KEYS + 10):
        limit.allows(str(number))
    assert len(limit._buckets) == MOST_KEYS
