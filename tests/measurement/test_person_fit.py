"""Ratings that do not hang together as people's do are believed less, and by how much."""

import numpy as np
import pytest

from readiness.measurement import doubtful_zeros, misfit, surplus_right, widening
from readiness.measurement.normal import distribution
from readiness.measurement.simulate import rate, respondents

N_PEOPLE = 4000


@pytest.fixture(scope="module")
def people(example):
    return respondents(example.population, N_PEOPLE, rng=np.random.default_rng(31))


def noisier(example, people, factor):
    """The same people, whose claims are so many times as noisy as believed."""
    steps = example.population.steps
    true = example.population._replace(steps=steps._replace(noise=steps.noise * [1, factor, factor, factor]))
    return rate(true, people.ability, people.leniency, rng=np.random.default_rng(32))


@pytest.mark.parametrize("hidden", [0.0, 1 / 3, 2 / 3])
def test_people_as_believed_fit_as_chance_has_it(example, people, hidden):
    levels = people.levels.copy()
    levels[np.random.default_rng(33).random(levels.shape) < hidden] = np.nan
    found = misfit(levels, example.population)
    assert -0.4 < found.mean() < 0.2
    assert 0.7 < found.std() < 1.1
    assert 0.05 < (found > example.settings.misfit_from).mean() < 0.12


def test_noisier_claims_fit_worse(example, people):
    averages = [misfit(noisier(example, people, k), example.population).mean() for k in (1, 2, 4, 8)]
    assert averages == sorted(averages)
    assert averages[-1] > averages[0] + 0.8


def test_leniency_and_a_general_level_are_no_misfit(example, people):
    """A broken variant that takes the mean over people as everybody's own finds both odd."""
    strong = people.ability + 1.0
    lenient = rate(example.population, strong, people.leniency + 0.5, rng=np.random.default_rng(34))
    assert misfit(lenient, example.population).mean() < 0.3
    usual = people.levels[people.levels >= 1].mean()

    def by_the_mean_of_all(levels):
        return np.where(levels >= 1, (levels - usual) ** 2, 0.0).sum(axis=1).mean()

    assert by_the_mean_of_all(lenient) > 1.3 * by_the_mean_of_all(people.levels)


def test_who_comes_from_another_trade_is_no_careless_rater(example, people):
    criterion = example.population.criterion_of_facet
    trade = np.where(criterion == criterion[0], 4.0, np.where(people.levels[:200] >= 3, 2.0, 1.0))
    scattered = np.random.default_rng(35).permuted(trade, axis=1)
    assert widening(trade, example.population).mean() < 1.05
    assert misfit(scattered, example.population).mean() > misfit(trade, example.population).mean() + 1.0


def test_the_doubt_grows_with_misfit_and_by_so_much_at_most(example, people):
    levels = noisier(example, people, 8)
    found, wider = misfit(levels, example.population), widening(levels, example.population)
    order = np.argsort(found)
    assert (np.diff(wider[order]) >= -1e-12).all()
    assert wider.min() == 1.0
    assert wider.max() == pytest.approx(example.population.settings.misfit_most)
    assert (wider[found <= example.population.settings.misfit_from] == 1.0).all()


def test_few_claims_say_nothing_of_fit(example):
    levels = np.full((3, example.population.n_facets), np.nan)
    levels[1, 0], levels[2, :2] = 4, (1, 4)
    assert misfit(levels, example.population).tolist() == [0.0, 0.0, 0.0]
    assert misfit(np.zeros((1, example.population.n_facets)), example.population).tolist() == [0.0]


def test_one_person_has_the_fit_of_a_crowd(example, people):
    together = misfit(people.levels[:50], example.population)
    alone = [misfit(row[None], example.population)[0] for row in people.levels[:50]]
    np.testing.assert_allclose(alone, together, atol=1e-9)


@pytest.mark.parametrize("n_items", [1, 2, 4])
def test_few_at_level_0_are_told_that_their_answers_speak_against_it(example, people, n_items):
    """One in 44 for each facet, and one for all the others together; those who know more are told often."""
    rng = np.random.default_rng(36)
    bank, told, wronged, n_facets, n_people = example.bank, 0, 0, 0, 300
    for person in range(n_people):
        zeros = np.flatnonzero(people.levels[person] == 0)[:4]
        asked = [rng.choice(np.flatnonzero(bank.facet == k), n_items, replace=False) for k in zeros]
        items = type(bank)(*(field[np.concatenate([*asked, []]).astype(int)] for field in bank))
        others = people.ability[rng.integers(n_people)]
        for ability, is_zero in ((people.ability[person], True), (np.maximum(others, 1.0), False)):
            true = rng.normal(items.b, items.s_b)
            chance = items.c + (1 - items.c - items.d) * distribution(items.a * (ability[items.facet] - true))
            right = rng.random(chance.shape) < chance
            found = doubtful_zeros(people.levels[person], example.population, items, right)
            assert set(found) <= set(zeros.tolist())
            assert all(right[items.facet == facet].any() for facet in found)
            told, wronged = (told, wronged + bool(found)) if is_zero else (told + bool(found), wronged)
        n_facets += len(zeros)
    assert wronged <= (n_facets + n_people) / 44
    assert told > 3 * wronged


def test_every_skill_at_0_and_every_answer_right_do_not_go_together(example):
    bank = example.bank
    items = type(bank)(*(field[np.unique(bank.facet, return_index=True)[1]] for field in bank))
    zeros = np.zeros(example.n_facets)
    assert doubtful_zeros(zeros, example.population, items, items.b < 9) == list(range(example.n_facets))
    assert doubtful_zeros(zeros, example.population, items, items.b > 9) == []
    assert doubtful_zeros(zeros + 1, example.population, items, items.b < 9) == []


def test_people_as_rated_have_as_many_right_answers_as_is_usual(example, people):
    """Over the people at each level by their true ability; one level more, and the surplus is large."""
    rng = np.random.default_rng(37)
    levels, bank = np.searchsorted(example.population.thresholds, people.ability), example.bank
    found = {0: [], -1: []}
    for person in range(400):
        which = rng.choice(bank.n_items, 20, replace=False)
        items = type(bank)(*(field[which] for field in bank))
        true = rng.normal(items.b, items.s_b)
        knows = distribution(items.a * (people.ability[person, items.facet] - true))
        right = rng.random(20) < items.c + (1 - items.c - items.d) * knows
        for by, surplus in found.items():
            rated = np.maximum(levels[person] + by, 0)
            surplus.append(surplus_right(rated, example.population, items, right))
    assert abs(np.mean(found[0])) < 0.4
    assert np.mean(found[-1]) > 2.0
    assert surplus_right(np.full(example.n_facets, np.nan), example.population, items, right) == 0.0
