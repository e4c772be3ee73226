r"""From a belief about ability to levels, attainment and a score with its interval.

A person of ability theta stands at level L(theta) = sum_k Phi((theta - t_k) / tau), between 0 and 4: levels
blur into one another by tau. Attainment of a facet is min(L, bar) / bar with the cap inside the sum, which is
exact.
"""

from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from readiness.measurement.belief import Belief, prior
from readiness.measurement.normal import Floats, density, distribution
from readiness.measurement.population import Integers, Population
from readiness.measurement.shape import Shape, shape, shape_chance, shape_quantile


class Expected(NamedTuple):
    """Score in points, (n_people,), and its parts by facet, (n_people, n_facets).

    ``mean`` and ``sd`` of the score, ``low`` and ``high`` of its interval, ``chance`` that it reaches the
    threshold (NaN where none was given); ``level`` 0 to 4, ``attainment`` 0 to 1, ``attainment_sd``, and
    ``bar_met``, the chance that ability is at or above the bar. ``gradient``: points that a unit of ability
    in a facet is worth.
    """

    mean: Floats
    sd: Floats
    low: Floats
    high: Floats
    chance: Floats
    level: Floats
    attainment: Floats
    attainment_sd: Floats
    bar_met: Floats
    gradient: Floats


def expected_score(
    belief: Belief,
    population: Population,
    weights: ArrayLike,
    bars: ArrayLike,
    *,
    fixed_points: ArrayLike = 0.0,
    level: float | None = None,
    threshold: float | None = None,
) -> Expected:
    r"""The score that the belief expects, with its interval and its parts.

    Parameters
    ----------
    belief : Belief
        Of n_people.
    population : Population
        Gives thresholds, blur and the level of the interval.
    weights : array_like of float, shape (n_facets,) or (n_people, n_facets)
        Points that each facet can bring; 0 for a facet that does not apply.
    bars : array_like of int, shape (n_facets,)
        Level 1 to 4 that the role asks for.
    fixed_points : array_like of float, shape () or (n_people,)
        Points known without measurement: education, experience.
    level : float, optional
        Chance that the interval holds the score; by default that of the settings.
    threshold : float, optional
        Score whose chance to be reached is wanted.

    Returns
    -------
    Expected
        With q = sqrt(tau^2 + v), z_k = (mu - t_k) / q: level sum_k Phi(z_k), attainment
        A = (1/bar) sum_{k<=bar} Phi(z_k), bar_met Phi((mu - t_bar) / sqrt v).

    Raises
    ------
    ValueError
        If a bar is not a level from 1 to 4.

    Notes
    -----
    The variance of the score is the Hermite expansion of a covariance (Mehler 1866) up to its third term,

        g' Sigma g + 1/2 sum_ij k_i k_j Sigma_ij^2 + 1/6 sum_ij l_i l_j Sigma_ij^3,

    g, k and l the first three derivatives of the expected score in mu. The interval and the chance are those
    of a distribution with this mean and variance that is bounded by what is known and what can still be had
    (see `shape`): attainment stops at the bar, so mean +- 1.28 sd would hold .82 to .83 instead of .80.
    """
    mu = belief.mean[:, :-1]
    sigma = belief.covariance[:, :-1, :-1]
    points = np.broadcast_to(np.asarray(weights, dtype=np.float64), mu.shape)
    bar = _checked_bars(bars, population)
    known = np.broadcast_to(np.asarray(fixed_points, dtype=np.float64), (belief.n_people,))
    v = np.maximum(np.diagonal(sigma, axis1=1, axis2=2), 0.0)
    q = np.sqrt(population.blur**2 + v)
    z = (mu[:, :, None] - population.thresholds) / q[:, :, None]
    reached = distribution(z)
    height = density(z)
    below_bar = (np.arange(population.thresholds.size) < bar[:, None]) / bar[:, None]
    attainment = (reached * below_bar).sum(axis=2)
    slope = (height * below_bar).sum(axis=2) / q
    bend = -(z * height * below_bar).sum(axis=2) / q**2
    mean = known + (points * attainment).sum(axis=1)
    twist = ((z**2 - 1.0) * height * below_bar).sum(axis=2) / q**3
    sd = _spread((points * slope, points * bend, points * twist), sigma)
    span = points.sum(axis=1)
    found = shape((mean - known) / np.maximum(span, _TINY), sd / np.maximum(span, _TINY))
    inside = population.settings.interval_level if level is None else level
    return Expected(
        mean=mean,
        sd=sd,
        low=known + span * shape_quantile(found, 0.5 - 0.5 * inside),
        high=known + span * shape_quantile(found, 0.5 + 0.5 * inside),
        chance=_chance(found, threshold, known, span),
        level=reached.sum(axis=2),
        attainment=attainment,
        attainment_sd=np.sqrt(v * (slope**2 + v * (bend**2 / 2.0 + v * twist**2 / 6.0))),
        bar_met=distribution((mu - population.thresholds[bar - 1]) / np.sqrt(np.maximum(v, _TINY))),
        gradient=points * slope,
    )


