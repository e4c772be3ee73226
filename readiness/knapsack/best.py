"""The best plan within a budget, and the smallest plan that makes somebody ready."""

from __future__ import annotations

import math
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from readiness.errors import UsageError
from readiness.knapsack.ladders import Ladders
from readiness.knapsack.order import order
from readiness.knapsack.terms import GAIN_UNITS, gain_units
from readiness.knapsack.ways import HOUR_UNITS

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence

    from readiness.knapsack.candidates import Candidate
    from readiness.knapsack.ladders import Found
    from readiness.knapsack.terms import Term
    from readiness.knapsack.ways import Allowed

__all__ = ["NEAR", "Chosen", "Smallest", "best_plan", "budget_hours", "kept_floors", "smallest_plan"]

MOST_HOURS = 100_000
NEAR = 1e-6
"""Points that count as none: a score this little below a threshold has reached it."""


class Chosen:
    """The points that steps bring together, the hours that they take, and the steps as they are done.

    The gains of the single steps are their own, without what terms add.
    """

    def __init__(self, gain: float, hours: float, put_in_order: Callable[[], tuple[Candidate, ...]]) -> None:
        self.gain, self.hours, self._put_in_order = gain, hours, put_in_order

    @cached_property
    def steps(self) -> tuple[Candidate, ...]:
        """The steps in their order, which is found when it is asked for: many a plan is only counted."""
        return self._put_in_order()


class Smallest(NamedTuple):
    """The smallest plan to ready or, where nothing is enough, the plan that comes closest.

    ``missing`` is what the score still misses to the threshold at the end of it, 0 where it is reached;
    ``floors`` are the must-haves that no step leads to.
    """

    plan: Chosen
    reached: bool
    missing: float
    floors: tuple[str, ...]


def best_plan(
    candidates: Sequence[Candidate],
    levels: Mapping[str, float],
    hours: float,
    *,
    floors: Mapping[str, float] | None = None,
    terms: Sequence[Term] = (),
    ladders: Ladders | None = None,
) -> Chosen:
    """The steps that bring the most points within so many hours, all of whose requirements are met.

    Of several such plans one of fewest hours is taken, the same every time.

    Parameters
    ----------
    candidates : sequence of Candidate
        From `candidates`.
    levels : mapping of str to float
        The person's level in every leaf that was answered. A requirement in a leaf that was not answered is
        not held against them.
    hours : float
        The budget, 0 or more.
    floors : mapping of str to float, optional
        Must-haves and the levels they need: as many of them as fit come before any points.
    terms : sequence of Term
        Points that steps bring besides their own gains.
    ladders : Ladders, optional
        What candidates, levels and terms come to, where that is at hand.

    Raises
    ------
    UsageError
        If the budget is negative, not a number, or beyond 100,000 hours.

    Examples
    --------
    >>> from readiness.knapsack.candidates import Candidate
    >>> steps = [Candidate("a-0", "a", 0, 1, 1.0, 8, {}), Candidate("b-0", "b", 0, 1, 5.0, 8, {"a": 1})]
    >>> [s.id for s in best_plan(steps, {"a": 0, "b": 0}, 16).steps]
    ['a-0', 'b-0']
    >>> [s.id for s in best_plan(steps, {"a": 0, "b": 0}, 10).steps]
    ['a-0']
    """
    budget = budget_hours(hours)
    ladders = ladders or Ladders(candidates, levels, terms)
    return _in_order(ladders, ladders.most_gain(ladders.everything, budget, floors), floors or {}, terms)


def smallest_plan(
    candidates: Sequence[Candidate],
    levels: Mapping[str, float],
    *,
    score: float,
    threshold: float,
    floors: Mapping[str, float],
    terms: Sequence[Term] = (),
    ladders: Ladders | None = None,
) -> Smallest:
    """The fewest hours that bring the score to the threshold and every must-have to its floor.

    Of several such plans one with the most points is taken, the same every time. Where no plan is enough, the
    plan that comes closest: every floor that can be reached, and then the most points in the fewest hours.

    Parameters
    ----------
    candidates, levels, terms, ladders
        As for `best_plan`.
    score : float
        Where the person stands, in points.
    threshold : float
        What ready takes, in points.
    floors : mapping of str to float
        The must-haves that stand in the way, and the level that steps have to bring each to. One that was not
        answered has no steps and stays in the way.

    Raises
    ------
    UsageError
        If the score or the threshold is not between 0 and 100.

    Examples
    --------
    >>> from readiness.knapsack.candidates import Candidate
    >>> steps = [Candidate("a-0", "a", 0, 1, 4.0, 8, {}), Candidate("b-0", "b", 0, 1, 5.0, 20, {})]
    >>> found = smallest_plan(steps, {"a": 0, "b": 0}, score=70.0, threshold=74.0, floors={})
    >>> [s.id for s in found.plan.steps], found.reached
    (['a-0'], True)
    """
    if not (0 <= score <= 100 and 0 <= threshold <= 100):  # noqa: PLR2004 — points
        raise UsageError("a score and a threshold lie between 0 and 100 points")
    ladders = ladders or Ladders(candidates, levels, terms)
    missing = gain_units(threshold - score - NEAR)
    every = ladders.with_floors(ladders.everything, floors)
    enough = ladders.fewest_hours(every, missing) if every is not None else None
    if enough is not None:
        return Smallest(_in_order(ladders, enough, floors, terms), reached=True, missing=0.0, floors=())
    allowed, unmet = kept_floors(ladders, floors)
    wanted = {leaf: level for leaf, level in floors.items() if leaf not in unmet}
    enough = ladders.fewest_hours(allowed, missing) if unmet else None
    if enough is not None:
        return Smallest(_in_order(ladders, enough, wanted, terms), reached=False, missing=0.0, floors=unmet)
    furthest = _in_order(ladders, ladders.most_gain(allowed, ladders.all_hours), wanted, terms)
    return Smallest(furthest, reached=False, missing=threshold - score - furthest.gain, floors=unmet)


def kept_floors(ladders: Ladders, floors: Mapping[str, float]) -> tuple[Allowed, tuple[str, ...]]:
    """The plans that reach every floor that can be reached with the ones before it, and the other floors."""
    allowed, unmet = ladders.everything, []
    for leaf, level in floors.items():
        tried = ladders.with_floors(allowed, {leaf: level})
        if tried is not None and ladders.fewest_hours(tried, 0) is not None:
            allowed = tried
        else:
            unmet.append(leaf)
    return allowed, tuple(unmet)


def budget_hours(hours: float) -> int:
    """The budget in whole thousandths of an hour, rounded down."""
    if not 0 <= hours <= MOST_HOURS:
        raise UsageError(f"a budget of {hours:g} hours cannot be planned with; use 0 to {MOST_HOURS:,}")
    return math.floor(hours * HOUR_UNITS + 1e-6)


def _in_order(
    ladders: Ladders, found: Found | None, floors: Mapping[str, float], terms: Sequence[Term]
) -> Chosen:
    steps = [ladders.candidates[i] for i in found.steps] if found else []
    return Chosen(
        found.gain / GAIN_UNITS if found else 0.0,
        math.fsum(s.hours for s in steps),
        lambda: order(steps, ladders.levels, first=_towards(steps, floors), terms=terms),
    )


def _towards(steps: Collection[Candidate], floors: Mapping[str, float]) -> frozenset[str]:
    """The steps on the way to a floor."""
    return frozenset(s.id for s in steps if s.leaf in floors and s.from_level < floors[s.leaf])
