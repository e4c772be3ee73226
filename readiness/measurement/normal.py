"""The normal distribution on arrays, safe far into the tails."""

import math
from functools import lru_cache

import numpy as np

from readiness.arrays import ArrayLike, Floats

__all__ = [
    "Floats", "density", "density_over_chance", "distribution", "quantile", "reach_of", "tail_ratio",
]  # fmt: skip


_PEAK = 1.0 / math.sqrt(2.0 * math.pi)
_GRID = 32.0
_NOTHING = 40.0  # beyond 39 the curve is lower than any float
_HALF = 0.5
_HALLEY_STEPS = 2


def density(x: ArrayLike) -> Floats:
    """Height of the standard normal curve at `x`.

    >>> float(density(0.0).round(4))
    0.3989
    """
    z = np.clip(np.asarray(x, dtype=np.float64), -_NOTHING, _NOTHING)
    near = np.rint(z * _GRID) / _GRID  # has an exact square; the rest of the exponent is small
    return np.asarray(_PEAK * np.exp(-0.5 * near * near) * np.exp(0.5 * (near - z) * (near + z)))


def distribution(x: ArrayLike) -> Floats:
    r"""Share of a standard normal population below `x`, :math:`\Phi(x) = 1 - \Phi(-x)`.

    Within nine standard deviations it is read from a table, 1/256 apart, by the first six terms of its Taylor
    series, right to 1e-13 of itself; beyond them it is density times Mills' ratio.

    >>> distribution([-1.2816, 0.0]).round(4).tolist()
    [0.1, 0.5]
    """
    z = np.asarray(x, dtype=np.float64)
    size = np.abs(z)
    if not size.size or float(size.max()) <= _TABLE_END:
        tail = _read_series(_series_of_tail(), size)
    else:
        far = np.minimum(size, _FARTHEST)
        near = _read_series(_series_of_tail(), np.minimum(size, _TABLE_END))
        tail = np.where(size > _TABLE_END, density(far) * _upper_ratio(far), near)
    return np.asarray(np.where(z < 0.0, tail, 1.0 - tail), dtype=np.float64)


def quantile(p: ArrayLike) -> Floats:
    """Value below which the share `p` (0 to 1, both excluded) of a standard normal population lies.

    A rational start (Abramowitz & Stegun 1964, 26.2.23, within .0005) and Halley's steps towards the root.

    >>> float(quantile(0.9).round(4))
    1.2816
    """
    share = np.asarray(p, dtype=np.float64)
    tail = np.minimum(share, 1.0 - share)
    t = np.sqrt(-2.0 * np.log(tail))
    x = -(
        t
        - ((0.010328 * t + 0.802853) * t + 2.515517) / (((0.001308 * t + 0.189269) * t + 1.432788) * t + 1.0)
    )
    for _ in range(_HALLEY_STEPS):
        off = (distribution(x) - tail) / density(x)
        x = x - off / (1.0 + 0.5 * x * off)
    return np.asarray(np.where(share > _HALF, -x, x), dtype=np.float64)


@lru_cache(maxsize=64)
def reach_of(p: float) -> float:
    """The quantile of one share; the ends of intervals are the same for everybody."""
    return float(quantile(p))


def tail_ratio(x: ArrayLike) -> Floats:
    r"""Mills' ratio :math:`\Phi(-x) / \varphi(x)`, finite where numerator and denominator both vanish.

    For very negative `x` it grows like 1/density and overflows beyond -38.

    >>> tail_ratio([0.0, 50.0]).round(4).tolist()
    [1.2533, 0.02]
    """
    z = np.asarray(x, dtype=np.float64)
    ratio = _upper_ratio(np.minimum(np.abs(z), _FARTHEST))
    if np.any(z < 0.0):
        ratio = np.where(z < 0.0, 1.0 / density(np.minimum(z, 0.0)) - ratio, ratio)
    return np.asarray(ratio, dtype=np.float64)


def density_over_chance(x: ArrayLike) -> Floats:
    r"""Inverse of Mills' ratio on the other side, :math:`\varphi(x) / \Phi(x)`, right to 1e-12.

    Within nine standard deviations it is read from a table, 1/256 apart, by the first four terms of its
    Taylor series; with r = phi / Phi and e = x + r the derivatives are r' = -re, r'' = r (e (e + r) - 1).

    >>> density_over_chance([0.0, -50.0]).round(4).tolist()
    [0.7979, 50.02]
    """
    z = np.asarray(x, dtype=np.float64)
    if z.size and max(float(z.max()), -float(z.min())) > _TABLE_END:
        return np.where(
            np.abs(z) > _TABLE_END,
            _exact_density_over_chance(z),
            density_over_chance(np.minimum(np.maximum(z, -_TABLE_END), _TABLE_END)),
        )
    return _read_series(_series_of_density_over_chance(), z + _TABLE_END)


