"""Ratings: what each level says, and that it says what people are believed to mean by it."""

import numpy as np
import pytest
from scipy import stats

from readiness.measurement import (
    MENTOR,
    SELF,
    VERIFIED,
    observe_ratings,
    rate_facets,
    settle,
)
from readiness.measurement.readings import step_chances
from readiness.measurement.selection import must_have_chances
from readiness.measurement.simulate import rate, respondents


def quadrature(population, source=SELF):
    """Abilities and leniencies in equal shares, and the chance of each level at each of them."""
    theta = stats.norm.ppf((np.arange(401) + 0.5) / 401)
    delta = np.sqrt(population.leniency_variance) * stats.norm.ppf((np.arange(41) + 0.5) / 41)
    grid = np.meshgrid(theta, delta, indexing="ij")
    return grid[0], step_chances(*grid, population.steps, source)


def test_chances_of_the_levels_add_up_to_one(example):
    _, chance = quadrature(example.population)
    assert chance.sum(axis=-1) == pytest.approx(1.0)
    assert chance.min() >= 0


def test_ratings_spread_over_the_levels_as_applicants_do(example):
    _, chance = quadrature(example.population)
    upto = np.cumsum(chance.mean(axis=(0, 1)))[:-1]
    assert upto == pytest.approx(example.settings.share_at_or_below, abs=0.01)


def test_simulated_ratings_follow_these_chances(example, rng):
    who = respondents(example.population, 3000, rng=rng)
    shares = np.bincount(who.levels.ravel().astype(int), minlength=5) / who.levels.size
    assert np.cumsum(shares)[:-1] == pytest.approx(example.settings.share_at_or_below, abs=0.015)


def test_the_validity_of_one_rating_is_what_the_page_says(example, rng):
    who = respondents(example.population, 3000, rng=rng)
    assert np.corrcoef(who.levels.ravel(), who.ability.ravel())[0, 1] == pytest.approx(0.65, abs=0.03)


@pytest.mark.parametrize("level", range(5))
def test_one_rating_of_one_facet_equals_quadrature(example, level):
    theta, chance = quadrature(example.population)
    said = chance[..., level]
    if level == 0:  # of its own facet a fact
        noise = example.settings.fact_noise
        said = stats.norm.cdf(
            (example.population.thresholds[0] * np.sqrt(1 + noise) - theta) / np.sqrt(noise)
        )
    weight = said / said.sum()
    mean = (weight * theta).sum()
    sd = np.sqrt((weight * (theta - mean) ** 2).sum())
    levels = np.full((1, example.n_facets), np.nan)
    levels[0, 0] = level
    belief = example.rated(levels)
    assert belief.mean[0, 0] == pytest.approx(mean, abs=0.05)
    assert np.sqrt(belief.covariance[0, 0, 0]) == pytest.approx(sd, abs=0.06)


def test_a_zero_is_believed_whatever_else_is_right(example):
    for facet in range(example.n_facets):
        levels = np.full((1, example.n_facets), 4.0)
        levels[0, facet] = 0
        belief = example.rated(levels)
        sd = np.sqrt(belief.covariance[0, facet, facet])
        assert stats.norm.sf((example.population.thresholds[1] - belief.mean[0, facet]) / sd) <= 0.10


def test_a_zero_with_the_noise_of_a_claim_would_not_be_believed(example):
    noisy = example.population._replace(settings=example.settings._replace(fact_noise=10.0))
    levels = np.full((1, example.n_facets), 4.0)
    levels[0, 0] = 0
    belief = example._replace(population=noisy).rated(levels)
    sd = np.sqrt(belief.covariance[0, 0, 0])
    assert stats.norm.sf((noisy.thresholds[1] - belief.mean[0, 0]) / sd) > 0.10


MOST_FALL = 4.0


def others_lose(example, levels, facet) -> float:
    """Levels that all other skills lose together where a facet is rated 0 in place of 1."""
    rated = np.tile(np.asarray(levels, dtype=np.float64), (2, 1))
    rated[:, facet] = 1, 0
    mean = example.rated(rated).mean
    level = stats.norm.cdf((mean[:, :-1, None] - example.population.thresholds) / 0.5).sum(axis=2)
    return float(np.delete(level[0] - level[1], facet).sum())


