import numpy as np
import pytest
from scipy import stats

from readiness.measurement import (
    Belief,
    after_ratings,
    answers,
    chance_ready,
    doubt_before,
    evidence_share,
    expected_score,
    leniency,
    prior,
    replay,
    true_score,
)
from readiness.measurement.shape import shape, shape_chance, shape_quantile
from readiness.measurement.simulate import Kind, respondents, sit

POINTS = 20.0


@pytest.fixture(scope="module")
def belief(example):
    generator = np.random.default_rng(3)
    item = generator.choice(252, 12, replace=False)
    levels = generator.integers(0, 5, (1, 18)).astype(float)
    given = answers(item, generator.random(12) < 0.6)
    return replay(example.population, levels, example.bank, given)


@pytest.fixture(scope="module")
def drawn(belief):
    generator = np.random.default_rng(4)
    return generator.multivariate_normal(belief.mean[0], belief.covariance[0], 100_000)


def known(ability):
    """A belief without doubt."""
    mean = np.append(np.broadcast_to(ability, 18), 0.0)[None, :]
    return Belief(mean.astype(float), np.zeros((1, 19, 19)))


def test_expected_score_and_its_spread_are_those_of_the_belief(example, belief, drawn):
    found = expected_score(
        belief, example.population, example.weights, example.bars, fixed_points=POINTS, threshold=72.0
    )
    exact = true_score(drawn[:, :-1], example.population, example.weights, example.bars, fixed_points=POINTS)
    assert found.mean[0] == pytest.approx(exact.mean(), abs=0.12)
    assert found.sd[0] == pytest.approx(exact.std(), rel=0.015)
    assert found.low[0] == pytest.approx(np.quantile(exact, 0.1), abs=0.5)
    assert found.high[0] == pytest.approx(np.quantile(exact, 0.9), abs=0.5)
    assert found.chance[0] == pytest.approx((exact >= 72).mean(), abs=0.01)


def test_scoring_facets_as_if_independent_claims_too_much(example, belief, drawn):
    alone = Belief(belief.mean, belief.covariance * np.eye(19))
    claimed = expected_score(alone, example.population, example.weights, example.bars).sd[0]
    exact = true_score(drawn[:, :-1], example.population, example.weights, example.bars).std()
    assert claimed < 0.6 * exact


def test_levels_attainment_and_bars_by_facet_are_those_of_the_belief(example, belief, drawn):
    found = expected_score(belief, example.population, example.weights, example.bars)
    z = (drawn[:, :-1, None] - example.population.thresholds) / example.population.blur
    reached = stats.norm.cdf(z)
    np.testing.assert_allclose(found.level[0], reached.sum(axis=2).mean(axis=0), atol=0.02)
    capped = (reached * (np.arange(4) < example.bars[:, None])).sum(axis=2) / example.bars
    np.testing.assert_allclose(found.attainment[0], capped.mean(axis=0), atol=0.005)
    np.testing.assert_allclose(found.attainment_sd[0], capped.std(axis=0), rtol=0.06)
    met = drawn[:, :-1] >= example.population.thresholds[example.bars - 1]
    np.testing.assert_allclose(found.bar_met[0], met.mean(axis=0), atol=0.006)


def test_points_are_the_known_ones_and_the_attained_share_of_each_weight(example, belief):
    found = expected_score(belief, example.population, example.weights, example.bars, fixed_points=POINTS)
    assert found.mean[0] == pytest.approx(POINTS + example.weights @ found.attainment[0])


@pytest.mark.parametrize(("ability", "score"), [(-9.0, 20.0), (9.0, 90.0)])
def test_certain_abilities_have_a_certain_score(example, ability, score):
    found = expected_score(
        known(ability), example.population, example.weights, example.bars,
        fixed_points=POINTS, threshold=70.0,
    )  # fmt: skip
    assert found.mean[0] == pytest.approx(score, abs=1e-6)
    assert found.sd[0] == pytest.approx(0, abs=1e-6)
    assert found.low[0] == pytest.approx(found.high[0], abs=1e-3)
    assert found.chance[0] == pytest.approx(float(score >= 70), abs=1e-6)
    assert found.bar_met[0].tolist() == [float(ability > 0)] * 18


def test_ability_above_the_bar_adds_nothing(example):
    bars = np.ones(18, dtype=int)
    scores = [expected_score(known(x), example.population, example.weights, bars).mean[0] for x in (4, 8)]
    assert scores == pytest.approx([70.0, 70.0], abs=1e-4)


def test_a_threshold_beyond_reach_has_no_chance_and_one_already_reached_has_all(example, belief):
    for threshold, chance in [(95.0, 0.0), (20.0, 1.0)]:
        found = expected_score(
            belief, example.population, example.weights, example.bars,
            fixed_points=POINTS, threshold=threshold,
        )  # fmt: skip
        assert found.chance[0] == chance


def test_without_a_threshold_there_is_no_chance(example, belief):
    found = expected_score(belief, example.population, example.weights, example.bars)
    assert np.isnan(found.chance).all()


def test_facets_without_weight_bring_and_cost_nothing(example, belief):
    weights = example.weights.copy()
    weights[4:9] = 0
    found = expected_score(belief, example.population, weights, example.bars)
    assert found.high[0] <= weights.sum()
    assert np.all(found.gradient[0, 4:9] == 0)
    nothing = expected_score(belief, example.population, weights * 0, example.bars, fixed_points=9.0)
    assert (nothing.mean[0], nothing.low[0], nothing.high[0]) == pytest.approx((9.0, 9.0, 9.0))


