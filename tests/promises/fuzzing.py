"""Readers led by what they execute: inputs that reach new lines are kept and changed further.

    pip install atheris
    python -m tests.promises.fuzzing profile.json --seconds 300

A finding is saved below `corpus/`, where `test_corpus.py` gives it to the reader in every run of the tests.
Half of the changes are those of `mutants.py`, which know JSON, TOML, tables and archives; the others are
atheris's own.
"""

from __future__ import annotations

import argparse
import hashlib
import random
import sys
import tempfile
from pathlib import Path

__all__ = ["CORPUS", "main"]

CORPUS = Path(__file__).with_name("corpus")


def main() -> None:
    """Fuzz one reader for some time."""
    own = argparse.ArgumentParser(prog="python -m tests.promises.fuzzing", description=__doc__)
    own.add_argument("reader")
    own.add_argument("--seconds", type=int, default=60)
    own.add_argument("--seed", type=int, default=1)
    asked = own.parse_args()
    import atheris

    with atheris.instrument_imports(include=["readiness"]):
        from .forked import warm

        warm()
    from .inputs import Bench
    from .readers import READERS, read
    from .valid import KINDS, mutate

    kind = next(kind for kind in KINDS if kind.name == asked.reader)
    assert kind.name in READERS
    bench = Bench()
    good = (bench.valid / kind.name).read_bytes()
    bench.remove()
    found = CORPUS / kind.name.replace("/", "-")

    def once(content: bytes) -> None:
        try:
            read(kind.name, content)
        except Exception as error:
            found.mkdir(parents=True, exist_ok=True)
            name = f"{type(error).__name__}-{hashlib.sha256(content).hexdigest()[:8]}"
            (found / name).write_bytes(content)
            raise

    def change(content: bytes, most: int, seed: int) -> bytes:
        chance = random.Random(seed)  # noqa: S311
        if chance.random() < 0.5:
            try:
                return mutate(kind, content, chance).content[:most]
            except Exception:  # noqa: BLE001 — it is no such file any more
                return mutate(kind, good, chance).content[:most]
        return bytes(atheris.Mutate(content, most))

    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "good").write_bytes(good)
        words = [sys.argv[0], folder, f"-max_total_time={asked.seconds}", f"-seed={asked.seed}",
        "-max_len=300000",
                 "-timeout=10", "-rss_limit_mb=4096", f"-artifact_prefix={folder}/"]  # fmt: skip
        atheris.Setup(words, once, custom_mutator=change)
        atheris.Fuzz()


if __name__ == "__main__":
    main()
