"""What is counted of many people while they are scored.

Small, and the same in whatever parts it is counted.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from readiness.assessment.role import role_of
from readiness.cohort.gaps import NONE, step_table
from readiness.cohort.verdicts import BANDS
from readiness.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from readiness.cohort.scoring import Assessed
    from readiness.framework import Framework

__all__ = ["MOST_GROUPS", "N_BINS", "Counts", "Tally", "count_people"]

Floats: TypeAlias = NDArray[np.float64]
N_BINS = 1000
"""Scores are counted in bins of a tenth of a point."""
MOST_GROUPS = 2000


class Counts(NamedTuple):
    """Sums over some people; a verdict was given to all but ``verdicts[0]`` of them.

    ``scores``, ``lows`` and ``highs``: how many of those with a verdict lie in each bin. By criterion
    ``reached``, points there; by leaf ``missing``, points, and ``short``, how many miss a tenth of a point or
    more; by step ``startable`` and ``gain``, how many can start it and the points that it brings them.
    """

    n_people: int
    scores: NDArray[np.int64]
    lows: NDArray[np.int64]
    highs: NDArray[np.int64]
    verdicts: NDArray[np.int64]
    reached: Floats
    possible: Floats
    missing: Floats
    short: NDArray[np.int64]
    startable: NDArray[np.int64]
    gain: Floats

    @property
    def n_judged(self) -> int:
        """How many were given a verdict."""
        return int(self.scores.sum())

    def __add__(self, other: Counts) -> Counts:  # type: ignore[override]
        """The sums over both."""
        return Counts(*(mine + its for mine, its in zip(_fields(self), _fields(other), strict=True)))


def _fields(counts: Counts) -> tuple[Any, ...]:
    return tuple(counts)


class Tally:
    """How many were read, scored and refused, and the counts of each group."""

    def __init__(self) -> None:
        self.n_scored = 0
        self.n_refused = 0
        self.groups: dict[str, Counts] = {}

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
        for name, counts in other.groups.items():
            self.groups[name] = self.groups[name] + counts if name in self.groups else counts
        if len(self.groups) > MOST_GROUPS:
            raise UsageError(
                f"there are over {MOST_GROUPS} groups; --group a column that parts people into fewer"
            )

    @property
    def whole(self) -> Counts | None:
        """The counts of everybody; None where nobody was scored."""
        found = None
        for counts in self.groups.values():
            found = counts if found is None else found + counts
        return found

    def plain(self) -> dict[str, Any]:
        """The tally as JSON can hold it."""
        return {
            "scored": self.n_scored,
            "refused": self.n_refused,
            "groups": {name: [_packed(field) for field in counts] for name, counts in self.groups.items()},
        }

    @classmethod
    def read(cls, content: dict[str, Any]) -> Tally:
        """The tally that `plain` wrote."""
        found = cls()
        found.n_scored, found.n_refused = content["scored"], content["refused"]
        found.groups = {
            name: Counts(*(_unpacked(field) for field in fields))
            for name, fields in content["groups"].items()
        }
        return found


def _packed(field: Any) -> Any:
    """A number as it is; an array as its size and what is not zero."""
    if isinstance(field, int):
        return field
    places = np.flatnonzero(field)
    return [len(field), field.dtype.kind, places.tolist(), field[places].tolist()]


def _unpacked(field: Any) -> Any:
    if isinstance(field, int):
        return field
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
        own = np.array([name or "" for name in groups[start : start + n_people]], dtype=object)
        names, which = np.unique(own.astype(str), return_inverse=True)
        for k, name in enumerate(names.tolist()):
            counts = _counted(some, np.flatnonzero(which == k), framework)
            found.groups[name] = found.groups[name] + counts if name in found.groups else counts
        found.n_scored += n_people
        start += n_people
    return found


_SHORT = 0.1


def _counted(some: Assessed, rows: NDArray[np.intp], framework: Framework) -> Counts:
    scored = some.scored
    band = scored.verdicts.band[rows]
    rows_judged = rows[(band > 0) & ~np.isnan(scored.score[rows])]
    missing = scored.missing[rows_judged]
    owner = role_of(framework).tree.criterion_of_leaf
    starts = np.flatnonzero(np.diff(owner, prepend=-1))
    which, points = some.steps.which[rows_judged], some.steps.points[rows_judged]
    there = which != NONE
    n_steps = len(step_table(framework).steps)
    return Counts(
        n_people=len(rows),
        scores=_binned(scored.score[rows_judged]),
        lows=_binned(scored.low[rows_judged]),
        highs=_binned(scored.high[rows_judged]),
        verdicts=np.bincount(band, minlength=len(BANDS)),
        reached=scored.contribution[rows_judged].sum(axis=0),
        possible=np.add.reduceat(100.0 * scored.weight[rows_judged], starts, axis=1).sum(axis=0),
        missing=missing.sum(axis=0),
        short=(missing >= _SHORT).sum(axis=0),
        startable=np.bincount(which[there], minlength=n_steps),
        gain=np.bincount(which[there], points[there], minlength=n_steps).astype(np.float64),
    )


def _binned(scores: Floats) -> NDArray[np.int64]:
    place = np.clip((scores * (N_BINS / 100.0)).astype(np.int64), 0, N_BINS - 1)
    return np.bincount(place, minlength=N_BINS)
