"""Does the verdict hang on the weights? Moved weights, left-out criteria, other ways to add up."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from readiness.scoring.aggregate import Tree, leaf_weights, weighted_score
from readiness.scoring.factors import LEAST_KEPT, alone

__all__ = [
    "Alternative",
    "Moved",
    "Robustness",
    "alternatives",
    "moved_weights",
    "robustness",
]

Floats = NDArray[np.float64]
LEAST_ATTAINMENT = 0.01  # a geometric mean of a 0 is 0; this keeps one gap from hiding all else


class Robustness(NamedTuple):
    """How a score and its verdict behave while the weights move."""

    scores: Floats
    """Score in each draw, shape (n_draws,)."""
    largest_gap: Floats
    """Share of draws in which each leaf misses the most points, shape (n_leaves,)."""
    variance_share: Floats
    """Share of the score's variance that each factor causes when it moves alone, shape (n_factors,)."""
    changes: Floats
    """Chance that the verdict changes when each factor moves alone, shape (n_factors,)."""


class Alternative(NamedTuple):
    """The score under another rule."""

    name: str
    criterion: int
    score: float


class Moved(NamedTuple):
    """Weights in every draw; they depend on no respondent, so that one table serves all."""

    weight: Floats
    """Weight of each leaf, shape (n_leaves, n_draws); every draw adds up to 1."""
    least: Floats
    """Smallest weight of each leaf, shape (n_leaves,)."""
    most: Floats
    """Largest weight of each leaf, shape (n_leaves,)."""


def moved_weights(tree: Tree, spread: Tree, noise: ArrayLike) -> Moved:
    """Weights under noise: every number of the tree moves on its own, uniformly.

    Parameters
    ----------
    tree, spread : Tree
        Raw numbers, and how far each may move in its own unit.
    noise : array_like of float, shape (n_numbers, n_draws)
        Uniform on -1 to 1; a row for each dimension, then each criterion, then each leaf. A number becomes
        raw value plus spread times noise, but never less than `LEAST_KEPT` of the raw value.
    """
    n_dimensions, n_criteria = len(tree.dimension_importance), len(tree.criterion_importance)
    raw, reach = (np.concatenate(numbers[:3])[:, None] for numbers in (tree, spread))
    values = reach * np.asarray(noise, dtype=np.float64)  # in place from here on: these arrays are large
    values += raw
    np.maximum(values, LEAST_KEPT * raw, out=values)
    dimensions, criteria, weight = np.split(values, [n_dimensions, n_dimensions + n_criteria])
    totals = _group_sums(weight, tree.criterion_of_leaf, n_criteria)
    dimensions /= _group_sums(criteria, tree.dimension_of_criterion, n_dimensions)
    criteria /= totals
    for row, owner in enumerate(tree.dimension_of_criterion):
        criteria[row] *= dimensions[owner]
    for row, owner in enumerate(tree.criterion_of_leaf):
        weight[row] *= criteria[owner]
    weight /= weight.sum(axis=0)
    return Moved(weight, weight.min(axis=1), weight.max(axis=1))


def robustness(
    attainment: ArrayLike, tree: Tree, spread: Tree, moved: Moved, starts: ArrayLike
) -> Robustness:
    r"""Scores of one respondent under moved weights.

    A factor is one dimension or one criterion, dimensions first. Its index is

    .. math:: \mathrm{Var}(S \mid \text{only the factor moves}) / \mathrm{Var}(S)

    so that a factor which changes nothing has an index of exactly 0. What a factor does alone is worked out
    exactly (`readiness.scoring.factors`); only the variance of the score comes from the draws.

    Parameters
    ----------
    attainment : array_like of float, shape (n_leaves,)
        0 to 1; NaN where not answered or not applicable.
    tree, spread : Tree
        Raw numbers, and how far each may move in its own unit.
    moved : Moved
        From `moved_weights` of the same two.
    starts : array_like of float, shape (n_bands,)
        Where the bands begin, in points.

    Returns
    -------
    Robustness

    Notes
    -----
    Sensitivity in the sense of Saisana, Saltelli and Tarantola (2005), Journal of the Royal Statistical
    Society A 168(2), 307-323, with one factor at a time in place of first-order Sobol indices.
    """
    attainment = np.asarray(attainment, dtype=np.float64)
    known = ~np.isnan(attainment)
    reached = np.where(known, attainment, 0.0)
    scores: Floats = 100.0 * (reached @ moved.weight)
    if not known.all():
        scores /= known.astype(np.float64) @ moved.weight
    variance = float(scores.var())
    by_factor = alone(tree, spread, reached, known, starts=starts)
    share = (
        np.minimum(by_factor.variance / variance, 1.0) if variance > 0 else np.zeros_like(by_factor.variance)
    )
    missing = np.where(known, 1.0 - reached, 0.0)
    return Robustness(scores, _largest_gap(moved, missing), share, by_factor.changes)


def _group_sums(values: Floats, group: NDArray[np.intp], n_groups: int) -> Floats:
    """Sum of the rows of each group, row by row: a matrix product would wake every core for a few adds."""
    total = np.zeros((n_groups, values.shape[1]))
    for row, owner in enumerate(group):
        total[owner] += values[row]
    return total


def _largest_gap(moved: Moved, missing: Floats) -> Floats:
    """Share of draws in which each leaf misses the most; 0 everywhere where nothing is missing."""
    shares = np.zeros(len(missing))
    # Most leaves miss less at their heaviest than another misses at its lightest.
    able = np.flatnonzero((missing > 0) & (missing * moved.most >= (missing * moved.least).max()))
    if len(able):
        largest = np.argmax(missing[able, None] * moved.weight[able], axis=0)
        shares[able] = np.bincount(largest, minlength=len(able)) / moved.weight.shape[1]
    return shares


def alternatives(
    attainment: ArrayLike, tree: Tree, lower: ArrayLike, higher: ArrayLike
) -> tuple[Alternative, ...]:
    """The score under other rules: equal weights, geometric mean, ratings one level off, a criterion less.

    Parameters
    ----------
    attainment : array_like of float, shape (n_leaves,)
        0 to 1; NaN where not answered or not applicable.
    tree : Tree
        Raw weights.
    lower, higher : array_like of float, shape (n_leaves,)
        Attainments if every rating were one level lower, or higher.
    """
    attainment = np.asarray(attainment, dtype=np.float64)
    weight = leaf_weights(tree)
    equal = leaf_weights(tree._replace(criterion_importance=np.ones_like(tree.criterion_importance)))
    answered = ~np.isnan(attainment)
    logs = np.log(np.maximum(attainment[answered], LEAST_ATTAINMENT))
    geometric = 100.0 * float(np.exp(weight[answered] @ logs / weight[answered].sum()))
    rows = np.vstack([attainment, np.asarray(lower), np.asarray(higher)])
    arithmetic, down, up = weighted_score(rows, weight)
    found = [
        Alternative("equal-weights", -1, float(weighted_score(attainment[None], equal)[0])),
        Alternative("geometric-mean", -1, min(geometric, float(arithmetic))),
        Alternative("ratings-one-lower", -1, float(down)),
        Alternative("ratings-one-higher", -1, float(up)),
    ]
    for criterion in range(len(tree.criterion_importance)):
        kept = answered & (tree.criterion_of_leaf != criterion)
        if weight[kept].any() and (answered & ~kept).any():
            score = 100.0 * float(weight[kept] @ attainment[kept] / weight[kept].sum())
            found.append(Alternative("without", criterion, score))
    return tuple(found)
