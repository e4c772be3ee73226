"""The score of many people at once, by the array functions that score one."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from readiness import measurement as m
from readiness.assessment.person import open_facts
from readiness.assessment.role import role_of
from readiness.cohort.evidence import believe_many, gather_many
from readiness.cohort.gaps import Ranked, largest_gaps, steps_to_start
from readiness.cohort.people import People, take_people
from readiness.cohort.verdicts import Verdicts, verdicts_of
from readiness.scoring import aggregate

if TYPE_CHECKING:
    from collections.abc import Iterator

    from readiness.arrays import Flags, Floats, Indices
    from readiness.framework import Framework

__all__ = ["CHUNK", "Assessed", "Range", "score_people", "score_ranges"]

CHUNK = 512
"""So many people are scored at once."""


class Scored(NamedTuple):
    """Scores of many people, (n_people,); by leaf (n_people, n_leaves), by rated facet (n_people, n_rated).

    ``reached``: expected attainment of what applies, NaN of the rest. ``contribution`` by criterion.
    ``level`` is what next steps start from. ``score`` is NaN where nothing applies.
    """

    score: Floats
    low: Floats
    high: Floats
    stated: Floats
    coverage: Floats
    n_ratings: Indices
    n_answers: Indices
    n_right: Indices
    weight: Floats
    reached: Floats
    contribution: Floats
    level: Floats
    verdicts: Verdicts

    @property
    def missing(self) -> Floats:
        """Points missing by leaf; 0 where a leaf does not apply."""
        return 100.0 * self.weight * (1.0 - np.where(np.isnan(self.reached), 1.0, self.reached))


class Assessed(NamedTuple):
    """Scores of many people, their leaves by points missing, and the steps that they can start with."""

    scored: Scored
    gaps: Ranked
    steps: Ranked


def score_people(people: People, framework: Framework) -> Iterator[Assessed]:
    """Scores of all, in order, some at a time."""
    for start in range(0, people.n_people, CHUNK):
        rows = np.arange(start, min(start + CHUNK, people.n_people))
        scored = _score(take_people(people, rows), framework)
        yield Assessed(scored, largest_gaps(scored), steps_to_start(scored, framework))


class Range(NamedTuple):
    """Scores of many people and their intervals, each (n_people,); NaN where nothing applies."""

    score: Floats
    low: Floats
    high: Floats


def score_ranges(people: People, framework: Framework) -> Iterator[Range]:
    """Scores and intervals of all, in order, some at a time, and nothing else of them."""
    for start in range(0, people.n_people, CHUNK):
        some = take_people(people, np.arange(start, min(start + CHUNK, people.n_people)))
        weight, any_applies = _weights(some, framework)
        belief = believe_many(some, framework)
        expected = _expected(some, framework, belief, weight, needed="interval")
        ends = (expected.mean, expected.low, expected.high)
        yield Range(*(np.where(any_applies, field, np.nan) for field in ends))


def _weights(people: People, framework: Framework) -> tuple[Floats, Flags]:
    """Weight of each leaf for each person, adding up to 1, and who has any."""
    weight = np.where(people.applies, role_of(framework).weights, 0.0)
    total = weight.sum(axis=1, keepdims=True)
    return weight / np.where(total > 0, total, 1.0), total[:, 0] > 0


def _expected(
    people: People, framework: Framework, belief: m.Belief, weight: Floats, *, needed: m.Needed
) -> m.Expected:
    role = role_of(framework)
    return m.expected_score(
        belief,
        role.population,
        role.asked,
        100.0 * weight[:, role.rated],
        facts=open_facts(framework, weight, people.stated),
        known=people.levels.known(role.population.settings.mentor_trust),
        widening=m.widening(people.levels.level, role.population),
        needed=needed,
    )


def _score(people: People, framework: Framework) -> Scored:
    """Scores of people who are few enough for their draws to be held at once."""
    nominal, rated, facts = role_of(framework).weights, role_of(framework).rated, role_of(framework).facts
    applies, levels, stated = people.applies, people.levels, people.stated
    weight, some = _weights(people, framework)
    evidence = gather_many(people, framework)
    open_ = open_facts(framework, weight, stated)
    expected = _expected(people, framework, evidence.belief, weight, needed="verdict")
    reached = np.full(weight.shape, np.nan)
    reached[:, rated] = expected.attainment
    reached[:, facts] = np.where(np.isnan(stated[:, facts]), 0.5 * (open_.low + open_.high), stated[:, facts])
    reached = np.where(applies, reached, np.nan)
    answered = applies & ~np.isnan(stated)
    answered[:, rated] |= applies[:, rated] & (evidence.n_by_facet > 0)
    coverage = np.where(answered, weight, 0.0).sum(axis=1)
    by_face = aggregate(stated, nominal, applies)
    measured = evidence.n_answers > 0
    given = levels.level
    believed = measured[:, None] | np.isnan(given)
    return Scored(
        score=np.where(some, expected.mean, np.nan),
        low=np.where(some, expected.low, np.nan),
        high=np.where(some, expected.high, np.nan),
        stated=by_face.score,
        coverage=coverage,
        n_ratings=(~np.isnan(given)).sum(axis=1),
        n_answers=evidence.n_answers,
        n_right=evidence.n_right,
        weight=weight,
        reached=reached,
        contribution=_by_criterion(framework, 100.0 * weight * np.nan_to_num(reached)),
        level=np.where(believed, np.rint(expected.level), given),
        verdicts=verdicts_of(framework, people, evidence, expected, answered, coverage),
    )


def _by_criterion(framework: Framework, points: Floats) -> Floats:
    """Sums over the leaves of each criterion, in the order of the leaves."""
    owner = role_of(framework).tree.criterion_of_leaf
    starts = np.flatnonzero(np.diff(owner, prepend=-1))
    return np.asarray(np.add.reduceat(points, starts, axis=1))
