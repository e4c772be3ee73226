r"""The exact search behind a plan: which steps to take, of all that respect what each step rests on.

A leaf is a ladder, and a plan takes one of the ways up it, or none. Without the steps' requirements of other
leaves this is a multiple-choice knapsack, solved for every number of hours at once by dynamic programming
(Kellerer, Pferschy and Pisinger 2004, Knapsack Problems, chapter 11). Its solution bounds the true one; where
it takes a step without what that step requires, the search branches: without the step, or with what it
requires. Gains are counted in billionths of a point and hours in thousandths of an hour, as whole numbers, so
that plans are compared exactly.
"""

from __future__ import annotations

import math
from collections import Counter
from heapq import heappop, heappush
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from readiness.knapsack.candidates import Candidate

__all__ = ["GAIN_UNITS", "HOUR_UNITS", "Allowed", "Found", "Ladders", "gain_units", "hour_units"]

GAIN_UNITS = 1e9
HOUR_UNITS = 1e3
Allowed: TypeAlias = tuple[int, ...]
"""For each ladder the ways up it that may be taken, a bit each; the lowest bit is to stay."""
Ints: TypeAlias = NDArray[np.int64]


def gain_units(gain: float) -> int:
    """Points as whole billionths."""
    return round(gain * GAIN_UNITS)


def hour_units(hours: float) -> int:
    """Hours as whole thousandths, rounded up, so that a plan never takes more than its budget."""
    return math.ceil(hours * HOUR_UNITS - 1e-6)


class Way(NamedTuple):
    """One way up a ladder: where it ends, what it takes and brings, its steps, what it needs of others."""

    level: float
    hours: int
    gain: int
    steps: tuple[int, ...]
    needs: tuple[tuple[int, float], ...]


class Found(NamedTuple):
    """The best plan: positions of its steps among the candidates, hours and gain in whole units."""

    steps: tuple[int, ...]
    hours: int
    gain: int


