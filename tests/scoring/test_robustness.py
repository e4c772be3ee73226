"""Moved weights: draws against independent re-scoring, a closed form, and what must not move anything."""

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from readiness.scoring.factors import alone

from readiness.scoring import (
    Tree,
    alternatives,
    band_index,
    leaf_weights,
    moved_weights,
    robustness,
    weighted_score,
)
from readiness.scoring.robustness import Moved

STARTS = [0, 40, 60, 75]
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
REACHED = np.array([0.4, 0.9, 1.0, 0.2, 0.6, np.nan])
N_NUMBERS = sum(len(numbers) for numbers in TREE[:3])

rows = st.lists(st.floats(0, 1) | st.just(float("nan")), min_size=6, max_size=6).map(np.array)


def noise(n_draws: int = 400, seed: int = 0) -> np.ndarray:
    return np.random.default_rng(seed).uniform(-1, 1, (N_NUMBERS, n_draws))


def moved(which: np.ndarray) -> Tree:
    raw = np.concatenate(TREE[:3]) + np.concatenate(SPREAD[:3]) * which
    dimensions, criteria, share = np.split(raw, [2, 6])
    return TREE._replace(dimension_importance=dimensions, criterion_importance=criteria, share=share)


def tried(reached, tree, spread, starts, drawn):
    return robustness(reached, tree, spread, moved_weights(tree, spread, drawn), starts)


def one_by_one(reached, tree, spread, n_values=2001):
    """Scores while one number moves evenly over its range and all others stay: brute force."""
    noise = np.linspace(-1, 1, 2 * n_values + 1)[1::2]
    for factor in range(6):
        only = np.zeros((N_NUMBERS, n_values))
        only[factor] = noise
        weight = moved_weights(tree, spread, only).weight
        known = ~np.isnan(reached)
        yield 100 * np.where(known, reached, 0) @ weight / (known @ weight)


def test_every_draw_is_the_score_under_its_own_weights():
    drawn = noise()
    found = tried(REACHED, TREE, SPREAD, STARTS, drawn)
    expected = [weighted_score(REACHED[None], leaf_weights(moved(column)))[0] for column in drawn.T]
    assert found.scores.tolist() == pytest.approx(expected)


def test_the_largest_gap_of_every_draw_is_counted():
    drawn = noise()
    counts = np.zeros(6)
    for column in drawn.T:
        counts[np.nanargmax(leaf_weights(moved(column)) * (1 - REACHED))] += 1
    found = tried(REACHED, TREE, SPREAD, STARTS, drawn)
    assert found.largest_gap.tolist() == pytest.approx((counts / drawn.shape[1]).tolist())
    assert found.largest_gap[5] == 0


def test_the_index_of_a_factor_is_its_own_variance_over_all_variance():
    found = tried(REACHED, TREE, SPREAD, STARTS, noise())
    for share, scores in zip(found.variance_share, one_by_one(REACHED, TREE, SPREAD), strict=True):
        assert share == pytest.approx(np.var(scores) / found.scores.var(), rel=1e-5)


@given(
    rows.filter(lambda row: not np.isnan(row).all()),
    st.lists(st.floats(0, 3), min_size=6, max_size=6),
    st.lists(st.floats(0.5, 100), min_size=6, max_size=6),
)
@example(REACHED, [1.5] * 6, [30.0] * 6)
def test_what_a_factor_does_alone_is_what_brute_force_finds(reached, reach, raw):
    tree = TREE._replace(dimension_importance=np.array(raw[:2]), criterion_importance=np.array(raw[2:]))
    spread = SPREAD._replace(
        dimension_importance=np.array(raw[:2]) * reach[:2],
        criterion_importance=np.array(raw[2:]) * reach[2:],
    )
    known = ~np.isnan(reached)
    filled = np.where(known, reached, 0.0)
    home = band_index(weighted_score(reached[None], leaf_weights(tree))[0], STARTS)
    found = alone(tree, spread, filled, known, starts=STARTS)
    for factor, scores in enumerate(one_by_one(reached, tree, spread)):
        assert found.variance[factor] == pytest.approx(np.var(scores), rel=2e-3, abs=1e-6)
        near_an_edge = np.abs(scores[:, None] - STARTS).min() < 1e-9
        if not near_an_edge:
            changed = np.mean(band_index(scores, STARTS) != home)
            assert found.changes[factor] == pytest.approx(changed, abs=2e-3)


def test_weights_that_do_not_move_change_nothing():
    found = tried(REACHED, TREE, STILL, STARTS, noise(100))
    assert np.ptp(found.scores) == pytest.approx(0, abs=1e-12)
    assert found.scores[0] == pytest.approx(weighted_score(REACHED[None], leaf_weights(TREE))[0])
    assert found.variance_share.tolist() == [0] * 6
    assert found.changes.tolist() == [0] * 6


def test_moved_weights_are_the_nominal_ones_without_spread_and_differ_with_it():
    kept, drawn = (moved_weights(TREE, reach, noise(50)).weight for reach in (STILL, SPREAD))
    assert kept == pytest.approx(np.tile(leaf_weights(TREE)[:, None], 50))
    assert drawn.sum(axis=0) == pytest.approx(np.ones(50))
    assert drawn.std(axis=1).min() > 0


