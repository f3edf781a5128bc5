"""The files that nginx answers with when no process of the guide does."""

from __future__ import annotations

import json
import subprocess
import sys

from conference_guide.last_resort import last_resort, write_last_resort


def test_each_page_begins_with_its_language_and_gives_the_numbers_of_both(content):
    files = last_resort(content)
    for locale in ("en", "cy"):
        page = files[f"not_working.{locale}.html"]
        assert f'<html lang="{locale}"' in page and "999" in page
        assert 'lang="cy"' in page and 'lang="en"' in page
        assert "<script" not in page or 'src="/chat/static' in page


def test_the_errors_are_those_of_the_contract(content):
    for name in ("not_working.json", "too_many.json", "too_large.json"):
        error = json.loads(last_resort(content)[name])["error"]
        assert set(error) == {"code", "message_en", "message_cy"} and error["message_en"] != error["message_cy"]


def test_they_are_written_whole_and_anybody_may_read_them(content, tmp_path):
    write_last_resort(tmp_path / "new")
    written = {path.name: path for path in (tmp_path / "new").iterdir()}
    assert set(written) == set(last_resort(content))
    assert all(path.stat().st_mode & 0o777 == 0o644 for path in written.values())


def test_without_a_folder_the_command_says_what_to_name():
    done = subprocess.run([sys.executable, "-m", "conference_guide.last_resort"], capture_output=True, text=True, check=False)
    assert done.returncode != 0 and "FOLDER" in done.stderr
