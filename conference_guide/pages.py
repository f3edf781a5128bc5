"""What parents see: every page of the guide as HTML, made from content alone.

The functions return whole pages. They know nothing of the server, and keep nothing.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

import segno
from babel.dates import get_month_names
from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import Markup

from conference_guide import areas
from conference_guide.answers import (
    Button,
    Facts,
    Message,
    area_buttons,
    compose_answer,
    compose_guide_off,
    compose_reply,
    language_off,
    shown_sources,
    topic_buttons,
)
from conference_guide.content import LOCALES, Content
from conference_guide.links import chat_link
from conference_guide.text import MAX_TEXT

WEB = Path(__file__).parent / "web"
STATIC = WEB / "static"

# Welsh stands first wherever both languages are named.
LANGUAGES = (("cy", "Cymraeg"), ("en", "English"))

# The order in which parents need the answers. A topic that stands nowhere comes under the last heading.
GROUPS: dict[str, tuple[str, ...]] = {
    "guide_group_what": ("what_is_conference", "why_conference", "when_held", "how_long", "court", "police"),
    "guide_group_before": (
        "before_conference",
        "parents_invited",
        "attending",
        "cannot_attend",
        "reports",
        "supporter",
        "solicitor",
        "interpreter",
        "invite_someone",
        "object_to_attendee",
        "separate_parents",
        "exclusion",
    ),
    "guide_group_child": ("child_attends", "child_views"),
    "guide_group_meeting": ("what_happens", "who_attends", "chair", "having_your_say", "respect", "confidentiality"),
    "guide_group_after": ("decisions", "plan", "register", "core_group", "after_conference", "minutes", "review"),
    "guide_group_help": ("independent_help", "contact", "complaint"),
}

# What a newcomer is offered first: the questions frightened parents ask most.
SUGGESTED = ("what_is_conference", "court", "who_attends", "supporter", "child_attends")

# What chat.js says by itself: under a reply in the reply's language, elsewhere in the page's.
REPLY_WORDS = ("you_said", "guide_said", "more", "less", "sources_heading", "source_as_of", "source_undated")
PAGE_WORDS = (
    "sending",
    "send",
    "still_waiting",
    "too_long",
    "characters_left",
    "nothing_typed",
    "delete_done",
    "area_unknown",
)
WIDGET_WORDS = ("page_title", "widget_label", "close", "own_page", "frame_failed", "danger_notice")

# Numbers a phone can ring. Numbers that only take texts (07..., 5 digits) are left as words.
_PHONE = re.compile(r"(?<![\w-])(999|111|101|116 ?123|0[1238](?: ?\d){6,9})(?!\d)")


@lru_cache(maxsize=1)
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(WEB / "templates"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    )
    environment.filters["blocks"] = text_blocks
    environment.filters["tel"] = lambda number: "tel:" + re.sub(r"\D", "", number)
    environment.globals["asset"] = asset_address
    environment.globals["address"] = address
    environment.globals["write_as_of"] = write_as_of
    return environment


def template(name: str) -> Template:
    """A page's template with the words, filters and addresses that all pages share."""
    return _environment().get_template(name)


def asset_version(body: bytes) -> str:
    """What stands in the address of a static file, so that the address changes when the file does."""
    return hashlib.sha256(body).hexdigest()[:8]


@lru_cache(maxsize=8)
def asset_address(name: str) -> str:
    """The address of a static file."""
    return f"/chat/static/{name}?v={asset_version((STATIC / name).read_bytes())}"


def address(path: str, **query: str | None) -> str:
    """A path under `/chat` with the parameters that are set."""
    kept = urlencode({name: value for name, value in query.items() if value})
    return f"/chat{path}?{kept}" if kept else f"/chat{path}"


def write_as_of(as_of: str | None, locale: str) -> str:
    """A source's date in words: "31 October 2013", "January 2020", "2019"."""
    if not as_of:
        return ""
    parts = [int(part) for part in str(as_of).split("-")]
    if len(parts) == 1:
        return str(parts[0])
    month = get_month_names("wide", locale="cy" if locale == "cy" else "en_GB", context="format")[parts[1]]
    return " ".join([*(str(day) for day in parts[2:]), month, str(parts[0])])


