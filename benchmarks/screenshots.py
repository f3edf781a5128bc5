"""Takes the pictures in docs/images: the main states of the page, in both languages."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Browser, Page

from benchmarks.browsing import chromium, guide
from conference_guide.content import load_content

IMAGES = Path(__file__).parents[1] / "docs" / "images"
CONTENT = load_content()
PHONE = (360, 740)


def opened(browser: Browser, address: str, path: str, size: tuple[int, int] = PHONE, scheme: str = "light") -> Page:
    """A page as a phone shows it."""
    context = browser.new_context(
        viewport={"width": size[0], "height": size[1]},
        color_scheme="dark" if scheme == "dark" else "light",
        reduced_motion="reduce",
    )
    page = context.new_page()
    page.goto(address + path)
    return page


def ask(page: Page, text: str) -> None:
    """Asks, and waits for the answer."""
    page.fill("#text", text)
    page.press("#text", "Enter")
    page.locator("#log .turn .reply").last.wait_for()
    page.wait_for_timeout(300)


def take(browser: Browser, address: str) -> None:
    """Writes every picture."""

    def keep(name: str, page: Page) -> None:
        page.screenshot(path=IMAGES / f"{name}.png")
        page.close()

    danger = {
        "en": "he has hit my son again and he is outside the door",
        "cy": "mae o wedi taro fy mab eto ac mae o tu allan i'r drws",
    }
    for locale, area in (("en", "somerset"), ("cy", "conwy")):
        chat = f"/chat?area={area}&lang={locale}"
        keep(f"start-{locale}", opened(browser, address, chat))
        page = opened(browser, address, chat)
        ask(page, CONTENT.topics["supporter"].question[locale])
        keep(f"answer-{locale}", page)
        page = opened(browser, address, chat, scheme="dark")
        ask(page, danger[locale])
        keep(f"danger-{locale}", page)
        page = opened(browser, address, chat)
        page.route("**/chat/messages", lambda route: route.abort())
        page.fill("#text", CONTENT.topics["minutes"].question[locale])
        page.press("#text", "Enter")
        page.locator(".failed").wait_for()
        keep(f"not-working-{locale}", page)
        keep(
            f"share-{locale}",
            opened(browser, address, f"/chat/share?area={area}&share_lang={locale}&topic=minutes&lang={locale}"),
        )
        page = opened(browser, address, f"/chat/widget-demo?area={area}&lang={locale}", size=(900, 740))
        page.locator("conference-guide .open").click()
        page.frame_locator("conference-guide iframe").locator("#send").wait_for()
        page.wait_for_timeout(300)
        keep(f"widget-{locale}", page)
    keep("welsh-first", opened(browser, address, "/chat?area=conwy"))


def main() -> int:
    """Starts a guide and a browser, and takes the pictures."""
    with guide() as address, chromium() as browser:
        take(browser, address)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
