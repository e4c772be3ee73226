r"""The belief that a person's stored ratings and answers lead to, whatever their order.

Expectation propagation (Minka 2001; Rasmussen & Williams 2006, Gaussian Processes for Machine Learning,
section 3.6): every observation is kept as a Gaussian site of precision tau and shift nu along its projection
h; each is taken out, matched anew against what the others say, and put back. The first sweep is the one-pass
update that runs while a person answers. A lucky guess can carry a negative precision, so precisions stay
signed.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from readiness.measurement.belief import Belief, RatingRows, prior, rating_rows
from readiness.measurement.evidence import Evidence, answer_evidence, rating_evidence
from readiness.measurement.normal import Floats
from readiness.measurement.population import Integers, Items, Population

# A step that would shrink the precision along h below a tenth of what it was is left for the next sweep.
_LEAST_GROWTH = 0.1


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
    sweeps: int = 2,
) -> Belief:
    """The belief after all ratings and answers, polished so that their order does not matter.

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
    sweeps : int
        Sweeps after the first pass; 0 gives the belief as it stood during the sitting.

    Returns
    -------
    Belief
        Of n_people.
    """
    return replay_sites(population, levels, items, given, projections=projections, sweeps=sweeps).belief


def replay_sites(
    population: Population,
    levels: ArrayLike,
    items: Items,
    given: Answers,
    *,
    projections: ArrayLike | None = None,
    sweeps: int = 2,
) -> Replayed:
    """As `replay`, with the site of every observation: ratings first, then answers, in the order given."""
    rows = rating_rows(population, levels, projections)
    n_people, n_ratings = rows.low.shape
    if given.item.shape != given.right.shape or len(given.item) != n_people:
        raise ValueError("ratings and answers need one row for each person")
    start = prior(population, n_people)
    state = _State(start.mean, start.covariance, n_ratings + given.item.shape[1])
    for _ in range(1 + sweeps):
        for site in range(n_ratings):
            _revise_rating(state, site, rows, population.rating_noise)
        for column in range(given.item.shape[1]):
            _revise_answer(state, n_ratings + column, items, given.item[:, column], given.right[:, column])
    return Replayed(Belief(state.mean, state.covariance), Sites(state.precision.T, state.shift.T))


class _State:
    """The arrays that a replay changes in place."""

    def __init__(self, mean: Floats, covariance: Floats, n_sites: int) -> None:
        self.mean = mean
        self.covariance = covariance
        self.precision = np.zeros((n_sites, len(mean)))
        self.shift = np.zeros((n_sites, len(mean)))
        self.rows = np.arange(len(mean))


class _Along(NamedTuple):
    """A belief along one projection: ``moved`` = Sigma h, mean, variance."""

    moved: Floats
    m: Floats
    v: Floats


class _Cavity(NamedTuple):
    """Mean and variance along h without one site, and whether they are those of a distribution."""

    m: Floats
    v: Floats
    proper: NDArray[np.bool_]


def _revise_rating(state: _State, site: int, rows: RatingRows, noise: float) -> None:
    h = rows.h[site]
    moved = state.covariance @ h
    now = _Along(moved, state.mean @ h, moved @ h)
    cavity = _cavity(state, site, now)
    seen = rating_evidence(cavity.m, cavity.v, rows.low[:, site], rows.high[:, site], noise)
    _put_back(state, site, now, cavity, _where(seen, rows.given[:, site] & cavity.proper))


def _revise_answer(state: _State, site: int, items: Items, index: Integers, right: NDArray[np.bool_]) -> None:
    facet = items.facet[index]
    moved = state.covariance[state.rows, :, facet]
    now = _Along(moved, state.mean[state.rows, facet], moved[state.rows, facet])
    cavity = _cavity(state, site, now)
    seen = answer_evidence(cavity.m, cavity.v, items.parameters(index), right)
    _put_back(state, site, now, cavity, _where(seen, (index >= 0) & cavity.proper))


def _cavity(state: _State, site: int, now: _Along) -> _Cavity:
    kept = 1.0 - state.precision[site] * now.v
    proper = kept > 0
    kept = np.where(proper, kept, 1.0)
    return _Cavity((now.m - now.v * state.shift[site]) / kept, now.v / kept, proper)


def _where(seen: Evidence, counts: NDArray[np.bool_]) -> Evidence:
    return Evidence(np.where(counts, seen.alpha, np.nan), np.where(counts, seen.beta, np.nan))


def _put_back(state: _State, site: int, now: _Along, cavity: _Cavity, seen: Evidence) -> None:
    """Replace a site by what its evidence says now; NaN evidence leaves it as it is."""
    left = 1.0 + seen.beta * cavity.v
    more_precision = -seen.beta / left - state.precision[site]
    more_shift = (seen.alpha - seen.beta * cavity.m) / left - state.shift[site]
    growth = 1.0 + more_precision * now.v
    counts = growth >= _LEAST_GROWTH
    more_precision = np.where(counts, more_precision, 0.0)
    more_shift = np.where(counts, more_shift, 0.0)
    growth = np.where(counts, growth, 1.0)
    state.precision[site] += more_precision
    state.shift[site] += more_shift
    state.mean += ((more_shift - more_precision * now.m) / growth)[:, None] * now.moved
    fall = (more_precision / growth)[:, None] * now.moved
    state.covariance -= fall[:, :, None] * now.moved[:, None, :]
