"""What parents ask that the guide cannot answer: counts by day, kind, nearest topics, area and language.

There is no column for words, and no switch to keep them. Counts are held in one small SQLite file, which several
processes may write; a disk that is full or a file that is broken costs counts, never a turn.
"""

from __future__ import annotations

import logging
import os
import sqlite3
import threading
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from conference_guide.content import LOCALES, Content

logger = logging.getLogger(__name__)

KEPT_DAYS = 180  # the privacy notice names this number
NEAREST = 2  # topics beside a count
WRITE_EVERY = 5.0  # seconds; a process that is killed loses the counts of so many
MOST_PENDING = 10_000  # different counts held in memory while the disk takes none
BUSY = 5.0  # seconds to wait for another process that is writing

# The kind of a turn that answered nothing, and what it is called here.
KINDS = {"fallback": "not_understood", "out_of_scope": "out_of_scope"}

_TABLE = """CREATE TABLE IF NOT EXISTS misses (
    day TEXT NOT NULL, kind TEXT NOT NULL, nearest TEXT NOT NULL, area TEXT NOT NULL, locale TEXT NOT NULL,
    count INTEGER NOT NULL, PRIMARY KEY (day, kind, nearest, area, locale)) WITHOUT ROWID"""


@dataclass(frozen=True)
class Miss:
    """One kind of miss on one day; every value but the day comes from a closed list."""

    day: date
    kind: str
    nearest: tuple[str, ...]
    area: str | None
    locale: str


def data_dir() -> Path:
    """The folder for what outlives a restart: DATA_DIR, else `.data`."""
    return Path(os.environ.get("DATA_DIR") or ".data")


def miss_of(content: Content, kind: str, *, nearest: Sequence[str], area: str | None, locale: str, day: date) -> Miss | None:
    """The miss that a turn was, or None where it was none.

    Only ids that are known get through, so nothing else can ever be kept.

    Args:
        content: the content, which names the topics and areas there are.
        kind: the gravest kind of the turn's replies.
        nearest: labels in the order of their probability; only topics count.
        area: where the parent lives, if known.
        locale: the language of the reply.
        day: the day of the turn.
    """
    if kind not in KINDS or locale not in LOCALES:
        return None
    topics = tuple(label for label in nearest if label in content.topics)[:NEAREST]
    return Miss(day, KINDS[kind], topics, area if area in content.areas else None, locale)


class MissFile:
    """The counts on disk."""

    def __init__(self, path: Path):
        """Nothing is opened or made before it is needed."""
        self.path = path

    @contextmanager
    def _opened(self) -> Iterator[sqlite3.Connection]:
        self.path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with closing(sqlite3.connect(self.path, timeout=BUSY)) as database:
            database.execute("PRAGMA secure_delete = ON")
            database.execute(_TABLE)
            with database:
                yield database

    def add(self, counts: Mapping[Miss, int], today: date) -> None:
        """Adds counts, and drops those older than KEPT_DAYS.

        Raises:
            OSError, sqlite3.Error: nothing was written.
        """
        rows = [
            (miss.day.isoformat(), miss.kind, " ".join(miss.nearest), miss.area or "", miss.locale, count)
            for miss, count in counts.items()
        ]
        with self._opened() as database:
            database.executemany(
                "INSERT INTO misses VALUES (?, ?, ?, ?, ?, ?) "
                "ON CONFLICT (day, kind, nearest, area, locale) DO UPDATE SET count = count + excluded.count",
                rows,
            )
            database.execute("DELETE FROM misses WHERE day < ?", ((today - timedelta(days=KEPT_DAYS)).isoformat(),))

    def since(self, day: date, area: str | None = None) -> list[tuple[Miss, int]]:
        """The counts from a day on, of one area or all, the most frequent first.

        Raises:
            OSError, sqlite3.Error: the file cannot be read.
        """
        if not self.path.exists():
            return []
        with self._opened() as database:
            rows = database.execute(
                "SELECT day, kind, nearest, area, locale, count FROM misses WHERE day >= ? AND (? IS NULL OR area = ?) "
                "ORDER BY count DESC, day DESC, nearest, area, locale",
                (day.isoformat(), area, area),
            ).fetchall()
        return [(Miss(date.fromisoformat(row[0]), row[1], tuple(row[2].split()), row[3] or None, row[4]), row[5]) for row in rows]


