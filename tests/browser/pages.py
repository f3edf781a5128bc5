"""What browser tests ask of a page, and what they ask for in it."""

from __future__ import annotations

from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect

from conference_guide.content import load_content

CONTENT = load_content()
AXE = Axe()
AXE_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def question(topic: str, locale: str = "en") -> str:
    """A topic's question; typed out it does what the topic's button does."""
    return CONTENT.topics[topic].question[locale]


def say(locale: str, key: str) -> str:
    """A line of the interface."""
    return CONTENT.say(locale, key)


def turns(page: Page) -> Locator:
    """The turns of the chat so far."""
    return page.locator("#log .turn")


def ask(page: Page, text: str) -> Locator:
    """Types a question and sends it with Enter; returns the new turn."""
    count = turns(page).count()
    page.fill("#text", text)
    page.press("#text", "Enter")
    expect(turns(page)).to_have_count(count + 1)
    return turns(page).last


def violations(page: Page) -> list[str]:
    """What axe finds on the page, each with the first places."""
    # A page that is still gliding to its newest reply moves things under the bar while axe measures them.
    for _ in range(10):
        page.evaluate("scrollTo({top: 0, behavior: 'instant'})")
        page.wait_for_timeout(200)
        if page.evaluate("scrollY") == 0:
            break
    found: Any = AXE.run(page, options={"runOnly": AXE_TAGS}).response["violations"]
    return [f"{one['id']}: {one['help']}: {[node['target'] for node in one['nodes'][:3]]}" for one in found]


def token_of(page: Page) -> str:
    """The conversation's token in this tab."""
    return str(page.evaluate("JSON.parse(sessionStorage.guide).token"))