def _read_series(series: tuple[Floats, ...], x: Floats) -> Floats:
    """A function by its Taylor coefficients in steps of a table that begins at 0, the highest first."""
    place = x * _STEPS_PER_SD
    nearest = np.rint(place)
    place -= nearest
    at = nearest.astype(np.intp)
    first, *others = series
    found = first.take(at, mode="clip")
    for coefficient in others:
        found *= place
        found += coefficient.take(at, mode="clip")
    return np.asarray(found)


_TABLE_END = 9
_STEPS_PER_SD = 256


def _exact_density_over_chance(z: Floats) -> Floats:
    size = np.minimum(np.abs(z), _FARTHEST)
    above, height = _upper_ratio(size), density(size)
    return np.asarray(np.where(z < 0.0, 1.0 / above, height / (1.0 - height * above)))


@lru_cache(maxsize=1)
def _series_of_density_over_chance() -> tuple[Floats, ...]:
    """Taylor coefficients in steps of the table, the third first, each (n_places,)."""
    x = np.arange(-_TABLE_END * _STEPS_PER_SD, _TABLE_END * _STEPS_PER_SD + 1) / _STEPS_PER_SD
    r = _exact_density_over_chance(x)
    e = x + r
    first = -r * e
    second = r * (e * (e + r) - 1.0)
    # of the second: r' (e (e + r) - 1) + r (e' (2 e + r) + e r'), with e' = 1 + r'
    third = first * (e * (e + r) - 1.0) + r * ((1.0 + first) * (2.0 * e + r) + e * first)
    step = 1.0 / _STEPS_PER_SD
    return third * step**3 / 6.0, second * step**2 / 2.0, first * step, r


@lru_cache(maxsize=1)
def _series_of_tail() -> tuple[Floats, ...]:
    """The same of the share above: its derivatives are Hermite polynomials times density."""
    x = np.arange(_TABLE_END * _STEPS_PER_SD + 1) / _STEPS_PER_SD
    height, hermite = density(x), [np.ones_like(x), x]
    for n in range(1, _TERMS - 2):
        hermite.append(x * hermite[n] - n * hermite[n - 1])
    found = [height * _upper_ratio(x)]
    for n, polynomial in enumerate(hermite, start=1):
        step = (-1.0 / _STEPS_PER_SD) ** n / math.factorial(n)
        found.append(step * height * polynomial)
    return tuple(reversed(found))


_TERMS = 6


def _upper_ratio(x: Floats) -> Floats:
    """Mills' ratio of finite numbers from 0 on, right to the last digits of a float.

    (x + 3/2) times the ratio is smooth in t = (x - 5) / (x + 5), which runs from -1 to 1, and is a
    polynomial in t there: the Chebyshev series of degree 24, computed in 50 digits and written in powers.
    """
    t = (x - _MIDDLE) / (x + _MIDDLE)
    ratio = np.full_like(t, _SERIES[0])
    for coefficient in _SERIES[1:]:
        ratio *= t
        ratio += coefficient
    ratio /= x + _SHIFT
    return ratio


_MIDDLE, _SHIFT = 5.0, 1.5
_FARTHEST = 1e100
_SERIES = (
    9.409551537802749e-11,
    -8.786323013200687e-10,
    -1.429641316380763e-09,
    1.0051413771785322e-08,
    1.2344066136055321e-08,
    -7.006180089463755e-08,
    -8.101192418436976e-08,
    4.4258221631636355e-07,
    4.184328604278537e-07,
    -2.9721351088353555e-06,
    -1.0232092498723749e-06,
    2.1117758620115807e-05,
    -1.6477952898906518e-05,
    -0.00013316945100682242,
    0.0003813092093823358,
    0.00018782170369130956,
    -0.003926124268703307,
    0.013366792018315995,
    -0.026757580362757254,
    0.032160073349269375,
    -0.006199811215033748,
    -0.0763007275543842,
    0.2232522817068769,
    -0.40928492036921904,
    1.2532526806495525,
)
