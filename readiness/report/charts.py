"""Where things stand in a drawing: positions in percent of its width, so that it fits any screen.

Nothing here is a figure of the report; texts stand beside each drawing and in the table below it.
"""

from __future__ import annotations

import math
from datetime import UTC, datetime
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from readiness.plans import Plan
    from readiness.report.shapes import Headline, LeafRow, View

__all__ = [
    "Dots",
    "Moment",
    "Climb",
    "ScoreLine",
    "Segment",
    "Span",
    "Stretch",
    "climb",
    "dots",
    "percent",
    "score_line",
    "stacked",
    "timeline",
]

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


class Moment(NamedTuple):
    """A point of a line over time, with its interval, and the point before it; y runs downwards."""

    x: str
    y: str
    low: str | None
    high: str | None
    from_x: str | None
    from_y: str | None


EDGE = 4.0
"""Percent that a line over time keeps clear at both sides, so that its marks are whole."""


def timeline(whens: Sequence[str], heads: Sequence[Headline]) -> tuple[Moment, ...]:
    """Scores over time; an assessment without a score is left out."""
    stamps = [_stamp(when) for when in whens]
    points = [
        (stamp, head)
        for stamp, head in zip(stamps, heads, strict=True)
        if head.score_value is not None and head.band_id != "no-verdict"
    ]
    if not points:
        return ()
    first, last = min(stamp for stamp, _ in points), max(stamp for stamp, _ in points)
    found: list[Moment] = []
    for k, (stamp, head) in enumerate(points):
        share = (stamp - first) / (last - first) if last > first else k / max(1, len(points) - 1)
        before = found[-1] if found else None
        interval = head.interval
        found.append(
            Moment(
                x=percent(EDGE + (100 - 2 * EDGE) * share),
                y=percent(100 - (head.score_value or 0.0)),
                low=percent(100 - interval.low_value) if interval else None,
                high=percent(100 - interval.high_value) if interval else None,
                from_x=before.x if before else None,
                from_y=before.y if before else None,
            )
        )
    return tuple(found)


def _stamp(when: str) -> float:
    read = datetime.fromisoformat(when)
    return (read if read.tzinfo else read.replace(tzinfo=UTC)).timestamp()


class Stretch(NamedTuple):
    """Weeks that end on the same score: a bar, its weeks in words, and which of `Plan.weeks` is the first."""

    x: str
    width: str
    y: str
    height: str
    middle: str
    weeks: str
    first: int


class Climb(NamedTuple):
    """The score over the weeks of a plan, as bars and the numbers below them."""

    stretches: tuple[Stretch, ...]
    labels: tuple[Span, ...]


MOST_LABELS = 13
GAP = 0.12
"""Share of a week's width that stays empty between two bars."""


def climb(plan: Plan) -> Climb:
    """A bar for each stretch of weeks with the same score, as high as that score."""
    weeks = plan.weeks
    if not weeks:
        return Climb((), ())
    wide = 100 / len(weeks)
    starts = [k for k in range(len(weeks)) if k == 0 or weeks[k].score != weeks[k - 1].score]
    stretches = []
    for first, end in zip(starts, [*starts[1:], len(weeks)], strict=True):
        score, width = weeks[first].score, wide * (end - first - GAP)
        stretches.append(
            Stretch(
                x=percent(wide * first),
                width=percent(width),
                y=percent(100 - score),
                height=percent(score),
                middle=percent(wide * first + width / 2),
                weeks=f"week {weeks[first].number}"
                if end == first + 1
                else f"weeks {weeks[first].number} to {weeks[end - 1].number}",
                first=first,
            )
        )
    every = math.ceil(len(weeks) / MOST_LABELS)
    labels = tuple(
        Span(percent(wide * (k + (1 - GAP) / 2)), "", str(weeks[k].number))
        for k in range(0, len(weeks), every)
    )
    return Climb(tuple(stretches), labels)
