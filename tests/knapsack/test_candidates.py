import numpy as np
import pytest

from readiness.errors import UsageError
from readiness.knapsack.candidates import Action, Need, candidates


def stated(leaf, level, bar, points):
    """The need of somebody who stands exactly at a level of a scale that rises evenly to its bar."""
    worth = {k: min(1.0, k / bar) for k in range(5)}
    return Need(leaf, level, bar, points, worth[level], worth)


def ladder(facet, requires=None):
    return [Action(f"{facet}-{k}", facet, k, k + 1, 10.0 + k, requires or {}) for k in range(4)]


def test_each_step_up_to_the_bar_is_worth_what_the_score_gains():
    found = candidates(ladder("sql"), [stated("sql", 1, 3, 6.0)])
    assert [(c.id, c.gain) for c in found] == [("sql-1", pytest.approx(2)), ("sql-2", pytest.approx(2))]


def test_gains_are_never_negative_and_add_up_to_the_whole_gap():
    rng = np.random.default_rng(3)
    for _ in range(2000):
        bar = int(rng.integers(1, 5))
        worth = dict(enumerate([*np.sort(rng.random(bar)), 1.0, 1.0, 1.0, 1.0]))
        need = Need(
            "sql", int(rng.integers(0, bar)), bar, float(rng.random() * 9), float(rng.random()), worth
        )
        gains = [c.gain for c in candidates(ladder("sql"), [need])]
        assert min(gains) >= 0
        assert sum(gains) == pytest.approx(need.points * (1 - need.attainment))


def test_a_facet_at_its_bar_has_no_steps():
    assert candidates(ladder("sql"), [stated("sql", 3, 2, 6.0)]) == ()


def test_a_facet_that_was_not_rated_has_no_steps():
    assert {c.leaf for c in candidates(ladder("a") + ladder("b"), [stated("a", 0, 1, 5.0)])} == {"a"}


def test_a_step_beyond_the_bar_is_there_where_another_step_needs_it_and_is_worth_nothing():
    actions = [*ladder("a"), Action("b-0", "b", 0, 1, 5.0, {"a": 3})]
    found = candidates(actions, [stated("a", 1, 1, 5.0), stated("b", 0, 1, 5.0)])
    assert [(c.id, c.gain) for c in found] == [("a-1", 0), ("a-2", 0), ("b-0", 5)]


@pytest.mark.parametrize(
    ("action", "need"),
    [
        (Action("a-0", "a", 0, 1, 0.0, {}), stated("a", 0, 1, 5.0)),
        (Action("a-0", "a", 0, 1, float("nan"), {}), stated("a", 0, 1, 5.0)),
        (Action("a-7", "a", -1, 0, 1.0, {}), stated("a", 0, 1, 5.0)),
        (Action("a-7", "a", 1, 1, 1.0, {}), stated("a", 0, 1, 5.0)),
        (Action("a-0", "a", 0, 1, 1.0, {"a": 1}), stated("a", 0, 1, 5.0)),
        (Action("a-0", "a", 0, 1, 1.0, {"b": -9}), stated("a", 0, 1, 5.0)),
        (Action("a-0", "a", 0, 1, 1.0, {}), Need("a", -1, 1, 5.0, 0.0, {})),
        (Action("a-0", "a", 0, 1, 1.0, {}), Need("a", 0, 0, 5.0, 0.0, {})),
        (Action("a-0", "a", 0, 1, 1.0, {}), Need("a", 0, 1, -5.0, 0.0, {})),
        (Action("a-0", "a", 0, 1, 1.0, {}), Need("a", 0, 1, 5.0, float("nan"), {})),
    ],
)
def test_nonsense_is_refused(action, need):
    with pytest.raises(UsageError):
        candidates([action], [need])


def test_a_step_or_a_facet_given_twice_is_refused():
    with pytest.raises(UsageError, match="twice"):
        candidates(ladder("a") * 2, [stated("a", 0, 1, 5.0)])
    with pytest.raises(UsageError, match="twice"):
        candidates(ladder("a"), [stated("a", 0, 1, 5.0)] * 2)


def test_half_a_year_of_one_is_a_start_and_what_is_left_of_the_step_is_its_gain():
    worth = {0: 0.0, 1: 0.5, 2: 1.0}
    actions = [Action("years-0", "years", 0, 1, 100.0, {}), Action("years-1", "years", 1, 2, 100.0, {})]
    found = candidates(actions, [Need("years", 0.5, 2, 9.0, 0.25, worth)])
    assert [(c.id, c.gain) for c in found] == [("years-0", 2.25), ("years-1", 4.5)]
    assert candidates(actions, [Need("years", 1.5, 2, 9.0, 0.75, worth)])[0].id == "years-1"
