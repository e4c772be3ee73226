r"""The belief that a person's stored ratings and answers lead to, whatever their order.

Expectation propagation (Minka 2001; Rasmussen & Williams 2006, Gaussian Processes for Machine Learning,
section 3.6): every observation is kept as a Gaussian site of precision tau and shift nu. In each sweep all
sites are taken out, matched against what the others say, and put back together, so that no order enters. A
lucky guess can carry a negative precision, so precisions stay signed. Everybody's sweeps end when their own
belief has settled: who else is scored in the same call changes nothing.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from readiness.measurement.belief import (
    Belief,
    Observations,
    join_observations,
    observe_answers,
    observe_ratings,
)
from readiness.measurement.evidence import Integers, Parameters, answer_evidence
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
    n_people, size = len(seen.facet), population.mean.size
    sites = Sites(np.zeros(seen.counts.shape), np.zeros(seen.counts.shape))
    mean = np.tile(population.mean, (n_people, 1))
    covariance = np.broadcast_to(population.covariance, (n_people, size, size)).copy()
    root = np.asarray(np.linalg.cholesky(population.covariance + _LIFT * np.eye(size)), dtype=np.float64)
    active = np.flatnonzero(seen.counts.any(axis=1))
    step = np.ones((n_people, 1))
    for sweep in range(_MOST_SWEEPS):
        if not active.size:
            break
        if sweep == _DAMPED_AFTER:
            step = np.minimum(step, 0.5)
        now = _take(seen, active)
        old = Sites(sites.precision[active], sites.shift[active])
        matched = _matched(mean[active], covariance[active], old, now)
        moved = [step[active] * (to - at) for to, at in zip(matched, old, strict=True)]
        tried = Sites(old.precision + moved[0], old.shift + moved[1])
        joined, safe = _joined(population, root, now, tried)
        kept = active[safe]
        sites.precision[kept], sites.shift[kept] = tried.precision[safe], tried.shift[safe]
        mean[kept], covariance[kept] = joined.mean[safe], joined.covariance[safe]
        step[active[~safe]] *= 0.5
        change = np.max([np.abs(m).max(axis=1) for m in moved], axis=0)
        active = active[~safe | (change >= _SETTLED)]
    return Replayed(Belief(mean, covariance), sites)


_LIFT = 1e-12


def _take(seen: Observations, rows: Integers) -> Observations:
    if rows.size == len(seen.facet):
        return seen
    item = Parameters(*(field[rows] for field in seen.item))
    return Observations(seen.facet[rows], seen.share[rows], item, seen.right[rows], seen.counts[rows])


def _matched(mean: Floats, covariance: Floats, sites: Sites, seen: Observations) -> Sites:
    """Every site as its evidence says against all the others; improper ones stay as they are."""
    row = np.arange(len(mean))[:, None]
    leniency = mean.shape[1] - 1
    m = mean[row, seen.facet] + seen.share * mean[:, -1:]
    v = (
        covariance[row, seen.facet, seen.facet]
        + 2.0 * seen.share * covariance[row, seen.facet, leniency]
        + seen.share**2 * covariance[:, -1:, -1]
    )
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


def _joined(
    population: Population, root: Floats, seen: Observations, sites: Sites
) -> tuple[Belief, NDArray[np.bool_]]:
    """The belief that prior and sites make together, and for whom it is a distribution.

    With Sigma0 = L L' and P = sum_i tau_i h_i h_i', Sigma = L (I + L' P L)^-1 L': no inverse of the prior, so
    that a variance of zero (nobody rated, no leniency) is fine. P is an arrow: a diagonal, one row and
    column.
    """
    n_people, size = len(seen.facet), population.mean.size
    cell = (np.arange(n_people)[:, None] * size + seen.facet).ravel()

    def by_facet(values: Floats) -> Floats:
        sums = np.bincount(cell, values.ravel(), n_people * size)
        return np.asarray(sums, dtype=np.float64).reshape(n_people, size)

    told = np.zeros((n_people, size, size))
    diagonal = np.arange(size)
    told[:, diagonal, diagonal] = by_facet(sites.precision)
    across = by_facet(sites.precision * seen.share)
    told[:, -1] += across
    told[:, :, -1] += across
    told[:, -1, -1] = (sites.precision * seen.share**2).sum(axis=1)
    pull = by_facet(sites.shift)
    pull[:, -1] = (sites.shift * seen.share).sum(axis=1)
    pull -= np.matmul(told, population.mean)
    inner = np.eye(size) + np.matmul(root.T, np.matmul(told, root))
    covariance = np.matmul(root, np.linalg.solve(inner, np.broadcast_to(root.T, inner.shape)))
    covariance = 0.5 * (covariance + covariance.transpose(0, 2, 1))
    v = np.diagonal(covariance, axis1=1, axis2=2)
    safe = np.all((v >= 0) & (v <= _MOST_DOUBT * np.diag(population.covariance) + _LEAST_LEFT), axis=1)
    mean = population.mean + np.matmul(covariance, pull[:, :, None])[:, :, 0]
    return Belief(mean, covariance), safe
