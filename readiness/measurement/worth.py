"""What levels are worth in a role, and whether its must-haves are met."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

    from readiness.measurement.evidence import Integers
    from readiness.measurement.normal import Floats

__all__ = ["Asked", "Known", "attainment_of_levels"]


class Asked(NamedTuple):
    """What a role asks of its rated facets.

    ``worth`` (F, 5): attainment of levels 0 to 4, 0 at level 0 and 1 from the bar on. ``built_on`` (n_pairs,
    2): facet and the facet that it is built on, by position. ``bars`` (F,): the level asked for. ``floors``
    (F,): the least level of a must-have, NaN where there is none. ``threshold``: points from which on
    somebody is ready. ``above``: by how many levels a facet counts above the one that it is built on, at
    most.
    """

    worth: Floats
    built_on: Integers
    bars: Integers
    floors: Floats
    threshold: float
    above: float = 1.0


class Known(NamedTuple):
    """Levels that are taken as they are, ``level`` (n_people, n_facets), as far as ``trust``, 0 to 1, goes.

    Where nothing is taken so, trust is 0 and the level is of no account.
    """

    level: Floats
    trust: Floats


def attainment_of_levels(levels: ArrayLike, asked: Asked) -> Floats:
    """What levels from 0 to 4, whole or between, are worth: (..., n_facets) to the same shape, 0 to 1.

    A facet that is built on another counts at most ``above`` levels above it. NaN stays NaN, and holds
    nothing back.
    """
    given = np.asarray(levels, dtype=np.float64)
    counted = given
    if len(asked.built_on):
        counted = given.copy()
        for facet, base in asked.built_on.tolist():
            counted[..., facet] = np.fmin(counted[..., facet], given[..., base] + asked.above)
        counted = np.where(np.isnan(given), np.nan, counted)
    rises = np.diff(asked.worth, axis=1)
    found = np.zeros_like(counted)
    for k in range(rises.shape[1]):
        if rises[:, k].any():
            found += rises[:, k] * np.clip(counted - k, 0.0, 1.0)
    return found
