"""The HTTP contract, against the real server."""

from __future__ import annotations

import gzip
import json
import re
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path

import pytest

from conference_guide.content import topic_ids
from tests.conftest import serve


def call(address, method, path, body=None, headers=None):
    data = body if isinstance(body, (bytes, type(None))) else json.dumps(body).encode()
    request = urllib.request.Request(address + path, data=data, method=method, headers=headers or {})
    try:
        with urllib.request.urlopen(request, timeout=20) as answer:
            return answer.status, answer.headers, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.headers, error.read().decode()


def send(address, **message):
    status, _, text = call(address, "POST", "/chat/messages", message)
    return status, json.loads(text)


def test_a_turn_has_the_fields_of_the_contract(server):
    status, turn = send(server, text="Can I bring my mum?", area="somerset")
    assert status == 200
    assert set(turn) == {"conversation", "locale", "area", "replies"}
    reply = turn["replies"][0]
    assert set(reply) == {"kind", "topic", "text", "short", "more", "buttons", "sources"}
    assert reply["kind"] == "answer" and reply["topic"] == "supporter"
    assert reply["text"] == reply["short"] + "\n\n" + reply["more"]
    assert set(reply["buttons"][0]) == {"title", "button"}
    assert reply["sources"] == [{"title": reply["sources"][0]["title"], "url": None, "as_of": "2013-10-31"}]


def test_the_conversation_remembers_the_area_and_deleting_forgets_it(server):
    _, first = send(server, text="who will be there", area="conwy")
    _, second = send(server, text="can i bring a solicitor", conversation=first["conversation"])
    assert second["area"] == "conwy" and second["conversation"] == first["conversation"]
    assert call(server, "DELETE", "/chat/conversation", {"conversation": first["conversation"]})[0] == 204
    assert call(server, "DELETE", "/chat/conversation", {"conversation": first["conversation"]})[0] == 204
    status, third = send(server, text="can i bring a solicitor", conversation=first["conversation"])
    assert status == 200 and third["area"] is None and third["conversation"] != first["conversation"]


@pytest.mark.parametrize("token", ["default", "someone.else", "x" * 3000, "../../etc/passwd"])
def test_a_malformed_or_forged_token_is_refused(server, token):
    status, turn = send(server, text="hello", conversation=token)
    assert status == 400 and turn["error"]["code"] == "bad_conversation"


def test_a_token_with_a_changed_signature_is_refused(server):
    _, turn = send(server, text="hello")
    token = turn["conversation"]
    changed = token[:-1] + ("A" if token[-1] != "A" else "B")
    assert send(server, text="hello", conversation=changed)[0] == 400


@pytest.mark.parametrize(
    ("message", "code"),
    [
        ({}, "nothing_sent"),
        ({"text": None, "button": None}, "nothing_sent"),
        ({"text": 7}, "wrong_type"),
        ({"text": ["a"]}, "wrong_type"),
        ({"text": {"a": 1}}, "wrong_type"),
        ({"text": "hi", "area": "atlantis"}, "unknown_area"),
        ({"text": "hi", "locale": "pl"}, "unknown_locale"),
        ({"text": "hi", "area": 3}, "wrong_type"),
        ({"button": "restart"}, "unknown_button"),
        ({"button": "/restart"}, "unknown_button"),
        ({"button": "topic:nothing"}, "unknown_button"),
        ({"text": "a" * 501}, "text_too_long"),
    ],
)
def test_bad_input_gets_a_clear_error_in_both_languages(server, message, code):
    status, turn = send(server, **message)
    assert status == 400
    assert turn["error"]["code"] == code
    assert turn["error"]["message_en"] and turn["error"]["message_cy"] != turn["error"]["message_en"]


@pytest.mark.parametrize("body", [b"", b"{", b"[1, 2]", b"null", b"\xff\xfe", b"[" * 5000])
def test_a_body_that_is_not_a_json_object_is_refused(server, body):
    assert call(server, "POST", "/chat/messages", body)[0] == 400


