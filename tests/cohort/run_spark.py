"""Spark gives the numbers of one machine: in local mode, and with two executors of which one is killed.

Run by itself, for it needs Java 17 (Debian: ``apt-get install openjdk-17-jre-headless``) and
``readiness[spark]``:

    python tests/cohort/run_spark.py
"""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from pathlib import Path

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
os.environ["PYSPARK_PYTHON"] = sys.executable

import numpy as np
import pyarrow as pa
from pyspark.sql import SparkSession

from readiness import load_framework
from readiness.cohort import score_batches
from readiness.cohort.spark import score

N_PEOPLE = 12_000


def people(n: int) -> pa.Table:
    """Random levels, a few of them impossible."""
    rng = np.random.default_rng(5)
    table = {"id": [str(k) for k in range(n)]}
    for facet in load_framework().rated:
        levels = rng.integers(0, 5, n).astype(float)
        levels[rng.random(n) < 0.3] = np.nan
        levels[rng.random(n) < 0.001] = 7
        table[facet.id] = pa.array(levels, from_pandas=True)
    return pa.table(table)


def compare(found: pa.Table, expected: pa.Table) -> None:
    """Every row is there, once, with the numbers that one machine gives."""
    found = found.sort_by([("id", "ascending")])
    expected = expected.sort_by([("id", "ascending")])
    assert found["id"].equals(expected["id"]), "rows are missing or twice"
    for name in expected.schema.names:
        mine, its = found[name], expected[name]
        if pa.types.is_floating(mine.type):
            both = np.array(mine.to_pylist(), float), np.array(its.to_pylist(), float)
            np.testing.assert_allclose(*both, rtol=0, atol=1e-9, err_msg=name)
        else:
            assert mine.to_pylist() == its.to_pylist(), name


def processes_below(parent: int, word: bytes) -> list[int]:
    """The processes with this word in their call that a process started, itself or by others."""
    found = []
    for entry in Path("/proc").iterdir():
        try:
            if word in (entry / "cmdline").read_bytes() and _descends(int(entry.name), parent):
                found.append(int(entry.name))
        except (OSError, ValueError):
            continue
    return found


def _descends(process: int, parent: int) -> bool:
    while process > 1:
        if process == parent:
            return True
        process = int((Path("/proc") / str(process) / "stat").read_text().rpartition(")")[2].split()[1])
    return False


def kill_one(done: list[int]) -> None:
    """Kill an executor a second after its first task has begun, at the latest after two minutes."""
    for _ in range(1200):
        time.sleep(0.1)
        running = processes_below(os.getpid(), b"org.apache.spark.executor.CoarseGrainedExecutorBackend")
        working = [one for one in running if processes_below(one, b"pyspark.daemon")]
        if len(running) == len(working) == 2:
            time.sleep(1)
            os.kill(working[0], signal.SIGKILL)
            done.append(working[0])
            return


def run(master: str, table: pa.Table, expected: pa.Table, *, kill: bool) -> None:
    """Score the people on a cluster and compare them."""
    builder = SparkSession.builder.master(master).appName("readiness")
    options = {
        "executorEnv.OPENBLAS_NUM_THREADS": "1",
        "ui.enabled": "false",
        "ui.showConsoleProgress": "false",
        "log.level": "ERROR",
    }
    for name, value in {f"spark.{key}": value for key, value in options.items()}.items():
        builder = builder.config(name, value)
    session = builder.config("spark.sql.execution.arrow.maxRecordsPerBatch", "1000").getOrCreate()
    try:
        frame = session.createDataFrame(table).repartition(24)
        killed: list[int] = []
        if kill:
            threading.Thread(target=kill_one, args=(killed,), daemon=True).start()
        start = time.monotonic()
        found = score(frame).toArrow()
        print(
            f"{master}: {found.num_rows} rows in {time.monotonic() - start:.0f} s, killed {len(killed)}",
            flush=True,
        )
        compare(found, expected)
        assert bool(killed) == kill, "no executor was killed while the job ran"
    finally:
        session.stop()


if __name__ == "__main__":
    both = people(N_PEOPLE)
    by_one = pa.Table.from_batches(score_batches(both.to_batches(max_chunksize=1000)))
    assert 0 < by_one["refused"].null_count < N_PEOPLE
    run("local[2]", both, by_one, kill=False)
    run("local-cluster[2,1,1024]", both, by_one, kill=True)
    print("the same rows, each once")