def chance_ready(
    belief: Belief,
    population: Population,
    weights: ArrayLike,
    bars: ArrayLike,
    *,
    threshold: float,
    floors: ArrayLike,
    draws: ArrayLike,
    fixed_points: ArrayLike = 0.0,
) -> Floats:
    r"""Chance that the score reaches the threshold and no must-have facet is below its floor, (n_people,).

    The two hang together, so their chances cannot be multiplied: abilities are drawn from the belief, and the
    share of draws that pass both is counted.

    Parameters
    ----------
    belief, population, weights, bars, fixed_points
        As for `expected_score`.
    threshold : float
        Least score of the top band.
    floors : array_like of float, shape (n_facets,)
        Least level, 1 to 4, of each must-have facet; 0 or NaN where there is none. Met where ability is at or
        above t_floor.
    draws : array_like of float, shape (n_draws, n_facets + 1)
        Standard normal numbers. 400 give the chance to within .05 (95 %). With the same draws, beliefs that
        are nearly equal have nearly equal chances.
    """
    normals = np.asarray(draws, dtype=np.float64)
    floor = np.nan_to_num(np.asarray(floors, dtype=np.float64)).astype(np.intp)
    ability = belief.mean[:, None, :] + normals @ np.swapaxes(_root(belief.covariance), 1, 2)
    ability = ability[:, :, :-1]
    points = np.broadcast_to(np.asarray(weights, dtype=np.float64), belief.mean[:, :-1].shape)
    known = np.broadcast_to(np.asarray(fixed_points, dtype=np.float64), (belief.n_people,))
    attainment = _read_off(ability, population, _checked_bars(bars, population))
    score = np.matmul(attainment, points[:, :, None])[:, :, 0] + known[:, None]
    least = np.where(floor > 0, population.thresholds[np.maximum(floor, 1) - 1], -np.inf)
    passed = (score >= threshold) & np.all(ability >= least, axis=2)
    return np.asarray(passed.mean(axis=1))


def _read_off(ability: Floats, population: Population, bar: Integers) -> Floats:
    """Attainments of many abilities from a table of steps of 1/`_STEPS_PER_SD`, right to .0008.

    Counting draws needs no more; a million exact values of the normal distribution would take a second.
    """
    n_steps = 2 * _TABLE_END * _STEPS_PER_SD + 1
    table = _attainment_table(population.thresholds.tobytes(), population.blur, n_steps)
    place = np.clip(np.rint((ability + _TABLE_END) * _STEPS_PER_SD), 0, n_steps - 1).astype(np.intp)
    return np.asarray(table[bar - 1, place])


@lru_cache(maxsize=8)
def _attainment_table(thresholds: bytes, blur: float, n_steps: int) -> Floats:
    """Attainment by bar, 1 to the highest, and by ability, (n_bars, n_steps)."""
    grid = np.linspace(-_TABLE_END, _TABLE_END, n_steps)
    reached = distribution((grid[None, :] - np.frombuffer(thresholds)[:, None]) / blur)
    return np.asarray(np.cumsum(reached, axis=0) / np.arange(1, len(reached) + 1)[:, None])


