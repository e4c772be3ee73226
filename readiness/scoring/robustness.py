"""Does the verdict hang on the weights? Moved weights, one factor moved alone, left-out criteria."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from readiness.scoring.aggregate import Tree, leaf_weights

if TYPE_CHECKING:
    from readiness.arrays import ArrayLike, Floats, Indices

__all__ = ["N_NODES", "Moved", "factor_weights", "largest_gap", "moved_weights", "other_weights"]

LEAST_KEPT = 0.01
"""Of a raw number: what counts still counts when moved, so that no group is left empty."""
N_NODES = 9
"""Places, evenly over its range, at which a factor is tried alone."""


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


def factor_weights(tree: Tree, spread: Tree) -> Floats:
    """Weights while each importance moves alone, evenly over its range.

    Parameters
    ----------
    tree, spread : Tree
        Raw numbers, and how far each may move in its own unit.

    Returns
    -------
    ndarray, shape (n_factors, N_NODES, n_leaves)
        Dimensions first, then criteria. An importance never falls below `LEAST_KEPT` of its raw value.
    """
    way = (np.arange(N_NODES) + 0.5) / N_NODES * 2.0 - 1.0
    found = []
    for name in ("dimension_importance", "criterion_importance"):
        raw, reach = getattr(tree, name), getattr(spread, name)
        factor = np.arange(len(raw))
        moved = np.tile(raw, (len(raw), N_NODES, 1))
        moved[factor, :, factor] = np.maximum(raw + reach * way[:, None], LEAST_KEPT * raw).T
        found.append(leaf_weights(tree._replace(**{name: moved.reshape(-1, len(raw))})))
    return np.concatenate(found).reshape(-1, N_NODES, len(tree.share))


def other_weights(tree: Tree) -> Floats:
    """Weights under other rules: all criteria equal, then each criterion left out.

    Returns
    -------
    ndarray, shape (1 + n_criteria, n_leaves)
        A row is NaN where leaving the criterion out leaves nothing.
    """
    nominal = leaf_weights(tree)
    rows = [leaf_weights(tree._replace(criterion_importance=np.ones_like(tree.criterion_importance)))]
    for criterion in range(len(tree.criterion_importance)):
        kept = np.where(tree.criterion_of_leaf == criterion, 0.0, nominal)
        rows.append(kept / kept.sum() if kept.any() else np.full_like(kept, np.nan))
    return np.asarray(rows)


def largest_gap(moved: Moved, missing: ArrayLike) -> Floats:
    """Share of draws in which each leaf misses the most, (n_leaves,); 0 everywhere where nothing is missing.

    ``missing`` (n_leaves,): the share of its points that each leaf misses, 0 to 1.
    """
    missing = np.asarray(missing, dtype=np.float64)
    shares = np.zeros(len(missing))
    # Most leaves miss less at their heaviest than another misses at its lightest.
    able = np.flatnonzero((missing > 0) & (missing * moved.most >= (missing * moved.least).max()))
    if len(able):
        largest = np.argmax(missing[able, None] * moved.weight[able], axis=0)
        shares[able] = np.bincount(largest, minlength=len(able)) / moved.weight.shape[1]
    return shares


def _group_sums(values: Floats, group: Indices, n_groups: int) -> Floats:
    """Sum of the rows of each group, row by row: a matrix product would wake every core for a few adds."""
    total = np.zeros((n_groups, values.shape[1]))
    for row, owner in enumerate(group):
        total[owner] += values[row]
    return total
