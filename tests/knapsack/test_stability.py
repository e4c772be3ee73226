import numpy as np
import pytest

from readiness.knapsack.best import best_plan, smallest_plan
from readiness.knapsack.stability import margins, margins_in_hours


def test_margins_are_what_trying_every_plan_with_and_without_a_step_finds(cases):
    rng = np.random.default_rng(51)
    for _ in range(300):
        steps, levels = cases.random(rng)
        hours = float(rng.integers(1, 30))
        plans = [p for p in cases.every_plan(steps, levels) if sum(steps[i].hours for i in p) <= hours]
        gain = {p: sum(steps[i].gain for i in p) for p in plans}
        chosen = {s.id for s in best_plan(steps, levels, hours).steps}
        found = margins(steps, levels, hours, chosen)
        for i, step in enumerate(steps):
            reversed_ = [g for p, g in gain.items() if (i in p) != (step.id in chosen)]
            if reversed_:
                assert found[step.id] == pytest.approx(max(gain.values()) - max(reversed_), abs=1e-4)
            else:
                assert step.id not in found


def test_margins_in_hours_are_what_trying_every_plan_finds(cases):
    rng = np.random.default_rng(53)
    n_compared = 0
    for _ in range(300):
        steps, levels = cases.random(rng)
        missing = float(rng.integers(1, 12)) / 4
        plans = [
            p for p in cases.every_plan(steps, levels) if sum(steps[i].gain for i in p) >= missing - 1e-6
        ]
        if not plans:
            continue
        hours = {p: sum(steps[i].hours for i in p) for p in plans}
        found = smallest_plan(steps, levels, score=50.0, threshold=50.0 + missing, floors={})
        chosen = {s.id for s in found.plan.steps}
        lost = margins_in_hours(steps, levels, gain=missing, floors={}, chosen=chosen)
        for i, step in enumerate(steps):
            reversed_ = [h for p, h in hours.items() if (i in p) != (step.id in chosen)]
            if reversed_:
                assert lost[step.id] == pytest.approx(min(reversed_) - min(hours.values()))
                n_compared += 1
            else:
                assert step.id not in lost
    assert n_compared > 300
