"""A framework as arrays, made once for all who are scored with it; none of them can be written."""

from __future__ import annotations

from functools import lru_cache
from typing import Any, TypeAlias, TypeVar

import numpy as np
from numpy.typing import NDArray

from readiness.framework import (
    Framework,
    Number,
    RatingScale,
    load_level_rules,
)
from readiness.measurement import Asked
from readiness.scoring import Tree, leaf_weights

__all__ = [
    "asked",
    "fact_leaves",
    "fixed",
    "rated_leaves",
    "spread",
    "tree",
    "weights",
]

Floats: TypeAlias = NDArray[np.float64]
Array = TypeVar("Array", bound=NDArray[Any])


@lru_cache(maxsize=8)
def tree(framework: Framework) -> Tree:
    """The framework's raw numbers as arrays."""
    found = Tree(
        np.array([d.importance.value for d in framework.dimensions]),
        np.array([c.importance.value for c in framework.criteria]),
        np.array([f.share.value for f in framework.facets]),
        np.repeat(np.arange(len(framework.dimensions)), [len(d.criteria) for d in framework.dimensions]),
        np.repeat(np.arange(len(framework.criteria)), [len(c.facets) for c in framework.criteria]),
    )
    for numbers in found:
        fixed(numbers)
    return found


@lru_cache(maxsize=8)
def weights(framework: Framework) -> Floats:
    """Weight of each leaf, adding up to 1."""
    return fixed(leaf_weights(tree(framework)))


@lru_cache(maxsize=8)
def rated_leaves(framework: Framework) -> NDArray[np.intp]:
    """Position among the leaves of each rated facet."""
    rated = [k for k, facet in enumerate(framework.facets) if isinstance(facet.scale, RatingScale)]
    return fixed(np.array(rated, dtype=np.intp))


@lru_cache(maxsize=8)
def asked(framework: Framework) -> Asked:
    """What the role asks of its rated facets, as the measurement wants it."""
    place = {facet.id: k for k, facet in enumerate(framework.rated)}
    shipped = load_level_rules()
    worth = {row.bar: row.values for row in framework.worth or shipped.worth}
    bars = [int(f.scale.bar.value) for f in framework.rated if isinstance(f.scale, RatingScale)]
    pairs = [(place[f.id], place[base]) for f in framework.rated for base in f.built_on]
    return Asked(
        worth=fixed(np.array([worth[bar] for bar in bars], dtype=np.float64).reshape(len(bars), 5)),
        built_on=fixed(np.array(pairs, dtype=np.intp).reshape(len(pairs), 2)),
        bars=fixed(np.array(bars, dtype=np.intp)),
        floors=fixed(
            np.array([np.nan if f.must_have is None else f.must_have.value for f in framework.rated])
        ),
        threshold=framework.verdict.bands[-1].from_.value,
        above=(framework.counting or shipped.counting).above_base.value,
    )


@lru_cache(maxsize=8)
def fact_leaves(framework: Framework) -> NDArray[np.intp]:
    """Position among the leaves of everything that is no rated facet."""
    return fixed(np.setdiff1d(np.arange(len(framework.facets)), rated_leaves(framework)))


@lru_cache(maxsize=8)
def spread(framework: Framework) -> Tree:
    """How far each raw number may move when robustness is tried: by its basis."""
    rules = framework.robustness

    def reach(number: Number) -> float:
        if number.basis == "document":
            return rules.document_points.value
        return number.value * rules.assumption_share.value

    return tree(framework)._replace(
        dimension_importance=fixed(np.array([reach(d.importance) for d in framework.dimensions])),
        criterion_importance=fixed(np.array([reach(c.importance) for c in framework.criteria])),
        share=fixed(np.array([reach(f.share) for f in framework.facets])),
    )


def fixed(array: Array) -> Array:
    """The array itself, which cannot be written any more: one serves all who are scored with a role."""
    array.flags.writeable = False
    return array