def test_each_person_may_have_weights_and_points_of_their_own(example, rng):
    two = after_ratings(prior(example.population, 2), example.population, rng.integers(0, 5, (2, 18)))
    weights = np.array([example.weights, example.weights[::-1]])
    both = expected_score(two, example.population, weights, example.bars, fixed_points=[5.0, 25.0])
    second = Belief(two.mean[1:], two.covariance[1:])
    alone = expected_score(second, example.population, weights[1], example.bars, fixed_points=25.0)
    assert both.mean[1] == pytest.approx(alone.mean[0])
    assert both.sd[1] == pytest.approx(alone.sd[0])


def test_the_top_band_needs_its_must_haves_too(example, belief, drawn, rng):
    floors = np.zeros(18)
    floors[[0, 7, 13]] = 2
    draws = rng.standard_normal((20_000, 19))
    found = chance_ready(
        belief, example.population, example.weights, example.bars,
        threshold=70.0, floors=floors, draws=draws, fixed_points=POINTS,
    )[0]  # fmt: skip
    score = true_score(drawn[:, :-1], example.population, example.weights, example.bars, fixed_points=POINTS)
    above = np.all(drawn[:, [0, 7, 13]] >= example.population.thresholds[1], axis=1)
    assert found == pytest.approx(((score >= 70) & above).mean(), abs=0.015)
    # They hang together, so multiplying their chances would be wrong.
    assert abs(found - (score >= 70).mean() * above.mean()) > 0.03


def test_the_table_behind_the_top_band_agrees_with_exact_scores(example, belief, rng):
    draws = rng.standard_normal((3000, 19))
    value, vector = np.linalg.eigh(belief.covariance[0])
    ability = belief.mean[0] + draws @ (vector * np.sqrt(value) @ vector.T)
    exact = true_score(ability[:, :-1], example.population, example.weights, example.bars)
    for threshold in (30.0, 50.0, 60.0):
        found = chance_ready(
            belief, example.population, example.weights, example.bars,
            threshold=threshold, floors=np.zeros(18), draws=draws,
        )[0]  # fmt: skip
        # Only draws within the table's error of the threshold may fall on its other side.
        assert abs(found - (exact >= threshold).mean()) <= (np.abs(exact - threshold) < 0.06).mean()


def test_beliefs_that_are_nearly_equal_have_nearly_equal_chances(example, rng):
    # The prior has equal eigenvalues, whose eigenvectors turn freely at the slightest change.
    before = prior(example.population)
    change = rng.standard_normal((19, 19)) * 1e-9
    after = Belief(before.mean, before.covariance + change + change.T)
    draws = rng.standard_normal((2000, 19))
    chances = [
        chance_ready(
            belief, example.population, example.weights, example.bars,
            threshold=50.0, floors=np.full(18, 2), draws=draws,
        )[0]
        for belief in (before, after)
    ]  # fmt: skip
    assert chances[0] == pytest.approx(chances[1], abs=0.0011)


def test_evidence_removes_more_of_the_doubt_the_more_there_is(example, rng):
    who = respondents(example.population, 200, rng=rng)
    sitting = sit(who, example.population, example.bank, example.weights, example.bars, length=20, rng=rng)
    rated = after_ratings(prior(example.population, 200), example.population, who.levels)
    before = doubt_before(example.population, example.weights, example.bars)
    shares = [
        evidence_share(expected_score(state, example.population, example.weights, example.bars), before)
        for state in (prior(example.population, 200), rated, sitting.belief)
    ]
    assert np.all(shares[0] == 0)
    assert 0.1 < shares[1].mean() < 0.45
    assert 0.6 < shares[2].mean() < 0.85


def test_only_leniency_that_is_sure_is_told(example, rng):
    who = respondents(example.population, 400, kind=Kind.LENIENT, rng=rng)
    sitting = sit(who, example.population, example.bank, example.weights, example.bars, length=20, rng=rng)
    rated = leniency(
        after_ratings(prior(example.population, 400), example.population, who.levels), example.population
    )
    checked = leniency(sitting.belief, example.population)
    assert checked.mean.mean() > rated.mean.mean() > 0
    assert checked.tell.mean() > rated.tell.mean()
    assert np.array_equal(checked.tell, np.abs(checked.mean) > 1.3 * checked.sd)


def test_the_bounded_shape_has_the_mean_and_the_spread_it_was_given(rng):
    mean = rng.uniform(0.03, 0.97, 200)
    sd = np.sqrt(rng.uniform(0.001, 0.5, 200) * mean * (1 - mean))
    found = shape(mean, sd)
    nodes, weights = np.polynomial.hermite_e.hermegauss(90)
    value = stats.norm.cdf(found.m[:, None] + found.s[:, None] * nodes)
    weights = weights / weights.sum()
    centre = value @ weights
    np.testing.assert_allclose(centre, mean, atol=1e-6)
    np.testing.assert_allclose(np.sqrt(((value - centre[:, None]) ** 2) @ weights), sd, rtol=1e-3)
    np.testing.assert_allclose(shape_chance(found, shape_quantile(found, 0.3)), 0.7, atol=1e-6)


def test_a_bar_outside_the_levels_is_refused(example, belief):
    with pytest.raises(ValueError, match="from 1 to 4"):
        expected_score(belief, example.population, example.weights, np.zeros(18))
