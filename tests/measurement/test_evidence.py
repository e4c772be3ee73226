import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from readiness.measurement.evidence import Parameters, answer_evidence

STEP = 1e-5

abilities = st.floats(-4, 4)
variances = st.floats(0.01, 3)
items = st.tuples(
    st.floats(0.1, 3), st.floats(-3, 3), st.floats(0, 0.4), st.floats(0, 1.5), st.floats(0, 0.2)
)


def parameters(values):
    return Parameters(*(np.array(value) for value in values))


def log_chance(m, v, values, right):
    a, b, c, s_b, d = values
    s = a / np.sqrt(1 + a**2 * (v + s_b**2))
    knows = stats.norm.cdf(s * (m - b))
    unknown = stats.norm.sf(s * (m - b))
    return np.log(c + (1 - c - d) * knows) if right else np.log(d + (1 - c - d) * unknown)


def differences(m, v, values, right):
    below, at, above = (log_chance(m + d, v, values, right) for d in (-STEP, 0.0, STEP))
    return (above - below) / (2 * STEP), (above - 2 * at + below) / STEP**2


@settings(max_examples=200, deadline=None)
@given(m=abilities, v=variances, values=items, right=st.booleans())
def test_alpha_and_beta_of_an_answer_are_derivatives_of_its_log_probability(m, v, values, right):
    found = answer_evidence(m, v, parameters(values), right)
    alpha, beta = differences(m, v, values, right)
    assert float(found.alpha) == pytest.approx(alpha, rel=1e-4, abs=1e-6)
    assert float(found.beta) == pytest.approx(beta, rel=1e-2, abs=1e-4)


def test_a_wrong_second_derivative_is_noticed():
    values = (0.8, 0.3, 0.1, 0.5, 0.0)
    found = answer_evidence(0.2, 0.9, parameters(values), True)
    _, beta = differences(0.2, 0.9, values, True)
    without_guessing = -found.alpha * found.alpha
    assert float(without_guessing) != pytest.approx(beta, rel=1e-2)


@pytest.mark.parametrize("right", [True, False])
@pytest.mark.parametrize("b", [-50.0, 50.0])
@pytest.mark.parametrize("c", [0.0, 0.25])
def test_an_answer_far_from_what_was_expected_stays_finite(right, b, c):
    found = answer_evidence(0.0, 1.0, parameters((3.0, b, c, 0.0, 0.0)), right)
    assert np.isfinite(found.alpha)
    assert np.isfinite(found.beta)
