"""What each importance does to the score when it moves alone, exactly: no draws are needed."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from readiness.scoring.aggregate import Tree, band_index, leaf_weights

__all__ = ["LEAST_KEPT", "Alone", "alone"]

Floats = NDArray[np.float64]
LEAST_KEPT = 0.01  # of a raw number: what counts still counts when moved, so that no group is left empty
_ROUNDING = 1e-9  # points; a smaller movement is that of floating-point numbers
_SMALL = 1e-3  # relative movement from which on a difference of logarithms keeps its digits


class Alone(NamedTuple):
    """What one factor does by itself, (n_factors,): dimensions first, then criteria."""

    variance: Floats
    """Of the score, in points squared; exactly 0 where the factor changes nothing."""
    changes: Floats
    """Chance that the score falls in another band than under the raw numbers."""


def alone(tree: Tree, spread: Tree, reached: Floats, known: NDArray[np.bool_], *, starts: ArrayLike) -> Alone:
    r"""Variance of the score, and chance of another band, while each importance moves alone.

    An importance x is uniform on raw - reach to raw + reach, and what falls below `LEAST_KEPT` of raw is
    raised to it. With F the total of its family, R what the rest of the family has of it, and the points
    earned E and the weight counted C by the factor itself (2), by the rest of its family (1) and outside (0),

    .. math:: S(x) = 100 \frac{E_0 (R + x) + F (E_1 + E_2 x / raw)}{C_0 (R + x) + F (C_1 + C_2 x / raw)}
              = 100 \frac{a + b x}{c + d x}

    which rises or falls all the way, so that its moments and the x at which a band begins have closed forms.

    Parameters
    ----------
    tree, spread : Tree
        Raw numbers, and how far each may move in its own unit.
    reached : ndarray of float, shape (n_leaves,)
        Attainment, 0 where not answered.
    known : ndarray of bool, shape (n_leaves,)
        Whether it was answered; at least one leaf that counts is.
    starts : array_like of float, shape (n_bands,)
        Where the bands begin, in points.
    """
    weight = leaf_weights(tree)
    earned, counted = _parts(tree, weight * reached), _parts(tree, weight * known)
    raw, reach = (np.concatenate((t.dimension_importance, t.criterion_importance)) for t in (tree, spread))
    family = _related(tree) @ raw
    rest = family - raw
    moves = (rest > 0) & (raw > 0) & (reach > 0)
    unit = np.where(moves, raw, 1.0)
    low, high = np.maximum(raw - reach, LEAST_KEPT * raw), raw + reach
    raised = (low - (raw - reach)) / np.where(moves, 2.0 * reach, 1.0)  # chance to stand at the lowest
    a, c = (part[0] * rest + family * part[1] for part in (earned, counted))
    b, d = (part[0] + family * part[2] / unit for part in (earned, counted))
    bottom = np.where(moves, c + d * low, 1.0)
    growth = np.where(moves, d * (high - low) / bottom, 0.0)
    ends = np.where(moves, 100.0 * np.array([a + b * low, a + b * high]) / (bottom, bottom * (1 + growth)), 0)
    moves &= np.abs(ends[1] - ends[0]) > _ROUNDING
    # S = const + slope / (1 + growth t), t uniform on 0 to 1
    slope = 100.0 * (a * d - b * c) / np.where(moves, d * bottom, 1.0)
    mean, variance = _reciprocal(growth)
    variance = (1.0 - raised) * (variance + raised * (1.0 - mean) ** 2)
    nominal = 100.0 * earned[:, 0].sum() / counted[:, 0].sum()
    edges = np.append(np.asarray(starts, dtype=np.float64), np.inf)
    home = int(band_index(nominal, edges))
    changes = np.zeros(len(raw))
    for k in np.flatnonzero(moves & (band_index(ends, edges) != home).any(axis=0)):
        score, span = (a[k], b[k], c[k], d[k]), (low[k], high[k])
        within = _below(edges[home + 1], score, span) - _below(edges[home], score, span)
        changes[k] = 1.0 - (1.0 - raised[k]) * within - raised[k] * (band_index(ends[0, k], edges) == home)
    return Alone(np.where(moves, slope**2 * variance, 0.0), changes)


def _reciprocal(growth: Floats) -> tuple[Floats, Floats]:
    """Mean and variance of 1 / (1 + growth t), t uniform on 0 to 1."""
    small = np.abs(growth) < _SMALL
    safe = np.where(small, 1.0, growth)
    mean = np.where(small, 1.0 - growth / 2.0 + growth**2 / 3.0, np.log1p(safe) / safe)
    # The variance is what is left of two numbers that are nearly equal: for small growth its series is.
    series = growth**2 / 12.0 * (1.0 - 2.0 * growth + 43.0 / 15.0 * growth**2)
    return mean, np.where(small, series, np.maximum(1.0 / (1.0 + safe) - mean**2, 0.0))


def _below(points: float, score: tuple[float, float, float, float], span: tuple[float, float]) -> float:
    """Share of the span of x in which a score, (a + b x) / (c + d x), is below the points."""
    a, b, c, d = score
    ends = [100.0 * (a + b * x) / (c + d * x) for x in span]
    if points <= min(ends):
        return 0.0
    if points > max(ends):
        return 1.0
    x = (points * c - 100.0 * a) / (100.0 * b - points * d)
    way = (x - span[0]) / (span[1] - span[0])
    return way if ends[0] < ends[1] else 1.0 - way


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
