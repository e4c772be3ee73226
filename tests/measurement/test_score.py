import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from readiness.measurement import (
    Asked,
    Belief,
    Facts,
    Known,
    attainment_of_levels,
    expected_score,
    leniency,
    prior,
    rate_facets,
    replay,
    true_levels,
    true_score,
)
from readiness.measurement.bounded import shape, shape_quantile
from readiness.measurement.draws import count_draws, normal_draws, uniform_draws
from readiness.measurement.simulate import Kind, respondents, sit


@pytest.fixture(scope="module")
def belief(example):
    levels = np.random.default_rng(4).integers(0, 5, (1, example.n_facets))
    return example.rated(levels)


@pytest.fixture(scope="module")
def drawn(example, belief):
    """Many abilities drawn from the belief, by an ordinary generator."""
    normals = np.random.default_rng(5).standard_normal((20_000, example.n_facets + 1))
    root = np.linalg.cholesky(belief.covariance[0])
    return (belief.mean[0] + normals @ root.T)[:, :-1]


def expect(example, belief, **more):
    return expected_score(belief, example.population, example.asked, example.points, **more)


def test_score_spread_and_attainments_are_those_of_many_draws_from_the_belief(example, belief, drawn):
    scores = true_score(drawn, example.population, example.asked, example.points)
    found = expect(example, belief)
    assert found.mean[0] == pytest.approx(scores.mean(), abs=0.4)
    assert found.sd[0] == pytest.approx(scores.std(), rel=0.05)
    reached = attainment_of_levels(true_levels(drawn, example.population), example.asked)
    assert found.attainment[0] == pytest.approx(reached.mean(axis=0), abs=0.025)
    assert found.low[0] == pytest.approx(np.quantile(scores, 0.1), abs=1.0)
    assert found.high[0] == pytest.approx(np.quantile(scores, 0.9), abs=1.0)


def test_few_draws_come_close_to_very_many(example, rng):
    """Beside 8,192 of another kind: Sobol's points, mirrored."""
    levels = rng.integers(0, 5, (12, example.n_facets)).astype(float)
    levels[rng.random(levels.shape) < 0.2] = np.nan
    state = example.rated(levels)
    found = expect(example, state)
    half = stats.norm.ppf(stats.qmc.Sobol(example.n_facets, seed=3).random_base2(12))
    for k in range(len(levels)):
        root = np.linalg.cholesky(state.covariance[k, :-1, :-1])
        ability = state.mean[k, :-1] + np.concatenate((half, -half)) @ root.T
        scores = true_score(ability, example.population, example.asked, example.points)
        assert found.mean[k] == pytest.approx(scores.mean(), abs=0.12)
        assert found.sd[k] == pytest.approx(scores.std(), abs=0.2)


def test_facets_believed_to_be_independent_claim_too_much(example, belief, drawn):
    scores = true_score(drawn, example.population, example.asked, example.points)
    alone = Belief(belief.mean, belief.covariance * np.eye(belief.mean.size))
    assert expect(example, alone).sd[0] < 0.8 * scores.std()


def test_the_chance_to_be_ready_is_that_of_score_and_must_haves_together(example, belief, drawn):
    scores = true_score(drawn, example.population, example.asked, example.points)
    must = ~np.isnan(example.asked.floors)
    floor = example.population.thresholds[example.asked.floors[must].astype(int) - 1]
    reached = example.asked._replace(threshold=float(np.quantile(scores, 0.6)))
    passed = (scores >= reached.threshold) & (drawn[:, must] >= floor).all(axis=1)
    found = expected_score(belief, example.population, reached, example.points)
    assert found.chance[0] == pytest.approx(passed.mean(), abs=0.03)
    without = expected_score(
        belief,
        example.population,
        reached._replace(floors=np.full_like(reached.floors, np.nan)),
        example.points,
    )
    assert without.chance[0] == pytest.approx((scores >= reached.threshold).mean(), abs=0.03)
    assert without.chance[0] >= found.chance[0]


