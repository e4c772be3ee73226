"""How sure each step of a plan is: under other weights, other levels, and against plans that come close."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Literal, NamedTuple

import numpy as np

from readiness.assessment.person import person
from readiness.assessment.planning import believed_levels, terms
from readiness.assessment.role import role_of
from readiness.knapsack.candidates import merged
from readiness.knapsack.stability import margins, margins_in_hours
from readiness.knapsack.stages import staged_plan
from readiness.knapsack.terms import GAIN_UNITS, after, terms_gain
from readiness.plan.draft import budget_of, steps_outside
from readiness.plan.words import must_haves_left
from readiness.record.plan import Sureness
from readiness.record.plan_document import NearTie
from readiness.scoring import moved_weights

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from readiness.arrays import Floats
    from readiness.assessment.person import Person
    from readiness.framework import Framework
    from readiness.knapsack.candidates import Candidate
    from readiness.plan.draft import Draft, Start
    from readiness.record import Assessment

__all__ = ["NEAR_TIE", "N_SCENARIOS", "sureness"]

N_SCENARIOS = 100
"""Enough to tell a share to within .1 (95 %)."""

Unit = Literal["points", "hours"]
NEAR_TIE: Mapping[Unit, float] = {"points": 0.25, "hours": 1.0}
"""Plans that differ by less are shown as ties: a quarter of a point is a fraction of what any step of the
shipped role is worth; hours are estimates, and none of them is known to within one."""


class _Scenario(NamedTuple):
    """What might be true instead: where each role starts from, and the levels of them all."""

    starts: Sequence[Start]
    levels: Mapping[str, float]


def sureness(
    found: Draft, roles: Sequence[tuple[Assessment, Framework]]
) -> tuple[dict[str, Sureness], tuple[NearTie, ...]]:
    """For each step how sure it is, and the steps outside the plan that are as good.

    A step is held by another plan where that has it too: in the part to ready for a step of that part.
    """
    rng = np.random.default_rng(roles[0][0].seed)
    by_weights = _shares_held(found, _other_weights(found, roles, rng))
    by_levels = _shares_held(found, _other_levels(found, roles, rng))
    lost = _margins(found)
    to_ready = {s.id for s in found.stages.to_ready}
    sure, titles = {}, found.titles
    for step in found.steps:
        alone: Unit = "hours" if step.id in to_ready else "points"
        margin, unit = lost.get(step.id, (None, alone))
        near = margin is not None and margin < NEAR_TIE[unit]
        sure[step.id] = Sureness(
            weights=by_weights[step.id], levels=by_levels[step.id], margin=margin, unit=unit, near_tie=near
        )
    ties = [
        NearTie(
            id=c.id,
            facet_title=titles[c.leaf],
            to_level=c.to_level,
            effort_hours=c.hours,
            gain_points=_gain_after(found, c),
            margin=lost[c.id][0],
            unit=lost[c.id][1],
        )
        for c in merged({role: aim.candidates for role, aim in found.aims.items()})
        if c.id not in sure and c.id in lost and lost[c.id][0] < NEAR_TIE[lost[c.id][1]]
    ]
    return sure, tuple(sorted(ties, key=lambda tie: (tie.margin, tie.id)))


def _gain_after(found: Draft, step: Candidate) -> float:
    """What a step that is not in the plan would bring at its end, mean over the roles."""
    reached = {s.leaf: s.to_level for s in sorted(found.steps, key=lambda s: s.to_level)}
    won = [terms_gain(after(a.terms, reached), {step.leaf: step.to_level}) for a in found.aims.values()]
    return step.gain + math.fsum(won) / len(won) / GAIN_UNITS


def _shares_held(found: Draft, scenarios: Iterator[_Scenario]) -> dict[str, float]:
    to_ready = {s.id for s in found.stages.to_ready}
    counts = dict.fromkeys((s.id for s in found.steps), 0)
    for scenario in scenarios:
        aims = {begin.role.id: begin.aim(found.actions) for begin in scenario.starts}
        stages = staged_plan(
            aims,
            scenario.levels,
            hours=budget_of(found.goal),
            outside=steps_outside(found.starts, found.goal, aims),
        )
        ready, held = ({s.id for s in part} for part in (stages.to_ready, stages.to_ready + stages.beyond))
        for step in counts:
            counts[step] += step in (ready if step in to_ready else held)
    return {step: count / N_SCENARIOS for step, count in counts.items()}


def _other_weights(
    found: Draft, roles: Sequence[tuple[Assessment, Framework]], rng: np.random.Generator
) -> Iterator[_Scenario]:
    """The same person while every weight moves as far as the framework's robustness rules let it."""
    drawn = []
    for record, framework in roles:
        leaves = role_of(framework).tree
        noise = rng.uniform(-1.0, 1.0, (sum(len(numbers) for numbers in leaves[:3]), N_SCENARIOS))
        moved = moved_weights(leaves, role_of(framework).spread, noise).weight
        counted = np.array([leaf.effective_weight > 0 for leaf in record.leaves])
        kept = np.where(counted, (moved / moved.sum(axis=0)).T, 0.0)
        drawn.append(100.0 * kept / kept.sum(axis=1, keepdims=True))
    for draw in range(N_SCENARIOS):
        starts = []
        for begin, points in zip(found.starts, drawn, strict=True):
            of_leaf = dict(zip([leaf.id for leaf in begin.leaves], points[draw].tolist(), strict=True))
            starts.append(
                begin._replace(
                    needs=tuple(need._replace(points=of_leaf[need.leaf]) for need in begin.needs),
                    terms=[term._replace(points=of_leaf[term.leaf]) for term in begin.terms],
                    score=min(
                        100.0, math.fsum(of_leaf[leaf.id] * (leaf.attainment or 0.0) for leaf in begin.leaves)
                    ),
                )
            )
        yield _Scenario(starts, found.levels)


