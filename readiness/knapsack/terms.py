r"""Points that hang on several leaves together: what a leaf counts, and what it is built on.

A leaf with levels l counts

    points * mean over draws of min(own(l), held_1(l_1), ..., held_m(l_m)),

its own level l and those of the leaves that it is built on. What a step brings is what the sum of all terms
gains by it, after the steps before it: so the gains along a plan add up to what the score gains by the whole
plan, and a step that lets other leaves count in full brings their points, too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from readiness.arrays import Floats
    from readiness.knapsack.candidates import Candidate

__all__ = [
    "GAIN_UNITS", "Attained", "Priced", "Raised", "Term", "after", "attained_by_level", "gain_units",
    "hanging_on", "price", "terms_gain",
]  # fmt: skip

GAIN_UNITS = 1e9


def gain_units(gain: float) -> int:
    """Points as whole billionths."""
    return round(gain * GAIN_UNITS)


class Raised(NamedTuple):
    """Attainment in every draw, (..., n_draws), and at least, by each level, (..., n_levels)."""

    now: Floats
    least: Floats


class Attained:
    """Attainment of a leaf by its own level and by those of the leaves that it is built on.

    Parameters
    ----------
    counted : ndarray of float, shape (n_levels, n_draws)
        By its own level alone; it never falls with the level.
    held : sequence of Raised
        The most that it counts, by the level of each leaf that it is built on.
    here : list of float, optional
        Attainment by its own level where all the others stay, if that is at hand.
    """

    def __init__(self, counted: Floats, held: Sequence[Raised] = (), here: list[float] | None = None) -> None:
        self._counted, self._held = counted, tuple(held)
        self._rows: dict[tuple[int, ...], list[float]] = {} if here is None else {(0,) * len(held): here}

    def __call__(self, at: tuple[int, ...]) -> float:
        """Attainment at these levels: its own, then those of the others in their order."""
        return self.by_level(at[1:])[at[0]]

    def by_level(self, others: tuple[int, ...]) -> list[float]:
        """Attainment at each level of its own where the others are at these."""
        row = self._rows.get(others)
        if row is None:
            counted = self._counted
            for held, level in zip(self._held, others, strict=True):
                counted = np.minimum(counted, np.maximum(held.now, held.least[level]))
            row = self._rows[others] = _means(counted)
        return row


def attained_by_level(own: Raised, held: Raised, bases: Sequence[Sequence[int]]) -> list[Attained]:
    """The attainments of several leaves.

    Parameters
    ----------
    own : Raised
        Of each leaf by its own level alone.
    held : Raised
        The most that a leaf counts by the level of one that it is built on, for each such pair.
    bases : sequence of sequence of int
        For each leaf the positions of its pairs.
    """
    counted = np.maximum(own.now[:, None], own.least[:, :, None])
    here = counted.copy()
    for standing, pairs in zip(here, bases, strict=True):
        for pair in pairs:
            np.minimum(standing, held.now[pair], out=standing)
    return [
        Attained(by_level, [Raised(held.now[pair], held.least[pair]) for pair in pairs], means)
        for by_level, pairs, means in zip(counted, bases, _means(here), strict=True)
    ]


def _means(counted: Floats) -> list[Any]:
    """Over the draws, which come last."""
    means: list[Any] = (np.add.reduce(counted, axis=-1) / counted.shape[-1]).tolist()
    return means


class Term(NamedTuple):
    """What a leaf is worth at its bar, and its attainment by the levels of `leaves`, itself the first.

    A level is the place in the tables of `attained` that somebody is raised to; 0 is where they stand.
    ``start``: the places from which gains count.
    """

    leaves: tuple[str, ...]
    points: float
    attained: Attained
    start: tuple[int, ...]

    @property
    def leaf(self) -> str:
        """The leaf whose points these are."""
        return self.leaves[0]

    def units(self, at: Iterable[int]) -> int:
        """Whole billionths of points won by being raised to these places."""
        to = tuple(map(max, at, self.start))
        if to == self.start:  # the commonest
            return 0
        return gain_units(self.points * (self.attained(to) - self.attained(self.start)))

    def after(self, levels: Mapping[str, float]) -> Term:
        """The term once leaves were raised to these levels."""
        to = [int(levels.get(leaf, 0)) for leaf in self.leaves]
        return Term(self.leaves, self.points, self.attained, tuple(map(max, to, self.start)))

    def units_by_place(self, which: int, places: Sequence[int], at: Sequence[int]) -> list[int]:
        """The same for several places of one of the leaves, with the others at theirs."""
        if which:
            before, behind = at[:which], at[which + 1 :]
            return [self.units((*before, place, *behind)) for place in places]
        first, *start = self.start
        row, now = self.attained.by_level(tuple(map(max, at[1:], start))), self.attained(self.start)
        return [gain_units(self.points * (row[max(place, first)] - now)) for place in places]


class Priced(NamedTuple):
    """What a step brings in its place in a plan, in points; ``lifts``: how much of it in other leaves."""

    gain: float
    lifts: dict[str, float]


def after(terms: Sequence[Term], levels: Mapping[str, float]) -> tuple[Term, ...]:
    """The terms once leaves were raised to these levels."""
    return tuple(term.after(levels) if not levels.keys().isdisjoint(term.leaves) else term for term in terms)


def terms_gain(terms: Sequence[Term], levels: Mapping[str, float]) -> int:
    """Whole billionths of points won by raising leaves to these levels."""
    return sum(
        term.units([int(levels.get(leaf, 0)) for leaf in term.leaves])
        for term in terms
        if not levels.keys().isdisjoint(term.leaves)
    )


def hanging_on(terms: Sequence[Term]) -> dict[str, list[int]]:
    """For each leaf the positions of the terms that hang on it."""
    found: dict[str, list[int]] = {}
    for n, term in enumerate(terms):
        for leaf in term.leaves:
            found.setdefault(leaf, []).append(n)
    return found


def price(steps: Sequence[Candidate], terms: Sequence[Term]) -> tuple[Priced, ...]:
    """What each step brings after those before it."""
    found, now, hanging = [], list(terms), hanging_on(terms)
    for step in steps:
        raised, won = {step.leaf: step.to_level}, {}
        for n in hanging.get(step.leaf, ()):
            term = now[n]
            now[n] = term.after(raised)
            units = term.units(now[n].start)
            if units:
                won[term.leaf] = units / GAIN_UNITS
        own = step.gain + won.pop(step.leaf, 0.0)
        found.append(Priced(own + sum(won.values()), won))
    return tuple(found)
