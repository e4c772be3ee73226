"""Where the points are: dimensions, criteria and leaves of a record."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
from numpy.typing import NDArray

from readiness import record as r
from readiness.assessment import wording
from readiness.measurement.levels import level_interval

if TYPE_CHECKING:
    from readiness.assessment.person import Person
    from readiness.framework import Criterion, Dimension

__all__ = ["criteria_of", "dimensions_of", "leaves_of", "number"]

Floats: TypeAlias = NDArray[np.float64]


def dimensions_of(who: Person) -> tuple[r.Node, ...]:
    """Skills, education, experience, each with the sums of its leaves."""
    groups = who.tree.dimension_of_leaf
    return tuple(_node(who, d, None, groups == k) for k, d in enumerate(who.framework.dimensions))


def criteria_of(who: Person) -> tuple[r.Node, ...]:
    """Every criterion with the sums of its leaves."""
    groups = who.tree.criterion_of_leaf
    owner = {c.id: d.id for d in who.framework.dimensions for c in d.criteria}
    return tuple(_node(who, c, owner[c.id], groups == k) for k, c in enumerate(who.criteria))


def _node(who: Person, of: Dimension | Criterion, dimension: str | None, leaves: NDArray[np.bool_]) -> r.Node:
    weight = float(who.weight[leaves].sum())
    effective = float(who.effective[leaves].sum())
    contribution = float(who.total.contribution[0, leaves].sum())
    answered = leaves & ~np.isnan(who.reached)
    return r.Node(
        id=of.id,
        title=of.title,
        dimension=dimension,
        importance=of.importance.value,
        basis=of.importance.basis,
        rationale=of.importance.rationale,
        weight=weight,
        effective_weight=effective,
        attainment=contribution / (100.0 * effective) if effective > 0 else None,
        contribution=contribution,
        points_missing=float(who.total.points_missing[0, answered].sum()),
        coverage=float(who.weight[answered].sum()) / weight if weight > 0 else 0.0,
    )


def leaves_of(who: Person) -> tuple[r.Leaf, ...]:
    """Every facet: its answer, what it is worth, what is missing, and why."""
    interval = level_interval(who.evidence.belief, who.evidence.population)
    return tuple(_leaf(who, k, interval) for k in range(who.n_leaves))


def _leaf(who: Person, k: int, interval: tuple[Floats, Floats]) -> r.Leaf:
    framework = who.framework
    facet = who.facets[k]
    criterion_index = int(who.tree.criterion_of_leaf[k])
    criterion = who.criteria[criterion_index]
    outcome, answer = who.raw.outcome[0][k], who.raw.given[0][k]
    position = int(np.searchsorted(who.rated, k)) if k in who.rated else None
    n_answers = who.given.n_of(position) if position is not None else 0
    if n_answers and outcome != "answered":
        outcome = "answered"
    counted = not np.isnan(who.reached[k])
    attainment = float(who.reached[k]) if counted else None
    points = 100.0 * float(who.effective[k])
    return r.Leaf(
        id=facet.id,
        title=facet.title,
        dimension=framework.dimensions[int(who.tree.dimension_of_criterion[criterion_index])].id,
        criterion=criterion.id,
        scale=facet.scale.kind,
        outcome=outcome,
        answer=answer,
        bar=wording.bar_of(facet),
        weight=float(who.weight[k]),
        effective_weight=float(who.effective[k]),
        attainment=attainment,
        stated_attainment=number(who.stated[k]),
        contribution=float(who.total.contribution[0, k]),
        points_missing=number(who.total.points_missing[0, k]),
        gain_next_level=_next_gain(facet.scale.bar.value, attainment, points)
        if position is not None
        else None,
        must_have=facet.must_have.value if facet.must_have else None,
        measured=_measured(who, position, n_answers, interval) if position is not None and counted else None,
        basis=criterion.importance.basis,
        reason=wording.reason(facet, outcome, answer, n_answers, rated=answer is not None),
    )


def _next_gain(bar: float | str, attainment: float | None, points: float) -> float | None:
    if attainment is None or isinstance(bar, str):
        return None
    reached = math.floor(attainment * bar + 1e-9) + 1
    return points * max(0.0, min(1.0, reached / bar) - attainment)


def _measured(who: Person, position: int, n_answers: int, interval: tuple[Floats, Floats]) -> r.Measured:
    settings = who.evidence.population.settings
    low, high = interval
    chance = float(who.expected.bar_met[0, position])
    group: r.Group = "unsure"
    if chance < settings.likely_gap:
        group = "likely gap"
    elif chance >= settings.likely_met:
        group = "met"
    return r.Measured(
        level=float(who.expected.level[0, position]),
        low=float(low[0, position]),
        high=float(high[0, position]),
        p_bar=chance,
        group=group,
        n_answers=n_answers,
    )


def number(value: float) -> float | None:
    """The value, or None for NaN: there is no such number."""
    return None if np.isnan(value) else float(value)
