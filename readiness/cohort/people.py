"""Many people as arrays: what each of them states, and which checks they answered."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from readiness.assessment.answers import Levels, attainments, levels_of, raw_answers
from readiness.assessment.measured import Checks, checks

if TYPE_CHECKING:
    from collections.abc import Sequence

    from readiness.arrays import Flags, Floats, Indices
    from readiness.framework import Framework
    from readiness.profile import Profile

__all__ = ["NO_CHECKS", "People", "people_of", "take_people"]

NO_CHECKS = Checks((), (), ())


class People(NamedTuple):
    """What many people bring, by leaf (n_people, n_leaves) or by rated facet (n_people, n_rated).

    ``applies``: False for leaves that leave the score with their weight. ``stated``: attainment at face
    value, NaN where nothing was stated. ``levels``: who rated what. ``checks``: the marked answers of those
    who gave any, by row.
    """

    applies: Flags
    stated: Floats
    levels: Levels
    checks: dict[int, Checks]

    @property
    def n_people(self) -> int:
        """How many they are."""
        return len(self.stated)


def people_of(profiles: Sequence[Profile], framework: Framework) -> People:
    """Profiles as arrays.

    Raises
    ------
    ProfileError
        If a profile names a facet or an item that does not exist.
    """
    listed = list(profiles)
    raw = raw_answers(listed, framework)
    outcome = np.array(raw.outcome, dtype=object).reshape(raw.values.shape)
    return People(
        applies=np.asarray(outcome != "not_applicable", dtype=bool),
        stated=attainments(raw, framework),
        levels=levels_of(listed, framework),
        checks={row: checks(each, framework) for row, each in enumerate(listed) if each.answers},
    )


def take_people(people: People, rows: Indices) -> People:
    """Some of the people, in the order of these positions."""
    kept = {row: k for k, row in enumerate(rows.tolist())} if people.checks else {}
    return People(
        people.applies[rows],
        people.stated[rows],
        Levels(people.levels.level[rows], people.levels.source[rows], people.levels.shared[rows]),
        {kept[row]: given for row, given in people.checks.items() if row in kept},
    )
