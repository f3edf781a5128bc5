"""The real server and a real Chromium for the browser's tests; without either the tests fail, they are never skipped."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, sync_playwright

from conference_guide.content import load_content

ROOT = Path(__file__).parents[2]
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # Pages that a test makes up count as public, and may else not ask this machine for anything.
    "--disable-features=LocalNetworkAccessChecks,BlockInsecurePrivateNetworkRequests,PrivateNetworkAccessForNavigations",
]
EXIT_HOST = load_content(ROOT / "content").service.exit_url


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium, or another that is installed."""
    names = ("chromium", "chromium-browser", "google-chrome")
    path = os.environ.get("CHROMIUM") or next((found for name in names if (found := shutil.which(name))), None)
    if path is None:
        pytest.fail("Chromium is not installed. Run `make browser`.", pytrace=False)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield browser
        browser.close()


class Watch:
    """What must not happen in any test: an error in the console, or a request to another host."""

    def __init__(self, server: str) -> None:
        """Nothing seen yet."""
        self.servers: tuple[str, ...] = (server,)
        self.errors: list[str] = []
        self.strangers: list[str] = []
        self.expected: tuple[str, ...] = ()

    def follow(self, page: Page) -> None:
        """Listens to a page."""
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("request", self._request)

    def _console(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.errors.append(message.text)

    def _request(self, request: Request) -> None:
        if not request.url.startswith((*self.servers, "data:", "about:", EXIT_HOST)):
            self.strangers.append(request.url)

    def check(self) -> None:
        """Fails with what was seen."""
        assert self.strangers == []
        assert [error for error in self.errors if not any(word in error for word in self.expected)] == []


OpenPage = Callable[..., Page]


@pytest.fixture
def watch(server: str) -> Iterator[Watch]:
    """Watches every page of a test; `watch.expected` names errors that the test brings about."""
    watching = Watch(server)
    yield watching
    watching.check()


@pytest.fixture
def open_page(server: str, browser: Browser, watch: Watch) -> Iterator[OpenPage]:
    """Opens a path in a browser of its own (a small phone unless told otherwise)."""
    contexts: list[BrowserContext] = []

    def opened(path: str, size: tuple[int, int] = (360, 740), **settings: Any) -> Page:
        context = browser.new_context(viewport={"width": size[0], "height": size[1]}, **settings)
        contexts.append(context)
        context.set_default_timeout(10_000)
        # The exit leads to another site; the tests need no network for it.
        context.route(f"{EXIT_HOST}**", lambda route: route.fulfill(body="<title>Weather</title>", content_type="text/html"))
        page = context.new_page()
        watch.follow(page)
        page.goto(server + path)
        return page

    yield opened
    for context in contexts:
        context.close()
