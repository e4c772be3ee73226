r"""Which item to ask next, and when enough has been asked.

Asking an item of facet f is expected to lower the variance of the score by

    c_f^2 d^2 / (P (1 - P)),   c = Sigma g,  d = (1 - c_guess) phi(u) s,

the variance of the two means that the score may move to (to first order in g, the points that a unit of
ability is worth). The rest is manners: every criterion is seen, the first items are easy, and items are not
worn out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import numpy as np

from readiness.measurement.evidence import predict_answer
from readiness.measurement.score import Expected, expected_score

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import ArrayLike, NDArray

    from readiness.measurement.belief import Belief
    from readiness.measurement.normal import Floats
    from readiness.measurement.population import Integers, Items, Population

StopReason = Literal["length", "precision", "settled", "exhausted"]

_MOST_BEFORE_ALL_SEEN = 2


def expected_fall(
    belief: Belief, population: Population, items: Items, weights: ArrayLike, bars: ArrayLike
) -> Floats:
    """How far each item is expected to lower the variance of the score, in squared points.

    Returns
    -------
    ndarray, shape (n_people, n_items)
        At least 0; 0 for an item that says nothing or whose facet carries no weight.
    """
    return _fall(belief, population, items, weights, bars)[0]


def choose_items(
    belief: Belief,
    population: Population,
    items: Items,
    weights: ArrayLike,
    bars: ArrayLike,
    *,
    asked: ArrayLike,
    uniform: ArrayLike,
) -> Integers:
    """The next item of each person.

    Parameters
    ----------
    belief : Belief
        Of n_people.
    population : Population
        Gives the criteria and the settings.
    items : Items
        The bank.
    weights : array_like of float, shape (n_facets,) or (n_people, n_facets)
        Points that each facet can bring. Facets without weight are not asked about.
    bars : array_like of int, shape (n_facets,)
        Level that the role asks for.
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
    fall, chance = _fall(belief, population, items, weights, bars)
    applies = np.broadcast_to(np.asarray(weights, dtype=np.float64), belief.mean[:, :-1].shape) > 0
    open_items = ~done & applies[:, items.facet] & _seen_in_turn(done, population, items, applies)
    believed = population.settings
    easy = open_items & (chance >= believed.easy_success)
    early = done.sum(axis=1) < believed.easy_items
    # Where nothing is easy enough, the easiest stand in.
    value = np.where(early[:, None], np.where(easy, fall, chance - 2.0), fall)
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
    weights: ArrayLike,
    bars: ArrayLike,
    *,
    asked: Sequence[int],
    rng: np.random.Generator,
) -> int | None:
    """The next item of one person, or None where nothing is left to ask.

    Parameters
    ----------
    belief, population, items, weights, bars
        As for `choose_items`, of one person.
    asked : sequence of int
        Indices of the items asked so far (and of any others that may not be asked).
    rng : numpy.random.Generator
        Draws among the best.
    """
    done = np.zeros((1, items.n_items), dtype=bool)
    done[0, list(asked)] = True
    chosen = int(
        choose_items(belief, population, items, weights, bars, asked=done, uniform=[rng.random()])[0]
    )
    return chosen if chosen >= 0 else None


def should_stop(
    expected: Expected, population: Population, *, n_answered: int, length: int, chance: float | None = None
) -> StopReason | None:
    """Why one person's check should end, or None where it should go on.

    Parameters
    ----------
    expected : Expected
        Of one person, with a threshold.
    population : Population
        Gives the settings.
    n_answered : int
        Answers so far, "I don't know" included.
    length : int
        Number of items that the person chose.
    chance : float, optional
        Chance of the top band where must-haves count, too; by default that of reaching the threshold.

    Returns
    -------
    {'length', 'precision', 'settled'} or None
    """
    believed = population.settings
    if n_answered >= length:
        return "length"
    if n_answered < believed.least_answers:
        return None
    if float(expected.sd[0]) <= believed.enough_precision:
        return "precision"
    top = float(expected.chance[0]) if chance is None else chance
    return "settled" if top < believed.settled_below or top > believed.settled_above else None


def _fall(
    belief: Belief, population: Population, items: Items, weights: ArrayLike, bars: ArrayLike
) -> tuple[Floats, Floats]:
    gradient = expected_score(belief, population, weights, bars).gradient
    worth = np.matmul(belief.covariance[:, :-1, :-1], gradient[:, :, None])[:, :, 0]
    variance = np.diagonal(belief.covariance, axis1=1, axis2=2)[:, items.facet]
    answer = predict_answer(belief.mean[:, items.facet], variance, items.parameters(np.arange(items.n_items)))
    spread = np.maximum(answer.chance * (1.0 - answer.chance), np.finfo(np.float64).tiny)
    return worth[:, items.facet] ** 2 * answer.slope**2 / spread, answer.chance


def _seen_in_turn(
    done: NDArray[np.bool_], population: Population, items: Items, applies: NDArray[np.bool_]
) -> NDArray[np.bool_]:
    """Items whose criterion may be asked now: at most twice until every criterion that can be has been."""
    criterion = population.criterion_of_facet[items.facet]
    n_criteria = int(population.criterion_of_facet.max()) + 1
    member = np.eye(n_criteria)[criterion]
    n_asked = done.astype(np.float64) @ member
    can_be_asked = (applies[:, items.facet] & ~done).astype(np.float64) @ member > 0
    unseen = np.any((n_asked == 0) & can_be_asked, axis=1)
    return np.asarray(~unseen[:, None] | (n_asked[:, criterion] < _MOST_BEFORE_ALL_SEEN))
