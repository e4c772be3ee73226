"""Standard normal and uniform draws that are the same for everybody: a rule for averages, no randomness.

The points are an additive recurrence with the square roots of primes (Richtmyer 1951), folded so that every
draw stands beside its mirror image, and stretched so that mean and covariance are exact. What is linear in
ability is therefore averaged without error, and two beliefs that are nearly equal have nearly equal averages.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from readiness.measurement.normal import Floats, quantile

__all__ = ["N_DRAWS", "normal_draws", "uniform_draws"]

N_DRAWS = 512
"""Draws behind a score: its mean is then right to about .1 points, chances to about .01."""


@lru_cache(maxsize=8)
def normal_draws(n_dimensions: int, n_draws: int = N_DRAWS) -> Floats:
    """Standard normal draws with mean 0 and identity covariance, (n_draws, n_dimensions); not to be written.

    Raises
    ------
    ValueError
        If there are not at least four times as many draws as dimensions: their covariance could not be exact.
    """
    if n_draws < 4 * n_dimensions:
        raise ValueError(f"{n_draws} draws are too few for {n_dimensions} dimensions")
    half = quantile(np.clip(_recurrence(n_draws // 2, n_dimensions), _EDGE, 1.0 - _EDGE))
    both = np.concatenate((half, -half))
    root = np.linalg.cholesky(both.T @ both / len(both))
    found = np.linalg.solve(root, both.T).T.copy()
    found.flags.writeable = False
    return found


@lru_cache(maxsize=8)
def uniform_draws(n_dimensions: int, n_draws: int = N_DRAWS, *, after: int = 0) -> Floats:
    """Uniform draws between 0 and 1 with mean 1/2, (n_draws, n_dimensions); not to be written.

    `after` dimensions are left out, so that these go with normal draws of as many dimensions.
    """
    half = _recurrence(n_draws // 2, after + n_dimensions)[:, after:]
    found = np.concatenate((half, 1.0 - half))
    found.flags.writeable = False
    return found


_EDGE = 1e-6


def _recurrence(n_points: int, n_dimensions: int) -> Floats:
    steps = np.sqrt(np.array(_primes(n_dimensions), dtype=np.float64))
    return np.asarray((np.arange(1, n_points + 1)[:, None] * steps) % 1.0)


def _primes(n: int) -> list[int]:
    found: list[int] = []
    number = 2
    while len(found) < n:
        if all(number % p for p in found):
            found.append(number)
        number += 1
    return found
