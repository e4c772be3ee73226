"""The ways up each ladder, what they bring beside the others, and the best of them within hours."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from readiness.knapsack.terms import gain_units

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from readiness.knapsack.candidates import Candidate
    from readiness.knapsack.terms import Term

__all__ = ["HOUR_UNITS", "Allowed", "Hung", "Relaxed", "Way", "first_at_least", "hour_units", "ways_up"]

HOUR_UNITS = 1e3

Allowed: TypeAlias = tuple[int, ...]
"""For each ladder the ways up it that may be taken, a bit each; the lowest bit is to stay."""
Ints: TypeAlias = NDArray[np.int64]


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


def ways_up(
    candidates: Sequence[Candidate], levels: Mapping[str, float], ladders: Mapping[str, Sequence[int]]
) -> tuple[tuple[Way, ...], ...]:
    """The ways up each ladder, given as the positions of its steps by leaf; the first is to stay."""
    named = {leaf: k for k, leaf in enumerate(ladders)}

    def way(level: float, steps: tuple[int, ...]) -> Way | None:
        """The way of these steps; None where something that it needs is out of reach."""
        needs: dict[str, float] = {}
        for i in steps:
            for leaf, least in candidates[i].requires.items():
                if levels.get(leaf, least) < least:
                    needs[leaf] = max(needs.get(leaf, least), least)
        if not needs.keys() <= named.keys():
            return None
        return Way(
            level,
            sum(hour_units(candidates[i].hours) for i in steps),
            sum(gain_units(candidates[i].gain) for i in steps),
            steps,
            tuple((named[leaf], least) for leaf, least in needs.items()),
        )

    every = []
    for leaf, steps in ladders.items():
        lowest = min(candidates[i].from_level for i in steps)
        here = levels.get(leaf, lowest)
        first = [
            i
            for i in steps
            if candidates[i].from_level <= here
            and (candidates[i].from_level == lowest or here < candidates[i].to_level)
        ]
        found: list[tuple[float, tuple[int, ...]]] = [(min(lowest, here), ())]
        for level, before in found:  # grows while it is read: every way goes on from its end
            on = [i for i in steps if candidates[i].from_level == level] if before else first
            found += [(candidates[i].to_level, (*before, i)) for i in on]
        every.append(tuple(up for level, taken in found if (up := way(level, taken)) is not None))
    return tuple(every)


class _Term(NamedTuple):
    """A term as ladders see it.

    ``ladders``: that of each of its leaves, -1 where there is none; ``home``: which of them counts it.
    """

    term: Term
    ladders: tuple[int, ...]
    home: int


class Hung:
    """What ways bring, their own gains and the terms', as far as other ladders let them."""

    def __init__(
        self, ladders: Sequence[Sequence[Way]], named: Mapping[str, int], terms: Sequence[Term]
    ) -> None:
        self._alone = [[way.gain for way in ways] for ways in ladders]
        self._places = [[int(way.level) if way.steps else 0 for way in ways] for ways in ladders]
        self._terms: list[_Term] = []
        self._kept: dict[tuple[int, ...], list[int]] = {}
        for term in terms:
            at = tuple(named.get(leaf, -1) for leaf in term.leaves)
            inside = [j for j, k in enumerate(at) if k >= 0]
            if len(inside) > 1:
                self._terms.append(_Term(term, at, inside[0]))
            elif inside:
                k = at[inside[0]]
                for i, place in enumerate(self._places[k]):
                    self._alone[k][i] += term.units(place if j == inside[0] else 0 for j in range(len(at)))

    def most(self, allowed: Allowed, prizes: Mapping[tuple[int, int], int] | None = None) -> list[list[int]]:
        """What each way brings where all other ladders are climbed as far as they may be, and its prize."""
        if not self._terms and not prizes:
            return self._alone
        found = [list(gains) for gains in self._alone]
        for (k, i), prize in (prizes or {}).items():
            found[k][i] += prize
        top = self._tops(allowed)
        for n, (term, ladders, home) in enumerate(self._terms):
            k, at = ladders[home], [top[other] if other >= 0 else 0 for other in ladders]
            at[home] = -1
            if (n, *at) not in self._kept:
                before, behind = at[:home], at[home + 1 :]
                self._kept[n, *at] = [term.units((*before, at_, *behind)) for at_ in self._places[k]]
            found[k] = [own + more for own, more in zip(found[k], self._kept[n, *at], strict=True)]
        return found

    def gain(self, taken: Sequence[int]) -> int:
        """What these ways, one a ladder, bring together."""
        return sum(self._alone[k][i] for k, i in enumerate(taken)) + sum(
            term.units(self._at(ladders, taken)) for term, ladders, _ in self._terms
        )

    def short(self, allowed: Allowed, taken: Sequence[int]) -> tuple[int, tuple[int, int]] | None:
        """A ladder that is climbed less far than `most` took it to be, and its ways up to there and beyond.

        None where nothing is missing by it.
        """
        top = self._tops(allowed)
        most_missing, k = 0, 0
        for term, ladders, home in self._terms:
            at = self._at(ladders, taken)
            hoped = [
                place if j == home or k < 0 else top[k]
                for j, (place, k) in enumerate(zip(at, ladders, strict=True))
            ]
            missing = term.units(hoped) - term.units(at)
            if missing > most_missing:
                most_missing = missing
                k = next(k for k, to, place in zip(ladders, hoped, at, strict=True) if to > place)
        places = self._places[k]
        upto = sum(1 << i for i, place in enumerate(places) if place <= places[taken[k]])
        return (k, (upto, ((1 << len(places)) - 1) & ~upto)) if most_missing else None

    def _tops(self, allowed: Allowed) -> list[int]:
        return [
            max(place for i, place in enumerate(places) if mask >> i & 1)
            for places, mask in zip(self._places, allowed, strict=True)
        ]

    def _at(self, ladders: Sequence[int], taken: Sequence[int]) -> list[int]:
        return [self._places[k][taken[k]] if k >= 0 else 0 for k in ladders]


class Relaxed(NamedTuple):
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
        gains: Sequence[Sequence[int]],
    ) -> Relaxed | None:
        """The tables for the ways allowed; None where even the shortest take too many hours."""
        choices: list[list[tuple[int, int, int]]] = []
        least = 0
        for k, ways in enumerate(ladders):
            inside = [i for i in range(len(ways)) if allowed[k] >> i & 1]
            shortest = min(ways[i].hours for i in inside)
            least += shortest
            choices.append([(i, (ways[i].hours - shortest) // grid, gains[k][i]) for i in inside])
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


def first_at_least(best: Ints, gain: int) -> int | None:
    """Where the table first reaches so much; None where it does not."""
    column = int(np.searchsorted(best, gain))
    return column if column < len(best) else None
