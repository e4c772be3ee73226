"""What might be true instead of what a plan was made for: other weights, other levels."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from readiness.assessment.arrays import spread, tree
from readiness.assessment.person import person
from readiness.knapsack import Scenario, candidates, level_worth, merged
from readiness.plan.needs import is_measured
from readiness.scoring import moved_weights

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from readiness.framework import Framework
    from readiness.knapsack import Action, Need
    from readiness.plan.needs import Start

__all__ = ["N_SCENARIOS", "other_levels", "other_weights"]

N_SCENARIOS = 100
"""Enough to tell a share to within .1 (95 %)."""


def other_weights(
    starts: Sequence[Start],
    frameworks: Sequence[Framework],
    actions: Sequence[Action],
    rng: np.random.Generator,
) -> Iterator[Scenario]:
    """The same person while every weight moves as far as the framework's robustness rules let it."""
    drawn = []
    for start, framework in zip(starts, frameworks, strict=True):
        leaves = tree(framework)
        noise = rng.uniform(-1.0, 1.0, (sum(len(numbers) for numbers in leaves[:3]), N_SCENARIOS))
        moved = moved_weights(leaves, spread(framework), noise).weight
        weights = (moved / moved.sum(axis=0)).T
        counted = np.array([leaf.effective_weight > 0 for leaf in start.record.leaves])
        kept = np.where(counted, weights, 0.0)
        drawn.append(100.0 * kept / kept.sum(axis=1, keepdims=True))
    for draw in range(N_SCENARIOS):
        roles = []
        for start, points in zip(starts, drawn, strict=True):
            of_leaf = dict(zip([leaf.id for leaf in start.record.leaves], points[draw].tolist(), strict=True))
            roles.append([need._replace(points=of_leaf[need.facet]) for need in start.needs])
        yield _scenario(roles, actions, starts[0].levels)


def other_levels(
    starts: Sequence[Start],
    frameworks: Sequence[Framework],
    actions: Sequence[Action],
    rng: np.random.Generator,
) -> Iterator[Scenario]:
    """The same weights while the person stands elsewhere.

    Levels are drawn from the belief where checks were answered. Else each rating is one level lower, right,
    or one level higher, each as likely; the facets that one rating speaks of move together.
    """
    shifts = [
        _believed(s, f, rng) if is_measured(s.record) else _shifted(s, rng)
        for s, f in zip(starts, frameworks, strict=True)
    ]
    for draw in range(N_SCENARIOS):
        levels: dict[str, int] = {}
        for of_role in shifts:
            for facet, drawn in of_role.items():
                levels.setdefault(facet, int(drawn[draw]))
        roles = [[_at(need, levels[need.facet]) for need in start.needs] for start in starts]
        yield _scenario(roles, actions, levels)


def _at(need: Need, level: int) -> Need:
    return need._replace(level=level, attainment=level_worth(level, need.bar))


def _scenario(
    roles: Sequence[Sequence[Need]], actions: Sequence[Action], levels: Mapping[str, int]
) -> Scenario:
    return Scenario(merged({str(k): candidates(actions, needs) for k, needs in enumerate(roles)}), levels)


def _shifted(start: Start, rng: np.random.Generator) -> dict[str, np.ndarray]:
    named = start.record.profile.skills
    moved: dict[str, np.ndarray] = {}
    found = {}
    for leaf in start.record.leaves:
        if leaf.id in start.levels:
            rating = leaf.id if leaf.id in named else leaf.criterion
            if rating not in moved:
                moved[rating] = rng.integers(-1, 2, N_SCENARIOS)
            found[leaf.id] = np.clip(start.levels[leaf.id] + moved[rating], 0, 4)
    return found


def _believed(start: Start, framework: Framework, rng: np.random.Generator) -> dict[str, np.ndarray]:
    evidence = person(start.record.profile, framework).evidence
    ability = rng.multivariate_normal(
        evidence.belief.mean[0], evidence.belief.covariance[0], size=N_SCENARIOS, method="eigh"
    )[:, :-1]
    level = (ability[:, :, None] >= evidence.population.thresholds).sum(axis=2)
    return {f.id: level[:, k] for k, f in enumerate(framework.rated) if f.id in start.levels}