def text_parts(text: str) -> list[tuple[str, bool]]:
    """A line cut into words and telephone numbers: each piece, and whether it is a number to ring."""
    return [(part, index % 2 == 1) for index, part in enumerate(_PHONE.split(text)) if part]


def text_blocks(text: str) -> list[tuple[str, list[list[tuple[str, bool]]]]]:
    """Plain text as paragraphs ("p") and lists ("ul"): blank lines part paragraphs, "- " begins an item."""
    blocks: list[tuple[str, list[str]]] = []
    open_block = ""
    for line in (line.strip() for line in text.splitlines()):
        if not line:
            open_block = ""
        elif line.startswith("- "):
            if open_block != "ul":
                blocks.append(("ul", []))
            open_block = "ul"
            blocks[-1][1].append(line[2:])
        elif open_block == "p":
            blocks[-1][1][0] += " " + line
        else:
            open_block = "p"
            blocks.append(("p", [line]))
    return [(kind, [text_parts(line) for line in lines]) for kind, lines in blocks]


def _known(lowered: str, forms: Iterable[str]) -> bool:
    # Most forms are nowhere in the text; looking for them first spares the slow search for whole words.
    lowered_forms = (form.lower() for form in forms)
    return any(form in lowered and re.search(rf"(?<!\w){re.escape(form)}(?!\w)", lowered) for form in lowered_forms)


def hard_words(content: Content, text: str, locale: str, area: str | None) -> list[tuple[str, str]]:
    """The glossary's terms that stand in a text, each with its explanation, for pages without JavaScript."""
    nation = areas.nation_of(content, area)
    lowered = text.lower()
    found = []
    for word in content.glossary.values():
        if nation is not None and nation not in word.nations:
            continue
        if _known(lowered, [word.term[locale], *word.forms.get(locale, [])]):
            found.append((word.term[locale], word.explanation[locale]))
    return found


def _glossary_data(content: Content) -> dict[str, list[list[Any]]]:
    """For chat.js: by language, each term's forms, explanation and nations."""
    return {
        locale: [
            [[word.term[locale], *word.forms.get(locale, [])], word.explanation[locale], word.nations]
            for word in content.glossary.values()
        ]
        for locale in LOCALES
    }


def _language_links(content: Content, path: str, locale: str, query: dict[str, str | None]) -> list[dict[str, Any]]:
    """The same page in each language, Welsh first."""
    return [
        {"locale": code, "name": name, "current": code == locale, "href": address(path, **{**query, "lang": code})}
        for code, name in LANGUAGES
        if content.switch("language", code) is None
    ]


def _render(template: str, content: Content, locale: str, path: str, query: dict[str, str | None], **values: Any) -> str:
    def say(key: str, **words: str) -> str:
        return content.say(locale, key, **words)

    context = {
        "content": content,
        "locale": locale,
        "t": say,
        "say": content.say,
        "area": query.get("area"),
        "languages": _language_links(content, path, locale, query),
        "exit_url": content.service.exit_url,
        "embed": False,
        "guide_off": _guide_off(content, query.get("area"), locale),
        "language_off": language_off(content),
        **values,
    }
    return _environment().get_template(template).render(context)


def _guide_off(content: Content, area: str | None, locale: str) -> list[tuple[str, Message]]:
    """What is said while the whole guide is switched off, in each language, the page's first; empty while it is on."""
    if content.switch("guide") is None:
        return []
    return [(code, compose_guide_off(content, Facts(area=area), code)) for code in (locale, *(c for c in LOCALES if c != locale))]


def render_switched_off(content: Content, locale: str, area: str | None) -> str:
    """The page that stands in for all others while the guide is switched off: why, and numbers to ring."""
    return _render("switched_off.html", content, locale, "", {"area": area})