def test_one_zero_does_not_outweigh_all_other_ratings(example, rng):
    """Its own skill stands at 0; eighteen others fall by less than a fifth of a level each."""
    found = [
        others_lose(example, np.clip(rng.integers(1, 5) + rng.integers(-1, 2, example.n_facets), 0, 4), facet)
        for facet in np.tile(np.arange(example.n_facets), 8)
    ]
    assert max(found) < MOST_FALL
    assert min(found) > 0


def test_a_zero_that_is_a_fact_about_ability_would_outweigh_them(example):
    steps = example.population.steps
    noise, cut = steps.noise.copy(), steps.cut.copy()
    noise[:2, 0], cut[:2, 0] = 0.1, example.population.thresholds[0] * np.sqrt(1.1)
    broken = example.population._replace(steps=steps._replace(noise=noise, cut=cut))
    assert others_lose(example._replace(population=broken), np.full(19, 3.0), 0) > 2 * MOST_FALL


def test_a_zero_moves_what_is_believed_of_its_own_facet_only(example):
    levels = np.full((1, example.n_facets), 3.0)
    levels[0, 4] = 0
    given = rate_facets(levels)
    heard = settle(example.population, observe_ratings(example.population, given))
    belief = example.rated(levels)
    others = np.arange(example.n_facets + 1) != 4
    assert np.array_equal(belief.mean[0, others], heard.belief.mean[0, others])
    assert np.array_equal(
        belief.covariance[0][np.ix_(others, others)], heard.belief.covariance[0][np.ix_(others, others)]
    )
    assert belief.mean[0, 4] < heard.belief.mean[0, 4] - 0.3
    assert np.linalg.eigvalsh(belief.covariance[0]).min() > 0


def test_low_levels_say_more_than_high_ones(example):
    doubts = []
    for level in range(5):
        levels = np.full((1, example.n_facets), np.nan)
        levels[0, 0] = level
        doubts.append(example.rated(levels).covariance[0, 0, 0])
    assert doubts[0] < doubts[1] < doubts[2]
    assert doubts[0] < 0.5 * doubts[3]


def test_one_statement_about_many_facets_says_less_than_one_about_each(example):
    levels = np.full((1, example.n_facets), 2.0)
    apart = settle(example.population, observe_ratings(example.population, rate_facets(levels))).belief
    shared = rate_facets(levels, SELF, float(example.n_facets))
    once = settle(example.population, observe_ratings(example.population, shared)).belief
    assert np.all(np.diagonal(once.covariance[0]) >= np.diagonal(apart.covariance[0]) - 1e-12)
    assert once.covariance[0, 0, 0] > 1.2 * apart.covariance[0, 0, 0]


def test_a_verified_level_leaves_next_to_no_doubt_about_the_level(example):
    for level in range(5):
        levels = np.full((1, example.n_facets), np.nan)
        levels[0, 3] = level
        given = rate_facets(levels, VERIFIED)
        belief = settle(example.population, observe_ratings(example.population, given)).belief
        inside = np.concatenate(([-np.inf], example.population.thresholds, [np.inf]))
        assert inside[level] - 0.1 <= belief.mean[0, 3] <= inside[level + 1] + 0.1


def test_a_mentor_is_heard_as_the_person_is_and_trusted_elsewhere(example):
    levels = np.full((1, example.n_facets), 3.0)
    own, mentor = (
        settle(example.population, observe_ratings(example.population, rate_facets(levels, source))).belief
        for source in (SELF, MENTOR)
    )
    assert np.array_equal(own.mean, mentor.mean)
    assert np.array_equal(
        must_have_chances(own, example.population, example.asked),
        must_have_chances(mentor, example.population, example.asked),
    )


@pytest.mark.parametrize("level", [-1, 5, 1.5])
def test_a_level_that_does_not_exist_is_refused(level):
    with pytest.raises(ValueError, match="whole level from 0 to 4"):
        rate_facets([[level]])


def test_leniency_raises_claims_and_no_fact(example, rng):
    ability = np.zeros((4000, 1))
    low, high = (rate(example.population, ability, np.full(4000, by), rng=rng) for by in (-1.5, 1.5))
    assert (high >= 3).mean() > (low >= 3).mean() + 0.05
    assert abs((high == 0).mean() - (low == 0).mean()) < 0.01
