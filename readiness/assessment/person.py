"""One profile as arrays: what it states, what the evidence supports, and the score that follows."""

from __future__ import annotations

from math import isnan
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from readiness import measurement as m
from readiness.assessment.answers import Raw, attainments, raw_answers
from readiness.assessment.arrays import bars, rated_leaves, tree, weights
from readiness.assessment.measured import Checks, Evidence, checks, gather
from readiness.assessment.rules import Facts, holds
from readiness.scoring import Aggregate, Tree, aggregate

if TYPE_CHECKING:
    from readiness.framework import Framework
    from readiness.framework.model import Consistency
    from readiness.profile import Profile

__all__ = ["Person", "person"]

Floats: TypeAlias = NDArray[np.float64]


class Person(NamedTuple):
    """One profile against one framework; arrays by leaf are (n_leaves,), by rated facet (n_rated,)."""

    profile: Profile
    framework: Framework
    raw: Raw
    weight: Floats
    """Nominal weight of each leaf; applicable leaves add up to 1."""
    effective: Floats
    """Weight of each leaf in the score: 0 where unanswered."""
    stated: Floats
    """Attainment by the person's own word."""
    stated_total: Aggregate
    reached: Floats
    """Attainment as scored: measured where checks were answered, else stated."""
    total: Aggregate
    given: Checks
    evidence: Evidence
    expected: m.Expected
    fixed_points: float
    """Points from leaves that are not rated."""
    doubts: tuple[Consistency, ...]
    facts: Facts

    @property
    def measured(self) -> bool:
        """Whether checks were answered, so that the score is the measured one."""
        return bool(self.given.items)

    @property
    def tree(self) -> Tree:
        """The framework's raw numbers."""
        return tree(self.framework)

    @property
    def rated(self) -> NDArray[np.intp]:
        """Position among the leaves of each rated facet."""
        return rated_leaves(self.framework)


def person(profile: Profile, framework: Framework) -> Person:
    """The profile as arrays, scored.

    Raises
    ------
    ProfileError
        If the profile names a facet or an item that does not exist.
    """
    raw = raw_answers([profile], framework)
    nominal = weights(framework)
    applicable = np.array([outcome != "not_applicable" for outcome in raw.outcome[0]])
    stated = attainments(raw, framework)
    stated_total = aggregate(stated, nominal, applicable[None])
    facts = _facts(profile, framework, raw, stated[0])
    doubts = tuple(rule for rule in framework.consistency if holds(rule.when, facts))
    doubted = frozenset(name for rule in doubts for name in rule.touches)
    given = checks(profile, framework)
    as_one = any(not rule.touches for rule in doubts)
    evidence = gather(profile, framework, given, doubted=doubted, as_one=as_one)
    rated = rated_leaves(framework)
    checked = np.zeros(len(nominal), dtype=bool)
    checked[rated[list(given.facet)]] = True
    answered = applicable & (~np.isnan(stated[0]) | (checked & bool(given.items)))
    weight = np.where(applicable, nominal, 0.0)
    weight = weight / weight.sum() if weight.any() else weight
    counted = np.where(answered, weight, 0.0)
    effective = counted / counted.sum() if counted.any() else counted
    fixed = np.ones(len(nominal), dtype=bool)
    fixed[rated] = False
    fixed_points = float(np.nansum(np.where(fixed, 100.0 * effective * np.nan_to_num(stated[0]), 0.0)))
    expected = m.expected_score(
        evidence.belief,
        evidence.population,
        100.0 * effective[rated],
        bars(framework),
        fixed_points=fixed_points,
        threshold=framework.verdict.bands[-1].from_.value,
    )
    reached = stated[0].copy()
    if given.items:
        reached[rated] = np.where(answered[rated], expected.attainment[0], np.nan)
        facts = facts._replace(attainments=_sums(framework, reached))
    total = aggregate(reached[None], nominal, applicable[None])
    return Person(
        profile, framework, raw, weight, effective, stated[0], stated_total, reached, total, given, evidence,
        expected, fixed_points, doubts, facts,
    )  # fmt: skip


def _facts(profile: Profile, framework: Framework, raw: Raw, stated: Floats) -> Facts:
    given = raw.values[0, rated_leaves(framework)].tolist()
    levels = {f.id: level for f, level in zip(framework.rated, given, strict=True) if not isnan(level)}
    return Facts(levels, profile.languages or {}, _sums(framework, stated))


def _sums(framework: Framework, reached: Floats) -> dict[str, float]:
    """Attainment of each leaf, criterion and dimension of which something was answered."""
    found = {f.id: a for f, a in zip(framework.facets, reached.tolist(), strict=True) if not isnan(a)}
    leaves = tree(framework)
    counted = np.where(np.isnan(reached), 0.0, weights(framework))
    parts = np.array([counted * np.nan_to_num(reached), counted])
    for names, owner in (
        ([criterion.id for criterion in framework.criteria], leaves.criterion_of_leaf),
        ([dimension.id for dimension in framework.dimensions], leaves.dimension_of_leaf),
    ):
        earned, weight = (np.bincount(owner, part, len(names)).tolist() for part in parts)
        found |= {name: e / w for name, e, w in zip(names, earned, weight, strict=True) if w > 0}
    return found
