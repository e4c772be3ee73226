"""What levels are worth in a role, what they would be worth if raised, and how sure a level is."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from readiness.measurement.normal import distribution, reach_of

if TYPE_CHECKING:
    from readiness.arrays import ArrayLike, Floats, Indices
    from readiness.measurement.belief import Belief
    from readiness.measurement.population import Population

__all__ = [
    "Asked", "Known", "Raisable", "attainment_of_levels", "level_interval", "raisable", "true_levels",
    "true_score",
]  # fmt: skip


class Asked(NamedTuple):
    """What a role asks of its rated facets.

    ``worth`` (F, 5): attainment of levels 0 to 4, 0 at level 0 and 1 from the bar on. ``built_on`` (n_pairs,
    2): facet and the facet that it is built on, by position. ``bars`` (F,): the level asked for. ``floors``
    (F,): the least level of a must-have, NaN where there is none. ``threshold``: points from which on
    somebody is ready. ``above``: by how many levels a facet counts above the one that it is built on, at
    most.
    """

    worth: Floats
    built_on: Indices
    bars: Indices
    floors: Floats
    threshold: float
    above: float = 1.0


class Known(NamedTuple):
    """Levels that are taken as they are, ``level`` (n_people, n_facets), as far as ``trust``, 0 to 1, goes.

    Where nothing is taken so, trust is 0 and the level is of no account.
    """

    level: Floats
    trust: Floats


def attainment_of_levels(levels: ArrayLike, asked: Asked) -> Floats:
    """What levels from 0 to 4, whole or between, are worth: (..., n_facets) to the same shape, 0 to 1.

    A facet that is built on another counts at most ``above`` levels above it. NaN stays NaN, and holds
    nothing back.
    """
    given = np.asarray(levels, dtype=np.float64)
    counted = given
    if len(asked.built_on):
        counted = given.copy()
        for facet, base in asked.built_on.tolist():
            counted[..., facet] = np.fmin(counted[..., facet], given[..., base] + asked.above)
        counted = np.where(np.isnan(given), np.nan, counted)
    rises = np.diff(asked.worth, axis=1)
    found = np.zeros_like(counted)
    for k in range(rises.shape[1]):
        if rises[:, k].any():
            found += rises[:, k] * np.clip(counted - k, 0.0, 1.0)
    return found


def true_levels(ability: ArrayLike, population: Population) -> Floats:
    """The level, 0 to 4 and between, of abilities that are known."""
    theta = np.asarray(ability, dtype=np.float64)
    return np.asarray(distribution((theta[..., None] - population.thresholds) / population.blur).sum(axis=-1))


def true_score(
    ability: ArrayLike,
    population: Population,
    asked: Asked,
    points: ArrayLike,
    *,
    fixed_points: ArrayLike = 0.0,
) -> Floats:
    """The score of abilities that are known, as in a simulation: (n_people, n_facets) to (n_people,)."""
    reached = attainment_of_levels(true_levels(ability, population), asked)
    earned = (reached * np.asarray(points, dtype=np.float64)).sum(axis=-1)
    return np.asarray(earned + np.asarray(fixed_points, dtype=np.float64))


_LEVELS = np.arange(5.0)


class Raisable(NamedTuple):
    """Attainments of one person by draw, and what they become at least were a level raised to 0, 1, ... 4.

    ``own`` (n_facets, n_draws) and ``own_least`` (n_facets, 5): of each facet by its own level alone.
    ``held`` (n_pairs, n_draws) and ``held_least`` (n_pairs, 5): the most that the first facet of each pair of
    `Asked.built_on` counts, by the level of the second.
    """

    own: Floats
    own_least: Floats
    held: Floats
    held_least: Floats


def raisable(levels: Floats, asked: Asked) -> Raisable:
    """What the levels of one person count, (n_facets, n_draws), and what they would count if raised.

    A person whose level in a facet is raised to k stands at k or higher from then on: draws below k are
    lifted to it, and nothing else that is believed changes. As what a level is worth never falls with it, the
    worth of the higher of two levels is the higher of two worths.
    """
    facet, base = asked.built_on.T
    n, tables = len(levels), np.concatenate((asked.worth, asked.worth[facet]))
    now = _worth(np.concatenate((levels, levels[base] + asked.above)), tables)
    held_least = _worth(np.broadcast_to(_LEVELS + asked.above, (len(base), 5)), asked.worth[facet])
    return Raisable(now[:n], asked.worth, now[n:], held_least)


def _worth(levels: Floats, worth: Floats) -> Floats:
    """Attainment of levels in rows, each by its own table."""
    beyond = np.minimum(levels, _LEVELS[-1])
    at = np.minimum(beyond.astype(np.intp), len(_LEVELS) - 2)
    beyond -= at
    at += len(_LEVELS) * np.arange(len(worth))[:, None]
    beyond *= np.diff(worth, axis=1, append=np.nan).take(at)
    beyond += worth.take(at)
    return np.asarray(beyond)


def level_interval(
    belief: Belief, population: Population, *, level: float | None = None
) -> tuple[Floats, Floats]:
    r"""Lower and upper end of the level of each facet, each of shape (n_people, n_facets).

    The level L(theta) = sum_k Phi((theta - t_k) / tau) rises with ability, so that the quantiles of ability
    become the quantiles of the level.

    Parameters
    ----------
    belief : Belief
        Of n_people.
    population : Population
        Gives thresholds, blur and the usual level of an interval.
    level : float, optional
        Chance that the interval holds the level; by default that of the settings.
    """
    mu = belief.mean[:, :-1]
    spread = np.sqrt(np.maximum(np.diagonal(belief.covariance, axis1=1, axis2=2)[:, :-1], 0.0))
    reach = reach_of(0.5 + 0.5 * (population.settings.interval_level if level is None else level))
    sides = (reach * np.array([-1.0, 1.0]))[:, None, None]
    ends = (mu + sides * spread)[..., None] - population.thresholds
    low, high = distribution(ends / population.blur).sum(axis=-1)
    return low, high
