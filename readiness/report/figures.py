"""Numbers as text, in as many digits as their error allows."""

from __future__ import annotations

import math
import re
from datetime import datetime
from typing import TYPE_CHECKING

from readiness import words
from readiness.errors import visible

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = [
    "NONE",
    "apportion",
    "chance",
    "clean",
    "day",
    "hours",
    "number",
    "plain",
    "points",
    "prose",
    "score",
    "share",
    "shares",
    "signed",
    "tenths",
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


def score(value: float | None, threshold: float) -> str:
    """Points with one decimal, and with more only where rounding would move the score over the threshold.

    >>> score(74.18, 75), score(74.97, 75), score(75.0, 75)
    ('74.2', '74.97', '75.0')
    >>> score(74.9999999, 75)
    'just under 75'
    """
    if value is None:
        return NONE
    for digits in range(1, MOST_DIGITS):
        shown = round(value, digits)
        if (shown >= threshold) == (value >= threshold):
            return f"{shown + 0.0:.{digits}f}"
    return f"just under {threshold:g}"


def share(value: float | None) -> str:
    """A share as percent, or the sign for no number.

    >>> share(0.938), share(None)
    ('94 %', '–')
    """
    return NONE if value is None else words.share(value)


def chance(value: float | None) -> str:
    """A chance as percent, with more digits only where rounding would lift it over a full ten percent.

    Verdicts change there: 79.6 % shown as 80 % would stand under another verdict than its own.

    >>> chance(0.7962), chance(0.81), chance(0.79996), chance(0.4), chance(0.002)
    ('79.6 %', '81 %', '79.99 %', '40 %', 'under 1 %')
    """
    if value is None or round(100 * value) % 10 or 100 * value >= round(100 * value) - NEAR:
        return share(value)
    for digits in (1, 2):
        shown = round(100 * value, digits)
        if shown < round(100 * value):
            return f"{shown:.{digits}f} %"
    return f"{math.floor(10_000 * value) / 100:.2f} %"


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


def apportion(
    values: Sequence[float], total: float, *, digits: int = 1, most: Sequence[int] | None = None
) -> list[int]:
    """The values in whole units of the last digit, which add up to the shown total (largest remainder).

    A value that is not below 0 does not get there; `most` holds units that are not exceeded.

    >>> apportion([1.25, 1.25, 1.25], 3.75), apportion([1.25, -0.25, 0.5], 1.5)
    ([13, 13, 12], [13, -3, 5])
    """
    scale = 10**digits
    units = [math.floor(value * scale + NEAR) for value in values]
    rest = [max(0.0, value * scale - unit) for value, unit in zip(values, units, strict=True)]
    left = round(total * scale) - sum(units)
    up = sorted(range(len(units)), key=lambda k: (-rest[k], k))
    down = sorted(range(len(units)), key=lambda k: (rest[k] <= NEAR, rest[k], -k))
    while left and units:
        if left > 0:
            free = [k for k in up if most is None or units[k] < most[k]] or up
        else:
            free = [k for k in down if values[k] < 0 or units[k] > 0] or down
        for k in free[: abs(left)]:
            units[k] += 1 if left > 0 else -1
        left = round(total * scale) - sum(units)
    return units


def tenths(units: int) -> str:
    """Tenths of points as points.

    >>> tenths(42), tenths(0)
    ('4.2', '0.0')
    """
    return f"{units / 10:.1f}"


def signed(units: int) -> str:
    """Tenths of points as points with their sign.

    >>> signed(13), signed(-4), signed(0)
    ('+1.3', '-0.4', '+0.0')
    """
    return f"{units / 10:+.1f}"


def shares(values: Sequence[float]) -> list[str]:
    """Parts of a whole as percent that add up to 100 as shown.

    >>> shares([1 / 3, 1 / 3, 1 / 3]), shares([0.998, 0.002])
    (['34 %', '33 %', '33 %'], ['over 99 %', 'under 1 %'])
    """
    units = apportion([100 * value for value in values], 100, digits=0)
    return [
        "under 1 %"
        if unit == 0 and value > NEAR
        else "over 99 %"
        if unit == 100 and value < 1 - NEAR  # noqa: PLR2004 — percent
        else f"{unit} %"
        for unit, value in zip(units, values, strict=True)
    ]


def plain(text: str) -> str:
    """Free text on one line, with whatever a reader's machine would obey made visible."""
    return visible(text)


def prose(text: str) -> str:
    r"""Sentences as one paragraph: line ends become spaces, other control characters visible.

    >>> print(prose("Fit a line.\nPlot it\x07."))
    Fit a line. Plot it\x07.
    """
    return visible(re.sub(r"[ \t\r\n]+", " ", text).strip())
