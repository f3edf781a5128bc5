from __future__ import annotations

import tempfile
from pathlib import Path

import pytest

from tests.cluster.cluster import Cluster
from tests.redis_server import running_redis


@pytest.fixture(scope="session")
def cluster():
    """Redis, nginx and two processes of the guide, each with one encoder thread."""
    with running_redis() as redis, tempfile.TemporaryDirectory(prefix="guide") as folder:
        cluster = Cluster(Path(folder), redis)
        try:
            for number in (0, 1):
                cluster.start_guide(number)
            cluster.start_nginx()
            for number in (0, 1):
                cluster.wait_for_guide(number)
            yield cluster
        finally:
            cluster.stop()
