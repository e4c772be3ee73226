import numpy as np
import pytest

from readiness.errors import UsageError
from readiness.knapsack import Action, Need, candidates, stated


def ladder(facet, requires=None):
    return [Action(f"{facet}-{k}", facet, k, 10.0 + k, requires or {}) for k in range(4)]


def test_each_step_up_to_the_bar_is_worth_what_the_score_gains():
    found = candidates(ladder("sql"), [stated("sql", 1, 3, 6.0)])
    assert [(c.id, c.gain) for c in found] == [("sql-1", pytest.approx(2)), ("sql-2", pytest.approx(2))]


def test_gains_are_never_negative_and_add_up_to_the_whole_gap():
    rng = np.random.default_rng(3)
    for _ in range(2000):
        bar = int(rng.integers(1, 5))
        need = Need("sql", int(rng.integers(0, bar)), bar, float(rng.random() * 9), float(rng.random()))
        gains = [c.gain for c in candidates(ladder("sql"), [need])]
        assert min(gains) >= 0
        assert sum(gains) == pytest.approx(need.points * (1 - need.attainment))


def test_a_facet_at_its_bar_has_no_steps():
    assert candidates(ladder("sql"), [stated("sql", 3, 2, 6.0)]) == ()


def test_a_facet_that_was_not_rated_has_no_steps():
    assert {c.facet for c in candidates(ladder("a") + ladder("b"), [stated("a", 0, 1, 5.0)])} == {"a"}


def test_a_step_beyond_the_bar_is_there_where_another_step_needs_it_and_is_worth_nothing():
    actions = [*ladder("a"), Action("b-0", "b", 0, 5.0, {"a": 3})]
    found = candidates(actions, [stated("a", 1, 1, 5.0), stated("b", 0, 1, 5.0)])
    assert [(c.id, c.gain) for c in found] == [("a-1", 0), ("a-2", 0), ("b-0", 5)]


@pytest.mark.parametrize(
    ("action", "need"),
    [
        (Action("a-0", "a", 0, 0.0, {}), stated("a", 0, 1, 5.0)),
        (Action("a-0", "a", 0, float("nan"), {}), stated("a", 0, 1, 5.0)),
        (Action("a-7", "a", 7, 1.0, {}), stated("a", 0, 1, 5.0)),
        (Action("a-0", "a", 0, 1.0, {"a": 1}), stated("a", 0, 1, 5.0)),
        (Action("a-0", "a", 0, 1.0, {"b": 9}), stated("a", 0, 1, 5.0)),
        (Action("a-0", "a", 0, 1.0, {}), Need("a", 5, 1, 5.0, 0.0)),
        (Action("a-0", "a", 0, 1.0, {}), Need("a", 0, 0, 5.0, 0.0)),
        (Action("a-0", "a", 0, 1.0, {}), Need("a", 0, 1, -5.0, 0.0)),
        (Action("a-0", "a", 0, 1.0, {}), Need("a", 0, 1, 5.0, float("nan"))),
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
