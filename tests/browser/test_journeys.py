"""What parents and social workers do, in a real Chromium against the real server."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect

from conference_guide import pages
from conference_guide.content import LOCALES

from .conftest import EXIT_HOST, OpenPage, Watch
from .pages import CONTENT, ask, question, say, token_of, turns, violations

OTHER_PAGES = [
    "/chat",
    "/chat?area=conwy&topic=minutes",
    "/chat?area=conwy&topic=minutes&embed=1",
    "/chat/guide?area=conwy",
    "/chat/guide/minutes?area=conwy",
    "/chat/guide/booklet?area=conwy",
    "/chat/share?area=conwy&share_lang=cy&topic=minutes",
    "/chat/about",
    "/chat/privacy",
    "/chat/accessibility",
    "/chat/no-such-page",
    "/chat/widget-demo?area=conwy",
]


def showing(html: str) -> Callable[[Route], None]:
    """Answers a request with this page."""
    return lambda route: route.fulfill(body=html, content_type="text/html")


def with_lang(path: str, locale: str) -> str:
    return path + ("&" if "?" in path else "?") + f"lang={locale}"


# --- journeys ---


def test_a_parent_in_england_asks_reads_on_and_asks_a_related_question(open_page: OpenPage) -> None:
    page = open_page("/chat?area=somerset&lang=en")
    turn = ask(page, question("minutes"))
    expect(turn).to_have_attribute("lang", "en")
    expect(turn.locator(".short")).to_be_visible()
    expect(turn.locator(".sources li").first).to_be_visible()
    more = turn.locator("details.more")
    expect(more.locator("p").first).not_to_be_visible()
    more.locator("summary").click()
    expect(more.locator("p").first).to_be_visible()
    turn.locator(".buttons button").first.click()
    expect(turns(page)).to_have_count(2)
    expect(turns(page).last.locator(".reply.answer")).to_be_visible()


def test_a_parent_in_wales_is_offered_welsh_first_and_goes_on_in_it(open_page: OpenPage) -> None:
    page = open_page("/chat?area=conwy")
    offered = page.locator(".offer a")
    expect(offered).to_have_count(2)
    expect(offered.first).to_have_text(say("cy", "continue_in"))
    offered.first.click()
    expect(page.locator("html")).to_have_attribute("lang", "cy")
    expect(page.locator("#area-name")).to_have_text("Conwy")
    turn = ask(page, question("minutes", "cy"))
    expect(turn).to_have_attribute("lang", "cy")
    expect(turn.locator(".sources")).to_contain_text("Ionawr 2020")


def test_a_browser_that_asks_for_welsh_gets_welsh_and_a_link_can_say_otherwise(open_page: OpenPage, server: str) -> None:
    page = open_page("/chat?area=conwy", locale="cy-GB")
    expect(page.locator("html")).to_have_attribute("lang", "cy")
    expect(page.locator(".offer")).to_have_count(0)
    page.goto(f"{server}/chat?area=conwy&lang=en")
    expect(page.locator("html")).to_have_attribute("lang", "en")


def test_switching_the_language_keeps_the_chat_and_repeats_the_last_answer(open_page: OpenPage) -> None:
    page = open_page("/chat?area=conwy&lang=en")
    ask(page, question("minutes"))
    page.click(".languages a[lang=cy]")
    expect(page.locator("html")).to_have_attribute("lang", "cy")
    expect(turns(page)).to_have_count(2)
    expect(turns(page).first).to_have_attribute("lang", "en")
    last = turns(page).last
    expect(last).to_have_attribute("lang", "cy")
    expect(last).to_contain_text(CONTENT.topics["minutes"].answers["conwy"].short.cy.split(".")[0])


def test_the_area_is_shown_and_can_be_changed(open_page: OpenPage) -> None:
    page = open_page("/chat?area=conwy&lang=en")
    ask(page, question("minutes"))
    page.click("#area summary")
    page.select_option("#area-choice", "somerset")
    page.click("#area-form button")
    expect(turns(page)).to_have_count(2)
    expect(page.locator("#area-name")).to_have_text("Somerset")
    expect(page.locator(".languages a[lang=cy]")).to_have_attribute("href", re.compile("area=somerset"))


def test_before_anything_is_asked_a_changed_area_changes_the_answer_on_the_page(open_page: OpenPage) -> None:
    page = open_page("/chat?area=conwy&lang=en&topic=minutes")
    page.click("#area summary")
    page.select_option("#area-choice", "north_yorkshire")
    page.click("#area-form button")
    expect(page.locator("#area-name")).to_have_text("North Yorkshire")
    expect(turns(page).last).to_contain_text("15 working days")


def test_a_newcomer_is_offered_questions(open_page: OpenPage) -> None:
    page = open_page("/chat?lang=en")
    page.click(f"#suggested button:has-text('{question('what_is_conference')}')")
    expect(turns(page)).to_have_count(1)
    expect(turns(page).locator(".you")).to_contain_text(question("what_is_conference"))


def test_a_hint_says_that_a_link_was_not_understood(open_page: OpenPage) -> None:
    page = open_page("/chat?area=nowhere&lang=en&topic=nothing")
    expect(page.locator(".notice")).to_have_count(2)
    ask(page, question("minutes"))


def test_danger_shows_numbers_to_ring_at_once(open_page: OpenPage) -> None:
    page = open_page("/chat?area=conwy&lang=en")
    turn = ask(page, "my partner has a knife and is hurting my child now")
    expect(turn.locator(".reply").first).to_have_class(re.compile("urgent"))
    expect(turn.locator(".short a[href='tel:999']").first).to_be_visible()


def test_what_a_parent_types_is_shown_as_text(open_page: OpenPage) -> None:
    page = open_page("/chat?lang=en")
    turn = ask(page, "<img src=x onerror=document.title='gone'> /restart")
    expect(turn.locator(".you")).to_contain_text("<img src=x")
    assert turn.locator("img").count() == 0
    expect(page).to_have_title(say("en", "page_title"))


def test_a_hard_word_is_explained_where_it_stands_once_a_reply(open_page: OpenPage) -> None:
    page = open_page("/chat?area=conwy&lang=en&topic=minutes")
    term = page.locator(".short .term").first
    expect(term).to_have_attribute("aria-expanded", "false")
    term.click()
    expect(term).to_have_attribute("aria-expanded", "true")
    expect(page.locator(f"#{term.get_attribute('aria-controls')}")).to_be_visible()
    term.click()
    expect(page.locator(f"#{term.get_attribute('aria-controls')}")).not_to_be_visible()
    texts = page.locator(".turn .term").all_text_contents()
    assert len(texts) == len({text.lower() for text in texts})


def test_a_long_answer_begins_in_view(open_page: OpenPage) -> None:
    page = open_page("/chat?area=conwy&lang=en", size=(320, 640), reduced_motion="reduce")
    ask(page, question("court"))
    turn = ask(page, question("complaint"))
    page.wait_for_timeout(300)
    bar = page.locator(".bar").bounding_box()
    reply = turn.locator(".reply").bounding_box()
    assert bar and reply
    assert bar["y"] + bar["height"] <= reply["y"] < 320


# --- the chat stays in the tab, and goes when it should ---


def test_a_reload_half_way_keeps_the_chat(open_page: OpenPage) -> None:
    page = open_page("/chat?area=conwy&lang=en")
    ask(page, question("minutes"))
    page.fill("#text", "half a quest")
    page.wait_for_timeout(600)
    page.reload()
    expect(turns(page)).to_have_count(1)
    expect(page.locator("#text")).to_have_value("half a quest")
    expect(page.locator("#area-name")).to_have_text("Conwy")
    ask(page, question("plan"))


def test_a_reload_while_waiting_answers_once(open_page: OpenPage) -> None:
    page = open_page("/chat?lang=en")
    page.route("**/chat/messages", lambda route: None)
    page.fill("#text", question("minutes"))
    page.press("#text", "Enter")
    expect(page.locator("#send")).to_have_text(say("en", "sending"))
    page.unroute("**/chat/messages")
    page.reload()
    expect(turns(page)).to_have_count(1)
    page.wait_for_timeout(500)
    expect(turns(page)).to_have_count(1)
    expect(page.locator("#text")).to_have_value("")


def test_two_tabs_are_two_chats(open_page: OpenPage) -> None:
    first = open_page("/chat?area=conwy&lang=en")
    second = first.context.new_page()
    second.goto(first.url)
    ask(first, question("minutes"))
    ask(second, question("plan"))
    expect(turns(first)).to_have_count(1)
    expect(turns(second)).to_have_count(1)
    tokens = [token_of(page) for page in (first, second)]
    assert tokens[0] != tokens[1]


def test_nothing_is_left_outside_the_tab(open_page: OpenPage) -> None:
    page = open_page("/chat?lang=en")
    ask(page, question("minutes"))
    assert page.context.cookies() == []
    assert page.evaluate("localStorage.length") == 0


def deletions(page: Page) -> list[str]:
    """Tokens whose conversations were deleted from now on."""
    seen: list[str] = []

    def note(request: Any) -> None:
        if request.method == "DELETE":
            seen.append(json.loads(request.post_data)["conversation"])

    page.on("request", note)
    return seen


def test_delete_clears_the_chat_here_and_there(open_page: OpenPage) -> None:
    page = open_page("/chat?area=conwy&lang=en")
    ask(page, question("minutes"))
    token = token_of(page)
    deleted = deletions(page)
    page.click("#delete")
    page.click("#confirm-no")
    expect(turns(page)).to_have_count(1)
    page.click("#delete")
    with page.expect_response("**/chat/conversation") as answer:
        page.click("#confirm-yes")
    assert answer.value.status == 204
    expect(turns(page)).to_have_count(0)
    expect(page.locator("#status")).to_have_text(say("en", "delete_done"))
    assert deleted == [token]
    page.reload()
    expect(turns(page)).to_have_count(0)
    assert question("minutes") not in page.evaluate("JSON.stringify(sessionStorage)")


def assert_gone(page: Page, server: str) -> None:
    page.wait_for_url(f"{EXIT_HOST}**")
    page.goto(f"{server}/chat?lang=en")
    expect(turns(page)).to_have_count(0)


def test_the_exit_button_leaves_and_forgets(open_page: OpenPage, server: str) -> None:
    page = open_page("/chat?area=conwy&lang=en")
    ask(page, question("minutes"))
    token = token_of(page)
    deleted = deletions(page)
    page.click("#exit")
    assert_gone(page, server)
    assert deleted == [token]


def test_shift_three_times_leaves_at_once_even_without_a_connection(open_page: OpenPage, server: str, watch: Watch) -> None:
    watch.expected = ("ERR_INTERNET_DISCONNECTED", "Failed to load resource", "Failed to fetch")
    page = open_page("/chat?area=conwy&lang=en")
    ask(page, question("minutes"))
    page.route("**/chat/conversation", lambda route: route.abort())
    page.locator("#text").focus()
    page.keyboard.press("Shift")
    page.keyboard.press("a")
    page.keyboard.press("Shift")
    page.keyboard.press("Shift")
    assert page.url.startswith(server)
    page.keyboard.press("Shift")
    assert_gone(page, server)


def test_going_back_after_the_exit_shows_nothing_of_the_chat(open_page: OpenPage, server: str) -> None:
    page = open_page("/chat/guide?lang=en")
    page.goto(f"{server}/chat?lang=en")
    ask(page, question("minutes"))
    page.click("#exit")
    page.wait_for_url(f"{EXIT_HOST}**")
    page.go_back()
    assert "/chat/guide" in page.url


# --- when something fails ---


def test_a_dropped_connection_shows_numbers_keeps_the_words_and_tries_again(open_page: OpenPage, watch: Watch) -> None:
    watch.expected = ("Failed to load resource",)
    page = open_page("/chat?lang=en")
    page.route("**/chat/messages", lambda route: route.abort())
    page.fill("#text", question("minutes"))
    page.press("#text", "Enter")
    failed = page.locator("#log .failed")
    for locale in LOCALES:
        expect(failed.locator(f"[lang={locale}] h2")).to_have_text(say(locale, "not_working_title"))
    expect(failed.locator("a[href='tel:999']").first).to_be_visible()
    expect(page.locator("#text")).to_have_value(question("minutes"))
    assert violations(page) == []
    page.unroute("**/chat/messages")
    failed.locator(".again").click()
    expect(turns(page)).to_have_count(1)
    expect(failed).to_have_count(0)
    expect(page.locator("#text")).to_have_value("")


def test_without_a_connection_it_tries_again_by_itself_and_keeps_the_numbers_in_sight(open_page: OpenPage, watch: Watch) -> None:
    watch.expected = ("Failed to load resource",)
    page = open_page("/chat?lang=en")
    page.clock.install()
    page.route("**/chat/messages", lambda route: route.abort())
    page.fill("#text", question("minutes"))
    page.press("#text", "Enter")
    failed = page.locator("#log .failed")
    expect(failed).to_have_count(1)
    with page.expect_request("**/chat/messages"):
        page.clock.fast_forward(4_500)
    expect(page.locator("#send")).to_have_text(say("en", "send"))
    expect(failed).to_have_count(1)
    page.unroute("**/chat/messages")
    page.evaluate("dispatchEvent(new Event('online'))")
    expect(turns(page)).to_have_count(1)
    expect(failed).to_have_count(0)
    expect(page.locator("#text")).to_have_value("")


def test_another_question_takes_the_place_of_one_that_did_not_get_through(open_page: OpenPage, watch: Watch) -> None:
    watch.expected = ("Failed to load resource",)
    page = open_page("/chat?lang=en")
    page.clock.install()
    page.route("**/chat/messages", lambda route: route.abort())
    page.fill("#text", question("minutes"))
    page.press("#text", "Enter")
    expect(page.locator("#log .failed")).to_have_count(1)
    page.unroute("**/chat/messages")
    ask(page, question("plan"))
    page.clock.fast_forward(60_000)
    expect(page.locator("#log .failed")).to_have_count(0)
    expect(turns(page)).to_have_count(1)
    expect(turns(page).locator(".you")).to_contain_text(question("plan"))


def test_an_answer_that_never_comes_is_given_up_after_ten_seconds(open_page: OpenPage, watch: Watch) -> None:
    watch.expected = ("Failed to load resource",)
    page = open_page("/chat?lang=en")
    page.clock.install()
    page.route("**/chat/messages", lambda route: None)
    page.fill("#text", question("minutes"))
    page.press("#text", "Enter")
    page.clock.fast_forward(9_000)
    expect(page.locator("#log .failed")).to_have_count(0)
    page.clock.fast_forward(1_500)
    expect(page.locator("#log .failed")).to_be_visible()


@pytest.mark.parametrize(("status", "kind"), [(429, "error"), (413, "error"), (503, "failed")])
@pytest.mark.parametrize("locale", LOCALES)
def test_an_error_is_said_in_the_language_of_the_page(
    open_page: OpenPage, watch: Watch, status: int, kind: str, locale: str
) -> None:
    watch.expected = ("Failed to load resource",)
    page = open_page(f"/chat?lang={locale}")
    body = {"error": {"code": "x", "message_en": "In English", "message_cy": "Yn Gymraeg"}}
    page.route("**/chat/messages", lambda route: route.fulfill(status=status, json=body))
    page.fill("#text", "hello")
    page.press("#text", "Enter")
    said = page.locator("#error" if kind == "error" else "#log .failed > .error")
    expect(said).to_have_text("In English" if locale == "en" else "Yn Gymraeg")
    expect(page.locator("#text")).to_have_value("hello")
    assert violations(page) == []


def test_a_double_click_asks_once(open_page: OpenPage) -> None:
    page = open_page("/chat?lang=en")
    sent: list[str] = []

    def slowly(route: Route) -> None:
        sent.append(route.request.url)
        page.wait_for_timeout(300)
        route.continue_()

    page.route("**/chat/messages", slowly)
    page.fill("#text", question("minutes"))
    page.dblclick("#send")
    expect(turns(page)).to_have_count(1)
    page.wait_for_timeout(500)
    assert len(sent) == 1
    expect(turns(page)).to_have_count(1)


def test_a_message_that_is_too_long_is_said_kindly_before_it_is_sent(open_page: OpenPage) -> None:
    page = open_page("/chat?lang=en")
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url) if request.method == "POST" else None)
    page.fill("#text", "a" * 450)
    expect(page.locator("#status")).to_have_text(CONTENT.say("en", "characters_left", count="50"))
    page.fill("#text", "a" * 501)
    expect(page.locator("#error")).to_have_text(CONTENT.say("en", "too_long", count="501"))
    page.press("#text", "Enter")
    expect(page.locator("#text")).to_have_value("a" * 501)
    page.fill("#text", "  ")
    page.press("#text", "Enter")
    expect(page.locator("#error")).to_have_text(say("en", "nothing_typed"))
    assert sent == []


def test_shift_and_enter_makes_a_new_line(open_page: OpenPage) -> None:
    page = open_page("/chat?lang=en")
    page.fill("#text", "one")
    page.press("#text", "Shift+Enter")
    expect(page.locator("#text")).to_have_value("one\n")


# --- without JavaScript ---


@pytest.mark.parametrize("locale", LOCALES)
def test_without_javascript_a_form_answers_and_buttons_work(open_page: OpenPage, locale: str) -> None:
    page = open_page(f"/chat?area=conwy&lang={locale}", java_script_enabled=False)
    page.fill("#text", question("minutes", locale))
    page.click("#send")
    expect(page.locator(".turn .short")).to_contain_text("Conwy")
    expect(page.locator(".turn .you")).to_contain_text(question("minutes", locale))
    page.locator(".turn .more summary").click()
    expect(page.locator(".turn .more p").first).to_be_visible()
    page.locator(".turn .buttons button").first.click()
    expect(page.locator(".turn .reply.answer")).to_be_visible()
    page.click("#area summary")
    page.select_option("#area-choice", "area:somerset")
    page.click("#area-form button")
    expect(page.locator("#area-name")).to_have_text(CONTENT.areas["somerset"].name[locale])
    other = "cy" if locale == "en" else "en"
    page.click(f".languages button[lang={other}]")
    expect(page.locator(".turn")).to_have_attribute("lang", other)
    expect(page.locator("html")).to_have_attribute("lang", other)


def test_without_javascript_a_button_wins_and_typed_words_stay_in_the_box(open_page: OpenPage) -> None:
    page = open_page("/chat?area=conwy&lang=en", java_script_enabled=False)
    page.fill("#text", "half a quest")
    page.click(f"#suggested button:has-text('{question('what_is_conference')}')")
    expect(page.locator(".turn .you")).to_contain_text(question("what_is_conference"))
    expect(page.locator("#text")).to_have_value("half a quest")
    expect(page.locator("#keys")).not_to_be_visible()


def test_without_javascript_a_link_and_the_plain_pages_work(open_page: OpenPage) -> None:
    page = open_page("/chat?area=conwy&lang=en&topic=minutes", java_script_enabled=False)
    expect(page.locator(".turn .short")).to_be_visible()
    page.click("footer a[href*='/chat/guide']")
    page.click(f"main a:has-text('{question('plan')}')")
    expect(page.locator("h1")).to_have_text(question("plan"))
    expect(page.locator(".answer .short")).to_be_visible()
    page.click("#exit")
    page.wait_for_url(f"{EXIT_HOST}**")


# --- the link, and the booklet ---


@pytest.mark.parametrize("javascript", [True, False])
def test_a_social_worker_makes_a_link_and_a_parent_follows_it(open_page: OpenPage, javascript: bool) -> None:
    page = open_page("/chat/share?lang=en", java_script_enabled=javascript)
    page.select_option("#share-area", "conwy")
    page.select_option("#share-lang", "cy")
    page.select_option("#share-topic", "minutes")
    page.click("main form button")
    link = page.locator("#link").inner_text()
    assert link.endswith("/chat?area=conwy&lang=cy&topic=minutes")
    expect(page.locator(".qr svg")).to_have_count(2)
    page.goto(link)
    expect(page.locator("html")).to_have_attribute("lang", "cy")
    expect(page.locator(".turn")).to_contain_text(CONTENT.topics["minutes"].question.cy)


def test_a_booklet_prints_every_answer_and_none_of_the_buttons(open_page: OpenPage) -> None:
    page = open_page("/chat/guide/booklet?area=conwy")
    page.emulate_media(media="print")
    expect(page.locator("h3")).to_have_count(2 * len(CONTENT.topics))
    for hidden in (".bar", ".languages", "footer"):
        expect(page.locator(hidden)).not_to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_on_paper_everything_is_unfolded_and_dark_on_white(open_page: OpenPage, scheme: str) -> None:
    page = open_page("/chat?area=conwy&lang=en&topic=minutes", color_scheme=scheme)
    more = page.locator(".turn .more p").first
    expect(more).not_to_be_visible()
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    expect(more).to_be_visible()
    expect(page.locator("#composer")).not_to_be_visible()
    style = page.locator(".sources").evaluate("one => getComputedStyle(one).color")
    assert sum(int(part) for part in re.findall(r"\d+", style)) < 3 * 110, style


# --- the widget ---


def test_the_widget_opens_and_closes_with_one_action_each(open_page: OpenPage) -> None:
    page = open_page("/chat/widget-demo?lang=cy&area=conwy", size=(1200, 900))
    opener = page.locator("conference-guide .open")
    opener.click()
    frame = page.frame_locator("conference-guide iframe")
    expect(frame.locator("html")).to_have_attribute("lang", "cy")
    expect(frame.locator("#area-name")).to_have_text("Conwy")
    frame.locator("#suggested button").first.click()
    expect(frame.locator("#log .turn")).to_have_count(1)
    page.locator("conference-guide .top button").click()
    expect(page.locator("conference-guide .panel")).not_to_be_visible()
    expect(opener).to_be_focused()
    page.keyboard.press("Enter")
    expect(frame.locator("#log .turn")).to_have_count(1)
    frame.locator("#text").press("Escape")
    expect(page.locator("conference-guide .panel")).not_to_be_visible()


def test_the_exit_in_the_widget_leaves_the_councils_page(open_page: OpenPage) -> None:
    page = open_page("/chat/widget-demo?lang=en")
    page.locator("conference-guide .open").click()
    page.frame_locator("conference-guide iframe").locator("#exit").click()
    page.wait_for_url(f"{EXIT_HOST}**")


def test_the_widget_works_under_a_strict_policy_and_beside_hostile_styles(open_page: OpenPage, server: str) -> None:
    page = open_page("/chat/about?lang=en")
    policy = "default-src 'none'; script-src 'self'; frame-src 'self'; img-src data:"
    body = (
        "<!doctype html><html lang=en><title>Council</title><link rel=icon href='data:,'>"
        "<script src=/chat/widget.js defer></script>"
        "<conference-guide lang=en></conference-guide><conference-guide lang=cy></conference-guide>"
    )
    page.route(
        f"{server}/council",
        lambda route: route.fulfill(body=body, content_type="text/html", headers={"Content-Security-Policy": policy}),
    )
    page.goto(f"{server}/council")
    opener = page.locator("conference-guide .open")
    expect(opener).to_have_count(1)
    assert opener.evaluate("one => getComputedStyle(one).position") == "fixed"
    page.goto(f"{server}/chat/widget-demo?lang=en")
    assert page.locator("conference-guide .open").evaluate("one => getComputedStyle(one).textTransform") == "none"
    assert page.locator("conference-guide").evaluate("one => getComputedStyle(one).letterSpacing") in ("normal", "0px")


# --- everyone ---


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("locale", LOCALES)
def test_axe_finds_nothing_on_any_page_and_nothing_overflows(
    open_page: OpenPage, watch: Watch, server: str, locale: str, scheme: str
) -> None:
    watch.expected = ("404",)
    page = open_page(f"/chat?lang={locale}", size=(320, 640), color_scheme=scheme, reduced_motion="reduce")
    problems = []
    for path in OTHER_PAGES:
        page.goto(server + with_lang(path, locale))
        problems += [f"{path} {found}" for found in violations(page)]
        over = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        if over > 0:
            problems.append(f"{path} is {over} pixels too wide")
    # Two pages that a server in good health never sends.
    for name, html in (
        ("not working", pages.render_not_working(CONTENT, locale)),
        ("switched off", pages.render_switched_off(CONTENT, locale, "conwy")),
    ):
        page.route(f"{server}/chat/stand-in", showing(html))
        page.goto(f"{server}/chat/stand-in")
        problems += [f"{name} {found}" for found in violations(page)]
        page.unroute(f"{server}/chat/stand-in")
    assert problems == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("locale", LOCALES)
def test_axe_finds_nothing_in_a_chat_with_everything_open(open_page: OpenPage, locale: str, scheme: str) -> None:
    page = open_page(f"/chat?area=conwy&lang={locale}", size=(320, 640), color_scheme=scheme, reduced_motion="reduce")
    ask(page, "my partner has a knife and is hurting my child now")
    ask(page, question("minutes", locale))
    for summary in page.locator("summary").all():
        summary.click()
    page.locator(".term").first.click()
    page.click("#delete")
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_axe_finds_nothing_in_the_chat_and_the_open_widget_in_forced_colours(open_page: OpenPage) -> None:
    assert violations(open_page("/chat?area=conwy&lang=en&topic=minutes", forced_colors="active")) == []
    page = open_page("/chat/widget-demo?lang=en", forced_colors="active")
    page.locator("conference-guide .open").click()
    expect(page.frame_locator("conference-guide iframe").locator("#text")).to_be_visible()
    assert violations(page) == []


def test_a_parent_can_do_everything_by_keyboard_and_always_sees_where_they_are(open_page: OpenPage) -> None:
    page = open_page("/chat?lang=en", reduced_motion="reduce")
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#text")).to_be_focused()
    page.keyboard.type(question("minutes"))
    page.keyboard.press("Enter")
    expect(turns(page)).to_have_count(1)
    page.evaluate("document.activeElement.blur(); document.querySelector('.skip').focus()")
    seen = set()
    for _ in range(60):
        page.keyboard.press("Tab")
        where = page.evaluate(
            """() => { const one = document.activeElement, box = one.getBoundingClientRect();
            const style = getComputedStyle(one), bar = document.querySelector('.bar').getBoundingClientRect();
            return {name: one.id || one.className || one.tagName, outline: parseFloat(style.outlineWidth),
            inBar: !!one.closest('.bar'), hidden: box.top < bar.bottom - 1 && box.bottom > 0, bottom: box.bottom} }"""
        )
        if where["name"] == "BODY":
            break
        seen.add(where["name"])
        assert where["outline"] >= 2, where
        assert where["inBar"] or not where["hidden"], where
    assert {"exit", "text", "send", "delete", "term", "SUMMARY"} <= seen


def test_a_screen_reader_hears_new_replies_and_knows_their_language(open_page: OpenPage) -> None:
    page = open_page("/chat?lang=en")
    ask(page, question("minutes"))
    log = page.locator("#log")
    expect(log).to_have_attribute("role", "log")
    expect(log).to_have_attribute("aria-live", "polite")
    expect(log).to_have_attribute("aria-busy", "false")
    expect(log).to_have_attribute("aria-label", say("en", "chat_log_label"))
    expect(page.locator("#text")).to_be_focused()
    turn = ask(page, question("plan", "cy"))
    expect(turn).to_have_attribute("lang", re.compile("en|cy"))
    expect(page.get_by_role("heading", name=say("en", "guide_said")).first).to_be_attached()


def test_targets_are_big_enough_for_a_thumb(open_page: OpenPage) -> None:
    page = open_page("/chat?area=conwy&lang=cy&topic=minutes", size=(320, 640))
    for selector, least in (("#exit", 38), ("#send", 44), (".buttons button", 44), (".languages a", 24), ("summary", 24)):
        for target in page.locator(selector).all():
            box = target.bounding_box()
            if box:
                assert box["height"] >= least and box["width"] >= 24, (selector, box)


SPACED = """* {line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important}
p {margin-bottom: 2em !important}"""


@pytest.mark.parametrize("locale", LOCALES)
def test_with_wider_spacing_nothing_overflows(open_page: OpenPage, locale: str) -> None:
    page = open_page(f"/chat?area=conwy&lang={locale}&topic=minutes", size=(320, 640))
    page.evaluate(
        "css => { const sheet = new CSSStyleSheet(); sheet.replaceSync(css); document.adoptedStyleSheets = [sheet] }", SPACED
    )
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def brightness(colour: str) -> float:
    """WCAG's relative luminance of an `rgb(...)`."""
    parts = [int(part) / 255 for part in re.findall(r"\d+", colour)[:3]]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_edges_of_fields_stand_out_in_light_and_dark(open_page: OpenPage, scheme: str) -> None:
    page = open_page("/chat?area=conwy&lang=en", color_scheme=scheme)
    paper = page.evaluate("getComputedStyle(document.body).backgroundColor")
    for selector in ("#text", "#area-choice", "#send", "#suggested button"):
        edge = page.locator(selector).first.evaluate("one => getComputedStyle(one).borderTopColor")
        light, dark = sorted((brightness(edge), brightness(paper)), reverse=True)
        assert (light + 0.05) / (dark + 0.05) >= 3, (selector, edge, paper)


