"""Moved weights: against weights made one tree at a time, and what must not move anything."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from readiness.scoring import (
    Moved,
    Tree,
    factor_weights,
    largest_gap,
    leaf_weights,
    moved_weights,
    other_weights,
    weighted_score,
)
from readiness.scoring.robustness import LEAST_KEPT, N_NODES

TREE = Tree(
    np.array([70.0, 30.0]),
    np.array([95.0, 90.0, 60.0, 40.0]),
    np.array([1.0, 2.0, 1.0, 1.0, 3.0, 1.0]),
    np.array([0, 0, 1, 1]),
    np.array([0, 0, 1, 2, 3, 3]),
)
SPREAD = TREE._replace(
    dimension_importance=0.3 * TREE.dimension_importance,
    criterion_importance=np.array([5.0, 5.0, 18.0, 12.0]),
    share=0.3 * TREE.share,
)
STILL = TREE._replace(dimension_importance=np.zeros(2), criterion_importance=np.zeros(4), share=np.zeros(6))
REACHED = np.array([0.4, 0.9, 1.0, 0.2, 0.6, 0.5])
N_FACTORS = 6
N_NUMBERS = sum(len(numbers) for numbers in TREE[:3])

rows = st.lists(st.floats(0, 1), min_size=6, max_size=6).map(np.array)


def noise(n_draws: int = 400, seed: int = 0) -> np.ndarray:
    return np.random.default_rng(seed).uniform(-1, 1, (N_NUMBERS, n_draws))


def moved(which: np.ndarray, tree: Tree = TREE, spread: Tree = SPREAD) -> Tree:
    raw = np.concatenate(tree[:3])
    raw = np.maximum(raw + np.concatenate(spread[:3]) * which, LEAST_KEPT * raw)
    dimensions, criteria, share = np.split(raw, [2, 6])
    return tree._replace(dimension_importance=dimensions, criterion_importance=criteria, share=share)


@pytest.mark.parametrize("factor", [1, 4])
def test_every_draw_has_the_weights_of_its_own_tree(factor):
    drawn = noise() * factor  # four times the range: some numbers fall to the least that is kept
    found = moved_weights(TREE, SPREAD, drawn)
    expected = np.array([leaf_weights(moved(column)) for column in drawn.T]).T
    assert found.weight == pytest.approx(expected, abs=1e-12)
    assert found.least == pytest.approx(expected.min(axis=1))
    assert found.most == pytest.approx(expected.max(axis=1))


def test_moved_weights_are_the_nominal_ones_without_spread_and_differ_with_it():
    kept, drawn = (moved_weights(TREE, reach, noise(50)).weight for reach in (STILL, SPREAD))
    assert kept == pytest.approx(np.tile(leaf_weights(TREE)[:, None], 50))
    assert drawn.sum(axis=0) == pytest.approx(np.ones(50))
    assert drawn.std(axis=1).min() > 0


@given(rows, st.integers(0, 99))
def test_moved_scores_stay_within_what_was_reached(reached, seed):
    scores = 100 * reached @ moved_weights(TREE, SPREAD, noise(50, seed)).weight
    assert (scores >= 100 * reached.min() - 1e-9).all()
    assert (scores <= 100 * reached.max() + 1e-9).all()


@given(st.floats(0, 1))
def test_a_person_who_is_the_same_everywhere_hangs_on_no_weight(level):
    reached = np.full(6, level)
    assert 100 * reached @ moved_weights(TREE, SPREAD, noise(100)).weight == pytest.approx(100 * level)
    assert 100 * factor_weights(TREE, SPREAD) @ reached == pytest.approx(100 * level)
    assert 100 * other_weights(TREE) @ reached == pytest.approx(100 * level)


@pytest.mark.parametrize("importance", [1.0, 0.5])
def test_an_importance_smaller_than_its_own_movement_never_leaves_a_group_without_weight(importance):
    small = TREE._replace(criterion_importance=np.full(4, importance))
    far = SPREAD._replace(criterion_importance=np.full(4, 5.0))
    for weight in (moved_weights(small, far, noise()).weight.T, factor_weights(small, far).reshape(-1, 6)):
        assert (weight > 0).all()
        assert weight.sum(axis=1) == pytest.approx(1)


def test_weights_that_do_not_count_never_begin_to():
    without = TREE._replace(share=np.array([1.0, 0, 1, 1, 3, 1]))
    still_none = SPREAD._replace(share=0.3 * without.share)
    assert (moved_weights(without, still_none, noise()).weight[1] == 0).all()
    assert (factor_weights(without, still_none)[:, :, 1] == 0).all()


def test_a_factor_moves_alone_and_evenly_over_its_range():
    found = factor_weights(TREE, SPREAD)
    assert found.shape == (N_FACTORS, N_NODES, 6)
    nodes = [-8 / 9, -6 / 9, -4 / 9, -2 / 9, 0, 2 / 9, 4 / 9, 6 / 9, 8 / 9]
    for factor in range(N_FACTORS):
        for node, place in enumerate(nodes):
            only = np.zeros(N_NUMBERS)
            only[factor] = place
            assert found[factor, node] == pytest.approx(leaf_weights(moved(only)), abs=1e-12)


def test_the_nodes_of_a_factor_have_the_variance_of_its_whole_range():
    """Nine midpoints of equal parts, against two thousand: the variance is short by a hundredth or so."""
    for factor, weight in enumerate(factor_weights(TREE, SPREAD)):
        only = np.zeros((N_NUMBERS, 2001))
        only[factor] = np.linspace(-1, 1, 4003)[1::2]
        whole = (100 * REACHED @ moved_weights(TREE, SPREAD, only).weight).var()
        assert (100 * weight @ REACHED).var() == pytest.approx(whole, rel=0.02)


def test_a_factor_alone_in_its_group_moves_nothing():
    alone = Tree(np.array([1.0]), np.array([95.0, 90.0]), np.ones(2), np.array([0, 0]), np.array([0, 1]))
    spread = alone._replace(
        dimension_importance=np.array([0.3]), criterion_importance=np.array([5.0, 5.0]), share=np.zeros(2)
    )
    only, first, second = 100 * factor_weights(alone, spread) @ np.array([0.2, 0.9])
    assert np.ptp(only) == pytest.approx(0, abs=1e-12)
    assert (np.diff(first) < 0).all()
    assert (np.diff(second) > 0).all()


def test_other_rules_are_worked_by_hand():
    reached = np.array([0.5, 0.5, 1.0, 0.0, 1.0, 1.0])
    equal, *without = 100 * other_weights(TREE) @ reached
    assert equal == pytest.approx(100 * (0.7 * (0.5 * 0.5 + 0.5) + 0.3 * 0.5))
    rest = 0.3 * 0.4
    left = 0.7 * 90 / 185 + 0.3
    assert len(without) == 4
    assert without[0] == pytest.approx(100 * (0.7 * 90 / 185 + rest) / left)
    assert without[2] == pytest.approx(100 * (0.7 * (95 * 0.5 + 90) / 185 + 0.3 * 0.4) / (0.7 + 0.3 * 0.4))
    assert other_weights(TREE).sum(axis=1) == pytest.approx(1)


def test_leaving_out_all_that_weighs_anything_is_no_alternative():
    light = TREE._replace(
        dimension_importance=np.array([1.0, 0.0]), criterion_importance=np.array([1.0, 0, 1, 1])
    )
    found = other_weights(light)
    assert np.isnan(found[1]).all()
    assert found[2:].sum(axis=1) == pytest.approx(1)
    assert not np.isnan(np.delete(found, 1, axis=0)).any()


@given(rows, st.integers(0, 99))
def test_the_largest_gap_of_every_draw_is_counted(reached, seed):
    found = moved_weights(TREE, SPREAD, noise(200, seed))
    lost = found.weight * (1 - reached)[:, None]
    counts = np.bincount(lost.argmax(axis=0), minlength=6) / 200
    if (reached == 1).all():
        counts = np.zeros(6)
    ordered = np.sort(lost, axis=0)
    clear = (ordered[-1] - ordered[-2] > 1e-12).all()
    shares = largest_gap(found, 1 - reached)
    assert shares.sum() == pytest.approx(float(counts.sum() > 0))
    if clear:
        assert shares == pytest.approx(counts)


def test_nothing_missing_is_no_gap():
    found = moved_weights(TREE, SPREAD, noise(100))
    assert largest_gap(found, np.zeros(6)).tolist() == [0] * 6
    assert largest_gap(found, [0, 0, 0.1, 0, 0, 0]).tolist() == [0, 0, 1, 0, 0, 0]


def test_two_gaps_share_the_draws_by_which_weighs_more():
    weight = np.array([[0.6, 0.6, 0.4, 0.6], [0.4, 0.4, 0.6, 0.4]])
    two = Moved(weight, weight.min(axis=1), weight.max(axis=1))
    assert largest_gap(two, [0.5, 0.5]).tolist() == [0.75, 0.25]
    assert largest_gap(two, [0.5, 0.9]).tolist() == [0, 1]


def test_the_articles_weights_move_a_score_by_what_dirichlet_draws_say():
    """E = S and Var = (sum of w x^2 - S^2) / (c + 1) for weights drawn around w with strength c."""
    weight, reached, c = np.array([95, 90, 85, 80]) / 350, np.array([1.0, 0.6, 0.3, 0.0]), 40.0
    draws = np.random.default_rng(7).dirichlet(c * weight, size=4000)
    scores = np.array([weighted_score(reached[None], row)[0] for row in draws])
    mean = 100 * weight @ reached
    variance = (100**2 * weight @ reached**2 - mean**2) / (c + 1)
    assert scores.mean() == pytest.approx(mean, abs=4 * np.sqrt(variance / 4000))
    assert scores.var() == pytest.approx(variance, rel=0.1)
