"""What changed since the last release, as a reader would see it: word by word, in both languages."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from pathlib import Path, PurePosixPath

from conference_guide.answers import Facts, compose_answer, compose_reply
from conference_guide.content import CONTENT_DIR, LOCALES, Content, ContentError, content_files, load_content
from conference_guide.translations import texts

GIT_SECONDS = 20
TAGS = "v*"  # tags of releases

Piece = tuple[str, str]  # "same", "gone" or "new", and the words


@dataclass(frozen=True)
class Release:
    """The content as it was at the last release.

    `how` is "git" or "copy"; `name` is the commit or the release date; `content` is None where the present code cannot read it.
    """

    how: str
    name: str
    content: Content | None
    problem: str = ""


@dataclass
class Change:
    """One text that reads differently now: by language, its pieces; and the areas whose parents read it.

    `area_ids` is empty for texts that are the same everywhere. `one_language` names the language that stayed as it was
    while the other changed, if there is one.
    """

    kind: str  # "topic", "reply" or "text"
    name: str
    pieces: dict[str, list[Piece]]
    area_ids: list[str] = field(default_factory=list)
    one_language: str | None = None


def differences(before: str, after: str) -> list[Piece]:
    """The words of two texts in reading order: those that stayed, those that are gone, those that are new."""
    # Lines first: words are compared only where a line changed.
    old, new = (text.splitlines(keepends=True) for text in (before, after))
    pieces: list[Piece] = []
    for what, old_start, old_end, new_start, new_end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if what == "equal":
            pieces.append(("same", "".join(new[new_start:new_end])))
        else:
            pieces += _word_differences("".join(old[old_start:old_end]), "".join(new[new_start:new_end]))
    return _joined(pieces)


def _word_differences(before: str, after: str) -> list[Piece]:
    old, new = (re.findall(r"\s+|\S+", text) for text in (before, after))
    pieces: list[Piece] = []
    for what, old_start, old_end, new_start, new_end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if what == "equal":
            pieces.append(("same", "".join(new[new_start:new_end])))
            continue
        if old_start < old_end:
            pieces.append(("gone", "".join(old[old_start:old_end])))
        if new_start < new_end:
            pieces.append(("new", "".join(new[new_start:new_end])))
    return pieces


def _joined(pieces: list[Piece]) -> list[Piece]:
    """Changes with nothing but a space between them become one: a new sentence reads as one, not as alternating words."""
    joined: list[Piece] = []
    pending: dict[str, str] = {}

    def close() -> None:
        joined.extend((what, pending.pop(what)) for what in ("gone", "new") if what in pending)

    for index, (what, words) in enumerate(pieces):
        if what != "same":
            pending[what] = pending.get(what, "") + words
        elif pending and words == " " and index + 1 < len(pieces):
            pending = {key: pending.get(key, "") + words for key in ("gone", "new")}
        else:
            close()
            stayed = joined.pop()[1] if joined and joined[-1][0] == "same" else ""
            joined.append(("same", stayed + words))
    close()
    return joined


def shortened(pieces: list[Piece], around: int = 160) -> list[Piece]:
    """The pieces with long stretches that stayed cut down to what stands around a change; "cut" marks where words are left out.

    Args:
        pieces: what `differences` gives.
        around: characters that are kept on each side of a change.
    """
    shown: list[Piece] = []
    for index, (what, words) in enumerate(pieces):
        first, last = index == 0, index == len(pieces) - 1
        if what != "same" or len(words) <= 2 * around + 40:
            shown.append((what, words))
            continue
        head = "" if first else words[:around].rpartition(" ")[0]
        tail = "" if last else words[-around:].partition(" ")[2]
        shown += [("same", head), ("cut", ""), ("same", tail)]
    return [piece for piece in shown if piece[0] == "cut" or piece[1]]


def _topic_text(content: Content | None, topic_id: str, area: str, locale: str) -> str:
    """All that a parent of an area reads about a topic, its lines for children's ages and for speakers included."""
    if content is None or topic_id not in content.topics:
        return ""
    topic = content.topics[topic_id]
    known = area if area in content.areas else None
    message = compose_answer(content, topic_id, Facts(area=known), locale)
    sources = [f"[{source['title']}{', ' + source['as_of'] if source['as_of'] else ''}]" for source in message.sources]
    ages = topic.answers[area].by_age if area in topic.answers else None
    bands = [text[locale] for text in (ages or {}).values()]
    speakers = topic.answers[area].by_speaker if area in topic.answers else None
    bands += [text[locale] for text in (speakers or {}).values()]
    return "\n\n".join([f"{topic.title[locale]}: {topic.question[locale]}", message.text, *bands, *sources])


def _reply_text(content: Content | None, reply_id: str, area: str, locale: str) -> str:
    if content is None or reply_id not in content.replies:
        return ""
    return compose_reply(content, reply_id, Facts(area=area if area in content.areas else None), locale).text


