"""What a parent's phone has to load: our page and widget beside other chat widgets, in bytes gzipped and in requests.

The others come from npm, pinned in this folder. Each is put on an empty page as its own documentation says, and is
counted until it stands there. Requests to other hosts are counted and refused, so nothing is sent to anybody.
"""

from __future__ import annotations

import argparse
import gzip
import json
import shutil
import subprocess
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Page, Request, Route

from benchmarks.browsing import chromium, guide
from benchmarks.tables import command_line, table, write_between_markers

HERE = Path(__file__).parent
MODULES = HERE / "node_modules"
BUILD = HERE.parents[1] / "build" / "widgets"
HOST = "http://council.test"
SETTLE = 2000  # milliseconds without doing anything; then all that is asked for at the start has been asked for
TYPES = {".js": "text/javascript", ".css": "text/css", ".html": "text/html"}

RASA_WEBCHAT = """<script src="/rasa-webchat/lib/index.js"></script>
<script>WebChat.default({ socketUrl: location.origin, title: "Guide", initPayload: "/greet" }, null)</script>"""
DEEP_CHAT = """<script type="module" src="/deep-chat/dist/deepChat.bundle.js"></script><deep-chat></deep-chat>"""
BOTPRESS = """<div id="chat"></div><script src="/built/botpress.js"></script>"""
# What its readme shows, with the React that it needs.
BOTPRESS_ENTRY = """import { createElement, Fragment } from 'react';
import { createRoot } from 'react-dom/client';
import { Fab, Webchat } from '@botpress/webchat';
const widget = createElement(Fragment, null, createElement(Webchat, { clientId: 'none' }), createElement(Fab, {}));
createRoot(document.getElementById('chat')).render(widget);
"""


@dataclass
class Load:
    """What was loaded: bytes gzipped by kind, requests, and requests to other hosts."""

    weights: dict[str, int] = field(default_factory=dict)
    requests: int = 0
    strangers: list[str] = field(default_factory=list)

    @property
    def weight(self) -> int:
        """All bytes, gzipped."""
        return sum(self.weights.values())


def version(name: str) -> str:
    """The installed version of a package."""
    return str(json.loads((MODULES / name / "package.json").read_text(encoding="utf-8"))["version"])


def install() -> None:
    """Installs the pinned packages, and bundles the one that needs a bundler.

    Raises:
        SystemExit: npm is not there.
    """
    npm = shutil.which("npm")
    if npm is None:
        raise SystemExit("npm is needed to install the other widgets. Run `make dictionaries`, which installs it.")
    stamp = MODULES / ".installed"
    lock = HERE / "package-lock.json"
    if not stamp.exists() or stamp.stat().st_mtime < lock.stat().st_mtime:
        subprocess.run([npm, "ci", "--silent", "--ignore-scripts", "--no-audit", "--no-fund"], cwd=HERE, check=True)
        stamp.touch()
    BUILD.mkdir(parents=True, exist_ok=True)
    esbuild = MODULES / ".bin" / "esbuild"
    options = ["--bundle", "--minify", "--format=iife", "--define:process.env.NODE_ENV='production'", "--log-level=error"]
    subprocess.run(
        [str(esbuild), *options, f"--outfile={BUILD / 'botpress.js'}"], cwd=HERE, check=True, input=BOTPRESS_ENTRY.encode()
    )


def packed(body: bytes) -> int:
    """Bytes after gzip at its strongest, for all alike."""
    return len(gzip.compress(body, 9, mtime=0))


def read(path: str) -> bytes | None:
    """A file of an npm package, or of the bundle made here."""
    relative = path.lstrip("/")
    file = BUILD / relative.removeprefix("built/") if relative.startswith("built/") else MODULES / relative
    return file.read_bytes() if file.is_file() else None


def load_widget(browser: Browser, markup: str) -> Load:
    """Loads an empty page with a widget on it."""
    load = Load()
    page = browser.new_page()
    html = f"<!doctype html><html lang=en><title>Council</title><link rel=icon href='data:,'><body>{markup}</body></html>"

    def answer(route: Route) -> None:
        parts = urlsplit(route.request.url)
        if f"{parts.scheme}://{parts.netloc}" != HOST:
            load.strangers.append(parts.netloc)
            route.abort()
            return
        if parts.path == "/":
            route.fulfill(body=html, content_type="text/html")
            return
        load.requests += 1
        body = read(parts.path)
        if body is None:
            route.fulfill(status=404)
            return
        suffix = Path(parts.path).suffix
        load.weights[suffix] = load.weights.get(suffix, 0) + packed(body)
        route.fulfill(body=body, content_type=TYPES.get(suffix, "application/octet-stream"))

    page.route("**/*", answer)
    page.goto(HOST)
    page.wait_for_timeout(SETTLE)
    page.close()
    return load


def load_ours(browser: Browser, address: str, path: str, act: Callable[[Page], None] | None = None) -> Load:
    """Loads one of our pages; the council's page in the demo is not ours, and is not counted."""
    load = Load()
    page = browser.new_page()

    def note(request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme == "data":
            return
        if not request.url.startswith(address):
            load.strangers.append(parts.netloc)
            return
        if parts.path == "/chat/widget-demo" or parts.path == "/chat/static/demo.css":
            return
        answer = request.response()
        load.requests += 1
        suffix = Path(parts.path).suffix or ".html"
        load.weights[suffix] = load.weights.get(suffix, 0) + (packed(answer.body()) if answer else 0)

    page.on("requestfinished", note)
    page.goto(address + path)
    if act is not None:
        act(page)
    page.wait_for_timeout(SETTLE)
    page.close()
    return load


def open_widget(page: Page) -> None:
    """Presses the widget's button and waits for the chat."""
    page.locator("conference-guide .open").click()
    page.frame_locator("conference-guide iframe").locator("#send").wait_for()


def row(name: str, load: Load) -> list[str]:
    """One line of the table."""
    kinds = {".html": "HTML", ".css": "CSS", ".js": "JavaScript"}
    parts = [f"{kinds.get(kind, 'other')} {weight / 1000:.1f}" for kind, weight in sorted(load.weights.items())]
    others = ", ".join(f"{host} ({load.strangers.count(host)})" for host in sorted(set(load.strangers)))
    return [name, f"{load.weight / 1000:.1f}", ", ".join(parts), str(load.requests), others or "none"]


def measure() -> str:
    """The table."""
    install()
    with guide() as address, chromium() as browser:
        page = load_ours(browser, address, "/chat?area=conwy&lang=cy")
        button = load_ours(browser, address, "/chat/widget-demo?area=conwy&lang=cy")
        both = load_ours(browser, address, "/chat/widget-demo?area=conwy&lang=cy", open_widget)
        rows = [
            row("our page", page),
            row("our widget, closed", button),
            row("our widget, opened, with the page in it", both),
            row(f"deep-chat {version('deep-chat')}", load_widget(browser, DEEP_CHAT)),
            row(f"rasa-webchat {version('rasa-webchat')}", load_widget(browser, RASA_WEBCHAT)),
            row(
                f"@botpress/webchat {version('@botpress/webchat')} with React {version('react')}, bundled by esbuild "
                f"{version('esbuild')}",
                load_widget(browser, BOTPRESS),
            ),
        ]
    head = ["", "kB gzipped", "of which", "requests", "requests to other hosts"]
    return f"`{command_line()}`.\n\n" + table(head, rows)


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true", help="into benchmarks/README.md")
    given = parser.parse_args(arguments)
    text = measure()
    print(text)
    if given.write:
        write_between_markers("widgets", text)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
