r"""Difficulties learned from collected answers.

The update of a person's ability by an answer, with the roles of ability and difficulty swapped: the
difficulty is believed to be N(b, s_b^2), the person's ability along the item N(m, v) without this answer, and

    b <- b - alpha s_b^2,    s_b^2 <- s_b^2 + beta s_b^4.

Rounds alternate: people are replayed with the difficulties so far, each answer is taken out of its person's
belief, and every difficulty starts again from its writers' level. Discrimination and guessing stay as
believed.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from readiness.measurement.evidence import Integers, Parameters, answer_evidence
from readiness.measurement.normal import Floats
from readiness.measurement.population import Items, Population
from readiness.measurement.readings import N_STEPS, Ratings
from readiness.measurement.replay import Answers, replay_sites


class Refined(NamedTuple):
    """Difficulty, its doubt and the number of answers, (n_items,); unanswered items keep what they had."""

    b: Floats
    s_b: Floats
    n_answers: Integers


def refine(
    population: Population,
    ratings: Ratings,
    items: Items,
    given: Answers,
    *,
    rounds: int = 2,
) -> Refined:
    """Difficulties as the writers' levels and everybody's answers together place them.

    Parameters
    ----------
    population : Population
        What is believed of the people who answered. If they are stronger than that, items will look easier.
    ratings : Ratings
        Of everybody who answered.
    items : Items
        The bank as its writers placed it, not a bank that was refined on the same answers.
    given : Answers
        Of the same people.
    rounds : int
        How often people and items are matched anew.

    Returns
    -------
    Refined
        For `items` as ``refined_b`` and ``refined_s_b``.
    """
    person, column = np.nonzero(given.item >= 0)
    item = given.item[person, column]
    right = given.right[person, column]
    n_answers = np.bincount(item, minlength=items.n_items)
    first = ratings.level.shape[1] * N_STEPS
    current = items
    for _ in range(rounds):
        told = replay_sites(population, ratings, current, given)
        facet = items.facet[item]
        m, v = told.belief.mean[person, facet], told.belief.covariance[person, facet, facet]
        precision = told.sites.precision[person, first + column]
        kept = np.maximum(1.0 - precision * v, _LEAST_KEPT)
        m = (m - v * told.sites.shift[person, first + column]) / kept
        b, s_b = _difficulties(items, item, right, m=m, v=v / kept)
        current = items._replace(b=b, s_b=s_b)
    return Refined(current.b, current.s_b, n_answers)


_LEAST_KEPT = 0.05


def _difficulties(
    items: Items, asked: Integers, right: NDArray[np.bool_], *, m: Floats, v: Floats
) -> tuple[Floats, Floats]:
    """Answer after answer, all items at once: the t-th answers of every item are one step."""
    order = np.argsort(asked, kind="stable")
    first = np.searchsorted(asked[order], np.arange(items.n_items))
    turn = np.empty(asked.size, dtype=np.intp)
    turn[order] = np.arange(asked.size) - first[asked[order]]
    by_turn = np.argsort(turn, kind="stable")
    b, variance = items.b.copy(), items.s_b**2
    for step in np.split(by_turn, np.cumsum(np.bincount(turn))[:-1]) if asked.size else []:
        j = asked[step]
        item = Parameters(items.a[j], b[j], items.c[j], np.sqrt(variance[j]), items.d[j])
        seen = answer_evidence(m[step], v[step], item, right[step])
        b[j] -= seen.alpha * variance[j]
        variance[j] = variance[j] + seen.beta * variance[j] ** 2
    return b, np.sqrt(variance)
