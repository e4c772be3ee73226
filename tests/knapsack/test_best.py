from itertools import pairwise

import numpy as np
import pytest

from readiness.errors import UsageError
from readiness.knapsack.best import best_plan, smallest_plan
from readiness.knapsack.candidates import Candidate

N_CASES = 2000


def test_the_plan_is_the_one_that_trying_everything_finds(cases):
    rng = np.random.default_rng(20)
    for _ in range(N_CASES):
        steps, levels = cases.random(rng)
        hours = float(rng.integers(0, 30))
        wanted = cases.best(steps, cases.every_plan(steps, levels), hours)
        found = best_plan(steps, levels, hours)
        assert cases.can_be_done(found.steps, levels)
        assert (found.gain, found.hours) == pytest.approx(wanted)


def test_must_haves_that_fit_come_before_any_points(cases):
    rng = np.random.default_rng(24)
    n_met = 0
    for _ in range(300):
        steps, levels = cases.random(rng)
        hours = float(rng.integers(0, 30))
        floors = {f: levels[f] + 1 for f in levels if rng.random() < 0.6}
        plans = [p for p in cases.every_plan(steps, levels) if sum(steps[i].hours for i in p) <= hours]
        most = max(sum(any(steps[i].leaf == f for i in p) for f in floors) for p in plans)
        found = best_plan(steps, levels, hours, floors=floors)
        met = {s.leaf for s in found.steps} & floors.keys()
        assert len(met) == most
        n_met += most
    assert n_met > 100


def test_prerequisites_are_never_violated_and_the_budget_is_never_exceeded(cases):
    rng = np.random.default_rng(21)
    for _ in range(300):
        steps, levels = cases.random(rng)
        hours = float(rng.random() * 30)
        found = best_plan(steps, levels, hours)
        assert cases.in_order(found.steps, levels)
        assert found.hours <= hours


def test_the_gain_never_falls_with_a_larger_budget(cases):
    rng = np.random.default_rng(22)
    for _ in range(60):
        steps, levels = cases.random(rng)
        gains = [best_plan(steps, levels, hours).gain for hours in range(0, 40, 3)]
        assert all(more >= less - 1e-5 for less, more in pairwise(gains))


def test_the_same_question_has_the_same_answer_in_any_run(cases):
    steps, levels = cases.random(np.random.default_rng(5))
    assert len({repr(best_plan(steps, levels, 12.0).steps) for _ in range(3)}) == 1


@pytest.mark.slow
def test_the_smallest_plan_is_the_one_that_trying_everything_finds(cases):
    rng = np.random.default_rng(23)
    reachable = 0
    for _ in range(1000):
        steps, levels = cases.random(rng)
        plans = cases.every_plan(steps, levels)
        missing = float(rng.integers(0, 20)) / 4
        floors = {f: levels[f] + int(rng.integers(1, 3)) for f in levels if rng.random() < 0.3}
        wanted = cases.smallest(steps, plans, levels, missing=missing, floors=floors)
        found = smallest_plan(steps, levels, score=50.0, threshold=50.0 + missing, floors=floors)
        assert found.reached == (wanted is not None)
        assert cases.can_be_done(found.plan.steps, levels)
        if wanted is not None:
            reachable += 1
            assert (found.plan.gain, found.plan.hours) == pytest.approx(wanted)
    assert reachable > 200


def test_what_cannot_be_reached_is_said_and_the_rest_is_planned():
    steps = [Candidate("a-0", "a", 0, 1, 3.0, 5, {}), Candidate("a-1", "a", 1, 2, 0.0, 5, {})]
    found = smallest_plan(steps, {"a": 0}, score=60.0, threshold=75.0, floors={"b": 2})
    assert not found.reached
    assert [s.id for s in found.plan.steps] == ["a-0"]
    assert found.missing == pytest.approx(12.0)
    assert found.floors == ("b",)


def test_somebody_who_is_ready_needs_no_hours():
    steps = [Candidate("a-0", "a", 0, 1, 3.0, 5, {})]
    found = smallest_plan(steps, {"a": 0}, score=80.0, threshold=75.0, floors={})
    assert found.reached
    assert found.plan.hours == 0


def test_a_threshold_that_three_thirds_reach_exactly_is_reached():
    steps = [Candidate(f"a-{k}", "a", k, k + 1, 1 / 3, 1, {}) for k in range(3)]
    found = smallest_plan(steps, {"a": 0}, score=74.0, threshold=75.0, floors={})
    assert found.reached
    assert found.plan.hours == 3


def test_a_plan_of_the_whole_bank_of_a_beginner_is_found_at_every_budget(cases):
    steps = [
        Candidate(
            f"f{f}-{k}", f"f{f}", k, k + 1, 1 / (f + 1), 5.0 + f + 7 * k, {f"f{f - 1}": k} if f and k else {}
        )
        for f in range(18)
        for k in range(3)
    ]
    levels = {f"f{f}": 0 for f in range(18)}
    for hours in (20, 60, 150, 600, 5000):
        found = best_plan(steps, levels, hours)
        assert cases.can_be_done(found.steps, levels)
        assert found.hours <= hours
    assert len(found.steps) == 54


@pytest.mark.parametrize("hours", [-1, float("nan"), float("inf"), 1e9])
def test_hours_that_nobody_has_are_refused(hours):
    with pytest.raises(UsageError, match="budget"):
        best_plan([], {}, hours)


def test_no_candidates_make_an_empty_plan():
    assert best_plan([], {}, 10).steps == ()
    assert not smallest_plan([], {}, score=10, threshold=75, floors={}).reached


def test_a_score_outside_its_range_is_refused():
    with pytest.raises(UsageError, match="between 0 and 100"):
        smallest_plan([], {}, score=-1, threshold=75, floors={})