@pytest.mark.parametrize("size", [8 * 1024 + 1, 200_000])
def test_a_body_over_8_kb_is_refused(server, size):
    status, _, text = call(server, "POST", "/chat/messages", b" " * size)
    assert status == 413 and json.loads(text)["error"]["code"] == "too_large"


@pytest.mark.parametrize(
    "text", ["", "   ", "🙂🙂🙂", "<script>alert(1)</script>", "/restart", '/inform{"child_age": 9}', "ąęśżź co to jest"]
)
def test_odd_text_gets_a_sensible_reply(server, text):
    status, turn = send(server, text=text)
    assert status == 200 and turn["replies"] and turn["replies"][0]["text"]


def test_a_typed_command_is_only_text(server):
    _, first = send(server, text="who will be there", area="somerset")
    _, second = send(server, text="/restart", conversation=first["conversation"])
    _, third = send(server, text="must my child come", conversation=second["conversation"])
    assert third["area"] == "somerset"


@pytest.mark.parametrize("text", ["he's got a knife and he is coming in", "mae o'n fy nghuro i rŵan"])
def test_danger_is_answered_first(server, text):
    _, turn = send(server, text=text)
    assert turn["replies"][0]["kind"] == "urgent" and "999" in turn["replies"][0]["short"]


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/status",
        "/version",
        "/model",
        "/conversations/default/tracker",
        "/webhooks/rest/webhook",
        "/webhooks/webchat/",
        "/chatter",
    ],
)
def test_every_door_but_chat_is_shut(server, path):
    assert call(server, "GET", path)[0] == 404
    assert call(server, "POST", path, {"sender": "default", "message": "hi"})[0] == 404


def test_answers_carry_strict_headers(server):
    _, headers, _ = call(server, "GET", "/chat")
    assert "default-src 'none'" in headers["Content-Security-Policy"] and "unsafe" not in headers["Content-Security-Policy"]
    assert headers["Referrer-Policy"] == "no-referrer" and headers["Cache-Control"] == "no-store"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert "Set-Cookie" not in headers


@pytest.mark.parametrize("path", ["/chat?lang=en", "/chat/guide?lang=cy", "/chat/static/chat.js", "/chat/widget.js"])
def test_browsers_that_take_gzip_get_gzip_and_others_the_same_plainly(server, path):
    _, plain_headers, plain = call(server, "GET", path)
    request = urllib.request.Request(server + path, headers={"Accept-Encoding": "gzip, br"})
    with urllib.request.urlopen(request, timeout=20) as answer:
        body = answer.read()
    assert answer.headers["Content-Encoding"] == "gzip" and plain_headers["Content-Encoding"] is None
    assert answer.headers["Vary"] == plain_headers["Vary"] == "Accept-Encoding"
    assert len(body) < len(plain.encode()) / 2
    assert gzip.decompress(body).decode() == plain


def test_a_file_whose_address_changes_with_its_content_is_kept_for_a_year_and_pages_never(server):
    _, _, page = call(server, "GET", "/chat")
    address = re.search(r'src="(/chat/static/chat\.js\?v=\w+)"', page)[1]
    assert "immutable" in call(server, "GET", address)[1]["Cache-Control"]
    assert call(server, "GET", "/chat/static/chat.js?v=00000000")[1]["Cache-Control"] == "public, max-age=3600"
    assert call(server, "GET", "/chat")[1]["Cache-Control"] == "no-store"


def test_a_link_checker_may_ask_for_the_head_alone(server):
    status, headers, body = call(server, "HEAD", "/chat")
    assert status == 200 and body == "" and headers["Content-Type"] == "text/html; charset=utf-8"


@pytest.mark.parametrize(
    ("header", "locale"),
    [("cy", "cy"), ("cy-GB,cy;q=0.9,en;q=0.8", "cy"), ("en-GB,en;q=0.9,cy;q=0.5", "en"), ("de", "en"), ("", "en")],
)
def test_a_browser_set_to_welsh_gets_welsh_without_asking(server, header, locale):
    _, _, page = call(server, "GET", "/chat", headers={"Accept-Language": header})
    assert f'<html lang="{locale}">' in page
    assert '<html lang="en">' in call(server, "GET", "/chat?lang=en", headers={"Accept-Language": header})[2]