def _change(kind: str, name: str, before: dict[str, str], after: dict[str, str]) -> Change | None:
    changed = [locale for locale in LOCALES if before[locale] != after[locale]]
    if not changed:
        return None
    stayed = [locale for locale in LOCALES if locale not in changed]
    pieces = {locale: differences(before[locale], after[locale]) for locale in changed}
    return Change(kind, name, pieces, one_language=stayed[0] if stayed else None)


def _composed(before: Content, after: Content) -> Iterator[Change]:
    """Topics and replies, told for each area; areas in which the same words changed stand together."""
    for kind, text_of, ids in (
        ("topic", _topic_text, sorted(before.topics.keys() | after.topics.keys())),
        ("reply", _reply_text, sorted(before.replies.keys() | after.replies.keys())),
    ):
        for name in ids:
            same: dict[str, Change] = {}
            for area in _nations_first(after):
                old = {locale: text_of(before, name, area, locale) for locale in LOCALES}
                new = {locale: text_of(after, name, area, locale) for locale in LOCALES}
                change = _change(kind, name, old, new)
                if change is not None:
                    same.setdefault(repr(_changed_words(change)), change).area_ids.append(area)
            yield from same.values()


def _nations_first(content: Content) -> list[str]:
    order = ("nations", "nation", "council")
    return sorted(content.areas, key=lambda area: (order.index(content.areas[area].kind), area))


def _changed_words(change: Change) -> list[list[Piece]]:
    return [[piece for piece in change.pieces.get(locale, []) if piece[0] != "same"] for locale in LOCALES]


def _other_texts(before: Content, after: Content) -> Iterator[Change]:
    """Every other text that parents read: areas, helplines, glossary, pages, the words of the page."""
    elsewhere = ("topics/", "replies/", "interface.cy.yml#preview_")
    old, new = (
        {text.address: text for text in texts(content) if not text.address.startswith(elsewhere)} for content in (before, after)
    )
    for address in dict.fromkeys([*old, *new]):
        change = _change(
            "text",
            address,
            {locale: getattr(old[address], locale) if address in old else "" for locale in LOCALES},
            {locale: getattr(new[address], locale) if address in new else "" for locale in LOCALES},
        )
        if change is not None:
            yield change


def changes(before: Content, after: Content) -> list[Change]:
    """Everything that reads differently in `after`: topics first, then replies, then other texts."""
    return [*_composed(before, after), *_other_texts(before, after)]


def _git(folder: Path, *arguments: str) -> bytes | None:
    try:
        done = subprocess.run(["git", "-C", str(folder), *arguments], capture_output=True, timeout=GIT_SECONDS, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout if done.returncode == 0 and done.stdout.strip() else None


def _release_commit(content_dir: Path) -> str | None:
    """The newest commit that has a release tag or that changed `release:` in service.yml."""
    dated = _git(content_dir, "log", "-1", "--format=%H", "-G^release:", "--", "service.yml")
    tag = _git(content_dir, "describe", "--tags", "--abbrev=0", f"--match={TAGS}")
    tagged = _git(content_dir, "rev-list", "-1", tag.decode().strip()) if tag else None
    names = [commit.decode().strip() for commit in (tagged, dated) if commit is not None]
    if len(names) < 2:
        return names[0] if names else None
    # Both are in this history: the newer one has the other behind it.
    behind = _git(content_dir, "rev-list", "-1", f"{names[0]}..{names[1]}")
    return names[1] if behind is not None else names[0]


def _unpack(content_dir: Path, commit: str, folder: Path) -> bool:
    """Writes the content of a commit into a folder; False where git cannot give it."""
    archive = _git(content_dir, "archive", "--format=tar", commit, ".")
    if archive is None:
        return False
    with tarfile.open(fileobj=io.BytesIO(archive)) as tar:
        for member in tar.getmembers():
            path = PurePosixPath(member.name)
            taken = tar.extractfile(member) if member.isfile() and path.suffix == ".yml" and ".." not in path.parts else None
            if taken is not None:
                target = folder / path
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(taken.read())
    return True


def _read_release(how: str, name: str, folder: Path) -> Release:
    try:
        return Release(how, name, load_content(folder))
    except ContentError as error:
        return Release(how, name, None, str(error.problems[0]))


def _copied(content: Content, content_dir: Path, copies: Path) -> Release:
    """The copy of the content made when this release date was seen first; it is made now if there is none."""
    name = content.service.release.isoformat()
    copy = copies / name
    if not copy.exists():
        beside = copies / f"{name}.new"
        shutil.rmtree(beside, ignore_errors=True)
        for path in content_files(content_dir):
            target = beside / path.relative_to(content_dir)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, target)
        beside.rename(copy)
    return _read_release("copy", name, copy)


def last_release(content: Content, content_dir: Path = CONTENT_DIR, copies: Path = Path(".data/releases")) -> Release:
    """The content of the last release: from git where there is one, else from a copy kept in `copies`.

    Raises:
        OSError: there is no git, and no copy can be read or made.
    """
    commit = _release_commit(content_dir)
    if commit is not None:
        with tempfile.TemporaryDirectory() as folder:
            if _unpack(content_dir, commit, Path(folder)):
                return _read_release("git", commit[:10], Path(folder))
    return _copied(content, content_dir, copies)
