r"""From a belief about ability to levels, attainment, a score with its interval, and the chance to be ready.

A person of ability theta stands at level L(theta) = sum_k Phi((theta - t_k) / tau), between 0 and 4: levels
blur into one another by tau. What a level is worth in a role is a table, read in straight lines between whole
levels. Where a skill is built on another it counts at most so many levels above that one. All of it is
averaged over draws from the belief, the same for everybody (see `draws`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

import numpy as np

from readiness.measurement.belief import Belief
from readiness.measurement.bounded import shape, shape_quantile
from readiness.measurement.drawing import NO_DOUBT, Drawn, at_least, draw, scratch
from readiness.measurement.draws import count_draws, uniform_draws
from readiness.measurement.normal import distribution
from readiness.measurement.worth import Asked, Known

if TYPE_CHECKING:
    from readiness.arrays import ArrayLike, Flags, Floats
    from readiness.measurement.population import Population

__all__ = [
    "Expected",
    "Facts",
    "Leniency",
    "Needed",
    "expected_score",
    "leniency",
]


Needed: TypeAlias = Literal["interval", "verdict", "everything"]


class Facts(NamedTuple):
    """Points of what is not rated.

    ``known`` (n_people,) in sum; ``open`` (n_people, n_facts), what each fact that is not known can bring;
    ``low`` and ``high`` (n_facts,), the attainments between which it may lie.
    """

    known: Floats
    open: Floats
    low: Floats
    high: Floats


class Expected(NamedTuple):
    """Score in points, (n_people,), and its parts by facet, (n_people, n_facets).

    ``mean`` and ``sd`` of the score; ``low`` and ``high``, its interval; ``chance`` that it reaches the
    threshold and every must-have its floor, ``worst`` and ``best``: the same if all open facts were at their
    lowest, or highest. ``level`` 0 to 4, ``attainment`` 0 to 1; ``bar_met`` and ``floor_met``: chance that
    ability is at or above the bar, and the must-have's floor, 1 where there is none. ``pull``: covariance of
    the score with ability, points; ``ready_pull``: covariance of being ready with ability; NaN where they
    were not asked for.
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
    floor_met: Floats
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
    widening: ArrayLike = 1.0,
    level: float | None = None,
    needed: Needed = "everything",
    drawn: Drawn | None = None,
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
    widening : array_like of float, shape () or (n_people,)
        By how much the doubt about the score grows: the draws lie so many times as far from their mean.
    level : float, optional
        Chance that the interval holds the score; by default that of the settings.
    needed : "interval", "verdict" or "everything"
        Mean, standard deviation and interval alone; or all that a verdict and its reasons need, too; or also
        what the next question is chosen by. The rest is NaN.
    drawn : Drawn, optional
        Draws from the belief with what is known, where they are at hand.

    Notes
    -----
    The interval is that of a distribution with this mean and variance which is bounded by nothing and
    everything that can be had (see `shape`). Being ready is counted with a ramp of a quarter of the score's
    standard deviation around the threshold, so that chances move smoothly with the belief.
    """
    brings = np.broadcast_to(np.asarray(points, dtype=np.float64), belief.mean[:, :-1].shape)
    facts = _no_facts(belief.n_people) if facts is None else facts
    taken = known or Known(*np.zeros((2, *brings.shape)))
    wider = np.broadcast_to(np.asarray(widening, dtype=np.float64), belief.n_people)
    over = _over_draws(belief, population, asked, brings, facts, taken, wider, needed, drawn)
    sure = over.sd < NO_DOUBT
    span = np.maximum(brings.sum(axis=1) + facts.known + facts.open.sum(axis=1), _TINY)
    found = shape(over.mean / span, over.sd / span)
    inside = population.settings.interval_level if level is None else level
    low, high = (span * shape_quantile(found, p) for p in (0.5 - 0.5 * inside, 0.5 + 0.5 * inside))
    level_, bar_met, floor_met = (
        _levels(belief, population, asked, taken)
        if needed != "interval"
        else [np.broadcast_to(np.nan, brings.shape)] * 3
    )
    return Expected(
        mean=over.mean,
        sd=np.where(sure, 0.0, over.sd),
        low=np.where(sure, over.mean, np.minimum(low, over.mean)),
        high=np.where(sure, over.mean, np.maximum(high, over.mean)),
        chance=over.chance,
        worst=over.worst,
        best=over.best,
        level=level_,
        attainment=over.attainment,
        bar_met=bar_met,
        floor_met=floor_met,
        pull=over.pull,
        ready_pull=over.ready_pull,
    )


class _OverDraws(NamedTuple):
    """What is averaged over draws, as `Expected` has it."""

    mean: Floats
    sd: Floats
    chance: Floats
    worst: Floats
    best: Floats
    attainment: Floats
    pull: Floats
    ready_pull: Floats


_TOGETHER = 64
"""So many people are drawn from at once: their draws then stay in the processor's cache."""


