"""Where the points are: dimensions, criteria and leaves of a record."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from readiness import record as r
from readiness.assessment import wording
from readiness.assessment.role import role_of
from readiness.knapsack.terms import GAIN_UNITS, hanging_on, terms_gain
from readiness.measurement.worth import level_interval

if TYPE_CHECKING:
    from collections.abc import Sequence

    from readiness.arrays import Indices
    from readiness.assessment.person import Person
    from readiness.framework import Criterion, Dimension
    from readiness.knapsack.terms import Term
    from readiness.profile.model import Source

__all__ = ["HIGHEST_LEVEL", "criteria_of", "dimensions_of", "leaves_of", "number"]

HIGHEST_LEVEL = 4
LEAST_HELD_BACK = 0.25
"""Part of a level; that a skill counts for less by a smaller one needs no word."""


def dimensions_of(who: Person) -> tuple[r.Node, ...]:
    """Skills, education, experience, each with the sums of its leaves."""
    dimensions = who.framework.dimensions
    return _nodes(who, dimensions, [None] * len(dimensions), who.tree.dimension_of_leaf)


def criteria_of(who: Person) -> tuple[r.Node, ...]:
    """Every criterion with the sums of its leaves."""
    owners = [d.id for d in who.framework.dimensions for _ in d.criteria]
    return _nodes(who, who.framework.criteria, owners, who.tree.criterion_of_leaf)


def _nodes(
    who: Person,
    of: Sequence[Dimension | Criterion],
    dimension: Sequence[str | None],
    owner: Indices,
) -> tuple[r.Node, ...]:
    reached = np.nan_to_num(who.reached)
    counted = np.where(who.answered, who.weight, 0.0)
    columns = (who.weight, 100.0 * who.weight * reached, 100.0 * who.weight * (1.0 - reached), counted)
    sums = zip(*(np.bincount(owner, column, len(of)).tolist() for column in columns), strict=True)
    return tuple(
        r.Node(
            id=group.id,
            title=group.title,
            dimension=parent,
            importance=group.importance.value,
            basis=group.importance.basis,
            rationale=group.importance.rationale,
            weight=weight,
            effective_weight=weight,
            attainment=points / (100.0 * weight) if weight > 0 else None,
            contribution=points,
            points_missing=lost,
            coverage=answered / weight if weight > 0 else 0.0,
        )
        for group, parent, (weight, points, lost, answered) in zip(of, dimension, sums, strict=True)
    )


def leaves_of(who: Person, terms: Sequence[Term]) -> tuple[r.Leaf, ...]:
    """Every facet: its answer, what it is worth, what is missing, what the next level brings, and why."""
    found = zip(_measured(who), _next_gains(who, terms), who.levels.givers, _held_back(who), strict=True)
    rated = dict(zip(who.rated.tolist(), found, strict=True))
    numbers = zip(
        *(
            column.tolist()
            for column in (
                who.weight,
                who.reached,
                who.stated,
                100.0 * who.weight * np.nan_to_num(who.reached),
                100.0 * who.weight * (1.0 - who.reached),
            )
        ),
        strict=True,
    )
    owners = role_of(who.framework).owners
    return tuple(
        _leaf(who, k, owner, _Numbers(*row), *rated.get(k, (None,) * 4))
        for k, (owner, row) in enumerate(zip(owners, numbers, strict=True))
    )


class _Numbers(NamedTuple):
    """The numbers of one leaf."""

    weight: float
    reached: float
    stated: float
    contribution: float
    missing: float


def _leaf(  # noqa: PLR0917 — what is known of one facet
    who: Person,
    k: int,
    owner: tuple[Dimension, Criterion],
    its: _Numbers,
    measured: r.Measured | None,
    next_gain: float | None,
    source: Source | None,
    held_back_by: str | None,
) -> r.Leaf:
    facet = who.framework.facets[k]
    dimension, criterion = owner
    outcome, answer = who.raw.outcome[0][k], who.raw.given[0][k]
    n_answers = measured.n_answers if measured else 0
    if n_answers and outcome != "answered":
        outcome = "answered"
    attainment = number(its.reached)
    applies = attainment is not None
    return r.Leaf(
        id=facet.id,
        title=facet.title,
        dimension=dimension.id,
        criterion=criterion.id,
        scale=facet.scale.kind,
        outcome=outcome,
        answer=answer,
        bar=facet.scale.bar_value,
        weight=its.weight,
        effective_weight=its.weight,
        attainment=attainment,
        stated_attainment=number(its.stated),
        source=source,
        contribution=its.contribution,
        points_missing=number(its.missing),
        gain_next_level=next_gain if applies else None,
        must_have=facet.must_have.value if facet.must_have else None,
        measured=measured if applies else None,
        basis=criterion.importance.basis,
        reason=wording.reason(facet, outcome, answer, n_answers, source),
        held_back_by=held_back_by,
    )


def _next_gains(who: Person, terms: Sequence[Term]) -> list[float]:
    """Points that the next level of each rated facet would add, there and in those that are built on it.

    0 where the bar is reached: no step of a plan goes beyond it, and doubt about a level is nothing to learn.
    """
    rated = who.levels.level[0].tolist()
    hanging = hanging_on(terms)
    found = []
    bars, levels = role_of(who.framework).asked.bars.tolist(), who.expected.level[0].tolist()
    for k, (facet, bar, level) in enumerate(zip(who.framework.rated, bars, levels, strict=True)):
        here = round(level) if who.given.n_of(k) or math.isnan(rated[k]) else int(rated[k])
        raised = {facet.id: here + 1} if here < bar else {}
        found.append(terms_gain([terms[n] for n in hanging[facet.id]], raised) / GAIN_UNITS)
    return found


def _held_back(who: Person) -> list[str | None]:
    """Title of the skill that each rated facet is built on, where it is too low for that to count in full."""
    asked, level = role_of(who.framework).asked, who.expected.level[0].tolist()
    found: list[str | None] = [None] * len(level)
    for facet, base in asked.built_on.tolist():
        if min(level[facet], asked.bars[facet]) > level[base] + asked.above + LEAST_HELD_BACK:
            found[facet] = who.framework.rated[base].title
    return found


def _measured(who: Person) -> list[r.Measured]:
    """What is believed of each rated facet."""
    settings = who.evidence.population.settings
    low, high = level_interval(who.evidence.belief, who.evidence.population)
    trust, known = who.known.trust, who.known.level
    low, high = (end + trust * (known - end) for end in (low, high))
    found = []
    columns = (who.expected.level, low, high, who.expected.bar_met)
    for position, (level, least, most, chance) in enumerate(
        zip(*(c[0].tolist() for c in columns), strict=True)
    ):
        group: r.Group = "unsure"
        if chance < settings.likely_gap:
            group = "likely gap"
        elif chance >= settings.likely_met:
            group = "met"
        found.append(
            r.Measured(
                level=level,
                low=least,
                high=most,
                p_bar=chance,
                group=group,
                n_answers=who.given.n_of(position),
            )
        )
    return found


def number(value: float) -> float | None:
    """The value, or None for NaN: there is no such number."""
    return None if math.isnan(value) else float(value)
