"""Disks that are full, read-only or failing; odd paths for outputs; clocks that go back; two at once."""

from __future__ import annotations

import errno
import os
import random
import resource
import shutil
import subprocess
import time
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from .figures import Fault, Figures
from .forked import await_end, start
from .judging import judge_end
from .writers import OLD, WRITERS, Written, judge_written, prepare

if TYPE_CHECKING:
    from collections.abc import Callable

    from .inputs import Bench

__all__ = ["run_disks"]


class _Trouble(NamedTuple):
    """What is wrong with the disk: in words, done to the folder before, done in the child, undone after."""

    what: str
    to_folder: Callable[[Written], None] = lambda _: None
    in_child: Callable[[], None] | None = None
    undo: Callable[[Written], None] = lambda _: None


def run_disks(bench: Bench, seed: int, n: int) -> Figures:
    """Run `n` times a command that writes on a disk in trouble, every trouble in turn."""
    chance = random.Random(f"disks {seed}")  # noqa: S311 — to be repeated
    figures = Figures()
    troubles = _troubles(mounts=_can_mount(bench))
    for i in range(n):
        trouble = troubles[i % len(troubles)]
        call = WRITERS[(i // len(troubles) + chance.randrange(len(WRITERS))) % len(WRITERS)]
        _judge_one(figures, bench, trouble, call)
    for name, what in (
        ("two at once", _two_at_once),
        ("clock backwards", _clock),
        ("odd outputs", _odd_outputs),
    ):
        for case, found, said in what(bench):
            figures.kinds[name] += 1
            figures.n += 1
            if found:
                figures.faults.append(Fault(tuple(dict.fromkeys(found)), name, case, said[-600:]))
    return figures


def _judge_one(figures: Figures, bench: Bench, trouble: _Trouble, call: str) -> None:
    written = prepare(bench.valid, bench.new(), call)
    trouble.to_folder(written)
    home = {"READINESS_HOME": str(written.home)}
    place = bench.new()  # what it says does not go to the disk in trouble
    try:
        ended = await_end(
            start(written.words, written.folder, environment=home, before=trouble.in_child, streams=place)
        )
    finally:
        trouble.undo(written)
    figures.add(trouble.what, ended)
    found = judge_end(ended)
    if written.folder.exists() and written.home.exists():
        found += judge_written(written, ended)
    if ended.code not in {0, 3, 4}:
        found.append("undocumented exit")
    if ended.code != 0:
        figures.n_refused += 1
        named = any(
            str(written.folder / name) in ended.err or name in ended.err
            for name in (*written.outputs, "home")
        )
        figures.n_named += named
        found += [] if named else ["file not named"]
    if found:
        figures.faults.append(
            Fault(tuple(dict.fromkeys(found)), call, f"{trouble.what}: {ended.code}", ended.err[-600:])
        )
    shutil.rmtree(written.folder, ignore_errors=True)


def _troubles(*, mounts: bool) -> list[_Trouble]:
    found = [
        *(_Trouble(f"files of {size} bytes at most",
        in_child=lambda size=size: _limit(size)) for size in (2_000, 4_096, 20_000)),
        *(
            _Trouble(f"{name} fails with {errno.errorcode[number]}", in_child=_failing(name, number))
            for name, number in (
                ("fsync", errno.EIO), ("fsync", errno.ENOSPC), ("replace", errno.EXDEV), ("replace",
                errno.EACCES),
                ("replace", errno.EROFS), ("open", errno.ENOSPC), ("open", errno.EMFILE), ("open",
                errno.EROFS),
            )
        ),
        _Trouble("nothing may be opened more", in_child=lambda: resource.setrlimit(resource.RLIMIT_NOFILE,
        (8, 8))),
    ]  # fmt: skip
    if mounts:
        found += [
            *(
                _Trouble(f"a full disk of {size} KiB", _on_tmpfs(size), None, _unmount)
                for size in (300, 340, 400)
            ),
            _Trouble("a read-only disk", _read_only, None, _unmount),
        ]
    return found


def _limit(size: int) -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))


