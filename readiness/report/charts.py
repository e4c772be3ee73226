"""Where things stand in a drawing: positions in percent of its width, so that it fits any screen.

Nothing here is a figure of the report; texts stand beside each drawing and in the table below it.
"""

from __future__ import annotations

__all__ = ["percent", "side"]


def percent(value: float, low: float = 0, high: float = 100) -> str:
    """A place on a line from `low` to `high`, as SVG takes it; never off the line.

    >>> percent(43.4524), percent(3, high=4), percent(120)
    ('43.45%', '75%', '100%')
    """
    share = 100 * (value - low) / (high - low)
    return f"{min(100.0, max(0.0, share)):.2f}".rstrip("0").rstrip(".") + "%"


def side(value: float) -> str:
    """Which way a label at this place of 100 is written, so that it stays on the line."""
    if 10 <= value <= 90:  # noqa: PLR2004 — percent
        return "middle"
    return "start" if value < 10 else "end"  # noqa: PLR2004
