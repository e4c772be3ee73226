"""The best plan within a budget, and the smallest plan that makes somebody ready."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

from readiness.errors import UsageError
from readiness.knapsack.order import order
from readiness.knapsack.program import GAIN_UNITS, Program, gain_units, hour_units

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from readiness.knapsack.candidates import Candidate

__all__ = ["Chosen", "Smallest", "best_plan", "budget_hours", "most_gain", "smallest_plan"]

MOST_HOURS = 100_000
_SAME = 1e-9


class Chosen(NamedTuple):
    """Steps in the order in which they are done, the points they bring together and the hours they take."""

    steps: tuple[Candidate, ...]
    gain: float
    hours: float


class Smallest(NamedTuple):
    """The smallest plan to ready or, where nothing is enough, the plan that comes closest.

    ``missing`` is what the score still misses to the threshold at the end of it, 0 where it is reached;
    ``floors`` are the must-haves that no step leads to.
    """

    plan: Chosen
    reached: bool
    missing: float
    floors: tuple[str, ...]


def best_plan(candidates: Sequence[Candidate], levels: Mapping[str, int], hours: float) -> Chosen:
    """The steps that bring the most points within so many hours, all of whose prerequisites are met.

    Of several such plans the one of fewest hours is taken, of those the one with the steps that come first in
    `candidates`.

    Parameters
    ----------
    candidates : sequence of Candidate
        From `candidates`.
    levels : mapping of str to int
        The person's level in every facet that was answered. A prerequisite in a facet that was not answered
        is not held against them.
    hours : float
        The budget, 0 or more.

    Raises
    ------
    UsageError
        If the budget is negative, not a number, or beyond 100,000 hours.

    Examples
    --------
    >>> from readiness.knapsack import Candidate
    >>> steps = [Candidate("a-0", "a", 0, 1.0, 8, {}), Candidate("b-0", "b", 0, 5.0, 8, {"a": 1})]
    >>> [s.id for s in best_plan(steps, {"a": 0, "b": 0}, 16).steps]
    ['a-0', 'b-0']
    >>> [s.id for s in best_plan(steps, {"a": 0, "b": 0}, 10).steps]
    ['a-0']
    """
    budget = budget_hours(hours)
    program = Program(candidates, levels)
    costs = [hour_units(c.hours) for c in candidates]
    program.at_most(dict(enumerate(costs)), budget + 0.5)
    return most_gain(program, [gain_units(c.gain) for c in candidates], costs)


def most_gain(program: Program, gains: Sequence[int], costs: Sequence[int]) -> Chosen:
    """The plan of greatest gain, then of fewest hours, then of the first steps."""
    most = _total(gains, program.best(gains))
    program.at_least(dict(enumerate(gains)), most - 0.5)
    fewest = _total(costs, program.best([-cost for cost in costs]))
    program.at_most(dict(enumerate(costs)), fewest + 0.5)
    return _in_order(program, program.first_among_equals())


def smallest_plan(
    candidates: Sequence[Candidate],
    levels: Mapping[str, int],
    *,
    score: float,
    threshold: float,
    floors: Mapping[str, int],
) -> Smallest:
    """The fewest hours that bring the score to the threshold and every must-have to its floor.

    Of several such plans the one with the most points is taken, of those the one with the steps that come
    first. Where no plan is enough, the plan that comes closest: every floor that can be reached, and then the
    most points in the fewest hours.

    Parameters
    ----------
    candidates, levels
        As for `best_plan`.
    score : float
        Where the person stands, in points.
    threshold : float
        Where the top band begins, in points.
    floors : mapping of str to int
        The must-haves that stand in the way, and the level that steps have to bring each to. One that was not
        answered has no steps and stays in the way.

    Raises
    ------
    UsageError
        If the score or the threshold is not between 0 and 100.

    Examples
    --------
    >>> from readiness.knapsack import Candidate
    >>> steps = [Candidate("a-0", "a", 0, 4.0, 8, {}), Candidate("b-0", "b", 0, 5.0, 20, {})]
    >>> found = smallest_plan(steps, {"a": 0, "b": 0}, score=70.0, threshold=74.0, floors={})
    >>> [s.id for s in found.plan.steps], found.reached
    (['a-0'], True)
    """
    if not (0 <= score <= 100 and 0 <= threshold <= 100):  # noqa: PLR2004 — points
        raise UsageError("a score and a threshold lie between 0 and 100 points")
    gains = [gain_units(c.gain) for c in candidates]
    costs = [hour_units(c.hours) for c in candidates]
    wanted = _wanted_floors(candidates, levels, floors)
    most = _to_floors(candidates, levels, wanted)
    unmet = tuple(facet for facet in floors if facet not in wanted)
    furthest = most_gain(most, gains, costs)
    missing = threshold - score - furthest.gain
    if missing > _SAME:
        return Smallest(furthest, reached=False, missing=missing, floors=unmet)
    refused: list[tuple[int, ...]] = []
    while True:
        program = _to_floors(candidates, levels, wanted)
        program.at_least(dict(enumerate(gains)), math.floor((threshold - score) * GAIN_UNITS) - len(gains))
        for found in refused:
            program.refuse(found)
        indices = _fewest_hours(program, gains, costs)
        plan = _in_order(program, indices)
        if score + plan.gain >= threshold - _SAME:
            return Smallest(plan, reached=not unmet, missing=0.0, floors=unmet)
        # Whole millionths let in a plan that falls short by less than one: leave out just that plan.
        refused.append(indices)


def budget_hours(hours: float) -> int:
    """The budget in whole thousandths of an hour, rounded down."""
    if not 0 <= hours <= MOST_HOURS:
        raise UsageError(f"a budget of {hours:g} hours cannot be planned with; use 0 to {MOST_HOURS:,}")
    return math.floor(hours * 1e3 + 1e-6)


def _fewest_hours(program: Program, gains: Sequence[int], costs: Sequence[int]) -> tuple[int, ...]:
    found = program.best([-cost for cost in costs])
    program.at_most(dict(enumerate(costs)), _total(costs, found) + 0.5)
    found = program.best(gains)
    program.at_least(dict(enumerate(gains)), _total(gains, found) - 0.5)
    return program.first_among_equals()


def _in_order(program: Program, found: Sequence[int]) -> Chosen:
    steps = [program.candidates[i] for i in found]
    return Chosen(
        order(steps, program.levels), math.fsum(s.gain for s in steps), math.fsum(s.hours for s in steps)
    )


def _total(units: Sequence[int], found: Sequence[int]) -> int:
    return sum(units[i] for i in found)


def _wanted_floors(
    candidates: Sequence[Candidate], levels: Mapping[str, int], floors: Mapping[str, int]
) -> dict[str, int]:
    """The floors that steps lead to, as far as all fit together."""
    wanted: dict[str, int] = {}
    for facet, floor in floors.items():
        tried = {**wanted, facet: floor}
        if _to_floors(candidates, levels, tried).best_if_any([0] * len(candidates)) is not None:
            wanted = tried
    return wanted


def _to_floors(
    candidates: Sequence[Candidate], levels: Mapping[str, int], floors: Mapping[str, int]
) -> Program:
    program = Program(candidates, levels)
    for facet, floor in floors.items():
        program.at_least(dict.fromkeys(program.ways_to(facet, floor), 1), 1)
    return program
