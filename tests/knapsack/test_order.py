from itertools import pairwise

import numpy as np
import pytest

from readiness.errors import UsageError
from readiness.knapsack.best import best_plan
from readiness.knapsack.candidates import Candidate
from readiness.knapsack.order import order, schedule


def test_everything_a_step_rests_on_comes_before_it(cases):
    rng = np.random.default_rng(31)
    for _ in range(400):
        steps, levels = cases.random(rng)
        done = best_plan(steps, levels, 30).steps
        shuffled = [done[i] for i in rng.permutation(len(done))]
        assert cases.in_order(order(shuffled, levels), levels)


def test_points_per_hour_decide_where_prerequisites_do_not():
    steps = [
        Candidate("a-0", "a", 0, 1, 1.0, 10, {}),
        Candidate("b-0", "b", 0, 1, 3.0, 10, {}),
        Candidate("c-0", "c", 0, 1, 2.0, 2, {}),
    ]
    assert [s.id for s in order(steps, {"a": 0, "b": 0, "c": 0})] == ["c-0", "b-0", "a-0"]


def test_a_step_that_opens_a_great_one_comes_before_a_middling_one():
    steps = [
        Candidate("opens-0", "opens", 0, 1, 0.1, 5, {}),
        Candidate("great-0", "great", 0, 1, 9.0, 5, {"opens": 1}),
        Candidate("middling-0", "middling", 0, 1, 2.0, 5, {}),
    ]
    levels = {"opens": 0, "great": 0, "middling": 0}
    assert [s.id for s in order(steps, levels)] == ["opens-0", "great-0", "middling-0"]


def test_a_plan_that_lacks_what_it_rests_on_has_no_order():
    with pytest.raises(UsageError, match="b-0"):
        order([Candidate("b-0", "b", 0, 1, 1.0, 1, {"a": 1})], {"a": 0, "b": 0})


def test_two_steps_that_wait_for_each_other_have_no_order_and_no_plan():
    circle = [Candidate("a-0", "a", 0, 1, 1.0, 1, {"b": 1}), Candidate("b-0", "b", 0, 1, 1.0, 1, {"a": 1})]
    with pytest.raises(UsageError, match="a-0, b-0"):
        order(circle, {"a": 0, "b": 0})
    assert best_plan(circle, {"a": 0, "b": 0}, 10).steps == ()


def test_weeks_are_filled_and_no_hour_is_lost():
    rng = np.random.default_rng(32)
    for _ in range(300):
        steps = [
            Candidate(f"f{i}-0", f"f{i}", 0, 1, float(rng.random()), float(rng.integers(1, 60)) / 3, {})
            for i in range(rng.integers(1, 9))
        ]
        weekly = float(rng.integers(1, 40)) / 2
        weeks = schedule(steps, hours_per_week=weekly, score=50.0)
        assert [w.number for w in weeks] == list(range(1, len(weeks) + 1))
        assert all(w.hours == pytest.approx(weekly) for w in weeks[:-1])
        assert sum(w.hours for w in weeks) == pytest.approx(sum(s.hours for s in steps))
        assert [s.step for w in weeks for s in w.shares if s.finishes] == [s.id for s in steps]
        assert weeks[-1].score == pytest.approx(50 + sum(s.gain for s in steps))
        assert all(a.score <= b.score for a, b in pairwise(weeks))


def test_an_empty_plan_takes_no_weeks():
    assert schedule([], hours_per_week=5, score=50.0) == ()


@pytest.mark.parametrize("hours", [0, -3, float("nan"), 200, 1e-9])
def test_weeks_that_do_not_exist_are_refused(hours):
    with pytest.raises(UsageError, match="hours a week"):
        schedule([Candidate("a-0", "a", 0, 1, 1.0, 10, {})], hours_per_week=hours, score=50.0)
