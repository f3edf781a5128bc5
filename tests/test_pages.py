"""The pages as HTML: complete in both languages, safe, small, and free of inline code."""

from __future__ import annotations

import dataclasses
import gzip
import json
import re
from html.parser import HTMLParser

import pytest

from conference_guide import pages
from conference_guide.answers import Facts, compose_answer, compose_reply
from conference_guide.content import LOCALES, Content, load_content

CONTENT = load_content()
BUDGET = 25_000  # bytes, gzipped: the page and the widget together
VOID = {"meta", "link", "input", "br", "hr", "img", "path"}


class Outline(HTMLParser):
    """What a test asks of a page: its tags with attributes, whether they are balanced, and its text."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.open: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open and self.open[-1] == tag, f"</{tag}> closes <{self.open[-1] if self.open else ''}>"
        self.open.pop()

    def handle_data(self, data: str) -> None:
        self.text += data

    def all(self, tag: str, **attributes: str) -> list[dict[str, str | None]]:
        """The attributes of every such tag."""
        return [found for name, found in self.tags if name == tag and attributes.items() <= found.items()]


def turn_of(you: str, locale: str = "en") -> dict[str, object]:
    reply = compose_answer(CONTENT, "minutes", Facts(area="conwy"), locale).as_dict()
    return {"you": you, "replies": [reply], "locale": locale}


def every_page(content: Content, locale: str) -> dict[str, str]:
    return {
        "chat": pages.render_chat(content, locale, None),
        "chat with offer": pages.render_chat(content, locale, "conwy", offer=True),
        "chat with topic": pages.render_chat(content, locale, "conwy", topic="minutes"),
        "chat with turn": pages.render_chat(content, locale, "conwy", turns=[turn_of("hello", locale)], token="abc.def"),
        "chat with error": pages.render_chat(content, locale, None, typed="hello", error="Too long", hints=["A hint"]),
        "chat in frame": pages.render_chat(content, locale, "conwy", topic="minutes", embed=True),
        "guide": pages.render_guide_index(content, locale, "somerset"),
        "topic": pages.render_guide_topic(content, "minutes", locale, "conwy"),
        "booklet": pages.render_booklet(content, "conwy", [locale]),
        "share": pages.render_share(
            content, locale, area="conwy", share_lang="cy", topic="minutes", base_url="https://guide.example"
        ),
        "about": pages.render_about(content, locale),
        "privacy": pages.render_privacy(content, locale),
        "accessibility": pages.render_accessibility(content, locale),
        "not found": pages.render_error(content, 404, locale),
        "not working": pages.render_error(content, 503, locale),
        "widget demo": pages.render_widget_demo(content, locale, "conwy"),
    }


PAGES = {(name, locale): html for locale in LOCALES for name, html in every_page(CONTENT, locale).items()}
every = pytest.mark.parametrize("page", PAGES, ids="-".join)


@every
def test_a_page_is_well_formed_and_says_its_language(page: tuple[str, str]) -> None:
    outline = Outline(PAGES[page])
    assert outline.open == []
    assert outline.all("html") == [{"lang": page[1]}]
    assert len(outline.all("h1")) == 1
    assert len(outline.all("main")) == 1


@every
def test_a_page_has_no_inline_script_or_style(page: tuple[str, str]) -> None:
    for tag, attributes in Outline(PAGES[page]).tags:
        assert tag != "style"
        assert not [name for name in attributes if name == "style" or name.startswith("on")], (tag, attributes)
        if tag == "script":
            assert attributes.get("src") or attributes.get("type") == "application/json"


@every
def test_a_page_asks_no_other_host_for_anything(page: tuple[str, str]) -> None:
    for tag, attributes in Outline(PAGES[page]).tags:
        for name in ("src", "action") if tag != "link" else ("href",):
            assert not (attributes.get(name) or "").startswith(("http", "//")), (tag, attributes)


@every
def test_ids_are_unique_and_labels_point_to_fields(page: tuple[str, str]) -> None:
    outline = Outline(PAGES[page])
    ids = [attributes["id"] for _, attributes in outline.tags if "id" in attributes]
    assert len(ids) == len(set(ids))
    labelled = {attributes["for"] for attributes in outline.all("label")}
    fields = [a["id"] for tag, a in outline.tags if tag in ("select", "textarea")]
    assert set(fields) <= labelled
    for _, attributes in outline.tags:
        for name in ("aria-describedby", "aria-labelledby", "for"):
            assert set((attributes.get(name) or "").split()) <= set(ids)


@every
def test_the_other_language_is_one_link_away_with_welsh_first(page: tuple[str, str]) -> None:
    links = [a for _, a in Outline(PAGES[page]).tags if a.get("lang") in LOCALES and (a.get("href") or a.get("value"))]
    assert [link["lang"] for link in links[:2]] == ["cy", "en"]


@every
def test_the_way_out_is_on_every_page_of_the_guide(page: tuple[str, str]) -> None:
    if page[0] == "widget demo":  # a council's page, not ours
        return
    (exit_link,) = Outline(PAGES[page]).all("a", id="exit")
    assert exit_link["href"] == CONTENT.service.exit_url


@pytest.mark.parametrize("locale", LOCALES)
def test_the_title_and_description_of_the_chat_are_neutral(locale: str) -> None:
    html = PAGES["chat with topic", locale]
    title = re.search(r"<title>(.*?)</title>", html)
    assert title and title[1] == CONTENT.say(locale, "page_title")
    (description,) = Outline(html).all("meta", name="description")
    for word in ("child", "protection", "plant", "conference", "cynhadledd"):
        assert word not in (title[1] + str(description["content"])).lower()
    assert Outline(html).all("meta", name="referrer", content="no-referrer")
    assert Outline(html).all("meta", name="robots", content="noindex")


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("area", [None, *CONTENT.areas])
def test_every_topic_has_a_page_for_every_area(area: str | None, locale: str) -> None:
    for topic_id, topic in CONTENT.topics.items():
        outline = Outline(pages.render_guide_topic(CONTENT, topic_id, locale, area))
        assert topic.question[locale] in outline.text
        message = compose_answer(CONTENT, topic_id, Facts(area=area), locale)
        for words in message.text.split():
            assert words in outline.text


@pytest.mark.parametrize("locale", LOCALES)
def test_every_topic_is_in_the_list_and_in_the_booklet(locale: str) -> None:
    index, booklet = PAGES["guide", locale], PAGES["booklet", locale]
    for topic_id in CONTENT.topics:
        assert f'href="/chat/guide/{topic_id}?' in index
        assert f'href="#{locale}-{topic_id}"' in booklet
        assert f'id="{locale}-{topic_id}"' in booklet


def test_a_topic_that_nobody_has_grouped_still_stands_in_the_list() -> None:
    topics = {**CONTENT.topics, "brand_new": CONTENT.topics["minutes"]}
    assert "/chat/guide/brand_new" in pages.render_guide_index(dataclasses.replace(CONTENT, topics=topics), "en", None)


def test_a_booklet_of_both_languages_holds_both_with_welsh_first() -> None:
    html = pages.render_booklet(CONTENT, "conwy", pages.booklet_locales(None))
    assert [a["lang"] for a in Outline(html).all("article")] == ["cy", "en"]
    assert pages.booklet_locales("en") == ["en"]


@pytest.mark.parametrize("locale", LOCALES)
def test_a_link_with_a_topic_shows_its_answer_at_once(locale: str) -> None:
    html = PAGES["chat with topic", locale]
    answer = compose_answer(CONTENT, "minutes", Facts(area="conwy"), locale)
    text = re.sub(r"\s+", " ", Outline(html).text)
    assert re.sub(r"\s+", " ", answer.short) in text
    assert CONTENT.topics["minutes"].question[locale] in text
    assert str(answer.sources[0]["title"]) in text


def test_what_is_typed_is_shown_as_text_and_never_as_markup() -> None:
    nasty = '<script>alert(1)</script><img src=x onerror="x">&amp;</textarea>'
    html = pages.render_chat(
        CONTENT, "en", None, turns=[turn_of(nasty)], token='"><script>', typed=nasty, error=nasty, hints=[nasty]
    )
    outline = Outline(html)
    assert not outline.all("img")
    assert len(outline.all("script")) == 2
    assert outline.text.count("<script>alert(1)</script>") >= 3
    found = re.search(r'<script type="application/json" id="data">(.*?)</script>', html, re.DOTALL)
    assert found and json.loads(found[1])["turns"][0]["you"] == nasty


def test_each_message_says_its_own_language() -> None:
    html = pages.render_chat(CONTENT, "en", None, turns=[turn_of("helo", "cy")], token="t")
    assert {"class": "turn", "lang": "cy", "id": "latest"} in Outline(html).all("div")


def test_buttons_work_without_javascript() -> None:
    outline = Outline(PAGES["chat with turn", "en"])
    buttons = outline.all("button", name="button", form="composer")
    assert {"topic:decisions", "locale:cy", "delete"} <= {button["value"] for button in buttons}
    assert outline.all("form", id="composer", method="post")
    assert outline.all("input", name="conversation", value="abc.def")


def test_welsh_is_offered_first_in_wales_only_and_only_where_it_is_asked_for() -> None:
    assert 'class="offer"' in pages.render_chat(CONTENT, "en", "conwy", offer=True)
    assert 'class="offer"' not in pages.render_chat(CONTENT, "en", "somerset", offer=True)
    assert 'class="offer"' not in pages.render_chat(CONTENT, "cy", "conwy")


@pytest.mark.parametrize("locale", LOCALES)
def test_the_page_for_when_nothing_works_has_the_numbers_in_both_languages(locale: str) -> None:
    for html in (pages.render_not_working(CONTENT, locale), pages.render_chat(CONTENT, locale, None)):
        for code in LOCALES:
            assert f'<div lang="{code}">' in html or f'<section lang="{code}"' in html
            assert CONTENT.say(code, "not_working_title") in Outline(html).text
        assert 'href="tel:999"' in html


def test_numbers_of_helplines_can_be_rung_by_touch() -> None:
    lines = " ".join(compose_reply(CONTENT, name, Facts(), "en").text for name in ("danger_child", "danger_self", "danger_abuse"))
    rung = {part.replace(" ", "") for part, is_number in pages.text_parts(lines) if is_number}
    assert {"999", "116123", "08001111"} <= rung
    for helpline in CONTENT.helplines.values():
        number = (helpline.phone or "").replace(" ", "")
        if number.startswith("0"):
            assert pages.text_parts(helpline.phone or "") == [(helpline.phone, True)], helpline.phone


@pytest.mark.parametrize(
    ("text", "blocks"),
    [
        ("One.\ntwo\n\nThree.", [("p", "One. two"), ("p", "Three.")]),
        ("Take:\n\n- a\n- b\n\nEnd", [("p", "Take:"), ("ul", "a"), ("p", "End")]),
        ("Take:\n- a", [("p", "Take:"), ("ul", "a")]),
    ],
)
def test_plain_text_becomes_paragraphs_and_lists(text: str, blocks: list[tuple[str, str]]) -> None:
    assert [(kind, lines[0][0][0]) for kind, lines in pages.text_blocks(text)] == blocks


@pytest.mark.parametrize(
    ("as_of", "locale", "words"),
    [
        ("2013-10-31", "en", "31 October 2013"),
        ("2013-10-31", "cy", "31 Hydref 2013"),
        ("2020-01", "cy", "Ionawr 2020"),
        ("2019", "en", "2019"),
        (None, "en", ""),
    ],
)
def test_the_date_of_a_source_is_written_as_exactly_as_it_is_known(as_of: str | None, locale: str, words: str) -> None:
    assert pages.write_as_of(as_of, locale) == words


def test_hard_words_are_those_of_the_parents_nation() -> None:
    english = pages.hard_words(CONTENT, "the child protection register and the chair", "en", "somerset")
    assert "chair" in [term for term, _ in english]
    for term in CONTENT.glossary.values():
        words = pages.hard_words(CONTENT, term.term.en, "en", "somerset" if "england" in term.nations else "conwy")
        assert (term.term.en, term.explanation.en) in words


def test_a_link_carries_what_was_chosen_and_nothing_can_be_typed() -> None:
    outline = Outline(PAGES["share", "en"])
    assert "https://guide.example/chat?area=conwy&lang=cy&topic=minutes" in outline.text
    assert not outline.all("textarea")
    assert not [a for a in outline.all("input") if a.get("type") != "hidden"]
    for locale in LOCALES:
        assert CONTENT.say(locale, "share_text_body", link="").strip() in outline.text
        assert CONTENT.say(locale, "share_slip_text") in outline.text
    assert len(outline.all("svg")) == 2


@pytest.mark.parametrize("locale", LOCALES)
def test_a_link_needs_nothing_chosen(locale: str) -> None:
    assert "https://guide.example/chat<" in pages.render_share(CONTENT, locale, base_url="https://guide.example")


def test_the_widget_has_the_words_of_the_content() -> None:
    changed = {locale: {**words, "close": f'"{locale}" \\1 </script>'} for locale, words in CONTENT.interface.items()}
    script = pages.render_widget(dataclasses.replace(CONTENT, interface=changed))
    assert json.dumps(changed["cy"]["close"], ensure_ascii=False) in script
    plain = (pages.STATIC / "widget.js").read_text(encoding="utf-8")
    assert pages.render_widget(CONTENT) == plain, "copy the line `const WORDS` of render_widget into widget.js"


def test_scripts_never_write_html() -> None:
    for name in ("chat.js", "widget.js"):
        script = (pages.STATIC / name).read_text(encoding="utf-8")
        for word in (
            "innerHTML",
            "outerHTML",
            "insertAdjacentHTML",
            "document.write",
            "eval(",
            "localStorage",
            "document.cookie",
        ):
            assert word not in script, (name, word)


def test_page_and_widget_together_keep_to_the_budget() -> None:
    biggest = max((html for (name, _), html in PAGES.items() if name.startswith("chat")), key=len)
    parts = [biggest.encode(), *((pages.STATIC / name).read_bytes() for name in ("chat.css", "chat.js", "widget.js"))]
    sizes = [len(gzip.compress(part, 9)) for part in parts]
    assert sum(sizes) <= BUDGET, sizes


def test_the_address_of_a_static_file_changes_with_its_content() -> None:
    assert re.fullmatch(r"/chat/static/chat\.css\?v=[0-9a-f]{8}", pages.asset_address("chat.css"))
    assert pages.asset_address("chat.css") in PAGES["chat", "en"]
