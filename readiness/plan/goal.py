"""How much time there is, as it was asked for."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Literal

from readiness.errors import UsageError
from readiness.limits import MOST_WEEKS
from readiness.record.plan import Goal

if TYPE_CHECKING:
    from readiness.profile import Goals

__all__ = ["goal_of"]


def goal_of(
    wishes: Goals,
    *,
    hours: float | None = None,
    hours_per_week: float | None = None,
    weeks: int | None = None,
    to_ready: bool = False,
    prefer_free: bool = False,
) -> Goal:
    """The goal that these say together; where they say nothing, what the profile wishes for.

    Raises
    ------
    UsageError
        If they contradict each other, or are no amounts of time.
    """
    if hours is None and weeks is None and not to_ready:
        weeks = wishes.weeks if wishes.hours_per_week is not None or hours_per_week is not None else None
    if hours_per_week is None and hours is None:
        hours_per_week = wishes.hours_per_week
    if hours_per_week is not None and not 0 < hours_per_week <= 168:  # noqa: PLR2004 — hours of a week
        raise UsageError(
            f"{hours_per_week:g} hours a week cannot be planned with; use more than 0, at most 168"
        )
    if weeks is not None and not 1 <= weeks <= MOST_WEEKS:
        raise UsageError(f"{weeks} weeks cannot be planned with; use 1 to {MOST_WEEKS}")
    if hours is not None and not (math.isfinite(hours) and 0 < hours <= 100_000):  # noqa: PLR2004
        raise UsageError(
            f"a budget of {hours:g} hours cannot be planned with; use more than 0, at most 100,000"
        )
    if sum([hours is not None, weeks is not None, to_ready]) > 1:
        raise UsageError("hours, weeks and to-ready are three different goals; ask for one of them")
    if weeks is not None and hours_per_week is None:
        raise UsageError("weeks need hours a week; give both")
    kind: Literal["hours", "weeks", "to-ready", "all"] = "to-ready" if to_ready else "all"
    if weeks is not None or hours is not None:
        kind = "hours" if weeks is None else "weeks"
    return Goal(
        kind=kind,
        hours=hours_per_week * weeks if weeks is not None and hours_per_week is not None else hours,
        hours_per_week=hours_per_week,
        weeks=weeks,
        prefer_free=prefer_free,
    )
