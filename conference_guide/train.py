"""Train when training is needed: when the data, the configuration, the NLU code or the set of topics changed."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path

from conference_guide.content import topic_ids
from conference_guide.models import good_models, hash_file, newest_first, record_hash, withdrawn_file, withdrawn_models

MODELS = Path("models")
WITHDRAWN = "The model of these inputs was rolled back from, so it is not made again. To make it all the same: --force."
KEPT = 3  # models: the one in use, and two to go back to


def input_files(root: Path = Path()) -> list[Path]:
    """The files that a model is made from, in a stable order; the topics' ids come on top of them."""
    code = root / "conference_guide"
    return [
        root / "config.yml",
        root / "domain.yml",
        *sorted((root / "data").rglob("*.yml")),
        *sorted((code / "nlu").glob("*.py")),
        code / "importer.py",
        code / "encoder.py",
        code / "text.py",
        root / "requirements.lock",
    ]


def inputs_hash(root: Path = Path()) -> str:
    """Twelve hexadecimal digits that change when a new model is needed."""
    digest = hashlib.sha256()
    for path in input_files(root):
        digest.update(path.relative_to(root).as_posix().encode())
        digest.update(path.read_bytes())
    digest.update("\n".join(topic_ids(root / "content")).encode())
    return digest.hexdigest()[:12]


class TrainingInputs:
    """Whether a model still fits its inputs; files are read again only after one of them was saved."""

    def __init__(self, root: Path = Path()):
        """Nothing read yet."""
        self._root = root
        self._stamp: tuple[object, ...] = ()
        self._hash = ""

    def changed_since(self, model: str | None) -> bool:
        """Whether training questions, topics or configuration are other than those the model was made from.

        Args:
            model: the file name of a model, which holds the hash of its inputs; None where there is no model.
        """
        try:
            stamp: tuple[object, ...] = tuple(topic_ids(self._root / "content"))
            for path in input_files(self._root):
                status = path.stat()
                stamp += (str(path), status.st_mtime_ns, status.st_size)
            if stamp != self._stamp:
                self._hash, self._stamp = inputs_hash(self._root), stamp
        except OSError:
            return True  # a file that training needs is gone, or goes while we look
        return model is None or self._hash not in model


def needed(models: Path = MODELS) -> bool:
    """Whether there is no good model of the present inputs."""
    return not any(inputs_hash() in model.name for model in [*good_models(models, []), *withdrawn_models(models)])


def main() -> int:
    """Trains if needed; `--force` trains anyway. Returns the exit code."""
    if not needed() and "--force" not in sys.argv:
        withdrawn = any(inputs_hash() in model.name for model in withdrawn_models(MODELS))
        print(WITHDRAWN if withdrawn else "The model is up to date.", file=sys.stderr)
        return 0
    environment = {**os.environ, "RASA_TELEMETRY_ENABLED": "false", "TF_CPP_MIN_LOG_LEVEL": "3"}
    name = f"guide-{inputs_hash()}"
    rasa = Path(sys.executable).with_name("rasa")
    command = [str(rasa), "train", "--skip-validation", "--fixed-model-name", name, "--out", str(MODELS)]
    if "--force" in sys.argv:
        command.append("--force")
    done = subprocess.run(command, env=environment, check=False)
    model = MODELS / f"{name}.tar.gz"
    if done.returncode != 0 or not model.exists():
        print("Training failed. Look at the lines above; `make check` may say more.", file=sys.stderr)
        return done.returncode or 1
    record_hash(model)
    for old in newest_first(MODELS)[KEPT:]:
        old.unlink()
        hash_file(old).unlink(missing_ok=True)
        withdrawn_file(old).unlink(missing_ok=True)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
