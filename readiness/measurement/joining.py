r"""Prior and sites as one belief, for many people at once.

The prior is a few common factors and a part of each facet's own, so that what has to be inverted is as small
as the number of factors. People come last in every array, so that each sum runs over all of them.
"""

import contextlib
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from readiness.arrays import Flags, Floats, Indices
from readiness.measurement.belief import Belief
from readiness.measurement.evidence import Heard
from readiness.measurement.population import Population

__all__ = ["Factors", "Joined", "Listed", "Margins", "Sites", "factors_of", "first_margins", "join_sites"]

MOST_DOUBT = 10.0
"""No observation may leave more doubt than so many times the prior's: such a step is halved and tried
again."""


class Sites(NamedTuple):
    """What each observation alone contributes: precision and shift, (n_people, n_observations)."""

    precision: Floats
    shift: Floats


class Factors(NamedTuple):
    """A prior as independent standard normal factors: facet f is ``load[f]`` x factors and a part of its own.

    ``load`` (F, K) and ``leniency`` (K,); ``own`` (F,), the variance of a facet that is in no factor;
    products of the loads with each other and with leniency, ``products`` (K * K, 2 F + 2), as sums of sites
    need them, the last column for the factors' own precision; of them ``squares`` (F, K * K). ``most`` is the
    variance beyond which nothing is believed of a facet, (F,), and of leniency, the last.
    """

    load: Floats
    leniency: Floats
    own: Floats
    squares: Floats
    products: Floats
    most: Floats


class Margins(NamedTuple):
    """Of a belief what single observations see; people come last, so that sums run over all of them at once.

    ``mean``, ``variance`` and covariance with leniency, ``across``, of each facet, (F, n_people); mean and
    variance of leniency, (n_people,).
    """

    mean: Floats
    variance: Floats
    across: Floats
    leniency: Floats
    leniency_variance: Floats


class Joined(NamedTuple):
    """Prior and sites together: the margins, and what the whole covariance is made of.

    ``inverse`` (K, K, n_people), the covariance of the factors; ``held`` and ``lent`` (F, n_people), how much
    of the factors and of leniency each facet follows; ``own`` of it follows neither.
    """

    margins: Margins
    inverse: Floats
    held: Floats
    lent: Floats
    own: Floats

    def belief(self, factors: Factors) -> Belief:
        """The whole belief."""
        n_facets, n_people = self.held.shape
        load = np.empty((n_people, n_facets + 1, factors.leniency.size))
        np.multiply(self.held.T[:, :, None], factors.load, out=load[:, :-1])
        load[:, :-1] -= self.lent.T[:, :, None] * factors.leniency
        load[:, -1] = factors.leniency
        spread = np.matmul(load, np.ascontiguousarray(self.inverse.transpose(2, 0, 1)))
        covariance = np.matmul(spread, load.transpose(0, 2, 1))
        facets = np.arange(n_facets)
        covariance[:, facets, facets] += self.own.T
        return Belief(np.vstack((self.margins.mean, self.margins.leniency)).T.copy(), covariance)


class Listed(NamedTuple):
    """Observations that count in one row, person by person.

    ``place`` among all; ``person`` and ``facet`` that each speaks of, and their ``cell`` in tables of (F,
    n_people); the ``first`` of everybody; ``share`` of leniency, ``part`` of a statement; what was ``heard``.
    """

    place: Indices
    person: Indices
    facet: Indices
    cell: Indices
    first: Indices
    share: Floats
    part: Floats
    heard: Heard


def first_margins(population: Population, n_people: int) -> Margins:
    """What observations are matched against in the first sweep: people of half the prior's variance.

    All other observations of somebody leave about as much, so that the sweeps begin closer to where they end.
    """
    each = np.ones(n_people)
    covariance = 0.5 * population.covariance
    mean, variance = population.mean, np.diag(covariance)
    own, spread, across = (np.outer(field[:-1], each) for field in (mean, variance, covariance[:, -1]))
    return Margins(own, spread, across, mean[-1] * each, variance[-1] * each)


def factors_of(population: Population) -> Factors:
    """The factors of a prior."""
    return _factors(population.covariance.tobytes(), population.loadings.tobytes(), population.n_facets)


