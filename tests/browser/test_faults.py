"""Faults that only a browser can show, by their numbers: 13 (leaving and deleting), 24 (every way to use it), 25 (bad host pages)."""

from __future__ import annotations

import itertools
import json
import urllib.error
import urllib.request
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, Route, expect

from conference_guide.content import LOCALES

from .conftest import EXIT_HOST, OpenPage, Watch
from .pages import CONTENT, ask, question, say, token_of, turns, violations

FORBID_STORAGE = (
    "for (const name of ['sessionStorage', 'localStorage']) "
    "Object.defineProperty(window, name, {get() { throw new DOMException('denied', 'SecurityError') }})"
)
COUNCIL = "http://council.test"


def turn_of(server: str, message: dict[str, Any]) -> dict[str, Any]:
    """One turn, sent without a browser."""
    body = json.dumps(message).encode()
    request = urllib.request.Request(f"{server}/chat/messages", body, {"Content-Type": "application/json"})
    with urllib.request.urlopen(request, timeout=15) as answer:
        turn: dict[str, Any] = json.load(answer)
        return turn


def assert_the_server_has_forgotten(server: str, token: str) -> None:
    """A conversation that is forgotten gets a new token, and its area is not known."""
    turn = turn_of(server, {"conversation": token, "text": question("minutes"), "locale": "en"})
    assert turn["conversation"] != token
    assert turn["area"] is None


# --- 13: leaving and deleting ---


def test_13_delete_leaves_nothing_in_the_tab_and_nothing_on_the_server(open_page: OpenPage, server: str) -> None:
    page = open_page("/chat?area=conwy&lang=en")
    ask(page, question("minutes"))
    token = token_of(page)
    assert turn_of(server, {"conversation": token, "text": question("plan"), "locale": "en"})["area"] == "conwy"
    page.click("#delete")
    with page.expect_response("**/chat/conversation"):
        page.click("#confirm-yes")
    assert_the_server_has_forgotten(server, token)
    stored = page.evaluate("JSON.stringify(sessionStorage)")
    assert token not in stored
    assert question("minutes") not in stored
    assert question("minutes") not in page.content().replace(page.locator("#suggested").inner_html(), "")


def test_13_a_deletion_without_a_connection_is_made_up_for_when_there_is_one(
    open_page: OpenPage, server: str, watch: Watch
) -> None:
    watch.expected = ("Failed to load resource",)
    page = open_page("/chat?area=conwy&lang=en")
    ask(page, question("minutes"))
    token = token_of(page)
    page.route("**/chat/conversation", lambda route: route.abort())
    page.click("#delete")
    with page.expect_event("requestfailed"):
        page.click("#confirm-yes")
    expect(turns(page)).to_have_count(0)
    page.unroute("**/chat/conversation")
    with page.expect_response("**/chat/conversation"):
        pass
    assert_the_server_has_forgotten(server, token)


def test_13_the_exit_forgets_here_and_there_with_one_press(open_page: OpenPage, server: str) -> None:
    page = open_page("/chat?area=conwy&lang=en")
    ask(page, question("minutes"))
    token = token_of(page)
    page.click("#exit")
    page.wait_for_url(f"{EXIT_HOST}**")
    assert_the_server_has_forgotten(server, token)


def test_13_the_exit_hides_at_once_without_a_connection(open_page: OpenPage, watch: Watch) -> None:
    watch.expected = ("ERR_INTERNET_DISCONNECTED", "Failed to load resource", "Failed to fetch")
    page = open_page("/chat?area=conwy&lang=en")
    ask(page, question("minutes"))
    page.context.unroute(f"{EXIT_HOST}**")
    page.context.route(f"{EXIT_HOST}**", lambda route: route.abort())
    page.route("**/chat/conversation", lambda route: route.abort())
    at_once = page.evaluate(
        """() => { document.getElementById('exit').click();
        return [getComputedStyle(document.body).display, document.title, sessionStorage.length] }"""
    )
    assert at_once == ["none", "", 0]