def _other_levels(
    found: Draft, roles: Sequence[tuple[Assessment, Framework]], rng: np.random.Generator
) -> Iterator[_Scenario]:
    """The same weights while the person stands elsewhere.

    Levels are drawn from the belief where checks were answered. Else each rating is one level lower, right,
    or one level higher, each as likely; the facets that one rating speaks of move together. What was counted
    stays as it is.
    """
    people = [person(record.profile, framework) for record, framework in roles]
    shifts = [
        _believed(begin, who, rng)
        if record.estimate is not None and record.estimate.n_answers
        else _shifted(begin, record, rng)
        for begin, who, (record, _) in zip(found.starts, people, roles, strict=True)
    ]
    drawn = [believed_levels(who) for who in people]
    for draw in range(N_SCENARIOS):
        levels = dict(found.levels)
        for of_role in reversed(shifts):
            levels |= {leaf: int(values[draw]) for leaf, values in of_role.items()}
        starts = [
            _at(begin, levels, who.framework, believed)
            for begin, who, believed in zip(found.starts, people, drawn, strict=True)
        ]
        yield _Scenario(starts, levels)


def _at(begin: Start, levels: Mapping[str, float], framework: Framework, believed: Floats) -> Start:
    """The start of somebody who stands at these levels; the levels of all else are believed as before."""
    moved = believed.copy()
    for k, facet in enumerate(framework.rated):
        if facet.id in begin.levels:
            moved[k] = levels[facet.id]
    there = terms(framework, moved, [term.points for term in begin.terms])
    now, then = (
        math.fsum(term.points * term.attained(term.start) for term in each) for each in (begin.terms, there)
    )
    return begin._replace(
        needs=tuple(need._replace(level=levels[need.leaf]) for need in begin.needs),
        terms=there,
        score=max(0.0, min(100.0, begin.score + then - now)),
    )


def _shifted(begin: Start, record: Assessment, rng: np.random.Generator) -> dict[str, np.ndarray]:
    named = record.profile.skills
    moved: dict[str, np.ndarray] = {}
    found = {}
    for leaf in begin.leaves:
        if leaf.id in begin.levels and leaf.is_rated:
            rating = leaf.id if leaf.id in named else leaf.criterion
            if rating not in moved:
                moved[rating] = rng.integers(-1, 2, N_SCENARIOS)
            found[leaf.id] = np.clip(begin.levels[leaf.id] + moved[rating], 0, 4)
    return found


def _believed(begin: Start, who: Person, rng: np.random.Generator) -> dict[str, np.ndarray]:
    evidence = who.evidence
    ability = rng.multivariate_normal(
        evidence.belief.mean[0], evidence.belief.covariance[0], size=N_SCENARIOS, method="eigh"
    )[:, :-1]
    level = (ability[:, :, None] >= evidence.population.thresholds).sum(axis=2)
    return {f.id: level[:, k] for k, f in enumerate(who.framework.rated) if f.id in begin.levels}


def _margins(found: Draft) -> dict[str, tuple[float, Unit]]:
    """What deciding otherwise about a step loses: hours on the way to ready, else points of the budget.

    Only of plans for one role, and beyond ready only where hours are limited.
    """
    if len(found.starts) > 1:
        return {}
    begin, (aim,) = found.starts[0], found.aims.values()
    if found.stages.to_ready:
        left = must_haves_left(begin, found.stages.to_ready)
        floors = {leaf: level for leaf, level in begin.floors.items() if found.titles[leaf] not in left}
        lost = margins_in_hours(
            aim.candidates,
            found.levels,
            gain=aim.threshold - aim.score,
            floors=floors,
            chosen={s.id for s in found.stages.to_ready},
            terms=aim.terms,
        )
        inside = {s.id for s in found.steps} - {s.id for s in found.stages.to_ready}
        return {step: (hours, "hours") for step, hours in lost.items() if step not in inside}
    if found.goal.hours is None:
        return {}
    points = margins(
        aim.candidates, found.levels, found.goal.hours, {s.id for s in found.steps}, terms=aim.terms
    )
    return {step: (value, "points") for step, value in points.items()}
