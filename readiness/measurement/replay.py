r"""The belief that a person's stored ratings and answers lead to, whatever their order.

Expectation propagation (Minka 2001; Rasmussen & Williams 2006, Gaussian Processes for Machine Learning,
section 3.6): every observation is kept as a Gaussian site of precision tau and shift nu. In each sweep all
sites are taken out, matched against what the others say, and put back together, so that no order enters. A
lucky guess can carry a negative precision, so precisions stay signed. Everybody's sweeps end when their own
belief has settled: who else is scored in the same call changes nothing.
"""

from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from readiness.measurement.belief import (
    Belief,
    Observations,
    join_observations,
    map_observations,
    observe_answers,
    observe_ratings,
)
from readiness.measurement.evidence import Integers, answer_evidence
from readiness.measurement.normal import Floats
from readiness.measurement.population import Items, Population
from readiness.measurement.readings import Ratings

__all__ = ["Answers", "Replayed", "Sites", "answers", "replay", "replay_sites", "settle"]

# Undamped sweeps settle within about ten; where they have not by twenty, half steps end any swinging.
_MOST_SWEEPS = 60
_DAMPED_AFTER = 20
_SETTLED = 1e-9
# No observation may leave more doubt than ten times the prior's: such a step is halved and tried again.
_MOST_DOUBT = 10.0
_LEAST_LEFT = 1e-9


class Answers(NamedTuple):
    """Answers as stored: ``item`` (n_people, n_answers), -1 for none, and ``right`` of the same shape."""

    item: Integers
    right: NDArray[np.bool_]


class Sites(NamedTuple):
    """What each observation alone contributes: precision and shift, (n_people, n_observations)."""

    precision: Floats
    shift: Floats


class Replayed(NamedTuple):
    """The reported belief, and the sites that it is made of besides the prior."""

    belief: Belief
    sites: Sites


class Factors(NamedTuple):
    """A prior as independent standard normal factors: facet f is ``load[f]`` x factors and a part of its own.

    ``load`` (F, K) and ``leniency`` (K,); ``own`` (F,), the variance of a facet that is in no factor;
    products of the loads, (F, K * K) and (K * K,), as sums of sites need them.
    """

    load: Floats
    leniency: Floats
    own: Floats
    squares: Floats
    crosses: Floats
    leniency_square: Floats


class Margins(NamedTuple):
    """Of a belief what single observations see.

    ``mean``, ``variance`` and covariance with leniency, ``across``, of each facet, (n_people, F); mean and
    variance of leniency, (n_people,).
    """

    mean: Floats
    variance: Floats
    across: Floats
    leniency: Floats
    leniency_variance: Floats


class Joined(NamedTuple):
    """Prior and sites together: the margins, and what the whole covariance is made of."""

    margins: Margins
    load: Floats
    spread: Floats
    own: Floats

    def belief(self) -> Belief:
        """The whole belief."""
        covariance = np.matmul(self.spread, self.load.transpose(0, 2, 1))
        covariance = 0.5 * (covariance + covariance.transpose(0, 2, 1))
        facets = np.arange(self.own.shape[1])
        covariance[:, facets, facets] += self.own
        mean = np.column_stack((self.margins.mean, self.margins.leniency))
        return Belief(mean, covariance)


def answers(item: ArrayLike, right: ArrayLike) -> Answers:
    """Answers of one person (n_answers,) or of many (n_people, n_answers).

    Parameters
    ----------
    item : array_like of int
        Index of the item answered; -1 where a row has fewer answers than others.
    right : array_like of bool
        Whether the answer was right; "I don't know" is not.
    """
    return Answers(
        np.atleast_2d(np.asarray(item, dtype=np.intp)), np.atleast_2d(np.asarray(right, dtype=bool))
    )


def replay(population: Population, given: Ratings, items: Items, answered: Answers) -> Belief:
    """The belief after all ratings and answers; their order does not matter.

    Parameters
    ----------
    population : Population
        The prior.
    given : Ratings
        Of n_people.
    items : Items
        The bank.
    answered : Answers
        Of the same people.

    Returns
    -------
    Belief
        Of n_people.
    """
    return replay_sites(population, given, items, answered).belief


