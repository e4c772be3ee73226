r"""The exact search behind a plan: which steps to take, of all that respect what each step rests on.

A leaf is a ladder, and a plan takes one of the ways up it, or none. Without the steps' requirements of other
leaves this is a multiple-choice knapsack, solved for every number of hours at once by dynamic programming
(Kellerer, Pferschy and Pisinger 2004, Knapsack Problems, chapter 11). Its solution bounds the true one; where
it takes a step without what that step requires, the search branches: without the step, or with what it
requires. Points that hang on several leaves (see `terms`) are taken at their most in the bound; where it is
not reached, the search branches on how far one of the leaves is raised. Gains are whole billionths of a
point, hours whole thousandths, so that plans are compared exactly.
"""

from __future__ import annotations

import math
from collections import Counter
from heapq import heappop, heappush
from typing import TYPE_CHECKING, NamedTuple

from readiness.knapsack.relaxed import Unlimited, Within
from readiness.knapsack.ways import Allowed, Hung, ways_up

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from readiness.knapsack.candidates import Candidate
    from readiness.knapsack.relaxed import Bound
    from readiness.knapsack.terms import Term
    from readiness.knapsack.ways import Gains

__all__ = ["Found", "Ladders"]


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
    terms : sequence of Term
        Points that steps bring besides their own gain.
    """

    def __init__(
        self, candidates: Sequence[Candidate], levels: Mapping[str, float], terms: Sequence[Term] = ()
    ) -> None:
        self.candidates = tuple(candidates)
        self.levels = dict(levels)
        self._leaves = tuple(dict.fromkeys(c.leaf for c in self.candidates))
        self._ladder = {leaf: k for k, leaf in enumerate(self._leaves)}
        by_leaf: dict[str, list[int]] = {leaf: [] for leaf in self._leaves}
        for i, candidate in enumerate(self.candidates):
            by_leaf[candidate.leaf].append(i)
        self._ways = ways_up(self.candidates, self.levels, by_leaf)
        self._reach: dict[tuple[int, float], int] = {}
        self._grid = math.gcd(*(way.hours for ways in self._ways for way in ways)) or 1
        self._hung = Hung(self._ways, self._ladder, terms)
        self._needing = [
            (k, needs)
            for k, ways in enumerate(self._ways)
            if (needs := [(1 << i, self._masks(way.needs)) for i, way in enumerate(ways) if way.needs])
        ]
        needed = Counter(other for _, needs in self._needing for _, met in needs for other, _ in met)
        near = needed.keys() | {k for k, _ in self._needing} | self._hung.ladders
        # Searches differ most in what others need, so that much of what lies below is shared.
        self._order = sorted(range(len(self._ways)), key=lambda k: (k in near, needed[k]))
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
        prize = 1 + sum(map(max, self._hung.most(self.everything, self._hung.alone)))
        prizes = {
            (k, i): prize
            for leaf, level in (floors or {}).items()
            if (k := self._ladder.get(leaf, -1)) >= 0
            for i, way in enumerate(self._ways[k])
            if way.level >= level
        }
        best = (
            Unlimited(self._ways)
            if hours >= self.all_hours
            else Within(self._ways, self._order, hours, self._grid)
        )
        return self._search(allowed, best, self._hung.prized(prizes))

    def fewest_hours(self, allowed: Allowed, gain: int) -> Found | None:
        """The plan of fewest hours that gains so much, of those one of greatest gain."""
        for part in (4, 2):  # most plans to ready are short, and so are tables of few hours
            best = Within(self._ways, self._order, self.all_hours // part, self._grid, gain)
            found = self._search(allowed, best, self._hung.alone)
            if found is not None:
                return found
        best = Within(self._ways, self._order, self.all_hours, self._grid, gain)
        return self._search(allowed, best, self._hung.alone)

    def _search(
        self, allowed: Allowed, best: Callable[[Allowed, Gains], Bound | None], alone: Gains
    ) -> Found | None:
        waiting: list[tuple[tuple[int, int], int, Allowed, Bound]] = []
        n_seen = 0
        todo = [allowed]
        while True:
            for each in todo:
                here = self._narrowed(each)
                bound = best(here, self._hung.most(here, alone)) if here else None
                if here and bound:
                    n_seen += 1
                    heappush(waiting, (bound.key, n_seen, here, bound))
            if not waiting:
                return None
            _, _, here, bound = heappop(waiting)
            taken = bound.taken()
            todo = self._apart(here, taken)
            if not todo:  # no other search can find a better plan than its bound
                ways = [self._ways[k][i] for k, i in enumerate(taken)]
                steps = tuple(sorted(step for way in ways for step in way.steps))
                return Found(steps, sum(way.hours for way in ways), self._hung.gain(taken))

    def _apart(self, allowed: Allowed, taken: Sequence[int]) -> list[Allowed]:
        """The narrower searches where what was taken is no plan; together they leave out no plan."""
        at = [self._ways[k][i].level for k, i in enumerate(taken)]
        lacking = Counter(
            (other, level)
            for k, _ in self._needing
            for other, level in self._ways[k][taken[k]].needs
            if at[other] < level
        )
        if lacking:
            (other, level), _ = max(lacking.items(), key=lambda entry: entry[1])
            there = self._reaching(other, level)
            return [
                self._with(allowed, other, allowed[other] & ~there),
                self._with(allowed, other, allowed[other] & there),
            ]
        stuck = self._stuck(taken)
        if stuck:
            return [self.holding(allowed, step, held=False) for step in stuck]
        raised = self._hung.short(allowed, taken)
        if raised is None:
            return []
        k, masks = raised
        return [self._with(allowed, k, allowed[k] & mask) for mask in masks]

    def _stuck(self, taken: Sequence[int]) -> list[int]:
        """The first step of each ladder that waits for one of another that waits for it."""
        steps = [list(self._ways[k][i].steps) for k, i in enumerate(taken)]
        at = dict(self.levels)
        moved = True
        while moved:
            moved = False
            for own in steps:
                while own and all(at.get(o, k) >= k for o, k in self.candidates[own[0]].requires.items()):
                    done = self.candidates[own.pop(0)]
                    at[done.leaf] = max(at.get(done.leaf, 0), done.to_level)
                    moved = True
        return [own[0] for own in steps if own]

    def _narrowed(self, allowed: Allowed) -> Allowed | None:
        """Without the ways whose needs cannot be met, and with what every way up some ladder needs."""
        left = list(allowed)
        changed = True
        while changed:
            changed = False
            for k, needing in self._needing:
                mask = left[k]
                for way, needs in needing:
                    if mask & way and not all(left[other] & there for other, there in needs):
                        mask &= ~way
                if mask != left[k]:
                    left[k], changed = mask, True
                if not mask or mask & 1:
                    continue
                by_way = dict(needing)
                inside = [by_way.get(1 << i, ()) for i in range(len(self._ways[k])) if mask >> i & 1]
                for other, there in set(inside[0]).intersection(*inside[1:]):
                    changed |= left[other] & there != left[other]
                    left[other] &= there
        return tuple(left) if all(left) else None

    def _masks(self, needs: Sequence[tuple[int, float]]) -> tuple[tuple[int, int], ...]:
        return tuple((other, self._reaching(other, level)) for other, level in needs)

    def _reaching(self, k: int, level: float) -> int:
        if (k, level) not in self._reach:
            mask = sum(1 << i for i, way in enumerate(self._ways[k]) if way.level >= level)
            self._reach[k, level] = mask
        return self._reach[k, level]

    @staticmethod
    def _with(allowed: Allowed, k: int, mask: int) -> Allowed:
        return (*allowed[:k], mask, *allowed[k + 1 :])
