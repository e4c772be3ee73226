import numpy as np
import pytest

from readiness.measurement import items, population, settings
from readiness.measurement.normal import distribution
from readiness.measurement.simulate import respondents


def test_simulated_ratings_have_the_believed_validities(example, rng):
    who = respondents(example.population, 20_000, rng=rng)
    # Of the ratings before they are cut to levels, which are coarse.
    heard = who.ability + who.leniency[:, None]
    heard += rng.standard_normal(heard.shape) * np.sqrt(example.population.rating_noise)
    single = [np.corrcoef(heard[:, f], who.ability[:, f])[0, 1] for f in range(18)]
    assert np.mean(single) == pytest.approx(0.40, abs=0.01)
    mean_rating = np.corrcoef(heard.mean(axis=1), who.ability.mean(axis=1))[0, 1]
    assert mean_rating == pytest.approx(0.50, abs=0.015)


def test_ratings_are_spread_over_the_levels_as_applicants_are_believed_to_be(example, rng):
    who = respondents(example.population, 20_000, rng=rng)
    below = [(who.levels <= level).mean() for level in range(4)]
    np.testing.assert_allclose(below, example.settings.share_at_or_below, atol=0.012)


def test_facets_correlate_more_inside_a_criterion_than_across(example):
    covariance = example.population.covariance
    assert covariance[0, 1] == pytest.approx(0.80)
    assert covariance[0, 5] == pytest.approx(0.52)
    assert np.all(covariance[:-1, -1] == 0)
    assert np.linalg.eigvalsh(covariance).min() > 0


def test_an_item_of_a_higher_level_is_harder_and_its_doubt_shrinks_it(example):
    bank = items(example.population, [0, 0, 0, 0], [1, 2, 3, 4], [True] * 4)
    assert np.all(np.diff(bank.b) > 0)
    np.testing.assert_allclose(bank.b * 1.64, example.population.thresholds)
    assert bank.s_b[0] == pytest.approx(0.8 / np.sqrt(1.64))


def test_refined_difficulties_replace_only_what_they_know(example):
    facet, level, is_open = [0, 1], [1, 4], [True, False]
    plain = items(example.population, facet, level, is_open)
    both = items(
        example.population, facet, level, is_open, refined_b=[np.nan, 0.3], refined_s_b=[np.nan, 0.1]
    )
    assert both.b.tolist() == [plain.b[0], 0.3]
    assert both.s_b.tolist() == [plain.s_b[0], 0.1]
    np.testing.assert_array_equal(both.c, [0.02, 0.10])


def test_thresholds_split_applicants_as_believed(example):
    np.testing.assert_allclose(distribution(example.population.thresholds), [0.10, 0.35, 0.70, 0.93])


def test_validities_that_no_rating_noise_fits_are_refused(example):
    with pytest.raises(ValueError, match="no rating noise fits"):
        population(
            example.population.criterion_of_facet, example.settings._replace(r_one=0.6, r_aggregate=0.3)
        )


def test_two_facets_that_share_little_leave_no_room_for_leniency(example):
    few = population([0, 1], example.settings)
    assert few.covariance[-1, -1] == 0
    assert few.rating_noise == pytest.approx(1 / example.settings.r_one**2 - 1)


def test_shares_must_increase(example):
    with pytest.raises(ValueError, match="must increase"):
        population(
            example.population.criterion_of_facet,
            example.settings._replace(share_at_or_below=(0.1, 0.1, 0.7, 0.9)),
        )


def test_an_item_of_level_zero_is_refused(example):
    with pytest.raises(ValueError, match="from 1 to 4"):
        items(example.population, [0], [0], [True])


def test_missing_settings_are_named_together():
    with pytest.raises(ValueError, match=r"missing: .*within.*blur"):
        settings({"r_one": {"value": 0.4}})
