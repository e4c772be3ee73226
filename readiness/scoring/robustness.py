"""Does the verdict hang on the weights? Moved weights, left-out criteria, other ways to add up."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from readiness.scoring.aggregate import Tree, leaf_weights, weighted_score
from readiness.scoring.factors import Factors

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["Alternative", "Robustness", "alternatives", "moved_scores", "robustness"]

Floats = NDArray[np.float64]
LEAST_KEPT = 0.01  # of a raw number: what counts still counts when moved, so that no group is left empty
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
    """Share of draws in which the verdict changes when each factor moves alone, shape (n_factors,)."""


class Alternative(NamedTuple):
    """The score under another rule."""

    name: str
    criterion: int
    score: float


def robustness(
    attainment: ArrayLike, tree: Tree, spread: Tree, starts: ArrayLike, noise: Floats | Iterable[Floats]
) -> Robustness:
    r"""Scores of one respondent under moved weights.

    Every number of the tree moves on its own, uniformly: raw value plus spread times noise, never below
    `LEAST_KEPT` of the raw value.
    A factor is one dimension or one criterion, dimensions first. Its index is

    .. math:: \mathrm{Var}(S \mid \text{only the factor moves}) / \mathrm{Var}(S)

    so that a factor which changes nothing has an index of exactly 0.

    Parameters
    ----------
    attainment : array_like of float, shape (n_leaves,)
        0 to 1; NaN where not answered or not applicable.
    tree, spread : Tree
        Raw numbers, and how far each may move in its own unit.
    starts : array_like of float, shape (n_bands,)
        Where the bands begin, in points.
    noise : ndarray of float, shape (n_numbers, n_draws), or an iterable of such blocks
        Uniform on -1 to 1; a row for each dimension, then each criterion, then each leaf. Blocks of a few
        hundred draws stay in memory that the process already holds, which is faster.

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
    answered = known.astype(np.float64)
    reached = np.where(known, attainment, 0.0)
    n_dimensions, n_criteria = len(tree.dimension_importance), len(tree.criterion_importance)
    edges = [n_dimensions, n_dimensions + n_criteria]
    factors = Factors.of(tree, reached, known, starts)
    missing = np.where(known, 1.0 - reached, 0.0)
    scores, largest = [], np.zeros(len(reached))
    for block in [noise] if isinstance(noise, np.ndarray) else noise:
        dimensions, criteria, shares = (
            _moved(raw[:, None], reach[:, None], part)
            for raw, reach, part in zip(tree[:3], spread[:3], np.split(np.asarray(block), edges), strict=True)
        )
        factors.add(np.concatenate((dimensions, criteria)))
        upper = criteria / _group_sums(shares, tree.criterion_of_leaf, n_criteria)
        families = _group_sums(criteria, tree.dimension_of_criterion, n_dimensions)
        upper *= (dimensions / families)[tree.dimension_of_criterion]
        weight = shares * upper[tree.criterion_of_leaf]
        scores.append(100.0 * (reached @ weight) / (answered @ weight))
        if missing.any():
            weight *= missing[:, None]
            largest += np.bincount(weight.argmax(axis=0), minlength=len(missing))
    found = np.concatenate(scores)
    variance_share, changes = factors.shares(float(found.var()))
    return Robustness(found, largest / len(found), variance_share, changes)


def _moved(raw: Floats, reach: Floats, part: Floats) -> Floats:
    """Raw numbers moved by their share of the reach, and never to nothing."""
    values: Floats = reach * part
    values += raw
    np.maximum(values, LEAST_KEPT * raw, out=values)
    return values


def _group_sums(values: Floats, group: NDArray[np.intp], n_groups: int) -> Floats:
    """Sum of the rows of each group, row by row: a matrix product would wake every core for a few adds."""
    total = np.zeros((n_groups, values.shape[1]))
    for row, owner in enumerate(group):
        total[owner] += values[row]
    return total


def moved_scores(attainment: ArrayLike, weights: ArrayLike) -> Floats:
    """Score of one respondent under many weightings, shape (n_weightings,).

    Parameters
    ----------
    attainment : array_like of float, shape (n_leaves,)
        0 to 1, no NaN.
    weights : array_like of float, shape (n_weightings, n_leaves)
        Rows that add up to 1.

    Notes
    -----
    For rows drawn from a Dirichlet distribution with parameters c w the mean is the score under w and the
    variance is ``100^2 (sum w a^2 - (sum w a)^2) / (c + 1)``: the oracle of the sampler's test.
    """
    moved: Floats = 100.0 * np.asarray(weights, dtype=np.float64) @ np.asarray(attainment, dtype=np.float64)
    return moved


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
