"""Bad files given to the commands that read them: which, how they are called, and what came of it."""

from __future__ import annotations

import contextlib
import os
import random
import shlex
import shutil
import socket
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from .figures import Fault, Figures
from .forked import Ended, Running, apart, await_end, executed, look, start
from .judging import judge_end, judge_files, judge_refusal, judge_text
from .mutants import Mutant
from .valid import KINDS, Kind, make_valid, mutate

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

__all__ = ["Bench", "run_inputs", "run_paths"]


class Bench:
    """A folder with valid files, and a folder of its own for each run."""

    def __init__(self, kept: Path | None = None) -> None:
        self.place = Path(tempfile.mkdtemp(prefix="promises-"))
        self.kept = kept
        self.valid = self.place / "valid"
        (self.valid / "store").mkdir(parents=True)
        apart(lambda: make_valid(self.valid, self._call))

    def _call(self, *words: str) -> None:
        folder = self.new()
        ended = await_end(
            start(words, folder, environment={"READINESS_HOME": str(self.valid / "store")}), most=60
        )
        assert ended.code == 0, (words, ended)

    def new(self) -> Path:
        """An empty folder."""
        return Path(tempfile.mkdtemp(prefix="run", dir=self.place))

    def remove(self) -> None:
        """Nothing of all this stays."""
        shutil.rmtree(self.place, ignore_errors=True)


