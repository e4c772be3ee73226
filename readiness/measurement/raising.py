"""What levels would count, draw by draw, were some of them raised.

A person whose level in a facet is raised to k stands at k or higher from then on: draws below k are lifted to
it, and nothing else that is believed changes. As what a level is worth never falls with it, the worth of the
higher of two levels is the higher of two worths.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from readiness.measurement.worth import Asked, attainment_of_levels

if TYPE_CHECKING:
    from readiness.measurement.normal import Floats

__all__ = ["Raisable", "raisable"]

_LEVELS = np.arange(5.0)


class Raisable(NamedTuple):
    """Attainments of one person by draw, were a level raised to at least 0, 1, 2, 3 or 4.

    ``own`` (n_facets, 5, n_draws): of each facet by its own level alone. ``held`` (n_pairs, 5, n_draws): the
    most that the first facet of each pair of `Asked.built_on` counts, were the second one raised.
    """

    own: Floats
    held: Floats


def raisable(levels: Floats, asked: Asked) -> Raisable:
    """What the levels of one person count, (n_facets, n_draws), and what they would count if raised."""
    facet, base = asked.built_on.T
    above = levels[base] + asked.above, np.tile(_LEVELS + asked.above, (len(base), 1))
    return Raisable(
        np.maximum(_worth(levels, asked.worth)[:, None], asked.worth[:, :, None]),
        np.maximum(
            _worth(above[0], asked.worth[facet])[:, None], _worth(above[1], asked.worth[facet])[:, :, None]
        ),
    )


def _worth(levels: Floats, worth: Floats) -> Floats:
    """Attainment of levels in rows, each by its own table."""
    n = len(worth)
    alone = Asked(worth, np.zeros((0, 2), dtype=np.intp), np.zeros(n, dtype=np.intp), np.full(n, np.nan), 0.0)
    return np.asarray(attainment_of_levels(levels.T, alone).T)
