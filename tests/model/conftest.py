from __future__ import annotations

import pytest


@pytest.fixture(scope="session")
def agent():
    """The agent with the newest good model, loaded once for all model tests."""
    from conference_guide.cli import _load_agent

    agent = _load_agent()
    if agent.processor is None:
        pytest.fail("there is no model that can be used: run `make train`")
    return agent


@pytest.fixture(scope="session")
def live():
    from conference_guide.content import live_content

    return live_content()