@lru_cache(maxsize=64)
def _factors(covariance: bytes, loadings: bytes, n_facets: int) -> Factors:
    """The loadings where the covariance is made of them, else a root of all of it."""
    size = n_facets + 1
    whole = np.frombuffer(covariance).reshape(size, size)
    load = np.frombuffer(loadings)
    fits = n_facets > 0 and load.size % n_facets == 0
    load = load.reshape(n_facets, -1) if fits else np.zeros((n_facets, 0))
    own = np.diag(whole)[:-1] - (load**2).sum(axis=1)
    made = np.zeros((size, size))
    made[:-1, :-1] = load @ load.T + np.diag(own)
    made[-1, -1] = whole[-1, -1]
    if np.all(own >= 0) and np.allclose(made, whole, rtol=0.0, atol=_SAME):
        load = np.column_stack((load, np.zeros(n_facets)))
        leniency = np.append(np.zeros(load.shape[1] - 1), np.sqrt(whole[-1, -1]))
    else:
        root = np.linalg.cholesky(whole + _LIFT * np.eye(size))
        load, leniency, own = np.asarray(root[:-1]), np.asarray(root[-1]), np.zeros(n_facets)
    n_factors = leniency.size
    crosses = load[:, :, None] * leniency
    squares = (load[:, :, None] * load[:, None, :]).reshape(n_facets, n_factors**2)
    crosses = (crosses + crosses.transpose(0, 2, 1)).reshape(n_facets, n_factors**2)
    alone = np.outer(leniency, leniency).ravel(), np.eye(n_factors).ravel()
    products = np.vstack((squares, crosses, *alone)).T.copy()
    return Factors(load, leniency, own, squares, products, MOST_DOUBT * np.diag(whole) + _LEAST)


_SAME = 1e-12
_LIFT = 1e-12


def join_sites(
    population: Population, factors: Factors, seen: Listed, sites: Sites, n_people: int
) -> tuple[Joined, Flags]:
    """The belief that prior and sites make together, and for whom it is a distribution.

    Given factors and leniency the facets are independent, so that a facet's own part is summed out: of its
    sites (precision p, across to leniency q, pull b) the factors see the share h = 1 / (1 + p own). What is
    left is a precision of the factors, I + sum_f h (p load load' + q (load leniency' + leniency load')) + r
    leniency leniency', small enough to invert. A variance of zero (nobody rated, no leniency) is fine.
    """
    n_facets = population.n_facets

    def by_facet(values: Floats) -> Floats:
        sums = np.bincount(seen.cell, values, n_facets * n_people)
        return np.asarray(sums, dtype=np.float64).reshape(n_facets, n_people)

    def by_person(values: Floats) -> Floats:
        sums = np.zeros(n_people)
        if values.size:
            sums[seen.person[seen.first]] = np.add.reduceat(values, seen.first)
        return sums

    shared, shift = sites.precision * seen.share, sites.shift
    if population.mean.any():  # all that follows is about what differs from it
        shift = shift - sites.precision * population.mean[seen.facet] - shared * population.mean[-1]
    p, q, r = by_facet(sites.precision), by_facet(shared), by_person(shared * seen.share)
    pull, lenient_pull = by_facet(shift), by_person(shift * seen.share)
    kept = 1.0 + p * factors.own[:, None]
    possible = np.logical_and.reduce(kept > 0, axis=0)
    h = 1.0 / (kept if possible.all() else np.where(possible, kept, 1.0))
    own = h * factors.own[:, None]
    drawn = q * own
    r -= np.add.reduce(q * drawn)
    size = factors.leniency.size
    p *= h
    q *= h
    inverse = factors.products @ np.concatenate((p, q, r[None], np.ones((1, n_people))))
    inverse = _inverse(inverse.reshape(size, size, n_people))
    lenient_pull -= np.add.reduce(drawn * pull)
    middle = factors.load.T @ (h * pull) + factors.leniency[:, None] * lenient_pull
    middle = np.add.reduce(inverse * middle, axis=1)
    lenient = factors.leniency @ middle
    mean = h * (factors.load @ middle) - drawn * lenient + own * pull + population.mean[:-1, None]
    lent = (factors.leniency @ inverse.reshape(size, size * n_people)).reshape(size, n_people)
    along, of_leniency = factors.load @ lent, factors.leniency @ lent
    spread = factors.squares @ inverse.reshape(size * size, n_people)
    across = drawn * of_leniency
    variance = h * (h * spread - 2.0 * drawn * along) + drawn * across + own
    across = h * along - across
    safe = possible & (np.minimum(of_leniency, factors.most[-1] - of_leniency) >= 0)
    inside = np.minimum(variance, factors.most[:-1, None] - variance)
    safe &= np.minimum.reduce(inside, axis=0, initial=np.inf) >= 0
    margins = Margins(mean, variance, across, lenient + population.mean[-1], of_leniency)
    return Joined(margins, inverse, h, drawn, own), safe


def _inverse(precision: Floats) -> Floats:
    """The inverse of small symmetric matrices, (K, K, n): of many by sweeping a row of all at a time."""
    if precision.shape[2] < _MANY:
        with contextlib.suppress(np.linalg.LinAlgError):
            return np.asarray(np.linalg.inv(precision.transpose(2, 0, 1)).transpose(1, 2, 0))
    left, change = precision, np.empty_like(precision)
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):  # of what is no distribution
        for k in range(len(left)):
            turn = 1.0 / left[k, k]
            row = left[k] * turn
            column = left[:, k].copy()
            left -= np.multiply(column[:, None], row, out=change)
            left[k] = row
            left[:, k] = -column * turn
            left[k, k] = turn
    return left


_LEAST = 1e-9
_MANY = 12