class MissCounter:
    """Counts misses in memory and writes them down now and then, from a thread of its own: no turn waits for a disk."""

    def __init__(self, folder: Path):
        """Counts into `misses.sqlite` in the folder."""
        self.file = MissFile(folder / "misses.sqlite")
        self._pending: Counter[Miss] = Counter()
        self._lock = threading.Lock()
        self._stopping = threading.Event()
        self._writer: threading.Thread | None = None
        self._failing = False

    def count(self, miss: Miss | None) -> None:
        """Counts one miss; None counts nothing. It never fails and never waits."""
        if miss is None:
            return
        with self._lock:
            if miss in self._pending or len(self._pending) < MOST_PENDING:
                self._pending[miss] += 1

    def start(self) -> None:
        """Begins to write now and then."""
        if self._writer is None:
            self._stopping.clear()
            self._writer = threading.Thread(target=self._keep_writing, name="misses", daemon=True)
            self._writer.start()

    def stop(self) -> None:
        """Writes what is left and ends."""
        self._stopping.set()
        if self._writer is not None:
            self._writer.join(timeout=BUSY)
            self._writer = None
        self.write()

    def _keep_writing(self) -> None:
        while not self._stopping.wait(WRITE_EVERY):
            self.write()

    def write(self) -> bool:
        """Writes what has been counted since the last time; what cannot be written is tried again the next time."""
        with self._lock:
            counts, self._pending = self._pending, Counter()
        if not counts:
            return True
        try:
            self.file.add(counts, date.today())
        except (OSError, sqlite3.Error) as error:
            with self._lock:
                self._pending.update(counts)
            if not self._failing:
                logger.error(
                    "misses cannot be written to %s (%s: %s): free the disk, or move the file away; counting goes on in memory",
                    self.file.path,
                    type(error).__name__,
                    error,
                )
            self._failing = True
            return False
        if self._failing:
            logger.warning("misses are written to %s again", self.file.path)
        self._failing = False
        return True


def in_all(counts: Sequence[tuple[Miss, int]]) -> list[tuple[Miss, int]]:
    """The counts with the days of each kind, topics, area and language added up, the most frequent first.

    The day of such a sum is the last on which it happened.
    """
    sums: Counter[tuple[str, tuple[str, ...], str | None, str]] = Counter()
    last: dict[tuple[str, tuple[str, ...], str | None, str], date] = {}
    for miss, count in counts:
        key = (miss.kind, miss.nearest, miss.area, miss.locale)
        sums[key] += count
        last[key] = max(miss.day, last.get(key, miss.day))
    return [(Miss(last[key], *key), count) for key, count in sums.most_common()]


def by_day(counts: Sequence[tuple[Miss, int]]) -> list[tuple[date, int]]:
    """How many there were on each day, the earliest first."""
    days: Counter[date] = Counter()
    for miss, count in counts:
        days[miss.day] += count
    return sorted(days.items())


@dataclass(frozen=True)
class Questions:
    """Where a topic's training questions in one language begin, and how many there are."""

    file: str
    line: int
    number: int


def training_questions(data: Path) -> dict[tuple[str, str], Questions]:
    """By topic and language: the training questions that may want another beside them."""
    from conference_guide.checks import examples_of

    found: dict[tuple[str, str], Questions] = {}
    for path in sorted((data / "nlu").glob("*.yml")):
        for label, locale, _, line in examples_of(path):
            known = found.get((label, locale))
            found[label, locale] = Questions(known.file, known.line, known.number + 1) if known else Questions(str(path), line, 1)
    return found


def report(counts: Sequence[tuple[Miss, int]], since: date, until: date, data: Path) -> dict[str, Any]:
    """All that is known of the misses of some days, each count beside the training questions of its nearest topics.

    Args:
        counts: what `MissFile.since` gives.
        since: the first day.
        until: the last day.
        data: the folder of the training data.
    """
    questions = training_questions(data)

    def nearest(miss: Miss) -> list[dict[str, Any]]:
        known = (
            (topic, questions.get((topic, miss.locale), Questions(f"{data}/nlu/{topic}.yml", 1, 0))) for topic in miss.nearest
        )
        return [{"topic": topic, **asdict(where)} for topic, where in known]

    def rows(some: Sequence[tuple[Miss, int]]) -> list[dict[str, Any]]:
        return [
            {
                "day": miss.day.isoformat(),
                "kind": miss.kind,
                "nearest": nearest(miss),
                "area": miss.area,
                "locale": miss.locale,
                "count": count,
            }
            for miss, count in some
        ]

    return {
        "since": since.isoformat(),
        "until": until.isoformat(),
        "total": sum(count for _, count in counts),
        "by_day": {day.isoformat(): count for day, count in by_day(counts)},
        "in_all": rows(in_all(counts)),
        "day_by_day": rows(counts),
    }


def report_lines(found: Mapping[str, Any]) -> list[str]:
    """A report as lines to read."""
    lines = [f"{found['total']} questions without an answer from {found['since']} to {found['until']}. No words are kept."]
    if not found["total"]:
        return lines
    lines += ["", "By day:", *(f"  {day}  {count:5}" for day, count in found["by_day"].items()), ""]
    lines += ["Nearest topics, and where to write more training questions for them:"]
    for row in found["in_all"]:
        topics = ", ".join(near["topic"] for near in row["nearest"]) or "none"
        what = row["kind"].replace("_", " ")
        lines.append(f"  {row['count']:5}  {what}, near: {topics}; area: {row['area'] or 'not known'}; language: {row['locale']}")
        for near in row["nearest"]:
            lines.append(
                f"         {near['file']}:{near['line']}: {near['topic']}, {near['number']} questions in {row['locale']}"
            )
    return lines
