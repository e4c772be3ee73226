"""How fast many people are scored, against a loop over one and the weighted sum alone in other engines.

Every figure is CPU time of one process, the best of a few rounds; run it on an idle machine:

    python benchmarks/cohort.py            all figures
    python benchmarks/cohort.py --equal N  compare N random people with `assess`, one by one
"""

from __future__ import annotations

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import argparse
import dataclasses
import json
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
import numpy as np
import pyarrow as pa

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "cohort"))

from conftest import as_content, random_profile

from readiness import assess, assess_many, load_framework
from readiness import measurement as m
from readiness.assessment.role import role_of
from readiness.cohort import Reading, find_sources, score_batches, score_files
from readiness.cohort.jsonlines import read_lines, table_of_lines
from readiness.cohort.structs import structs_of
from readiness.scoring import weighted_score

if TYPE_CHECKING:
    from collections.abc import Callable

    from readiness import Profile

ROLE = load_framework()


def best(work: Callable[[], object], n: int, rounds: int = 5) -> float:
    """Microseconds of CPU for each of n."""
    times = []
    for _ in range(rounds):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return 1e6 * min(times) / n


def show(name: str, micros: float, note: str = "") -> None:
    print(f"{name:<58}{micros:>9.1f} us {1e6 / micros:>11,.0f} /s  {note}", flush=True)


def people(n: int, answers: float = 0.0, *, mixed: bool = False) -> list[Profile]:
    """Random people: of their own ratings, or of ratings by themselves, mentors and examiners."""
    rng = np.random.default_rng(7)
    found = []
    while len(found) < n:
        profile = random_profile(rng, ROLE, answers=answers)
        if bool(profile.answers) == bool(answers) and not profile.not_applicable:
            own = dataclasses.replace(profile, source="self", sources={})
            found.append(profile if mixed else own)
    return found


def as_lines(profiles: list[Profile]) -> list[bytes]:
    return [json.dumps(as_content(profile)).encode() for profile in profiles]


def rates() -> None:
    some = people(512)
    lines = as_lines(some) * 4
    table = table_of_lines(read_lines(lines, ROLE), ROLE)
    n = len(lines)
    everything = best(lambda: list(score_batches([table])), n)
    show("everything in the row, own ratings only", everything)
    others = as_lines(people(512, mixed=True))
    by_others = table_of_lines(read_lines(others, ROLE), ROLE)
    show(
        "... half of them rated by mentors or examiners, too",
        best(lambda: list(score_batches([by_others])), 512),
    )
    from readiness.cohort.decoding import decode

    levels = decode(table.slice(0, 512), ROLE).people.levels
    population, points = role_of(ROLE).population, 100.0 * role_of(ROLE).weights[role_of(ROLE).rated]

    def score_alone() -> None:
        ratings = levels.ratings
        nothing = m.answers(np.zeros((512, 0), dtype=np.intp), np.zeros((512, 0), dtype=bool))
        bank = m.items(population, np.zeros(0, dtype=np.intp), np.zeros(0), np.zeros(0, dtype=bool))
        belief = m.replay(population, ratings, bank, nothing)
        m.expected_score(belief, population, role_of(ROLE).asked, points)

    show("score and interval alone", best(score_alone, 512))
    checked = as_lines(people(128, answers=1.0)) * 2
    with_answers = table_of_lines(read_lines(checked, ROLE), ROLE)
    show("everything, up to 20 answers", best(lambda: list(score_batches([with_answers])), len(checked), 3))
    now = datetime.now(UTC)
    one = best(lambda: [assess(p, assessed_at=now) for p in some[:20]], 20, 2)
    show("a loop of assess()", one, f"{one / everything:.0f} times as long")


