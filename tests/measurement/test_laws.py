import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from readiness.measurement import (
    Answers,
    after_answer,
    after_ratings,
    answers,
    expected_score,
    population,
    prior,
    replay,
)
from readiness.measurement.simulate import respondents, sit

ROUNDING = 1e-9

histories = st.tuples(
    st.lists(st.one_of(st.none(), st.integers(0, 4)), min_size=18, max_size=18),
    st.lists(st.tuples(st.integers(0, 251), st.booleans()), max_size=24, unique_by=lambda pair: pair[0]),
    st.integers(0, 251),
)


def told(example, history):
    levels, pairs, _ = history
    rated = np.array([[np.nan if level is None else level for level in levels]])
    given_answers = answers([item for item, _ in pairs], [right for _, right in pairs])
    return replay(example.population, rated, example.bank, given_answers)


def score(example, belief):
    return expected_score(belief, example.population, example.weights, example.bars)


@settings(max_examples=60, deadline=None)
@given(history=histories)
def test_a_right_answer_never_lowers_a_facet_or_the_score_nor_raises_leniency(example, history):
    before = told(example, history)
    after = after_answer(before, example.bank, history[2], True)
    assert np.all(after.mean[:, :-1] >= before.mean[:, :-1] - ROUNDING)
    assert after.mean[0, -1] <= before.mean[0, -1] + ROUNDING
    assert score(example, after).mean[0] >= score(example, before).mean[0] - ROUNDING


@settings(max_examples=60, deadline=None)
@given(history=histories)
def test_a_wrong_answer_never_raises_a_facet_or_the_score(example, history):
    before = told(example, history)
    after = after_answer(before, example.bank, history[2], False)
    assert np.all(after.mean[:, :-1] <= before.mean[:, :-1] + ROUNDING)
    assert score(example, after).mean[0] <= score(example, before).mean[0] + ROUNDING


@settings(max_examples=40, deadline=None)
@given(history=histories)
def test_no_history_breaks_the_belief(example, history):
    belief = told(example, history)
    assert np.isfinite(belief.mean).all()
    assert np.linalg.eigvalsh(belief.covariance[0]).min() > 0
    expected = score(example, belief)
    assert 0 <= expected.low[0] <= expected.mean[0] <= expected.high[0] <= 70


def polished(example, who, given):
    return replay(example.population, who.levels, example.bank, given)


def one_pass(example, who, given):
    belief = after_ratings(prior(example.population, len(who.levels)), example.population, who.levels)
    for turn in range(given.item.shape[1]):
        belief = after_answer(belief, example.bank, given.item[:, turn], given.right[:, turn])
    return belief


def largest_move_by_order(example, believe):
    generator = np.random.default_rng(11)
    who = respondents(example.population, 40, rng=generator)
    sitting = sit(
        who, example.population, example.bank, example.weights, example.bars, length=20, rng=generator
    )
    scores = []
    for _ in range(6):
        order = generator.permutation(20)
        shuffled = Answers(sitting.answers.item[:, order], sitting.answers.right[:, order])
        scores.append(score(example, believe(example, who, shuffled)).mean)
    return float(np.ptp(np.array(scores), axis=0).max())


def test_the_order_of_answers_moves_the_polished_score_by_less_than_a_hundredth_of_a_point(example):
    assert largest_move_by_order(example, polished) < 1e-6


def test_without_polish_the_order_of_answers_does_move_the_score(example):
    assert largest_move_by_order(example, one_pass) > 0.01


def test_renaming_facets_changes_nothing(example, rng):
    order = rng.permutation(18)
    place = np.argsort(order)
    renamed = population(example.population.criterion_of_facet[order], example.settings)
    bank = example.bank._replace(facet=place[example.bank.facet])
    levels = rng.integers(0, 5, (3, 18)).astype(float)
    given_answers = Answers(rng.integers(0, 252, (3, 12)), rng.random((3, 12)) < 0.5)
    one = replay(example.population, levels, example.bank, given_answers)
    other = replay(renamed, levels[:, order], bank, given_answers)
    np.testing.assert_allclose(other.mean[:, :-1], one.mean[:, order], atol=1e-8)
    first = score(example, one)
    second = expected_score(other, renamed, example.weights[order], example.bars[order])
    np.testing.assert_allclose(second.mean, first.mean, atol=1e-7)
    np.testing.assert_allclose(second.sd, first.sd, atol=1e-7)


def test_an_item_that_does_not_discriminate_changes_nothing(example):
    flat = example.bank._replace(a=np.zeros(252))
    before = told(example, ([2] * 18, [(3, True), (40, False)], 0))
    for right in (True, False):
        after = after_answer(before, flat, 7, right)
        np.testing.assert_array_equal(after.mean, before.mean)
        np.testing.assert_array_equal(after.covariance, before.covariance)