def area_choices(content: Content, locale: str) -> list[Button]:
    """Areas to choose from, each with its id as value."""
    return [Button(choice.title, choice.button.partition(":")[2]) for choice in area_buttons(content, locale)]


def _area_name(content: Content, area: str | None, locale: str) -> str | None:
    if area is None or area not in content.areas or content.areas[area].kind == "nations":
        return None
    return content.areas[area].name[locale]


def _unreviewed(content: Content, locale: str) -> bool:
    """Whether any Welsh answer still waits for a Welsh-speaking editor."""
    if locale != "cy":
        return False
    return any(answer.reviewed.cy is None for topic in content.topics.values() for answer in topic.answers.values())


def _suggested(content: Content, locale: str) -> list[Button]:
    asked = [] if content.switch("guide") else topic_buttons(content, SUGGESTED, locale)
    return [Button(content.topics[choice.button.partition(":")[2]].question[locale], choice.button) for choice in asked]


def words_of_button(content: Content, button: str | None, locale: str) -> str | None:
    """What a parent asked by pressing a topic's button; None for other buttons."""
    name, _, topic = (button or "").partition(":")
    return content.topics[topic].question[locale] if name == "topic" and topic in content.topics else None


def _first_turn(content: Content, topic: str, area: str | None, locale: str) -> dict[str, Any]:
    """The turn that a link with a topic opens with."""
    answer = compose_answer(content, topic, Facts(area=area), locale)
    return {"you": content.topics[topic].question[locale], "replies": [answer.as_dict()], "locale": locale}


def _chat_data(
    content: Content, locale: str, area: str | None, *, turns: Sequence[dict[str, Any]], token: str | None, embed: bool
) -> dict[str, Any]:
    """What chat.js needs to know; it holds no code and nothing about anybody but the turn on the page."""
    words = {code: {key: content.interface[code][key] for key in REPLY_WORDS} for code in LOCALES}
    for key in PAGE_WORDS:
        words[locale][key] = content.interface[locale][key]
    months = {
        code: [get_month_names("wide", locale="cy" if code == "cy" else "en_GB")[month] for month in range(1, 13)]
        for code in LOCALES
    }
    return {
        "locale": locale,
        "area": area,
        "token": token,
        "turns": list(turns),
        "embed": embed,
        "exit": content.service.exit_url,
        "limit": MAX_TEXT,
        "words": words,
        "months": months,
        "areas": {
            area_id: [_area_name(content, area_id, locale), areas.nation_of(content, area_id)] for area_id in content.areas
        },
        "glossary": _glossary_data(content),
    }


def _not_working(content: Content, area: str | None) -> dict[str, Message]:
    return {code: compose_reply(content, "not_working", Facts(area=area), code) for code in LOCALES}


def render_chat(
    content: Content,
    locale: str,
    area: str | None,
    *,
    topic: str | None = None,
    hints: Sequence[str] = (),
    turns: Sequence[dict[str, Any]] = (),
    token: str | None = None,
    typed: str = "",
    error: str | None = None,
    offer: bool = False,
    embed: bool = False,
) -> str:
    """The chat page.

    Args:
        content: the newest good content.
        locale: the page's language.
        area: the area known, if any.
        topic: the topic to open with; its answer stands on the page at once.
        hints: what in the link was not understood, in the page's language.
        turns: the turn of a form post: {"you", "replies", "locale"}.
        token: the conversation, for the form.
        typed: words to leave in the box.
        error: what was wrong with them.
        offer: whether to ask for the language first; a link to Wales without a language should.
        embed: whether the page stands in the widget's frame.
    """
    opens_with = topic if content.switch("guide") is None else None
    given = [_first_turn(content, opens_with, area, locale)] if opens_with and not turns else turns
    plain: list[dict[str, Any]] = [{name: turn.get(name) for name in ("you", "replies", "locale")} for turn in given]
    shown = [
        {**turn, "words": [hard_words(content, reply["text"], turn["locale"], area) for reply in turn["replies"]]}
        for turn in plain
    ]
    return _render(
        "chat.html",
        content,
        locale,
        "",
        {"area": area, "topic": topic, "embed": "1" if embed else None},
        hints=hints,
        turns=shown,
        token=token,
        typed=typed,
        error=error,
        offer=offer and areas.nation_of(content, area) == "wales",
        embed=embed,
        limit=MAX_TEXT,
        area_name=_area_name(content, area, locale),
        area_choices=area_choices(content, locale),
        suggested=_suggested(content, locale),
        unreviewed=_unreviewed(content, locale),
        not_working=_not_working(content, area),
        other="en" if locale == "cy" else "cy",
        data=_chat_data(content, locale, area, turns=plain, token=token, embed=embed),
    )


