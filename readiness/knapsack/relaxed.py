"""The best ways up all ladders at once where nothing hangs together: a bound on every plan.

One way is taken up each ladder. With the hours of a budget this is the multiple-choice knapsack, solved for
every number of hours by dynamic programming; without one every ladder decides for itself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeAlias

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from readiness.arrays import Integers
    from readiness.knapsack.ways import Allowed, Gains, Way

__all__ = ["Bound", "Unlimited", "Within"]

Choices: TypeAlias = "tuple[tuple[int, int, int], ...]"
"""Of one ladder: ways that may be taken, columns that they take beyond the shortest, what they bring."""


class Bound(NamedTuple):
    """The best ways up, whether or not they are a plan: ``key`` sorts them before all that are worse."""

    key: tuple[int, int]
    taken: Callable[[], list[int]]
    """The way up each ladder."""


class Within:
    """The best ways within so many hours: of greatest gain or, for a gain, of fewest hours.

    What all ladders gain together in every number of hours is kept for the searches that share it.

    Parameters
    ----------
    ladders : sequence of sequence of Way
        The ways up each.
    order : sequence of int
        The ladders in the order in which they are laid on one another, those last of which searches differ.
    hours : int
        The most that a plan may take.
    grid : int
        The hours of a column; all ways take multiples of it.
    gain : int, optional
        What is enough; of the shortest ways to it those of greatest gain are the best.
    """

    def __init__(
        self,
        ladders: Sequence[Sequence[Way]],
        order: Sequence[int],
        hours: int,
        grid: int,
        gain: int | None = None,
    ) -> None:
        self._ladders, self._order, self._hours, self._grid = ladders, order, hours, grid
        self._gain = gain
        ends = [(min(way.hours for way in ways), max(way.hours for way in ways)) for ways in ladders]
        room = max(0, hours - sum(low for low, _ in ends)) // grid
        n_columns = 1 + min(room, sum((high - low) // grid for low, high in ends))
        self._ground = np.zeros(n_columns, dtype=np.int64)
        self._choices: dict[tuple[int, int, tuple[int, ...]], tuple[int, int, Choices]] = {}
        self._numbers: dict[Choices, int] = {}
        self._above: dict[tuple[int, int], tuple[int, Integers]] = {}

    def __call__(self, allowed: Allowed, gains: Gains) -> Bound | None:
        """The best of the ways allowed; None where none are good enough."""
        least, choices = 0, []
        number, table, sure = 0, self._ground, 0
        tables = [table]
        for k in self._order:
            key = k, allowed[k], gains[k]
            known = self._choices.get(key)
            if known is None:
                known = self._choices[key] = self._chosen(*key)
            own = known[2]
            least += known[0]
            choices.append(own)
            if len(own) == 1:  # taken in every number of hours
                sure += own[0][2]
            else:
                above = self._above.get((number, known[1]))
                if above is None:
                    above = self._above[number, known[1]] = len(self._above) + 1, _on_top(table, own)
                number, table = above
            tables.append(table)
        room = (self._hours - least) // self._grid
        if room < 0:
            return None
        best = table[: room + 1]
        column = int(np.searchsorted(best, best[-1] if self._gain is None else self._gain - sure))
        if column == len(best):
            return None
        spent, gained = least + column * self._grid, sure + int(best[column])
        return Bound(
            (-gained, spent) if self._gain is None else (spent, -gained),
            lambda: self._taken(column, choices, tables),
        )

    def _chosen(self, k: int, mask: int, gains: tuple[int, ...]) -> tuple[int, int, Choices]:
        """Of a ladder the shortest way's hours, and the ways that count with a number for them."""
        least, own = _choices(self._ladders[k], mask, gains, self._grid)
        return least, self._numbers.setdefault(own, len(self._numbers)), own

    def _taken(self, column: int, choices: Sequence[Choices], tables: Sequence[Integers]) -> list[int]:
        """Among equals the longer way first."""
        found = [0] * len(choices)
        for n in range(len(choices) - 1, -1, -1):
            own, k, gained, below = choices[n], self._order[n], tables[n + 1][column], tables[n]
            for i, columns, won in reversed(own):
                if len(own) == 1 or (columns <= column and below[column - columns] + won == gained):
                    found[k] = i
                    column -= columns
                    break
        return found


class Unlimited:
    """The ways of greatest gain whatever hours they take, of those some of fewest hours."""

    def __init__(self, ladders: Sequence[Sequence[Way]]) -> None:
        self._ladders = ladders

    def __call__(self, allowed: Allowed, gains: Gains) -> Bound:
        """The best of the ways allowed, every ladder by itself."""
        taken, spent, gained = [], 0, 0
        for ways, mask, won in zip(self._ladders, allowed, gains, strict=True):
            inside = (i for i in range(len(ways)) if mask >> i & 1)
            best = min(inside, key=lambda i: (-won[i], ways[i].hours))
            taken.append(best)
            spent, gained = spent + ways[best].hours, gained + won[best]
        return Bound((-gained, spent), lambda: taken)


def _choices(ways: Sequence[Way], mask: int, gains: tuple[int, ...], grid: int) -> tuple[int, Choices]:
    """The shortest way's hours, and the ways that no shorter one outdoes."""
    inside = [i for i in range(len(ways)) if mask >> i & 1]
    shortest = min(ways[i].hours for i in inside)
    kept: list[tuple[int, int, int]] = []
    for i in inside:
        hours, won = ways[i].hours, gains[i]
        for j in inside:
            if gains[j] > won and ways[j].hours <= hours:
                break
        else:
            kept.append((i, (hours - shortest) // grid, won))
    return shortest, tuple(kept)


def _on_top(table: Integers, own: Choices) -> Integers:
    """The table with one more ladder."""
    found: Integers = table + max(won for _, columns, won in own if columns == 0)
    for _, columns, won in own:
        if 0 < columns < len(table):
            after = found[columns:]
            np.maximum(after, table[:-columns] + won, out=after)
    return found
