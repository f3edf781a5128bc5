"""One broken example for each thing that the check finds in training questions."""

from __future__ import annotations

from pathlib import Path

import pytest

from conference_guide.checks.training import check_data, examples_of, near_pairs

HEAD = "version: '3.1'\nnlu:\n"


def block(label: str, *questions: str, locale: str = "en") -> str:
    lines = "".join(f"    - {question}\n" for question in questions)
    return f"- intent: {label}\n  metadata:\n    locale: {locale}\n  examples: |\n{lines}"


LONG = "please could you tell me when the notes of our meeting will reach us by post"
EXAMPLES = [
    {
        "kind": "data_empty",
        "files": {},
        "wanted": ("data/nlu", 1, "file"),
        "en": "has no training questions. Run the check in the folder that holds 'data', and put the files back if they are gone.",
        "cy": "nid oes cwestiynau hyfforddi yma. Rhedwch y gwirio yn y ffolder sy'n cynnwys 'data', a rhowch y ffeiliau yn ôl os ydynt wedi mynd.",
    },
    {
        "kind": "not_training",
        "files": {"minutes": "- one\n- two\n"},
        "wanted": ("data/nlu/minutes.yml", 1, "file"),
        "en": "is not a file of training questions. It should have 'version:' and 'nlu:', as the other files in data/nlu have.",
        "cy": "nid ffeil o gwestiynau hyfforddi yw hon. Dylai fod 'version:' ac 'nlu:' ynddi, fel yn ffeiliau eraill data/nlu.",
    },
    {
        "kind": "topic_missing",
        "files": {"parking": HEAD + block("parking", "where can I park")},
        "wanted": ("data/nlu/parking.yml", 1, "file"),
        "en": "there is no content/topics/parking.yml. Add it, or remove this file.",
        "cy": "nid oes content/topics/parking.yml. Ychwanegwch ef, neu tynnwch y ffeil hon.",
    },
    {
        "kind": "label_misplaced",
        "files": {"minutes": HEAD + block("minutes", "where are the notes") + block("police", "will the police come")},
        "wanted": ("data/nlu/minutes.yml", 12, "police"),
        "en": "questions for 'police' stand in the file of 'minutes'. Move them to their own file.",
        "cy": "mae cwestiynau ar gyfer 'police' yn ffeil 'minutes'. Symudwch nhw i'w ffeil eu hunain.",
    },
    {
        "kind": "label_unknown",
        "files": {"social": HEAD + block("greeet", "hello there")},
        "wanted": ("data/nlu/social.yml", 7, "greeet"),
        "en": "'greeet' is not a topic, and domain.yml does not know it. Did you mean: greet?",
        "cy": "nid yw 'greeet' yn bwnc, ac nid yw domain.yml yn ei adnabod. Ai dyma oedd gennych mewn golwg: greet?",
    },
    {
        "kind": "locale_unknown",
        "files": {"minutes": HEAD + block("minutes", "ble mae'r nodiadau", locale="cym")},
        "wanted": ("data/nlu/minutes.yml", 7, "minutes"),
        "en": "the language 'cym' is not known. Write 'locale: en' or 'locale: cy' above the questions.",
        "cy": "nid yw'r iaith 'cym' yn hysbys. Ysgrifennwch 'locale: en' neu 'locale: cy' uwchben y cwestiynau.",
    },
    {
        "kind": "questions_few_en",
        "files": {"minutes": HEAD + block("minutes", "where are the notes")},
        "wanted": ("data/nlu/minutes.yml", 1, "minutes"),
        "en": "has 1 English questions, and needs 60. Write more.",
        "cy": "nifer y cwestiynau Saesneg yw 1, ac mae angen 60. Ysgrifennwch ragor.",
    },
    {
        "kind": "questions_few_cy",
        "files": {"minutes": HEAD + block("minutes", "where are the notes")},
        "wanted": ("data/nlu/minutes.yml", 1, "minutes"),
        "en": "has 0 Welsh questions, and needs 60. Write more.",
        "cy": "nifer y cwestiynau Cymraeg yw 0, ac mae angen 60. Ysgrifennwch ragor.",
    },
    {
        "kind": "question_twice",
        "files": {"minutes": HEAD + block("minutes", "Where are the notes?", "where are the notes")},
        "wanted": ("data/nlu/minutes.yml", 8, "minutes"),
        "en": "'where are the notes' stands also at {nlu}/minutes.yml:7. Remove one of the two.",
        "cy": "mae 'where are the notes' hefyd yn {nlu}/minutes.yml:7. Tynnwch un o'r ddau.",
    },
    {
        "kind": "question_two_topics",
        "files": {"minutes": HEAD + block("minutes", "where are the notes"), "police": HEAD + block("police", "Where are the notes?")},
        "wanted": ("data/nlu/police.yml", 7, "police"),
        "en": "'Where are the notes?' stands also under 'minutes', at {nlu}/minutes.yml:7. Keep it where it belongs, and remove the other.",
        "cy": "mae 'Where are the notes?' hefyd o dan 'minutes', yn {nlu}/minutes.yml:7. Cadwch ef lle mae'n perthyn, a thynnwch y llall.",
    },
    {
        "kind": "question_near",
        "files": {"minutes": HEAD + block("minutes", "when will the notes reach our house", "hello when will the notes reach our house please")},
        "wanted": ("data/nlu/minutes.yml", 8, "minutes"),
        "en": "'hello when will the notes reach our house please' is nearly the same as 'when will the notes reach our house', at {nlu}/minutes.yml:7. Say it in other words, or remove it.",
        "cy": "mae 'hello when will the notes reach our house please' bron yr un fath â 'when will the notes reach our house', yn {nlu}/minutes.yml:7. Dywedwch ef mewn geiriau eraill, neu tynnwch ef.",
    },
    {
        "kind": "question_near_other",
        "files": {"minutes": HEAD + block("minutes", LONG), "police": HEAD + block("police", "hello " + LONG)},
        "wanted": ("data/nlu/police.yml", 7, "police"),
        "en": f"'hello {LONG[:51]}...' is nearly the same as '{LONG[:57]}...' under 'minutes', at {{nlu}}/minutes.yml:7. Make the difference plain, or remove one.",
        "cy": f"mae 'hello {LONG[:51]}...' bron yr un fath â '{LONG[:57]}...' o dan 'minutes', yn {{nlu}}/minutes.yml:7. Gwnewch y gwahaniaeth yn glir, neu tynnwch un.",
    },
]  # fmt: skip


