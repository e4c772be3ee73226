"""Numbers as text, in as many digits as their error allows."""

from __future__ import annotations

import math
import re
from datetime import datetime
from typing import TYPE_CHECKING

from readiness.errors import visible

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = [
    "NONE",
    "apportion",
    "clean",
    "day",
    "hours",
    "number",
    "plain",
    "points",
    "prose",
    "score",
    "share",
]

NONE = "–"
"""Stands where there is no number."""

NEAR = 1e-9
MOST_DIGITS = 6


def clean(value: float | None) -> float | None:
    """The value, or None where it is not a number."""
    return None if value is None or math.isnan(value) else float(value)


def number(value: float) -> str:
    """A figure as its source wrote it: no needless digits, thousands grouped.

    >>> number(95.0), number(0.6), number(4000)
    ('95', '0.6', '4,000')
    """
    return f"{value:,.10g}" if abs(value) < 1e15 else f"{value:g}"  # noqa: PLR2004 — where floats stop being exact


def points(value: float | None) -> str:
    """Points with one decimal.

    >>> points(4.169), points(None), points(-0.0)
    ('4.2', '–', '0.0')
    """
    return NONE if value is None else f"{round(value, 1) + 0.0:.1f}"


def score(value: float | None, starts: Sequence[float] = ()) -> str:
    """Whole points, and more digits only where rounding would move the score into another band.

    >>> score(74.18, [60, 75]), score(74.97, [60, 75]), score(75.0, [60, 75])
    ('74', '74.97', '75')
    >>> score(74.9999999, [60, 75])
    'just under 75'
    """
    if value is None:
        return NONE
    for digits in range(MOST_DIGITS):
        shown = round(value, digits)
        if all((shown >= start) == (value >= start) for start in starts):
            return f"{shown + 0.0:.{digits}f}"
    return f"just under {math.ceil(value)}"


def share(value: float | None) -> str:
    """A share as percent; nearly all and nearly nothing do not become all and nothing.

    >>> share(0.938), share(0.9991), share(0.001), share(1.0000000000000002), share(0)
    ('94 %', 'over 99 %', 'under 1 %', '100 %', '0 %')
    """
    if value is None:
        return NONE
    whole = round(100 * value)
    if whole == 100 and value < 1 - NEAR:  # noqa: PLR2004 — percent
        return "over 99 %"
    if whole == 0 and value > NEAR:
        return "under 1 %"
    return f"{whole} %"


def day(when: str) -> str:
    """The day of an ISO 8601 time, as one writes it.

    >>> day("2026-01-01T09:00:00+00:00")
    '1 January 2026'
    """
    read = datetime.fromisoformat(when)
    return f"{read.day} {_MONTHS[read.month - 1]} {read.year}"


_MONTHS = (
    "January February March April May June July August September October November December".split()  # noqa: SIM905
)


def hours(value: float) -> str:
    """Hours of work.

    >>> hours(8.0), hours(2.5), hours(1)
    ('8 hours', '2.5 hours', '1 hour')
    """
    return f"{number(round(value, 1))} hour{'' if round(value, 1) == 1 else 's'}"


def apportion(values: Sequence[float], total: float, *, digits: int = 1) -> tuple[str, ...]:
    """The values rounded so that what is shown adds up to the shown total (largest remainder).

    >>> apportion([1.25, 1.25, 1.25], 3.75)
    ('1.3', '1.3', '1.2')
    """
    scale = 10**digits
    exact = [max(0.0, value) * scale for value in values]
    units = [math.floor(value + NEAR) for value in exact]
    left = round(total * scale) - sum(units)
    order = sorted(range(len(units)), key=lambda k: (units[k] - exact[k], k))
    while left > 0 and order:
        for k in order[:left]:
            units[k] += 1
        left -= min(left, len(order))
    while left < 0 and any(units):
        for k in [k for k in reversed(order) if units[k] > 0][:-left]:
            units[k] -= 1
            left += 1
    return tuple(f"{unit / scale:.{digits}f}" for unit in units)


def plain(text: str) -> str:
    """Free text on one line, with whatever a reader's machine would obey made visible."""
    return visible(text)


def prose(text: str) -> str:
    r"""Sentences as one paragraph: line ends become spaces, other control characters visible.

    >>> print(prose("Fit a line.\nPlot it\x07."))
    Fit a line. Plot it\x07.
    """
    return visible(re.sub(r"[ \t\r\n]+", " ", text).strip())