def _failing(name: str, number: int) -> Callable[[], None]:
    """In the child: a function of the system that saves something fails, always."""

    def before() -> None:
        own = getattr(os, name)

        def failing(*words: object, **more: object) -> object:
            if name == "open" and not (
                len(words) > 1 and isinstance(words[1], int) and words[1] & os.O_CREAT
            ):
                return own(*words, **more)
            raise OSError(number, os.strerror(number), *(str(w) for w in words[:1] if name != "fsync"))

        setattr(os, name, failing)

    return before


def _can_mount(bench: Bench) -> bool:
    place = bench.new()
    done = subprocess.run(["mount", "-t", "tmpfs", "tmpfs", str(place)], capture_output=True, check=False)  # noqa: S607
    if done.returncode == 0:
        subprocess.run(["umount", str(place)], check=True)  # noqa: S607
    return done.returncode == 0


def _on_tmpfs(size: int) -> Callable[[Written], None]:
    """The folder of the run on a small disk of its own, filled up to the last page."""

    def mount(written: Written) -> None:
        aside = written.folder.with_name(written.folder.name + "-aside")
        written.folder.rename(aside)
        written.folder.mkdir()
        words = ["mount", "-t", "tmpfs", "-o", f"size={size}k,mode=700", "tmpfs", str(written.folder)]
        subprocess.run(words, check=True)
        shutil.copytree(aside, written.folder, dirs_exist_ok=True)
        shutil.rmtree(aside)
        with (written.folder / "extra").open("wb", buffering=0) as file:
            try:
                while file.write(bytes(4096)):
                    pass
            except OSError:
                pass

    return mount


def _read_only(written: Written) -> None:
    _on_tmpfs(2000)(written)
    subprocess.run(["mount", "-o", "remount,ro", str(written.folder)], check=True)  # noqa: S607


def _unmount(written: Written) -> None:
    """The disk away, and what was on it where it was."""
    aside = written.folder.with_name(written.folder.name + "-aside")
    shutil.copytree(written.folder, aside)
    subprocess.run(["umount", str(written.folder)], check=True)  # noqa: S607
    written.folder.rmdir()
    aside.rename(written.folder)


# What comes with every disk

_Case = tuple[str, list[str], str]


def _two_at_once(bench: Bench) -> list[_Case]:
    """Several runs against one store at the same time: all go well, and all is there."""
    import sqlite3

    found: list[_Case] = []
    for call in (
        "score {valid}/profile.json --save",
        "quiz --quick --answers {valid}/quick.json",
        "history import {valid}/history.json",
    ):
        written = prepare(bench.valid, bench.new(), call)
        home = {"READINESS_HOME": str(written.home)}
        places = [bench.new() for _ in range(4)]
        children = [start(written.words, place, environment=home) for place in places]
        ended = [await_end(child) for child in children]
        faults = [fault for one in ended for fault in judge_end(one)]
        faults += ["undocumented exit"] if any(one.code for one in ended) else []
        connection = sqlite3.connect(written.home / "history.sqlite3")
        (count,) = connection.execute("SELECT count(*) FROM assessments").fetchone()
        connection.close()
        if count != (3 if "import" in call else 7):
            faults.append("lost")
        found.append((call, faults, "\n".join(one.err for one in ended)))
    return found


def _clock(bench: Bench) -> list[_Case]:
    """The clock of the machine stands at the ends of time, or goes back between two runs."""
    found: list[_Case] = []
    for now in (0.0, 86_400.0 * 365, 4e9, 4_102_444_799.0):
        for call in ("score {valid}/profile.json --save", "quiz --quick --answers {valid}/quick.json",
        "history list",
                     "plan --quick --hours 20", "compare",
                     "plan {valid}/profile.json --quick --hours-per-week 5 --weeks 4"):  # fmt: skip
            written = prepare(bench.valid, bench.new(), call)
            home = {"READINESS_HOME": str(written.home)}
            ended = await_end(start(written.words, written.folder, environment=home, before=_clock_at(now)))
            faults = [*judge_end(ended), *judge_written(written, ended)]
            found.append((f"{call} at {now:.0f}", faults, ended.err))
            shutil.rmtree(written.folder)
    return found


