"""Ratings that do not hang together as people's do are believed less, and by how much."""

import numpy as np
import pytest

from readiness.measurement import misfit, widening
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