@given(st.floats(0, 1))
def test_a_person_who_is_the_same_everywhere_hangs_on_no_weight(level):
    found = tried(np.full(6, level), TREE, SPREAD, STARTS, noise(100))
    assert found.scores.tolist() == pytest.approx([100 * level] * 100)
    assert found.variance_share.tolist() == [0] * 6
    assert found.changes.tolist() == [0] * 6


def test_a_factor_that_changes_nothing_has_an_index_of_exactly_0():
    alone = Tree(np.array([1.0]), np.array([95.0, 90.0]), np.ones(2), np.array([0, 0]), np.array([0, 1]))
    spread = alone._replace(
        dimension_importance=np.array([0.3]), criterion_importance=np.array([5.0, 5.0]), share=np.zeros(2)
    )
    drawn = np.random.default_rng(1).uniform(-1, 1, (5, 300))
    found = tried([0.2, 0.9], alone, spread, STARTS, drawn)
    assert found.variance_share[0] == 0
    assert (found.variance_share[1:] > 0).all()


@given(rows.filter(lambda row: not np.isnan(row).all()), st.integers(0, 99))
def test_moved_scores_stay_within_what_was_reached(reached, seed):
    found = tried(reached, TREE, SPREAD, STARTS, noise(50, seed))
    assert (found.scores >= 100 * np.nanmin(reached) - 1e-9).all()
    assert (found.scores <= 100 * np.nanmax(reached) + 1e-9).all()
    assert ((found.changes >= 0) & (found.changes <= 1)).all()
    assert (found.variance_share >= 0).all()
    assert found.largest_gap.sum() <= 1 + 1e-9


@pytest.mark.parametrize("importance", [1.0, 0.5])
def test_an_importance_smaller_than_its_own_movement_never_leaves_a_group_without_weight(importance):
    small = TREE._replace(criterion_importance=np.full(4, importance))
    far = SPREAD._replace(criterion_importance=np.full(4, 5.0))
    found = tried(REACHED, small, far, STARTS, noise())
    assert np.isfinite(found.scores).all()
    assert np.isfinite(found.variance_share).all()


def test_dirichlet_draws_have_the_mean_and_variance_of_the_closed_form():
    weight, reached, c = np.array([95, 90, 85, 80]) / 350, np.array([1.0, 0.6, 0.3, 0.0]), 40.0
    draws = np.random.default_rng(7).dirichlet(c * weight, size=40_000).T
    one = Tree(np.ones(1), weight, np.ones(4), np.zeros(4, dtype=np.intp), np.arange(4))
    moved = Moved(draws, draws.min(axis=1), draws.max(axis=1))
    scores = robustness(reached, one, one, moved, STARTS).scores
    mean = 100 * weight @ reached
    variance = (100**2 * weight @ reached**2 - mean**2) / (c + 1)
    assert scores.mean() == pytest.approx(mean, abs=4 * np.sqrt(variance / 40_000))
    assert scores.var() == pytest.approx(variance, rel=0.03)


@given(rows.filter(lambda row: not np.isnan(row).all()))
def test_the_geometric_mean_is_never_above_the_arithmetic_one(reached):
    found = {a.name: a.score for a in alternatives(reached, TREE, reached, reached) if a.criterion < 0}
    arithmetic = weighted_score(reached[None], leaf_weights(TREE))[0]
    assert found["geometric-mean"] <= arithmetic + 1e-9
    assert found["ratings-one-lower"] == pytest.approx(arithmetic)


def test_the_alternatives_are_worked_by_hand():
    reached = np.array([0.5, 0.5, 1.0, 0.0, 1.0, 1.0])
    found = {(a.name, a.criterion): a.score for a in alternatives(reached, TREE, 0 * reached, reached)}
    assert found["equal-weights", -1] == pytest.approx(100 * (0.7 * (0.5 * 0.5 + 0.5) + 0.3 * 0.5))
    assert found["ratings-one-lower", -1] == 0
    skills, rest = 0.7 * (95 * 0.5 + 90) / 185, 0.3 * 0.4
    assert found["ratings-one-higher", -1] == pytest.approx(100 * (skills + rest))
    left = 0.7 * 90 / 185 + 0.3
    assert found["without", 0] == pytest.approx(100 * (0.7 * 90 / 185 + rest) / left)
    assert set(found) >= {("without", k) for k in range(4)}


def test_leaving_out_the_only_answered_criterion_is_no_alternative():
    reached = np.array([np.nan, np.nan, 0.5, np.nan, np.nan, np.nan])
    found = alternatives(reached, TREE, reached, reached)
    assert [a for a in found if a.name == "without"] == []


def test_a_criterion_whose_rest_weighs_nothing_is_not_left_out():
    light = TREE._replace(
        dimension_importance=np.array([1.0, 0.0]), criterion_importance=np.array([1.0, 0, 1, 1])
    )
    found = alternatives(REACHED, light, REACHED, REACHED)
    assert {a.criterion for a in found if a.name == "without"} == {1, 2, 3}
    assert all(np.isfinite(a.score) for a in found)
