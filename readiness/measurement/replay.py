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
_SETTLED = 1e-7
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
        covariance = 0.5 * (covariance + covariance.transpose(0, 2, 1))
        facets = np.arange(n_facets)
        covariance[:, facets, facets] += self.own.T
        return Belief(np.vstack((self.margins.mean, self.margins.leniency)).T.copy(), covariance)


class _Listed(NamedTuple):
    """Observations that count in one row, person by person: ``person`` and the fields of `Observations`."""

    person: Integers
    facet: Integers
    share: Floats
    item: Parameters
    right: NDArray[np.bool_]


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
    place = np.nonzero(seen.counts)
    every = _listed(seen, place)
    n_people, factors = len(seen.facet), _factors_of(population)
    sites = Sites(np.zeros(every.person.size), np.zeros(every.person.size))
    people = np.flatnonzero(seen.counts.any(axis=1))
    rows, step = np.arange(every.person.size), np.ones(people.size)
    now, old = _renumbered(every, people, n_people), sites
    margins = _before(population, people.size)
    for sweep in range(_MOST_SWEEPS):
        if not people.size:
            break
        if sweep == _DAMPED_AFTER:
            step = np.minimum(step, 0.5)
        matched = _matched(margins, old, now)
        moved = [step[now.person] * (to - at) for to, at in zip(matched, old, strict=True)]
        tried = Sites(old.precision + moved[0], old.shift + moved[1])
        joined, safe = _joined(population, factors, now, tried, people.size)
        first = np.flatnonzero(np.diff(now.person, prepend=-1))
        change = np.maximum.reduceat(np.maximum(*map(np.abs, moved)), first)
        if safe.all():
            old, margins = tried, joined.margins
        else:
            step[~safe] *= 0.5
            old = Sites(*(np.where(safe[now.person], *pair) for pair in zip(tried, old, strict=True)))
            margins = Margins(*(np.where(safe, *pair) for pair in zip(joined.margins, margins, strict=True)))
        going = ~safe | (change >= _SETTLED)
        if not going.all():
            for field, own in zip(sites, old, strict=True):
                field[rows] = own
            kept, people, step = going[now.person], people[going], step[going]
            rows, old = rows[kept], Sites(*(field[kept] for field in old))
            now = _renumbered(_listed_at(every, rows), people, n_people)
            margins = Margins(*(field[..., going] for field in margins))
    for field, own in zip(sites, old, strict=True):
        field[rows] = own
    joined, _ = _joined(population, factors, every, sites, n_people)
    found = Sites(np.zeros(seen.counts.shape), np.zeros(seen.counts.shape))
    for field, own in zip(found, sites, strict=True):
        field[place] = own
    return Replayed(joined.belief(factors), found)


def _listed(seen: Observations, place: tuple[Integers, ...]) -> _Listed:
    item = Parameters(*(field[place] for field in seen.item))
    return _Listed(place[0], seen.facet[place], seen.share[place], item, seen.right[place])


def _listed_at(seen: _Listed, rows: Integers) -> _Listed:
    item = Parameters(*(field[rows] for field in seen.item))
    return _Listed(seen.person[rows], seen.facet[rows], seen.share[rows], item, seen.right[rows])


def _renumbered(seen: _Listed, people: Integers, n_people: int) -> _Listed:
    """The observations with people numbered by their position among some of them."""
    position = np.empty(n_people, dtype=np.intp)
    position[people] = np.arange(people.size)
    return seen._replace(person=position[seen.person])


def _before(population: Population, n_people: int) -> Margins:
    """What is believed of so many people before anything is seen."""
    each = np.ones(n_people)
    covariance = population.covariance
    mean, variance = population.mean, np.diag(covariance)
    own, spread, across = (np.outer(field[:-1], each) for field in (mean, variance, covariance[:, -1]))
    return Margins(own, spread, across, mean[-1] * each, variance[-1] * each)


