"""The order in which the steps of a plan are done, and the weeks over which they are laid."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from readiness.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from readiness.knapsack.candidates import Candidate

__all__ = ["Week", "WeekShare", "bundle", "order", "schedule", "stuck"]

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


def stuck(steps: Collection[Candidate], levels: Mapping[str, int]) -> frozenset[str]:
    """Ids of the steps that can never be started because what they rest on never comes."""
    at, waiting = dict(levels), list(steps)
    while True:
        ready = [s for s in waiting if _can_start(s, at)]
        if not ready:
            return frozenset(s.id for s in waiting)
        for step in ready:
            at[step.facet] = max(at.get(step.facet, 0), step.to_level)
        waiting = [s for s in waiting if s not in ready]


def order(steps: Collection[Candidate], levels: Mapping[str, int]) -> tuple[Candidate, ...]:
    """The steps so that everything a step rests on comes before it, and points come early.

    A step that brings little itself but opens others is judged together with them: each time, of all the
    steps that are left, the one with the most points per hour is taken, its own and those of the steps that
    it still waits for counted together, and what it waits for is done first.

    Raises
    ------
    UsageError
        If a step rests on something that is neither there nor in the plan.

    Examples
    --------
    >>> from readiness.knapsack import Candidate
    >>> a = Candidate("a-0", "a", 0, 1.0, 10, {})
    >>> b = Candidate("b-0", "b", 0, 9.0, 10, {"a": 1})
    >>> c = Candidate("c-0", "c", 0, 3.0, 10, {})
    >>> [s.id for s in order([a, b, c], {"a": 0, "b": 0, "c": 0})]
    ['a-0', 'b-0', 'c-0']
    """
    blocked = stuck(steps, levels)
    if blocked:
        raise UsageError(f"{', '.join(sorted(blocked))}: what these steps rest on is not in the plan")
    at, left = dict(levels), list(steps)
    done: list[Candidate] = []
    while left:
        bundles = [found for step in left if (found := bundle(step, left, at))]
        best = max(bundles, key=_rate)  # the first of equals
        for step in best:
            at[step.facet] = max(at.get(step.facet, 0), step.to_level)
        done += best
        left = [s for s in left if s not in best]
    return tuple(done)


def bundle(step: Candidate, left: Sequence[Candidate], at: Mapping[str, int]) -> tuple[Candidate, ...]:
    """The step after everything in `left` that it waits for, in an order in which it can be done.

    Empty where it waits for something that is not in `left`. Of alternatives the one of fewest hours is
    taken.
    """
    found: list[Candidate] = []
    return tuple(found) if _gather(step, left, at, found, frozenset()) else ()


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
    >>> from readiness.knapsack import Candidate
    >>> steps = [Candidate("a-0", "a", 0, 1.5, 6, {}), Candidate("b-0", "b", 0, 2.0, 4, {})]
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


def _can_start(step: Candidate, at: Mapping[str, int]) -> bool:
    ready = at.get(step.facet, step.from_level) >= step.from_level
    return ready and all(at.get(facet, level) >= level for facet, level in step.requires.items())


def _gather(
    step: Candidate,
    left: Sequence[Candidate],
    at: Mapping[str, int],
    found: list[Candidate],
    waiting: frozenset[str],
) -> bool:
    if any((s.facet, s.from_level) == (step.facet, step.from_level) for s in found):
        return True
    for facet, level in {step.facet: step.from_level, **step.requires}.items():
        if at.get(facet, level) >= level:
            continue
        ways = [s for s in left if s.facet == facet and s.to_level == level and s.id not in waiting]
        ways.sort(key=lambda s: s.hours)
        if not any(_gather(way, left, at, found, waiting | {step.id}) for way in ways):
            return False
    found.append(step)
    return True


def _rate(steps: Sequence[Candidate]) -> float:
    return sum(s.gain for s in steps) / sum(s.hours for s in steps)
