"""A whole run: files of people in; a file of scores, a file of refused records and a tally out."""

from __future__ import annotations

import contextlib
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pyarrow as pa

from readiness.cohort.jobs import Refused, find_jobs, no_rows
from readiness.cohort.parts import Parts
from readiness.cohort.pool import Task, do_jobs
from readiness.cohort.tally import Tally
from readiness.cohort.writing import form_of, save_packed, writing
from readiness.errors import LocatedError, Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from readiness.cohort.decoding import Reading
    from readiness.cohort.sources import SourceFile
    from readiness.framework import Framework

__all__ = ["Run", "RunProgress", "TooManyRefusedError", "score_files"]


class TooManyRefusedError(LocatedError):
    """More records were refused than a run may refuse."""

    consequence = "the run was stopped and nothing was saved"


class Run(NamedTuple):
    """What a run comes to.

    The tally, the first few records that were refused, and how many were scored before.
    """

    tally: Tally
    refused: tuple[Refused, ...]
    n_resumed: int


class RunProgress(NamedTuple):
    """How far a run is: bytes of the files, records read, records refused."""

    done: int
    n_read: int
    n_refused: int


def score_files(
    sources: Sequence[SourceFile],
    framework: Framework,
    reading: Reading,
    *,
    output: str | None = None,
    rejects: str | None = None,
    most_refused: int | None = None,
    n_processes: int = 1,
    progress: Callable[[RunProgress], None] = lambda _: None,
) -> Run:
    """Score everybody in some files.

    Parameters
    ----------
    sources : sequence of Source
        The files.
    framework, reading
        The role, and how tables are read.
    output : str, optional
        Where a row for each person is saved: .parquet, .csv or .jsonl. Long runs keep finished parts in a
        folder beside it, and go on from there when they are run again. rejects : str, optional Where refused
        records are saved. most_refused : int, optional The run stops when more records than this were
        refused. n_processes : int How many processes share the work. progress : callable, optional Is told
        how far the run is.

    Raises
    ------
    TooManyRefusedError
        If more than `most_refused` records were refused.
    AccessError, TableError
        If a file cannot be read, or the output not be saved.
    """
    tally = Tally()
    first: list[Refused] = []
    parts = Parts(Path(output), sources, framework, reading) if output else None
    form = form_of(output) if output else None
    with _rejecting(rejects) as reject:
        for earlier, before in parts.find() if parts else ():
            tally.add(earlier)
            reject(before)
        n_resumed = tally.n_read
        jobs = find_jobs(sources, framework, reading)
        if parts and parts.n_jobs:
            jobs = islice(jobs, parts.n_jobs, None)
        stopped = False
        try:
            for done in do_jobs(jobs, Task(framework, reading, form), n_processes):
                tally.add(done.tally)
                reject(done.refused)
                first += done.refused[: _SHOWN - len(first)]
                if parts:
                    parts.add(done)
                progress(RunProgress(done.done, tally.n_read, tally.n_refused))
                if stopped := most_refused is not None and tally.n_refused > most_refused:
                    break
        except BaseException:
            if parts and not parts.resumable:
                parts.remove()
            raise
    if stopped:
        raise _too_many(tally, first, most_refused or 0)
    if output and parts and form:
        save_packed(Path(output), form, no_rows(framework), parts.rows())
        parts.remove()
    return Run(tally, tuple(first), n_resumed)


_SHOWN = 5


@contextlib.contextmanager
def _rejecting(path: str | None) -> Iterator[Callable[[Sequence[Refused]], None]]:
    """A function that saves refused records; the file is there when the run ends."""
    if path is None:
        yield lambda _: None
        return
    types = (pa.string(), pa.int64(), pa.string(), pa.string())
    schema = pa.schema(list(zip(Refused._fields, types, strict=True)))
    with writing(Path(path), form_of(path), schema) as writer:

        def save(refused: Sequence[Refused]) -> None:
            if refused:
                writer.write(pa.RecordBatch.from_pylist([each._asdict() for each in refused], schema=schema))

        yield save


def _too_many(tally: Tally, first: Sequence[Refused], most: int) -> TooManyRefusedError:
    problems = [Problem(f"{r.file}, line {r.line}: {r.place}", r.reason) for r in first]
    return TooManyRefusedError(
        f"{tally.n_refused} of {tally.n_read} records (more than {most} refused)", problems
    )
