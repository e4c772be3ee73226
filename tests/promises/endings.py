"""Runs that are ended from outside, at random moments and at the worst ones: in the middle of a save."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING

from .figures import Fault, Figures
from .forked import ENDINGS, Ended, await_end, executed, start
from .hostile import Server
from .judging import judge_end
from .valid import ROOT
from .writers import WRITERS, judge_written, open_to_others, prepare

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from .inputs import Bench

__all__ = ["run_endings", "run_quizzes", "run_servers"]

SIGNALS = (*ENDINGS, signal.SIGKILL)
MOMENTS = ("fsync", "replace", "chmod", "open", "unlink", "close", "write")


def run_endings(bench: Bench, seed: int, n: int, *, n_executed: int = 0) -> Figures:
    """End `n` runs of commands that write, a part of them at a call of the system that saves something."""
    chance = random.Random(f"endings {seed}")  # noqa: S311 — to be repeated
    figures = Figures()
    took = {call: _seconds(bench, call) for call in WRITERS}
    for i in range(n):
        call = WRITERS[i % len(WRITERS)]
        number = SIGNALS[i // len(WRITERS) % len(SIGNALS)]
        written = prepare(bench.valid, bench.new(), call)
        home = {"READINESS_HOME": str(written.home)}
        if n_executed and i % max(1, n // n_executed) == 0:
            how = f"{signal.Signals(number).name} to the executable"
            ended = _executed_until(written.words, written.folder, home, number, chance.uniform(0.03, 0.5))
        elif chance.random() < 0.5:
            moment, nth = chance.choice(MOMENTS), chance.randrange(1, 5)
            how = f"{signal.Signals(number).name} at {moment} number {nth}"
            ended = await_end(
                start(written.words, written.folder, environment=home, before=_at(moment, nth, number))
            )
        else:
            delay = took[call] * chance.uniform(0.0, 1.1)
            how = f"{signal.Signals(number).name} after {delay:.3f} s"
            child = start(written.words, written.folder, environment=home)
            time.sleep(delay)
            os.kill(child.pid, number)
            ended = await_end(child)
        figures.add(call.split(" -")[0], ended)
        found = judge_written(written, ended, may_leave=ended.code == -signal.SIGKILL)
        found += [
            name for name in judge_end(ended) if name != "crash" or ended.code not in {-s for s in SIGNALS}
        ]
        found += _goes_on(written.folder, home, bench)
        if found:
            said = ended.err[-900:]
            figures.faults.append(Fault(tuple(dict.fromkeys(found)), call, f"{how}: {ended.code}", said))
        shutil.rmtree(written.folder, ignore_errors=True)
    return figures


def _seconds(bench: Bench, call: str) -> float:
    written = prepare(bench.valid, bench.new(), call)
    began = time.monotonic()
    ended = await_end(start(written.words, written.folder, environment={"READINESS_HOME": str(written.home)}))
    assert ended.code == 0, (call, ended)
    assert judge_written(written, ended) == [], call
    shutil.rmtree(written.folder)
    return time.monotonic() - began


def _at(name: str, nth: int, number: int) -> Callable[[], None]:
    """In the child: let the nth call of a function of the system come with a signal."""

    def before() -> None:
        own = getattr(os, name)
        n = 0

        def counted(*words: object, **more: object) -> object:
            nonlocal n
            done = own(*words, **more)
            if name != "open" or _is_ours(words):
                n += 1
                if n == nth:
                    os.kill(os.getpid(), number)
            return done

        setattr(os, name, counted)

    return before


def _is_ours(words: tuple[object, ...]) -> bool:
    return bool(len(words) > 1 and isinstance(words[1], int) and words[1] & os.O_CREAT)


def _executed_until(
    words: list[str], folder: Path, environment: dict[str, str], number: int, delay: float
) -> Ended:
    """The executable, sent a signal after some time: whatever it is doing then, its own start included."""
    return executed(
        words,
        folder,
        environment=environment,
        meanwhile=lambda pid: (time.sleep(delay), os.kill(pid, number)),
    )


def _goes_on(folder: Path, home: dict[str, str], bench: Bench) -> list[str]:
    """Whether the next run takes up what the ended one left."""
    del bench
    (folder / "extra").mkdir()
    ended = await_end(start(["history", "list"], folder, environment=home, streams=folder / "extra"))
    return [] if ended.code == 0 else ["does not go on"]


def run_quizzes(bench: Bench, n: int) -> Figures:
    """Kill `n` sittings on a pseudo-terminal; an answer whose next question was shown is kept."""
    figures = Figures()
    folder = bench.new()
    done = subprocess.run(
        [sys.executable, str(ROOT / "tests" / "quiz" / "killing.py"), str(n)],
        capture_output=True, text=True, check=False, cwd=ROOT,
        env={**os.environ, "READINESS_HOME": str(folder / "home"), "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    rounds = [tuple(map(int, line.split())) for line in done.stdout.splitlines()]
    for before, seen, sent, after, _ in rounds:
        figures.add("quiz on a terminal", Ended(0, "", "", 0.0, 0))
        if not before + seen <= after <= before + sent:
            figures.faults.append(
                Fault(("lost",), "quiz --deep", f"{before} + {seen} shown, {after} kept", "")
            )
    if len(rounds) != n:
        figures.faults.append(
            Fault(("crash",), "quiz --deep", f"{len(rounds)} of {n} rounds", done.stderr[-600:])
        )
    return figures


def run_servers(bench: Bench, seed: int, n: int) -> Figures:
    """End `n` web servers while they answer; an answer whose next question was shown is kept."""
    chance = random.Random(f"servers {seed}")  # noqa: S311 — to be repeated
    figures = Figures()
    for i in range(n):
        number = SIGNALS[i % len(SIGNALS)]
        folder = bench.new()
        server = Server(folder / "home")
        shown = _answer(server, chance, number)
        out, err = server.process.communicate(timeout=60)
        code = server.process.returncode
        figures.add("web server", Ended(code, out, err, 0.0, 0))
        kept = _n_kept(folder / "home")
        found = []
        if kept < shown:
            found.append("lost")
        if open_to_others(folder / "home"):
            found.append("open to others")
        if (number == signal.SIGKILL and code != -number) or (
            number != signal.SIGKILL and code not in {0, 130}
        ):
            found.append("undocumented exit")
        if err:
            found.append("traceback")
        if found:
            what = f"{signal.Signals(number).name}: {shown} shown, {kept} kept, exit {code}"
            figures.faults.append(Fault(tuple(found), "web", what, err[-600:]))
        shutil.rmtree(folder, ignore_errors=True)
    return figures


def _answer(server: Server, chance: random.Random, number: int) -> int:
    """Answer some questions of a sitting, then send a signal while the next answer is on its way."""
    page = server.follow(server.send(server.request("GET", "/start")), mode="quick", name="x")
    shown, wanted = 0, chance.randrange(1, 5)
    while shown < wanted:
        page = server.follow(page, first=True)
        shown += 1
    data = server.request("POST", *server.filled(page, first=True))
    server.send(data, leave=True)
    time.sleep(chance.uniform(0, 0.05))
    server.process.send_signal(number)
    return shown


def _n_kept(home: Path) -> int:
    import sqlite3
    from contextlib import closing

    with closing(sqlite3.connect(home / "history.sqlite3")) as connection:
        return int(connection.execute("SELECT count(*) FROM events").fetchone()[0])
