"""How soon the page can be used, and an answer be read, on a slow connection: 400 kbit/s with 400 ms of delay.

The browser holds the connection back itself (Chromium's debugging protocol), so the figures are those of a parent with
nothing in the cache. The delay counts once for each request; what setting up a connection costs besides, it leaves out.
"""

from __future__ import annotations

import argparse
import statistics
from collections.abc import Sequence

from playwright.sync_api import Browser, Page

from benchmarks.browsing import chromium, guide
from benchmarks.tables import command_line, table, write_between_markers
from conference_guide.content import LOCALES, load_content

KILOBITS = 400
DELAY = 400  # milliseconds
USABLE, ANSWERED = 3000, 1000  # milliseconds: what is promised
QUESTIONS = {locale: load_content().topics["supporter"].question[locale] for locale in LOCALES}


def hold_back(page: Page) -> None:
    """Slows the page's connection, and empties its cache."""
    devtools = page.context.new_cdp_session(page)
    bytes_a_second = KILOBITS * 1000 / 8
    devtools.send("Network.enable")
    devtools.send("Network.setCacheDisabled", {"cacheDisabled": True})
    devtools.send(
        "Network.emulateNetworkConditions",
        {"offline": False, "latency": DELAY, "downloadThroughput": bytes_a_second, "uploadThroughput": bytes_a_second},
    )


def measure(browser: Browser, address: str, locale: str) -> dict[str, float]:
    """Milliseconds until the page can be read and used, and until an answer is on it; requests and bytes of the page."""
    page = browser.new_page(viewport={"width": 360, "height": 740})
    hold_back(page)
    page.goto(f"{address}/chat?area=conwy&lang={locale}")
    timing = """() => { const page = performance.getEntriesByType('navigation')[0];
        const all = [page, ...performance.getEntriesByType('resource')];
        const paint = performance.getEntriesByName('first-contentful-paint')[0];
        return {painted: paint ? paint.startTime : NaN, usable: page.domContentLoadedEventEnd,
            requests: all.filter((one) => !one.name.startsWith('data:')).length,
            bytes: all.reduce((sum, one) => sum + one.transferSize, 0)} }"""
    page.wait_for_function("performance.getEntriesByName('first-contentful-paint').length > 0")
    found: dict[str, float] = page.evaluate(timing)
    page.fill("#text", QUESTIONS[locale])
    found["answered"] = page.evaluate(
        """() => new Promise((done) => { const started = performance.now();
        new MutationObserver(() => { if (document.querySelector('#log .turn .short'))
            requestAnimationFrame(() => done(performance.now() - started)) })
            .observe(document.getElementById('log'), {childList: true, subtree: true});
        document.getElementById('send').click() })"""
    )
    page.close()
    return found


def report(runs: dict[str, list[dict[str, float]]]) -> str:
    """The table, each figure a median with the slowest beside it."""

    def figure(locale: str, name: str) -> str:
        values = [run[name] for run in runs[locale]]
        return f"{statistics.median(values):.0f} ms (slowest {max(values):.0f})"

    def count(locale: str) -> str:
        last = runs[locale][-1]
        return f"{last['requests']:.0f}, {last['bytes'] / 1000:.1f} kB with headers"

    rows = [
        ["first words can be read", *(figure(locale, "painted") for locale in runs)],
        [f"page can be used (promised: {USABLE} ms)", *(figure(locale, "usable") for locale in runs)],
        [f"answer can be read after sending (promised: {ANSWERED} ms)", *(figure(locale, "answered") for locale in runs)],
        ["requests until then, and their weight", *(count(locale) for locale in runs)],
    ]
    names = {"en": "English", "cy": "Welsh"}
    number = len(next(iter(runs.values())))
    lead = f"`{command_line()}`. {KILOBITS} kbit/s, {DELAY} ms of delay, nothing cached; medians of {number}."
    return lead + "\n\n" + table(["", *(names[locale] for locale in runs)], rows)


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints the table; 1 if a promise is not kept."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--write", action="store_true", help="into benchmarks/README.md")
    given = parser.parse_args(arguments)
    with guide() as address, chromium() as browser:
        # The very first page of a server is drawn from templates that are not compiled yet.
        measure(browser, address, "en")
        runs = {locale: [measure(browser, address, locale) for _ in range(given.runs)] for locale in LOCALES}
    text = report(runs)
    print(text)
    if given.write:
        write_between_markers("page", text)
    measured = [run for some in runs.values() for run in some]
    kept = all(run["usable"] < USABLE and run["answered"] < ANSWERED for run in measured)
    return 0 if kept else 1


if __name__ == "__main__":
    raise SystemExit(main())
