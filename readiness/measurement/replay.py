r"""The belief that a person's stored ratings and answers lead to, whatever their order.

Expectation propagation (Minka 2001; Rasmussen & Williams 2006, Gaussian Processes for Machine Learning,
section 3.6): every observation is kept as a Gaussian site of precision tau and shift nu along its projection
h. In each sweep all sites are taken out, matched anew against what the others say, and put back together, so
that no order enters. A lucky guess can carry a negative precision, so precisions stay signed.
"""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from readiness.measurement.belief import Belief, RatingRows, prior, rating_rows
from readiness.measurement.evidence import Evidence, answer_evidence, rating_evidence
from readiness.measurement.normal import Floats
from readiness.measurement.population import Integers, Items, Population

# Undamped sweeps settle within about ten; where they have not by twenty, half steps end any swinging.
_MOST_SWEEPS = 60
_DAMPED_AFTER = 20
_SETTLED = 1e-10
# Nowhere may the precision fall below a tenth of the prior's: such a step is halved and tried again.
_LEAST_PRECISION = 0.1
_LEAST_LEFT = 1e-9


class Answers(NamedTuple):
    """Answers as stored: ``item`` (n_people, n_answers), -1 for none, and ``right`` of the same shape."""

    item: Integers
    right: NDArray[np.bool_]


class Sites(NamedTuple):
    """What each observation alone contributes: precision and shift, (n_people, n_ratings + n_answers)."""

    precision: Floats
    shift: Floats


class Replayed(NamedTuple):
    """The polished belief, and the sites that it is made of besides the prior."""

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


def replay(
    population: Population,
    levels: ArrayLike,
    items: Items,
    given: Answers,
    *,
    projections: ArrayLike | None = None,
) -> Belief:
    """The belief after all ratings and answers; their order does not matter.

    Parameters
    ----------
    population : Population
        The prior.
    levels : array_like of float, shape (n_people, n_ratings)
        Self-ratings 0 to 4; NaN where nothing was rated.
    items : Items
        The bank.
    given : Answers
        Of the same people.
    projections : array_like of float, shape (n_ratings, n_facets), optional
        What each rating speaks of; by default rating i speaks of facet i.

    Returns
    -------
    Belief
        Of n_people.
    """
    return replay_sites(population, levels, items, given, projections=projections).belief


def replay_sites(
    population: Population,
    levels: ArrayLike,
    items: Items,
    given: Answers,
    *,
    projections: ArrayLike | None = None,
) -> Replayed:
    """As `replay`, with the site of every observation: ratings first, then answers, in the order given."""
    rows = rating_rows(population, levels, projections)
    if given.item.shape != given.right.shape or len(given.item) != len(rows.low):
        raise ValueError("ratings and answers need one row for each person")
    h = _projections(rows, items, given, population.n_facets + 1)
    counts = np.concatenate((rows.given, given.item >= 0), axis=1)
    belief = prior(population, len(h))
    sites = Sites(np.zeros(counts.shape), np.zeros(counts.shape))
    if not counts.any():
        return Replayed(belief, sites)
    step = np.ones((len(h), 1))
    root = _root(population.covariance)
    factor = root, np.matmul(h, root)
    evidence = _seen(population, rows, items, given)
    for sweep in range(_MOST_SWEEPS):
        if sweep == _DAMPED_AFTER:
            step = np.minimum(step, 0.5)
        matched = _matched(belief, sites, h, counts, evidence)
        moved = [step * (new - old) for new, old in zip(matched, sites, strict=True)]
        tried = Sites(sites.precision + moved[0], sites.shift + moved[1])
        joined, safe = _joined(population, h, factor, tried)
        sites = Sites(*(np.where(safe[:, None], new, old) for new, old in zip(tried, sites, strict=True)))
        belief = Belief(
            np.where(safe[:, None], joined.mean, belief.mean),
            np.where(safe[:, None, None], joined.covariance, belief.covariance),
        )
        step = np.where(safe[:, None], step, 0.5 * step)
        if safe.all() and max(float(np.abs(change).max()) for change in moved) < _SETTLED:
            break
    return Replayed(belief, sites)


