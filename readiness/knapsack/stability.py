"""How sure a plan is against the plans that come close."""

from __future__ import annotations

from typing import TYPE_CHECKING

from readiness.knapsack.best import NEAR, budget_hours, kept_floors
from readiness.knapsack.ladders import Ladders
from readiness.knapsack.terms import GAIN_UNITS, gain_units
from readiness.knapsack.ways import HOUR_UNITS

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence

    from readiness.knapsack.candidates import Candidate
    from readiness.knapsack.ladders import Found
    from readiness.knapsack.terms import Term
    from readiness.knapsack.ways import Allowed

__all__ = ["margins", "margins_in_hours"]


def margins(
    candidates: Sequence[Candidate],
    levels: Mapping[str, float],
    hours: float,
    chosen: Collection[str],
    *,
    terms: Sequence[Term] = (),
) -> dict[str, float]:
    """Points lost within the same hours by leaving out a chosen step, or by taking another.

    A step whose margin is nearly 0 is a tie: other plans are as good. A step that has to be in every plan of
    so many hours, or can be in none, has no margin.
    """
    ladders = Ladders(candidates, levels, terms)
    budget = budget_hours(hours)
    lost = _losses(
        ladders,
        ladders.everything,
        chosen,
        lambda allowed: ladders.most_gain(allowed, budget),
        lambda best, other: best.gain - other.gain,
    )
    return {step: units / GAIN_UNITS for step, units in lost.items()}


def margins_in_hours(
    candidates: Sequence[Candidate],
    levels: Mapping[str, float],
    *,
    gain: float,
    floors: Mapping[str, float],
    chosen: Collection[str],
    terms: Sequence[Term] = (),
) -> dict[str, float]:
    """Hours that a plan to the same goal takes more without a chosen step, or with one that was not chosen.

    Parameters
    ----------
    candidates, levels, terms
        As for `smallest_plan`.
    gain : float
        Points that the plan has to bring.
    floors : mapping of str to float
        Must-haves that the plan has to reach.
    chosen : collection of str
        Ids of the steps of the smallest plan.
    """
    ladders = Ladders(candidates, levels, terms)
    allowed, _ = kept_floors(ladders, floors)
    units = gain_units(gain - NEAR)
    lost = _losses(
        ladders,
        allowed,
        chosen,
        lambda inside: ladders.fewest_hours(inside, units),
        lambda best, other: other.hours - best.hours,
    )
    return {step: units / HOUR_UNITS for step, units in lost.items()}


def _losses(
    ladders: Ladders,
    allowed: Allowed,
    chosen: Collection[str],
    find: Callable[[Allowed], Found | None],
    lost: Callable[[Found, Found], int],
) -> dict[str, int]:
    """What deciding otherwise about each step loses."""
    best = find(allowed)
    found: dict[str, int] = {}
    for i, candidate in enumerate(ladders.candidates):
        other = find(ladders.holding(allowed, i, held=candidate.id not in chosen))
        if best is not None and other is not None:
            found[candidate.id] = lost(best, other)
    return found
