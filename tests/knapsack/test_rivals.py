import numpy as np
import pytest

from readiness.errors import UsageError
from readiness.knapsack import RULES, Candidate, best_plan, rule_of_thumb


def test_no_rule_of_thumb_beats_the_exact_plan_or_breaks_its_bounds(cases):
    rng = np.random.default_rng(41)
    behind = dict.fromkeys(RULES, 0)
    for _ in range(300):
        steps, levels = cases.random(rng)
        hours = float(rng.integers(0, 30))
        exact = best_plan(steps, levels, hours)
        for rule in RULES:
            found = rule_of_thumb(steps, levels, hours, rule=rule)
            assert cases.in_order(found.steps, levels)
            assert found.hours <= hours + 1e-9
            assert found.gain <= exact.gain + 1e-5
            behind[rule] += found.gain < exact.gain - 1e-5
    assert all(behind.values())


def test_the_largest_gap_is_served_first_whatever_it_costs():
    steps = [Candidate("a-0", "a", 0, 3.0, 20, {}), Candidate("b-0", "b", 0, 2.0, 2, {})]
    assert [s.id for s in rule_of_thumb(steps, {"a": 0, "b": 0}, 20, rule="largest gap").steps] == ["a-0"]
    assert [s.id for s in rule_of_thumb(steps, {"a": 0, "b": 0}, 20, rule="gain per hour").steps] == ["b-0"]


def test_a_rule_that_there_is_not_is_refused():
    with pytest.raises(UsageError, match="no rule"):
        rule_of_thumb([], {}, 5, rule="by feel")
