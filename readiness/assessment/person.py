"""One profile as arrays: what it states, what the evidence supports, and the score that follows."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from readiness import measurement as m
from readiness.assessment.arrays import Raw, attainments, raw_answers, tree
from readiness.assessment.measured import Checks, Evidence, bars, checks, gather
from readiness.assessment.rules import Facts, holds
from readiness.scoring import Aggregate, Tree, aggregate, leaf_weights

if TYPE_CHECKING:
    from readiness.framework import Criterion, Facet, Framework
    from readiness.framework.model import Consistency
    from readiness.profile import Profile

__all__ = ["Person", "person"]

Floats: TypeAlias = NDArray[np.float64]


class Person(NamedTuple):
    """One profile against one framework; arrays by leaf are (n_leaves,), by rated facet (n_rated,)."""

    profile: Profile
    framework: Framework
    facets: tuple[Facet, ...]
    criteria: tuple[Criterion, ...]
    raw: Raw
    tree: Tree
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
    rated: NDArray[np.intp]
    """Position among the leaves of each rated facet."""
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
    def n_leaves(self) -> int:
        """How many leaves the framework has."""
        return len(self.weight)


def person(profile: Profile, framework: Framework) -> Person:
    """The profile as arrays, scored.

    Raises
    ------
    ProfileError
        If the profile names a facet or an item that does not exist.
    """
    raw = raw_answers([profile], framework)
    leaves = tree(framework)
    nominal = leaf_weights(leaves)
    applicable = np.array([outcome != "not_applicable" for outcome in raw.outcome[0]])
    stated = attainments(raw, framework)
    stated_total = aggregate(stated, nominal, applicable[None])
    facts = _facts(profile, framework, raw, stated[0], nominal)
    doubts = tuple(rule for rule in framework.consistency if holds(rule.when, facts))
    doubted = frozenset(name for rule in doubts for name in rule.touches)
    given = checks(profile, framework)
    as_one = any(not rule.touches for rule in doubts)
    evidence = gather(profile, framework, given, doubted=doubted, as_one=as_one)
    rated = np.array([k for k, f in enumerate(framework.facets) if f.scale.kind == "rating"], dtype=np.intp)
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
        facts = facts._replace(attainments=_sums(framework, reached, nominal))
    total = aggregate(reached[None], nominal, applicable[None])
    return Person(
        profile, framework, framework.facets, framework.criteria, raw, leaves, weight, effective, stated[0],
        stated_total, reached, total, rated, given, evidence, expected, fixed_points, doubts, facts,
    )  # fmt: skip


def _facts(profile: Profile, framework: Framework, raw: Raw, stated: Floats, weight: Floats) -> Facts:
    levels = {
        facet.id: float(raw.values[0, k])
        for k, facet in enumerate(framework.facets)
        if facet.scale.kind == "rating" and not np.isnan(raw.values[0, k])
    }
    return Facts(levels, profile.languages or {}, _sums(framework, stated, weight))


def _sums(framework: Framework, reached: Floats, weight: Floats) -> dict[str, float]:
    """Attainment of each leaf, criterion and dimension of which something was answered."""
    found: dict[str, float] = {}
    start = 0
    for dimension in framework.dimensions:
        first = start
        for criterion in dimension.criteria:
            stop = start + len(criterion.facets)
            for k, facet in zip(range(start, stop), criterion.facets, strict=True):
                if not np.isnan(reached[k]):
                    found[facet.id] = float(reached[k])
            _add_mean(found, criterion.id, reached[start:stop], weight[start:stop])
            start = stop
        _add_mean(found, dimension.id, reached[first:start], weight[first:start])
    return found


def _add_mean(found: dict[str, float], name: str, reached: Floats, weight: Floats) -> None:
    answered = ~np.isnan(reached)
    if answered.any() and weight[answered].sum() > 0:
        found[name] = float(weight[answered] @ reached[answered] / weight[answered].sum())
