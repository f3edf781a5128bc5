"""Training questions: under two topics, too near one another or another topic's, in the wrong file, too few."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from difflib import get_close_matches
from math import ceil
from pathlib import Path

from conference_guide.content import LOCALES, ContentError, Problem, problem_at, read_yaml, topic_ids
from conference_guide.text import fold, words

FEWEST_EXAMPLES = 60  # training questions of a topic in one language
OTHER_DATA = ("social", "urgent", "out_of_scope", "synonyms")  # files of `data/nlu` that are no topic
NEAR = 0.8  # share of words from which two training questions of a label are too alike
NEAR_OTHER = 0.9  # the same for questions of two labels, where one word can make the difference

_WORDS = Path(__file__).with_name("everyday_words.txt")


class Example:
    """One training question: its label, language, words, file and line."""

    __slots__ = ("label", "line", "locale", "path", "question", "told")

    def __init__(self, path: Path, label: str, locale: str, question: str, line: int):
        self.path, self.label, self.locale, self.question, self.line = path, label, locale, question, line
        self.told = words(question)

    def problem(self, kind: str, **values: object) -> Problem:
        """A problem on the question's line."""
        return problem_at(self.path, (self.label,), kind, line=self.line, values=values)


def examples_of(path: Path) -> Iterator[tuple[str, str, str, int]]:
    """Label, locale, question and line of each training example in a Rasa file."""
    label = locale = ""
    for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), start=1):
        if match := re.match(r"\s*-\s*intent:\s*(\S+)", line):
            label, locale = match.group(1), "en"
        elif match := re.match(r"\s*(?:metadata:.*)?locale:\s*(\w+)", line):
            locale = match.group(1)
        elif re.match(r"\s*-\s*(?:synonym|lookup|regex):", line):
            label = ""
        elif label and (match := re.match(r"\s{4,}- (.+)", line)):
            yield label, locale, match.group(1).strip(), number


def near_pairs(sets: Sequence[frozenset[str]], share: float) -> Iterator[tuple[int, int]]:
    """Pairs of sets that have at least a share of the larger one's words in common; the later one first.

    Two such sets have a word in common among their rarest few, so only those are looked up.
    """
    counts = Counter(word for told in sets for word in told)
    standing: dict[str, list[int]] = {}
    for number, told in enumerate(sets):
        rare = sorted(told, key=lambda word: (counts[word], word))[: len(told) - ceil(share * len(told)) + 1]
        seen: set[int] = set()
        for word in rare:
            for other in standing.get(word, ()):
                if other not in seen:
                    seen.add(other)
                    most = max(len(told), len(sets[other]))
                    if most > 1 and len(told & sets[other]) >= share * most:
                        yield number, other
            standing.setdefault(word, []).append(number)


def everyday_words() -> frozenset[str]:
    """Greetings and words without a topic, folded, in both languages."""
    lines = _WORDS.read_text(encoding="utf-8").split("\n")
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


def _near(examples: list[Example], share: float, kind: str, keep: Callable[[str], bool]) -> Iterator[Problem]:
    told = [frozenset(filter(keep, example.told)) for example in examples]
    found: set[int] = set()
    for number, other in near_pairs(told, share):
        one, two = examples[number], examples[other]
        if (one.label == two.label) is (kind == "question_near") and number not in found:
            found.add(number)
            yield one.problem(kind, question=_short(one.question), other=_short(two.question), label=two.label, place=_place(two))


def _place(example: Example) -> str:
    return f"{example.path}:{example.line}"


def _short(question: str) -> str:
    return question if len(question) <= 60 else question[:57] + "..."


def check_data(content_dir: Path, data_dir: Path) -> Iterator[Problem]:
    """Training questions under two labels, too alike, too few, or under a label that does not exist."""
    topics = set(topic_ids(content_dir))
    examples: list[Example] = []
    files = sorted((data_dir / "nlu").glob("*.yml"))
    if not files:
        yield problem_at(data_dir / "nlu", (), "data_empty", line=1)
    for path in files:
        try:
            data = read_yaml(path)
        except ContentError as error:
            yield from error.problems
            continue
        if not isinstance(data, dict) or not isinstance(data.get("nlu"), list):
            yield problem_at(path, (), "not_training", line=1)
            continue
        found = [Example(path, *example) for example in examples_of(path)]
        examples += found
        if path.stem not in OTHER_DATA and path.stem not in topics:
            yield problem_at(path, (), "topic_missing", line=1, id=path.stem)
        for label in dict.fromkeys(example.label for example in found):
            stray = label != path.stem if path.stem not in OTHER_DATA else label in topics
            if stray:
                first = next(example for example in found if example.label == label)
                yield first.problem("label_misplaced", label=label, stem=path.stem)
    yield from _check_labels(examples, data_dir.parent / "domain.yml")
    yield from _check_examples(examples)
    counts = Counter((example.label, example.locale) for example in examples)
    for topic in sorted(topics):
        for locale in LOCALES:
            count = counts[topic, locale]
            if count < FEWEST_EXAMPLES:
                path = data_dir / "nlu" / f"{topic}.yml"
                yield problem_at(path, (topic,), f"questions_few_{locale}", line=1, count=count, fewest=FEWEST_EXAMPLES)


def _check_labels(examples: list[Example], domain: Path) -> Iterator[Problem]:
    """Labels of questions that are no topic and that Rasa's domain does not know, and languages that there are not."""
    first = {(example.path, example.label): example for example in reversed(examples) if example.path.stem in OTHER_DATA}
    try:
        data = read_yaml(domain) if first else {}
    except ContentError as error:
        yield from error.problems
        return
    known = [str(label) for label in data.get("intents") or []] if isinstance(data, dict) else []
    for (_, label), example in first.items():
        if label not in known:
            likely = get_close_matches(label, known, 1) or sorted(known)
            yield example.problem("label_unknown", label=label, known=", ".join(likely))
    for example in {example.path: example for example in reversed(examples) if example.locale not in LOCALES}.values():
        yield example.problem("locale_unknown", locale=example.locale)


def _check_examples(examples: list[Example]) -> Iterator[Problem]:
    seen: dict[str, Example] = {}
    different: list[Example] = []
    for example in examples:
        key = fold(example.question).strip(" ?.!")
        if key in seen:
            kind = "question_twice" if seen[key].label == example.label else "question_two_topics"
            other = seen[key]
            yield example.problem(kind, question=_short(example.question), label=other.label, place=_place(other))
        else:
            seen[key] = example
            different.append(example)
    everyday = everyday_words()
    by_label: dict[str, list[Example]] = {}
    for example in different:
        by_label.setdefault(example.label, []).append(example)
    for group in by_label.values():
        yield from _near(group, NEAR, "question_near", lambda word: word not in everyday)
    for locale in LOCALES:
        group = [example for example in different if example.locale == locale]
        yield from _near(group, NEAR_OTHER, "question_near_other", lambda word: word not in _POLITE)


# Words that make no difference to what is asked, so that nothing else tells two questions apart.
_POLITE = frozenset(
    ["please", "thanks", "hi", "hello", "hey", "plis", "diolch", "helo", "shwmae", "haia", "a", "an", "the", "y", "yr"]
)
