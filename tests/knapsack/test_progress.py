import numpy as np
import pytest

from readiness.errors import UsageError
from readiness.knapsack.best import best_plan
from readiness.knapsack.candidates import Candidate
from readiness.knapsack.progress import progress

STEPS = [
    Candidate("a-0", "a", 0, 1, 1.0, 10, {}),
    Candidate("b-0", "b", 0, 1, 2.0, 20, {"a": 1}),
    Candidate("c-0", "c", 0, 1, 3.0, 10, {}),
]


def at_week(week, done=()):
    return progress(STEPS, done, hours_per_week=10, this_week=week, score=60.0)


def test_a_plan_that_has_just_begun_stands_as_it_was_laid():
    now = at_week(1)
    assert (now.late, now.overdue, now.score) == (0, (), 60.0)
    assert [w.number for w in now.weeks] == [1, 2, 3, 4]


def test_a_plan_that_is_kept_to_stands_though_a_long_step_is_half_done():
    now = at_week(3, ["a-0"])
    assert (now.late, now.overdue, now.score) == (0, (), 61.0)
    assert [w.number for w in now.weeks] == [3, 4]
    assert now.weeks[-1].score == 66.0


@pytest.mark.parametrize("missed", [1, 2, 7])
def test_every_week_that_was_missed_moves_the_end_by_one(missed):
    now = at_week(1 + missed)
    assert now.late == missed
    assert now.weeks[0].number == 1 + missed


def test_steps_done_ahead_of_their_time_bring_the_end_nearer():
    now = at_week(1, ["c-0"])
    assert now.late == -1
    assert [s.id for s in now.left] == ["a-0", "b-0"]


def test_a_finished_plan_has_nothing_left():
    now = at_week(9, ["a-0", "b-0", "c-0"])
    assert (now.left, now.weeks, now.late, now.score) == ((), (), 0, 66.0)


def test_a_plan_that_begins_later_is_not_late():
    assert at_week(-3).late == 0


def test_a_step_of_another_plan_is_refused():
    with pytest.raises(UsageError, match="z-0"):
        at_week(1, ["z-0"])


def test_nothing_is_lost_or_disordered_whatever_is_done(cases):
    rng = np.random.default_rng(61)
    for _ in range(300):
        steps, levels = cases.random(rng)
        plan = best_plan(steps, levels, 40).steps
        done = [s.id for s in plan if rng.random() < 0.4]
        week = int(rng.integers(0, 12))
        now = progress(plan, done, hours_per_week=5, this_week=week, score=50.0)
        assert {s.id for s in now.left} == {s.id for s in plan} - set(done)
        assert [p.step for w in now.weeks for p in w.shares if p.finishes] == [
            s.id for s in (now.left if now.overdue else sorted(now.left, key=_first_end(now)))
        ]
        if now.left:
            assert now.weeks[-1].score == pytest.approx(50 + sum(s.gain for s in plan))


def _first_end(now):
    ends = [p.step for w in now.weeks for p in w.shares if p.finishes]
    return lambda step: ends.index(step.id)
