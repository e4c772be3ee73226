import itertools

import numpy as np
import pytest
from scipy import stats

from readiness.measurement import (
    Answers,
    Items,
    after_answer,
    answers,
    expected_score,
    observe_ratings,
    own_chances,
    population,
    prior,
    rate_facets,
    replay,
    settle,
)
from readiness.measurement.simulate import respondents, sit

pytestmark = pytest.mark.slow


def take_part(example, n_people, rng, minutes=10):
    who = respondents(example.population, n_people, rng=rng)
    sitting = sit(
        who, example.population, example.bank, example.asked, example.points,
        seconds=example.seconds, minutes=minutes, rng=rng,
    )  # fmt: skip
    return who, sitting


def test_a_replay_is_close_to_what_the_sitting_believed(example, rng):
    who, sitting = take_part(example, 30, rng)
    polished = replay(example.population, rate_facets(who.levels), example.bank, sitting.answers)
    assert np.abs(polished.mean - sitting.belief.mean).max() < 0.25


def test_people_in_a_batch_are_scored_as_each_would_be_alone(example, rng):
    who, sitting = take_part(example, 6, rng, minutes=5)
    together = replay(example.population, rate_facets(who.levels), example.bank, sitting.answers)
    for k in range(6):
        given = Answers(sitting.answers.item[k : k + 1], sitting.answers.right[k : k + 1])
        alone = replay(example.population, rate_facets(who.levels[k : k + 1]), example.bank, given)
        assert alone.mean[0] == pytest.approx(together.mean[k], abs=1e-11)
        assert alone.covariance[0] == pytest.approx(together.covariance[k], abs=1e-11)


def test_nothing_answered_leaves_the_prior(example):
    nothing = answers(np.zeros((1, 0)), np.zeros((1, 0)))
    belief = replay(
        example.population, rate_facets(np.full((1, example.n_facets), np.nan)), example.bank, nothing
    )
    assert np.array_equal(belief.mean, prior(example.population).mean)
    assert np.array_equal(belief.covariance, prior(example.population).covariance)


def test_the_order_of_answers_moves_nothing(example, rng):
    chosen = rng.choice(example.bank.n_items, 12, replace=False)
    right = rng.random(12) < 0.5
    rated = rate_facets(rng.integers(0, 5, (1, example.n_facets)))
    scores = []
    for _ in range(4):
        order = rng.permutation(12)
        belief = replay(example.population, rated, example.bank, answers(chosen[order], right[order]))
        scores.append(expected_score(belief, example.population, example.asked, example.points).mean[0])
    assert max(scores) - min(scores) < 1e-6


def test_without_polish_the_order_of_answers_does_move_the_score(example, rng):
    chosen, right = rng.choice(example.bank.n_items, 12, replace=False), rng.random(12) < 0.5
    scores = []
    for order in (np.arange(12), np.arange(12)[::-1]):
        belief = prior(example.population)
        for k in order:
            belief = after_answer(belief, example.bank, chosen[k], bool(right[k]))
        scores.append(expected_score(belief, example.population, example.asked, example.points).mean[0])
    assert abs(scores[0] - scores[1]) > 1e-4


