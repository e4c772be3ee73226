"""The data folder and its files, closed to everybody else whatever the umask."""

from __future__ import annotations

import contextlib
import os
import stat
from typing import TYPE_CHECKING, Final

from readiness.errors import AccessError, visible
from readiness.files import reason, sync_folder
from readiness.home import HOME_VARIABLE

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["FILE_MODE", "FOLDER_MODE", "make_file", "make_folder"]

FOLDER_MODE: Final = 0o700
FILE_MODE: Final = 0o600


def make_folder(folder: Path, *, ours: frozenset[str] = frozenset()) -> None:
    """Make a private folder, and every missing one above it; one that holds nothing but `ours` is closed too.

    A folder that a person already uses for something else keeps its mode: the files in it are private anyway.

    Raises
    ------
    AccessError
        If something else stands there, or the folder cannot be made.
    """
    name = visible(str(folder))
    try:
        missing = [path for path in (folder, *folder.parents) if not os.path.lexists(path)]
        for path in reversed(missing):
            with contextlib.suppress(FileExistsError):  # two at once
                path.mkdir(mode=FOLDER_MODE)
                path.chmod(FOLDER_MODE)
                sync_folder(path.parent)
        if not folder.is_dir():
            raise AccessError(f"{name} is not a folder; move it away, or set {HOME_VARIABLE} to a folder")
        if stat.S_IMODE(folder.stat().st_mode) & 0o077 and ours.issuperset(
            path.name for path in folder.iterdir()
        ):
            with contextlib.suppress(OSError):  # somebody else's folder: theirs to close
                folder.chmod(FOLDER_MODE)
    except (OSError, ValueError) as error:
        raise AccessError(
            f"{name} could not be made: {reason(error)}; set {HOME_VARIABLE} to a folder that can be written"
        ) from None


def make_file(path: Path) -> None:
    """Make an empty private file, or close one that is there.

    An existing file is never opened here: closing a second handle of a file would drop SQLite's locks on it.

    Raises
    ------
    AccessError
        If something that is no file stands there, or the file cannot be made.
    """
    name = visible(str(path))
    try:
        with contextlib.suppress(FileExistsError):
            handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, FILE_MODE)
            try:
                if os.name != "nt":
                    os.fchmod(handle, FILE_MODE)
            finally:
                os.close(handle)
        mode = path.stat().st_mode
        if not stat.S_ISREG(mode):
            kind = "a folder" if stat.S_ISDIR(mode) else "not a regular file"
            raise AccessError(f"{name} is {kind}, and the history should be kept there; move it away")
        if stat.S_IMODE(mode) & 0o077:
            with contextlib.suppress(OSError):
                path.chmod(FILE_MODE)
    except (OSError, ValueError) as error:
        raise AccessError(f"{name} could not be made: {reason(error)}") from None