def _matched(margins: Margins, sites: Sites, seen: _Listed) -> Sites:
    """Every site as its evidence says against all the others; improper ones stay as they are."""
    cell = seen.facet * len(margins.leniency) + seen.person
    m, v, across = (field.take(cell) for field in (margins.mean, margins.variance, margins.across))
    m += seen.share * margins.leniency[seen.person]
    across *= 2.0
    across += seen.share * margins.leniency_variance[seen.person]
    v += seen.share * across
    kept = 1.0 - sites.precision * v
    proper = kept > 0
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
    population: Population, factors: Factors, seen: _Listed, sites: Sites, n_people: int
) -> tuple[Joined, NDArray[np.bool_]]:
    """The belief that prior and sites make together, and for whom it is a distribution.

    Given factors and leniency the facets are independent, so that a facet's own part is summed out: of its
    sites (precision p, across to leniency q, pull b) the factors see the share h = 1 / (1 + p own). What is
    left is a precision of the factors, I + sum_f h (p load load' + q (load leniency' + leniency load')) + r
    leniency leniency', small enough to invert. A variance of zero (nobody rated, no leniency) is fine.
    """
    n_facets = population.n_facets
    cell = seen.facet * n_people + seen.person

    def by_facet(values: Floats) -> Floats:
        sums = np.bincount(cell, values, n_facets * n_people)
        return np.asarray(sums, dtype=np.float64).reshape(n_facets, n_people)

    def by_person(values: Floats) -> Floats:
        return np.asarray(np.bincount(seen.person, values, n_people), dtype=np.float64)

    shared = sites.precision * seen.share
    p, q, r = by_facet(sites.precision), by_facet(shared), by_person(shared * seen.share)
    centre, lenient = population.mean[:-1, None], population.mean[-1]
    pull = by_facet(sites.shift) - p * centre - q * lenient
    lenient_pull = by_person(sites.shift * seen.share) - (q * centre).sum(axis=0) - r * lenient
    kept = 1.0 + p * factors.own[:, None]
    possible = np.all(kept > 0, axis=0)
    h = 1.0 / np.where(possible, kept, 1.0)
    own = h * factors.own[:, None]
    drawn = q * own
    r = r - (q * drawn).sum(axis=0)
    size = factors.leniency.size
    inner = factors.squares.T @ (h * p) + factors.crosses.T @ (h * q) + np.outer(factors.leniency_square, r)
    inverse = _inverse(inner.reshape(size, size, n_people) + np.eye(size)[:, :, None])
    lenient_pull = lenient_pull - (drawn * pull).sum(axis=0)
    middle = factors.load.T @ (h * pull) + np.outer(factors.leniency, lenient_pull)
    middle = (inverse * middle).sum(axis=1)
    mean = h * (factors.load @ middle) - drawn * (factors.leniency @ middle) + own * pull + centre
    lent = np.tensordot(factors.leniency, inverse, 1)
    along, of_leniency = factors.load @ lent, factors.leniency @ lent
    spread = factors.squares @ inverse.reshape(size * size, n_people)
    variance = h * (h * spread - 2.0 * drawn * along) + drawn**2 * of_leniency + own
    most = _MOST_DOUBT * np.diag(population.covariance) + _LEAST_LEFT
    safe = possible & (of_leniency >= 0) & (of_leniency <= most[-1])
    safe &= np.all((variance >= 0) & (variance <= most[:-1, None]), axis=0)
    across = h * along - drawn * of_leniency
    margins = Margins(mean, variance, across, factors.leniency @ middle + lenient, of_leniency)
    return Joined(margins, inverse, h, drawn, own), safe


def _inverse(precision: Floats) -> Floats:
    """The inverse of many small symmetric matrices, (K, K, n), by sweeping one row of all at a time."""
    left = precision
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):  # of what is no distribution
        for k in range(len(left)):
            turn = 1.0 / left[k, k]
            row = left[k] * turn
            column = left[:, k].copy()
            left -= column[:, None] * row
            left[k] = row
            left[:, k] = -column * turn
            left[k, k] = turn
    return left
