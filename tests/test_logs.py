from __future__ import annotations

import logging
import subprocess
import sys

from conference_guide.logs import FormatterWithoutWords

NAME = "Zebediah Quorlpington"


def test_an_error_is_logged_by_its_name_and_place_without_its_message():
    try:
        try:
            raise KeyError(NAME)
        except KeyError as error:
            raise ValueError(f"cannot read {NAME}") from error
    except ValueError:
        record = logging.LogRecord("rasa", logging.ERROR, "x.py", 1, "an action failed", None, sys.exc_info())
    written = FormatterWithoutWords("%(message)s").format(record)
    assert written.startswith("an action failed") and written.endswith("ValueError")
    assert __file__ in written
    assert "Zebediah" not in written and "cannot read" not in written


def test_the_log_of_a_process_has_no_words_of_errors_at_any_level():
    code = (
        "import logging; from conference_guide.logs import configure_logs; configure_logs()\n"
        "try: raise ValueError('Quorlpington')\n"
        "except ValueError: logging.getLogger('rasa.core').exception('Encountered an exception')"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env={"LOG_LEVEL": "DEBUG"})
    assert "Encountered an exception" in ran.stderr and "ValueError" in ran.stderr
    # The code above is quoted nowhere either: a line of code may hold words.
    assert "Quorlpington" not in ran.stderr