def test_13_the_back_button_after_the_exit_shows_nothing(open_page: OpenPage, server: str) -> None:
    page = open_page("/chat?area=conwy&lang=en")
    ask(page, question("minutes"))
    page.click("#exit")
    page.wait_for_url(f"{EXIT_HOST}**")
    page.go_back()
    assert server not in page.url
    assert question("minutes") not in page.content()
    # Somebody who types the address finds an empty chat.
    page.goto(f"{server}/chat?lang=en")
    expect(turns(page)).to_have_count(0)


def test_13_a_new_tab_knows_nothing_of_the_one_that_was_closed(open_page: OpenPage, server: str) -> None:
    page = open_page("/chat?area=conwy&lang=en")
    ask(page, question("minutes"))
    page.close(run_before_unload=True)
    fresh = page.context.new_page()
    fresh.goto(f"{server}/chat?lang=en")
    expect(turns(fresh)).to_have_count(0)
    assert page.context.storage_state() == {"cookies": [], "origins": []}


def test_13_what_was_said_is_in_no_copy_of_the_page_that_the_browser_keeps(server: str) -> None:
    for path in ("/chat?lang=en", "/chat/guide?lang=en", "/chat/share?lang=en"):
        with urllib.request.urlopen(server + path, timeout=15) as answer:
            assert answer.headers["Cache-Control"] == "no-store", path


# --- 24: every way to use it ---


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize(
    "way",
    [
        {"forced_colors": "active"},
        {"reduced_motion": "reduce"},
        {"color_scheme": "dark"},
        {"size": (320, 256)},  # 1280 x 1024 at 400 %
        {"has_touch": True, "is_mobile": True, "device_scale_factor": 2},
    ],
    ids=["forced colours", "reduced motion", "dark", "400 percent", "touch"],
)
def test_24_a_question_is_asked_and_answered_and_axe_finds_nothing(open_page: OpenPage, locale: str, way: dict[str, Any]) -> None:
    page = open_page(f"/chat?area=conwy&lang={locale}", **way)
    turn = ask(page, question("supporter", locale))
    expect(turn.locator(".short")).to_be_in_viewport()
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_24_with_reduced_motion_nothing_glides(open_page: OpenPage) -> None:
    page = open_page("/chat?area=conwy&lang=en", reduced_motion="reduce", size=(320, 480))
    ask(page, question("court"))
    moving = "document.getAnimations().length + (getComputedStyle(document.documentElement).scrollBehavior === 'smooth' ? 1 : 0)"
    assert page.evaluate(moving) == 0
    before = page.evaluate("scrollY")
    page.wait_for_timeout(300)
    assert page.evaluate("scrollY") == before


def test_24_the_order_of_focus_is_the_order_on_the_page(open_page: OpenPage) -> None:
    page = open_page("/chat?area=conwy&lang=en&topic=minutes", size=(1200, 900), reduced_motion="reduce")
    places = []
    for _ in range(40):
        page.keyboard.press("Tab")
        place = page.evaluate(
            """() => { const one = document.activeElement, box = one.getBoundingClientRect();
            return one === document.body || one.closest('.bar') || one.closest('.skip') ? null
            : [one.id || one.textContent.slice(0, 30), Math.round(box.top + scrollY), Math.round(box.left)] }"""
        )
        if place in places:
            break  # round once
        if place:
            places.append(place)
    tops = [top for _, top, _ in places]
    assert len(places) > 8
    # The field and its button stand in one row and differ by a few pixels.
    assert all(later >= earlier - 12 for earlier, later in itertools.pairwise(tops)), places


@pytest.mark.parametrize("locale", LOCALES)
def test_24_where_the_browser_forbids_storage_everything_works_and_the_language_can_be_changed(
    open_page: OpenPage, server: str, locale: str
) -> None:
    page = open_page("/chat/about?lang=en")
    page.add_init_script(FORBID_STORAGE)
    page.goto(f"{server}/chat?area=conwy&lang={locale}")
    turn = ask(page, question("minutes", locale))
    expect(turn.locator(".reply.answer")).to_be_visible()
    other = "cy" if locale == "en" else "en"
    page.click(f".languages a[lang={other}]")
    expect(page.locator("html")).to_have_attribute("lang", other)
    expect(turns(page)).to_have_attribute("lang", other)
    expect(turns(page)).to_contain_text(CONTENT.topics["minutes"].answers["conwy"].short[other].split(".")[0])
    expect(page.locator("#area-name")).to_have_text("Conwy")
    page.click("#delete")
    page.click("#confirm-yes")
    expect(turns(page)).to_have_count(0)


