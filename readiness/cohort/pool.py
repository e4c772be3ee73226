"""Jobs shared among processes, their results in order.

This process is one of them, and works alone until the others have started. Each of the others has a pipe of
its own and a thread that waits for it, so that one that is ended in the middle of a result leaves nobody
waiting.
"""

from __future__ import annotations

import contextlib
import signal
import sys
from collections import deque
from concurrent.futures import ThreadPoolExecutor
from importlib.abc import MetaPathFinder
from itertools import chain, islice
from multiprocessing import get_context
from queue import SimpleQueue
from typing import TYPE_CHECKING, Any, NamedTuple

from readiness.cohort.jobs import Done, Job, do_job
from readiness.errors import AccessError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from concurrent.futures import Future
    from multiprocessing.connection import Connection

    from readiness.cohort.decoding import Reading
    from readiness.cohort.writing import OutputForm
    from readiness.framework import Framework

__all__ = ["Task", "do_jobs", "leave_pandas_out"]


class Task(NamedTuple):
    """What is done with every job."""

    framework: Framework
    reading: Reading
    form: OutputForm | None

    def __call__(self, job: Job) -> Done:
        """What comes of a job."""
        return do_job(job, *self)


_AHEAD = 3
"""So many jobs wait for each process, so that none is idle and little is held."""
_TURN = 0.0002
"""Seconds until a thread that hands jobs over gets its turn from the one that works here.

The usual 5 ms, several times a job, would leave the other processes idle.
"""


def do_jobs(jobs: Iterable[Job], do: Task, n_processes: int) -> Iterator[Done]:
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
            yield do(job)
        return
    idle: SimpleQueue[_Worker | _Here] = SimpleQueue()
    idle.put(_Here(do))
    workers: list[_Worker] = []
    threads = ThreadPoolExecutor(2 * n_processes)
    usual = sys.getswitchinterval()
    sys.setswitchinterval(_TURN)
    try:
        for _ in range(n_processes - 1):
            workers.append(_Worker(do))
            threads.submit(_start, idle, workers[-1])
        yield from _in_order(threads, idle, everything, n_processes)
    finally:
        for worker in workers:
            worker.end()
        threads.shutdown(wait=True, cancel_futures=True)
        sys.setswitchinterval(usual)


def _start(idle: SimpleQueue[_Worker | _Here], worker: _Worker) -> None:
    worker.wait()
    idle.put(worker)


def _in_order(
    threads: ThreadPoolExecutor, idle: SimpleQueue[_Worker | _Here], jobs: Iterable[Job], n_processes: int
) -> Iterator[Done]:
    pending: deque[Future[Done]] = deque()
    for job in jobs:
        pending.append(threads.submit(_work, idle, job))
        if len(pending) >= _AHEAD * n_processes:
            yield pending.popleft().result()
    while pending:
        yield pending.popleft().result()


def _work(idle: SimpleQueue[_Worker | _Here], job: Job) -> Done:
    worker = idle.get()
    try:
        return worker.work(job)
    finally:
        idle.put(worker)


class _WithoutPandas(MetaPathFinder):
    """Says that pandas is not installed."""

    def find_spec(self, fullname: str, *_: object) -> None:
        """Nothing of any other module."""
        if fullname == "pandas":
            raise ModuleNotFoundError(f"{fullname} is left out here", name=fullname)


def leave_pandas_out() -> None:
    """Keep pyarrow from importing pandas, which takes half a second, in a process that has no use for it."""
    sys.meta_path.insert(0, _WithoutPandas())


class _Here:
    """The process itself, which works beside giving jobs away and saving what comes of them."""

    def __init__(self, do: Task) -> None:
        self._do = do

    def work(self, job: Job) -> Done:
        """What comes of a job."""
        return self._do(job)


class _Worker:
    """Another process that does one job at a time."""

    def __init__(self, do: Task) -> None:
        context = get_context("spawn")
        self._pipe, theirs = context.Pipe()
        self._process = context.Process(target=_serve, args=(theirs, do), daemon=True)
        self._process.start()
        theirs.close()  # held by the process alone, so that its end is seen

    def wait(self) -> None:
        """Wait until the process can work, or has ended, which is found when it is to work."""
        with contextlib.suppress(EOFError, OSError):
            self._pipe.recv()

    def work(self, job: Job) -> Done:
        """What comes of a job."""
        try:
            self._pipe.send(job)
            found: Done | Exception = self._pipe.recv()
        except (EOFError, OSError):
            raise AccessError(
                "a process of this run was killed; run it again, and finished parts are kept"
            ) from None
        if isinstance(found, Exception):
            raise found
        return found

    def end(self) -> None:
        """End the process, whatever it does."""
        self._process.terminate()
        self._process.join()


def _serve(pipe: Connection[Any, Any], do: Task) -> None:
    """Do jobs until there is nobody who gives any, however the program ended."""
    leave_pandas_out()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C ends the program, and that ends its processes
    with contextlib.suppress(OSError):
        pipe.send(None)
    while True:
        try:
            job = pipe.recv()
        except (EOFError, OSError):
            return
        found: Done | Exception
        try:
            found = do(job)
        except Exception as error:  # noqa: BLE001 — raised again where it is waited for
            found = error
        try:
            pipe.send(found)
        except OSError:
            return
