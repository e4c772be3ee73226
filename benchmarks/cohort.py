"""How fast many people are scored, against a loop over one and the weighted sum alone in other engines.

Figures are CPU time of one process, medians of rounds; ratios are of both in turn. What is asked stands
beside, and the script ends with 1 where something is missed. Run it on an idle machine:

    python benchmarks/cohort.py            all figures
    python benchmarks/cohort.py --runs     whole runs by one process and by two alone
    python benchmarks/cohort.py --equal N  compare N random people with `assess`, one by one, and as lines
"""

from __future__ import annotations

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import argparse
import dataclasses
import json
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

import msgspec
import numpy as np
import pyarrow as pa

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "cohort"))

from conftest import as_content, random_profile

from readiness import Answer, assess, assess_many, load_framework
from readiness.assessment.role import role_of
from readiness.cohort import score_batches
from readiness.cohort.jsonlines import read_lines, table_of_lines
from readiness.cohort.structs import structs_of
from readiness.questionnaire import load_items
from readiness.scoring import weighted_score

if TYPE_CHECKING:
    from collections.abc import Callable

    from readiness import Profile

ROLE = load_framework()


def timed(work: Callable[[], object], n: int, rounds: int = 7) -> float:
    """Microseconds of CPU for each of n, the median of some rounds."""
    return median(_once(work) for _ in range(rounds)) * 1e6 / n


def compared(ours: Callable[[], object], other: Callable[[], object], rounds: int = 7) -> float:
    """Our CPU time over the other's, the median of pairs taken in turn."""
    return median(_once(ours) / _once(other) for _ in range(rounds))