class Ladders:
    """What every plan obeys: levels one after the other, one way up each leaf, requirements met.

    Parameters
    ----------
    candidates : sequence of Candidate
        The steps that could be taken.
    levels : mapping of str to float
        The person's level in every leaf that was answered. A requirement in a leaf that was not answered is
        not held against them.
    """

    def __init__(self, candidates: Sequence[Candidate], levels: Mapping[str, float]) -> None:
        self.candidates = tuple(candidates)
        self.levels = dict(levels)
        self._leaves = tuple(dict.fromkeys(c.leaf for c in self.candidates))
        self._ladder = {leaf: k for k, leaf in enumerate(self._leaves)}
        by_leaf: dict[str, list[int]] = {leaf: [] for leaf in self._leaves}
        for i, candidate in enumerate(self.candidates):
            by_leaf[candidate.leaf].append(i)
        self._ways = tuple(self._ways_up(leaf, steps) for leaf, steps in by_leaf.items())
        self._reach: dict[tuple[int, float], int] = {}
        self._grid = math.gcd(*(way.hours for ways in self._ways for way in ways)) or 1
        self.everything: Allowed = tuple((1 << len(ways)) - 1 for ways in self._ways)
        self.all_hours = sum(max(way.hours for way in ways) for ways in self._ways)

    def with_floors(self, allowed: Allowed, floors: Mapping[str, float]) -> Allowed | None:
        """Keep to plans that bring leaves to their levels; None where no step leads to one of them."""
        for leaf, level in floors.items():
            if self.levels.get(leaf, -math.inf) >= level:
                continue
            if leaf not in self._ladder:
                return None
            k = self._ladder[leaf]
            allowed = self._with(allowed, k, allowed[k] & self._reaching(k, level))
        return allowed

    def holding(self, allowed: Allowed, step: int, *, held: bool) -> Allowed:
        """Keep to plans with, or without, a step."""
        k = self._ladder[self.candidates[step].leaf]
        mask = sum(1 << i for i, way in enumerate(self._ways[k]) if (step in way.steps) is held)
        return self._with(allowed, k, allowed[k] & mask)

    def most_gain(
        self, allowed: Allowed, hours: int, floors: Mapping[str, float] | None = None
    ) -> Found | None:
        """The plan of greatest gain within so many hours, of those one of fewest hours.

        With `floors`, leaves and levels: as many of them as can be reached together come before any gain.
        """
        prize = 1 + sum(max(way.gain for way in ways) for ways in self._ways)
        prizes = {
            (k, i): prize
            for leaf, level in (floors or {}).items()
            if (k := self._ladder.get(leaf, -1)) >= 0
            for i, way in enumerate(self._ways[k])
            if way.level >= level
        }

        return self._search(
            allowed,
            hours,
            lambda best: int(np.searchsorted(best, best[-1])),
            lambda spent, won: (-won, spent),
            prizes,
        )

    def fewest_hours(self, allowed: Allowed, gain: int) -> Found | None:
        """The plan of fewest hours that gains so much, of those one of greatest gain."""
        return self._search(
            allowed,
            self.all_hours,
            lambda best: _first_at_least(best, gain),
            lambda spent, won: (spent, -won),
            {},
        )

    def _search(
        self,
        allowed: Allowed,
        hours: int,
        pick: Callable[[Ints], int | None],
        key: Callable[[int, int], tuple[int, int]],
        prizes: Mapping[tuple[int, int], int],
    ) -> Found | None:
        waiting: list[tuple[tuple[int, int], int, Allowed, _Relaxed, int]] = []
        n_seen = 0
        todo = [allowed]
        while True:
            for each in todo:
                here = self._narrowed(each)
                relaxed = _Relaxed.of(self._ways, here, hours, self._grid, prizes) if here else None
                column = pick(relaxed.tables[0]) if relaxed else None
                if here is not None and relaxed is not None and column is not None:
                    bound = key(relaxed.least + column * self._grid, int(relaxed.tables[0][column]))
                    n_seen += 1
                    heappush(waiting, (bound, n_seen, here, relaxed, column))
            if not waiting:
                return None
            _, _, here, relaxed, column = heappop(waiting)
            taken = relaxed.taken(column)
            todo = self._apart(here, taken)
            if not todo:  # no other search can find a better plan than its bound
                ways = [self._ways[k][i] for k, i in enumerate(taken)]
                steps = tuple(sorted(step for way in ways for step in way.steps))
                return Found(steps, sum(way.hours for way in ways), sum(way.gain for way in ways))

    def _apart(self, allowed: Allowed, taken: Sequence[int]) -> list[Allowed]:
        """The narrower searches where what was taken is no plan; together they leave out no plan."""
        at = [self._ways[k][i].level for k, i in enumerate(taken)]
        lacking = Counter(
            (other, level)
            for k, i in enumerate(taken)
            for other, level in self._ways[k][i].needs
            if at[other] < level
        )
        if lacking:
            (other, level), _ = max(lacking.items(), key=lambda entry: entry[1])
            there = self._reaching(other, level)
            return [
                self._with(allowed, other, allowed[other] & ~there),
                self._with(allowed, other, allowed[other] & there),
            ]
        return [self.holding(allowed, step, held=False) for step in self._stuck(taken)]

    def _stuck(self, taken: Sequence[int]) -> list[int]:
        """The first step of each ladder that waits for one of another that waits for it."""
        steps = [list(self._ways[k][i].steps) for k, i in enumerate(taken)]
        at = dict(self.levels)
        moved = True
        while moved:
            moved = False
            for own in steps:
                while own and self._can_start(own[0], at):
                    done = self.candidates[own.pop(0)]
                    at[done.leaf] = max(at.get(done.leaf, 0), done.to_level)
                    moved = True
        return [own[0] for own in steps if own]

    def _can_start(self, step: int, at: Mapping[str, float]) -> bool:
        return all(at.get(leaf, level) >= level for leaf, level in self.candidates[step].requires.items())

    def _narrowed(self, allowed: Allowed) -> Allowed | None:
        """Without the ways whose needs cannot be met, and with what every way up some ladder needs."""
        left = list(allowed)
        changed = True
        while changed:
            changed = False
            for k, ways in enumerate(self._ways):
                inside = [i for i in range(len(ways)) if left[k] >> i & 1]
                for i in inside:
                    if any(not left[o] & self._reaching(o, level) for o, level in ways[i].needs):
                        left[k] &= ~(1 << i)
                        changed = True
                if not left[k]:
                    return None
                if left[k] & 1:
                    continue
                for other, level in set.intersection(
                    *(set(ways[i].needs) for i in inside if left[k] >> i & 1)
                ):
                    narrower = left[other] & self._reaching(other, level)
                    if narrower != left[other]:
                        left[other] = narrower
                        changed = True
        return tuple(left) if all(left) else None

    def _reaching(self, k: int, level: float) -> int:
        if (k, level) not in self._reach:
            mask = sum(1 << i for i, way in enumerate(self._ways[k]) if way.level >= level)
            self._reach[k, level] = mask
        return self._reach[k, level]

    @staticmethod
    def _with(allowed: Allowed, k: int, mask: int) -> Allowed:
        return (*allowed[:k], mask, *allowed[k + 1 :])

    def _ways_up(self, leaf: str, steps: Sequence[int]) -> tuple[Way, ...]:
        lowest = min(self.candidates[i].from_level for i in steps)
        here = self.levels.get(leaf, lowest)
        first = [
            i
            for i in steps
            if self.candidates[i].from_level <= here
            and (self.candidates[i].from_level == lowest or here < self.candidates[i].to_level)
        ]
        found: list[tuple[float, tuple[int, ...]]] = [(min(lowest, here), ())]
        for level, before in found:  # grows while it is read: every way goes on from its end
            on = [i for i in steps if self.candidates[i].from_level == level] if before else first
            found += [(self.candidates[i].to_level, (*before, i)) for i in on]
        return tuple(way for level, taken in found if (way := self._way(level, taken)) is not None)

    def _way(self, level: float, steps: tuple[int, ...]) -> Way | None:
        """The way of these steps; None where something that it needs is out of reach."""
        needs: dict[str, float] = {}
        for i in steps:
            for leaf, least in self.candidates[i].requires.items():
                if self.levels.get(leaf, least) < least:
                    needs[leaf] = max(needs.get(leaf, least), least)
        if not needs.keys() <= self._ladder.keys():
            return None
        return Way(
            level,
            sum(hour_units(self.candidates[i].hours) for i in steps),
            sum(gain_units(self.candidates[i].gain) for i in steps),
            steps,
            tuple((self._ladder[leaf], least) for leaf, least in needs.items()),
        )