def test_pulls_are_covariances_with_ability(example, belief, drawn):
    scores = true_score(drawn, example.population, example.asked, example.points)
    off = drawn - drawn.mean(axis=0)
    exact = (scores - scores.mean()) @ off / len(off)
    assert expect(example, belief).pull[0] == pytest.approx(exact, abs=0.35)


def test_contributions_add_up_and_the_score_lies_in_its_interval(example, rng):
    who = respondents(example.population, 200, rng=rng)
    found = expect(example, example.rated(who.levels))
    assert (found.attainment * example.points).sum(axis=1) == pytest.approx(found.mean, abs=1e-9)
    assert np.all((found.low <= found.mean) & (found.mean <= found.high))
    assert np.all((found.low >= 0) & (found.high <= example.points.sum() + 1e-9))


ROLE = Asked(
    worth=np.array([[0, 0.1, 0.5, 1, 1], [0, 0.3, 1, 1, 1], [0, 0.1, 0.5, 1, 1]]),
    built_on=np.array([[1, 0]]),
    bars=np.array([3, 2, 3]),
    floors=np.full(3, np.nan),
    threshold=75.0,
)


def test_levels_are_worth_what_the_table_says_and_between_them_a_straight_line():
    assert attainment_of_levels([3, 2, 1], ROLE).tolist() == [1.0, 1.0, 0.1]
    assert attainment_of_levels([2.5, 4, 0.5], ROLE) == pytest.approx([0.75, 1.0, 0.05])


def test_a_skill_counts_at_most_one_level_above_the_one_that_it_is_built_on():
    assert attainment_of_levels([0, 4, 4], ROLE)[1] == pytest.approx(0.3)
    assert attainment_of_levels([1, 4, 4], ROLE)[1] == pytest.approx(1.0)
    assert attainment_of_levels([0, 4, 4], ROLE)[2] == 1.0


def test_what_was_not_rated_holds_nothing_back_and_stays_unrated():
    found = attainment_of_levels([np.nan, 4, np.nan], ROLE)
    assert found[1] == 1.0
    assert np.isnan(found[[0, 2]]).all()


@settings(max_examples=200, deadline=None)
@given(
    levels=st.lists(st.floats(0, 4), min_size=3, max_size=3), facet=st.integers(0, 2), more=st.floats(0, 4)
)
def test_a_higher_level_is_never_worth_less(levels, facet, more):
    higher = list(levels)
    higher[facet] = min(4.0, levels[facet] + more)
    assert np.all(attainment_of_levels(higher, ROLE) >= attainment_of_levels(levels, ROLE) - 1e-12)


def test_verified_levels_leave_no_doubt_and_score_what_they_are_worth(example):
    levels = np.random.default_rng(6).integers(0, 5, (3, example.n_facets)).astype(float)
    known = Known(levels, np.ones_like(levels))
    found = expect(example, prior(example.population, 3), known=known)
    plain = attainment_of_levels(levels, example.asked) @ example.points
    assert found.mean == pytest.approx(plain, abs=1e-9)
    assert found.sd == pytest.approx(0.0, abs=1e-9)
    assert np.array_equal(found.low, found.high)
    floors = np.nan_to_num(example.asked.floors)
    ready = (plain >= example.asked.threshold) & (levels >= floors).all(axis=1)
    assert found.chance.tolist() == ready.astype(float).tolist()
    assert found.level == pytest.approx(levels)


def test_more_trust_narrows_the_range(example, rng):
    who = respondents(example.population, 60, rng=rng)
    state = example.rated(who.levels)
    widths = []
    for trust in (0.0, 0.3, 0.6, 0.9):
        found = expect(example, state, known=Known(who.levels, np.full(who.levels.shape, trust)))
        widths.append(found.high - found.low)
    assert np.all(np.diff(widths, axis=0) < 1e-9)


