"""Ratings and answers of one profile as a belief, and what it says about the score."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from readiness import content
from readiness import measurement as m
from readiness.assessment.answers import RatingGiven, ratings
from readiness.assessment.arrays import bars, fixed, rated_leaves, tree
from readiness.assessment.draws import normals
from readiness.errors import Problem, ProfileError, closest, quoted
from readiness.framework import Framework, parse_toml

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from readiness.profile import Profile
    from readiness.questionnaire import Item

__all__ = ["Checks", "Evidence", "checks", "doubt_before", "gather", "lengths", "people", "ready_draws"]

Floats: TypeAlias = NDArray[np.float64]
N_READY_DRAWS = 500
"""Draws behind the chance of the top band: its own error stays below .023."""


@lru_cache(maxsize=2)
def ready_draws(seed: int, n_facets: int) -> Floats:
    """Standard normal numbers for `readiness.measurement.chance_ready`; they cannot be written."""
    return fixed(normals(seed, N_READY_DRAWS, n_facets + 1))


class Checks(NamedTuple):
    """Answers, marked: the items, the positions of their facets among `Framework.rated`, right or not."""

    items: tuple[Item, ...]
    facet: tuple[int, ...]
    right: tuple[bool, ...]

    def n_of(self, facet: int) -> int:
        """How many answers are about this facet."""
        return self.facet.count(facet)


class Evidence(NamedTuple):
    """The belief that a profile leads to, and the people it was measured among."""

    belief: m.Belief
    population: m.Population
    n_ratings: int


@cache
def _settings() -> tuple[m.Settings, Mapping[str, int]]:
    table = parse_toml(content.read_text("weights", "measurement.toml"), "weights/measurement.toml")
    return m.settings(table), table["lengths"]["value"]


def lengths() -> Mapping[str, int]:
    """How many checks a quick, a standard and a deep sitting has at most."""
    return _settings()[1]


@lru_cache(maxsize=8)
def people(framework: Framework) -> m.Population:
    """What is believed of applicants before anybody answers, over the framework's rated facets."""
    return m.population(tree(framework).criterion_of_leaf[rated_leaves(framework)], _settings()[0])


def doubt_before(framework: Framework, points: Floats) -> float:
    """Standard deviation of the score before any evidence, for these points by rated facet."""
    return _doubt_before(framework, points.tobytes())


@lru_cache(maxsize=64)
def _doubt_before(framework: Framework, points: bytes) -> float:
    return float(m.doubt_before(people(framework), np.frombuffer(points), bars(framework))[0])


def checks(profile: Profile, framework: Framework) -> Checks:
    """The profile's answers, marked again by the questions of today.

    Raises
    ------
    ProfileError
        If an answer is to an item that does not exist.
    """
    if not profile.answers:
        return Checks((), (), ())
    from readiness.questionnaire import facet_ids, load_items, mark

    position = {facet.id: k for k, facet in enumerate(framework.rated)}
    items, facets, right = [], [], []
    problems = []
    for answer in sorted(profile.answers, key=lambda given: given.item):  # to the last digit in any order
        name = answer.item.rpartition("-")[0]
        bank = {item.id: item for item in load_items(name)} if name in facet_ids() else {}
        item = bank.get(answer.item)
        if item is None:
            hint = closest(answer.item, bank) if bank else "an id is a facet and a number, such as sql-03"
            problems.append(Problem("answers", f"there is no item {quoted(answer.item)}", hint))
        elif name in position and name not in profile.not_applicable:
            items.append(item)
            facets.append(position[name])
            right.append(mark(item, answer.response))
    if problems:
        raise ProfileError(profile.name or "the profile", problems)
    return Checks(tuple(items), tuple(facets), tuple(right))


def bank_arrays(population: m.Population, items: Sequence[Item], facet: Sequence[int]) -> m.Items:
    """Items as arrays, with difficulties refined from collected answers where there is an overlay."""
    from readiness.assessment.overlay import refined

    known = refined([item.id for item in items])
    return m.items(
        population,
        np.array(facet, dtype=np.intp),
        np.array([item.level for item in items], dtype=np.intp),
        np.array([item.kind != "choice" for item in items], dtype=bool),
        refined_b=known[0],
        refined_s_b=known[1],
    )


def gather(
    profile: Profile,
    framework: Framework,
    given: Checks,
    *,
    doubted: frozenset[str] = frozenset(),
    as_one: bool = False,
) -> Evidence:
    """The belief after the profile's ratings and answers, whatever their order.

    Parameters
    ----------
    profile : Profile
        Whose ratings.
    framework : Framework
        Which facets.
    given : Checks
        The answers, marked.
    doubted : frozenset of str
        Facets whose ratings contradict each other: they are not used as evidence.
    as_one : bool
        Whether all ratings are one statement about everything rated, as one level everywhere is.
    """
    population = people(framework)
    rated = ratings(profile, framework, without=doubted)
    if as_one and rated:
        everything = tuple(sorted({facet for rating in rated for facet in rating.facets}))
        rated = [RatingGiven(rated[0].level, everything)]
    projections = np.zeros((len(rated), population.n_facets))
    for row, rating in enumerate(rated):
        projections[row, list(rating.facets)] = 1.0 / len(rating.facets)
    belief = m.replay(
        population,
        np.array([[float(r.level) for r in rated]]).reshape(1, len(rated)),
        bank_arrays(population, given.items, given.facet),
        m.answers(np.arange(len(given.items)), np.array(given.right, dtype=bool)),
        projections=projections,
    )
    return Evidence(belief, population, len(rated))
