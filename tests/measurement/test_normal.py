import numpy as np
from scipy import special, stats

from readiness.measurement.normal import density, distribution, quantile, tail_ratio


def test_distribution_density_and_quantile_agree_with_scipy():
    x = np.linspace(-37, 8, 400)
    np.testing.assert_allclose(distribution(x), stats.norm.cdf(x), rtol=2e-13)
    np.testing.assert_allclose(density(x), stats.norm.pdf(x), rtol=1e-13)
    p = np.linspace(1e-6, 1 - 1e-6, 99)
    np.testing.assert_allclose(quantile(p), stats.norm.ppf(p), rtol=1e-12, atol=1e-14)


def test_tail_ratio_keeps_its_digits_where_both_parts_vanish():
    x = np.concatenate((np.linspace(-30, 60, 500), [1e3, 1e6]))
    exact = np.sqrt(np.pi / 2) * special.erfcx(x / np.sqrt(2))
    np.testing.assert_allclose(tail_ratio(x), exact, rtol=1e-11)
