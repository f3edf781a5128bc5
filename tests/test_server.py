"""What the launcher refuses before anything is open."""

from __future__ import annotations

import pytest
from rasa.utils.endpoints import EndpointConfig

from conference_guide.action_server import make_app
from conference_guide.server import refuse_unsafe

TOKEN = "0123456789abcdef"


@pytest.mark.parametrize("host", ["0.0.0.0", "192.0.2.1", "::", "guide.example"])
def test_limits_cannot_be_lifted_where_others_can_reach_the_server(host):
    with pytest.raises(SystemExit, match="RATE_LIMIT=off"):
        refuse_unsafe({"RATE_LIMIT": "off", "HOST": host}, None)


@pytest.mark.parametrize("host", ["127.0.0.1", "::1", "localhost"])
def test_limits_can_be_lifted_on_loopback(host):
    refuse_unsafe({"RATE_LIMIT": "off", "HOST": host}, None)
    refuse_unsafe({"RATE_LIMIT": "off"}, None)
    refuse_unsafe({"HOST": "0.0.0.0"}, None)


@pytest.mark.parametrize("url", ["http://192.0.2.1:5055/webhook", "http://actions.example/webhook", "", None])
def test_an_action_server_away_from_loopback_is_refused(url):
    with pytest.raises(SystemExit, match="loopback"):
        refuse_unsafe({}, EndpointConfig(url=url, token=TOKEN))


def test_an_action_server_without_a_token_is_refused():
    with pytest.raises(SystemExit, match="token"):
        refuse_unsafe({}, EndpointConfig(url="http://127.0.0.1:5055/webhook"))
    refuse_unsafe({}, EndpointConfig(url="http://127.0.0.1:5055/webhook", token=TOKEN))


def test_our_action_server_needs_a_long_token():
    with pytest.raises(SystemExit, match="16 characters"):
        make_app("short")
