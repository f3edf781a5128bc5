"""What is sent in gzip, and to whom."""

from __future__ import annotations

import gzip

import pytest

from conference_guide.compression import SMALLEST, accepts_gzip, pack, pack_once, worth_it


@pytest.mark.parametrize(
    ("header", "takes"),
    [
        ("gzip", True),
        ("gzip, deflate, br, zstd", True),
        ("br;q=1.0, GZIP;q=0.8", True),
        ("*", True),
        ("gzip;q=0", False),
        ("gzip; q=0.0, br", False),
        ("br", False),
        ("x-gzip-like", False),
        ("", False),
        (None, False),
    ],
)
def test_gzip_goes_to_those_who_take_it(header: str | None, takes: bool) -> None:
    assert accepts_gzip(header) is takes


@pytest.mark.parametrize(
    ("length", "content_type", "worth"),
    [
        (SMALLEST, "text/html; charset=utf-8", True),
        (SMALLEST, "application/json", True),
        (SMALLEST, "image/svg+xml", True),
        (SMALLEST - 1, "text/html; charset=utf-8", False),
        (SMALLEST, "image/png", False),
        (SMALLEST, None, False),
    ],
)
def test_only_text_that_is_long_enough_is_packed(length: int, content_type: str | None, worth: bool) -> None:
    assert worth_it(b"a" * length, content_type) is worth


def test_what_is_packed_comes_out_as_it_was() -> None:
    body = "Ŵy a ŷd a môr ".encode() * 200
    assert gzip.decompress(pack(body)) == gzip.decompress(pack_once(body)) == body
    assert len(pack(body)) < len(body) / 10
