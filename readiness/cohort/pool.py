"""All cores on one list of jobs, with what comes of them in the order of the jobs."""

from __future__ import annotations

import os
import signal
from collections import deque
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import chain, islice
from multiprocessing import active_children, get_context, parent_process
from threading import Thread
from typing import TYPE_CHECKING

from readiness.cohort.jobs import Done, Job, do_job
from readiness.errors import AccessError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from concurrent.futures import Future

    from readiness.cohort.decoding import Reading
    from readiness.framework import Framework

__all__ = ["do_jobs"]

_AHEAD = 3
"""So many jobs wait for each process, so that none is idle and little is held."""


def do_jobs(jobs: Iterable[Job], framework: Framework, reading: Reading, n_processes: int) -> Iterator[Done]:
    """What comes of each job, in order; one job, or one process, is done right here.

    Raises
    ------
    AccessError
        If a process was killed.
    """
    waiting = iter(jobs)
    first = list(islice(waiting, 2))
    everything = chain(first, waiting)
    if n_processes < 2 or len(first) < 2:  # noqa: PLR2004 — nothing to share
        for job in everything:
            yield do_job(job, framework, reading)
        return
    others = set(active_children())
    pool = ProcessPoolExecutor(
        n_processes, get_context("spawn"), initializer=_begin, initargs=(framework, reading)
    )
    try:
        yield from _in_order(pool, everything, n_processes)
    except BrokenProcessPool:
        raise AccessError(
            "a process of this run was killed; run it again, and finished parts are kept"
        ) from None
    finally:
        for process in set(active_children()) - others:
            process.terminate()
        pool.shutdown(wait=True, cancel_futures=True)


def _in_order(pool: ProcessPoolExecutor, jobs: Iterable[Job], n_processes: int) -> Iterator[Done]:
    pending: deque[Future[Done]] = deque()
    for job in jobs:
        pending.append(pool.submit(_work, job))
        if len(pending) >= _AHEAD * n_processes:
            yield pending.popleft().result()
    while pending:
        yield pending.popleft().result()


_state: list[tuple[Framework, Reading]] = []
"""What each process scores with, sent once."""


def _begin(framework: Framework, reading: Reading) -> None:
    signal.signal(
        signal.SIGINT, signal.SIG_IGN
    )  # Ctrl-C ends the program, and the program ends its processes
    Thread(target=_end_with_program, daemon=True).start()
    _state.append((framework, reading))


def _end_with_program() -> None:
    """End this process when the program has ended, however it ended."""
    program = parent_process()
    if program is not None:
        program.join()
        os._exit(1)


def _work(job: Job) -> Done:
    return do_job(job, *_state[0])
