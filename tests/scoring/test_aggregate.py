"""The score: worked by hand from the article's importances, and the laws that it must keep."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from readiness.errors import WeightError
from readiness.scoring import Tree, aggregate, band_index, leaf_weights, weighted_score

ARTICLE = np.array([95.0, 90.0, 85.0, 80.0])
NAN = float("nan")

shares = st.floats(0, 1)
positive = st.floats(0.01, 100)


@st.composite
def answered(draw, *, gaps: bool = True):
    """Attainments of a few people, and weights."""
    n_leaves = draw(st.integers(1, 8))
    entry = (shares | st.just(NAN)) if gaps else shares
    row = st.lists(entry, min_size=n_leaves, max_size=n_leaves)
    reached = draw(st.lists(row, min_size=1, max_size=5))
    weight = draw(st.lists(positive, min_size=n_leaves, max_size=n_leaves))
    return np.array(reached), np.array(weight)


@st.composite
def trees(draw):
    n_dimensions = draw(st.integers(1, 4))
    criteria = draw(st.lists(st.integers(1, 3), min_size=n_dimensions, max_size=n_dimensions))
    leaves = draw(st.lists(st.integers(1, 4), min_size=sum(criteria), max_size=sum(criteria)))

    def values(n):
        return np.array(draw(st.lists(positive, min_size=n, max_size=n)))

    return Tree(
        values(n_dimensions),
        values(sum(criteria)),
        values(sum(leaves)),
        np.repeat(np.arange(n_dimensions), criteria),
        np.repeat(np.arange(sum(criteria)), leaves),
    )


def test_the_articles_importances_become_shares():
    weight = ARTICLE / 350
    score = weighted_score(np.eye(4), ARTICLE)
    assert score.tolist() == pytest.approx((100 * weight).tolist())
    assert score.round(2).tolist() == [27.14, 25.71, 24.29, 22.86]


def test_the_articles_importances_move_a_score_by_2_86_points_at_most():
    corners = np.array([[(n >> k) & 1 for k in range(4)] for n in range(16)], dtype=float)
    difference = np.abs(weighted_score(corners, ARTICLE) - weighted_score(corners, np.ones(4)))
    assert difference.max() == pytest.approx(20 / 7)
    assert difference.max().round(2) == 2.86


def test_renormalising_alone_is_not_monotone_so_bounds_stand_beside_the_score():
    alone = aggregate([[0.8, NAN]], ARTICLE[:2])
    both = aggregate([[0.8, 0.2]], ARTICLE[:2])
    assert alone.score[0] == pytest.approx(80)
    assert both.score[0] == pytest.approx(50.81, abs=0.005)
    assert alone.coverage[0] == pytest.approx(95 / 185)
    assert alone.low[0] <= both.score[0] <= alone.high[0]
    assert (alone.low[0], alone.high[0]) == pytest.approx((100 * 76 / 185, 100 * (76 + 90) / 185))


def test_the_weight_of_a_leaf_is_the_product_of_the_shares_on_its_way_down():
    tree = Tree(
        np.array([70.0, 30.0]),
        np.array([95.0, 90.0, 10.0]),
        np.array([3.0, 1.0, 1.0, 5.0]),
        np.array([0, 0, 1]),
        np.array([0, 0, 1, 2]),
    )
    weight = leaf_weights(tree)
    assert weight.tolist() == pytest.approx(
        [0.7 * 95 / 185 * 0.75, 0.7 * 95 / 185 * 0.25, 0.7 * 90 / 185, 0.3]
    )


@given(trees())
def test_weights_of_all_leaves_add_up_to_one(tree):
    assert leaf_weights(tree).sum() == pytest.approx(1, abs=1e-12)


@given(trees(), st.floats(0.001, 1000))
def test_the_unit_of_the_importances_does_not_count(tree, factor):
    other = tree._replace(
        dimension_importance=factor * tree.dimension_importance,
        criterion_importance=factor * tree.criterion_importance,
        share=factor * tree.share,
    )
    assert leaf_weights(other).tolist() == pytest.approx(leaf_weights(tree).tolist())


@given(answered())
def test_contributions_add_up_to_the_score_and_gaps_to_what_is_missing(case):
    total = aggregate(*case)
    known = ~np.isnan(total.score)
    assert np.abs(total.contribution[known].sum(axis=1) - total.score[known]).max(initial=0) <= 1e-9
    missing = np.nansum(total.points_missing[known], axis=1)
    assert np.abs(missing - (100 - total.score[known])).max(initial=0) <= 1e-9


@given(answered())
def test_a_score_is_between_its_bounds_and_they_within_0_and_100(case):
    total = aggregate(*case)
    some = ~np.isnan(total.score)
    slack = 1e-9
    assert (total.low >= -slack).all()
    assert (total.high <= 100 + slack).all()
    assert (total.low[some] <= total.score[some] + slack).all()
    assert (total.score[some] <= total.high[some] + slack).all()
    assert np.allclose(total.high - total.low, 100 * (1 - total.coverage))
    assert ((total.coverage > 0) == some).all()


@given(answered(), st.data())
def test_getting_better_never_lowers_the_score(case, draw):
    reached, weight = case
    better = reached + (1 - reached) * draw.draw(shares)
    before, after = aggregate(reached, weight), aggregate(better, weight)
    some = ~np.isnan(before.score)
    assert (after.score[some] >= before.score[some] - 1e-9).all()
    assert (after.low >= before.low - 1e-9).all()
    assert (after.high >= before.high - 1e-9).all()


@given(answered(gaps=False), st.data())
def test_the_points_of_a_gap_are_exactly_what_closing_it_adds(case, draw):
    reached, weight = case
    leaf = draw.draw(st.integers(0, reached.shape[1] - 1))
    closed = reached.copy()
    closed[:, leaf] = 1
    before, after = aggregate(reached, weight), aggregate(closed, weight)
    assert np.allclose(after.score - before.score, before.points_missing[:, leaf], atol=1e-9)


@given(answered(), st.randoms(use_true_random=False))
def test_the_order_of_leaves_and_of_people_does_not_count(case, random):
    reached, weight = case
    people, leaves = list(range(len(reached))), list(range(len(weight)))
    random.shuffle(people)
    random.shuffle(leaves)
    before, after = aggregate(reached, weight), aggregate(reached[people][:, leaves], weight[leaves])
    assert np.allclose(after.score, before.score[people], equal_nan=True)
    assert np.allclose(after.contribution, before.contribution[people][:, leaves], equal_nan=True)


@given(answered())
def test_a_person_in_a_batch_is_scored_as_if_alone(case):
    reached, weight = case
    batch = aggregate(reached, weight)
    for row, person in enumerate(reached):
        alone = aggregate(person, weight)
        for together, single in zip(batch, alone, strict=True):
            assert np.array_equal(together[row], single[0], equal_nan=True)


@given(answered())
def test_the_score_alone_is_the_score_of_the_whole(case):
    assert np.allclose(weighted_score(*case), aggregate(*case).score, atol=1e-9, equal_nan=True)


@given(answered(gaps=False))
def test_the_score_is_the_plain_weighted_mean(case):
    reached, weight = case
    expected = [100 * np.average(row, weights=weight) for row in reached]
    assert np.allclose(weighted_score(reached, weight), expected, atol=1e-9)


def test_what_does_not_apply_leaves_with_its_weight_and_what_is_unanswered_does_not():
    applies = [[True, True, False]]
    gone = aggregate([[1.0, 0.5, NAN]], [1, 1, 2], applies)
    unanswered = aggregate([[1.0, 0.5, NAN]], [1, 1, 2])
    assert gone.score[0] == unanswered.score[0] == pytest.approx(75)
    assert gone.coverage[0] == 1
    assert unanswered.coverage[0] == 0.5
    assert gone.low[0] == gone.high[0] == pytest.approx(75)


def test_nothing_answered_is_no_score_and_never_0():
    nothing = aggregate([[NAN, NAN]], [1, 1])
    assert np.isnan(nothing.score[0])
    assert (nothing.low[0], nothing.high[0], nothing.coverage[0]) == (0, 100, 0)
    assert np.isnan(weighted_score([[NAN, NAN]], [1, 1])[0])


@pytest.mark.parametrize("weight", [[1, -1], [0, 0], [NAN, 1], [float("inf"), 1]])
def test_weights_that_cannot_be_normalised_are_refused(weight):
    with pytest.raises(WeightError):
        weighted_score([[1, 1]], weight)
    with pytest.raises(WeightError):
        aggregate([[1, 1]], weight)


def test_a_band_begins_at_its_number_and_takes_the_unrounded_score():
    scores = [0, 39.9999999, 40, 59.999, 60, 74.996, 75, 100, NAN]
    assert band_index(scores, [0, 40, 60, 75]).tolist() == [0, 0, 1, 1, 2, 2, 3, 3, -1]