@pytest.fixture
def folders(tmp_path):
    (tmp_path / "content" / "topics").mkdir(parents=True)
    (tmp_path / "data" / "nlu").mkdir(parents=True)
    (tmp_path / "domain.yml").write_text("intents:\n  - greet\n  - thanks\n", encoding="utf-8")
    for topic in ("minutes", "police"):
        (tmp_path / "content" / "topics" / f"{topic}.yml").write_text("", encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("example", EXAMPLES, ids=[example["kind"] for example in EXAMPLES])
def test_each_mistake_is_told_with_its_place_in_both_languages(example, folders):
    nlu = folders / "data" / "nlu"
    for name, words in example["files"].items():
        (nlu / f"{name}.yml").write_text(words, encoding="utf-8")
    problems = [problem for problem in check_data(folders / "content", folders / "data") if problem.kind == example["kind"]]
    told = [(Path(p.file).relative_to(folders).as_posix(), p.line, p.field, p.said("en"), p.said("cy")) for p in problems]
    assert (*example["wanted"], example["en"].format(nlu=nlu), example["cy"].format(nlu=nlu)) in told


def test_questions_that_share_all_but_one_word_in_ten_are_near_and_those_that_share_less_are_not():
    sets = [frozenset("abcdefghij"), frozenset("abcdefghik"), frozenset("abcdefgxyz"), frozenset("abc"), frozenset("abc")]
    assert set(near_pairs(sets, 0.9)) == {(1, 0), (4, 3)}


def test_near_pairs_are_those_that_comparing_each_with_each_finds():
    questions = [example[2] for path in sorted(Path("data/nlu").glob("c*.yml")) for example in examples_of(path)][:600]
    sets = [frozenset(question.lower().split()) for question in questions]
    for share in (0.4, 0.5, 0.6):
        wanted = {
            (number, other)
            for number, told in enumerate(sets)
            for other in range(number)
            if max(len(told), len(sets[other])) > 1 and len(told & sets[other]) >= share * max(len(told), len(sets[other]))
        }
        assert wanted and set(near_pairs(sets, share)) == wanted


def test_a_training_file_with_a_mistake_in_its_yaml_is_told(folders):
    (folders / "data" / "nlu" / "minutes.yml").write_text("nlu: [", encoding="utf-8")
    problems = list(check_data(folders / "content", folders / "data"))
    assert problems[0].kind == "not_yaml" and problems[0].file.endswith("minutes.yml")
