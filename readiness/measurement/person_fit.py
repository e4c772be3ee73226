r"""Whether a person's ratings hang together as people's do; where they do not, the score is less sure.

A claim, a level of 1 or more, goes up and down with what the facets share. With y the claims of a person, mu
their mean over people, ``L`` what common factors add and ``V`` the variance that is each facet's own,

    D^2 = r' (L L' + V)^-1 r,   r = y - mu,

with the person's own mean left free, is about chi-squared with one degree less than there are claims where
ratings are as believed, and larger where they are noisier. It is an index of person fit (Drasgow, Levine and
Williams 1985, British Journal of Mathematical and Statistical Psychology 38, 67-86, compare such indices).
Whole criteria may differ by more than common factors have it, for people come from other trades. A level of 0
is a report of fact and no claim. Nothing else enters: whose word the levels are, and what was answered in
checks, leave the fit as it is.

A fact stands whatever is answered; `doubtful_zeros` says whether it can well be true.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from readiness.measurement.evidence import Parameters, predict_answer
from readiness.measurement.normal import distribution, quantile
from readiness.measurement.readings import N_STEPS, SELF, Steps, step_chances

if TYPE_CHECKING:
    from readiness.arrays import ArrayLike, Floats
    from readiness.measurement.population import Items, Population

__all__ = ["doubtful_zeros", "misfit", "surplus_right", "widening"]


def misfit(levels: ArrayLike, population: Population) -> Floats:
    """How far the claims of people stray from what is believed of claims, in standard deviations.

    Parameters
    ----------
    levels : array_like of float, shape (n_people, n_facets)
        Levels 0 to 4; NaN where nothing was rated.
    population : Population
        What is believed.

    Returns
    -------
    ndarray, shape (n_people,)
        A little below 0 on average where ratings are as believed; 0 with fewer than three claims, which say
        nothing of it.
    """
    rated = np.asarray(levels, dtype=np.float64)
    said = rated >= 1  # never for NaN
    claims = _claims(population)
    off = np.where(said, rated - claims.mean, 0.0) / claims.own
    shared = np.where(said[..., None], claims.loadings, 0.0)
    within = shared.transpose(0, 2, 1) @ (claims.loadings / claims.own[:, None])
    within += np.eye(within.shape[1])
    pulled = off @ claims.loadings
    explained = (np.linalg.solve(within, pulled[..., None])[..., 0] * pulled).sum(axis=1)
    distance = (off * off * claims.own).sum(axis=1) - explained
    free = said.sum(axis=1) - 1.0
    enough = free >= _LEAST_FREE
    return np.where(enough, (distance - free) / np.sqrt(2.0 * np.maximum(free, 1.0)), 0.0)


def widening(levels: ArrayLike, population: Population) -> Floats:
    """By how much the doubt about a score grows for misfit, (n_people,): 1 where ratings are as believed."""
    its = population.settings
    beyond = np.maximum(misfit(levels, population) - its.misfit_from, 0.0)
    return np.minimum(1.0 + its.misfit_slope * beyond, its.misfit_most)


def doubtful_zeros(levels: ArrayLike, population: Population, items: Items, right: ArrayLike) -> list[int]:
    """The facets at level 0 for which too many answers are right: by themselves, or all the others together.

    Parameters
    ----------
    levels : array_like of float, shape (n_facets,)
        Of one person.
    population : Population
        Says where level 0 ends, and how small a chance is told.
    items : Items
        Those that were answered.
    right : array_like of bool, shape (n_items,)
        Whether the answers were.

    Returns
    -------
    list of int
        Positions of facets with a right answer. The chance is that of somebody at level 0, over the abilities
        there, who answers at least as many rightly.
    """
    rated, was_right = np.asarray(levels, dtype=np.float64), np.asarray(right, dtype=bool)
    least = float(distribution(-population.settings.tell_zero))
    found, together, n_right = [], np.ones(1), 0
    others = []
    for facet in np.unique(items.facet[rated[items.facet] == 0.0]).tolist():
        asked = np.flatnonzero(items.facet == facet)
        chances, own = _counts_at_zero(population, items.parameters(asked)), int(was_right[asked].sum())
        if chances[own:].sum() < least:
            found.append(facet)
            continue
        others += [facet] if own else []
        together, n_right = np.convolve(together, chances), n_right + own
    return sorted([*found, *others]) if together[n_right:].sum() < least else found


def surplus_right(levels: ArrayLike, population: Population, items: Items, right: ArrayLike) -> float:
    """How many more answers are right than people at the rated levels give on average; fewer where negative.

    Arguments are those of `doubtful_zeros`; answers about facets without a rating are left out.
    """
    at, was_right = np.asarray(levels, dtype=np.float64)[items.facet], np.asarray(right, dtype=bool)
    surplus = 0.0
    for level in np.unique(at[~np.isnan(at)]).astype(int).tolist():
        asked = np.flatnonzero(at == level)
        usual = _chances_at(level, population, items.parameters(asked)).mean(axis=0)
        surplus += float((was_right[asked] - usual).sum())
    return surplus


def _chances_at(level: int, population: Population, item: Parameters) -> Floats:
    """The chances of right answers over the abilities of people at a level, (n_abilities, n_items)."""
    below, upto = np.concatenate(([0.0], distribution(population.thresholds), [1.0]))[level : level + 2]
    ability = quantile(below + (upto - below) * (np.arange(_N_NODES) + 0.5) / _N_NODES)
    return predict_answer(ability[:, None], population.blur**2, item).chance


def _counts_at_zero(population: Population, item: Parameters) -> Floats:
    """The chance of each number of right answers, (n_items + 1,), for somebody at level 0."""
    chance = _chances_at(0, population, item)
    count = np.zeros((_N_NODES, chance.shape[1] + 1))
    count[:, 0] = 1.0
    for right in chance.T[..., None]:
        count[:, 1:] = count[:, 1:] * (1.0 - right) + count[:, :-1] * right
        count[:, :1] *= 1.0 - right
    return np.asarray(count.mean(axis=0))


_LEAST_FREE = 2
_N_NODES = 41
_LEAST_OWN = 0.05
_ANY_MEAN = 1e3
"""Variance of a person's own mean: so large that nothing is believed of it."""


