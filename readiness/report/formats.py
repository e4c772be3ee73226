"""The forms in which things are shown or saved: names, ends of file names, and who renders a report."""

from __future__ import annotations

from pathlib import PurePath
from typing import NamedTuple

from readiness.errors import UsageError, closest, visible

__all__ = ["DOCUMENTS", "PLANS", "REPORTS", "TEXTS", "Format", "choose", "named", "names"]


class Format(NamedTuple):
    """A form: the name that an option takes, the ends of file names that mean it, its module for reports."""

    name: str
    suffixes: tuple[str, ...]
    module: str = ""
    between: str = ""
    """What stands between reports that follow each other"""


TERMINAL = Format("terminal", (".txt", ""), "readiness.report.terminal", "\n\n")
JSON = Format("json", (".json",), "readiness.report.json")
MARKDOWN = Format("markdown", (".md", ".markdown"), "readiness.report.markdown", "\n")
CSV = Format("csv", (".csv",), "readiness.report.csv")
HTML = Format("html", (".html", ".htm"), "readiness.report.html")
SHARE = Format("share", (), "readiness.report.share")
ICAL = Format("ical", (".ics",))

REPORTS = (TERMINAL, JSON, MARKDOWN, CSV, HTML, SHARE)
PLANS = (TERMINAL, MARKDOWN, JSON, CSV, ICAL)
DOCUMENTS = (TERMINAL, MARKDOWN, JSON)
TEXTS = (TERMINAL, JSON)
"""The forms of what is neither a report nor a plan."""


def names(formats: tuple[Format, ...]) -> tuple[str, ...]:
    """What the option ``--format`` takes."""
    return tuple(each.name for each in formats)


def named(name: str, formats: tuple[Format, ...] = REPORTS) -> Format:
    """The format of this name.

    Raises
    ------
    UsageError
        If there is none.
    """
    for each in formats:
        if each.name == name:
            return each
    raise UsageError(f"there is no format {name!r}; {closest(name, names(formats))}")


def choose(formats: tuple[Format, ...], asked: str | None, output: str | None) -> Format:
    """The format that was asked for, or the one that the name of the file means.

    Raises
    ------
    UsageError
        If nothing was asked for, and the name of the file means no format.
    """
    if asked is not None:
        return named(asked, formats)
    path = PurePath(output or "")
    if output in {None, "-"} or path.parent == PurePath("/dev"):
        return formats[0]
    for each in formats:
        if path.suffix.lower() in each.suffixes:
            return each
    known = ", ".join(suffix for each in formats for suffix in each.suffixes if suffix)
    raise UsageError(
        f"-o {visible(output or '')}: no format ends in {visible(path.suffix)}; use {known}, or say --format"
    )
