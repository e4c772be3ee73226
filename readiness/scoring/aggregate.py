"""Attainments to one score: weights of the tree, weighted sum, coverage, bounds, gaps, bands."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from readiness.errors import WeightError

if TYPE_CHECKING:
    from readiness.arrays import ArrayLike, Floats, Indices

__all__ = ["Aggregate", "Tree", "aggregate", "band_index", "leaf_weights", "weighted_score"]


class Tree(NamedTuple):
    """A weighted tree as arrays; leaves and criteria stand in order, so that each group is contiguous."""

    dimension_importance: Floats
    criterion_importance: Floats
    share: Floats
    dimension_of_criterion: Indices
    criterion_of_leaf: Indices

    @property
    def dimension_of_leaf(self) -> Indices:
        """Index of the dimension that each leaf belongs to."""
        return self.dimension_of_criterion[self.criterion_of_leaf]


class Aggregate(NamedTuple):
    """One score a respondent, and what it is made of; points are 0 to 100."""

    score: Floats
    contribution: Floats
    points_missing: Floats
    coverage: Floats
    low: Floats
    high: Floats


def leaf_weights(tree: Tree) -> Floats:
    r"""Weight of each leaf: the product of the normalised shares on its way down.

    Parameters
    ----------
    tree : Tree
        Importances of dimensions or of criteria may be those of several weightings, a row each.

    Returns
    -------
    ndarray of float, shape (n_leaves,) or (n_weightings, n_leaves), adding up to 1

    Raises
    ------
    WeightError
        If a number is negative or not finite, or all numbers of one group are 0.

    Examples
    --------
    >>> tree = Tree(
    ...     dimension_importance=np.array([1.0]),
    ...     criterion_importance=np.array([95.0, 90.0]),
    ...     share=np.ones(2),
    ...     dimension_of_criterion=np.array([0, 0]),
    ...     criterion_of_leaf=np.array([0, 1]),
    ... )
    >>> leaf_weights(tree).round(4).tolist()
    [0.5135, 0.4865]
    """
    n_dimensions, n_criteria = tree.dimension_importance.shape[-1], tree.criterion_importance.shape[-1]
    dimension = _normalised(tree.dimension_importance, np.zeros(n_dimensions, dtype=np.intp), 1)
    criterion = _normalised(tree.criterion_importance, tree.dimension_of_criterion, n_dimensions)
    share = _normalised(tree.share, tree.criterion_of_leaf, n_criteria)
    weight: Floats = share * criterion[..., tree.criterion_of_leaf] * dimension[..., tree.dimension_of_leaf]
    return weight


def _normalised(raw: Floats, group: Indices, n_groups: int) -> Floats:
    """Numbers, (n,) or in rows, (n_rows, n), as shares of the sum of their group."""
    if not np.all(np.isfinite(raw)) or np.any(raw < 0):
        raise WeightError("a weight is negative or not finite; use finite numbers of 0 or more")
    rows = raw.reshape(-1, raw.shape[-1])
    cell = group + n_groups * np.arange(len(rows))[:, None]
    total = np.bincount(cell.ravel(), weights=rows.ravel(), minlength=n_groups * len(rows))
    if np.any(total <= 0):
        raise WeightError("all weights of one group are 0; give one of them a weight above 0")
    normalised: Floats = (rows / total[cell]).reshape(raw.shape)
    return normalised


def weighted_score(attainment: ArrayLike, weight: ArrayLike) -> Floats:
    r"""The score alone, of any number of respondents, at the speed of one matrix product.

    .. math:: S = 100 \sum_i w_i a_i / \sum_i w_i, \quad i \text{ over what was answered}

    Parameters
    ----------
    attainment : array_like of float, shape (n_respondents, n_leaves)
        0 to 1; NaN where not answered.
    weight : array_like of float, shape (n_leaves,)
        Weights in any positive unit.

    Returns
    -------
    ndarray of float, shape (n_respondents,)
        0 to 100; NaN where nothing that counts was answered.

    Raises
    ------
    WeightError
        If a weight is negative or not finite, or all are 0.

    Examples
    --------
    >>> weighted_score([[1.0, 0.0], [0.8, np.nan]], [3, 1]).round(9).tolist()
    [75.0, 80.0]
    """
    attainment = np.asarray(attainment, dtype=np.float64)
    weight = _unit(weight)
    score: Floats = attainment @ (100.0 * weight)
    partial = np.isnan(score)
    if partial.any():
        rows = attainment[partial]
        answered = ~np.isnan(rows)
        total = answered @ weight
        earned = np.where(answered, rows, 0.0) @ weight
        with np.errstate(invalid="ignore"):
            score[partial] = np.where(total > 0, 100.0 * earned / np.where(total > 0, total, 1.0), np.nan)
    return score


def aggregate(attainment: ArrayLike, weight: ArrayLike, applicable: ArrayLike | None = None) -> Aggregate:
    r"""Score, contributions, gaps, coverage and bounds of every respondent.

    Parameters
    ----------
    attainment : array_like of float, shape (n_respondents, n_leaves)
        How much of each leaf's bar is reached, 0 to 1; NaN where nothing was answered.
    weight : array_like of float, shape (n_leaves,)
        Weights in any positive unit; only the ratios matter.
    applicable : array_like of bool, shape (n_respondents, n_leaves), optional
        False where a leaf does not apply: it leaves with its weight. Unanswered is something else.

    Returns
    -------
    Aggregate
        ``score`` 0 to 100, NaN where nothing that counts was answered; ``contribution``, points whose rows
        add up to the score; ``points_missing``, what the score would gain at the bar, NaN where unanswered;
        ``coverage``, share of the applicable weight that was answered; ``low`` and ``high``, the scores if
        everything unanswered were 0, or at the bar.

    Raises
    ------
    WeightError
        If a weight is negative or not finite, or all are 0.

    Examples
    --------
    >>> result = aggregate([[1.0, 0.5, np.nan]], [2, 1, 1])
    >>> result.score.round(2).tolist(), result.coverage.tolist(), result.low.tolist(), result.high.tolist()
    ([83.33], [0.75], [62.5], [87.5])
    """
    attainment = np.atleast_2d(np.asarray(attainment, dtype=np.float64))
    applies = np.ones(attainment.shape, dtype=bool)
    if applicable is not None:
        applies &= np.asarray(applicable, dtype=bool)
    answered = applies & ~np.isnan(attainment)
    filled = np.where(answered, attainment, 0.0)
    shared = np.where(applies, _unit(weight), 0.0)
    counted = np.where(answered, shared, 0.0)
    applicable_weight = shared.sum(axis=1, keepdims=True)
    answered_weight = counted.sum(axis=1, keepdims=True)
    effective = 100.0 * counted / np.where(answered_weight > 0, answered_weight, 1.0)
    whole = np.where(applicable_weight > 0, applicable_weight, 1.0)[:, 0]
    coverage = answered_weight[:, 0] / whole
    low = 100.0 * (shared * filled).sum(axis=1) / whole
    contribution = effective * filled
    score = np.where(answered_weight[:, 0] > 0, contribution.sum(axis=1), np.nan)
    missing = np.where(answered, effective * (1.0 - filled), np.nan)
    return Aggregate(score, contribution, missing, coverage, low, low + 100.0 * (1.0 - coverage))


def _unit(weight: ArrayLike) -> Floats:
    raw = np.asarray(weight, dtype=np.float64)
    return _normalised(raw, np.zeros(len(raw), dtype=np.intp), 1)


def band_index(score: ArrayLike, starts: ArrayLike) -> Indices:
    """Index of the band that each unrounded score falls in; -1 for NaN.

    Examples
    --------
    >>> band_index([59.999, 60.0, np.nan], [0, 40, 60, 75]).tolist()
    [1, 2, -1]
    """
    score = np.asarray(score, dtype=np.float64)
    index = np.searchsorted(np.asarray(starts, dtype=np.float64), score, side="right") - 1
    return np.where(np.isnan(score), -1, index)
