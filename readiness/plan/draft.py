"""A plan worked out, before it is put into words: who starts where, and the steps in their stages."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Literal, NamedTuple

from readiness.errors import UsageError
from readiness.knapsack.stages import Aim, Stages, staged_plan
from readiness.limits import MOST_WEEKS
from readiness.plan.start import actions_of
from readiness.record.plan import Goal

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from readiness.knapsack.candidates import Action, Candidate
    from readiness.plan.start import Start
    from readiness.profile import Goals

__all__ = ["Draft", "draft", "goal_of"]


class Draft(NamedTuple):
    """One person, for one role or several, and the steps that were found."""

    starts: tuple[Start, ...]
    goal: Goal
    actions: tuple[Action, ...]
    aims: Mapping[str, Aim]
    stages: Stages

    @property
    def steps(self) -> tuple[Candidate, ...]:
        """Every step: to ready, then beyond."""
        return self.stages.to_ready + self.stages.beyond

    @property
    def levels(self) -> dict[str, float]:
        """Level in every leaf that was answered."""
        return {leaf: level for s in reversed(self.starts) for leaf, level in s.levels.items()}

    @property
    def titles(self) -> dict[str, str]:
        """Title of every leaf of the roles."""
        return {leaf.id: leaf.title for s in reversed(self.starts) for leaf in s.leaves}

    @property
    def score(self) -> float:
        """Mean score over the roles."""
        return math.fsum(s.score for s in self.starts) / len(self.starts)

    @property
    def gain(self) -> float:
        """Points that all steps bring, on average over the roles."""
        return math.fsum(self.gained(role) for role in self.aims) / len(self.aims)

    def gained(self, role: str) -> float:
        """Points that all steps bring for a role."""
        return math.fsum(its.gain for its in self.stages.priced[role].values())


def draft(starts: Sequence[Start], goal: Goal) -> Draft:
    """The steps to ready, and beyond, of a person within the time there is."""
    leaves = dict.fromkeys(need.leaf for s in starts for need in s.needs)
    actions = actions_of(leaves, prefer_free=goal.prefer_free)
    aims = {s.role.id: s.aim(actions) for s in starts}
    levels = {leaf: level for s in reversed(starts) for leaf, level in s.levels.items()}
    stages = staged_plan(aims, levels, hours=goal.hours, stop_at_ready=goal.kind == "to-ready")
    return Draft(tuple(starts), goal, actions, aims, stages)


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
