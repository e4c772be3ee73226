"""The largest gaps of many people, and the steps that each can start with."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from readiness.assessment.role import role_of
from readiness.questionnaire import facet_ids, load_facet

if TYPE_CHECKING:
    from readiness.arrays import Flags, Floats, Indices
    from readiness.cohort.scoring import Scored
    from readiness.framework import Framework
    from readiness.questionnaire import Step

__all__ = ["NONE", "N_LEVELS", "Ranked", "largest_gaps", "step_table", "steps_to_start"]

NONE = -1
"""Position that stands for no gap, or no step."""
N_LEVELS = 5


class Ranked(NamedTuple):
    """Best first: ``which`` (n_people, n), `NONE` after the last; ``points`` of each."""

    which: Indices
    points: Floats


class StepTable(NamedTuple):
    """Every step of a role's rated facets.

    ``at`` (n_rated, 5): the step that starts there, `NONE` without one.

    ``needs`` (n_steps, n_rated): the least level of each facet that a step asks for, 0 for none.
    """

    steps: tuple[Step, ...]
    facet: Indices
    hours: Floats
    to_level: Indices
    by_name: Indices
    at: Indices
    needs: Floats


@lru_cache(maxsize=8)
def step_table(framework: Framework) -> StepTable:
    """The learning steps of a role as arrays."""
    place = {facet.id: k for k, facet in enumerate(framework.rated)}
    known = set(facet_ids())
    steps: list[Step] = []
    facet: list[int] = []
    at = np.full((len(place), N_LEVELS), NONE, dtype=np.intp)
    for name, k in place.items():
        for step in load_facet(name).steps if name in known else ():
            if at[k, step.from_level] == NONE:
                at[k, step.from_level] = len(steps)
            steps.append(step)
            facet.append(k)
    needs = np.zeros((len(steps), len(place)))
    for row, step in enumerate(steps):
        for name, level in step.requires.items():
            if name in place:
                needs[row, place[name]] = level
    order = sorted(range(len(steps)), key=lambda k: steps[k].id)
    by_name = np.empty(len(steps), dtype=np.intp)
    by_name[order] = np.arange(len(steps))
    return StepTable(
        tuple(steps),
        np.array(facet, dtype=np.intp),
        np.array([float(step.hours) for step in steps]),
        np.array([step.to_level for step in steps], dtype=np.intp),
        by_name,
        at,
        needs,
    )


def largest_gaps(scored: Scored) -> Ranked:
    """The leaves that most points are missing in, in the role's order where they are level."""
    missing = scored.missing
    which = np.argsort(-missing, axis=1, kind="stable")
    points = np.take_along_axis(missing, which, axis=1)
    return Ranked(np.where(points > 0, which, NONE), points)


def steps_to_start(scored: Scored, framework: Framework) -> Ranked:
    """The steps that can be started now: one a facet, most points an hour first.

    Steps towards a must-have that is below its floor, its own or those that its next step needs first, stand
    before all others. The plan of one person is chosen exactly, for all its hours together, and may begin
    with another step; that takes a thousand times as long.
    """
    table, role = step_table(framework), role_of(framework).asked
    reached, points = (
        field[:, role_of(framework).rated] for field in (scored.reached, 100.0 * scored.weight)
    )
    n_people, n_rated = reached.shape
    open_ = (reached < 1.0) & (scored.level < role.bars)  # False where the leaf does not apply, and for doubt
    here = table.at[np.arange(n_rated), np.where(open_, scored.level, 0).astype(np.intp)]
    there = open_ & (here != NONE)
    step = np.where(there, here, 0)
    worth = role.worth[np.arange(n_rated), table.to_level[step]]
    won = np.where(there, points * np.maximum(0.0, worth - np.nan_to_num(reached)), 0.0)
    known = np.where(np.isnan(scored.reached[:, role_of(framework).rated]), np.inf, scored.level)
    unmet = table.needs[step] > known[:, None, :]  # (n_people, the step's facet, the facet it needs)
    unmet &= there[:, :, None]
    urgent = _towards(scored.verdicts.blocked & open_, unmet)
    can = (won > 0) & ~unmet.any(axis=2)
    rate = np.where(can, won / table.hours[step], 0.0)
    order = np.lexsort((table.by_name[step], -rate, ~urgent, ~can), axis=1)
    row = np.arange(n_people)[:, None]
    which = np.where(can[row, order], step[row, order], NONE)
    return Ranked(which, np.where(which == NONE, 0.0, won[row, order]))


def _towards(blocking: Flags, unmet: Flags) -> Flags:
    """The blocking facets, and all that their next steps need first."""
    urgent = blocking
    while True:
        more = urgent | (urgent[:, :, None] & unmet).any(axis=1)
        if (more == urgent).all():
            return more
        urgent = more