class _Relaxed(NamedTuple):
    """The knapsack without requirements: ``tables[k][h]`` is what ladders k and on gain in h hours."""

    tables: list[Ints]
    choices: list[list[tuple[int, int, int]]]
    least: int

    @classmethod
    def of(
        cls,
        ladders: Sequence[Sequence[Way]],
        allowed: Allowed,
        hours: int,
        grid: int,
        prizes: Mapping[tuple[int, int], int],
    ) -> _Relaxed | None:
        """The tables for the ways allowed; None where even the shortest take too many hours."""
        choices: list[list[tuple[int, int, int]]] = []
        least = 0
        for k, ways in enumerate(ladders):
            inside = [i for i in range(len(ways)) if allowed[k] >> i & 1]
            shortest = min(ways[i].hours for i in inside)
            least += shortest
            choices.append(
                [
                    (i, (ways[i].hours - shortest) // grid, ways[i].gain + prizes.get((k, i), 0))
                    for i in inside
                ]
            )
        room = (hours - least) // grid
        if room < 0:
            return None
        longest = sum(max(hours for _, hours, _ in own) for own in choices)
        table = np.zeros(min(room, longest) + 1, dtype=np.int64)
        tables = [table]
        for own in reversed(choices):
            table = _on_top(table, own)
            tables.append(table)
        return cls(tables[::-1], choices, least)

    def taken(self, column: int) -> list[int]:
        """The way up each ladder of the best plan of so many hours; among equals the longer way first."""
        found = []
        for k, own in enumerate(self.choices):
            for i, hours, won in reversed(own):
                if hours <= column and self.tables[k + 1][column - hours] + won == self.tables[k][column]:
                    found.append(i)
                    column -= hours
                    break
        return found


def _on_top(table: Ints, own: Sequence[tuple[int, int, int]]) -> Ints:
    """The table with one more ladder."""
    if len(own) == 1:
        return table + own[0][2] if own[0][2] else table
    found: Ints = table + max(won for _, hours, won in own if hours == 0)
    for _, hours, won in own:
        if 0 < hours < len(table):
            np.maximum(found[hours:], table[: len(table) - hours] + won, out=found[hours:])
    return found


def _first_at_least(best: Ints, gain: int) -> int | None:
    column = int(np.searchsorted(best, gain))
    return column if column < len(best) else None
