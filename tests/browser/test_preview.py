"""The editors' preview in a real browser: accessible in both languages, live, and whole without JavaScript."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from tests.browser.conftest import Watch
from tests.preview_server import RunningPreview, run_preview

PATHS = (
    "/",
    "/topic/child_attends?area=somerset&age=9",
    "/replies?area=conwy",
    "/rules",
    "/map",
    "/changes",
    "/try",
    "/misses",
    "/problems",
)


@pytest.fixture(scope="module")
def preview(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningPreview]:
    yield from run_preview(tmp_path_factory.mktemp("preview"))


@pytest.fixture
def page(preview: RunningPreview, browser: Browser) -> Iterator[Page]:
    watching = Watch(preview.address)
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    watching.follow(page)
    yield page
    context.close()
    watching.check()


@pytest.mark.parametrize("locale", ["en", "cy"])
@pytest.mark.parametrize("path", PATHS)
def test_axe_finds_nothing_and_nothing_overflows_a_small_screen(
    preview: RunningPreview, page: Page, path: str, locale: str
) -> None:
    # The page as it is now: one that renews itself in the middle of the search would end it.
    page.route("**/version", lambda route: route.fulfill(body=page.evaluate("document.body.dataset.version")))
    page.goto(f"{preview.address}{path}{'&' if '?' in path else '?'}lang={locale}")
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        found = Axe().run(page)
        assert found.violations_count == 0, found.generate_report()
    page.set_viewport_size({"width": 320, "height": 700})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_a_saved_change_comes_into_the_open_page_by_itself(preview: RunningPreview, page: Page) -> None:
    file = "content/topics/minutes.yml"
    good = preview.read(file)
    page.goto(preview.address + "/topic/minutes?lang=en")
    preview.save(file, good.replace("The written record", "The jottings", 1))
    page.get_by_role("heading", name="The jottings").wait_for(timeout=10_000)
    preview.save(file, good)
    page.get_by_role("heading", name="The written record").wait_for(timeout=10_000)


def test_a_question_is_tried_and_the_page_stays_when_something_is_saved(preview: RunningPreview, page: Page) -> None:
    page.goto(preview.address + "/try?lang=en")
    page.get_by_label("Question").fill("can I bring my mum")
    page.get_by_role("button", name="Ask").click()
    page.get_by_role("heading", name="What the guide understood").wait_for(timeout=60_000)
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    file = "content/topics/minutes.yml"
    good = preview.read(file)
    preview.save(file, good.replace("The written record", "The jottings", 1))
    page.wait_for_timeout(2500)
    assert page.get_by_label("Question").input_value() == "can I bring my mum"
    preview.save(file, good)


def test_everything_works_without_javascript(preview: RunningPreview, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(preview.address + "/?lang=cy")
    page.get_by_label("Ardal").select_option("conwy")
    page.get_by_role("button", name="Dangos").click()
    page.get_by_role("link", name="minutes", exact=True).click()
    assert page.get_by_role("heading", name="Y cofnod ysgrifenedig").is_visible()
    assert "area=conwy" in page.url
    page.locator("#composer").evaluate_all("() => 1")
    page.locator(".reply .buttons button").first.click()
    assert "/topic/" in page.url
    context.close()
