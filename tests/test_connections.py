from __future__ import annotations

import inspect
import weakref
from types import SimpleNamespace

import pytest
from sanic.http import Stage
from sanic.server.protocols.http_protocol import HttpProtocol

from conference_guide import connections


class Asked:
    """A request; only that it is the same one counts."""


class Connection:
    """As much of Sanic's connection as the limits look at."""

    def __init__(self, stage):
        self.connections = {self}
        self._http = SimpleNamespace(stage=stage, request=Asked())
        self.aborted = False

    def abort(self):
        self.aborted = True
        self.connections.discard(self)


@pytest.fixture
def clock(monkeypatch):
    now = [1000.0]
    monkeypatch.setattr(connections.time, "monotonic", lambda: now[0])
    monkeypatch.setattr(connections, "_open", {})
    return now


def look_for(clock, connection, seconds):
    connections._open.setdefault(connection, (None, False, clock[0]))
    for _ in range(int(seconds)):
        clock[0] += 1
        connections.end_overdue()


@pytest.mark.parametrize("stage", [Stage.REQUEST, Stage.HANDLER, Stage.RESPONSE])
def test_a_request_that_does_not_end_is_cut_off_after_its_time(clock, stage):
    connection = Connection(stage)
    look_for(clock, connection, connections.REQUEST_SECONDS - 1)
    assert not connection.aborted
    look_for(clock, connection, 3)
    assert connection.aborted


def test_a_connection_on_which_nothing_is_asked_has_its_own_time(clock):
    connection = Connection(Stage.IDLE)
    look_for(clock, connection, connections.IDLE_SECONDS - 1)
    assert not connection.aborted
    look_for(clock, connection, 3)
    assert connection.aborted


def test_one_request_after_another_on_one_connection_goes_on(clock):
    connection = Connection(Stage.HANDLER)
    for _ in range(10):
        connection._http.request = Asked()
        look_for(clock, connection, connections.REQUEST_SECONDS - 3)
    assert not connection.aborted


def test_a_connection_made_a_moment_ago_is_looked_at_without_harm(clock):
    connection = Connection(Stage.IDLE)
    del connection._http.request
    look_for(clock, connection, 2)
    del connection._http
    look_for(clock, connection, 2)
    assert not connection.aborted


def test_connections_that_were_lost_are_not_held(clock):
    connection = Connection(Stage.REQUEST)
    connections._open[connection] = (None, False, clock[0])
    connection.connections.clear()
    connections.end_overdue()
    assert connections._open == {} and not connection.aborted


def test_sanic_still_keeps_its_connections_as_the_limits_expect():
    assert "self.connections.discard(self)" in inspect.getsource(HttpProtocol.connection_lost)
    assert "self.connections.add(self)" in inspect.getsource(connections._connection_made)
    assert callable(HttpProtocol.abort)


def test_a_request_is_not_kept_alive_by_being_watched(clock):
    connection = Connection(Stage.HANDLER)
    look_for(clock, connection, 2)
    request = weakref.ref(connection._http.request)
    connection._http.request = None
    assert request() is None
    look_for(clock, connection, 2)
    assert not connection.aborted
