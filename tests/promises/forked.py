"""The real command line in a process of its own, forked from one that has imported everything.

A fork costs some ten milliseconds where a start of the executable costs some hundred. The child gets its
own streams, folder, home and limits, and ends by `readiness.cli.run`, as the executable does. Parts of
every run go through the executable itself (`executed`), so that what start-up does is judged as well.
"""

from __future__ import annotations

import os
import pickle
import resource
import signal
import subprocess
import sys
import time
import traceback
from typing import TYPE_CHECKING, NamedTuple, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

__all__ = [
    "ENDINGS",
    "MOST_BYTES",
    "MOST_SECONDS",
    "Ended",
    "Running",
    "apart",
    "await_end",
    "executed",
    "look",
    "start",
    "warm",
]

Found = TypeVar("Found")

MOST_SECONDS = 10.0
"""Of its own time that a run may take."""
MOST_WAITING = 30.0
"""Of anybody's time: a run that waits for something, or that shares its core with others, is ended then."""
MOST_BYTES = 2**30
ENDINGS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
_MOST_ADDRESSES = 12 * 2**30
"""A last resort for the machine's sake; what is judged is the memory that was really used."""


class Ended(NamedTuple):
    """How a run ended: exit code (negative: the signal), both streams, its own seconds, the most memory."""

    code: int
    out: str
    err: str
    seconds: float
    n_bytes: int

    waited: bool = False
    """Whether it had to be ended."""

    @property
    def hung(self) -> bool:
        """Whether it took too long."""
        return self.waited or self.seconds > MOST_SECONDS


class Running(NamedTuple):
    """A child, and where its output goes."""

    pid: int
    folder: Path
    began: float


def warm() -> None:
    """Import what commands import, so that children need not."""
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    import importlib
    import pkgutil

    import readiness

    for found in pkgutil.walk_packages(readiness.__path__, "readiness."):
        if not found.name.endswith(("__main__", ".spark")):
            importlib.import_module(found.name)
    from readiness.framework import load_framework
    from readiness.questionnaire import facet_ids, load_facet, load_items

    load_framework()
    for name in facet_ids():
        load_facet(name)
        load_items(name)


def start(
    words: Sequence[str],
    folder: Path,
    *,
    environment: dict[str, str] | None = None,
    before: Callable[[], None] | None = None,
    streams: Path | None = None,
) -> Running:
    """Fork a child that runs the program in a folder; `before` is called in it first."""
    kept = streams or folder
    began = time.monotonic()
    signal.pthread_sigmask(signal.SIG_BLOCK, ENDINGS)  # what comes before the program begins waits for it
    pid = os.fork()
    if pid:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, ENDINGS)
        return Running(pid, kept, began)
    try:
        _become(folder, kept, environment or {})
        if before is not None:
            before()
        sys.argv = ["readiness", *words]
        from readiness.cli import run

        signal.pthread_sigmask(signal.SIG_UNBLOCK, ENDINGS)
        run()
    except BaseException:  # noqa: BLE001 — whatever it is, the child never goes on as its parent
        os.write(2, traceback.format_exc().encode("utf-8", "replace"))
    finally:
        os._exit(1)


def _become(folder: Path, kept: Path, environment: dict[str, str]) -> None:
    for number in ENDINGS:
        signal.signal(number, signal.SIG_DFL)
    os.setsid()
    os.umask(0)  # what is private is so whatever the umask
    os.chdir(folder)
    for number, name in ((1, "stdout"), (2, "stderr")):
        handle = os.open(kept / f".{name}", os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        os.dup2(handle, number)
        os.close(handle)
    handle = os.open(os.devnull, os.O_RDONLY)
    os.dup2(handle, 0)
    os.close(handle)
    sys.stdin = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115 — as long as the child lives
    sys.stdout = open(1, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
    sys.stderr = open(2, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
    os.environ.update(environment)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_AS, (_MOST_ADDRESSES, _MOST_ADDRESSES))


def await_end(child: Running, *, most: float = MOST_WAITING) -> Ended:
    """Wait for a child, end it if it takes too long, and say how it ended."""
    step = 0.002
    while (ended := look(child, most=most)) is None:
        time.sleep(step)
        step = min(step * 1.5, 0.05)
    return ended


def look(child: Running, *, most: float = MOST_WAITING) -> Ended | None:
    """How a child ended; None where it still runs. One that takes too long is ended here."""
    pid, status, used = os.wait4(child.pid, os.WNOHANG)
    waited = not pid
    if waited:
        if time.monotonic() - child.began <= most:
            return None
        os.killpg(child.pid, signal.SIGKILL)
        _, status, used = os.wait4(child.pid, 0)
    out, err = (_text(child.folder / f".{name}") for name in ("stdout", "stderr"))
    seconds = used.ru_utime + used.ru_stime
    return Ended(os.waitstatus_to_exitcode(status), out, err, seconds, used.ru_maxrss * 1024, waited)


def apart(function: Callable[[], Found]) -> Found:
    """What a function gives in a child: no thread that a library starts is there at the next fork."""
    reading, writing = os.pipe()
    pid = os.fork()
    if not pid:
        try:
            with os.fdopen(writing, "wb") as stream:
                pickle.dump(function(), stream)
            os._exit(0)
        except BaseException:  # noqa: BLE001 — the child never goes on as its parent
            traceback.print_exc()
        finally:
            os._exit(1)
    os.close(writing)
    with os.fdopen(reading, "rb") as stream:
        content = stream.read()
    _, status = os.waitpid(pid, 0)
    assert status == 0, "the child failed"
    return pickle.loads(content)  # type: ignore[no-any-return]  # noqa: S301 — our own


def _text(path: Path) -> str:
    try:
        return path.read_bytes()[: 32 * 2**20].decode("utf-8", "surrogateescape")
    finally:
        path.unlink(missing_ok=True)


def executed(
    words: Sequence[str],
    folder: Path,
    *,
    environment: dict[str, str] | None = None,
    meanwhile: Callable[[int], object] = lambda _: None,
) -> Ended:
    """The executable itself, with standard input closed; `meanwhile` is called with its number."""
    began = time.monotonic()
    child = subprocess.Popen(
        [sys.executable, "-m", "readiness", *words],
        cwd=folder,
        env={**os.environ, **(environment or {})},
        stdout=(folder / ".stdout").open("wb"),
        stderr=(folder / ".stderr").open("wb"),
        preexec_fn=lambda: (os.close(0), os.umask(0)),  # noqa: PLW1509 — nothing else runs here
        start_new_session=True,
    )
    meanwhile(child.pid)
    ended = await_end(Running(child.pid, folder, began))
    child.returncode = ended.code  # it was waited for
    return ended