def _clock_at(now: float) -> Callable[[], None]:
    def before() -> None:
        import datetime as dt

        own = dt.datetime

        class Elsewhen(own):  # type: ignore[valid-type,misc]
            @classmethod
            def now(cls, tz: object = None) -> object:
                return own.fromtimestamp(now, tz)  # type: ignore[arg-type]

        time.time = lambda: now
        dt.datetime = Elsewhen  # type: ignore[misc]

    return before


def _odd_outputs(bench: Bench) -> list[_Case]:
    """Outputs that are an input, the store, a folder, a link, a device, a pipe, too long, or nowhere."""
    found: list[_Case] = []
    calls = ("score {valid}/profile.json --save -o", "plan {valid}/profile.json --quick -o",
    "export {valid}/profile.json -o",
             "import {valid}/resume.json -o", "calibrate {valid}/profile.json -o", "history export -o",
             "quiz --quick --answers {valid}/quick.json -o",
             "quiz --quick --answers {valid}/quick.json --report",
             "cohort {valid}/people.jsonl --processes 1 -o", "report {valid}/report.json -o",
             "compare {valid}/older.json {valid}/report.json --format json -o",
             "paths {valid}/profile.json -o",
             "history show last -o")  # fmt: skip
    odd = {
        "its input": "{input}", "the store": "home/history.sqlite3", "the store's folder": "home",
        "a folder": "folder.json",
        "a link to a file": "link.json", "a link to itself": "loop.json", "a link to nowhere": "gone.json",
        "a pipe": "pipe.json",
        "a full device": "/dev/full", "a long name": "x" * 300 + ".json",
        "a folder that is not there": "no/where.json",
        "nothing": "", "a link to the store": "store.json", "a file that is a folder's": "link.json/x.json",
    }  # fmt: skip
    for call in calls:
        for what, name in odd.items():
            if what == "its input" and "{valid}" not in call:
                continue
            found.append(_odd_output(bench, call, what, name))
    return found


_REFUSED = {
    "its input", "the store", "the store's folder", "a folder", "a full device", "a long name",
    "a folder that is not there", "a link to the store",
}  # fmt: skip


def _odd_output(bench: Bench, call: str, what: str, name: str) -> _Case:
    written = prepare(bench.valid, bench.new(), call)
    folder = written.folder
    ends = {"cohort": ".csv"}.get(written.words[0], ".json")
    (folder / "folder.json").mkdir()
    (folder / f"target{ends}").write_bytes(OLD)
    (folder / "link.json").symlink_to(f"target{ends}")
    (folder / "loop.json").symlink_to("loop.json")
    (folder / "gone.json").symlink_to("nowhere.json")
    (folder / "store.json").symlink_to("home/history.sqlite3")
    os.mkfifo(folder / "pipe.json")
    for path in list(folder.glob("*.json")):
        if ends != ".json" and not path.is_dir():
            path.rename(path.with_suffix(ends))
    inputs = [Path(word) for word in written.words if word.startswith(str(bench.valid))]
    own = folder / f"input{ends}"
    if inputs:
        shutil.copyfile(inputs[-1], own)
        written.words[written.words.index(str(inputs[-1]))] = own.name
    before = own.read_bytes() if inputs else b""
    name = name.replace("{input}", own.name).replace(".json", ends)
    names = {path.name for path in folder.iterdir()}
    ended = await_end(
        start([*written.words, name], folder, environment={"READINESS_HOME": str(written.home)})
    )
    faults = judge_end(ended)
    if inputs and own.read_bytes() != before:
        faults.append("input overwritten")
    made = (
        {path.name for path in folder.iterdir()}
        - names
        - {".stdout", ".stderr", "nowhere.json", "nowhere.csv"}
    )
    if made:
        faults.append("left behind")
    faults += judge_written(written._replace(folder=bench.new()), None)
    if what in _REFUSED and ended.code == 0:
        faults.append("accepted")
    shutil.rmtree(folder, ignore_errors=True)
    return f"{call} {what}: {ended.code}", faults, ended.err
