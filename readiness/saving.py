"""Files that a person asks for, written all or nothing, and by default readable by nobody else."""

from __future__ import annotations

import contextlib
import io
import os
import select
import stat
import time
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Final

from readiness import streams
from readiness.errors import AccessError, visible
from readiness.files import reason, sync_folder
from readiness.limits import PIPE_SECONDS

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["PRIVATE", "saving", "write_whole"]

PRIVATE: Final = 0o600
_OWN_STREAMS: Final = {"/dev/stdout": 1, "/dev/stderr": 2}
_MOST_LINKS: Final = 40


def write_whole(path: Path, text: str, *, mode: int | None = PRIVATE, always: bool = False) -> None:
    """Save text all or nothing; parameters and errors as of `saving`."""
    # Half of a surrogate pair, which a terminal can type, has no UTF-8; its escape is shown instead.
    with saving(path, mode=mode, always=always) as file:
        file.write(text.encode("utf-8", "backslashreplace"))


@contextlib.contextmanager
def saving(path: Path, *, mode: int | None = PRIVATE, always: bool = False) -> Iterator[BinaryIO]:
    """A file to write to: whatever happens, `path` holds the old content or the new, never half.

    A temporary file in the same folder is written, flushed to the disk and renamed; a symbolic link is
    followed, so that the file behind it is replaced. A device is written directly, as is a pipe, which is
    waited for `PIPE_SECONDS`; ``/dev/stdout`` is the program's own standard output.

    Parameters
    ----------
    path : Path
        Where it is saved.
    mode : int, optional
        Mode of a new file, whatever the umask; None is what the umask leaves of 0666.
    always : bool
        Whether a file that is there gets the mode, too; else it keeps its own.

    Raises
    ------
    AccessError
        If it could not be saved; the previous file is untouched.
    """
    name = visible(str(path))
    try:
        own = _own_stream(path)
        if own is not None:
            with _to_stream(own) as stream:
                yield stream
            return
        there = path.stat().st_mode if path.exists() else stat.S_IFREG
        if stat.S_ISDIR(there):
            raise AccessError(f"{name} is a folder; name a file in it")
        if stat.S_ISFIFO(there):
            with _to_pipe(path, name) as stream:
                yield stream
        elif not stat.S_ISREG(there):
            with path.open("wb") as device:
                yield device
        else:
            with _renamed(Path(os.path.realpath(path)), mode, always=always) as file:
                yield file
    except (OSError, ValueError) as error:
        raise AccessError(f"{name} could not be saved: {reason(error)}") from None


@contextlib.contextmanager
def _renamed(target: Path, mode: int | None, *, always: bool) -> Iterator[BinaryIO]:
    # Its name is known before it is there, so that it is removed whenever a signal comes.
    temporary = target.with_name(f".{target.name[:40]}.{os.urandom(6).hex()}.tmp")
    try:
        with os.fdopen(os.open(temporary, _NEW, PRIVATE), "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        temporary.chmod(_mode(target, mode, always=always))
        temporary.replace(target)
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise
    sync_folder(target.parent)


_NEW: Final = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)


def _mode(target: Path, mode: int | None, *, always: bool) -> int:
    if not (always and mode is not None):
        with contextlib.suppress(OSError):
            return stat.S_IMODE(target.stat().st_mode)
    if mode is not None:
        return mode
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask


def _own_stream(path: Path) -> int | None:
    """The number of the standard stream that a path leads to by its name.

    What the name leads to by then is nowhere: see `streams.take_over`.
    """
    name = os.path.abspath(path)  # noqa: PTH100 — a link must not be followed to its end here
    for _ in range(_MOST_LINKS):
        if name in _OWN_STREAMS:
            return _OWN_STREAMS[name]
        parent, number = os.path.split(name)
        if parent in {"/dev/fd", "/proc/self/fd", f"/proc/{os.getpid()}/fd"} and number in {"1", "2"}:
            return int(number)
        try:
            name = os.path.join(parent, os.readlink(name))  # noqa: PTH115, PTH118
        except OSError:
            return None
    return None


@contextlib.contextmanager
def _to_stream(number: int) -> Iterator[BinaryIO]:
    stream = streams.out() if number == streams.STDOUT else streams.err()
    if stream is None:
        raise AccessError("standard output is closed; name a file")
    kept = io.BytesIO()
    yield kept
    stream.write(kept.getvalue().decode("utf-8", "backslashreplace"))
    stream.flush()


@contextlib.contextmanager
def _to_pipe(path: Path, name: str) -> Iterator[BinaryIO]:
    """What is written goes into the pipe at the end; its reader is waited for, and not for ever."""
    handle = _opened_pipe(path, name)
    try:
        kept = io.BytesIO()
        yield kept
        left = memoryview(kept.getvalue())
        while left:
            if not select.select([], [handle], [], PIPE_SECONDS)[1]:
                raise AccessError(f"{name} took nothing for {PIPE_SECONDS:g} seconds; does its reader read?")
            with contextlib.suppress(BlockingIOError):
                left = left[os.write(handle, left[: 1 << 16]) :]
    finally:
        os.close(handle)


def _opened_pipe(path: Path, name: str) -> int:
    end = time.monotonic() + PIPE_SECONDS
    while True:
        try:
            return os.open(path, os.O_WRONLY | os.O_NONBLOCK)
        except OSError:
            if time.monotonic() > end:
                break
        time.sleep(0.02)
    raise AccessError(f"{name} is a pipe that nobody reads; start its reader first, or name a file")
