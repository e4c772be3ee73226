"""Simulated respondents, to see what a check is worth before anybody took it.

They answer as the model says, but for what their kind does differently. They are no data: figures from them
say what follows from the assumptions, not how real people do.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from readiness.measurement.belief import Belief, after_answer
from readiness.measurement.normal import distribution, quantile
from readiness.measurement.readings import rate_facets, step_chances
from readiness.measurement.replay import Answers, replay
from readiness.measurement.score import Facts
from readiness.measurement.selection import choose_items

if TYPE_CHECKING:
    from readiness.arrays import ArrayLike, Flags, Floats
    from readiness.measurement.population import Items, Population
    from readiness.measurement.worth import Asked


class Kind(StrEnum):
    """How a respondent differs from the model.

    ``model``: not at all, leniency drawn from its prior. ``careful``: no leniency. ``lenient``, ``harsh``:
    leniency one prior standard deviation up or down. ``careless``: 15 % of the answers are wrong whatever the
    ability. ``guessing``: never says "I don't know", so that choices are guessed right one time in four.
    ``uneven``: facets are half as correlated.
    """

    MODEL = "model"
    CAREFUL = "careful"
    LENIENT = "lenient"
    HARSH = "harsh"
    CARELESS = "careless"
    GUESSING = "guessing"
    UNEVEN = "uneven"


class Respondents(NamedTuple):
    """True ``ability`` (n_people, n_facets), ``leniency`` (n_people,), self-rated ``levels``, ``kind``."""

    ability: Floats
    leniency: Floats
    levels: Floats
    kind: Kind


class Sitting(NamedTuple):
    """The answers of a whole check and the belief during it, after the ratings and all of the answers."""

    answers: Answers
    belief: Belief


def respondents(
    population: Population,
    n_people: int,
    *,
    kind: Kind = Kind.MODEL,
    leniency: float | None = None,
    rng: np.random.Generator,
) -> Respondents:
    """People of one kind, with their self-ratings.

    A skill that was never practised is below the first level, however able somebody is in everything else.

    Parameters
    ----------
    population : Population
        The truth, but for what the kind changes.
    n_people : int
        How many.
    kind : Kind
        How they differ from the model.
    leniency : float, optional
        Everybody's, in standard deviations of ability; by default as the kind has it.
    rng : numpy.random.Generator
        Source of all chance.
    """
    loadings = population.loadings * (np.sqrt(0.5) if kind is Kind.UNEVEN else 1.0)
    own = 1.0 - (loadings**2).sum(axis=1)
    shared = rng.standard_normal((n_people, len(loadings[0]))) @ loadings.T
    able = shared + np.sqrt(own) * rng.standard_normal(shared.shape)
    drawn = rng.standard_normal(n_people) * np.sqrt(population.leniency_variance)
    fixed = {Kind.CAREFUL: 0.0, Kind.LENIENT: 1.0, Kind.HARSH: -1.0}.get(kind)
    if leniency is None and fixed is not None:
        leniency = fixed * np.sqrt(population.leniency_variance)
    shift = drawn if leniency is None else np.full(n_people, leniency)
    levels = rate(population, able, shift, rng=rng)
    never = _never_practised(population, shared, own, rng=rng)
    return Respondents(np.where(levels == 0, never, able), shift, levels, kind)


def rate(
    population: Population, ability: ArrayLike, leniency: ArrayLike, *, rng: np.random.Generator
) -> Floats:
    """Levels 0 to 4 at which people of this ability and leniency rate themselves, (n_people, n_facets)."""
    true = np.asarray(ability, dtype=np.float64)
    chances = step_chances(true, np.asarray(leniency)[:, None], population.steps)
    drawn = rng.random(true.shape)[..., None]
    return np.asarray((drawn > np.cumsum(chances, axis=-1)[..., :-1]).sum(axis=-1), dtype=np.float64)


def rate_criteria(population: Population, who: Respondents, *, rng: np.random.Generator) -> Respondents:
    """The same people, who rate each criterion once: as they rate a skill, by their mean ability in it."""
    criterion = population.criterion_of_facet
    means = [who.ability[:, criterion == one].mean(axis=1) for one in criterion]
    first = [int(np.flatnonzero(criterion == one)[0]) for one in criterion]
    levels = rate(population, np.column_stack(means), who.leniency, rng=rng)
    return who._replace(levels=levels[:, first])


def _never_practised(
    population: Population, shared: Floats, own: Floats, *, rng: np.random.Generator
) -> Floats:
    """Abilities below the first level, (n_people, n_facets), of people who share these with all their skills.

    Only the part of a skill that is its own, of variance ``own`` (n_facets,), depends on the occasion.
    """
    noise = population.settings.fact_noise
    spread = np.sqrt(own + noise)
    below = distribution((population.thresholds[0] * np.sqrt(1.0 + noise) - shared) / spread)
    apart = spread * quantile(np.maximum(below * rng.random(shared.shape), _TINY))
    left = np.sqrt(own * noise / (own + noise)) * rng.standard_normal(shared.shape)
    return np.asarray(shared + own / (own + noise) * apart + left)


def true_difficulties(items: Items, n_people: int | None = None, *, rng: np.random.Generator) -> Floats:
    """Difficulties as they may be, N(b, s_b^2): one bank (n_items,), or one a person (n_people, n_items)."""
    shape = items.b.shape if n_people is None else (n_people, items.n_items)
    return np.asarray(items.b + items.s_b * rng.standard_normal(shape))


def answer(
    who: Respondents, items: Items, difficulty: ArrayLike, item: ArrayLike, *, rng: np.random.Generator
) -> Flags:
    """Whether each person answers one item right.

    Parameters
    ----------
    who : Respondents
        The people.
    items : Items
        The bank; its ``b`` and ``s_b`` are what is believed and are not used here.
    difficulty : array_like of float, shape (n_items,) or (n_people, n_items)
        True difficulties.
    item : array_like of int, shape (n_people,)
        The item each person is asked; -1 for none.
    rng : numpy.random.Generator
        Source of all chance.
    """
    index = np.asarray(item, dtype=np.intp)
    row = np.arange(index.size)
    b = np.broadcast_to(np.asarray(difficulty, dtype=np.float64), (index.size, items.n_items))[row, index]
    knows = distribution(items.a[index] * (who.ability[row, items.facet[index]] - b))
    lucky = items.c[index]
    if who.kind is Kind.GUESSING:
        lucky = np.where(lucky > _OPEN_GUESS, _BLIND_GUESS, lucky)
    right = rng.random(index.size) < lucky + (1.0 - lucky - items.d[index]) * knows
    careless = rng.random(index.size) < (_CARELESS if who.kind is Kind.CARELESS else 0.0)
    return np.asarray(right & ~careless & (index >= 0))


def sit(
    who: Respondents,
    population: Population,
    items: Items,
    asked_for: Asked,
    points: ArrayLike,
    *,
    seconds: ArrayLike,
    minutes: float,
    rng: np.random.Generator,
    by_second: bool = True,
    difficulty: ArrayLike | None = None,
    fixed_points: float = 0.0,
) -> Sitting:
    """A whole adaptive check: ratings, then items until the time is used, each chosen by what came before.

    Parameters
    ----------
    who : Respondents
        The people who sit.
    population : Population
        What the engine believes, which need not be what is true of them.
    items, asked_for, points
        As for `choose_items`.
    seconds : array_like of float, shape (n_items,)
        Expected time of each item, its screen included; every item takes just that.
    minutes : float
        Time of each sitting.
    rng : numpy.random.Generator
        Source of all chance.
    by_second : bool
        Whether items are chosen by what they are worth a second; else by what they are worth.
    difficulty : array_like of float, optional
        True difficulties, (n_items,) or (n_people, n_items); by default drawn for each person from what is
        believed.
    fixed_points : float
        Points of education and experience.
    """
    n_people = len(who.ability)
    truth = true_difficulties(items, n_people, rng=rng) if difficulty is None else difficulty
    none = Answers(np.zeros((n_people, 0), dtype=np.intp), np.zeros((n_people, 0), dtype=bool))
    belief = replay(population, rate_facets(who.levels), items, none)
    takes = np.asarray(seconds, dtype=np.float64)
    facts = Facts(np.full(n_people, fixed_points), np.zeros((n_people, 0)), np.zeros(0), np.zeros(0))
    asked = np.zeros((n_people, items.n_items), dtype=bool)
    used = np.zeros(n_people)
    item, right = [], []
    row = np.arange(n_people)
    while np.any(used < 60.0 * minutes):
        chosen = choose_items(
            belief, population, items, asked_for, points,
            seconds=takes if by_second else np.ones_like(takes),
            asked=asked, uniform=rng.random(n_people), facts=facts,
        )  # fmt: skip
        fits = (chosen >= 0) & (used + takes[chosen] <= 60.0 * minutes)
        used = np.where(fits, used + takes[chosen], np.inf)
        chosen = np.where(fits, chosen, -1)
        item.append(chosen)
        right.append(answer(who, items, truth, chosen, rng=rng))
        belief = after_answer(belief, items, chosen, right[-1])
        asked[row[fits], chosen[fits]] = True
    given = Answers(np.stack(item, axis=1), np.stack(right, axis=1)) if item else none
    return Sitting(given, belief)


_TINY = 1e-12
_CARELESS = 0.15
_BLIND_GUESS = 0.25
_OPEN_GUESS = 0.05
