"""The ways up each ladder, and what they bring beside the others."""

from __future__ import annotations

import math
from operator import add
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from readiness.knapsack.terms import gain_units

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from readiness.knapsack.candidates import Candidate
    from readiness.knapsack.terms import Term

__all__ = ["HOUR_UNITS", "Allowed", "Gains", "Hung", "Way", "hour_units", "ways_up"]

HOUR_UNITS = 1e3

Allowed: TypeAlias = tuple[int, ...]
"""For each ladder the ways up it that may be taken, a bit each; the lowest bit is to stay."""
Gains: TypeAlias = "list[tuple[int, ...]]"
"""For each ladder what each of its ways brings, in whole billionths of points."""


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
    lacking = [
        [(leaf, least) for leaf, least in c.requires.items() if levels.get(leaf, least) < least]
        for c in candidates
    ]
    every = []
    for leaf, steps in ladders.items():
        able = [i for i in steps if all(other in named for other, _ in lacking[i])]
        lowest = min(candidates[i].from_level for i in steps)
        here = levels.get(leaf, lowest)
        on: dict[float, list[int]] = {}
        for i in able:
            on.setdefault(candidates[i].from_level, []).append(i)
        first = [
            i
            for i in able
            if candidates[i].from_level <= here
            and (candidates[i].from_level == lowest or here < candidates[i].to_level)
        ]
        found = [Way(min(lowest, here), 0, 0, (), ())]
        for before in found:  # grows while it is read: every way goes on from its end
            for i in on.get(before.level, ()) if before.steps else first:
                step, needs = candidates[i], before.needs
                if lacking[i]:
                    most = dict(needs)
                    for other, least in lacking[i]:
                        k = named[other]
                        most[k] = max(most.get(k, least), least)
                    needs = tuple(most.items())
                found.append(
                    Way(
                        step.to_level,
                        before.hours + hour_units(step.hours),
                        before.gain + gain_units(step.gain),
                        (*before.steps, i),
                        needs,
                    )
                )
        every.append(tuple(found))
    return tuple(every)


class _Term(NamedTuple):
    """A term as ladders see it.

    ``ladders``: that of each of its leaves, -1 where there is none; ``home``: which of them counts it.
    """

    term: Term
    ladders: tuple[int, ...]
    home: int


class Hung:
    """What ways bring, their own gains and the terms', as far as other ladders let them.

    ``alone``: what they bring whatever else is climbed; ``ladders``: those of which terms hang on several.
    """

    def __init__(
        self, ladders: Sequence[Sequence[Way]], named: Mapping[str, int], terms: Sequence[Term]
    ) -> None:
        alone = [[way.gain for way in ways] for ways in ladders]
        self._places = [[int(way.level) if way.steps else 0 for way in ways] for ways in ladders]
        self._terms: list[_Term] = []
        self._top: dict[tuple[int, int], int] = {}
        self._kept: dict[tuple[object, ...], tuple[int, ...]] = {}
        for term in terms:
            at = tuple(named.get(leaf, -1) for leaf in term.leaves)
            inside = [j for j, k in enumerate(at) if k >= 0]
            if len(inside) > 1:
                self._terms.append(_Term(term, at, inside[0]))
            elif inside:
                k = at[inside[0]]
                more = term.units_by_place(inside[0], self._places[k], [0] * len(at))
                alone[k] = list(map(add, alone[k], more))
        self.alone: Gains = [tuple(gains) for gains in alone]
        self.ladders = {k for term in self._terms for k in term.ladders if k >= 0}
        self._at_home: dict[int, tuple[list[int], list[_Term]]] = {}
        for each in self._terms:
            others, at_home = self._at_home.setdefault(each.ladders[each.home], ([], []))
            others += [k for k in each.ladders[each.home + 1 :] if k >= 0]
            at_home.append(each)

    def prized(self, prizes: Mapping[tuple[int, int], int]) -> Gains:
        """What ways bring alone, and the prize of each that has one."""
        found = list(self.alone)
        for (k, i), prize in prizes.items():
            found[k] = (*found[k][:i], found[k][i] + prize, *found[k][i + 1 :])
        return found

    def most(self, allowed: Allowed, alone: Gains) -> Gains:
        """What each way brings, `alone` and where all other ladders are climbed as far as they may be."""
        if not self._terms:
            return alone
        found = list(alone)
        furthest = {k: self._furthest(k, allowed[k]) for k in self.ladders}
        for home, (others, terms) in self._at_home.items():
            key = home, alone[home], *[furthest[k] for k in others]
            gains = self._kept.get(key)
            if gains is None:
                gains = alone[home]
                for term, ladders, which in terms:
                    at = [furthest.get(k, 0) for k in ladders]
                    gains = tuple(map(add, gains, term.units_by_place(which, self._places[home], at)))
                self._kept[key] = gains
            found[home] = gains
        return found

    def gain(self, taken: Sequence[int]) -> int:
        """What these ways, one a ladder, bring together."""
        return sum(self.alone[k][i] for k, i in enumerate(taken)) + sum(
            term.units(self._at(ladders, taken)) for term, ladders, _ in self._terms
        )

    def short(self, allowed: Allowed, taken: Sequence[int]) -> tuple[int, tuple[int, int]] | None:
        """A ladder that is climbed less far than `most` took it to be, and its ways up to there and beyond.

        None where nothing is missing by it.
        """
        most_missing, k = 0, 0
        for term, ladders, home in self._terms:
            at = self._at(ladders, taken)
            hoped = [
                place if j == home or k < 0 else self._furthest(k, allowed[k])
                for j, (place, k) in enumerate(zip(at, ladders, strict=True))
            ]
            missing = term.units(hoped) - term.units(at) if hoped != at else 0
            if missing > most_missing:
                most_missing = missing
                k = next(k for k, to, place in zip(ladders, hoped, at, strict=True) if to > place)
        places = self._places[k]
        upto = sum(1 << i for i, place in enumerate(places) if place <= places[taken[k]])
        return (k, (upto, ((1 << len(places)) - 1) & ~upto)) if most_missing else None

    def _furthest(self, k: int, mask: int) -> int:
        found = self._top.get((k, mask))
        if found is None:
            inside = (place for i, place in enumerate(self._places[k]) if mask >> i & 1)
            found = self._top[k, mask] = max(inside)
        return found

    def _at(self, ladders: Sequence[int], taken: Sequence[int]) -> list[int]:
        return [self._places[k][taken[k]] if k >= 0 else 0 for k in ladders]