def test_open_facts_widen_the_range_and_are_worth_their_mean(example, belief):
    open_ = Facts(np.array([5.0]), np.array([[6.0, 0.0]]), np.zeros(2), np.ones(2))
    known = Facts(np.array([8.0]), np.zeros((1, 2)), np.zeros(2), np.ones(2))
    unsure, sure = (expect(example, belief, facts=facts) for facts in (open_, known))
    assert unsure.mean[0] == pytest.approx(sure.mean[0], abs=1e-9)
    assert unsure.sd[0] > sure.sd[0]
    assert unsure.worst[0] <= unsure.chance[0] <= unsure.best[0]
    assert sure.worst[0] == sure.chance[0] == sure.best[0]


def test_facets_without_points_bring_and_cost_nothing(example, belief):
    fewer = np.where(np.arange(example.n_facets) < 4, 0.0, example.points)
    whole, part = expect(example, belief), expected_score(belief, example.population, example.asked, fewer)
    lost = (whole.attainment * example.points)[0, :4].sum()
    assert part.mean[0] == pytest.approx(whole.mean[0] - lost, abs=1e-9)


def test_each_person_may_have_points_of_their_own(example, rng):
    who = respondents(example.population, 3, rng=rng)
    state = example.rated(who.levels)
    points = example.points * rng.uniform(0.5, 1.5, (3, 1))
    together = expected_score(state, example.population, example.asked, points)
    for k in range(3):
        one = Belief(state.mean[k : k + 1], state.covariance[k : k + 1])
        alone = expected_score(one, example.population, example.asked, points[k])
        assert alone.mean[0] == pytest.approx(together.mean[k], abs=1e-11)
        assert alone.chance[0] == pytest.approx(together.chance[k], abs=1e-11)


def test_beliefs_that_are_nearly_equal_have_nearly_equal_chances(example, belief):
    moved = Belief(belief.mean + 1e-4, belief.covariance)
    assert abs(expect(example, moved).chance[0] - expect(example, belief).chance[0]) < 1e-3


def test_only_leniency_that_is_sure_is_told(example, rng):
    who = respondents(example.population, 200, kind=Kind.LENIENT, rng=rng)
    sitting = sit(
        who, example.population, example.bank, example.asked, example.points,
        seconds=example.seconds, minutes=20, rng=rng,
    )  # fmt: skip
    rated = leniency(example.rated(who.levels), example.population)
    polished = replay(example.population, rate_facets(who.levels), example.bank, sitting.answers)
    checked = leniency(polished, example.population)
    assert checked.mean.mean() > rated.mean.mean() > 0
    assert np.array_equal(checked.tell, np.abs(checked.mean) > 1.3 * checked.sd)


def test_draws_have_exactly_the_mean_and_covariance_that_averages_need():
    found = normal_draws(20, 128)
    assert found.mean(axis=0) == pytest.approx(0.0, abs=1e-12)
    assert found.T @ found / len(found) == pytest.approx(np.eye(20), abs=1e-10)
    assert np.abs(stats.skew(found)).max() < 1e-9
    assert np.abs(np.sort(found[:, 0]) - stats.norm.ppf((np.arange(128) + 0.5) / 128)).max() < 0.02
    with pytest.raises(ValueError, match="too few"):
        normal_draws(200, 100)


@pytest.mark.parametrize("n_facets", [1, 19, 60, 120])
def test_draws_of_facts_are_even_and_hang_together_with_nothing(n_facets):
    n_draws = count_draws(n_facets)
    found = uniform_draws(5, n_draws, after=n_facets)
    assert np.sort(found, axis=0) == pytest.approx(np.tile((np.arange(n_draws) + 0.5)[:, None] / n_draws, 5))
    together = np.column_stack((normal_draws(n_facets, n_draws), found))
    assert np.abs(np.corrcoef(together.T) - np.eye(n_facets + 5)).max() < 0.03


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
    at_third = stats.norm.cdf(found.m + found.s * stats.norm.ppf(0.3))
    np.testing.assert_allclose(shape_quantile(found, 0.3), at_third, atol=1e-9)