def run_inputs(bench: Bench, seed: int, n: int, *, n_executed: int = 0, at_once: int = 1) -> Figures:
    """Give `n` bad files to the program, every kind in its share, `n_executed` of them to the executable."""
    figures = Figures()
    running: list[tuple[_Case, Running]] = []
    for i, case in enumerate(_cases(bench, seed, n)):
        if n_executed and i % max(1, n // n_executed) == 0:
            _judge(figures, case, executed(case.words, case.folder, environment=case.environment), bench)
            continue
        running.append((case, start(case.words, case.folder, environment=case.environment)))
        while len(running) >= at_once:
            running = _judge_ended(figures, running, bench)
    while running:
        running = _judge_ended(figures, running, bench)
    return figures


def _judge_ended(
    figures: Figures, running: list[tuple[_Case, Running]], bench: Bench
) -> list[tuple[_Case, Running]]:
    """Judge those that have ended; those that still run."""
    time.sleep(0.002)
    left = []
    for case, child in running:
        ended = look(child)
        if ended is None:
            left.append((case, child))
        else:
            _judge(figures, case, ended, bench)
    return left


def run_paths(bench: Bench, seed: int, n: int) -> Figures:
    """Name `n` times something that is no file where a command reads one."""
    chance = random.Random(f"paths {seed}")  # noqa: S311 — to be repeated
    figures = Figures()
    calls = [(kind, call) for kind in KINDS if kind.form != "bytes" for call in kind.calls if "{}" in call]
    for i in range(n):
        what = list(_ODD)[i % len(_ODD)]
        kind, call = chance.choice(calls)
        case = make_case(bench, kind, call, Mutant(what, b"x"))
        bad = case.folder / (kind.name if kind.name.startswith("bank/") else Path(kind.name).name)
        bad.unlink()
        _ODD[what](bad)
        _judge(figures, case, await_end(start(case.words, case.folder, environment=case.environment)), bench)
    return figures


def _socket(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as listener, contextlib.chdir(path.parent):
        listener.bind(path.name)


def _sparse(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(3 * 2**30)


_ODD: dict[str, Callable[[Path], object]] = {
    "nothing there": lambda _: None,
    "empty": lambda path: path.write_bytes(b""),
    "a folder": lambda path: path.mkdir(),
    "a pipe without a writer": os.mkfifo,
    "a link to itself": lambda path: path.symlink_to(path.name),
    "a link to nowhere": lambda path: path.symlink_to("nowhere"),
    "/dev/zero": lambda path: path.symlink_to("/dev/zero"),
    "/dev/full": lambda path: path.symlink_to("/dev/full"),
    "/dev/tty": lambda path: path.symlink_to("/dev/tty"),
    "3 GiB of nothing": _sparse,
    "a socket": _socket,
    "a file of a process": lambda path: path.symlink_to("/proc/self/mem"),
}


class _Case(NamedTuple):
    kind: Kind
    call: str
    mutant: Mutant
    folder: Path
    words: list[str]
    environment: dict[str, str]
    names: tuple[str, ...]


def _cases(bench: Bench, seed: int, n: int) -> Iterator[_Case]:
    chance = random.Random(f"inputs {seed}")  # noqa: S311 — to be repeated
    turns = [kind for kind in KINDS for _ in range(kind.share)]
    for i in range(n):
        kind = turns[i % len(turns)]
        content = (bench.valid / kind.name).read_bytes()
        inner = chance.random()
        if kind.form in {"parquet", "zst"}:
            mutant = apart(lambda: mutate(kind, content, random.Random(inner)))  # noqa: B023, S311
        else:
            mutant = mutate(kind, content, random.Random(inner))  # noqa: S311
        yield make_case(bench, kind, chance.choice(kind.calls), mutant)


def make_case(bench: Bench, kind: Kind, call: str, mutant: Mutant) -> _Case:
    """A folder in which the file of a kind is the bad one, and the words of a call."""
    folder = bench.new()
    valid = bench.valid
    home = folder / "home"
    name = Path(kind.name).name
    bad = folder / name
    environment = {"READINESS_HOME": str(home)}
    if kind.name.startswith("bank/") or kind.form == "bytes":
        beside = Path(kind.name).parts[0]
        shutil.copytree(valid / beside, folder / beside)
        bad = folder / kind.name
        if kind.form == "bytes":
            home = folder / beside
            environment["READINESS_HOME"] = str(home)
    bad.write_bytes(mutant.content)
    words = []
    for word in shlex.split(call):
        filled = word.replace("{valid}/bank", str(folder / "bank")).replace("{valid}", str(valid))
        filled = filled.replace("{out}", "out").replace("{}", str(bad.relative_to(folder)))
        variable, equals, value = filled.partition("=")
        if equals and variable.isupper():
            environment[variable] = value
        else:
            words.append(filled)
    names = (
        name,
        str(bad),
        str(bad.relative_to(folder)),
        name.removesuffix(".toml"),
        *(["the history"] if kind.form == "bytes" else []),
    )
    return _Case(kind, call, mutant, folder, words, environment, names)


def _judge(figures: Figures, case: _Case, ended: Ended, bench: Bench) -> None:
    found = judge_end(ended)
    figures.add(case.kind.name, ended)
    found += judge_text(ended.out, _form(case.words))
    wanted = [
        f"out{end}" for end in (".html", ".json", ".csv", ".jsonl", ".parquet", ".md", "-r.csv", "-r.jsonl")
    ]
    before = [case.kind.name.split("/")[0], "home"]
    if ended.code >= 0:
        found += judge_files(case.folder, before=before, wanted=wanted)
    is_check = case.words[0] == "check"
    differs = case.words[0] == "verify" and not ended.err  # what it found is its answer, no refusal
    if ended.code in {3, 4} and "traceback" not in found and not differs:
        figures.n_refused += 1
        missing = judge_refusal(ended, case.mutant, case.names, is_check=is_check)
        figures.n_named += not {"file not named", "place not named"} & set(missing)
        found += missing
    takes_others = case.words[0] == "cohort"  # a record that is refused is counted there
    if ended.code == 0 and case.mutant.is_strict and case.kind.form == "json" and not takes_others:
        found.append("accepted")
    if found:
        figures.faults.append(_fault(found, case, ended, bench))
    shutil.rmtree(case.folder, ignore_errors=True)


def _fault(found: list[str], case: _Case, ended: Ended, bench: Bench) -> Fault:
    kept = ""
    if bench.kept is not None:
        bench.kept.mkdir(parents=True, exist_ok=True)
        n = sum(1 for _ in bench.kept.iterdir())
        path = bench.kept / f"{n:04}-{found[0].replace(' ', '-')}-{Path(case.kind.name).name}"
        path.write_bytes(case.mutant.content)
        kept = str(path)
    said = ended.err or ended.out
    return Fault(tuple(dict.fromkeys(found)), case.call, case.mutant.what, said[-600:], kept)


def _form(words: list[str]) -> str:
    asked = words[words.index("--format") + 1] if "--format" in words else "terminal"
    if asked == "terminal" and words[0] in {"export", "import"}:
        return "json"
    return {"share": "html", "ical": "ical"}.get(asked, asked)