def _once(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


missed: list[str] = []


def show(name: str, micros: float, *, least: float = 0.0) -> None:
    rate = 1e6 / micros
    asked = f"  asked: {least:,.0f} /s" if least else ""
    print(f"{name:<58}{micros:>9.2f} us {rate:>13,.0f} /s{asked}", flush=True)
    if rate < least:
        missed.append(name)


def show_ratio(name: str, ratio: float, *, least: float = 0.0, most: float = float("inf")) -> None:
    asked = f"at least {least:g}" if least else f"at most {most:g}"
    print(f"  {name:<56}{ratio:>9.2f} times{'':>14}asked: {asked}", flush=True)
    if not least <= ratio <= most:
        missed.append(name)


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


def with_answers(n: int, n_answers: int = 20) -> list[Profile]:
    """Random people with so many answers each."""
    rng = np.random.default_rng(8)
    rated = [facet.id for facet in ROLE.rated]
    some = []
    for profile in people(n):
        names = [
            item for facet in rng.choice(rated, size=6, replace=False) for item in load_items(str(facet))
        ]
        chosen = rng.choice(len(names), size=n_answers, replace=False)
        answers = (Answer(item=names[k].id, response=str(rng.integers(1, 5))) for k in chosen.tolist())
        some.append(dataclasses.replace(profile, answers=tuple(answers)))
    return some


def table_of(profiles: list[Profile]) -> pa.RecordBatch:
    return table_of_lines(read_lines(as_lines(profiles), ROLE), ROLE)


def rates() -> None:
    some = people(2048)
    table, now = table_of(some), datetime.now(UTC)
    list(score_batches([table]))
    show(
        "everything in the row, own ratings only",
        timed(lambda: list(score_batches([table])), 2048),
        least=8000,
    )
    few = table.slice(0, 512)
    ratio = compared(
        lambda: [assess(p, assessed_at=now) for p in some[:32]], lambda: list(score_batches([few])), 5
    )
    show_ratio("a loop of assess() over that", ratio * 512 / 32, least=30)
    simple = ("score", "low", "high")
    show(
        "score and interval alone",
        timed(lambda: list(score_batches([table], columns=simple)), 2048),
        least=25_000,
    )
    by_others = table_of(people(512, mixed=True))
    show("everything, half of them rated by others", timed(lambda: list(score_batches([by_others])), 512))
    checked = table_of(with_answers(512))
    show("everything, 20 answers each", timed(lambda: list(score_batches([checked])), 512, 3), least=1500)


def stated() -> None:
    rng = np.random.default_rng(3)
    reached = rng.random((200_000, len(ROLE.facets)))
    weight = role_of(ROLE).weights
    n = len(reached)
    show("M @ w in numpy", timed(lambda: reached @ (100.0 * weight), n))
    show("stated score alone", timed(lambda: weighted_score(reached, weight), n))
    ratio = compared(lambda: weighted_score(reached, weight), lambda: reached @ (100.0 * weight), 15)
    show_ratio("stated score alone over M @ w", ratio, most=1.5)
    import duckdb
    import pandas as pd
    import polars as pl

    names = [f"c{k}" for k in range(reached.shape[1])]
    frame = pd.DataFrame(reached, columns=names)
    show("pandas, stated score only", timed(lambda: frame @ (100.0 * weight), n))
    polar = pl.from_pandas(frame)
    total = sum(pl.col(name) * (100.0 * w) for name, w in zip(names, weight.tolist(), strict=True))
    show("Polars, stated score only, all cores", timed(lambda: polar.select(total), n))
    terms = " + ".join(f"{name} * {100.0 * w!r}" for name, w in zip(names, weight.tolist(), strict=True))
    database = duckdb.connect()
    database.register("people", polar.to_arrow())
    query = f"select {terms} as score from people"  # noqa: S608 — names are made above
    show("DuckDB, stated score only, all cores", timed(lambda: database.execute(query).to_arrow_table(), n))


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

    size = np.mean([len(line) for line in lines])
    show(f"msgspec into a typed struct, {size:.0f} bytes a line", timed(decode_all, len(lines)))
    show("read and validated, 1 % refused", timed(lambda: read_lines(lines, ROLE), len(lines)))
    show_ratio(
        "read and validated over msgspec", compared(lambda: read_lines(lines, ROLE), decode_all, 15), most=1.8
    )
    found = read_lines(lines, ROLE)
    show("made a table of", timed(lambda: table_of_lines(found, ROLE), len(lines)))


def whole_runs(n: int = 400_000) -> None:
    """A file from the command line, by one process and by two in turn, by the clock, start and all."""
    lines = as_lines(people(1000))
    print(f"load of the machine before whole runs: {os.getloadavg()[0]:.1f}")
    passed: dict[int, list[float]] = {1: [], 2: []}
    with tempfile.TemporaryDirectory() as folder:
        path, out = Path(folder) / "people.jsonl", Path(folder) / "out.csv"
        path.write_bytes((b"\n".join(lines) + b"\n") * (n // 1000))
        call = [sys.executable, "-m", "readiness", "cohort", str(path), "-o", str(out), "--processes"]
        for processes in (1, 2) * 3:
            start = time.monotonic()
            subprocess.run([*call, str(processes)], check=True, stdout=subprocess.DEVNULL)
            passed[processes].append(time.monotonic() - start)
        size = out.stat().st_size / 1e6 * 20_000 / n
    for processes, times in passed.items():
        rate = f"{median(times):.1f} s, {n / median(times):,.0f} /s"
        print(
            f"{n:,} JSON lines to CSV, {processes} process(es): {rate} by the clock; {size:.1f} MB for 20,000"
        )
    ratio = median(one / two for one, two in zip(passed[1], passed[2], strict=True))
    show_ratio("two processes over one, start included", ratio, least=1.7)


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
    parser.add_argument("--runs", action="store_true")
    chosen = parser.parse_args()
    if chosen.equal:
        equal(chosen.equal)
    else:
        print(f"Python {sys.version.split()[0]}, numpy {np.__version__}, pyarrow {pa.__version__}")
        if not chosen.runs:
            rates()
            reading()
            stated()
        whole_runs()
        print(f"missed: {', '.join(missed)}" if missed else "nothing was missed")
        sys.exit(bool(missed))
