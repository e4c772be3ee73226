"""Drawings over time: the scores of the past, and the score that each week of a plan ends on."""

from __future__ import annotations

import math
from datetime import UTC, datetime
from typing import TYPE_CHECKING, NamedTuple

from readiness.report.charts import percent
from readiness.report.figures import points

if TYPE_CHECKING:
    from collections.abc import Sequence

    from readiness.record.plan import PlanWeek
    from readiness.report.blocks import Timeline

__all__ = ["PlacedMoment", "Stretch", "climb", "timeline", "week_labels"]


class PlacedMoment(NamedTuple):
    """A point of a line over time, with its interval, and the point before it; y runs downwards."""

    x: str
    y: str
    low: str
    high: str
    from_x: str | None
    from_y: str | None


EDGE = 4.0
"""Percent that a line over time keeps clear at both sides, so that its marks are whole."""


def timeline(found: Timeline) -> tuple[PlacedMoment, ...]:
    """Scores over time, oldest first."""
    stamps = [_stamp(each.at) for each in found.moments]
    if not stamps:
        return ()
    first, last = min(stamps), max(stamps)
    placed: list[PlacedMoment] = []
    for k, (stamp, each) in enumerate(zip(stamps, found.moments, strict=True)):
        share = (stamp - first) / (last - first) if last > first else k / max(1, len(stamps) - 1)
        before = placed[-1] if placed else None
        placed.append(
            PlacedMoment(
                x=percent(EDGE + (100 - 2 * EDGE) * share),
                y=percent(100 - each.score),
                low=percent(100 - each.low),
                high=percent(100 - each.high),
                from_x=before.x if before else None,
                from_y=before.y if before else None,
            )
        )
    return tuple(placed)


def _stamp(when: str) -> float:
    read = datetime.fromisoformat(when)
    return (read if read.tzinfo else read.replace(tzinfo=UTC)).timestamp()


class Stretch(NamedTuple):
    """Weeks that end on the same score: a bar, its weeks in words, and that score."""

    x: str
    width: str
    y: str
    height: str
    weeks: str
    score: str


MOST_LABELS = 13
GAP = 0.12
"""Share of a week's width that stays empty between two bars."""


def climb(weeks: Sequence[PlanWeek]) -> tuple[Stretch, ...]:
    """A bar for each stretch of weeks with the same score, as high as that score."""
    wide = 100 / len(weeks)
    starts = [k for k in range(len(weeks)) if k == 0 or weeks[k].score != weeks[k - 1].score]
    return tuple(
        Stretch(
            x=percent(wide * first),
            width=percent(wide * (end - first - GAP)),
            y=percent(100 - weeks[first].score),
            height=percent(weeks[first].score),
            weeks=f"week {weeks[first].number}"
            if end == first + 1
            else f"weeks {weeks[first].number} to {weeks[end - 1].number}",
            score=points(weeks[first].score),
        )
        for first, end in zip(starts, [*starts[1:], len(weeks)], strict=True)
    )


def week_labels(weeks: Sequence[PlanWeek]) -> tuple[tuple[str, str], ...]:
    """Places and numbers of weeks below their bars, as many as fit."""
    wide, every = 100 / len(weeks), math.ceil(len(weeks) / MOST_LABELS)
    return tuple(
        (percent(wide * (k + (1 - GAP) / 2)), str(weeks[k].number)) for k in range(0, len(weeks), every)
    )