def grouped_topics(content: Content) -> list[tuple[str, list[str]]]:
    """Every topic under its heading, in the order in which parents need them."""
    placed = {topic for group in GROUPS.values() for topic in group}
    on = {topic for topic in content.topics if content.switch("topic", topic) is None}
    grouped = [(heading, [topic for topic in topics if topic in on]) for heading, topics in GROUPS.items()]
    grouped[-1][1].extend(sorted(on - placed))
    return [(heading, topics) for heading, topics in grouped if topics]


def render_guide_index(content: Content, locale: str, area: str | None) -> str:
    """The list of all questions, grouped; and the way to the booklet."""
    if content.switch("guide"):
        return render_switched_off(content, locale, area)
    return _render(
        "guide_index.html",
        content,
        locale,
        "/guide",
        {"area": area},
        groups=grouped_topics(content),
        area_name=_area_name(content, area, locale),
        area_choices=area_choices(content, locale),
        unreviewed=_unreviewed(content, locale),
    )


def _answer_entry(content: Content, topic_id: str, area: str | None, locale: str) -> dict[str, Any]:
    """One answer with everything a plain page shows of it."""
    topic = content.topics[topic_id]
    message = compose_answer(content, topic_id, Facts(area=area), locale)
    _, answer = areas.find_answer(content, topic, area)
    return {
        "topic": topic_id,
        "question": topic.question[locale],
        "message": message,
        "related": [
            (other, content.topics[other].question[locale])
            for other in topic.related
            if other in content.topics and content.switch("topic", other) is None
        ],
        "unreviewed": locale == "cy" and answer.reviewed.cy is None,
    }


def render_guide_topic(content: Content, topic_id: str, locale: str, area: str | None) -> str:
    """One answer as a plain page.

    Raises:
        KeyError: there is no such topic.
    """
    if content.switch("guide"):
        return render_switched_off(content, locale, area)
    entry = _answer_entry(content, topic_id, area, locale)
    return _render(
        "guide_topic.html",
        content,
        locale,
        f"/guide/{topic_id}",
        {"area": area},
        entry=entry,
        words=hard_words(content, entry["message"].text, locale, area),
        topic_id=topic_id,
        area_name=_area_name(content, area, locale),
        area_choices=area_choices(content, locale),
    )


def booklet_locales(lang: str | None) -> list[str]:
    """The languages of a booklet: the one asked for, else both, Welsh first."""
    return [lang] if lang in LOCALES else [code for code, _ in LANGUAGES]


def render_booklet(content: Content, area: str | None, locales: Sequence[str]) -> str:
    """All answers for one area on one page, with contents and sources, in one or both languages."""
    locales = list(dict.fromkeys(content.spoken(locale) for locale in locales))
    if content.switch("guide"):
        return render_switched_off(content, locales[0], area)
    parts = []
    for locale in locales:
        groups = [
            (heading, [_answer_entry(content, topic, area, locale) for topic in topics])
            for heading, topics in grouped_topics(content)
        ]
        parts.append({"locale": locale, "groups": groups, "area_name": _area_name(content, area, locale)})
    return _render("booklet.html", content, locales[0], "/guide/booklet", {"area": area}, parts=parts)


