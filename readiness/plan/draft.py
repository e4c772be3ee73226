"""A plan worked out, before it is put into words: who starts where, and the steps in their stages."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

from readiness.knapsack.stages import Aim, Stages, staged_plan
from readiness.plan.start import actions_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from readiness.knapsack.candidates import Action, Candidate
    from readiness.plan.start import Start
    from readiness.record.plan import Goal

__all__ = ["Draft", "draft"]


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
