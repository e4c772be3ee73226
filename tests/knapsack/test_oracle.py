"""On problems as large as the shipped ones, too large to try everything, an integer solver finds the same."""

import numpy as np
import pytest
from scipy.optimize import Bounds, LinearConstraint, milp

from readiness.assessment.planning import worths
from readiness.framework import load_framework
from readiness.knapsack.best import best_plan, smallest_plan
from readiness.knapsack.candidates import Need, candidates
from readiness.plan.draft import actions_of

FRAMEWORK = load_framework()
WORTHS = worths(FRAMEWORK)


def shipped_case(rng):
    """The steps of somebody with random levels, whose gains are those of random weights."""
    base = rng.choice([0, 0, 1, 1, 2])
    needs, levels = [], {}
    for facet in FRAMEWORK.facets:
        if facet.id not in WORTHS:
            continue
        worth, bar = WORTHS[facet.id], float(facet.scale.bar.value)
        below = [level for level in worth if level < bar]
        level = below[min(len(below) - 1, max(0, int(base + rng.integers(-1, 2))))]
        levels[facet.id] = level
        needs.append(Need(facet.id, level, bar, float(rng.random() * 6), worth[level], worth))
    steps = candidates(actions_of(levels), needs)
    floors = {f.id: f.must_have.value for f in FRAMEWORK.rated if f.must_have}
    return steps, levels, {leaf: floor for leaf, floor in floors.items() if levels[leaf] < floor}


def solved(steps, levels, *, cost, rows=()):
    """Which steps an integer program takes: the least `cost`, under the rules of a plan and more rows."""
    n = len(steps)
    constraints = list(rows)
    for leaf in {s.leaf for s in steps}:
        for level in {s.to_level for s in steps if s.leaf == leaf}:
            row = np.array([s.leaf == leaf and s.to_level == level for s in steps], dtype=float)
            constraints.append(LinearConstraint(row, ub=1))
    for i, step in enumerate(steps):
        for leaf, level in {step.leaf: step.from_level, **step.requires}.items():
            if levels.get(leaf, level) < level:
                row = np.array([s.leaf == leaf and s.to_level == level for s in steps], dtype=float)
                row[i] -= 1
                constraints.append(LinearConstraint(row, lb=0))
    found = milp(cost, integrality=np.ones(n), bounds=Bounds(0, 1), constraints=constraints)
    return None if found.x is None else np.round(found.x).astype(bool)


@pytest.mark.parametrize("seed", range(40))
def test_the_best_plan_and_the_smallest_are_those_of_an_integer_solver(seed):
    rng = np.random.default_rng(seed)
    steps, levels, floors = shipped_case(rng)
    assert len(steps) > 15
    gains, hours = (np.array(column) for column in zip(*((s.gain, s.hours) for s in steps), strict=True))

    budget = float(rng.integers(10, 400))
    taken = solved(steps, levels, cost=-gains, rows=[LinearConstraint(hours, ub=budget)])
    assert best_plan(steps, levels, budget).gain == pytest.approx(gains[taken].sum(), abs=1e-5)

    missing = float(rng.random() * gains.sum() * 0.8)
    rows = [LinearConstraint(gains, lb=missing)]
    rows += [
        LinearConstraint(np.array([s.leaf == leaf and s.to_level == floor for s in steps], dtype=float), lb=1)
        for leaf, floor in floors.items()
    ]
    taken = solved(steps, levels, cost=hours, rows=rows)
    found = smallest_plan(steps, levels, score=100 - missing, threshold=100.0, floors=floors)
    assert found.reached == (taken is not None)
    if taken is not None:
        assert found.plan.hours == pytest.approx(hours[taken].sum())