@pytest.mark.parametrize("locale", LOCALES)
def test_24_a_screen_reader_is_told_what_everything_is_and_does(open_page: OpenPage, locale: str) -> None:
    page = open_page(f"/chat?area=conwy&lang={locale}&topic=minutes")
    tree = page.locator("body").aria_snapshot()
    for line in (
        f'link "{say(locale, "exit_page")}"',
        f'navigation "{say(locale, "language_label")}"',
        f'heading "{say(locale, "heading")}" [level=1]',
        f'log "{say(locale, "chat_log_label")}"',
        f'heading "{say(locale, "guide_said")}" [level=2]',
        f'textbox "{say(locale, "your_message_label")}"',
        f'button "{say(locale, "send")}"',
        f'button "{say(locale, "delete_chat")}"',
    ):
        assert line in tree, f"{line} is not in:\n{tree}"


def test_24_a_page_that_never_gets_its_script_or_style_can_still_be_used(open_page: OpenPage, server: str, watch: Watch) -> None:
    watch.expected = ("Failed to load resource",)
    page = open_page("/chat/about?lang=en")
    page.route("**/chat/static/**", lambda route: route.abort())
    page.goto(f"{server}/chat?area=conwy&lang=en")
    page.fill("#text", question("minutes"))
    page.click("#send")
    expect(page.locator(".turn .short")).to_contain_text("Conwy")


# --- 25: host pages that are hostile or sloppy ---


def council_page(context: BrowserContext, server: str, body: str, headers: dict[str, str] | None = None) -> None:
    """A council's page on another host, with the guide's script on it."""
    html = f"<!doctype html><html lang=en><title>Council</title><link rel=icon href='data:,'>{body}<script src={server}/chat/widget.js defer></script>"
    context.route(f"{COUNCIL}/**", lambda route: route.fulfill(body=html, content_type="text/html", headers=headers or {}))


def allow_council(context: BrowserContext, server: str) -> None:
    """The guide as if `frame_ancestors` in credentials.yml named the council."""

    def answer(route: Route) -> None:
        fetched = route.fetch()
        policy = fetched.headers["content-security-policy"] + f" {COUNCIL}"
        route.fulfill(response=fetched, headers={**fetched.headers, "content-security-policy": policy})

    context.route(f"{server}/chat?**embed=1**", answer)


@pytest.fixture
def council(open_page: OpenPage, watch: Watch, server: str) -> Page:
    """A page in a browser, about to go to the council's site."""
    watch.servers = (server, COUNCIL)
    return open_page("/chat/about?lang=en", size=(1200, 900))


def test_25_on_another_site_under_a_strict_policy_the_widget_works_and_learns_nothing(council: Page, server: str) -> None:
    policy = f"default-src 'none'; script-src {server}; frame-src {server}; img-src data:"
    council_page(
        council.context, server, "<conference-guide area=conwy lang=cy></conference-guide>", {"Content-Security-Policy": policy}
    )
    allow_council(council.context, server)
    council.add_init_script("window.heard = []; addEventListener('message', (event) => heard.push(event.data))")
    council.goto(f"{COUNCIL}/families")
    council.locator("conference-guide .open").click()
    frame = council.frame_locator("conference-guide iframe")
    frame.locator("#text").fill(question("minutes", "cy"))
    frame.locator("#text").press("Enter")
    expect(frame.locator(".turn .reply.answer")).to_be_visible()
    frame.locator("#text").press("Escape")
    expect(council.locator("conference-guide .panel")).not_to_be_visible()
    assert council.evaluate("heard") == [{"guide": "ready"}, {"guide": "close"}]
    assert council.evaluate("Object.keys(localStorage).concat(Object.keys(sessionStorage))") == []


