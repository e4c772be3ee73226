r"""The belief that a person's stored ratings and answers lead to, whatever their order.

Expectation propagation (Minka 2001; Rasmussen & Williams 2006, Gaussian Processes for Machine Learning,
section 3.6): every observation is kept as a Gaussian site of precision tau and shift nu. In each sweep all
sites are taken out, matched against what the others say, and put back together, so that no order enters. A
lucky guess can carry a negative precision, so precisions stay signed. Everybody's sweeps end when their own
belief has settled: who else is scored in the same call changes nothing.
"""

from typing import NamedTuple

import numpy as np

from readiness.arrays import ArrayLike, Flags, Floats, Indices
from readiness.measurement.belief import (
    Belief,
    Observations,
    join_observations,
    map_observations,
    observe_answers,
    observe_ratings,
    take_facts,
)
from readiness.measurement.evidence import Heard, weigh
from readiness.measurement.joining import Listed, Margins, Sites, factors_of, first_margins, join_sites
from readiness.measurement.population import Items, Population
from readiness.measurement.readings import Ratings

__all__ = ["Answers", "Replayed", "Sites", "answers", "replay", "replay_sites", "settle"]

# Undamped sweeps settle within about ten; where they have not by twenty, half steps end any swinging.
_MOST_SWEEPS = 60
_DAMPED_AFTER = 20
_SETTLED = 3e-5
"""Moves of a site that are no longer followed, as a share of what it and the prior weigh."""
_LEAST_LEFT = 1e-9


class Answers(NamedTuple):
    """Answers as stored: ``item`` (n_people, n_answers), -1 for none, and ``right`` of the same shape."""

    item: Indices
    right: Flags


class Replayed(NamedTuple):
    """A belief, and the sites that it is made of besides the prior."""

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
    found = replay_sites(population, given, items, answered)
    return take_facts(population, given, found.belief, *found.sites)


def replay_sites(population: Population, given: Ratings, items: Items, answered: Answers) -> Replayed:
    """What is believed of ability, with the site of every observation: those of the ratings first.

    No 0 is taken as a fact about its own facet yet, as `replay` does in the end.

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
    sites = Sites(np.zeros(seen.counts.shape), np.zeros(seen.counts.shape))
    parts = []
    for start in range(0, max(len(seen.counts), 1), _TOGETHER):
        rows = slice(start, start + _TOGETHER)
        listed = _list(map_observations(seen, lambda field, rows=rows: field[rows]))  # type: ignore[misc]
        belief, own = _settle_some(population, listed, len(seen.counts[rows]))
        silent = ~seen.counts[rows].any(axis=1)
        if silent.any():  # to the last digit
            belief.mean[silent], belief.covariance[silent] = population.mean, population.covariance
        for field, found in zip(sites, own, strict=True):
            field[rows].ravel()[listed.place] = found
        parts.append(belief)
    return Replayed(Belief(*map(np.concatenate, zip(*parts, strict=True))), sites)


_TOGETHER = 512
"""So many people are settled at once: what is known of them then stays in the processor's cache."""


