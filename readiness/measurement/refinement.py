r"""Difficulties and discriminations learned from collected answers.

The update of a person's ability by an answer, with the roles of ability and difficulty swapped: the
difficulty is believed to be N(b, s_b^2), the person's ability along the item N(m, v) without this answer, and

    b <- b - alpha s_b^2,    s_b^2 <- s_b^2 + beta s_b^4.

Rounds alternate: people are replayed with the items so far, each answer is taken out of its person's belief,
and every difficulty starts again from its writers' level. Items that share a discrimination (choices, typed
answers) share its refinement: the mean of its logarithm, by how likely the answers are under each, and by
the spread that published sets of items have. Guessing and slips stay as believed.
"""

from typing import NamedTuple

import numpy as np

from readiness.arrays import Flags, Floats, Indices
from readiness.measurement.evidence import Parameters, answer_evidence, predict_answer
from readiness.measurement.population import Items, Population
from readiness.measurement.readings import N_STEPS, Ratings
from readiness.measurement.replay import Answers, replay_sites


class Refined(NamedTuple):
    """Difficulty, its doubt, discrimination and the number of answers, (n_items,).

    Items that nobody answered keep their difficulty, and kinds that nobody answered their discrimination.
    """

    b: Floats
    s_b: Floats
    a: Floats
    n_answers: Indices


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
        For `items` as ``refined_b``, ``refined_s_b`` and ``discriminations``.
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
        b, s_b = _difficulties(items._replace(a=current.a), item, right, m=m, v=v / kept)
        current = items._replace(b=b, s_b=s_b)
        spread = population.settings.discrimination_doubt
        current = current._replace(a=_discriminations(current, item, right, m=m, v=v / kept, spread=spread))
    return Refined(current.b, current.s_b, current.a, n_answers)


_LEAST_KEPT = 0.05
_STEPS = np.linspace(-4.0, 4.0, 81)
"""Logarithms of discrimination that are weighed, in standard deviations of what is believed of it."""


def _discriminations(
    items: Items, asked: Indices, right: Flags, *, m: Floats, v: Floats, spread: float
) -> Floats:
    """The discrimination of every item: one for all items that were believed to have the same.

    Each answer is weighed against a difficulty that it did not move itself: taken out to first order, as it
    would else confirm whatever it was placed by and make every kind look sharper than it is.
    """
    found = items.a.copy()
    for believed in np.unique(items.a[asked]):
        of_kind = items.a[asked] == believed
        item = _without_own(items.parameters(asked[of_kind]), m[of_kind], v[of_kind], right[of_kind])
        weights = -0.5 * _STEPS**2
        for step, scale in enumerate(np.exp(spread * _STEPS)):
            chance = predict_answer(m[of_kind], v[of_kind], item._replace(a=scale * item.a)).chance
            weights[step] += np.log(np.where(right[of_kind], chance, 1.0 - chance)).sum()
        share = np.exp(weights - weights.max())
        found[items.a == believed] = believed * np.exp(spread * np.average(_STEPS, weights=share))
    return found


def _without_own(item: Parameters, m: Floats, v: Floats, right: Flags) -> Parameters:
    seen = answer_evidence(m, v, item, right)
    variance = item.s_b**2
    return item._replace(b=item.b + seen.alpha * variance, s_b=np.sqrt(variance - seen.beta * variance**2))


def _difficulties(
    items: Items, asked: Indices, right: Flags, *, m: Floats, v: Floats
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
