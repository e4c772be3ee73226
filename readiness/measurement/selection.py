r"""Which item to ask next, and when enough has been asked.

Asking an item of facet f is expected to lower the variance of a quantity Q, to first order, by

    c_f^2 d^2 / (P (1 - P)),   c_f = Cov(Q, theta_f),  d = (1 - c_guess) phi(u) s,

the variance of the two means that Q may move to. Two quantities matter: the score, and whether the person is
ready. What an item is worth is the sum of both falls, each as a share of what doubt there is, for each second
that it is expected to take. The rest is manners: must-haves that could go either way come first, every
criterion is seen, the first items are easy, and items are not worn out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from readiness.measurement.evidence import predict_answer
from readiness.measurement.normal import distribution
from readiness.measurement.score import expected_score

if TYPE_CHECKING:
    from readiness.arrays import ArrayLike, Flags, Floats, Indices
    from readiness.measurement.belief import Belief
    from readiness.measurement.population import Items, Population
    from readiness.measurement.score import Expected, Facts
    from readiness.measurement.worth import Asked, Known

__all__ = [
    "ItemWorth",
    "choose_items",
    "item_worth",
    "must_have_chances",
    "next_item",
]


_MOST_BEFORE_ALL_SEEN = 2


class ItemWorth(NamedTuple):
    """What asking is worth, by item, (n_people, n_items).

    ``value``: relative fall of doubt a second; ``fall``: fall of the variance of the score, squared points;
    ``chance``: of a right answer.
    """

    value: Floats
    fall: Floats
    chance: Floats


def item_worth(
    belief: Belief,
    population: Population,
    items: Items,
    asked_for: Asked,
    points: ArrayLike,
    *,
    seconds: ArrayLike,
    facts: Facts | None = None,
    known: Known | None = None,
    expected: Expected | None = None,
) -> ItemWorth:
    """What asking each item is expected to be worth; 0 for an item that says nothing.

    Parameters
    ----------
    belief, population, points, facts, known
        As for `expected_score`.
    items : Items
        The bank.
    asked_for : Asked
        What the role asks for.
    seconds : array_like of float, shape (n_items,)
        Expected time of each item.
    expected : Expected, optional
        What `expected_score` says of the belief, where that is known already.
    """
    found = expected or expected_score(belief, population, asked_for, points, facts=facts, known=known)
    variance = np.diagonal(belief.covariance, axis1=1, axis2=2)[:, items.facet]
    answer = predict_answer(belief.mean[:, items.facet], variance, items.parameters(np.arange(items.n_items)))
    spread = np.maximum(answer.chance * (1.0 - answer.chance), np.finfo(np.float64).tiny)
    moved = answer.slope**2 / spread
    fall = found.pull[:, items.facet] ** 2 * moved
    settles = found.ready_pull[:, items.facet] ** 2 * moved
    doubt = np.maximum(found.sd**2, _TINY)[:, None]
    open_verdict = np.maximum(found.chance * (1.0 - found.chance), _LEAST_OPEN)[:, None]
    value = (fall / doubt + settles / open_verdict) / np.asarray(seconds, dtype=np.float64)
    return ItemWorth(value, fall, answer.chance)


def choose_items(
    belief: Belief,
    population: Population,
    items: Items,
    asked_for: Asked,
    points: ArrayLike,
    *,
    seconds: ArrayLike,
    asked: ArrayLike,
    uniform: ArrayLike,
    facts: Facts | None = None,
    known: Known | None = None,
    expected: Expected | None = None,
) -> Indices:
    """The next item of each person.

    Parameters
    ----------
    belief, population, items, asked_for, points, seconds, facts, known, expected
        As for `item_worth`. Facets without points are not asked about, nor those whose level is known.
    asked : array_like of bool, shape (n_people, n_items)
        Items that may not be asked again.
    uniform : array_like of float, shape (n_people,)
        Random numbers in [0, 1) that decide among the best.

    Returns
    -------
    ndarray of int, shape (n_people,)
        Index into the bank; -1 where nothing is left to ask.
    """
    done = np.asarray(asked, dtype=bool)
    worth = item_worth(
        belief, population, items, asked_for, points,
        seconds=seconds, facts=facts, known=known, expected=expected,
    )  # fmt: skip
    applies = np.broadcast_to(np.asarray(points, dtype=np.float64), belief.mean[:, :-1].shape) > 0
    if known is not None:
        applies = applies & (known.trust < 1)
    open_items = ~done & applies[:, items.facet] & _seen_in_turn(done, population, items, applies)
    urgent = open_items & _urgent(belief, population, items, asked_for, done)
    open_items = np.where(urgent.any(axis=1, keepdims=True), urgent, open_items)
    believed = population.settings
    easy = open_items & (worth.chance >= believed.easy_success)
    early = done.sum(axis=1) < believed.easy_items
    # Where nothing is easy enough, the easiest stand in.
    value = np.where(early[:, None], np.where(easy, worth.value, worth.chance - 2.0), worth.value)
    value = np.where(open_items, value, -np.inf)
    among = min(believed.draw_among, items.n_items)
    best = np.argsort(-value, axis=1, kind="stable")[:, :among]
    row = np.arange(len(value))
    n_best = np.isfinite(value[row[:, None], best]).sum(axis=1)
    pick = np.floor(np.asarray(uniform, dtype=np.float64) * n_best).astype(np.intp)
    return np.where(n_best > 0, best[row, np.minimum(pick, np.maximum(n_best - 1, 0))], -1)


def next_item(
    belief: Belief,
    population: Population,
    items: Items,
    asked_for: Asked,
    points: ArrayLike,
    *,
    seconds: ArrayLike,
    asked: ArrayLike,
    uniform: float,
    facts: Facts | None = None,
    known: Known | None = None,
    expected: Expected | None = None,
) -> int | None:
    """The next item of one person, or None where nothing is left to ask.

    ``asked`` holds the indices of the items that may not be asked again; all else is as for `choose_items`.
    """
    done = np.zeros((1, items.n_items), dtype=bool)
    done[0, np.asarray(asked, dtype=np.intp)] = True
    chosen = int(
        choose_items(
            belief, population, items, asked_for, points,
            seconds=seconds, asked=done, uniform=[uniform],
            facts=facts, known=known, expected=expected,
        )[0]
    )  # fmt: skip
    return chosen if chosen >= 0 else None


def must_have_chances(belief: Belief, population: Population, asked_for: Asked) -> Floats:
    """Chance that each facet stands at its floor or above, (n_people, n_facets); 1 without a floor."""
    floors = asked_for.floors
    has = ~np.isnan(floors)
    threshold = population.thresholds[np.where(has, floors, 1).astype(np.intp) - 1]
    v = np.diagonal(belief.covariance, axis1=1, axis2=2)[:, :-1]
    chance = distribution((belief.mean[:, :-1] - threshold) / np.sqrt(np.maximum(v, _TINY)))
    return np.where(has, chance, 1.0)


_TINY = 1e-12
_LEAST_OPEN = 0.02


def _urgent(belief: Belief, population: Population, items: Items, asked_for: Asked, done: Flags) -> Flags:
    """Items of must-haves that could go either way and were asked about too little, (n_people, n_items)."""
    believed = population.settings
    chance = must_have_chances(belief, population, asked_for)
    member = np.eye(population.n_facets)[items.facet]
    n_asked = done.astype(np.float64) @ member
    either_way = (chance > believed.close_from) & (chance < believed.ready_from)
    return np.asarray((either_way & (n_asked < believed.must_have_answers))[:, items.facet])


def _seen_in_turn(done: Flags, population: Population, items: Items, applies: Flags) -> Flags:
    """Items whose criterion may be asked now: at most twice until every criterion that can be has been."""
    criterion = population.criterion_of_facet[items.facet]
    n_criteria = int(population.criterion_of_facet.max()) + 1
    member = np.eye(n_criteria)[criterion]
    n_asked = done.astype(np.float64) @ member
    can_be_asked = (applies[:, items.facet] & ~done).astype(np.float64) @ member > 0
    unseen = np.any((n_asked == 0) & can_be_asked, axis=1)
    return np.asarray(~unseen[:, None] | (n_asked[:, criterion] < _MOST_BEFORE_ALL_SEEN))
