"""Calibration (Talts et al. 2018) and coverage: fast versions of benchmarks/measurement.py."""

import numpy as np
import pytest
from scipy import stats

from readiness.measurement import Answers, expected_score, population, replay, true_score
from readiness.measurement.simulate import Kind, rate, respondents, sit

pytestmark = pytest.mark.slow

N_PEOPLE = 600
N_DRAWS = 63
N_BINS = 16


@pytest.fixture(scope="module")
def sat(example):
    generator = np.random.default_rng(8)
    who = respondents(example.population, N_PEOPLE, rng=generator)
    sitting = sit(
        who, example.population, example.bank, example.weights, example.bars, length=20, rng=generator
    )
    return who, sitting.answers


@pytest.fixture(scope="module")
def independent(example):
    """The broken variant: facets believed to be unrelated, with the same noise of ratings."""
    joint = example.population
    alone = joint.covariance * np.eye(19)
    return joint._replace(covariance=alone)


def cut(given: Answers, length: int) -> Answers:
    return Answers(given.item[:, :length], given.right[:, :length])


def uniformity(example, believed, sat, length=20):
    """Chance that ranks as uneven as these come from a calibrated belief, by quantity."""
    who, given = sat
    belief = replay(believed, who.levels, example.bank, cut(given, length))
    generator = np.random.default_rng(9)
    root = np.linalg.cholesky(belief.covariance)
    drawn = belief.mean[:, None, :] + generator.standard_normal((N_PEOPLE, N_DRAWS, 19)) @ np.swapaxes(
        root, 1, 2
    )
    truth = np.column_stack((who.ability, who.leniency))

    def score(ability):
        return true_score(ability, example.population, example.weights, example.bars)

    def p_value(ranks):
        counts = np.bincount(ranks * N_BINS // (N_DRAWS + 1), minlength=N_BINS)
        return stats.chisquare(counts).pvalue

    ranks = (drawn < truth[:, None, :]).sum(axis=1)
    return {
        "score": p_value((score(drawn[:, :, :-1]) < score(who.ability)[:, None]).sum(axis=1)),
        "facets": min(1.0, 18 * min(p_value(ranks[:, facet]) for facet in range(18))),
        "leniency": p_value(ranks[:, -1]),
    }


@pytest.mark.parametrize("length", [0, 20])
def test_true_values_rank_evenly_among_draws_from_the_belief(example, sat, length):
    p_values = uniformity(example, example.population, sat, length)
    assert min(p_values.values()) > 0.01, p_values


def test_a_belief_with_independent_facets_is_caught(example, independent, sat):
    p_values = uniformity(example, independent, sat)
    assert p_values["score"] < 1e-6


def coverage(example, believed, sat, length, level):
    who, given = sat
    belief = replay(believed, who.levels, example.bank, cut(given, length))
    found = expected_score(belief, believed, example.weights, example.bars, level=level)
    truth = true_score(who.ability, example.population, example.weights, example.bars)
    return float(((truth >= found.low) & (truth <= found.high)).mean())


@pytest.mark.parametrize("length", [0, 8, 20])
def test_the_interval_holds_the_score_as_often_as_it_says(example, sat, length):
    # Four standard errors of a share among 600; the full run has 2000 people and narrower bounds.
    assert coverage(example, example.population, sat, length, 0.80) == pytest.approx(0.80, abs=0.065)
    assert coverage(example, example.population, sat, length, 0.95) == pytest.approx(0.95, abs=0.036)


def test_the_interval_of_independent_facets_holds_it_far_too_seldom(example, independent, sat):
    assert coverage(example, independent, sat, 20, 0.80) < 0.6


def test_the_interval_survives_beliefs_that_are_wrong(example, rng):
    """Ratings half as valid as believed, everybody lenient by .8 SD of ability, 15 % of answers careless."""
    true = population(
        example.population.criterion_of_facet, example.settings._replace(r_one=0.2, r_aggregate=0.25)
    )
    who = respondents(true, N_PEOPLE, kind=Kind.CARELESS, rng=rng)
    lenient = np.full(N_PEOPLE, 0.8)
    who = who._replace(leniency=lenient, levels=rate(true, who.ability, lenient, rng=rng))
    sitting = sit(who, example.population, example.bank, example.weights, example.bars, length=12, rng=rng)
    held = coverage(example, example.population, (who, sitting.answers), 12, 0.80)
    assert held >= 0.70