def qr_svg(link: str) -> str:
    """The QR code of a link as an SVG drawing, black on white."""
    code = segno.make(link, error="m", micro=False)
    return str(code.svg_inline(omitsize=True, border=3, light="#fff", svgclass=None, lineclass=None))


def _both_languages(content: Content, key: str, links: dict[str, str], first: str) -> str:
    order = [first, *(code for code in LOCALES if code != first)]
    return "\n\n".join(content.say(code, key, link=links[code]) for code in order)


def shared_texts(content: Content, area: str | None, share_lang: str | None, topic: str | None, base_url: str) -> dict[str, Any]:
    """The link and every text that carries it."""
    link = chat_link(content, base_url, area, share_lang, topic)
    links = {code: chat_link(content, base_url, area, code, topic) for code in LOCALES}
    first = "cy" if areas.nation_of(content, area) == "wales" else share_lang or "en"
    svg = qr_svg(link)
    return {
        "link": link,
        "qr": Markup(svg),  # drawn by segno from the link, which holds known ids only
        "qr_file": "data:image/svg+xml," + quote(svg.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1)),
        "text": _both_languages(content, "share_text_body", links, first),
        "email": _both_languages(content, "share_email_body", links, first),
        "links": links,
    }


def render_share(
    content: Content,
    locale: str,
    *,
    area: str | None = None,
    share_lang: str | None = None,
    topic: str | None = None,
    base_url: str = "",
) -> str:
    """The link builder for social workers. Nothing can be typed into it, so nothing about a family can get into a link."""
    if content.switch("guide"):
        return render_switched_off(content, locale, area)
    return _render(
        "share.html",
        content,
        locale,
        "/share",
        {"area": area, "share_lang": share_lang, "topic": topic},
        share_lang=share_lang,
        topic=topic,
        area_choices=area_choices(content, locale),
        groups=grouped_topics(content),
        shared=shared_texts(content, area, share_lang, topic, base_url),
    )


def _render_page(content: Content, name: str, locale: str, sources: Sequence[dict[str, str | None]] = ()) -> str:
    page = content.pages[name]
    return _render("page.html", content, locale, f"/{name}", {}, page=page, sources=sources, unreviewed=False)


def render_about(content: Content, locale: str) -> str:
    """What the guide is, what it cannot do, and where its answers come from."""
    used = {source for topic in content.topics.values() for answer in topic.answers.values() for source in answer.sources}
    in_order = [source for source in content.sources if source in used]
    return _render_page(content, "about", locale, shown_sources(content, in_order, locale))


def render_privacy(content: Content, locale: str) -> str:
    """What is kept, where and for how long."""
    return _render_page(content, "privacy", locale)


def render_accessibility(content: Content, locale: str) -> str:
    """The accessibility statement."""
    return _render_page(content, "accessibility", locale)


def render_error(content: Content, status: int, locale: str) -> str:
    """A page for an address that is not there (404), or for anything else that went wrong."""
    if status != 404:
        return render_not_working(content, locale)
    return _render("error.html", content, locale, "", {})


def render_not_working(content: Content, locale: str) -> str:
    """The page for when nothing works: numbers to ring in both languages, and answers that need no model."""
    order = [locale, *(code for code in LOCALES if code != locale)]
    return _render("not_working.html", content, locale, "", {}, not_working=_not_working(content, None), order=order)


def render_widget(content: Content) -> str:
    """The widget's script with its few words as editors have them now."""
    words = {code: {key: content.interface[code][key] for key in WIDGET_WORDS} for code in LOCALES}
    script = (STATIC / "widget.js").read_text(encoding="utf-8")
    line = f"const WORDS = {json.dumps(words, ensure_ascii=False)};"
    return re.sub(r"^const WORDS = .*;$", lambda _: line, script, count=1, flags=re.MULTILINE)


def render_widget_demo(content: Content, locale: str, area: str | None) -> str:
    """A made-up council page with the widget on it."""
    return _render("widget_demo.html", content, locale, "/widget-demo", {"area": area})