def replay_sites(population: Population, given: Ratings, items: Items, answered: Answers) -> Replayed:
    """As `replay`, with the site of every observation: the steps of the ratings first, then the answers.

    Raises
    ------
    ValueError
        If ratings and answers are not of the same people.
    """
    if answered.item.shape != answered.right.shape or len(answered.item) != len(given.level):
        raise ValueError("ratings and answers need one row for each person")
    seen = observe_ratings(population, given), observe_answers(items, answered.item, answered.right)
    return settle(population, join_observations(*seen))


def settle(population: Population, seen: Observations) -> Replayed:
    """The belief after all observations, by as many sweeps as each person needs."""
    n_people = len(seen.facet)
    order = np.argsort(~seen.counts, axis=1, kind="stable")[:, : int(seen.counts.sum(axis=1).max(initial=0))]
    every, seen = seen, map_observations(seen, lambda field: np.take_along_axis(field, order, axis=1))
    factors = _factors_of(population)
    sites = Sites(np.zeros(seen.counts.shape), np.zeros(seen.counts.shape))
    joined, _ = _joined(population, factors, seen, sites)
    margins = [field.copy() for field in joined.margins]
    active = np.flatnonzero(seen.counts.any(axis=1))
    step = np.ones((n_people, 1))
    for sweep in range(_MOST_SWEEPS):
        if not active.size:
            break
        if sweep == _DAMPED_AFTER:
            step = np.minimum(step, 0.5)
        whole = active.size == n_people
        now = _take(seen, active)
        old = sites if whole else Sites(sites.precision[active], sites.shift[active])
        seen_from = Margins(*(margins if whole else (field[active] for field in margins)))
        matched = _matched(seen_from, old, now)
        moved = [step[active] * (to - at) for to, at in zip(matched, old, strict=True)]
        tried = Sites(old.precision + moved[0], old.shift + moved[1])
        joined, safe = _joined(population, factors, now, tried)
        kept = active[safe]
        for field, own in zip((*sites, *margins), (*tried, *joined.margins), strict=True):
            field[kept] = own[safe]
        step[active[~safe]] *= 0.5
        change = np.max([np.abs(m).max(axis=1, initial=0.0) for m in moved], axis=0)
        active = active[~safe | (change >= _SETTLED)]
    belief = _joined(population, factors, seen, sites)[0].belief()
    found = Sites(np.zeros(every.counts.shape), np.zeros(every.counts.shape))
    for field, own in zip(found, sites, strict=True):
        np.put_along_axis(field, order, own, axis=1)
    return Replayed(belief, found)


def _take(seen: Observations, rows: Integers) -> Observations:
    return seen if rows.size == len(seen.facet) else map_observations(seen, lambda field: field[rows])


def _matched(margins: Margins, sites: Sites, seen: Observations) -> Sites:
    """Every site as its evidence says against all the others; improper ones stay as they are."""
    n_people, n_facets = margins.mean.shape
    cell = seen.facet + n_facets * np.arange(n_people)[:, None]
    m, v, across = (field.take(cell) for field in (margins.mean, margins.variance, margins.across))
    m += seen.share * margins.leniency[:, None]
    across *= 2.0
    across += seen.share * margins.leniency_variance[:, None]
    v += seen.share * across
    kept = 1.0 - sites.precision * v
    proper = seen.counts & (kept > 0)
    kept = np.where(proper, kept, 1.0)
    m, v = (m - v * sites.shift) / kept, v / kept
    said = answer_evidence(m, v, seen.item, seen.right)
    left = 1.0 + said.beta * v
    proper &= left > _LEAST_LEFT
    left = np.where(proper, left, 1.0)
    return Sites(
        np.where(proper, -said.beta / left, sites.precision),
        np.where(proper, (said.alpha - said.beta * m) / left, sites.shift),
    )