def true_score(
    ability: ArrayLike,
    population: Population,
    weights: ArrayLike,
    bars: ArrayLike,
    *,
    fixed_points: ArrayLike = 0.0,
) -> Floats:
    """The score of abilities that are known, as in a simulation: (..., n_facets) to (...).

    ``weights`` (n_facets,) or (n_people, n_facets) and ``fixed_points`` () or (n_people,) belong to the first
    axis.
    """
    theta = np.asarray(ability, dtype=np.float64)
    bar = _checked_bars(bars, population)
    points = np.asarray(weights, dtype=np.float64)
    known = np.asarray(fixed_points, dtype=np.float64)
    if theta.ndim > 2:  # noqa: PLR2004 - people, draws, facets
        points = points[:, None, :] if points.ndim > 1 else points
        known = known[:, None] if known.ndim else known
    facet, below = np.nonzero(np.arange(population.thresholds.size) < bar[:, None])
    reached = distribution((theta[..., facet] - population.thresholds[below]) / population.blur)
    ends = np.concatenate(([0], np.cumsum(bar)[:-1]))
    attainment = np.add.reduceat(reached, ends, axis=-1) / bar
    return np.asarray((attainment * points).sum(axis=-1) + known)


def doubt_before(population: Population, weights: ArrayLike, bars: ArrayLike) -> Floats:
    """Standard deviation of the score before any evidence, (n_people,)."""
    points = np.asarray(weights, dtype=np.float64)
    n_people = len(points) if points.ndim > 1 else 1
    return expected_score(prior(population, n_people), population, weights, bars).sd


def evidence_share(expected: Expected, before: ArrayLike) -> Floats:
    """Share of the score's prior variance that the evidence removed, (n_people,), 0 to 1.

    `before` is the standard deviation that `doubt_before` gives for the same weights and bars.
    """
    share = 1.0 - (expected.sd / np.maximum(np.asarray(before, dtype=np.float64), _TINY)) ** 2
    return np.asarray(np.clip(share, 0.0, 1.0))


class Leniency(NamedTuple):
    """How far ratings run above what answers support, in levels; ``tell`` where that is sure enough."""

    mean: Floats
    sd: Floats
    tell: np.ndarray[tuple[int, ...], np.dtype[np.bool_]]


def leniency(belief: Belief, population: Population) -> Leniency:
    """Leniency in levels of the rating scale: ability over the mean distance of two neighbouring cuts."""
    per_level = float(np.diff(population.cuts[1:-1]).mean())
    mean = belief.mean[:, -1]
    sd = np.sqrt(np.maximum(belief.covariance[:, -1, -1], 0.0))
    tell = np.abs(mean) > population.settings.tell_leniency * np.maximum(sd, _TINY)
    return Leniency(mean / per_level, sd / per_level, tell)


_TINY = 1e-12
_TABLE_END = 8
_STEPS_PER_SD = 128


def _checked_bars(bars: ArrayLike, population: Population) -> np.ndarray[tuple[int, ...], np.dtype[np.intp]]:
    bar = np.asarray(bars, dtype=np.intp)
    if np.any((bar < 1) | (bar > population.thresholds.size)):
        raise ValueError(f"a bar is a level from 1 to {population.thresholds.size}")
    return bar


def _spread(derivatives: tuple[Floats, Floats, Floats], sigma: Floats) -> Floats:
    """Standard deviation from three Hermite terms, the sums over i, j of d_i d_j Sigma_ij^n / n!."""
    variance = np.zeros(len(sigma))
    power = np.ones_like(sigma)
    for n, derivative in enumerate(derivatives, start=1):
        power = power * sigma / n
        variance = variance + (np.matmul(power, derivative[:, :, None])[:, :, 0] * derivative).sum(axis=1)
    return np.asarray(np.sqrt(np.maximum(variance, 0.0)))


def _chance(found: Shape, threshold: float | None, known: Floats, span: Floats) -> Floats:
    if threshold is None:
        return np.full(known.shape, np.nan)
    return shape_chance(found, (threshold - known) / np.maximum(span, _TINY))


def _root(covariance: Floats) -> Floats:
    """The symmetric square root: it moves smoothly with the covariance and survives a variance of zero."""
    value, vector = np.linalg.eigh(covariance)
    return np.asarray((vector * np.sqrt(np.maximum(value, 0.0))[:, None, :]) @ np.swapaxes(vector, 1, 2))
