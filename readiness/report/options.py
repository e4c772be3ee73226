"""What the reader's screen can show, how much is asked for, and what came before."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, NamedTuple, TextIO

from readiness.streams import columns

if TYPE_CHECKING:
    from collections.abc import Mapping

    from readiness.record import Assessment
    from readiness.record.comparison import Comparison

__all__ = ["Options", "Past", "options_for"]

NARROWEST = 20
_DRAWN = "█░─├┤▼▲·•–“”†"


class Past(NamedTuple):
    """Earlier assessments of the same person, oldest first, and what moved since the last of them."""

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
