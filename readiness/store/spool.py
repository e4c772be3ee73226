"""A file without a name, for what is too much to hold: nobody else can open it, and nothing of it stays."""

from __future__ import annotations

import tempfile
from typing import IO, TYPE_CHECKING, Final, cast

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["spooled"]

_IN_MEMORY: Final = 1 << 22


def spooled(folder: Path) -> IO[bytes]:
    """A file to write and read, in memory as long as it is small, else in the folder."""
    return cast("IO[bytes]", tempfile.SpooledTemporaryFile(_IN_MEMORY, "w+b", dir=str(folder)))
