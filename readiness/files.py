"""Files that a person names, read within limits.

Limits: `MAX_BYTES` for one file; a silent pipe is waited for `PIPE_SECONDS`, a slow one twice as long in all.
"""

from __future__ import annotations

import os
import select
import stat
import sys
import time
from pathlib import Path
from typing import Final

from readiness.errors import AccessError, visible
from readiness.limits import MAX_BYTES, PIPE_SECONDS

__all__ = ["read_bytes", "reason", "source_name", "sync_folder"]

_STDIN: Final = Path("-")


def source_name(path: str | Path) -> str:
    """What a file is called in messages: ``-`` is standard input."""
    return "standard input" if str(path) == str(_STDIN) else str(path)


def read_bytes(path: Path, *, most: int = MAX_BYTES) -> bytes:
    """The content of a file or a pipe, `most` bytes at most; ``-`` is standard input.

    Raises
    ------
    AccessError
        If there is no such file, it is not a file or a pipe, it is not readable, it holds more than
        `most` bytes, or a pipe stays silent for `PIPE_SECONDS`.
    """
    name = visible(str(path))
    try:
        if path == _STDIN:
            if sys.stdin is None:
                raise AccessError("standard input is closed; give a file instead of -")
            if sys.stdin.isatty():
                raise AccessError(
                    "standard input is a terminal; pipe a profile in, or give a file instead of -"
                )
            return _bounded(sys.stdin.fileno(), "standard input", most)
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
        if os.fstat(handle).st_size > most:
            raise AccessError(_too_large(name, most))
        return _bounded(handle, name, most)
    except OSError as error:
        raise AccessError(f"{name} could not be read: {reason(error)}") from None
    finally:
        os.close(handle)


def _bounded(handle: int, name: str, most: int) -> bytes:
    chunks: list[bytes] = []
    size = 0
    regular = stat.S_ISREG(os.fstat(handle).st_mode)
    end = time.monotonic() + 2 * PIPE_SECONDS
    while True:
        if not regular and time.monotonic() > end:
            raise AccessError(f"{name} sends too slowly; save it to a file and name that")
        if not regular and not select.select([handle], [], [], PIPE_SECONDS)[0]:
            raise AccessError(f"{name} sent nothing for {PIPE_SECONDS:g} seconds; is its writer running?")
        chunk = os.read(handle, 1 << 16)
        if not chunk:
            return b"".join(chunks)
        chunks.append(chunk)
        size += len(chunk)
        if size > most:
            raise AccessError(_too_large(name, most))


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
