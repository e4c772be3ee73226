"""A whole plan: to ready first, role after role, and then beyond."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

from readiness.knapsack.best import best_plan, smallest_plan
from readiness.knapsack.common import merged

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from readiness.knapsack.best import Smallest
    from readiness.knapsack.candidates import Candidate

__all__ = ["Aim", "Stages", "staged_plan"]


class Aim(NamedTuple):
    """What one role asks for: its candidates, the score now and at ready, the must-haves in the way."""

    candidates: Sequence[Candidate]
    score: float
    threshold: float
    floors: Mapping[str, float]


class Stages(NamedTuple):
    """The steps to ready and those beyond, each in their order, with what was found for each role.

    ``ready_hours`` are the hours after which a role is ready, None where it is not within the plan;
    ``smallest`` is the smallest plan to ready from where the stages before it end.
    """

    to_ready: tuple[Candidate, ...]
    beyond: tuple[Candidate, ...]
    ready_hours: Mapping[str, float | None]
    smallest: Mapping[str, Smallest]


def staged_plan(
    aims: Mapping[str, Aim], levels: Mapping[str, float], *, hours: float | None, stop_at_ready: bool = False
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

    Raises
    ------
    UsageError
        If the budget is none that can be planned with.
    """
    at = dict(levels)
    done: list[Candidate] = []
    ready_hours: dict[str, float | None] = {}
    smallest: dict[str, Smallest] = {}
    for role, aim in aims.items():
        found = smallest_plan(
            _left(aim.candidates, done),
            at,
            score=min(100.0, aim.score + _gained(aim, done)),
            threshold=aim.threshold,
            floors=_open(aim, at),
        )
        smallest[role] = found
        spent = math.fsum(s.hours for s in done) + found.plan.hours
        fits = found.reached and (hours is None or spent <= hours + 1e-9)
        ready_hours[role] = spent if fits else None
        if fits:
            done += found.plan.steps
            at |= {s.leaf: s.to_level for s in found.plan.steps}
    to_ready = tuple(done)
    if stop_at_ready and None not in ready_hours.values():
        return Stages(to_ready, (), ready_hours, smallest)
    left = merged({role: _left(aim.candidates, done) for role, aim in aims.items()})
    room = math.fsum(s.hours for s in left) if hours is None else hours - math.fsum(s.hours for s in done)
    floors = {
        leaf: level
        for role, aim in aims.items()
        if ready_hours[role] is None
        for leaf, level in _open(aim, at).items()
    }
    beyond = best_plan(left, at, max(0.0, room), floors=floors)
    return Stages(to_ready, beyond.steps, ready_hours, smallest)


def _left(candidates: Sequence[Candidate], done: Sequence[Candidate]) -> list[Candidate]:
    reached = {s.leaf: s.to_level for s in done}
    return [c for c in candidates if c.from_level >= reached.get(c.leaf, 0)]


def _gained(aim: Aim, done: Sequence[Candidate]) -> float:
    gains = {c.id: c.gain for c in aim.candidates}
    return math.fsum(gains.get(s.id, 0.0) for s in done)


def _open(aim: Aim, at: Mapping[str, float]) -> dict[str, float]:
    """The must-haves that are still in the way.

    One that was there by its level and was in the way all the same is so until a step raises it further.
    """
    return {leaf: level for leaf, level in aim.floors.items() if at.get(leaf, -math.inf) < level}
