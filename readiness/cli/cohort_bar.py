"""How far a run over many people is, on one line of a terminal."""

from __future__ import annotations

import os
from time import monotonic
from typing import TYPE_CHECKING, Self

from readiness import streams

if TYPE_CHECKING:
    from collections.abc import Sequence

    from readiness.cohort import RunProgress, SourceFile

__all__ = ["ProgressBar"]

_EVERY = 0.2
_BAR = 14


class ProgressBar:
    """A progress bar on a terminal: share read, people, rate, time left.

    Nothing where there is no terminal.
    """

    def __init__(self, sources: Sequence[SourceFile]) -> None:
        sizes = [source.size for source in sources]
        self._total = sum(size for size in sizes if size is not None) if None not in sizes else 0
        stream = streams.err()
        self._on = stream is not None and stream.isatty() and os.environ.get("TERM") != "dumb"
        self._start = self._shown = monotonic()
        self._first: RunProgress | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._write("")

    def show(self, progress: RunProgress) -> None:
        """Show how far the run is, a few times a second."""
        now = monotonic()
        if self._first is None:
            self._first, self._start = progress, now
        if now - self._shown < _EVERY:
            return
        self._shown = now
        passed = max(now - self._start, 1e-9)
        rate = (progress.n_read - self._first.n_read) / passed
        refused = f", {progress.n_refused:,} refused" if progress.n_refused else ""
        text = f"{progress.n_read:,} people{refused}, {rate:,.0f} a second"
        if self._total:
            share = min(progress.done / self._total, 1.0)
            read = progress.done - self._first.done
            left = passed * (self._total - progress.done) / read if read > 0 else 0.0
            filled = round(_BAR * share)
            text = f"[{'=' * filled}{' ' * (_BAR - filled)}] {100 * share:3.0f} %  {text}, {_time(left)} left"
        self._write(text)

    def _write(self, text: str) -> None:
        stream = streams.err()
        if self._on and stream is not None:
            stream.write(f"\r{text[: streams.columns(stream) - 1]}\x1b[K")
            stream.flush()


def _time(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