def _projections(rows: RatingRows, items: Items, given: Answers, size: int) -> Floats:
    """What each observation of each person speaks of, (n_people, n_ratings + n_answers, F+1)."""
    n_people, n_answers = given.item.shape
    n_ratings = len(rows.h)
    h = np.zeros((n_people, n_ratings + n_answers, size))
    h[:, :n_ratings] = rows.h
    if n_answers:
        person, place = np.arange(n_people)[:, None], n_ratings + np.arange(n_answers)
        h[person, place, items.facet[given.item]] = 1.0
    return h


def _seen(
    population: Population, rows: RatingRows, items: Items, given: Answers
) -> Callable[[Floats, Floats], Evidence]:
    """What all observations say, as a function of mean and variance along their projections."""
    n_ratings, answered = len(rows.h), items.parameters(given.item)

    def evidence(m: Floats, v: Floats) -> Evidence:
        rated = rating_evidence(
            m[:, :n_ratings], v[:, :n_ratings], rows.low, rows.high, population.rating_noise
        )
        marked = answer_evidence(m[:, n_ratings:], v[:, n_ratings:], answered, given.right)
        return Evidence(
            np.concatenate((rated.alpha, marked.alpha), axis=1),
            np.concatenate((rated.beta, marked.beta), axis=1),
        )

    return evidence


def _matched(
    belief: Belief,
    sites: Sites,
    h: Floats,
    counts: NDArray[np.bool_],
    seen: Callable[[Floats, Floats], Evidence],
) -> Sites:
    """Every site as its evidence says against all the others; improper ones stay as they are."""
    v = (np.matmul(h, belief.covariance) * h).sum(axis=2)
    m = np.matmul(h, belief.mean[:, :, None])[:, :, 0]
    kept = 1.0 - sites.precision * v
    proper = counts & (kept > 0)
    kept = np.where(proper, kept, 1.0)
    m, v = (m - v * sites.shift) / kept, v / kept
    said = seen(m, v)
    left = 1.0 + said.beta * v
    proper &= left > _LEAST_LEFT
    left = np.where(proper, left, 1.0)
    return Sites(
        np.where(proper, -said.beta / left, sites.precision),
        np.where(proper, (said.alpha - said.beta * m) / left, sites.shift),
    )


def _joined(
    population: Population, h: Floats, factor: tuple[Floats, Floats], sites: Sites
) -> tuple[Belief, NDArray[np.bool_]]:
    """The belief that prior and sites make together, and for whom it is a distribution.

    `factor` is L and h L. With Sigma0 = L L' and P = sum_i tau_i h_i h_i', Sigma = L (I + L' P L)^-1 L':
    no inverse of the prior, so that a variance of zero (one facet has no shared leniency) is fine.
    """
    root, along = factor
    turned = along.transpose(0, 2, 1)
    value, vector = np.linalg.eigh(np.eye(len(root)) + np.matmul(turned * sites.precision[:, None, :], along))
    safe = value[:, 0] >= _LEAST_PRECISION
    spread = np.matmul(root, vector / np.sqrt(np.maximum(value, _LEAST_PRECISION))[:, None, :])
    covariance = np.matmul(spread, spread.transpose(0, 2, 1))
    pull = sites.shift - sites.precision * np.matmul(h, population.mean)
    turn = np.matmul(h.transpose(0, 2, 1), pull[:, :, None])
    return Belief(population.mean + np.matmul(covariance, turn)[:, :, 0], covariance), safe


def _root(covariance: Floats) -> Floats:
    value, vector = np.linalg.eigh(covariance)
    return np.asarray(vector * np.sqrt(np.maximum(value, 0.0)))
