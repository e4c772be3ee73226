"""Where things stand in a drawing: positions in percent of its width, so that it fits any screen.

Nothing here is a figure of the report; texts stand beside each drawing and in the table below it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from readiness.report.shapes import Headline, LeafRow, View

__all__ = ["Dots", "ScoreLine", "Segment", "Span", "dots", "percent", "score_line", "stacked"]

HIGHEST_LEVEL = 4


def percent(value: float, low: float = 0, high: float = 100) -> str:
    """A place on a line from `low` to `high`, as SVG takes it; never off the line.

    >>> percent(43.4524), percent(3, high=4), percent(120)
    ('43.45%', '75%', '100%')
    """
    share = 100 * (value - low) / (high - low)
    return f"{min(100.0, max(0.0, share)):.2f}".rstrip("0").rstrip(".") + "%"


class Span(NamedTuple):
    """Part of a line."""

    x: str
    width: str
    title: str


class ScoreLine(NamedTuple):
    """The line from 0 to 100 with bands, interval, score, and where the top band begins."""

    bands: tuple[Span, ...]
    ticks: tuple[Span, ...]
    interval: Span | None
    mean: str | None
    score: str | None
    side: str
    threshold: str


def score_line(head: Headline) -> ScoreLine:
    """The drawing of the score; without a verdict its interval is where the score could still go."""
    starts = [band.start_value for band in head.bands]
    ends = [*starts[1:], 100.0]
    bands = tuple(
        Span(percent(start), percent(end - start), band.title)
        for band, start, end in zip(head.bands, starts, ends, strict=True)
    )
    ticks = tuple(Span(percent(band.start_value), "", band.start_text) for band in head.bands[1:])
    interval, mean = None, None
    if head.score_value is not None and head.band_id == "no-verdict":
        interval = _span(head.bounds_low_value, head.bounds_high_value)
    elif head.interval:
        interval = _span(head.interval.low_value, head.interval.high_value)
        mean = percent(head.interval.mean_value)
    score = None if head.score_value is None else percent(head.score_value)
    return ScoreLine(
        bands, ticks, interval, mean, score, _side(head.score_value), percent(head.threshold_value)
    )


def _span(low: float, high: float, title: str = "") -> Span:
    return Span(percent(low), percent(high - low), title)


def _side(value: float | None) -> str:
    """Which way a label at this place is written."""
    if value is None or 10 <= value <= 90:  # noqa: PLR2004 — percent
        return "middle"
    return "start" if value < 10 else "end"  # noqa: PLR2004


class Segment(NamedTuple):
    """A part of the stacked bar; `kind` numbers its dimension and `turn` its place in it."""

    x: str
    width: str
    kind: int
    turn: int
    title: str
    points: str


def stacked(view: View) -> tuple[Segment, ...]:
    """The contributions of the criteria from left to right; what is left to 100 is missing."""
    found: list[Segment] = []
    reached = 0.0
    for kind, dimension in enumerate(view.dimensions):
        inside = [c for c in view.criteria if c.dimension == dimension.id]
        for turn, criterion in enumerate(inside):
            width = criterion.contribution_value
            if width > 0:
                found.append(
                    Segment(
                        percent(reached),
                        percent(width),
                        kind % 4,
                        turn % 2,
                        criterion.title,
                        criterion.contribution,
                    )
                )
            reached += width
    return tuple(found)


class Dots(NamedTuple):
    """A row of the dot plot: stated, likely with its range, and asked, on the levels 0 to 4."""

    stated: str | None
    likely: str | None
    reach: Span | None
    bar: str | None
    short: Span | None


def dots(leaf: LeafRow) -> Dots | None:
    """The row of one skill; None for a fact, which has no level."""
    if leaf.bar_level is None:
        return None

    def place(level: float | None) -> str | None:
        return None if level is None else percent(level, high=HIGHEST_LEVEL)

    reach = None
    if leaf.measured_low is not None and leaf.measured_high is not None:
        width = leaf.measured_high - leaf.measured_low
        reach = Span(percent(leaf.measured_low, high=HIGHEST_LEVEL), percent(width, high=HIGHEST_LEVEL), "")
    short = None
    if leaf.measured_level is not None and leaf.measured_level < leaf.bar_level:
        short = Span(
            percent(leaf.measured_level, high=HIGHEST_LEVEL),
            percent(leaf.bar_level - leaf.measured_level, high=HIGHEST_LEVEL),
            "",
        )
    return Dots(place(leaf.stated_level), place(leaf.measured_level), reach, place(leaf.bar_level), short)
