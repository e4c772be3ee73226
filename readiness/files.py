"""Files that a person names: read within limits, written all or nothing.

Limits: `MAX_BYTES` for one file; a silent pipe is waited for `PIPE_SECONDS`, a slow one twice as long in all.
"""

from __future__ import annotations

import contextlib
import os
import select
import stat
import sys
import time
from pathlib import Path
from typing import Final

from readiness.errors import AccessError, visible

__all__ = ["MAX_BYTES", "read_bytes", "reason", "sync_folder", "write_whole"]

MAX_BYTES: Final = 4 * 1024 * 1024
PIPE_SECONDS: Final = 5.0
_STDIN: Final = Path("-")


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


def write_whole(path: Path, text: str, *, private: bool = False) -> None:
    """Save text all or nothing: whatever happens, `path` holds the old content or the new, never half.

    A temporary file in the same folder is written, flushed to the disk and renamed; a symbolic link is
    followed, so that the file behind it is replaced. A device such as ``/dev/stdout`` is written directly.

    Raises
    ------
    AccessError
        If it could not be saved; the previous file is untouched.
    """
    import tempfile  # and what it imports is not needed to read

    name = visible(str(path))
    try:
        target = Path(os.path.realpath(path, strict=False))
        if target.is_dir():
            raise AccessError(f"{name} is a folder; name a file in it")
        if target.exists() and not target.is_file():
            with target.open("w", encoding="utf-8", newline="\n") as device:
                device.write(text)
            return
        mode = 0o600 if private else _mode_for(target)
        handle, temporary = tempfile.mkstemp(prefix=f".{target.name[:40]}.", suffix=".tmp", dir=target.parent)
        try:
            with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as stream:
                stream.write(text)
                stream.flush()
                os.fsync(stream.fileno())
            Path(temporary).chmod(mode)
            Path(temporary).replace(target)
        except BaseException:
            with contextlib.suppress(OSError):
                Path(temporary).unlink()
            raise
        sync_folder(target.parent)
    except (OSError, ValueError) as error:
        raise AccessError(f"{name} could not be saved: {reason(error)}") from None


def _mode_for(target: Path) -> int:
    """The file's present mode, or what the person's umask leaves of 0666."""
    with contextlib.suppress(OSError):
        return stat.S_IMODE(target.stat().st_mode)
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask


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
