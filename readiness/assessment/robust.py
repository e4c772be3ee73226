"""Whether the verdict hangs on the weights, as a note of the record."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
from numpy.typing import NDArray

from readiness import record as r
from readiness.assessment import wording
from readiness.assessment.answers import shifted_ratings
from readiness.assessment.arrays import bars, spread, tree
from readiness.assessment.draws import uniforms
from readiness.scoring import alternatives, band_index, moved_weights, robustness

if TYPE_CHECKING:
    from readiness.assessment.person import Person
    from readiness.framework import Framework
    from readiness.scoring.robustness import Moved

__all__ = ["robustness_note"]

Floats: TypeAlias = NDArray[np.float64]
LEAST_SHARE = 0.01
"""Gaps that are the largest in fewer draws than this are left out of the note."""


def robustness_note(person: Person, seed: int) -> r.RobustnessNote | None:
    """How score, verdict and gaps behave under moved weights; None where nothing was answered."""
    if np.isnan(person.total.score[0]):
        return None
    framework = person.framework
    starts = [band.from_.value for band in framework.verdict.bands]
    found = robustness(person.reached, person.tree, spread(framework), _moved(framework, seed), starts)
    in_order = np.sort(found.scores)
    n_draws = len(in_order)
    begins = np.searchsorted(in_order, starts)
    shares = np.diff(begins, append=n_draws) / n_draws
    home = int(band_index(person.total.score, starts)[0])
    drivers = _drivers(framework, found.variance_share, found.changes)
    hinges = max(drivers, key=lambda d: d.verdict_changes, default=None)
    hinges = hinges if hinges is not None and hinges.verdict_changes > 0 else None
    stays = float(shares[home])
    return r.RobustnessNote(
        draws=n_draws,
        verdict_stays=stays,
        score_low=float(in_order[int(0.05 * n_draws)]),
        score_high=float(in_order[int(0.95 * n_draws)]),
        bands={band.id: float(share) for band, share in zip(framework.verdict.bands, shares, strict=True)},
        largest_gaps=tuple(
            r.LargestGap(id=framework.facets[k].id, share=float(found.largest_gap[k]))
            for k in np.argsort(-found.largest_gap, kind="stable")
            if found.largest_gap[k] >= LEAST_SHARE
        ),
        drivers=drivers,
        hinges_on=hinges.id if hinges else None,
        alternatives=_alternatives(person, starts),
        sentence=wording.robustness(stays, hinges.title if hinges else None),
    )


@lru_cache(maxsize=2)
def _moved(framework: Framework, seed: int) -> Moved:
    """The weights of all draws; people who are scored with the same role and seed share them."""
    leaves, n_draws = tree(framework), int(framework.robustness.draws.value)
    n_numbers = sum(len(numbers) for numbers in leaves[:3])
    return moved_weights(leaves, spread(framework), 2.0 * uniforms(seed, n_numbers, n_draws) - 1.0)


def _drivers(framework: Framework, index: Floats, changes: Floats) -> tuple[r.Driver, ...]:
    factors = [(d.id, d.title) for d in framework.dimensions] + [(c.id, c.title) for c in framework.criteria]
    drivers = [
        r.Driver(id=name, title=title, index=float(i), verdict_changes=float(c))
        for (name, title), i, c in zip(factors, index, changes, strict=True)
    ]
    return tuple(sorted(drivers, key=lambda d: (-d.index, d.id)))


_TITLES = {
    "equal-weights": "Every criterion equally important",
    "geometric-mean": "Geometric mean: strengths make up less for gaps",
    "ratings-one-lower": "Every rating one level lower",
    "ratings-one-higher": "Every rating one level higher",
}


def _alternatives(person: Person, starts: list[float]) -> tuple[r.Alternative, ...]:
    framework = person.framework
    lower, higher = (_shifted(person, by) for by in (-1, 1))
    rows = []
    others = alternatives(person.reached, person.tree, lower, higher)
    bands = band_index([other.score for other in others], starts)
    for (name, criterion, score), band in zip(others, bands, strict=True):
        left_out = framework.criteria[criterion]
        without = name == "without"
        rows.append(
            r.Alternative(
                id=f"without-{left_out.id}" if without else name,
                title=f"Without {left_out.title}" if without else _TITLES[name],
                score=score,
                band=framework.verdict.bands[band].id,
            )
        )
    return tuple(rows)


def _shifted(person: Person, by: int) -> Floats:
    """Attainments as scored, were every rating `by` levels off; checks answered are taken as they are."""
    moved: Floats = person.reached.copy()
    if person.measured:
        moved[person.rated] = np.clip(moved[person.rated] + by / bars(person.framework), 0.0, 1.0)
    else:
        moved[person.rated] = shifted_ratings(person.raw, person.framework, by=by)[0]
    return moved
