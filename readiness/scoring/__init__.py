"""Arrays in, arrays out: the weighted score, and how robust it is."""

from readiness.scoring.aggregate import Aggregate, Tree, aggregate, band_index, leaf_weights, weighted_score
from readiness.scoring.robustness import (
    N_NODES,
    Moved,
    factor_weights,
    largest_gap,
    moved_weights,
    other_weights,
)

__all__ = [
    "N_NODES",
    "Aggregate",
    "Moved",
    "Tree",
    "aggregate",
    "band_index",
    "factor_weights",
    "largest_gap",
    "leaf_weights",
    "moved_weights",
    "other_weights",
    "weighted_score",
]
