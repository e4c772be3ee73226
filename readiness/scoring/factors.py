"""What each importance does to a score when it moves alone."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from readiness.scoring.aggregate import Tree, band_index, leaf_weights

__all__ = ["MovedFactors", "alone", "moved_factors"]

Floats = NDArray[np.float64]
_ROUNDING = 1e-9  # points; a smaller movement is that of floating-point numbers


class MovedFactors(NamedTuple):
    """What moving one importance alone does to its family, (n_factors, n_draws); dimensions first.

    Raising it scales its own part by f, and the whole family back to its total by g: ``back`` is g,
    ``scaled`` is g f. A factor without a family stays as it is.
    """

    back: Floats
    scaled: Floats


def moved_factors(tree: Tree, values: Floats) -> MovedFactors:
    """The effect of moved importances, shape (n_factors, n_draws), on the weights of their families."""
    raw = np.concatenate((tree.dimension_importance, tree.criterion_importance))[:, None]
    family = _related(tree) @ raw
    rest = family - raw
    moves = (rest > 0) & (raw > 0)
    back = np.where(moves, family / np.where(moves, rest + values, 1.0), 1.0)
    return MovedFactors(back, np.where(moves, back * values / np.where(moves, raw, 1.0), 1.0))


def alone(
    tree: Tree,
    moved: MovedFactors,
    reached: Floats,
    known: NDArray[np.bool_],
    *,
    starts: ArrayLike,
    variance: float,
) -> tuple[Floats, Floats]:
    """Share of `variance` that each factor causes alone, and of draws in which it changes the band.

    With the points earned and the weight counted by the factor itself, by the rest of its family, and
    outside: S = 100 (E_outside + g E_rest + g f E_own) / (C_outside + g C_rest + g f C_own).

    Parameters
    ----------
    tree : Tree
        Raw numbers.
    moved : MovedFactors
        Of the same tree.
    reached : ndarray of float, shape (n_leaves,)
        Attainment, 0 where not answered.
    known : ndarray of bool, shape (n_leaves,)
        Whether it was answered.
    starts : array_like of float, shape (n_bands,)
        Where the bands begin, in points.
    variance : float
        Of the score when everything moves.
    """
    weight = leaf_weights(tree)
    earned, counted = _parts(tree, weight * reached), _parts(tree, weight * known)
    nominal = 100.0 * earned[:, 0].sum() / counted[:, 0].sum()
    home = int(band_index(nominal, starts))
    share, changes = np.zeros(len(moved.back)), np.zeros(len(moved.back))
    for factor, (back, scaled) in enumerate(zip(*moved, strict=True)):
        top = earned[1, factor] * back
        top += earned[2, factor] * scaled
        top += earned[0, factor]
        bottom = counted[1, factor] * back
        bottom += counted[2, factor] * scaled
        bottom += counted[0, factor]
        top /= bottom
        ends = 100.0 * top.min(), 100.0 * top.max()
        if ends[1] - ends[0] <= _ROUNDING or variance <= 0:
            continue
        share[factor] = 1e4 * float(top.var()) / variance
        if np.any(band_index(ends, starts) != home):
            changes[factor] = np.mean(band_index(100.0 * top, starts) != home)
    return share, changes


def _related(tree: Tree) -> Floats:
    """1 where two factors share a family: all dimensions, or the criteria of one dimension."""
    parent = np.concatenate((np.full(len(tree.dimension_importance), -1), tree.dimension_of_criterion))
    related: Floats = (parent[:, None] == parent[None, :]).astype(np.float64)
    return related


def _parts(tree: Tree, values: Floats) -> Floats:
    """Sums of leaf values outside each factor's family, in the rest of it, and in the factor itself."""
    by_criterion = np.bincount(tree.criterion_of_leaf, values, len(tree.criterion_importance))
    by_dimension = np.bincount(tree.dimension_of_criterion, by_criterion, len(tree.dimension_importance))
    own = np.concatenate((by_dimension, by_criterion))
    family = _related(tree) @ own
    return np.array((by_criterion.sum() - family, family - own, own))
