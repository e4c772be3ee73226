"""Drawings over time: the scores of the past, and the score that each week of a plan ends on."""

from __future__ import annotations

import math
from datetime import UTC, datetime
from typing import TYPE_CHECKING, NamedTuple

from readiness.report.charts import Span, percent

if TYPE_CHECKING:
    from collections.abc import Sequence

    from readiness.record.plan import Plan
    from readiness.report.shapes import Headline

__all__ = ["Climb", "Moment", "Stretch", "climb", "timeline"]


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