@pytest.mark.parametrize("query", ["", "?area=conwy&lang=cy", "?area=nowhere&lang=xx&topic=none", "?topic=minutes"])
def test_the_chat_page_never_shows_an_error_for_unknown_values(server, query):
    assert call(server, "GET", "/chat" + query)[0] == 200


@pytest.mark.parametrize("topic", topic_ids())
def test_each_topic_has_a_plain_page(server, topic):
    status, _, html = call(server, "GET", f"/chat/guide/{topic}?area=conwy&lang=cy")
    assert status == 200 and 'lang="cy"' in html


@pytest.mark.parametrize(
    "page", ["guide", "guide/booklet?area=somerset", "share", "about", "privacy", "accessibility", "widget.js", "widget-demo"]
)
def test_the_other_pages_are_there(server, page):
    assert call(server, "GET", f"/chat/{page}")[0] == 200


def test_an_unknown_page_is_not_found(server):
    assert call(server, "GET", "/chat/guide/nothing")[0] == 404
    assert call(server, "GET", "/chat/static/../../.secret")[0] == 404


def test_the_page_works_as_a_form_without_javascript(server):
    form = urllib.parse.urlencode({"text": "can I bring my mum", "area": "conwy", "lang": "en"}).encode()
    status, _, html = call(server, "POST", "/chat", form, {"Content-Type": "application/x-www-form-urlencoded"})
    assert status == 200 and "can I bring my mum" in html and "advocate" in html


def test_health_tells_the_versions(server):
    assert call(server, "GET", "/chat/health/live")[0] == 200
    ready = json.loads(call(server, "GET", "/chat/health/ready")[2])
    assert ready["status"] == "ready" and ready["model"].startswith("guide-") and len(ready["content"]) == 12


@pytest.fixture(scope="module")
def limited(tmp_path_factory):
    """A server with its limits on, and where its log goes."""
    log = tmp_path_factory.mktemp("limited") / "log.txt"
    with log.open("w") as file:
        for address in serve({"LOG_LEVEL": "DEBUG"}, log=file):
            yield address, log


def test_too_many_messages_are_met_with_a_human_message_and_the_number(limited):
    address, _ = limited
    _, turn = send(address, text="hello")
    statuses = [send(address, text="hello", conversation=turn["conversation"]) for _ in range(20)]
    refused = [body for status, body in statuses if status == 429]
    assert refused and "999" in refused[0]["error"]["message_en"] and "999" in refused[0]["error"]["message_cy"]


def test_nothing_that_was_typed_is_in_the_log_even_at_debug_level(limited):
    address, log = limited
    for text in ("Zebedee Quillfeather is my son, can he come", "my name is Zebedee Quillfeather", "/Zebedee{", "Zebedee 🙂"):
        send(address, text=text)
    written = log.read_text(errors="replace")
    assert "Zebedee" not in written and "Quillfeather" not in written


@pytest.fixture(scope="module")
def without_model(tmp_path_factory):
    folder = tmp_path_factory.mktemp("models")
    yield from serve({"MODELS_DIR": str(folder), "RATE_LIMIT": "off"}, wanted=503)


def test_without_a_model_the_health_page_says_what_to_do(without_model):
    status, _, text = call(without_model, "GET", "/chat/health/ready")
    assert status == 503 and "make train" in text


@pytest.mark.parametrize(
    ("text", "kind"), [("who will be there", "fallback"), ("he's got a knife", "urgent"), ("dwi isio marw", "urgent")]
)
def test_without_a_model_the_numbers_are_still_given(without_model, text, kind):
    status, turn = send(without_model, text=text)
    assert status == 200 and turn["replies"][0]["kind"] == kind and "999" in turn["replies"][0]["text"]


def test_without_a_model_the_pages_are_still_there(without_model):
    assert call(without_model, "GET", "/chat")[0] == 200
    assert call(without_model, "GET", "/chat/guide/minutes?area=conwy")[0] == 200


def test_the_signing_key_is_not_in_git():
    assert "/.secret" in Path(".gitignore").read_text()
