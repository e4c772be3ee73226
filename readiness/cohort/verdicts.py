"""The verdicts on many people, by the rules for one."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from readiness.assessment.role import role_of
from readiness.assessment.verdict import ORDER, Chances, rank_verdicts

if TYPE_CHECKING:
    from readiness.arrays import Flags, Floats, Indices
    from readiness.cohort.evidence import Gathered
    from readiness.cohort.people import People
    from readiness.framework import Framework
    from readiness.measurement import Expected

__all__ = ["BANDS", "Verdicts", "verdicts_of"]

BANDS = ("no-verdict", *ORDER[:-1], "looks-ready", ORDER[-1])
"""Every verdict, from none to the best."""


class Verdicts(NamedTuple):
    """``band``: position in `BANDS`, (n_people,); ``chance`` to be ready.

    ``blocked``: must-haves below their floor by the evidence, (n_people, n_rated).
    """

    band: Indices
    chance: Floats
    blocked: Flags


def verdicts_of(  # noqa: PLR0917 — what a verdict rests on
    framework: Framework,
    people: People,
    evidence: Gathered,
    expected: Expected,
    answered: Flags,
    coverage: Floats,
) -> Verdicts:
    """The verdict on each; ``answered`` and ``coverage`` are of what is known of each leaf."""
    rules, believed = framework.verdict, role_of(framework).population.settings
    floors = role_of(framework).asked.floors
    must = np.flatnonzero(~np.isnan(floors))
    weakest = evidence.own.min(axis=1, initial=1.0)
    found = Chances(*(np.minimum(c, weakest) for c in (expected.chance, expected.worst, expected.best)))
    silent = ~answered[:, role_of(framework).rated[must]].all(axis=1)
    rank = np.where(
        silent,
        rank_verdicts(found, believed, silent=True),
        rank_verdicts(found, believed, silent=False),
    )
    checked = _checked(people, evidence, must)
    band = 1 + rank
    band[rank == len(ORDER) - 1] = np.where(checked[rank == len(ORDER) - 1], len(BANDS) - 1, len(BANDS) - 2)
    waived = np.where(people.applies, 0.0, role_of(framework).weights).sum(axis=1)
    none = (coverage < rules.min_coverage.value) | (waived > rules.most_not_applicable.value)
    blocked = np.zeros(evidence.own.shape, dtype=bool)
    stands = np.minimum(evidence.own, expected.floor_met)
    blocked[:, must] = stands[:, must] < believed.close_from
    return Verdicts(np.where(none, 0, band), found.now, blocked)


def _checked(people: People, evidence: Gathered, must: Indices) -> Flags:
    """Whether every must-have was checked or verified; in a role without must-haves, anything at all."""
    settled = ~np.isnan(people.levels.verified) | (evidence.n_by_facet > 0)
    return np.asarray(settled[:, must].all(axis=1) if must.size else settled.any(axis=1))
