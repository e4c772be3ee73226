"""Standard normal and uniform draws that are the same for everybody: a rule for averages, no randomness.

The first dimension, which carries most of a score's doubt, goes up in equal steps of chance; the others are
an additive recurrence with the square roots of primes (Richtmyer 1951), spread as evenly. Every draw stands
beside its mirror image, and all are stretched so that mean and covariance are exact. What is linear in
ability is therefore averaged without error, and two beliefs that are nearly equal have nearly equal averages.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from readiness.measurement.normal import quantile

if TYPE_CHECKING:
    from readiness.arrays import Floats

__all__ = ["count_draws", "normal_draws", "uniform_draws"]

_FEWEST, _MOST_FOR_FEW = 128, 512
_NUMBERS = 2432
_START = 1813
"""Where the recurrence begins, chosen among 6,000 places for averages close to those of 32,768 draws.

What it leaves of error was found with other people (docs/measurement.md).
"""


def count_draws(n_dimensions: int) -> int:
    """How many draws averages are taken over: 128 from 19 dimensions on, more of fewer, up to 512.

    No fewer than four for each dimension.
    """
    for_few = min(_NUMBERS // max(n_dimensions, 1), _MOST_FOR_FEW) // 4 * 4
    return max(_FEWEST, for_few, 4 * n_dimensions)


@lru_cache(maxsize=8)
def normal_draws(n_dimensions: int, n_draws: int) -> Floats:
    """Standard normal draws with mean 0 and identity covariance, (n_draws, n_dimensions); not to be written.

    Raises
    ------
    ValueError
        If there are not at least four times as many draws as dimensions: their covariance could not be exact.
    """
    if n_draws < 4 * n_dimensions:
        raise ValueError(f"{n_draws} draws are too few for {n_dimensions} dimensions")
    n_half = n_draws // 2
    upper = 0.5 + (np.arange(n_half)[:, None] + 0.5) / n_draws  # their mirror images have the other half
    others = _recurrence(n_half, max(n_dimensions - 1, 0))
    others = _even(np.concatenate((others, 1.0 - others)))[:n_half]
    half = quantile(np.column_stack((upper, others))[:, :n_dimensions])
    both = np.concatenate((half, -half))
    root = np.linalg.cholesky(both.T @ both / len(both))
    found = np.linalg.solve(root, both.T).T.copy()
    found.flags.writeable = False
    return found


@lru_cache(maxsize=8)
def uniform_draws(n_dimensions: int, n_draws: int, *, after: int) -> Floats:
    """Uniform draws between 0 and 1, evenly spread, (n_draws, n_dimensions); not to be written.

    They go with normal draws of `after` dimensions; no two of all of these correlate by over .03.
    """
    half = _recurrence(n_draws // 2, after + n_dimensions)[:, after:]
    found, others = _even(np.concatenate((half, 1.0 - half))), normal_draws(after, n_draws)
    for k in range(n_dimensions):
        for _ in range(_UNTANGLED):
            own = found[:, k] - 0.5
            found[:, k] = _even(own - others @ (others.T @ own) / n_draws)
        others = np.column_stack((others, (found[:, k] - 0.5) * np.sqrt(12.0)))
    found.flags.writeable = False
    return found


_UNTANGLED = 12


def _even(points: Floats) -> Floats:
    """The same order with equal distances, between 0 and 1."""
    return np.asarray((points.argsort(axis=0).argsort(axis=0) + 0.5) / len(points))


def _recurrence(n_points: int, n_dimensions: int) -> Floats:
    steps = np.sqrt(np.array(_primes(n_dimensions), dtype=np.float64))
    return np.asarray((np.arange(_START, _START + n_points)[:, None] * steps) % 1.0)


def _primes(n: int) -> list[int]:
    found: list[int] = []
    number = 2
    while len(found) < n:
        if all(number % p for p in found):
            found.append(number)
        number += 1
    return found
