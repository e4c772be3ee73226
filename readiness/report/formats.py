"""The forms of a report, and how one is to be written: one table that the command line reads."""

from __future__ import annotations

import os
from pathlib import PurePath
from typing import TYPE_CHECKING, NamedTuple, TextIO

from readiness.errors import UsageError, closest, visible
from readiness.streams import columns

if TYPE_CHECKING:
    from collections.abc import Mapping

    from readiness.record import Assessment
    from readiness.record.comparison import Comparison

__all__ = [
    "DOCUMENTS",
    "PLANS",
    "REPORTS",
    "TEXTS",
    "Format",
    "Options",
    "Past",
    "choose",
    "named",
    "names",
    "options_for",
]


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


NARROWEST = 20
_DRAWN = "█░─├┤▼▲·•–“”†"


class Past(NamedTuple):
    """Earlier assessments of the same person, oldest first, and what changed since the last of them."""

    earlier: tuple[Assessment, ...] = ()
    comparison: Comparison | None = None


class Options(NamedTuple):
    """How a text report is laid out: columns, colour, encoding, every detail or the short form."""

    width: int = 80
    colour: bool = False
    encoding: str = "utf-8"
    detail: bool = False

    @property
    def unicode(self) -> bool:
        """Whether bars and lines can be drawn."""
        try:
            return bool(_DRAWN.encode(self.encoding))
        except (UnicodeEncodeError, LookupError):
            return False


def options_for(
    stream: TextIO | None, *, detail: bool = False, environ: Mapping[str, str] | None = None
) -> Options:
    """The options that suit a stream: colour only on a terminal that wants it, and no wider than it is."""
    environ = os.environ if environ is None else environ
    if stream is None:
        return Options(detail=detail)
    terminal = stream.isatty() and environ.get("TERM") != "dumb"
    return Options(
        width=max(NARROWEST, columns(stream)),
        colour=terminal and not environ.get("NO_COLOR"),
        encoding=stream.encoding or "ascii",
        detail=detail,
    )