def test_25_on_a_site_that_is_not_allowed_the_frame_is_refused_and_the_widget_says_how_else(
    council: Page, server: str, watch: Watch
) -> None:
    watch.expected = ("frame-ancestors", "frame because an ancestor violates")
    council.clock.install()
    council_page(council.context, server, "<conference-guide area=conwy lang=en></conference-guide>")
    council.goto(f"{COUNCIL}/families")
    council.locator("conference-guide .open").click()
    note = council.locator("conference-guide .note")
    expect(note).not_to_be_visible()
    council.clock.fast_forward(10_500)
    expect(note).to_have_text(f"{say('en', 'danger_notice')} {say('en', 'frame_failed')}")
    expect(council.locator("conference-guide .top a")).to_have_attribute("href", f"{server}/chat?area=conwy&lang=en")
    council.locator("conference-guide .top button").click()
    expect(council.locator("conference-guide .panel")).not_to_be_visible()


def test_25_a_page_with_odd_styles_two_widgets_and_a_wrong_clock_gets_one_calm_button(council: Page, server: str) -> None:
    body = (
        "<style>*{all:unset!important;font-size:3px!important;display:inline!important;transform:rotate(9deg)!important}</style>"
        "<conference-guide area=conwy lang=cy></conference-guide><conference-guide lang=en></conference-guide>"
        f"<script src={server}/chat/widget.js defer></script>"
    )
    council_page(council.context, server, body)
    allow_council(council.context, server)
    council.clock.install(time="1999-12-31T23:59:00")
    council.goto(f"{COUNCIL}/families")
    opener = council.locator("conference-guide .open")
    expect(opener).to_have_count(1)
    box = opener.bounding_box()
    assert box is not None
    assert box["height"] >= 44
    assert opener.evaluate("one => getComputedStyle(one).fontSize") == "17px"
    assert opener.evaluate("one => getComputedStyle(one).transform") == "none"
    opener.click()
    frame = council.frame_locator("conference-guide iframe")
    frame.locator("#text").fill(question("minutes", "cy"))
    frame.locator("#text").press("Enter")
    expect(frame.locator(".turn .reply.answer")).to_be_visible()


def test_25_the_page_cannot_make_the_widget_go_anywhere(council: Page, server: str) -> None:
    council_page(council.context, server, "<conference-guide area=conwy lang=en></conference-guide>")
    allow_council(council.context, server)
    council.goto(f"{COUNCIL}/families")
    council.locator("conference-guide .open").click()
    expect(council.frame_locator("conference-guide iframe").locator("#text")).to_be_visible()
    council.evaluate("postMessage({guide: 'exit', to: 'https://elsewhere.test/'}, '*'); postMessage({guide: 'close'}, '*')")
    council.wait_for_timeout(300)
    assert council.url == f"{COUNCIL}/families"
    expect(council.locator("conference-guide .panel")).to_be_visible()


def test_25_the_exit_leaves_the_councils_page_too(council: Page, server: str) -> None:
    council_page(council.context, server, "<conference-guide area=conwy lang=en></conference-guide>")
    allow_council(council.context, server)
    council.goto(f"{COUNCIL}/families")
    council.locator("conference-guide .open").click()
    council.frame_locator("conference-guide iframe").locator("#exit").click()
    council.wait_for_url(f"{EXIT_HOST}**")


def test_25_colours_are_the_councils_by_attribute_or_by_style(council: Page, server: str) -> None:
    body = "<conference-guide accent='rgb(90, 20, 100)' text='rgb(255, 255, 250)' lang=en></conference-guide>"
    policy = f"default-src 'none'; script-src {server}; frame-src {server}; img-src data:"
    council_page(council.context, server, body, {"Content-Security-Policy": policy})
    council.goto(f"{COUNCIL}/families")
    opener = council.locator("conference-guide .open")
    assert opener.evaluate("one => getComputedStyle(one).backgroundColor") == "rgb(90, 20, 100)"
    assert opener.evaluate("one => getComputedStyle(one).color") == "rgb(255, 255, 250)"


def test_25_without_script_the_councils_page_has_a_plain_link(open_page: OpenPage) -> None:
    page = open_page("/chat/widget-demo?lang=cy&area=conwy", java_script_enabled=False)
    page.click("conference-guide a")
    expect(page.locator("#area-name")).to_have_text("Conwy")
