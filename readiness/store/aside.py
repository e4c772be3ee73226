"""The history under another name: when it is damaged, and as it was before its tables change."""

from __future__ import annotations

import contextlib
from itertools import count
from typing import TYPE_CHECKING

from readiness.errors import visible
from readiness.files import reason, sync_folder
from readiness.store.folder import make_file

if TYPE_CHECKING:
    import sqlite3
    from pathlib import Path

__all__ = ["back_up", "is_damaged", "set_aside"]


def is_damaged(error: sqlite3.DatabaseError) -> bool:
    """Whether an error says that the file is no whole database."""
    return getattr(error, "sqlite_errorname", "").startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB"))


def set_aside(path: Path) -> str:
    """Give a damaged file another name, so that nothing writes over it; what to say of that."""
    name = visible(str(path))
    aside = _free(path, "damaged")
    try:
        path.rename(aside)
        with contextlib.suppress(FileNotFoundError):
            path.with_name(f"{path.name}-journal").rename(f"{aside}-journal")
    except OSError as error:
        return f"{name} is damaged, and could not be set aside ({reason(error)}); move it away yourself"
    return (
        f"{name} is damaged; it is kept as {visible(str(aside))}. Run this again to begin a new history, and "
        "take an export back with `readiness history import FILE`"
    )


def back_up(connection: sqlite3.Connection, path: Path, version: int) -> None:
    """Keep the history as it was before its tables change."""
    import sqlite3  # importing readiness loads no database

    kept = _free(path, f"version-{version}")
    make_file(kept)
    target = sqlite3.connect(kept)
    try:
        connection.backup(target)
    except BaseException:
        target.close()
        kept.unlink(missing_ok=True)
        raise
    target.close()
    sync_folder(path.parent)


def _free(path: Path, word: str) -> Path:
    """A name beside a file that nothing has yet."""
    names = (path.with_name(f"{path.name}.{word}{f'-{n}' if n else ''}") for n in count())
    return next(name for name in names if not name.exists())
