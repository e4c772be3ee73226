import numpy as np
import pytest

from readiness.errors import UsageError
from readiness.knapsack import (
    Candidate,
    Scenario,
    best_plan,
    common_plan,
    margins,
    shares_kept,
)


def test_a_step_that_every_scenario_wants_is_kept_in_all_and_others_in_their_share():
    levels = {"a": 0, "b": 0}

    def scenario(gain):
        steps = [Candidate("a-0", "a", 0, 9.0, 5, {}), Candidate("b-0", "b", 0, gain, 5, {})]
        other = Candidate("c-0", "c", 0, 2.0, 5, {})
        return Scenario([*steps, other], {**levels, "c": 0})

    kept = shares_kept(["a-0", "b-0"], [scenario(g) for g in (1, 1, 1, 3)], 10)
    assert kept == {"a-0": 1.0, "b-0": 0.25}


def test_a_step_whose_level_is_there_already_is_not_kept():
    here = Scenario([Candidate("a-0", "a", 0, 1.0, 5, {})], {"a": 0})
    beyond = Scenario([Candidate("a-1", "a", 1, 1.0, 5, {})], {"a": 1})
    assert shares_kept(["a-0"], [here, beyond], 5) == {"a-0": 0.5}


def test_no_scenario_says_nothing():
    assert shares_kept(["a-0"], [], 5) == {}


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


def test_a_common_plan_serves_the_mean_of_the_roles_and_names_what_is_one_role_s_own():
    levels = {"a": 0, "b": 0, "c": 0}

    def role(a, b, c):
        return [
            Candidate(f"{f}-0", f, 0, g, 10, {}) for f, g in (("a", a), ("b", b), ("c", c)) if g is not None
        ]

    found = common_plan({"one": role(4.0, 5.0, None), "two": role(4.0, None, 6.0)}, levels, 10)
    assert [s.id for s in found.plan.steps] == ["a-0"]
    assert found.plan.gain == pytest.approx(4.0)
    assert found.own == {"one": ("b-0",), "two": ("c-0",)}


def test_a_common_plan_of_one_role_is_its_best_plan(cases):
    rng = np.random.default_rng(52)
    for _ in range(50):
        steps, levels = cases.random(rng)
        assert common_plan({"one": steps}, levels, 12).plan == best_plan(steps, levels, 12)


def test_a_common_plan_of_no_role_is_refused():
    with pytest.raises(UsageError, match="at least one role"):
        common_plan({}, {}, 5)
