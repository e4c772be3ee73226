"""The order in which the steps of a plan are done, and the weeks over which they are laid."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from readiness.errors import UsageError
from readiness.knapsack.ladders import gain_units, hour_units

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from numpy.typing import NDArray

    from readiness.knapsack.candidates import Candidate

__all__ = ["Week", "WeekShare", "order", "schedule"]

MOST_WEEKS = 5200
"""A plan that takes longer than a century is a slip of the keyboard."""


class WeekShare(NamedTuple):
    """The hours that a week gives to a step; `finishes` where the step ends in it."""

    step: str
    hours: float
    finishes: bool


class Week(NamedTuple):
    """One week of a plan, counted from 1, and the score that it ends on; only finished steps count."""

    number: int
    shares: tuple[WeekShare, ...]
    hours: float
    score: float


def order(
    steps: Sequence[Candidate], levels: Mapping[str, float], *, first: Collection[str] = ()
) -> tuple[Candidate, ...]:
    """The steps so that everything a step rests on comes before it, and points come early.

    A step that brings little itself but opens others is judged together with them: each time, of all the
    steps that are left, the one with the most points per hour is taken, its own and those of the steps that
    it still waits for counted together, and what it waits for is done first. The steps `first`, by their ids,
    are taken before all others, each after what it waits for.

    Raises
    ------
    UsageError
        If a step rests on something that is neither there nor in the plan.

    Examples
    --------
    >>> from readiness.knapsack.candidates import Candidate
    >>> a = Candidate("a-0", "a", 0, 1, 1.0, 10, {})
    >>> b = Candidate("b-0", "b", 0, 1, 9.0, 10, {"a": 1})
    >>> c = Candidate("c-0", "c", 0, 1, 3.0, 10, {})
    >>> [s.id for s in order([a, b, c], {"a": 0, "b": 0, "c": 0})]
    ['a-0', 'b-0', 'c-0']
    >>> [s.id for s in order([a, b, c], {"a": 0, "b": 0, "c": 0}, first={"c-0"})]
    ['c-0', 'a-0', 'b-0']
    """
    n = len(steps)
    rests_on = _closures(steps, levels)
    # Whole numbers, so that equal rates are equal on every machine.
    gains = np.array([gain_units(s.gain) for s in steps], dtype=np.int64)
    hours = np.array([hour_units(s.hours) for s in steps], dtype=np.int64)
    left = np.ones(n, dtype=bool)
    early = np.array([s.id in first for s in steps], dtype=bool)
    size = rests_on.sum(axis=1)
    done: list[int] = []
    while left.any():
        here = left & early if (left & early).any() else left
        rate = np.where(here, rests_on @ (gains * left) / np.maximum(1, rests_on @ (hours * left)), -1.0)
        best = rests_on[int(np.argmax(rate))] & left  # the first of equals
        done += sorted(np.flatnonzero(best).tolist(), key=lambda k: (size[k], k))
        left &= ~best
    return tuple(steps[k] for k in done)


def _closures(steps: Sequence[Candidate], levels: Mapping[str, float]) -> NDArray[np.bool_]:
    """For each step, a row, the steps that it waits for, and itself."""
    n = len(steps)
    waits = np.eye(n, dtype=bool)
    lacking = set()
    for k, step in enumerate(steps):
        for leaf, level in {step.leaf: step.from_level, **step.requires}.items():
            if levels.get(leaf, level) >= level:
                continue
            before = [j for j, s in enumerate(steps) if s.leaf == leaf and s.from_level < level]
            waits[k, before] = True
            if max((steps[j].to_level for j in before), default=0) < level:
                lacking.add(step.id)
    for _ in range(n.bit_length()):
        waits = waits @ waits
    circle = waits & waits.T & ~np.eye(n, dtype=bool)
    lacking |= {steps[k].id for k in np.flatnonzero(circle.any(axis=1)).tolist()}
    if lacking:
        raise UsageError(f"{', '.join(sorted(lacking))}: what these steps rest on is not in the plan")
    return waits


def schedule(steps: Sequence[Candidate], *, hours_per_week: float, score: float) -> tuple[Week, ...]:
    """The steps laid over weeks in their order, each week filled before the next begins.

    Parameters
    ----------
    steps : sequence of Candidate
        In the order in which they are done, from `order`.
    hours_per_week : float
        Above 0, at most 168.
    score : float
        Where the person stands at the start, in points.

    Raises
    ------
    UsageError
        If the hours are not those of a week, or the plan would take more than a century.

    Examples
    --------
    >>> from readiness.knapsack.candidates import Candidate
    >>> steps = [Candidate("a-0", "a", 0, 1, 1.5, 6, {}), Candidate("b-0", "b", 0, 1, 2.0, 4, {})]
    >>> [(w.number, w.hours, w.score) for w in schedule(steps, hours_per_week=5, score=60.0)]
    [(1, 5.0, 60.0), (2, 5.0, 63.5)]
    """
    if not 0 < hours_per_week <= 168:  # noqa: PLR2004 — hours of a week
        raise UsageError(
            f"{hours_per_week:g} hours a week cannot be planned with; use more than 0, at most 168"
        )
    if sum(s.hours for s in steps) > hours_per_week * MOST_WEEKS:
        raise UsageError(
            f"{hours_per_week:g} hours a week would take more than a century; use more hours a week"
        )
    weeks: list[Week] = []
    shares: list[WeekShare] = []
    room = hours_per_week
    for step in steps:
        left = step.hours
        while left > 0:
            spent = min(left, room)
            left, room = _less(left, spent), _less(room, spent)
            shares.append(WeekShare(step.id, spent, finishes=left == 0))
            score += step.gain if left == 0 else 0.0
            if room == 0:
                weeks.append(_week(len(weeks) + 1, shares, score))
                shares, room = [], hours_per_week
    if shares:
        weeks.append(_week(len(weeks) + 1, shares, score))
    return tuple(weeks)


def _week(number: int, shares: list[WeekShare], score: float) -> Week:
    return Week(number, tuple(shares), float(sum(s.hours for s in shares)), score)


def _less(hours: float, spent: float) -> float:
    rest = hours - spent
    return 0.0 if rest < 1e-9 else rest  # noqa: PLR2004 — what rounding leaves of an hour
