"""A whole plan: to ready first, role after role, and then beyond."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

from readiness.knapsack.best import best_plan, smallest_plan
from readiness.knapsack.candidates import merged
from readiness.knapsack.ladders import Ladders
from readiness.knapsack.terms import GAIN_UNITS, after, price, terms_gain

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from readiness.knapsack.best import Smallest
    from readiness.knapsack.candidates import Candidate
    from readiness.knapsack.terms import Priced, Term

__all__ = ["Aim", "Stages", "staged_plan"]


class Aim(NamedTuple):
    """What one role asks for: its candidates, the score now and at ready, the must-haves in the way.

    ``terms``: points that steps bring besides the gains of the candidates.
    """

    candidates: Sequence[Candidate]
    score: float
    threshold: float
    floors: Mapping[str, float]
    terms: Sequence[Term] = ()


class Stages(NamedTuple):
    """The steps to ready and those beyond, each in their order, with what was found for each role.

    The gain of a step is what it brings after those before it, on average over the roles; ``priced`` says it
    for each role, step by step.

    ``ready_hours`` are the hours after which a role is ready, None where it is not within the plan;
    ``smallest`` is the smallest plan to ready from where the stages before it end.
    """

    to_ready: tuple[Candidate, ...]
    beyond: tuple[Candidate, ...]
    ready_hours: Mapping[str, float | None]
    smallest: Mapping[str, Smallest]
    priced: Mapping[str, Mapping[str, Priced]]


def staged_plan(
    aims: Mapping[str, Aim],
    levels: Mapping[str, float],
    *,
    hours: float | None,
    stop_at_ready: bool = False,
    outside: Collection[str] = (),
) -> Stages:
    """The fewest hours to ready where they fit, role after role, then the most points in what is left.

    Parameters
    ----------
    aims : mapping of str to Aim
        What each role asks for, the most important one first.
    levels : mapping of str to float
        The person's level in every leaf that was answered.
    hours : float or None
        The budget; without one the plan ends where nothing more can be gained.
    stop_at_ready : bool
        Whether nothing is planned beyond ready, as far as ready can be reached.
    outside : collection of str
        Ids of steps that take none of these hours, such as time in a job: no part of the plan, but of the
        smallest plan to ready.

    Raises
    ------
    UsageError
        If the budget is none that can be planned with.
    """
    at = dict(levels)
    done: list[Candidate] = []
    ready_hours: dict[str, float | None] = {}
    smallest: dict[str, Smallest] = {}
    only = next(iter(aims.values())) if len(aims) == 1 else None
    ladders = Ladders(only.candidates, at, only.terms) if only else None  # for both stages, if ready is far
    led = True
    for role, aim in aims.items():
        found = smallest_plan(
            _left(aim.candidates, done),
            at,
            score=min(100.0, aim.score + _gained(aim, done)),
            threshold=aim.threshold,
            floors=_open(aim, at),
            terms=after(aim.terms, _reached(done)),
            ladders=ladders,
        )
        smallest[role] = found
        inside = [s for s in found.plan.steps if s.id not in outside]
        spent = math.fsum(s.hours for s in (*done, *inside))
        fits = found.reached and (hours is None or spent <= hours + 1e-9)
        ready_hours[role] = spent if fits and len(inside) == len(found.plan.steps) else None
        led = led and fits
        if fits:
            done += inside
            at |= _reached(inside)
    if stop_at_ready and led:
        return _stages(aims, done, (), ready_hours, smallest)
    left = merged({role: _left(aim.candidates, done) for role, aim in aims.items()})
    left = tuple(step for step in left if step.id not in outside)
    room = math.fsum(s.hours for s in left) if hours is None else hours - math.fsum(s.hours for s in done)
    floors = {
        leaf: level
        for role, aim in aims.items()
        if ready_hours[role] is None
        for leaf, level in _open(aim, at).items()
    }
    terms = [
        term._replace(points=term.points / len(aims))
        for aim in aims.values()
        for term in after(aim.terms, _reached(done))
    ]
    unmoved = ladders if not done and not outside else None
    beyond = best_plan(left, at, max(0.0, room), floors=floors, terms=terms, ladders=unmoved)
    return _stages(aims, done, beyond.steps, ready_hours, smallest)


def _stages(
    aims: Mapping[str, Aim],
    to_ready: Sequence[Candidate],
    beyond: Sequence[Candidate],
    ready_hours: Mapping[str, float | None],
    smallest: Mapping[str, Smallest],
) -> Stages:
    steps = (*to_ready, *beyond)
    priced = {}
    for role, aim in aims.items():
        gains = {c.id: c.gain for c in aim.candidates}
        own = price([s._replace(gain=gains.get(s.id, 0.0)) for s in steps], aim.terms)
        priced[role] = {s.id: its for s, its in zip(steps, own, strict=True)}
    found = tuple(
        s._replace(gain=math.fsum(of_role[s.id].gain for of_role in priced.values()) / len(aims))
        for s in steps
    )
    return Stages(found[: len(to_ready)], found[len(to_ready) :], ready_hours, smallest, priced)


def _left(candidates: Sequence[Candidate], done: Sequence[Candidate]) -> list[Candidate]:
    reached = _reached(done)
    return [c for c in candidates if c.from_level >= reached.get(c.leaf, 0)]


def _gained(aim: Aim, done: Sequence[Candidate]) -> float:
    gains = {c.id: c.gain for c in aim.candidates}
    return math.fsum(gains.get(s.id, 0.0) for s in done) + terms_gain(aim.terms, _reached(done)) / GAIN_UNITS


def _reached(steps: Sequence[Candidate]) -> dict[str, float]:
    """The levels that steps end at, by leaf."""
    return {s.leaf: s.to_level for s in sorted(steps, key=lambda s: s.to_level)}


def _open(aim: Aim, at: Mapping[str, float]) -> dict[str, float]:
    """The must-haves that are still in the way.

    One that was there by its level and was in the way all the same is so until a step raises it further.
    """
    return {leaf: level for leaf, level in aim.floors.items() if at.get(leaf, -math.inf) < level}
