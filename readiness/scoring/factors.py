"""What each importance does to a score when it moves alone."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from readiness.scoring.aggregate import Tree, band_index, leaf_weights

__all__ = ["Factors"]

Floats = NDArray[np.float64]
_ROUNDING = 1e-9  # points; a smaller movement is that of floating-point numbers


class Factors:
    """Scores of one respondent with one importance moved at a time, dimensions first, added up over blocks.

    Raising one importance scales its own part by f, and its whole family back to its total by g: with the
    points earned and the weight counted by the factor itself, by the rest of its family, and outside,

        S = 100 (E_outside + g (E_rest + f E_own)) / (C_outside + g (C_rest + f C_own)).
    """

    def __init__(self, raw: Floats, family: Floats, parts: NDArray[np.float64], starts: ArrayLike) -> None:
        self._raw, self._family, self._parts = raw, family, parts
        self._starts = np.asarray(starts, dtype=np.float64)
        earned, counted = parts.sum(axis=1)[:, 0, 0]
        self._nominal = float(100.0 * earned / counted)
        self._home = int(band_index(self._nominal, self._starts))
        self._sums = np.zeros((2, len(raw)))
        self._changes = np.zeros(len(raw))
        self._ends = np.full((2, len(raw)), self._nominal)
        self._n_draws = 0

    @classmethod
    def of(cls, tree: Tree, reached: Floats, answered: NDArray[np.bool_], starts: ArrayLike) -> Factors:
        """The factors of a tree for one respondent; `reached` is 0 where not answered."""
        n_dimensions, n_criteria = len(tree.dimension_importance), len(tree.criterion_importance)
        raw = np.concatenate((tree.dimension_importance, tree.criterion_importance))
        parent = np.concatenate((np.full(n_dimensions, -1), tree.dimension_of_criterion))
        related = (parent[:, None] == parent[None, :]).astype(np.float64)
        weight = leaf_weights(tree)
        sums = []
        for values in (weight * reached, weight * answered):
            by_criterion = np.bincount(tree.criterion_of_leaf, values, n_criteria)
            by_dimension = np.bincount(tree.dimension_of_criterion, by_criterion, n_dimensions)
            own = np.concatenate((by_dimension, by_criterion))
            family = related @ own
            sums.append((by_criterion.sum() - family, family - own, own))
        return cls(raw[:, None], (related @ raw)[:, None], np.array(sums)[:, :, :, None], starts)

    def add(self, values: Floats) -> None:
        """Count a block of moved importances, shape (n_factors, n_draws)."""
        rest = self._family - self._raw
        alone = (rest > 0) & (self._raw > 0)
        scale = np.where(alone, values / np.where(self._raw > 0, self._raw, 1.0), 1.0)
        back = self._family / np.where(alone, rest + values, self._family)
        earned, counted = (outside + back * (others + scale * own) for outside, others, own in self._parts)
        scores = 100.0 * earned / counted
        off = scores - self._nominal
        self._sums += off.sum(axis=1), (off * off).sum(axis=1)
        ends = scores.min(axis=1), scores.max(axis=1)
        self._ends = np.array(
            (np.minimum(self._ends[0], ends[0]), np.maximum(self._ends[1], ends[1])), dtype=np.float64
        )
        for factor in np.flatnonzero((band_index(ends, self._starts) != self._home).any(axis=0)):
            self._changes[factor] += np.count_nonzero(band_index(scores[factor], self._starts) != self._home)
        self._n_draws += values.shape[1]

    def shares(self, variance: float) -> tuple[Floats, Floats]:
        """Share of `variance` that each factor causes alone, and of draws in which it changes the band."""
        mean, square = self._sums / self._n_draws
        moves = (self._ends[1] - self._ends[0] > _ROUNDING) & (variance > 0)
        own = np.maximum(square - mean * mean, 0.0) / (variance if variance > 0 else 1.0)
        return np.where(moves, own, 0.0), np.where(moves, self._changes / self._n_draws, 0.0)
