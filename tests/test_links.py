"""Links that social workers make, by the page and by the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from conference_guide.cli import main
from conference_guide.content import load_content
from conference_guide.links import chat_link
from conference_guide.pages import render_share

CONTENT = load_content()
CHOSEN = ["--area", "conwy", "--lang", "cy", "--topic", "supporter", "--base-url", "https://guide.example"]


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("sys.argv", ["conference-guide", "link", *arguments])
        status = main()
    said = capsys.readouterr()
    return status, said.out, said.err


def test_the_command_prints_the_link_alone(capsys: pytest.CaptureFixture[str]) -> None:
    link = "https://guide.example/chat?area=conwy&lang=cy&topic=supporter"
    assert run(capsys, *CHOSEN) == (0, f"{link}\n", "")


def test_the_command_makes_the_texts_that_the_page_makes(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    drawing = tmp_path / "guide.svg"
    status, said, _ = run(capsys, *CHOSEN, "--texts", "--qr", str(drawing))
    assert status == 0
    page = render_share(CONTENT, "en", area="conwy", share_lang="cy", topic="supporter", base_url="https://guide.example")
    for locale in ("en", "cy"):
        link = chat_link(CONTENT, "https://guide.example", "conwy", locale, "supporter")
        for key in ("share_text_body", "share_email_body"):
            text = CONTENT.say(locale, key, link=link)
            assert text in said
            assert text.replace("&", "&amp;").replace("'", "&#39;") in page
    assert "https://guide.example/chat/share?area=conwy&share_lang=cy&topic=supporter" in said
    shape = drawing.read_text(encoding="utf-8").partition(">")[2]
    assert shape in page


@pytest.mark.parametrize("wrong", [["--area", "nowhere"], ["--topic", "Jane Jones"]])
def test_what_is_not_known_is_refused_with_what_to_use(capsys: pytest.CaptureFixture[str], wrong: list[str]) -> None:
    status, said, error = run(capsys, *wrong)
    assert status == 2
    assert said == ""
    assert "Use one of:" in error


def test_a_drawing_that_cannot_be_written_is_told(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    status, _, error = run(capsys, *CHOSEN, "--qr", str(tmp_path / "missing" / "guide.svg"))
    assert status == 1
    assert "cannot be written" in error
