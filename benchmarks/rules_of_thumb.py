"""Rules of thumb to compare an exact plan with: each takes step after step and never looks back."""

from __future__ import annotations

import math
from functools import partial
from typing import TYPE_CHECKING, Literal, TypeAlias

from readiness.knapsack.best import Chosen
from readiness.knapsack.terms import GAIN_UNITS, after, terms_gain

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from readiness.knapsack.candidates import Candidate
    from readiness.knapsack.terms import Term

__all__ = ["RULES", "Rule", "rule_of_thumb"]

Rule: TypeAlias = Literal["largest gap", "gain per hour", "gain per hour with prerequisites"]

RULES: tuple[Rule, ...] = ("largest gap", "gain per hour", "gain per hour with prerequisites")


def rule_of_thumb(
    candidates: Sequence[Candidate],
    levels: Mapping[str, float],
    hours: float,
    *,
    terms: Sequence[Term],
    rule: Rule,
) -> Chosen:
    """The steps that a rule of thumb takes until nothing fits any more.

    Parameters
    ----------
    candidates, levels, hours, terms
        As for `best_plan`.
    rule : {'largest gap', 'gain per hour', 'gain per hour with prerequisites'}
        ``largest gap`` takes the next step of the facet that misses the most points, after what that step
        waits for. ``gain per hour`` takes the step with the most points per hour among those that can be
        started. ``gain per hour with prerequisites`` counts a step together with what it waits for.

    """
    room = hours + 1e-9
    at, left = dict(levels), list(candidates)
    taken: list[Candidate] = []
    now = tuple(terms)
    while True:
        fitting = [
            (_merit(found, left, now, rule), found)
            for step in left
            if (found := bundle(step, left, at)) and sum(s.hours for s in found) <= room
        ]
        fitting = [entry for entry in fitting if entry[0] > 0]
        if not fitting:
            return Chosen(_gain(taken, terms), math.fsum(s.hours for s in taken), partial(tuple, taken))
        best = max(fitting, key=lambda entry: entry[0])[1]
        for step in best:
            at[step.leaf] = max(at.get(step.leaf, 0), step.to_level)
            room -= step.hours
        taken += best
        now = after(now, {s.leaf: s.to_level for s in best})
        passed = {(s.leaf, s.from_level) for s in best}
        left = [s for s in left if (s.leaf, s.from_level) not in passed]


def _gain(steps: Sequence[Candidate], terms: Sequence[Term]) -> float:
    """Points that steps, each after those before it, bring together."""
    return (
        math.fsum(s.gain for s in steps)
        + terms_gain(terms, {s.leaf: s.to_level for s in sorted(steps, key=lambda s: s.to_level)})
        / GAIN_UNITS
    )


def _merit(found: Sequence[Candidate], left: Sequence[Candidate], terms: Sequence[Term], rule: Rule) -> float:
    step = found[-1]
    if rule == "largest gap":
        own_level = all(s.leaf != step.leaf for s in found[:-1])
        return _gain([s for s in left if s.leaf == step.leaf], terms) if own_level else 0.0
    if rule == "gain per hour":
        return _gain(found, terms) / step.hours if len(found) == 1 else 0.0
    return _gain(found, terms) / sum(s.hours for s in found)


def bundle(step: Candidate, left: Sequence[Candidate], at: Mapping[str, float]) -> tuple[Candidate, ...]:
    """The step after everything in `left` that it waits for; empty where that is not there."""
    found: list[Candidate] = []
    return tuple(found) if _gather(step, left, at, found, frozenset()) else ()


def _gather(
    step: Candidate,
    left: Sequence[Candidate],
    at: Mapping[str, float],
    found: list[Candidate],
    waiting: frozenset[str],
) -> bool:
    if any((s.leaf, s.from_level) == (step.leaf, step.from_level) for s in found):
        return True
    for leaf, level in {step.leaf: step.from_level, **step.requires}.items():
        if at.get(leaf, level) >= level:
            continue
        ways = [s for s in left if s.leaf == leaf and s.to_level == level and s.id not in waiting]
        ways.sort(key=lambda s: s.hours)
        if not any(_gather(way, left, at, found, waiting | {step.id}) for way in ways):
            return False
    found.append(step)
    return True