def _factors_of(population: Population) -> Factors:
    return _factors(population.covariance.tobytes(), population.loadings.tobytes(), population.n_facets)


@lru_cache(maxsize=64)
def _factors(covariance: bytes, loadings: bytes, n_facets: int) -> Factors:
    """The loadings where the covariance is made of them, else a root of all of it."""
    size = n_facets + 1
    whole = np.frombuffer(covariance).reshape(size, size)
    load = np.frombuffer(loadings)
    divides = n_facets > 0 and load.size % n_facets == 0
    load = load.reshape(n_facets, -1) if divides else np.zeros((n_facets, 0))
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
    crosses = load[:, :, None] * leniency
    return Factors(
        load,
        leniency,
        own,
        (load[:, :, None] * load[:, None, :]).reshape(n_facets, load.shape[1] ** 2),
        (crosses + crosses.transpose(0, 2, 1)).reshape(n_facets, load.shape[1] ** 2),
        np.outer(leniency, leniency).ravel(),
    )


_SAME = 1e-12
_LIFT = 1e-12


def _joined(
    population: Population, factors: Factors, seen: Observations, sites: Sites
) -> tuple[Joined, NDArray[np.bool_]]:
    """The belief that prior and sites make together, and for whom it is a distribution.

    Given factors and leniency the facets are independent, so that a facet's own part is summed out: of its
    sites (precision p, across to leniency q, pull b) the factors see the share h = 1 / (1 + p own). What is
    left is a precision of the factors, I + sum_f h (p load load' + q (load leniency' + leniency load')) + r
    leniency leniency', small enough to invert. A variance of zero (nobody rated, no leniency) is fine.
    """
    n_people, n_facets = len(seen.facet), population.n_facets
    cell = (seen.facet + n_facets * np.arange(n_people)[:, None]).ravel()

    def by_facet(values: Floats) -> Floats:
        sums = np.bincount(cell, values.ravel(), n_people * n_facets)
        return np.asarray(sums, dtype=np.float64).reshape(n_people, n_facets)

    shared = sites.precision * seen.share
    p, q, r = by_facet(sites.precision), by_facet(shared), (shared * seen.share).sum(axis=1)
    centre, lenient = population.mean[:-1], population.mean[-1]
    pull = by_facet(sites.shift) - p * centre - q * lenient
    lenient_pull = (sites.shift * seen.share).sum(axis=1) - q @ centre - r * lenient
    kept = 1.0 + p * factors.own
    possible = np.all(kept > 0, axis=1)
    h = 1.0 / np.where(possible[:, None], kept, 1.0)
    own = h * factors.own
    drawn = q * own
    r = r - (q * drawn).sum(axis=1)
    inner = (h * p) @ factors.squares + (h * q) @ factors.crosses + r[:, None] * factors.leniency_square
    size = factors.leniency.size
    inner = inner.reshape(n_people, size, size) + np.eye(size)
    inverse = np.linalg.inv(inner)
    lenient_pull = lenient_pull - (drawn * pull).sum(axis=1)
    whole_pull = (h * pull) @ factors.load + lenient_pull[:, None] * factors.leniency
    middle = np.matmul(inverse, whole_pull[:, :, None])
    load = np.empty((n_people, n_facets + 1, size))
    np.multiply(h[:, :, None], factors.load, out=load[:, :-1])
    load[:, :-1] -= drawn[:, :, None] * factors.leniency
    load[:, -1] = factors.leniency
    spread = np.matmul(load, inverse)
    variance = (spread * load).sum(axis=2)
    variance[:, :-1] += own
    mean = np.matmul(load, middle)[:, :, 0] + population.mean
    mean[:, :-1] += own * pull
    most = _MOST_DOUBT * np.diag(population.covariance) + _LEAST_LEFT
    safe = possible & np.all((variance >= 0) & (variance <= most), axis=1)
    across = np.matmul(spread[:, :-1], factors.leniency)
    margins = Margins(mean[:, :-1], variance[:, :-1], across, mean[:, -1], variance[:, -1])
    return Joined(margins, load, spread, own), safe