class _Claims(NamedTuple):
    """Mean of a claim, its ``loadings`` (n_facets, n_factors), and the variance of each facet's own part."""

    mean: float
    loadings: Floats
    own: Floats


def _claims(population: Population) -> _Claims:
    its = population.settings
    return _claims_of(
        population.leniency_variance,
        its.misfit_between_criteria,
        population.loadings.tobytes(),
        population.criterion_of_facet.tobytes(),
        *(field[SELF].tobytes() for field in population.steps),
    )


@lru_cache(maxsize=8)
def _claims_of(
    leniency_variance: float, between_criteria: float, loadings: bytes, criteria: bytes, *steps: bytes
) -> _Claims:
    criterion = np.frombuffer(criteria, dtype=np.intp)
    on_ability = np.frombuffer(loadings).reshape(len(criterion), -1 if criterion.size else 0)
    mean, slope, variance, by_leniency = _claim(leniency_variance, *steps)
    own = variance - by_leniency - slope**2 * (on_ability**2).sum(axis=1)
    together = np.equal.outer(criterion, sorted(set(criterion.tolist())))
    free = np.full((len(on_ability), 1), np.sqrt(_ANY_MEAN))
    columns = slope * on_ability, np.sqrt(between_criteria) * together, free
    return _Claims(mean, np.concatenate(columns, axis=1), np.maximum(own, _LEAST_OWN))


def _claim(leniency_variance: float, *steps: bytes) -> tuple[float, float, float, float]:
    """Mean of a claim, its slope on ability, its variance, and how much of that is leniency's."""
    nodes = quantile((np.arange(_N_NODES) + 0.5) / _N_NODES)
    ability, leniency = np.meshgrid(nodes, np.sqrt(leniency_variance) * nodes, indexing="ij")
    own = Steps(*(np.frombuffer(field)[None] for field in steps))
    chance = step_chances(ability, leniency, own)[..., 1:]
    weight = chance.sum(axis=-1) / chance.sum()
    level = np.arange(1.0, N_STEPS + 1.0)
    claim = (chance @ level) / chance.sum(axis=-1)
    mean = float((weight * claim).sum())
    variance = float((chance @ (level - mean) ** 2).sum() / chance.sum())

    def slope_on(what: Floats) -> float:
        off = what - (weight * what).sum()
        return float((weight * off * claim).sum() / (weight * off * off).sum())

    return mean, slope_on(ability), variance, slope_on(leniency) ** 2 * leniency_variance