def _over_draws(  # noqa: PLR0917 — what `expected_score` takes
    belief: Belief,
    population: Population,
    asked: Asked,
    brings: Floats,
    facts: Facts,
    taken: Known,
    wider: Floats,
    needed: Needed,
    at_hand: Drawn | None,
) -> _OverDraws:
    """Averages over the draws of everybody, some people at a time."""
    n_people, n_facets = brings.shape
    room = scratch(0 if at_hand else min(n_people, _TOGETHER), n_facets)
    spread = facts.open * (facts.high - facts.low)
    lowest = facts.known + facts.open @ facts.low
    unsure = spread @ uniform_draws(len(facts.low), count_draws(n_facets), after=n_facets).T
    by_facts = 0.5 * spread.sum(axis=1), (spread**2).sum(axis=1) / 12.0
    unknown = np.broadcast_to(np.nan, brings.shape)
    found = []
    for start in range(0, max(n_people, 1), _TOGETHER):
        some = slice(start, start + _TOGETHER)
        known = Known(*(field[some] for field in taken))
        believed = Belief(*(field[some] for field in belief))
        if at_hand:
            drawn = Drawn(*(field[some] for field in at_hand))
        else:
            if believed.n_people < len(room.place):  # the last
                room = scratch(believed.n_people, n_facets)
            drawn = draw(believed, population, asked, known, room)
        rated = np.matmul(brings[some, None], drawn.attainment)[:, 0]
        rated += (wider[some, None] - 1.0) * (rated - rated.mean(axis=1, keepdims=True))
        rated += lowest[some, None]
        certain = rated.std(axis=1)  # were the facts known
        sd = np.sqrt(certain**2 + by_facts[1][some])
        mean = rated.mean(axis=1) + by_facts[0][some]
        if needed == "interval":
            nothing = np.full(mean.shape, np.nan)
            found.append(_OverDraws(mean, sd, *[nothing] * 3, *[unknown[some]] * 3))
            continue
        passes = drawn.floors_met(population, asked, known)
        ready = passes * at_least(rated + unsure[some], asked.threshold, sd)
        worst, best = (
            (passes * at_least(rated + more, asked.threshold, certain)).mean(axis=1)
            for more in (0.0, spread[some].sum(axis=1, keepdims=True))
        )
        found.append(
            _OverDraws(
                mean,
                sd,
                ready.mean(axis=1),
                worst,
                best,
                drawn.attainment.mean(axis=2),
                drawn.covariance_with(rated) if needed == "everything" else unknown[some],
                drawn.covariance_with(ready) if needed == "everything" else unknown[some],
            )
        )
    return _OverDraws(*map(np.concatenate, zip(*found, strict=True)))


class Leniency(NamedTuple):
    """How far ratings run above what answers support, in levels; ``tell`` where that is sure enough."""

    mean: Floats
    sd: Floats
    tell: Flags


def leniency(belief: Belief, population: Population) -> Leniency:
    """Leniency in levels of the rating scale: ability over the mean distance of two neighbouring levels."""
    per_level = float(np.diff(population.thresholds).mean())
    mean = belief.mean[:, -1]
    sd = np.sqrt(np.maximum(belief.covariance[:, -1, -1], 0.0))
    tell = np.abs(mean) > population.settings.tell_leniency * np.maximum(sd, _TINY)
    return Leniency(mean / per_level, sd / per_level, tell)


_TINY = 1e-12


def _no_facts(n_people: int) -> Facts:
    nothing = np.zeros(0)
    return Facts(np.zeros(n_people), np.zeros((n_people, 0)), nothing, nothing)


def _levels(
    belief: Belief, population: Population, asked: Asked, known: Known
) -> tuple[Floats, Floats, Floats]:
    """Expected level of each facet, and the chances that its bar and its floor are met."""
    mu = belief.mean[:, :-1]
    v = np.maximum(np.diagonal(belief.covariance, axis1=1, axis2=2)[:, :-1], 0.0)
    has_floor = ~np.isnan(asked.floors)
    least = np.array([asked.bars, np.where(has_floor, asked.floors, 1.0)])  # bars, floors
    over = mu[:, :, None] - population.thresholds
    level = over / np.sqrt(population.blur**2 + v)[:, :, None]
    sure = (mu - population.thresholds[least.astype(np.intp) - 1][:, None]) / np.sqrt(np.maximum(v, _TINY))
    chances = distribution(np.concatenate((level.ravel(), sure.ravel())))
    level = chances[: level.size].reshape(level.shape).sum(axis=2)
    bar_met, floor_met = chances[over.size :].reshape(sure.shape)
    trust = known.trust
    if trust.any():
        level += trust * (known.level - level)
        bar_met, floor_met = (
            chance + trust * ((known.level >= wanted) - chance)
            for chance, wanted in zip((bar_met, floor_met), least, strict=True)
        )
    return level, bar_met, np.where(has_floor, floor_met, 1.0)
