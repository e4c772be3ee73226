"""How sure each step of a plan is, and which steps outside it are as good."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import numpy as np

from readiness.knapsack import margins, margins_in_hours, shares_kept
from readiness.plan import words
from readiness.plan.scenarios import other_levels, other_weights
from readiness.record.plan import NearTie, Sureness

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from readiness.framework import Framework
    from readiness.knapsack import Chosen
    from readiness.plan.person import Person
    from readiness.record.plan import Goal

__all__ = ["NEAR_TIE", "sureness", "unit_of"]

NEAR_TIE: Mapping[str, float] = {"points": 0.25, "hours": 1.0}
"""Plans that differ by less are shown as ties.

A quarter of a point is a fraction of what any step of the shipped role is worth; hours are estimates, and
none of them is known to within one.
"""


def sureness(
    person: Person, frameworks: Sequence[Framework], chosen: Chosen, goal: Goal
) -> tuple[dict[str, Sureness], tuple[NearTie, ...]]:
    """For each chosen step how sure it is, and the steps outside that are as good."""
    hours = chosen.hours if goal.hours is None else goal.hours
    ids = [s.id for s in chosen.steps]
    rng = np.random.default_rng(person.starts[0].record.seed)
    by_weights = shares_kept(ids, other_weights(person.starts, frameworks, person.actions, rng), hours)
    by_levels = shares_kept(ids, other_levels(person.starts, frameworks, person.actions, rng), hours)
    lost = _margins(person, chosen, goal)
    tie = NEAR_TIE[unit_of(goal)]
    sure = {
        step: Sureness(
            weights=by_weights[step],
            levels=by_levels[step],
            margin=lost.get(step),
            near_tie=lost.get(step, np.inf) < tie,
        )
        for step in ids
    }
    ties = [
        NearTie(
            id=c.id,
            facet_title=person.titles[c.facet],
            to_level=c.to_level,
            effort_hours=c.hours,
            gain_points=c.gain,
            margin=lost[c.id],
        )
        for c in person.candidates
        if c.id not in sure and lost.get(c.id, np.inf) < tie
    ]
    return sure, tuple(sorted(ties, key=lambda found: (found.margin, found.id)))


def _margins(person: Person, chosen: Chosen, goal: Goal) -> dict[str, float]:
    ids = [s.id for s in chosen.steps]
    if goal.hours is not None:
        return margins(person.candidates, person.levels, goal.hours, ids)
    begin = person.starts[0]
    threshold = begin.record.verdict.threshold
    left = words.must_haves_left(begin, chosen)
    floors = {k: v for k, v in begin.floors.items() if person.titles[k] not in left}
    return margins_in_hours(
        person.candidates,
        person.levels,
        gain=min(threshold - begin.score, chosen.gain),
        floors=floors,
        chosen=ids,
    )


def unit_of(goal: Goal) -> Literal["points", "hours"]:
    """What margins are counted in: a plan to ready saves hours, a plan within hours gains points."""
    return "hours" if goal.hours is None else "points"
