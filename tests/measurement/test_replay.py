import numpy as np
import pytest
from scipy import stats

from readiness.measurement import (
    Answers,
    after_answer,
    after_ratings,
    answers,
    criterion_projections,
    expected_score,
    items,
    population,
    prior,
    replay,
)

pytestmark = pytest.mark.slow

UNRATED = np.full((1, 18), np.nan)
NO_ANSWERS = answers([], [])


def sd(example, belief):
    return expected_score(belief, example.population, example.weights, example.bars).sd


def test_a_replay_is_close_to_what_the_sitting_believed(example, rng):
    levels = rng.integers(0, 5, (4, 18)).astype(float)
    levels[1, 3:9] = np.nan
    given = Answers(rng.integers(0, 252, (4, 6)), rng.random((4, 6)) < 0.5)
    live = after_ratings(prior(example.population, 4), example.population, levels)
    for turn in range(6):
        live = after_answer(live, example.bank, given.item[:, turn], given.right[:, turn])
    replayed = replay(example.population, levels, example.bank, given)
    np.testing.assert_allclose(replayed.mean, live.mean, atol=0.05)
    np.testing.assert_allclose(replayed.covariance, live.covariance, atol=0.05)


def test_people_in_a_batch_are_scored_as_each_would_be_alone(example, rng):
    levels = np.where(rng.random((5, 18)) < 0.3, np.nan, rng.integers(0, 5, (5, 18)))
    item = rng.integers(-1, 252, (5, 7))
    given = Answers(item, rng.random((5, 7)) < 0.5)
    together = replay(example.population, levels, example.bank, given)
    for person in range(5):
        done = item[person] >= 0
        alone = replay(
            example.population,
            levels[person],
            example.bank,
            answers(item[person, done], given.right[person, done]),
        )
        np.testing.assert_allclose(together.mean[person], alone.mean[0], atol=1e-11)
        np.testing.assert_allclose(together.covariance[person], alone.covariance[0], atol=1e-11)


def test_nothing_answered_leaves_the_prior(example):
    belief = replay(example.population, UNRATED, example.bank, NO_ANSWERS)
    np.testing.assert_array_equal(belief.mean[0], example.population.mean)
    np.testing.assert_array_equal(belief.covariance[0], example.population.covariance)


def test_one_rating_of_a_criterion_proves_less_than_as_many_ratings_as_it_has_facets(example):
    h = criterion_projections(example.population.criterion_of_facet)
    once = replay(example.population, [[3, 2, 3, 2, 3]], example.bank, NO_ANSWERS, projections=h)
    copied = replay(
        example.population,
        np.array([[3, 2, 3, 2, 3]])[:, example.population.criterion_of_facet],
        example.bank,
        NO_ANSWERS,
    )
    assert sd(example, copied) < sd(example, once) < sd(example, prior(example.population))


def test_polish_reaches_the_exact_posterior_of_two_facets(example, rng):
    # Importance sampling from the prior is exact up to its own noise.
    rated = np.full((1, 18), np.nan)
    rated[0, 0] = 4
    given = answers([0, 4, 8, 20, 24], [False, False, True, False, True])
    belief = replay(example.population, rated, example.bank, given)
    x = rng.multivariate_normal(example.population.mean, example.population.covariance, 400_000)
    bank = example.bank
    weight = np.ones(len(x))
    heard = x[:, 0] + x[:, -1]
    weight *= stats.norm.sf((example.population.cuts[4] - heard) / np.sqrt(example.population.rating_noise))
    for item, right in zip(given.item[0], given.right[0], strict=True):
        s = bank.a[item] / np.sqrt(1 + (bank.a[item] * bank.s_b[item]) ** 2)
        knows = bank.c[item] + (1 - bank.c[item]) * stats.norm.cdf(
            s * (x[:, bank.facet[item]] - bank.b[item])
        )
        weight *= knows if right else 1 - knows
    mean = np.average(x, axis=0, weights=weight)
    variance = np.average((x - mean) ** 2, axis=0, weights=weight)
    np.testing.assert_allclose(belief.mean[0], mean, atol=0.015)
    np.testing.assert_allclose(np.diagonal(belief.covariance[0]), variance, rtol=0.015)


@pytest.mark.parametrize("level", [-1, 5, 2.5, np.inf])
def test_a_level_that_does_not_exist_is_refused(example, level):
    rated = UNRATED.copy()
    rated[0, 2] = level
    with pytest.raises(ValueError, match="whole level from 0 to 4"):
        after_ratings(prior(example.population), example.population, rated)


def test_ratings_need_one_projection_each(example):
    with pytest.raises(ValueError, match="as many projections"):
        after_ratings(prior(example.population), example.population, [[1, 2, 3]])


@pytest.mark.parametrize("n_answers", [8, 20, 40, 120])
def test_sharp_items_and_lucky_guesses_never_break_the_belief(example, rng, n_answers):
    sharp = example.bank._replace(a=np.full(252, 2.0), c=np.full(252, 0.25), s_b=np.full(252, 0.05))
    hardest_first = np.argsort(-sharp.b)[: max(n_answers, 60)]
    item = np.array([rng.permutation(hardest_first)[:n_answers] for _ in range(150)])
    given = Answers(item, rng.random(item.shape) < rng.random((150, 1)))
    belief = replay(example.population, np.zeros((150, 18)), sharp, given)
    assert np.isfinite(belief.mean).all()
    assert np.linalg.eigvalsh(belief.covariance).min() > 0
    assert np.all(
        np.diagonal(belief.covariance, axis1=1, axis2=2) < 10 * np.diagonal(example.population.covariance)
    )


def test_a_population_without_shared_leniency_can_be_replayed(example):
    one = population([0], example.settings)
    bank = items(one, [0, 0, 0], [1, 2, 3], [True, False, True])
    belief = replay(one, [[np.nan]], bank, answers([0, 1, 2], [True, True, False]))
    live = prior(one)
    for item, right in enumerate([True, True, False]):
        live = after_answer(live, bank, item, right)
    np.testing.assert_allclose(belief.mean, live.mean, atol=0.02)
    assert belief.covariance[0, 1, 1] == 0
