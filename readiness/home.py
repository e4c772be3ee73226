"""Where things are on this machine: what is kept, which files are the history's own, refined difficulties."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

__all__ = ["CLAIMS", "HISTORY", "HOME_VARIABLE", "OVERLAY_VARIABLE", "PAGE", "data_folder", "is_history"]

HOME_VARIABLE: Final = "READINESS_HOME"
OVERLAY_VARIABLE: Final = "READINESS_OVERLAY"
"""Names an overlay made by `readiness calibrate`; without it questions/overlay.toml is one."""
HISTORY: Final = "history.sqlite3"
"""The history; files that SQLite or this program puts beside it have longer names that begin like it."""
CLAIMS: Final = "claims"
"""Folder of the files by which a process claims a sitting."""
PAGE: Final = "page.html"
"""The page that was last shown in a browser."""


def data_folder() -> Path:
    """The folder for everything that is kept; it need not exist.

    It is what ``READINESS_HOME`` says, or else the platform's own place for a program's data.
    """
    chosen = os.environ.get(HOME_VARIABLE, "")
    if chosen:
        return Path(os.path.abspath(os.path.expanduser(chosen)))  # noqa: PTH100, PTH111 — Path.expanduser raises
    from platformdirs import user_data_path  # not needed where the folder is named

    return user_data_path("readiness", appauthor=False)


def is_history(name: str) -> bool:
    """Whether a path is that of a file of the history, there or not, in whatever case and through links."""
    place, home = Path(os.path.realpath(name).casefold()), Path(os.path.realpath(data_folder()).casefold())
    if place == home or not place.is_relative_to(home):
        return False
    first = place.relative_to(home).parts[0]
    return first.startswith(HISTORY) or first == CLAIMS
