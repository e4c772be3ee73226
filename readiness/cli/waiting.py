"""A line on the terminal that says how far a long command is."""

from __future__ import annotations

import os
from time import monotonic
from typing import TYPE_CHECKING

from readiness import streams

if TYPE_CHECKING:
    from typing import Self

__all__ = ["Waiting"]

_EVERY = 0.2


class Waiting:
    """A count that is shown a few times a second, and removed at the end; nothing where there is no terminal.

    Parameters
    ----------
    text : str
        The line, with a place for the count.
    """

    def __init__(self, text: str) -> None:
        stream = streams.err()
        self._on = stream is not None and stream.isatty() and os.environ.get("TERM") != "dumb"
        self._text = text
        self._began = self._shown = monotonic()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._write("")

    def show(self, count: int, total: int = 0) -> None:
        """Show how far it is, and how long the rest takes where the total is known."""
        now = monotonic()
        if not self._on or now - self._shown < _EVERY:
            return
        self._shown = now
        left = (now - self._began) * (total - count) / max(count, 1)
        minutes, seconds = divmod(round(left), 60)
        after = f" of {total:,}, about {minutes}:{seconds:02} left" if total else ""
        self._write(self._text.format(f"{count:,}{after}"))

    def _write(self, text: str) -> None:
        stream = streams.err()
        if self._on and stream is not None:
            stream.write(f"\r{text[: streams.columns(stream) - 1]}\x1b[K")
            stream.flush()
