r"""From a belief about ability to levels, attainment, a score with its interval, and the chance to be ready.

A person of ability theta stands at level L(theta) = sum_k Phi((theta - t_k) / tau), between 0 and 4: levels
blur into one another by tau. What a level is worth in a role is a table, read in straight lines between whole
levels. Where a skill is built on another it counts at most so many levels above that one. All of it is
averaged over draws from the belief, the same for everybody (see `draws`).
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from readiness.measurement.draws import N_DRAWS, normal_draws, uniform_draws
from readiness.measurement.normal import Floats, distribution
from readiness.measurement.shape import shape, shape_quantile

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    from readiness.measurement.belief import Belief
    from readiness.measurement.evidence import Integers
    from readiness.measurement.population import Population

__all__ = [
    "Asked",
    "Expected",
    "Facts",
    "Known",
    "Leniency",
    "at_least",
    "attainment_of_levels",
    "draw_attainments",
    "expected_score",
    "floors_met",
    "leniency",
    "true_levels",
    "true_score",
]


class Asked(NamedTuple):
    """What a role asks of its rated facets.

    ``worth`` (F, 5): attainment of levels 0 to 4, 0 at level 0 and 1 from the bar on. ``built_on`` (n_pairs,
    2): facet and the facet that it is built on, by position. ``bars`` (F,): the level asked for. ``floors``
    (F,): the least level of a must-have, NaN where there is none. ``threshold``: points from which on
    somebody is ready. ``above``: by how many levels a facet counts above the one that it is built on, at
    most.
    """

    worth: Floats
    built_on: Integers
    bars: Integers
    floors: Floats
    threshold: float
    above: float = 1.0


class Facts(NamedTuple):
    """Points of what is not rated.

    ``known`` (n_people,) in sum; ``open`` (n_people, n_facts), what each fact that is not known can bring;
    ``low`` and ``high`` (n_facts,), the attainments between which it may lie.
    """

    known: Floats
    open: Floats
    low: Floats
    high: Floats


class Known(NamedTuple):
    """Levels that are taken as they are, ``level`` (n_people, n_facets), as far as ``trust``, 0 to 1, goes.

    Where nothing is taken so, trust is 0 and the level is of no account.
    """

    level: Floats
    trust: Floats


class Expected(NamedTuple):
    """Score in points, (n_people,), and its parts by facet, (n_people, n_facets).

    ``mean`` and ``sd`` of the score; ``low`` and ``high``, its interval; ``chance`` that it reaches the
    threshold and every must-have its floor, ``worst`` and ``best``: the same if all open facts were at their
    lowest, or highest. ``level`` 0 to 4, ``attainment`` 0 to 1, ``bar_met``: chance that ability is at or
    above the bar. ``pull``: covariance of the score with ability, points; ``ready_pull``: covariance of
    being ready with ability.
    """

    mean: Floats
    sd: Floats
    low: Floats
    high: Floats
    chance: Floats
    worst: Floats
    best: Floats
    level: Floats
    attainment: Floats
    bar_met: Floats
    pull: Floats
    ready_pull: Floats


def expected_score(
    belief: Belief,
    population: Population,
    asked: Asked,
    points: ArrayLike,
    *,
    facts: Facts | None = None,
    known: Known | None = None,
    level: float | None = None,
    n_draws: int = N_DRAWS,
) -> Expected:
    """The score that the belief expects, with its interval, its parts and the chance to be ready.

    Parameters
    ----------
    belief : Belief
        Of n_people.
    population : Population
        Gives thresholds, blur and the level of the interval.
    asked : Asked
        What the role asks for.
    points : array_like of float, shape (n_facets,) or (n_people, n_facets)
        Points that each facet can bring; 0 for a facet that does not apply.
    facts : Facts, optional
        Points of education and experience; by default there are none.
    known : Known, optional
        Levels that are taken as they are, in full or in part; by default there are none.
    level : float, optional
        Chance that the interval holds the score; by default that of the settings.
    n_draws : int
        Draws that everything is averaged over.

    Notes
    -----
    The interval is that of a distribution with this mean and variance which is bounded by nothing and
    everything that can be had (see `shape`). Being ready is counted with a ramp of a quarter of the score's
    standard deviation around the threshold, so that chances move smoothly with the belief.
    """
    brings = np.broadcast_to(np.asarray(points, dtype=np.float64), belief.mean[:, :-1].shape)
    facts = _no_facts(belief.n_people) if facts is None else facts
    taken = known or Known(*np.zeros((2, *brings.shape)))
    drawn, ability = draw_attainments(belief, population, asked, known=taken, n_draws=n_draws)
    rated = np.matmul(drawn, brings[:, :, None])[:, :, 0]
    unsure = uniform_draws(len(facts.low), n_draws, after=ability.shape[2] + 1)
    spread = facts.open * (facts.high - facts.low)
    lowest = facts.known + facts.open @ facts.low
    scores = rated + lowest[:, None] + spread @ unsure.T
    mean = scores.mean(axis=1)
    sd = scores.std(axis=1)
    sure = sd < _NO_DOUBT
    passes = floors_met(ability, population, asked, taken)
    ready = passes * at_least(scores, asked.threshold, sd)
    ends = [
        (passes * at_least(rated + (lowest + more)[:, None], asked.threshold, rated.std(axis=1))).mean(axis=1)
        for more in (0.0, spread.sum(axis=1))
    ]
    span = np.maximum(brings.sum(axis=1) + facts.known + facts.open.sum(axis=1), _TINY)
    found = shape(mean / span, sd / span)
    inside = population.settings.interval_level if level is None else level
    low, high = (span * shape_quantile(found, p) for p in (0.5 - 0.5 * inside, 0.5 + 0.5 * inside))
    off = ability - belief.mean[:, None, :-1]
    level_, met = _levels(belief, population, asked, taken)
    return Expected(
        mean=mean,
        sd=np.where(sure, 0.0, sd),
        low=np.where(sure, mean, np.minimum(low, mean)),
        high=np.where(sure, mean, np.maximum(high, mean)),
        chance=ready.mean(axis=1),
        worst=ends[0],
        best=ends[1],
        level=level_,
        attainment=drawn.mean(axis=1),
        bar_met=met,
        pull=_covariance(scores, off),
        ready_pull=_covariance(ready, off),
    )


def draw_attainments(
    belief: Belief,
    population: Population,
    asked: Asked,
    *,
    known: Known | None = None,
    n_draws: int = N_DRAWS,
) -> tuple[Floats, Floats]:
    """Attainments and abilities drawn from a belief, both (n_people, n_draws, n_facets)."""
    normals = normal_draws(belief.mean.shape[1], n_draws)
    root = _root(belief.covariance)[:, :-1]
    ability = belief.mean[:, None, :-1] + np.matmul(normals, root.transpose(0, 2, 1))
    levels = _look_up_levels(ability, population)
    if known is not None and known.trust.any():
        levels = levels + known.trust[:, None, :] * (known.level[:, None, :] - levels)
    return attainment_of_levels(levels, asked), ability


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


class Leniency(NamedTuple):
    """How far ratings run above what answers support, in levels; ``tell`` where that is sure enough."""

    mean: Floats
    sd: Floats
    tell: NDArray[np.bool_]


def leniency(belief: Belief, population: Population) -> Leniency:
    """Leniency in levels of the rating scale: ability over the mean distance of two neighbouring levels."""
    per_level = float(np.diff(population.thresholds).mean())
    mean = belief.mean[:, -1]
    sd = np.sqrt(np.maximum(belief.covariance[:, -1, -1], 0.0))
    tell = np.abs(mean) > population.settings.tell_leniency * np.maximum(sd, _TINY)
    return Leniency(mean / per_level, sd / per_level, tell)


_TINY = 1e-12
_NO_DOUBT = 1e-9
_RAMP = 0.25
_TABLE_END = 8
_STEPS_PER_SD = 256


def _no_facts(n_people: int) -> Facts:
    nothing = np.zeros(0)
    return Facts(np.zeros(n_people), np.zeros((n_people, 0)), nothing, nothing)


def _look_up_levels(ability: Floats, population: Population) -> Floats:
    """Levels of many abilities from a table, right to .002: exact ones would take a second for a million."""
    n_steps = 2 * _TABLE_END * _STEPS_PER_SD + 1
    table = _level_table(population.thresholds.tobytes(), population.blur, n_steps)
    place = np.clip(np.rint((ability + _TABLE_END) * _STEPS_PER_SD), 0, n_steps - 1).astype(np.intp)
    return np.asarray(table[place])


@lru_cache(maxsize=8)
def _level_table(thresholds: bytes, blur: float, n_steps: int) -> Floats:
    grid = np.linspace(-_TABLE_END, _TABLE_END, n_steps)
    return np.asarray(distribution((grid[:, None] - np.frombuffer(thresholds)) / blur).sum(axis=1))


def floors_met(ability: Floats, population: Population, asked: Asked, known: Known) -> Floats:
    """Chance that every must-have stands at its floor or above, by draw, (n_people, n_draws)."""
    must = np.flatnonzero(~np.isnan(asked.floors))
    floor = asked.floors[must].astype(np.intp)
    by_draw = (ability[:, :, must] >= population.thresholds[floor - 1]).astype(np.float64)
    trust = known.trust[:, must]
    if trust.any():
        by_draw += trust[:, None, :] * ((known.level[:, must] >= floor)[:, None, :] - by_draw)
    return np.asarray(by_draw.prod(axis=2))


def at_least(scores: Floats, threshold: float, sd: Floats) -> Floats:
    """Whether each score reaches the threshold, as a ramp around it where the score is in doubt."""
    width = np.maximum(_RAMP * sd, _TINY)[:, None]
    ramp = np.clip(0.5 + (scores - threshold) / (2.0 * width), 0.0, 1.0)
    exact = (scores >= threshold - _NO_DOUBT).astype(np.float64)
    return np.where((sd < _NO_DOUBT)[:, None], exact, ramp)


def _levels(belief: Belief, population: Population, asked: Asked, known: Known) -> tuple[Floats, Floats]:
    """Expected level and chance that the bar is met, of each facet."""
    mu = belief.mean[:, :-1]
    v = np.maximum(np.diagonal(belief.covariance, axis1=1, axis2=2)[:, :-1], 0.0)
    q = np.sqrt(population.blur**2 + v)
    level = distribution((mu[:, :, None] - population.thresholds) / q[:, :, None]).sum(axis=2)
    met = distribution((mu - population.thresholds[asked.bars - 1]) / np.sqrt(np.maximum(v, _TINY)))
    return (
        level + known.trust * (known.level - level),
        met + known.trust * ((known.level >= asked.bars) - met),
    )


def _covariance(of: Floats, off: Floats) -> Floats:
    """Covariance over the draws of one number a draw with the abilities, (n_people, n_facets)."""
    centred = of - of.mean(axis=1, keepdims=True)
    return np.asarray(np.matmul(centred[:, None, :], off)[:, 0] / of.shape[1])


def _root(covariance: Floats) -> Floats:
    """A root of each covariance; a variance of zero is lifted by a hair."""
    size = covariance.shape[1]
    return np.asarray(np.linalg.cholesky(covariance + _LIFT * np.eye(size)))


_LIFT = 1e-10
