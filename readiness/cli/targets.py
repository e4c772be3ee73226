"""Where a call writes: never onto what it reads, the history, or another of its own outputs."""

from __future__ import annotations

import contextlib
import os
import stat
from pathlib import Path
from typing import TYPE_CHECKING

from readiness import streams

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator, Mapping

__all__ = ["InputPath", "OutputPath", "outputs", "refuse_clashes"]

_OPTIONS = {"output": "-o"}


class InputPath(str):
    """A word on the command line that names what is read; every such option has this as its ``type``."""

    __slots__ = ()


class OutputPath(str):
    """A word on the command line that names a file to write; every such option has this as its ``type``."""

    __slots__ = ()


def outputs(arguments: argparse.Namespace) -> dict[str, OutputPath]:
    """The files that a call writes, by the option that names each; standard output is none."""
    return {
        _OPTIONS.get(name, f"--{name}"): value
        for name, value in vars(arguments).items()
        if isinstance(value, OutputPath) and value != "-"
    }


def refuse_clashes(arguments: argparse.Namespace) -> None:
    """Refuse a call that would write over what it reads, over the history, or twice to one file.

    Files are the same where their paths lead to the same place, through links of either kind too. Devices
    and pipes keep nothing, so nothing in them can be lost. Standard output and standard error are files
    where the shell made them so.

    Raises
    ------
    UsageError
        Before anything is read or written.
    """
    from readiness.errors import UsageError, visible
    from readiness.home import is_history

    written = outputs(arguments)
    streamed = _streamed()
    if not (written or streamed):
        return
    kept = set().union(*map(_identities, _history_files()))
    read = {one: path for path in _inputs(arguments) for one in _identities(path)}
    if streamed:
        _refuse_streams(streamed, {**read, **_inside(arguments), **dict.fromkeys(kept, "the history")})
    seen: dict[object, str] = {own: stream for stream, own in streamed.items()}
    for option, name in written.items():
        shown = f"{option} {visible(name)}"
        if "\0" in name:  # nobody can type that on a command line, but after a quiz one can
            raise UsageError(f"{shown} is no name that a file can have")
        identities = _identities(name)
        if identities & kept or is_history(name):
            raise UsageError(f"{shown} is the history itself; name another file")
        if identities & read.keys():
            raise UsageError(f"{shown} would overwrite the file that is read; name another")
        if _is_within(name, arguments):
            raise UsageError(f"{shown} is in the folder that is read; save it elsewhere")
        identities |= {
            one.casefold() for one in identities if isinstance(one, str)
        }  # one file, on some disks
        twice = next((seen[one] for one in identities if one in seen), None)
        if twice is not None:
            raise UsageError(f"{twice} and {option} name the same file, {visible(name)}; name two")
        seen |= dict.fromkeys(identities, option)


def _refuse_streams(streamed: Mapping[str, object], read: Mapping[object, str]) -> None:
    """Refuse a standard stream that the shell leads into what the call reads."""
    from readiness.errors import UsageError, visible

    if streamed.get(_ERR) in read:
        streams.leave_err()  # the reason must not get there, either
    for stream, own in streamed.items():
        name = read.get(own)
        if name is not None:
            shown = "what standard input reads" if name == "-" else f"{visible(name)}, which is read"
            raise UsageError(
                f"{stream} leads into {shown}; send it to another file (the shell empties one after >)"
            )


_OUT, _ERR = "standard output", "standard error"


def _streamed() -> dict[str, object]:
    """The standard streams that are files, by name."""
    found: dict[str, object] = {}
    for name, stream in ((_OUT, streams.out()), (_ERR, streams.err())):
        with contextlib.suppress(OSError, ValueError, AttributeError):  # closed, or no file at all
            status = os.fstat(stream.fileno())  # type: ignore[union-attr]
            if stat.S_ISREG(status.st_mode):
                found[name] = (status.st_dev, status.st_ino)
    return found


def _inside(arguments: argparse.Namespace) -> dict[object, str]:
    """The files in the folders that the call reads, by what tells them from others."""
    found: dict[object, str] = {}
    for folder in _inputs(arguments):
        for place, _, names in os.walk(folder):  # of what is no folder there is nothing
            for name in names:
                path = os.path.join(place, name)  # noqa: PTH118 — a path is slow, and these may be many
                if name.lower().endswith(_READ_IN_FOLDERS):
                    found |= dict.fromkeys(_identities(path), path)
    return found


_READ_IN_FOLDERS = (
    ".json", ".jsonl", ".ndjson", ".csv", ".tsv", ".txt", ".parquet", ".pq", ".gz", ".zst", ".zstd", ".toml",
)  # fmt: skip


def _history_files() -> Iterator[str]:
    """Every file of the history that is there."""
    from readiness.home import data_folder, is_history

    with contextlib.suppress(OSError, ValueError):
        yield from (str(path) for path in data_folder().iterdir() if is_history(str(path)))


def _inputs(arguments: argparse.Namespace) -> Iterator[str]:
    """Every file that the call reads, those that a role's file and the environment name included."""
    from readiness.framework import role_files
    from readiness.home import OVERLAY_VARIABLE

    for value in vars(arguments).values():
        for word in value if isinstance(value, list) else [value]:
            if isinstance(word, InputPath):
                yield word
                if word.endswith(".toml"):
                    yield from map(str, role_files(Path(word)))
    overlay = os.environ.get(OVERLAY_VARIABLE)
    if overlay:
        yield overlay


def _is_within(name: str, arguments: argparse.Namespace) -> bool:
    """Whether a path lies in a folder that is read, such as one of people or of questions."""
    place = Path(os.path.realpath(name))
    folders = [Path(os.path.realpath(path)) for path in _inputs(arguments) if os.path.isdir(path)]  # noqa: PTH112
    return any(place.is_relative_to(folder) for folder in folders)


def _identities(name: str) -> set[object]:
    """What tells a file from others: where its path leads, and the file itself where there is one."""
    found: set[object] = set()
    with contextlib.suppress(OSError, ValueError):  # what cannot be reached cannot be overwritten
        status = os.fstat(0) if isinstance(name, InputPath) and name == "-" else None
        if status is None:
            found.add(os.path.realpath(name))
            status = os.stat(name)  # noqa: PTH116
        if not stat.S_ISREG(status.st_mode):
            return set()
        found.add((status.st_dev, status.st_ino))
    return found
