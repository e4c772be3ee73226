"""What people have around it: data frames and databases by Arrow; threads, processes and asyncio."""

import asyncio
import runpy
import sys
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import pyarrow as pa
import pytest

from readiness import assess_many
from readiness.cohort import score_batches

EXAMPLES = Path(__file__).parents[2] / "examples" / "cohort"
PEOPLE = {"id": [1, 2, 3], "python-language": [3, None, 0], "sql": [2, 4, 1], "years": [0.5, None, 3.0]}


@pytest.fixture(scope="module")
def expected():
    return score(pa.table(PEOPLE)).to_pylist()


def score(table):
    return pa.Table.from_batches(score_batches(table.to_batches()))


@pytest.mark.parametrize("engine", ["pandas", "polars", "duckdb", "dask"])
def test_each_example_scores_the_people_of_its_engine(engine, expected, monkeypatch, capsys):
    module = {"dask": "dask.dataframe"}.get(engine, engine)
    pytest.importorskip(module)
    monkeypatch.setattr(sys, "argv", [engine])
    found = runpy.run_path(str(EXAMPLES / f"with_{engine}.py"), run_name="__main__")
    scores = list(found["scores"])
    assert scores == pytest.approx([row["score"] for row in expected], abs=1e-9)
    assert capsys.readouterr().out


def test_threads_get_the_same_numbers(people):
    alone = assess_many(people[:40])
    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(assess_many, [people[:40]] * 6))
    assert all(found.equals(alone) for found in together)


def test_processes_get_the_same_numbers(people):
    alone = assess_many(people[:20])
    with ProcessPoolExecutor(2, get_context("spawn")) as pool:
        together = list(pool.map(assess_many, [people[:20]] * 2))
    assert all(found.equals(alone) for found in together)


def test_asyncio_scores_beside_other_work(people):
    async def both():
        scoring = asyncio.create_task(asyncio.to_thread(assess_many, people[:40]))
        turns = 0
        while not scoring.done():
            await asyncio.sleep(0.001)
            turns += 1
        return await scoring, turns

    found, turns = asyncio.run(both())
    assert found.equals(assess_many(people[:40]))
    assert turns > 1
