"""Files that a person names, read within limits.

Limits: `MAX_BYTES` for one file; a silent pipe is waited for `PIPE_SECONDS`, a slow one twice as long in all.
"""

from __future__ import annotations

import contextlib
import os
import stat
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Final

from readiness.errors import AccessError, visible
from readiness.limits import MAX_BYTES, PIPE_SECONDS

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Source", "opened", "read_bytes", "reason", "source_name", "sync_folder"]

_STDIN: Final = Path("-")
_PIECE: Final = 1 << 16


def source_name(path: str | Path) -> str:
    """What a file is called in messages: ``-`` is standard input."""
    return "standard input" if str(path) == str(_STDIN) else str(path)


def read_bytes(path: Path, *, most: int = MAX_BYTES) -> bytes:
    """The content of a file or a pipe, `most` bytes at most; ``-`` is standard input.

    Raises
    ------
    AccessError
        As `opened`, or if it holds more than `most` bytes.
    """
    with opened(path) as source:
        if source.size is not None and source.size > most:
            raise AccessError(_too_large(source.name, most))
        content = source.read(most + 1)
        if len(content) > most:
            raise AccessError(_too_large(source.name, most))
        return content


@contextlib.contextmanager
def opened(path: Path) -> Iterator[Source]:
    """A file or a pipe to read from; ``-`` is standard input.

    Raises
    ------
    AccessError
        If there is no such file, it is not a file or a pipe, or it is not readable.
    """
    if path == _STDIN:
        if sys.stdin is None:
            raise AccessError("standard input is closed; give a file instead of -")
        if sys.stdin.isatty():
            raise AccessError("standard input is a terminal; pipe a profile in, or give a file instead of -")
        yield Source(sys.stdin.fileno(), "standard input")
        return
    name = visible(str(path))
    try:
        # Non-blocking, so that a pipe without a writer cannot hold the program.
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    except ValueError as error:
        raise AccessError(f"{name} is not a usable path: {error}") from None
    except OSError as error:
        raise AccessError(f"{name} could not be read: {reason(error)}") from None
    try:
        mode = os.fstat(handle).st_mode
        if stat.S_ISDIR(mode):
            raise AccessError(f"{name} is a folder; name a file in it")
        if not (stat.S_ISREG(mode) or stat.S_ISFIFO(mode) or stat.S_ISSOCK(mode)):
            raise AccessError(f"{name} is a device, not a file; name a file")
        yield Source(handle, name)
    finally:
        os.close(handle)


class Source:
    """An open file or pipe, read a piece at a time.

    Attributes
    ----------
    name : str
        What it is called in messages.
    size : int or None
        Bytes of a file; None of a pipe, which nobody knows.
    """

    def __init__(self, handle: int, name: str) -> None:
        status = os.fstat(handle)
        self.name = name
        self.size = status.st_size if stat.S_ISREG(status.st_mode) else None
        self._handle = handle
        self._n_read = 0
        self._waited = 0.0

    def read(self, most: int) -> bytes:
        """So many of the next bytes, fewer at the end.

        Raises
        ------
        AccessError
            If it cannot be read, or a pipe stays silent for `PIPE_SECONDS`, or was waited for twice as long
            in all; beyond `MAX_BYTES`, a second more for every 64 KiB.
        """
        chunks: list[bytes] = []
        left = most
        while left:
            try:
                if self.size is None:
                    self._wait()
                chunk = os.read(self._handle, min(left, _PIECE))
            except OSError as error:
                raise AccessError(f"{self.name} could not be read: {reason(error)}") from None
            if not chunk:
                break
            chunks.append(chunk)
            left -= len(chunk)
            self._n_read += len(chunk)
        return b"".join(chunks)

    def _wait(self) -> None:
        if self._waited > 2 * PIPE_SECONDS + max(0, self._n_read - MAX_BYTES) / _PIECE:
            raise AccessError(f"{self.name} sends too slowly; save it to a file and name that")
        began = time.monotonic()
        from select import select  # for pipes alone

        if not select([self._handle], [], [], PIPE_SECONDS)[0]:
            raise AccessError(
                f"{self.name} sent nothing for {PIPE_SECONDS:g} seconds; is its writer running?"
            )
        self._waited += time.monotonic() - began


def _too_large(name: str, most: int) -> str:
    return f"{name} holds more than {most // 2**20} MiB, the most that is read; is it the right file?"


def sync_folder(folder: Path) -> None:
    """Make sure that a new name in the folder is on the disk."""
    if os.name == "nt":
        return  # Windows cannot open a folder for syncing
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def reason(error: Exception) -> str:
    """What the system said, to go on with after a colon."""
    text = getattr(error, "strerror", None) or str(error)
    return text[:1].lower() + text[1:]