def _settle_some(population: Population, every: Listed, n_people: int) -> tuple[Belief, Sites]:
    """The belief about a few people, and the sites of all that was observed of them."""
    factors, n_sites = factors_of(population), every.person.size
    final = Sites(np.zeros(n_sites), np.zeros(n_sites))
    people, rows = every.person[every.first], np.arange(n_sites)
    now, old = _take(every, rows, people, n_people), final
    step, going = np.ones(people.size), np.ones(people.size, dtype=bool)
    margins, damped = first_margins(population, people.size), False
    for sweep in range(_MOST_SWEEPS):
        if sweep == _DAMPED_AFTER:
            step, damped = np.minimum(step, 0.5), True
        tried = _matched(margins, old, now)
        moved = Sites(tried.precision - old.precision, tried.shift - old.shift)
        change = np.maximum(*map(np.abs, moved)) / (1.0 + np.abs(tried.precision))
        if damped:
            tried = Sites(*(at + step[now.person] * by for at, by in zip(old, moved, strict=True)))
        ends = going & (np.maximum.reduceat(change, now.first) < _SETTLED)
        if ends.any():
            _put(final, rows, tried, ends[now.person])
            going &= ~ends
            if not going.any():
                break
            if going.sum() < _WORTHWHILE * going.size:
                kept = np.flatnonzero(going[now.person])
                people, step, rows = people[going], step[going], rows[kept]
                old, tried = (Sites(*(field[kept] for field in sites)) for sites in (old, tried))
                now = _take(every, rows, people, n_people)
                margins = Margins(*(field[..., going] for field in margins))
                going = np.ones(people.size, dtype=bool)
        joined, safe = join_sites(population, factors, now, tried, people.size)
        if safe.all():
            old, margins = tried, joined.margins
            continue
        step[~safe] *= 0.5
        damped = True
        old = Sites(*(np.where(safe[now.person], *pair) for pair in zip(tried, old, strict=True)))
        margins = Margins(*(np.where(safe, *pair) for pair in zip(joined.margins, margins, strict=True)))
    else:
        _put(final, rows, old, going[now.person])
    joined, _ = join_sites(population, factors, every, final, n_people)
    return joined.belief(factors), final


_WORTHWHILE = 0.8
"""People who have settled are left out of the sweeps once only so many are left."""


def _put(final: Sites, rows: Indices, found: Sites, which: Flags) -> None:
    for field, own in zip(final, found, strict=True):
        field[rows[which]] = own[which]


def _matched(margins: Margins, sites: Sites, seen: Listed) -> Sites:
    """Every site as its evidence says against all the others; improper ones stay as they are."""
    m, v, across = (field.take(seen.cell) for field in (margins.mean, margins.variance, margins.across))
    m += seen.share * margins.leniency.take(seen.person)
    across *= 2.0
    across += seen.share * margins.leniency_variance.take(seen.person)
    v += seen.share * across
    kept = 1.0 - sites.precision * v
    proper = kept > 0
    kept[~proper] = 1.0
    m -= v * sites.shift
    m /= kept
    v /= kept
    said = weigh(m, v, seen.heard)
    left = 1.0 + said.beta * v
    proper &= left > _LEAST_LEFT
    left[~proper] = 1.0
    left /= seen.part
    precision, shift = -said.beta / left, (said.alpha - said.beta * m) / left
    if proper.all():
        return Sites(precision, shift)
    return Sites(np.where(proper, precision, sites.precision), np.where(proper, shift, sites.shift))


def _list(seen: Observations) -> Listed:
    """What counts of some observations, person by person."""
    n_people, width = seen.counts.shape
    place = np.flatnonzero(seen.counts)
    heard = Heard(*(field.take(place) for field in (seen.b, seen.noise, seen.sign, seen.by_chance)))
    share, part = seen.share.take(place), seen.part.take(place)
    return _number(place, place // max(width, 1), seen.facet.take(place), share, part, heard, n_people)


def _take(seen: Listed, rows: Indices, people: Indices, n_people: int) -> Listed:
    """Some of the observations, of people who are numbered by their position among `people`."""
    position = np.empty(n_people, dtype=np.intp)
    position[people] = np.arange(people.size)
    person = position[seen.person]
    if rows.size == person.size:
        return _number(seen.place, person, seen.facet, seen.share, seen.part, seen.heard, people.size)
    heard = Heard(*(field.take(rows) for field in seen.heard))
    share, part = seen.share.take(rows), seen.part.take(rows)
    return _number(seen.place[rows], person[rows], seen.facet[rows], share, part, heard, people.size)


def _number(  # noqa: PLR0917 — the fields of what it makes
    place: Indices, person: Indices, facet: Indices, share: Floats, part: Floats, heard: Heard, n_people: int
) -> Listed:
    first = np.flatnonzero(np.diff(person, prepend=-1))
    return Listed(place, person, facet, facet * n_people + person, first, share, part, heard)
