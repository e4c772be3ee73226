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
from readiness.measurement.joining import Listed, Margins, Sites, factors_of, join_sites, margins_before
from readiness.measurement.population import Items, Population
from readiness.measurement.readings import Ratings

__all__ = ["Answers", "Replayed", "Sites", "answers", "replay", "replay_sites", "settle"]

# Undamped sweeps settle within about ten; where they have not by twenty, half steps end any swinging.
_MOST_SWEEPS = 60
_DAMPED_AFTER = 20
_SETTLED = 1e-7
_LEAST_LEFT = 1e-9


class Answers(NamedTuple):
    """Answers as stored: ``item`` (n_people, n_answers), -1 for none, and ``right`` of the same shape."""

    item: Integers
    right: NDArray[np.bool_]


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
    place = np.nonzero(seen.counts)
    every = _listed(seen, place)
    n_people, factors = len(seen.facet), factors_of(population)
    sites = Sites(np.zeros(every.person.size), np.zeros(every.person.size))
    people = np.flatnonzero(seen.counts.any(axis=1))
    rows, step = np.arange(every.person.size), np.ones(people.size)
    now, old = _renumbered(every, people, n_people), sites
    margins = margins_before(population, people.size)
    for sweep in range(_MOST_SWEEPS):
        if not people.size:
            break
        if sweep == _DAMPED_AFTER:
            step = np.minimum(step, 0.5)
        matched = _matched(margins, old, now)
        moved = [step[now.person] * (to - at) for to, at in zip(matched, old, strict=True)]
        tried = Sites(old.precision + moved[0], old.shift + moved[1])
        joined, safe = join_sites(population, factors, now, tried, people.size)
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
    joined, _ = join_sites(population, factors, every, sites, n_people)
    found = Sites(np.zeros(seen.counts.shape), np.zeros(seen.counts.shape))
    for field, own in zip(found, sites, strict=True):
        field[place] = own
    return Replayed(joined.belief(factors), found)


def _listed(seen: Observations, place: tuple[Integers, ...]) -> Listed:
    item = Parameters(*(field[place] for field in seen.item))
    return Listed(place[0], seen.facet[place], seen.share[place], item, seen.right[place])


def _listed_at(seen: Listed, rows: Integers) -> Listed:
    item = Parameters(*(field[rows] for field in seen.item))
    return Listed(seen.person[rows], seen.facet[rows], seen.share[rows], item, seen.right[rows])


def _renumbered(seen: Listed, people: Integers, n_people: int) -> Listed:
    """The observations with people numbered by their position among some of them."""
    position = np.empty(n_people, dtype=np.intp)
    position[people] = np.arange(people.size)
    return seen._replace(person=position[seen.person])


def _matched(margins: Margins, sites: Sites, seen: Listed) -> Sites:
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
