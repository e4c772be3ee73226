"""The bounded distribution that scores follow."""

from typing import NamedTuple

import numpy as np

from readiness.arrays import ArrayLike, Floats
from readiness.measurement.normal import distribution, quantile, reach_of

__all__ = ["Shape", "shape", "shape_quantile"]


class Shape(NamedTuple):
    """Location ``m`` and scale ``s`` of eta, (n,)."""

    m: Floats
    s: Floats


def shape(mean: ArrayLike, sd: ArrayLike) -> Shape:
    r"""The bounded distribution with this mean and standard deviation.

    A score is a sum of shares that each stop at nothing and at everything, so its distribution is skewed
    towards its nearer bound. It is treated as Phi(eta), eta ~ N(m, s^2): what a test of one single ability
    would give. With h = quantile(mean) and rho = s^2 / (1 + s^2), mean and variance fix m and s,

        m = h sqrt(1 + s^2),    variance = 1/(2 pi) int_0^{arcsin rho} exp(-h^2 / (1 + sin t)) dt

    (the second is Sheppard 1899 on the bivariate normal; Owen 1956, Annals of Mathematical Statistics 27,
    1075-1090). It is solved by three of Halley's steps from where an integrand that grew as exp(h^2 t) would
    end, right to 1e-11.

    Parameters
    ----------
    mean, sd : array_like of float, shape (n,)
        As shares of the way from the lower to the upper bound; kept where such a distribution exists.

    Returns
    -------
    Shape
        ``s`` is 0 where nothing is uncertain.

    Examples
    --------
    >>> found = shape([0.5], [0.2886751346])  # as spread as a uniform
    >>> found.s.round(6).tolist()
    [1.0]
    """
    centre = np.clip(np.asarray(mean, dtype=np.float64), _EDGE, 1.0 - _EDGE)
    variance = np.minimum(np.asarray(sd, dtype=np.float64) ** 2, _WIDEST * centre * (1.0 - centre))
    h = quantile(centre)
    target = 2.0 * np.pi * variance
    square = h**2
    growth = np.maximum(square, _EDGE)
    angle = np.minimum(np.log1p(target * np.exp(square) * growth) / growth, _RIGHT_ANGLE)
    for _ in range(_STEPS):
        above = 1.0 + np.sin(angle)
        inside = np.exp(-square[:, None] / (1.0 + np.sin(angle[:, None] * _NODES)))
        off = ((inside @ _NODE_WEIGHTS) * angle - target) * np.exp(square / above)
        off /= 1.0 - 0.5 * off * square * np.cos(angle) / above**2
        angle = np.minimum(np.maximum(angle - off, 0.5 * angle), _RIGHT_ANGLE)
    rho = np.sin(angle)
    spread = rho / (1.0 - rho)
    return Shape(h * np.sqrt(1.0 + spread), np.sqrt(spread))


def shape_quantile(found: Shape, p: float) -> Floats:
    """Share of the way between the bounds that is not exceeded with chance `p`."""
    return distribution(found.m + found.s * reach_of(p))


_EDGE = 1e-9
# A variance of mean x (1 - mean) would put everything on the two bounds.
_WIDEST = 0.95
_RIGHT_ANGLE = 0.5 * np.pi * (1.0 - 1e-6)
_STEPS = 3
# Gauss-Legendre quadrature of 12 points on 0 to 1; the lower six, the others mirror them.
_HALF_NODES = np.array(
    [
        0.009219682876640378,
        0.0479413718147626,
        0.11504866290284765,
        0.20634102285669126,
        0.31608425050090994,
        0.43738329574426554,
    ]
)
_HALF_WEIGHTS = np.array(
    [
        0.023587668193255706,
        0.05346966299765953,
        0.08003916427167321,
        0.10158371336153287,
        0.1167462682691773,
        0.12457352290670134,
    ]
)
_NODES = np.concatenate((_HALF_NODES, 1.0 - _HALF_NODES[::-1]))
_NODE_WEIGHTS = np.concatenate((_HALF_WEIGHTS, _HALF_WEIGHTS[::-1]))
