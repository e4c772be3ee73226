"""Ratings and answers of many people as beliefs."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from readiness import measurement as m
from readiness.assessment.measured import bank_arrays
from readiness.assessment.role import OneRating, role_of
from readiness.cohort.gaps import N_LEVELS

if TYPE_CHECKING:
    from readiness.arrays import Floats, Indices
    from readiness.assessment.answers import Levels
    from readiness.cohort.people import People
    from readiness.framework import Framework
    from readiness.questionnaire import Item

__all__ = ["Gathered", "believe_many", "gather_many"]


class Gathered(NamedTuple):
    """Beliefs; ``own``: chance of each must-have on its own evidence, (n_people, n_rated), 1 elsewhere.

    ``n_by_facet``: answers that count about each rated facet; ``n_answers`` and ``n_right`` in all.
    """

    belief: m.Belief
    own: Floats
    n_by_facet: Indices
    n_answers: Indices
    n_right: Indices


class _Answered(NamedTuple):
    """Answers that count, one row a person, and the bank that they are about."""

    bank: m.Items
    answers: m.Answers
    n_by_facet: Indices


def gather_many(people: People, framework: Framework) -> Gathered:
    """The belief after the ratings and answers of each, as `readiness.assessment.measured.gather` of one."""
    answered = _answered(people, framework)
    given = answered.answers.item >= 0
    return Gathered(
        _believe(people, framework, answered),
        _own_chances(people.levels, framework, people.levels.ratings, answered),
        answered.n_by_facet,
        given.sum(axis=1),
        (given & answered.answers.right).sum(axis=1),
    )


def believe_many(people: People, framework: Framework) -> m.Belief:
    """The belief alone."""
    return _believe(people, framework, _answered(people, framework))


def _believe(people: People, framework: Framework, answered: _Answered) -> m.Belief:
    population = role_of(framework).population
    return m.replay(population, people.levels.ratings, answered.bank, answered.answers)


def _answered(people: People, framework: Framework) -> _Answered:
    """The answers of all; those about a facet whose level is verified do not count."""
    verified = ~np.isnan(people.levels.verified)
    place: dict[str, int] = {}
    items: list[Item] = []
    facets: list[int] = []
    rows: list[list[tuple[int, bool]]] = [[] for _ in range(people.n_people)]
    n_by_facet = np.zeros(verified.shape, dtype=np.intp)
    for row, given in people.checks.items():
        for item, facet, right in zip(given.items, given.facet, given.right, strict=True):
            if verified[row, facet]:
                continue
            if item.id not in place:
                place[item.id] = len(items)
                items.append(item)
                facets.append(facet)
            rows[row].append((place[item.id], right))
            n_by_facet[row, facet] += 1
    width = max(map(len, rows), default=0)
    index = np.full((people.n_people, width), -1, dtype=np.intp)
    rights = np.zeros(index.shape, dtype=bool)
    for row, own in enumerate(rows):
        if own:
            index[row, : len(own)], rights[row, : len(own)] = zip(*own, strict=True)
    bank = bank_arrays(role_of(framework).population, items, facets)
    return _Answered(bank, m.Answers(index, rights), n_by_facet)


def _own_chances(levels: Levels, framework: Framework, ratings: m.Ratings, answered: _Answered) -> Floats:
    """The chance of each must-have by its own evidence; what one rating says of one is looked up."""
    role = role_of(framework).asked
    must = np.flatnonzero(~np.isnan(role.floors))
    found = np.ones(levels.level.shape)
    for k in must.tolist():
        found[:, k] = _by_ratings(levels, framework, k)
    checked = np.zeros(found.shape, dtype=bool)
    checked[:, must] = answered.n_by_facet[:, must] > 0
    some = np.flatnonzero(checked.any(axis=1))
    if some.size:
        own = m.own_chances(
            role_of(framework).population,
            role,
            m.Ratings(ratings.facet[some], ratings.level[some], ratings.source[some], ratings.shared[some]),
            answered.bank,
            m.Answers(answered.answers.item[some], answered.answers.right[some]),
        )
        found[some] = np.where(checked[some], own, found[some])
    return found


def _by_ratings(levels: Levels, framework: Framework, facet: int) -> Floats:
    """The chance of one must-have of which nothing but a rating is known, or not even that."""
    floor = float(role_of(framework).asked.floors[facet])
    level, source, shared = (field[:, facet] for field in levels)
    known = ~np.isnan(level)
    said = np.where(known, N_LEVELS * _MOST_SHARED * source + _MOST_SHARED * level + shared, 0.0)
    _, first, which = np.unique(said, return_index=True, return_inverse=True)
    ratings = [OneRating.of(floor, level[row], source[row], shared[row]) for row in first.tolist()]
    chance = np.array(role_of(framework).own_chances(ratings))
    verified = known[first] & (source[first] == m.VERIFIED)
    return np.where(verified, level[first] >= floor, chance)[which]


_MOST_SHARED = 1 << 20
"""One statement is spread over fewer facets than this."""