def test_at_four_times_the_size_the_page_still_works(open_page: OpenPage) -> None:
    # 1280 x 1024 at 400 % is 320 x 256.
    page = open_page("/chat?area=conwy&lang=cy", size=(320, 256))
    bar = page.locator(".bar").bounding_box()
    assert bar and bar["height"] < 256 / 3
    turn = ask(page, question("minutes", "cy"))
    expect(turn.locator(".short")).to_be_in_viewport()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_on_a_slow_connection_the_page_and_an_answer_come_soon(open_page: OpenPage, server: str) -> None:
    page = open_page("/chat/about?lang=en")
    devtools = page.context.new_cdp_session(page)
    devtools.send("Network.enable")
    slow = {"offline": False, "latency": 400, "downloadThroughput": 400_000 / 8, "uploadThroughput": 400_000 / 8}
    devtools.send("Network.setCacheDisabled", {"cacheDisabled": True})
    devtools.send("Network.emulateNetworkConditions", slow)
    page.goto(f"{server}/chat?area=conwy&lang=en")
    usable = page.evaluate("performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd")
    page.fill("#text", question("minutes"))
    started = page.evaluate("performance.now()")
    page.press("#text", "Enter")
    page.locator(".turn .short").wait_for()
    answered = page.evaluate("performance.now()") - started
    assert usable < 3000, f"usable after {usable:.0f} ms"
    assert answered < 1000, f"answer after {answered:.0f} ms"
