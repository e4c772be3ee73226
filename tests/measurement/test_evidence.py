import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import integrate, stats

from readiness.measurement import after_answer, after_ratings, items, population, prior
from readiness.measurement.evidence import Evidence, Parameters, answer_evidence, rating_evidence
from readiness.measurement.normal import distribution

STEP = 1e-3
means = st.floats(-4, 4)
variances = st.floats(0.05, 4)


def parameters(a, b, c, s_b) -> Parameters:
    return Parameters(*(np.array([value]) for value in (a, b, c, s_b)))


def log_chance_of_answer(m, v, item, right) -> float:
    s = item.a / np.sqrt(1 + item.a**2 * (v + item.s_b**2))
    guess = item.c[0]
    knows = (1 - guess) * distribution(s * (m - item.b) * (1 if right else -1))
    return float(np.log(knows + (guess if right else 0.0))[0])


def log_chance_of_rating(m, v, cuts, noise) -> float:
    k = np.sqrt(noise + v)
    below, above = (cuts[0] - m) / k, (cuts[1] - m) / k
    if below + above > 0:  # the lower tail keeps the digits of a difference
        below, above = -above, -below
    return float(np.log(distribution(above) - distribution(below)))


def differences(log_chance, m):
    up, here, down = log_chance(m + STEP), log_chance(m), log_chance(m - STEP)
    return (up - down) / (2 * STEP), (up - 2 * here + down) / STEP**2


def agrees(found: Evidence, first: float, second: float) -> bool:
    return bool(
        np.allclose(found.alpha, first, rtol=1e-5, atol=1e-6)
        and np.allclose(found.beta, second, rtol=1e-3, atol=1e-5)
    )


item_values = st.tuples(st.floats(0.1, 2), means, st.sampled_from([0, 0.02, 0.1, 0.25]), st.floats(0, 1))


@given(m=means, v=variances, values=item_values, right=st.booleans())
def test_alpha_and_beta_of_an_answer_are_derivatives_of_its_log_probability(m, v, values, right):
    item = parameters(*values)
    expected = differences(lambda x: log_chance_of_answer(x, v, item, right), m)
    assert agrees(answer_evidence(m, v, item, right), *expected)


intervals = st.tuples(st.floats(-4, 3), st.floats(0.1, 3), st.sampled_from(["inside", "low", "high"]))


@given(m=means, v=variances, interval=intervals, noise=st.floats(0.5, 5))
def test_alpha_and_beta_of_a_rating_are_derivatives_of_its_log_probability(m, v, interval, noise):
    low, width, where = interval
    cuts = (-np.inf if where == "low" else low, np.inf if where == "high" else low + width)
    expected = differences(lambda x: log_chance_of_rating(x, v, cuts, noise), m)
    assert agrees(rating_evidence(m, v, *cuts, noise), *expected)


def test_a_wrong_second_derivative_is_noticed():
    item = parameters(0.61, 0.5, 0.1, 0.6)
    right = answer_evidence(0.2, 0.8, item, True)
    forgotten = Evidence(right.alpha, -(right.alpha**2))
    expected = differences(lambda x: log_chance_of_answer(x, 0.8, item, True), 0.2)
    assert agrees(right, *expected)
    assert not agrees(forgotten, *expected)


@pytest.mark.parametrize("right", [True, False])
@pytest.mark.parametrize("b", [-1e4, -60, 60, 1e4])
@pytest.mark.parametrize("c", [0.0, 0.25])
def test_an_answer_far_from_what_was_expected_stays_finite(right, b, c):
    found = answer_evidence(0.0, 1.0, parameters(2.0, b, c, 0.1), right)
    assert np.isfinite(found.alpha).all()
    assert np.isfinite(found.beta).all()
    assert -1.0 <= float(found.beta[0]) <= 0.25


@pytest.mark.parametrize("m", [-500.0, -50.0, 0.0, 50.0, 500.0])
def test_a_rating_far_from_what_was_expected_pulls_towards_its_interval(m):
    for low, high in [(-np.inf, -1.0), (-1.0, 1.0), (1.0, np.inf)]:
        found = rating_evidence(m, 1.0, low, high, 1.0)
        moved = m + float(found.alpha)
        assert np.isfinite(moved)
        assert abs(moved) <= abs(m) + 1
        assert -0.5 - 1e-6 <= float(found.beta) <= 1e-9


def exact_moments(likelihood, sd=1.0):
    def moment(n):
        return integrate.quad(
            lambda x: x**n * likelihood(x) * stats.norm.pdf(x, 0, sd), -12, 12, epsabs=1e-12, limit=200
        )[0]

    z = moment(0)
    return moment(1) / z, moment(2) / z - (moment(1) / z) ** 2


@pytest.mark.parametrize("right", [True, False])
def test_one_facet_and_one_answer_equal_quadrature(example, right):
    one = population([0], example.settings)
    bank = items(one, [0], [3], [False])
    a, b, c, s_b = (float(part[0]) for part in bank.parameters(np.array([0])))
    effective = a / np.sqrt(1 + (a * s_b) ** 2)

    def likelihood(x):
        knows = c + (1 - c) * stats.norm.cdf(effective * (x - b))
        return knows if right else 1 - knows

    found = after_answer(prior(one), bank, 0, right)
    mean, variance = exact_moments(likelihood)
    assert found.mean[0, 0] == pytest.approx(mean, abs=1e-9)
    assert found.covariance[0, 0, 0] == pytest.approx(variance, abs=1e-9)


@pytest.mark.parametrize("level", [0, 2, 4])
def test_one_facet_and_one_rating_equal_quadrature(example, level):
    one = population([0], example.settings)
    low, high = one.cuts[level], one.cuts[level + 1]
    noise = np.sqrt(one.rating_noise)

    def likelihood(x):
        return stats.norm.cdf((high - x) / noise) - stats.norm.cdf((low - x) / noise)

    found = after_ratings(prior(one), one, [[level]])
    mean, variance = exact_moments(likelihood)
    assert found.mean[0, 0] == pytest.approx(mean, abs=1e-9)
    assert found.covariance[0, 0, 0] == pytest.approx(variance, abs=1e-9)
