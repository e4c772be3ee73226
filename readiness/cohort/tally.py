"""What is counted of many people while they are scored.

Small, and the same in whatever parts it is counted.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from readiness.assessment.role import role_of
from readiness.cohort.gaps import NONE, step_table
from readiness.cohort.verdicts import BANDS
from readiness.errors import UsageError
from readiness.limits import MOST_GROUPS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from readiness.arrays import Floats, Indices, Integers
    from readiness.cohort.scoring import Assessed
    from readiness.framework import Framework

__all__ = ["N_BINS", "Counts", "Tally", "count_people", "join_groups", "sum_counts"]

N_BINS = 1000
"""Scores are counted in bins of a tenth of a point."""


class Counts(NamedTuple):
    """Sums over some people.

    ``scores``, ``lows`` and ``highs``: how many lie in each bin; ``verdicts``: how many got which. By
    criterion ``reached``, points there; by leaf ``missing``, points, and ``short``, how many miss a tenth of
    a point or more; by step ``startable`` and ``gain``, how many can start it and the points that it brings
    them.
    """

    scores: Integers
    lows: Integers
    highs: Integers
    verdicts: Integers
    reached: Floats
    possible: Floats
    missing: Floats
    short: Integers
    startable: Integers
    gain: Floats

    @property
    def n_people(self) -> int:
        """How many they are."""
        return int(self.scores.sum())

    def __add__(self, other: Counts) -> Counts:  # type: ignore[override]
        """The sums over both."""
        return Counts(*(mine + its for mine, its in zip(_fields(self), _fields(other), strict=True)))


def _fields(counts: Counts) -> tuple[Any, ...]:
    return tuple(counts)


class Tally:
    """How many were read, scored and refused, and the counts of each group.

    ``groups`` are of those with a verdict, ``silent`` of those who answered too little for one.
    """

    def __init__(self) -> None:
        self.n_scored = 0
        self.n_refused = 0
        self.groups: dict[str, Counts] = {}
        self.silent: dict[str, Counts] = {}

    @property
    def n_read(self) -> int:
        """Everybody whose row or line was read."""
        return self.n_scored + self.n_refused

    def add(self, other: Tally) -> None:
        """Count what another one counted as well.

        Raises
        ------
        UsageError
            If there are more groups than can be compared.
        """
        self.n_scored += other.n_scored
        self.n_refused += other.n_refused
        _add_all(self.groups, other.groups)
        _add_all(self.silent, other.silent)
        if len(self.groups) + len(self.silent) > MOST_GROUPS:
            raise UsageError(
                f"there are over {MOST_GROUPS} groups; --group a column that parts people into fewer"
            )

    def plain(self) -> dict[str, Any]:
        """The tally as JSON can hold it."""
        return {
            "scored": self.n_scored,
            "refused": self.n_refused,
            "groups": _all_packed(self.groups),
            "silent": _all_packed(self.silent),
        }

    @classmethod
    def read(cls, content: dict[str, Any]) -> Tally:
        """The tally that `plain` wrote."""
        found = cls()
        found.n_scored, found.n_refused = content["scored"], content["refused"]
        found.groups, found.silent = (_all_unpacked(content[name]) for name in ("groups", "silent"))
        return found


def sum_counts(groups: Mapping[str, Counts]) -> Counts | None:
    """The counts of everybody in some groups; None where there is nobody."""
    found = None
    for counts in groups.values():
        found = counts if found is None else found + counts
    return found


def join_groups(one: Mapping[str, Counts], other: Mapping[str, Counts]) -> dict[str, Counts]:
    """The groups of both, people of the same group together."""
    found = dict(one)
    _add_all(found, other)
    return found


def _add_all(groups: dict[str, Counts], more: Mapping[str, Counts]) -> None:
    for name, counts in more.items():
        groups[name] = groups[name] + counts if name in groups else counts


def _all_packed(groups: Mapping[str, Counts]) -> dict[str, Any]:
    return {name: [_packed(field) for field in counts] for name, counts in groups.items()}


def _all_unpacked(content: Mapping[str, Any]) -> dict[str, Counts]:
    return {name: Counts(*(_unpacked(field) for field in fields)) for name, fields in content.items()}


def _packed(field: Any) -> Any:
    """An array as its size and what is not zero."""
    places = np.flatnonzero(field)
    return [len(field), field.dtype.kind, places.tolist(), field[places].tolist()]


def _unpacked(field: Any) -> Any:
    size, kind, places, values = field
    found = np.zeros(size, dtype=np.int64 if kind == "i" else np.float64)
    found[places] = values
    return found


def count_people(
    assessed: Iterable[Assessed], groups: Sequence[str | None], framework: Framework, n_refused: int
) -> Tally:
    """The tally of people who were scored, whose groups are named in the same order, and of those refused."""
    found = Tally()
    found.n_refused = n_refused
    start = 0
    for some in assessed:
        n_people = len(some.scored.score)
        given = np.array([name or "" for name in groups[start : start + n_people]], dtype=object)
        names, which = np.unique(given.astype(str), return_inverse=True)
        for k, name in enumerate(names.tolist()):
            rows = which == k
            rows &= ~np.isnan(some.scored.score)
            judged = some.scored.verdicts.band > 0
            for into, own in ((found.groups, rows & judged), (found.silent, rows & ~judged)):
                if own.any():
                    _add_all(into, {name: _counted(some, np.flatnonzero(own), framework)})
        found.n_scored += n_people
        start += n_people
    return found


_SHORT = 0.1


def _counted(some: Assessed, rows: Indices, framework: Framework) -> Counts:
    scored = some.scored
    missing = scored.missing[rows]
    owner = role_of(framework).tree.criterion_of_leaf
    starts = np.flatnonzero(np.diff(owner, prepend=-1))
    which, points = some.steps.which[rows], some.steps.points[rows]
    there = which != NONE
    n_steps = len(step_table(framework).steps)
    return Counts(
        scores=_binned(scored.score[rows]),
        lows=_binned(scored.low[rows]),
        highs=_binned(scored.high[rows]),
        verdicts=np.bincount(scored.verdicts.band[rows], minlength=len(BANDS)),
        reached=scored.contribution[rows].sum(axis=0),
        possible=np.add.reduceat(100.0 * scored.weight[rows], starts, axis=1).sum(axis=0),
        missing=missing.sum(axis=0),
        short=(missing >= _SHORT).sum(axis=0),
        startable=np.bincount(which[there], minlength=n_steps),
        gain=np.bincount(which[there], points[there], minlength=n_steps).astype(np.float64),
    )


def _binned(scores: Floats) -> Integers:
    place = np.clip((scores * (N_BINS / 100.0)).astype(np.int64), 0, N_BINS - 1)
    return np.bincount(place, minlength=N_BINS)
