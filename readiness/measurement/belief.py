r"""A joint Gaussian belief about all facets and a person's leniency, and how evidence moves it.

State x = (theta_1 .. theta_F, delta) ~ N(mu, Sigma), one row a person. Evidence about a projection h.x with
derivatives alpha and beta of its log probability (see `evidence`) moves it by one rank:

    mu    <- mu + alpha (Sigma h)
    Sigma <- Sigma + beta (Sigma h)(Sigma h)^T
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from readiness.measurement.evidence import Evidence, answer_evidence, rating_evidence
from readiness.measurement.normal import Floats
from readiness.measurement.population import Items, Population


class Belief(NamedTuple):
    """``mean`` (n_people, F+1) and ``covariance`` (n_people, F+1, F+1); the last entry is leniency."""

    mean: Floats
    covariance: Floats

    @property
    def n_people(self) -> int:
        """How many people the belief is about."""
        return len(self.mean)


def prior(population: Population, n_people: int = 1) -> Belief:
    """The belief before any evidence, once for each person."""
    size = population.mean.size
    mean = np.tile(population.mean, (n_people, 1))
    return Belief(mean, np.broadcast_to(population.covariance, (n_people, size, size)).copy())


def facet_projections(n_facets: int) -> Floats:
    """Projections of ratings that each speak of one facet: the identity."""
    return np.eye(n_facets)


def criterion_projections(criterion_of_facet: ArrayLike) -> Floats:
    """Projections of ratings that each speak of a whole criterion: the mean of its facets.

    One rating of a criterion is one observation. Copying it to every facet would count it several times.

    Returns
    -------
    ndarray, shape (n_criteria, n_facets)
        Rows in the order of the sorted criterion indices.

    Examples
    --------
    >>> criterion_projections([0, 0, 1]).tolist()
    [[0.5, 0.5, 0.0], [0.0, 0.0, 1.0]]
    """
    criterion = np.asarray(criterion_of_facet)
    member = (np.unique(criterion)[:, None] == criterion[None, :]).astype(np.float64)
    return np.asarray(member / member.sum(axis=1, keepdims=True))


def after_ratings(
    belief: Belief, population: Population, levels: ArrayLike, projections: ArrayLike | None = None
) -> Belief:
    """The belief after self-ratings, in one pass.

    Parameters
    ----------
    belief : Belief
        Of n_people.
    population : Population
        Gives the cuts and the noise of a rating.
    levels : array_like of float, shape (n_people, n_ratings)
        Levels 0 to 4; NaN where nothing was rated.
    projections : array_like of float, shape (n_ratings, n_facets), optional
        What each rating speaks of; by default rating i speaks of facet i. Leniency is added to each.

    Returns
    -------
    Belief
        Of the same people.
    """
    given = rating_rows(population, levels, projections)
    for r in range(given.low.shape[1]):
        h = np.broadcast_to(given.h[r], belief.mean.shape)
        moved, m, v = _along(belief, h)
        seen = rating_evidence(m, v, given.low[:, r], given.high[:, r], population.rating_noise)
        belief = _moved(belief, moved, seen, given.given[:, r])
    return belief


def after_answer(belief: Belief, items: Items, item: ArrayLike, right: ArrayLike) -> Belief:
    """The belief after one answer each.

    Parameters
    ----------
    belief : Belief
        Of n_people.
    items : Items
        The bank.
    item : array_like of int, shape (n_people,) or a number
        Index of the item that was answered; -1 where nobody answered, which changes nothing.
    right : array_like of bool, shape (n_people,) or a boolean
        Whether the answer was right; "I don't know" is not.

    Returns
    -------
    Belief
        Of the same people.
    """
    row = np.arange(belief.n_people)
    index = np.asarray(item, dtype=np.intp) + np.zeros_like(row)
    facet = items.facet[index]
    moved = belief.covariance[row, :, facet]
    seen = answer_evidence(belief.mean[row, facet], moved[row, facet], items.parameters(index), right)
    return _moved(belief, moved, seen, index >= 0)


class RatingRows(NamedTuple):
    """Ratings as intervals: ``h`` (n_ratings, F+1); ``low``, ``high``, ``given`` (n_people, n_ratings)."""

    h: Floats
    low: Floats
    high: Floats
    given: np.ndarray[tuple[int, ...], np.dtype[np.bool_]]


def rating_rows(
    population: Population, levels: ArrayLike, projections: ArrayLike | None = None
) -> RatingRows:
    """Levels as the intervals that they stand for, with leniency added to what they speak of.

    Raises
    ------
    ValueError
        If a level is not a whole number from 0 to 4, or there is not one projection for each rating.
    """
    rated = np.atleast_2d(np.asarray(levels, dtype=np.float64))
    facets = np.eye(population.n_facets) if projections is None else np.asarray(projections, dtype=np.float64)
    if facets.shape != (rated.shape[1], population.n_facets):
        raise ValueError(f"{rated.shape[1]} ratings need as many projections of {population.n_facets} facets")
    given = ~np.isnan(rated)
    whole = np.where(given, rated, 0.0)
    if np.any((whole < 0) | (whole > population.thresholds.size) | (whole != np.floor(whole))):
        raise ValueError(f"a rating is a whole level from 0 to {population.thresholds.size}")
    level = whole.astype(np.intp)
    h = np.column_stack((facets, np.ones(len(facets))))
    return RatingRows(h, population.cuts[level], population.cuts[level + 1], given)


def _along(belief: Belief, h: Floats) -> tuple[Floats, Floats, Floats]:
    moved = np.matmul(belief.covariance, h[:, :, None])[:, :, 0]
    return moved, (belief.mean * h).sum(axis=1), (moved * h).sum(axis=1)


def _moved(
    belief: Belief, moved: Floats, seen: Evidence, given: np.ndarray[tuple[int, ...], np.dtype[np.bool_]]
) -> Belief:
    shift = (seen.alpha * given)[:, None] * moved
    step = (seen.beta * given)[:, None] * moved
    return Belief(belief.mean + shift, belief.covariance + step[:, :, None] * moved[:, None, :])