def test_ratings_and_answers_reach_the_exact_posterior_of_two_facets(example):
    """Against a grid over both abilities and leniency."""
    two = population(["python-language", "sql"], [0, 1], example.settings)
    bank = Items(
        *(
            np.array(c)
            for c in ([0, 1, 0], [0.9, 0.6, 0.9], [0.2, -0.5, 1.0], [0.02, 0.1, 0.02], [0.4] * 3, [0.04] * 3)
        )
    )
    levels, right = np.array([[3, 1]]), np.array([True, False, True])
    belief = replay(two, rate_facets(levels), bank, answers([0, 1, 2], right))
    axis, lenient = np.linspace(-5, 5, 121), np.linspace(-3, 3, 41)
    t0, t1, d = np.meshgrid(axis, axis, lenient, indexing="ij")
    inverse = np.linalg.inv(two.covariance)
    state = np.stack((t0, t1, d), axis=-1)
    log = -0.5 * np.einsum("...i,ij,...j->...", state, inverse, state)
    for facet, ability in enumerate((t0, t1)):
        for step in range(int(levels[0, facet]) + 1):
            z = (ability + two.steps.leniency[0, step] * d - two.steps.cut[0, step]) / np.sqrt(
                two.steps.noise[0, step]
            )
            log += stats.norm.logcdf(z if step < levels[0, facet] else -z)
    for k in range(3):
        ability = (t0, t1)[bank.facet[k]]
        scale = bank.a[k] / np.sqrt(1 + bank.a[k] ** 2 * bank.s_b[k] ** 2)
        p = bank.c[k] + (1 - bank.c[k] - bank.d[k]) * stats.norm.cdf(scale * (ability - bank.b[k]))
        log += np.log(p if right[k] else 1 - p)
    weight = np.exp(log - log.max())
    weight /= weight.sum()
    for place, values in enumerate((t0, t1, d)):
        mean = (weight * values).sum()
        sd = np.sqrt((weight * (values - mean) ** 2).sum())
        assert belief.mean[0, place] == pytest.approx(mean, abs=0.03)
        assert np.sqrt(belief.covariance[0, place, place]) == pytest.approx(sd, abs=0.04)


@pytest.mark.parametrize("n_answers", [1, 12])
def test_sharp_items_and_lucky_guesses_never_break_the_belief(example, rng, n_answers):
    sharp = example.bank._replace(a=np.full(example.bank.n_items, 3.0), c=np.full(example.bank.n_items, 0.4))
    item = np.stack([rng.choice(sharp.n_items, n_answers, replace=False) for _ in range(40)])
    given = Answers(item, rng.random(item.shape) < 0.5)
    rated = rate_facets(rng.integers(0, 5, (40, example.n_facets)))
    belief = replay(example.population, rated, sharp, given)
    assert np.isfinite(belief.mean).all()
    assert np.linalg.eigvalsh(belief.covariance).min() > -1e-9


def test_a_population_without_leniency_can_be_replayed(example):
    settings = example.settings._replace(leniency=0.0)
    alone = population(["sql"], [0], settings)
    belief = settle(alone, observe_ratings(alone, rate_facets([[2]]))).belief
    assert belief.covariance[0, 1, 1] == pytest.approx(0.0, abs=1e-9)


def test_ratings_and_answers_need_one_row_for_each_person(example):
    with pytest.raises(ValueError, match="one row for each person"):
        replay(
            example.population,
            rate_facets(np.full((2, example.n_facets), 1)),
            example.bank,
            answers([0], [True]),
        )


def own(example, levels, item=(), right=()):
    given = answers(np.array([list(item)], dtype=int), np.array([list(right)], dtype=bool))
    return own_chances(example.population, example.asked, rate_facets(levels), example.bank, given)[0]


def test_answers_elsewhere_do_not_lift_a_must_have(example):
    must = np.flatnonzero(~np.isnan(example.asked.floors))
    elsewhere = np.flatnonzero(~np.isin(example.bank.facet, must))[:30]
    levels = np.full((1, example.n_facets), 3.0)
    levels[0, must] = 0
    alone, helped = own(example, levels), own(example, levels, elsewhere, [True] * 30)
    assert alone == pytest.approx(helped, abs=1e-12)
    assert alone[must].max() < 0.05


def test_a_must_have_rises_with_its_own_ratings_and_answers(example):
    must = int(np.flatnonzero(~np.isnan(example.asked.floors))[0])
    about = np.flatnonzero(example.bank.facet == must)[:6]
    chances = []
    for level in range(5):
        levels = np.full((1, example.n_facets), np.nan)
        levels[0, must] = level
        chances.append(own(example, levels)[must])
        right, wrong = (own(example, levels, about, [answer] * 6)[must] for answer in (True, False))
        assert wrong < chances[-1] < right
    assert all(low < high for low, high in itertools.pairwise(chances))
    assert own(example, np.full((1, example.n_facets), np.nan))[np.isnan(example.asked.floors)].min() == 1.0
