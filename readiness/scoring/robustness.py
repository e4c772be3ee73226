"""Does the verdict hang on the weights? Moved weights, left-out criteria, other ways to add up."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from readiness.scoring.aggregate import Tree, band_index, leaf_weights, weighted_score

__all__ = ["Alternative", "Robustness", "alternatives", "moved_scores", "robustness"]

Floats = NDArray[np.float64]
_BLOCK = 500  # draws at a time: their numbers stay in memory that the process already holds
_ROUNDING = 1e-9  # points; a smaller movement is that of floating-point numbers
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
    attainment: ArrayLike, tree: Tree, spread: Tree, starts: ArrayLike, noise: ArrayLike
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
    noise : array_like of float, shape (n_numbers, n_draws)
        Uniform on -1 to 1; a row for each dimension, then each criterion, then each leaf.

    Returns
    -------
    Robustness

    Notes
    -----
    Sensitivity in the sense of Saisana, Saltelli and Tarantola (2005), Journal of the Royal Statistical
    Society A 168(2), 307-323, with one factor at a time in place of first-order Sobol indices.
    """
    attainment = np.asarray(attainment, dtype=np.float64)
    answered = ~np.isnan(attainment)
    reached = np.where(answered, attainment, 0.0)
    noise = np.asarray(noise)
    n_dimensions, n_criteria = len(tree.dimension_importance), len(tree.criterion_importance)
    uppers, lowers = np.split(noise, [n_dimensions + n_criteria])
    dimensions, criteria = (
        _moved(raw[:, None], reach[:, None], part)
        for raw, reach, part in zip(tree[:2], spread[:2], np.split(uppers, [n_dimensions]), strict=True)
    )
    scores = np.empty(noise.shape[1])
    largest = np.zeros(len(reached))
    for start in range(0, noise.shape[1], _BLOCK):
        block = slice(start, start + _BLOCK)
        shares = _moved(tree.share[:, None], spread.share[:, None], lowers[:, block])
        upper = criteria[:, block] / _group_sums(shares, tree.criterion_of_leaf, n_criteria)
        families = _group_sums(criteria[:, block], tree.dimension_of_criterion, n_dimensions)
        upper *= (dimensions[:, block] / families)[tree.dimension_of_criterion]
        earned, counted = np.zeros(shares.shape[1]), np.zeros(shares.shape[1])
        for leaf in np.flatnonzero(answered):
            weight = shares[leaf] * upper[tree.criterion_of_leaf[leaf]]
            counted += weight
            earned += reached[leaf] * weight
        scores[block] = 100.0 * earned / counted
        largest += _largest_gap(shares, upper, tree.criterion_of_leaf, answered * (1.0 - reached))
    variance_share, changes = _one_at_a_time(
        reached, answered, tree, (dimensions, criteria), starts=starts, variance=float(scores.var())
    )
    return Robustness(scores, largest / noise.shape[1], variance_share, changes)


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


def _largest_gap(shares: Floats, upper: Floats, criterion: NDArray[np.intp], missing: Floats) -> Floats:
    """In how many draws each leaf misses the most; 0 everywhere where nothing is missing."""
    most = np.zeros(shares.shape[1])
    owner = np.full(shares.shape[1], -1, dtype=np.intp)
    for leaf in np.flatnonzero(missing):
        points = shares[leaf] * upper[criterion[leaf]]
        points *= missing[leaf]
        owner[points > most] = leaf
        np.maximum(most, points, out=most)
    n_draws: Floats = np.bincount(owner[owner >= 0], minlength=len(missing)).astype(np.float64)
    return n_draws


def _one_at_a_time(
    reached: Floats,
    answered: NDArray[np.bool_],
    tree: Tree,
    moved: tuple[Floats, Floats],
    *,
    starts: ArrayLike,
    variance: float,
) -> tuple[Floats, Floats]:
    weight = leaf_weights(tree)
    n_dimensions, n_criteria = len(tree.dimension_importance), len(tree.criterion_importance)
    earned = np.bincount(tree.criterion_of_leaf, weight * reached, n_criteria)
    counted = np.bincount(tree.criterion_of_leaf, weight * answered, n_criteria)
    nominal = 100.0 * earned.sum() / counted.sum()
    home = band_index(nominal, starts)
    groups = [
        (
            tree.dimension_importance,
            moved[0],
            np.zeros(n_dimensions, dtype=np.intp),
            tree.dimension_of_criterion,
        ),
        (tree.criterion_importance, moved[1], tree.dimension_of_criterion, np.arange(n_criteria)),
    ]
    index, changes = [], []
    for raw, values, parent, of_criterion in groups:
        own_earned = np.bincount(of_criterion, earned, len(raw))
        own_counted = np.bincount(of_criterion, counted, len(raw))
        for k in range(len(raw)):
            family = parent == parent[k]
            rest = raw[family].sum() - raw[k]
            if rest <= 0 or raw[k] <= 0:
                index.append(0.0)
                changes.append(0.0)
                continue
            # Raising one importance scales it by f, and the whole family back to its total by g.
            scale = values[k] / raw[k]
            back = raw[family].sum() / (rest + values[k])
            other_earned = own_earned[family].sum() - own_earned[k]
            other_counted = own_counted[family].sum() - own_counted[k]
            outside_earned = earned.sum() - own_earned[family].sum()
            outside_counted = counted.sum() - own_counted[family].sum()
            top = outside_earned + back * (other_earned + scale * own_earned[k])
            bottom = outside_counted + back * (other_counted + scale * own_counted[k])
            scores = 100.0 * top / bottom
            low, high = float(scores.min()), float(scores.max())
            moves = high - low > _ROUNDING and variance > 0
            crosses = moves and np.any(band_index([low, high], starts) != home)
            index.append(float(scores.var() / variance) if moves else 0.0)
            changes.append(float(np.mean(band_index(scores, starts) != home)) if crosses else 0.0)
    return np.array(index), np.array(changes)


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
