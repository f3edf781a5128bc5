"""`conference-guide check`: everything in content and data that an editor should mend, in words an editor understands."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from conference_guide.content import (
    LOCALES,
    Content,
    ContentError,
    LocalisedText,
    Problem,
    line_of,
    load_content,
    placeholders,
    read_yaml,
    topic_ids,
)
from conference_guide.text import fold, words

MOST_WORDS = {"en": 20, "cy": 25}  # a sentence: plain English, Cymraeg Clir
FEWEST_EXAMPLES = 60  # training questions of a topic in one language
OTHER_DATA = ("social", "urgent", "out_of_scope", "synonyms")  # files of `data/nlu` that are no topic
NEAR = 0.8  # share of words from which two training questions of a label are too alike

_SENTENCE_END = re.compile(r"(?<=[.!?:])\s+")
_NUMBER = re.compile(r"\d[\d .,]*\d|\d")
_SMART = re.compile("[‘’“”]")
_TABS = re.compile(r"^\s*\t", re.M)
_FRG_NUMBER = "0808 801 0366"
_WELSH_LEVELS = ("wales", "conwy", "mid_and_west_wales")
_ENGLISH_HELPLINES = (_FRG_NUMBER, "0808 2000 247")

Where = tuple[Path, tuple[str | int, ...]]


def sentences(text: str) -> list[str]:
    """The sentences of a text; a list line is one of its own."""
    found: list[str] = []
    for line in text.split("\n"):
        found += [sentence for sentence in _SENTENCE_END.split(line.strip().removeprefix("- ")) if sentence]
    return found


def _problem(where: Where, message: str) -> Problem:
    path, loc = where
    return Problem(str(path), line_of(path, loc), ".".join(str(part) for part in loc), message)


def _texts(content: Content, folder: Path) -> Iterator[tuple[Where, LocalisedText, str | None]]:
    """Every text parents read, with where it stands and its level (None where it has none)."""
    for topic_id, topic in content.topics.items():
        path = folder / "topics" / f"{topic_id}.yml"
        yield (path, ("title",)), topic.title, None
        yield (path, ("question",)), topic.question, None
        for level, answer in topic.answers.items():
            yield (path, ("answers", level, "short")), answer.short, level
            if answer.more:
                yield (path, ("answers", level, "more")), answer.more, level
            for band, text in (answer.by_age or {}).items():
                yield (path, ("answers", level, "by_age", band.value)), text, level
    for reply_id, reply in content.replies.items():
        path = folder / "replies" / f"{reply_id}.yml"
        for level, reply_words in reply.answers.items():
            yield (path, ("answers", level, "short")), reply_words.short, level
            if reply_words.more:
                yield (path, ("answers", level, "more")), reply_words.more, level


def _list_lines(text: str) -> int:
    return sum(line.startswith("- ") for line in text.split("\n"))


def check_words(content: Content, folder: Path) -> Iterator[Problem]:
    """Long sentences, numbers or placeholders that differ between the languages, smart quotes, wrong-nation words."""
    for (path, loc), text, level in _texts(content, folder):
        for locale in LOCALES:
            for sentence in sentences(text[locale]):
                count = len(sentence.split())
                if count > MOST_WORDS[locale]:
                    message = f"a sentence has {count} words (at most {MOST_WORDS[locale]}): '{sentence[:50]}...'. Split it."
                    yield _problem((path, (*loc, locale)), message)
            if _SMART.search(text[locale]):
                yield _problem((path, (*loc, locale)), "has curly quotes. Use straight ones: ' and \".")
            if level in _WELSH_LEVELS:
                yield from _wrong_in_wales((path, (*loc, locale)), text[locale])
            if level in ("england", "somerset", "north_yorkshire"):
                yield from _wrong_in_england((path, (*loc, locale)), text[locale])
        english, welsh = text.en, text.cy
        if sorted(_NUMBER.findall(english)) != sorted(_NUMBER.findall(welsh)):
            message = (
                f"the numbers differ: English {_NUMBER.findall(english)}, Welsh {_NUMBER.findall(welsh)}. Make them the same."
            )
            yield _problem((path, (*loc, "cy")), message)
        if placeholders(english) != placeholders(welsh):
            yield _problem((path, (*loc, "cy")), "has other {placeholders} than the English. Make them the same.")
        if _list_lines(english) != _list_lines(welsh):
            yield _problem((path, (*loc, "cy")), "has another number of list lines than the English. Make them the same.")


def _wrong_in_wales(where: Where, text: str) -> Iterator[Problem]:
    if re.search(r"(?i)\bchild protection plan", text):
        yield _problem(where, "says 'child protection plan'. In Wales it is a care and support protection plan.")
    if re.search(r"(?i)\bg?ch?ynllun(?:iau)? amddiffyn plant|\bngh?ynllun amddiffyn plant", text):
        yield _problem(where, "says 'cynllun amddiffyn plant'. In Wales it is a 'cynllun gofal, cymorth ac amddiffyn'.")
    for number in _ENGLISH_HELPLINES:
        if number in text:
            yield _problem(where, f"gives {number}, which is a line for England only. Take it out.")


def _wrong_in_england(where: Where, text: str) -> Iterator[Problem]:
    if "register" in where[0].stem:
        return
    if re.search(r"(?i)protection register|cofrestr amddiffyn|gofrestr amddiffyn", text):
        yield _problem(where, "speaks of the child protection register. England has had none since 2008.")
    if re.search(r"(?i)care and support protection plan|gofal, cymorth ac amddiffyn", text):
        yield _problem(where, "says the Welsh name of the plan. In England it is a child protection plan.")


def check_limits(content: Content, folder: Path) -> Iterator[Problem]:
    """Time limits and ages in the area files that the answers of that level do not say, and dates named for none."""
    for area_id, area in content.areas.items():
        path = folder / "areas" / f"{area_id}.yml"
        said = " ".join(text.en for (_, _), text, level in _texts(content, folder) if level == area_id)
        for limit_id, limit in area.time_limits.items():
            wanted = "month" if limit.amount == 1 and limit.unit == "months" else str(limit.amount)
            if wanted not in said:
                message = f"no answer for {area_id} says {limit.amount} {limit.unit}. Correct one of them."
                yield _problem((path, ("time_limits", limit_id)), message)
            if limit.source not in content.sources:
                yield _problem((path, ("time_limits", limit_id, "source")), f"'{limit.source}' is not in content/sources.yml.")
        for age in (area.ages.attend_over, area.ages.advocate_over) if area.ages else ():
            if str(age) not in said:
                yield _problem((path, ("ages",)), f"no answer for {area_id} says {age}. Correct one of them.")
    known = {limit for area in content.areas.values() for limit in area.time_limits}
    for topic_id, topic in content.topics.items():
        for level, answer in topic.answers.items():
            for limit_id in answer.dates:
                if limit_id not in known:
                    where = (folder / "topics" / f"{topic_id}.yml", ("answers", level, "dates"))
                    yield _problem(where, f"'{limit_id}' is not a time limit of any area. Correct it.")


def _blocks(path: Path) -> list[dict[str, Any]]:
    data = read_yaml(path)
    blocks = data.get("nlu") if isinstance(data, dict) else None
    return blocks if isinstance(blocks, list) else []


def examples_of(path: Path) -> Iterator[tuple[str, str, str, int]]:
    """Label, locale, question and line of each training example in a Rasa file."""
    lines = path.read_text(encoding="utf-8").split("\n")
    label = locale = ""
    for number, line in enumerate(lines, start=1):
        if match := re.match(r"\s*-\s*intent:\s*(\S+)", line):
            label, locale = match.group(1), "en"
        elif match := re.match(r"\s*(?:metadata:.*)?locale:\s*(\w+)", line):
            locale = match.group(1)
        elif re.match(r"\s*-\s*(?:synonym|lookup|regex):", line):
            label = ""
        elif label and (match := re.match(r"\s{4,}- (.+)", line)):
            yield label, locale, match.group(1).strip(), number


def content_words(text: str) -> frozenset[str]:
    """The words of a question without greetings and everyday words."""
    return frozenset(word for word in words(text) if word not in _EVERYDAY)


def check_data(content_dir: Path, data_dir: Path) -> Iterator[Problem]:
    """Training questions under two labels, too alike, too few, or under a label that does not exist."""
    seen: dict[str, tuple[str, Path, int]] = {}
    counts: dict[tuple[str, str], int] = {}
    kept: dict[str, list[tuple[frozenset[str], int]]] = {}
    topics = set(topic_ids(content_dir))
    for path in sorted((data_dir / "nlu").glob("*.yml")):
        try:
            _blocks(path)
        except ContentError as error:
            yield from error.problems
            continue
        for label, locale, question, line in examples_of(path):
            counts[label, locale] = counts.get((label, locale), 0) + 1
            key = fold(question).strip(" ?.!")
            if key in seen:
                other, other_path, other_line = seen[key]
                message = f"'{question[:50]}' stands also at {other_path}:{other_line} ({other}). Keep one."
                yield Problem(str(path), line, label, message)
            seen[key] = (label, path, line)
            told = content_words(question)
            for other_words, other_line in kept.setdefault(label, []):
                most = max(len(told), len(other_words))
                if most > 1 and len(told & other_words) / most >= NEAR:
                    yield Problem(
                        str(path), line, label, f"is nearly the same as line {other_line}. Say it in other words, or remove it."
                    )
                    break
            kept[label].append((told, line))
        if path.stem not in OTHER_DATA and path.stem not in topics:
            yield Problem(str(path), 1, "file", f"there is no content/topics/{path.stem}.yml. Add it, or remove this file.")
    for topic in sorted(topics):
        for locale in LOCALES:
            if counts.get((topic, locale), 0) < FEWEST_EXAMPLES:
                path = data_dir / "nlu" / f"{topic}.yml"
                message = f"has {counts.get((topic, locale), 0)} questions in {locale} (at least {FEWEST_EXAMPLES}). Write more."
                yield Problem(str(path), 1, topic, message)


def check_tabs(content_dir: Path) -> Iterator[Problem]:
    """Tabs at the start of a line, and bare yes/no keys, which programs read as true and false."""
    for path in sorted(content_dir.rglob("*.yml")):
        try:
            text = path.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError):
            continue
        for number, line in enumerate(text.split("\n"), start=1):
            if _TABS.match(line):
                yield Problem(str(path), number, "line", "begins with a tab. Use spaces.")
            if re.match(r"\s*(?:yes|no|on|off|y|n):", line, re.I):
                yield Problem(
                    str(path), number, "line", "yes, no, on and off are not text for a program. Put the name in quotes."
                )


def check_all(content_dir: Path, data_dir: Path) -> list[Problem]:
    """Every problem in content and data; none means both can be used."""
    problems = list(check_tabs(content_dir))
    try:
        content = load_content(content_dir)
    except ContentError as error:
        problems += error.problems
    else:
        problems += check_words(content, content_dir)
        problems += check_limits(content, content_dir)
    problems += check_data(content_dir, data_dir)
    return problems


# Greetings and words without a topic, folded, in both languages.
_EVERYDAY = frozenset(
    [
        "a",
        "an",
        "the",
        "i",
        "im",
        "i'm",
        "my",
        "me",
        "we",
        "our",
        "us",
        "you",
        "your",
        "it",
        "its",
        "it's",
        "is",
        "are",
        "was",
        "be",
        "been",
        "am",
        "do",
        "does",
        "did",
        "can",
        "could",
        "will",
        "would",
        "should",
        "shall",
        "to",
        "of",
        "in",
        "on",
        "at",
        "for",
        "and",
        "or",
        "but",
        "if",
        "that",
        "this",
        "there",
        "they",
        "them",
        "their",
        "he",
        "she",
        "his",
        "her",
        "him",
        "with",
        "from",
        "about",
        "so",
        "just",
        "not",
        "no",
        "please",
        "thanks",
        "hi",
        "hello",
        "hey",
        "ok",
        "have",
        "has",
        "had",
        "get",
        "got",
        "what",
        "when",
        "where",
        "who",
        "how",
        "why",
        "which",
        "yr",
        "ac",
        "yn",
        "o",
        "ar",
        "gan",
        "gyda",
        "i'r",
        "o'r",
        "a'r",
        "yw",
        "ydy",
        "ydi",
        "mae",
        "dwi",
        "dw",
        "i'n",
        "fi",
        "fy",
        "ei",
        "eu",
        "ein",
        "eich",
        "chi",
        "ni",
        "nhw",
        "ti",
        "fo",
        "fe",
        "e",
        "ddim",
        "oes",
        "sut",
        "pryd",
        "pwy",
        "beth",
        "ble",
        "pam",
        "pa",
        "helo",
        "shwmae",
        "haia",
        "os",
        "gwelwch",
        "yn",
        "plis",
        "diolch",
        "sy",
        "sydd",
        "sy'n",
        "na",
        "nac",
        "neu",
        "ond",
        "hwn",
        "hon",
        "hyn",
        "bod",
    ]
)