def stated() -> None:
    rng = np.random.default_rng(3)
    reached = rng.random((200_000, len(ROLE.facets)))
    weight = role_of(ROLE).weights
    n = len(reached)
    plain = best(lambda: reached @ (100.0 * weight), n)
    show("M @ w in numpy", plain)
    ours = best(lambda: weighted_score(reached, weight), n)
    show("stated score alone", ours, f"{ours / plain:.2f} of it")
    import duckdb
    import pandas as pd
    import polars as pl

    names = [f"c{k}" for k in range(reached.shape[1])]
    frame = pd.DataFrame(reached, columns=names)
    show("pandas, stated score only", best(lambda: frame @ (100.0 * weight), n))
    polar = pl.from_pandas(frame)
    total = sum(pl.col(name) * (100.0 * w) for name, w in zip(names, weight.tolist(), strict=True))
    show("Polars, stated score only (all cores)", best(lambda: polar.select(total), n))
    terms = " + ".join(f"{name} * {100.0 * w!r}" for name, w in zip(names, weight.tolist(), strict=True))
    database = duckdb.connect()
    database.register("people", polar.to_arrow())
    query = f"select sum({terms}) from people"  # noqa: S608 — names are made above
    show("DuckDB, stated score only (all cores)", best(lambda: database.execute(query).fetchall(), n))


def reading() -> None:
    lines = as_lines(people(1000)) * 4
    for k in range(0, len(lines), 100):
        lines[k] = b'{"skills": {"sql": 9}}'
    decode = structs_of(ROLE).decoder.decode

    def decode_all() -> list[object]:
        found = []
        for line in lines:
            try:
                found.append(decode(line))
            except msgspec.ValidationError:
                found.append(None)
        return found

    bare = best(decode_all, len(lines))
    show("msgspec into a typed struct", bare, f"{np.mean([len(line) for line in lines]):.0f} bytes a line")
    ours = best(lambda: read_lines(lines, ROLE), len(lines))
    show("read and validated, 1 % refused", ours, f"{ours / bare:.2f} times")
    found = read_lines(lines, ROLE)
    show("... made a table of", best(lambda: table_of_lines(found, ROLE), len(lines)))


def whole_runs(n: int = 20_000) -> None:
    lines = as_lines(people(1000))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "people.jsonl"
        path.write_bytes(b"\n".join(lines * (n // 1000)) + b"\n")
        for processes in (1, 2):
            out = Path(folder) / "out.csv"
            start = time.monotonic()
            score_files(find_sources([str(path)]), ROLE, Reading(), output=str(out), n_processes=processes)
            passed = time.monotonic() - start
            size = out.stat().st_size / 1e6
            rate = f"{passed:.1f} s, {n / passed:,.0f} /s, {size:.1f} MB"
            print(f"{n:,} JSON lines to CSV, {processes} process(es): {rate}")


def equal(n: int) -> None:
    rng = np.random.default_rng(10)
    now, worst = datetime.now(UTC), 0.0
    for start in range(0, n, 500):
        some = [random_profile(rng, ROLE) for _ in range(min(500, n - start))]
        lines = table_of_lines(read_lines(as_lines(some), ROLE), ROLE)
        by_line = next(iter(score_batches([lines]))).to_pylist()
        for row, other, profile in zip(assess_many(some).to_pylist(), by_line, some, strict=True):
            record = assess(profile, assessed_at=now)
            pairs = [(one["score"], record.score) for one in (row, other)]
            for one in (row, other):
                assert one["verdict"] == record.verdict.band  # noqa: S101 — that is what is shown here
                pairs += [
                    (one["chance"], record.verdict.chance),
                    (one["stated"] or 0.0, record.stated.score or 0.0),
                ]
                pairs += [(one["low"], record.estimate.low), (one["high"], record.estimate.high)]
                pairs += [(one[f"contribution.{c.id}"], c.contribution) for c in record.criteria]
            worst = max(worst, *(abs(one - another) for one, another in pairs))
        print(f"{start + len(some)} people: largest difference {worst:.2e}", flush=True)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--equal", type=int, metavar="N")
    chosen = parser.parse_args()
    if chosen.equal:
        equal(chosen.equal)
    else:
        print(f"Python {sys.version.split()[0]}, numpy {np.__version__}, pyarrow {pa.__version__}")
        rates()
        reading()
        stated()
        whole_runs()
