"""Arrays in, arrays out: attainment on each scale, the weighted score, and how robust it is."""

from readiness.scoring import attainment
from readiness.scoring.aggregate import Aggregate, Tree, aggregate, band_index, leaf_weights, weighted_score
from readiness.scoring.robustness import Robustness, alternatives, moved_weights, robustness

__all__ = [
    "Aggregate",
    "Robustness",
    "Tree",
    "aggregate",
    "alternatives",
    "attainment",
    "band_index",
    "leaf_weights",
    "moved_weights",
    "robustness",
    "weighted_score",
]
