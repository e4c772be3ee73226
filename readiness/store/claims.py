"""Whose sitting it is: a lock file that the system frees when its process ends, however it ends."""

from __future__ import annotations

import contextlib
import errno
import os
from typing import TYPE_CHECKING, Final

from readiness.errors import AccessError, visible
from readiness.files import reason
from readiness.home import CLAIMS
from readiness.store.folder import FILE_MODE, make_folder

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["Claims"]

_TAKEN: Final = {errno.EWOULDBLOCK, errno.EAGAIN, errno.EACCES, errno.EDEADLK}


class Claims:
    """The sittings that this store holds, one locked file each."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder / CLAIMS
        self._held: dict[int, int] = {}

    def require(self, sitting_id: int) -> None:
        """Insist that this store holds the sitting: a program that writes without a claim has a bug."""
        if sitting_id not in self._held:
            raise RuntimeError(f"sitting {sitting_id} is not claimed by this store; begin or claim it first")

    def take(self, sitting_id: int) -> bool:
        """Claim a sitting; False where another living process holds it.

        Raises
        ------
        AccessError
            If the lock file cannot be made, or this disk knows no locks.
        """
        if sitting_id in self._held:
            return True
        make_folder(self._folder)
        path = self._path(sitting_id)
        try:
            while True:
                handle = os.open(path, os.O_CREAT | os.O_RDWR | getattr(os, "O_NOFOLLOW", 0), FILE_MODE)
                if not _locked(handle):
                    os.close(handle)
                    return False
                if _still_there(handle, path):
                    break
                os.close(handle)  # its owner left and took the file along between the two calls above
            if os.name != "nt":
                os.fchmod(handle, FILE_MODE)
        except OSError as error:
            raise AccessError(f"{visible(str(path))} could not be locked: {reason(error)}") from None
        self._held[sitting_id] = handle
        return True

    def release(self, sitting_id: int) -> None:
        """Give a sitting free."""
        handle = self._held.pop(sitting_id, None)
        if handle is None:
            return
        path = self._path(sitting_id)
        if os.name == "nt":
            os.close(handle)  # an open file cannot be removed there
            with contextlib.suppress(OSError):
                path.unlink()
            return
        with contextlib.suppress(OSError):
            path.unlink()  # before the lock goes, so that nobody locks a file that is about to vanish
        os.close(handle)

    def release_all(self) -> None:
        """Give every sitting free."""
        for sitting_id in tuple(self._held):
            self.release(sitting_id)

    def _path(self, sitting_id: int) -> Path:
        return self._folder / f"sitting-{sitting_id}.lock"


def _locked(handle: int) -> bool:
    try:
        if os.name == "nt":
            import msvcrt  # Windows only

            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]
        else:
            import fcntl  # Unix only

            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        if error.errno in _TAKEN:
            return False
        os.close(handle)
        raise
    return True


def _still_there(handle: int, path: Path) -> bool:
    if os.name == "nt":
        return True
    try:
        there = path.stat()
    except FileNotFoundError:
        return False
    held = os.fstat(handle)
    return (there.st_dev, there.st_ino) == (held.st_dev, held.st_ino)
