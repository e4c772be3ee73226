"""The order in which the steps of a plan are done, and the weeks over which they are laid."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from readiness.errors import UsageError
from readiness.knapsack.terms import gain_units, hanging_on
from readiness.knapsack.ways import hour_units

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from readiness.knapsack.candidates import Candidate
    from readiness.knapsack.terms import Term

__all__ = ["Week", "WeekShare", "order", "schedule"]

MOST_WEEKS = 5200
"""A plan that takes longer than a century is a slip of the keyboard."""


class WeekShare(NamedTuple):
    """The hours that a week gives to a step; `finishes` where the step ends in it."""

    step: str
    hours: float
    finishes: bool


class Week(NamedTuple):
    """One week of a plan, counted from 1, and the score that it ends on; only finished steps count."""

    number: int
    shares: tuple[WeekShare, ...]
    hours: float
    score: float


def order(
    steps: Sequence[Candidate],
    levels: Mapping[str, float],
    *,
    first: Collection[str] = (),
    terms: Sequence[Term] = (),
) -> tuple[Candidate, ...]:
    """The steps so that everything a step rests on comes before it, and points come early.

    A step that brings little itself but opens others is judged together with them: each time, of all the
    steps that are left, the one with the most points per hour is taken, its own and those of the steps that
    it still waits for counted together, and what it waits for is done first. The steps `first`, by their ids,
    are taken before all others, each after what it waits for. What `terms` add to a step counts as they stand
    after the steps before it.

    Raises
    ------
    UsageError
        If a step rests on something that is neither there nor in the plan.

    Examples
    --------
    >>> from readiness.knapsack.candidates import Candidate
    >>> a = Candidate("a-0", "a", 0, 1, 1.0, 10, {})
    >>> b = Candidate("b-0", "b", 0, 1, 9.0, 10, {"a": 1})
    >>> c = Candidate("c-0", "c", 0, 1, 3.0, 10, {})
    >>> [s.id for s in order([a, b, c], {"a": 0, "b": 0, "c": 0})]
    ['a-0', 'b-0', 'c-0']
    >>> [s.id for s in order([a, b, c], {"a": 0, "b": 0, "c": 0}, first={"c-0"})]
    ['c-0', 'a-0', 'b-0']
    """
    rests_on = _closures(steps, levels)
    holds_up = _turned(rests_on)
    # Whole numbers, so that equal rates are equal on every machine.
    gains, hours = [gain_units(s.gain) for s in steps], [hour_units(s.hours) for s in steps]
    won = [sum(gains[j] for j in own) for own in rests_on]
    spent = [sum(hours[j] for j in own) for own in rests_on]
    lifts = _Lifts(steps, rests_on, terms)
    left, done = dict.fromkeys(range(len(steps))), list[int]()
    while left:
        here = [k for k in left if steps[k].id in first] or list(left)
        rates = [(won[k] + lifts.of(k)) / max(1, spent[k]) for k in here]
        best = here[rates.index(max(rates))]  # the first of equals
        taken = sorted(rests_on[best] & left.keys(), key=lambda k: (len(rests_on[k]), k))
        lifts.take(taken)
        for j in taken:
            del left[j]
            for k in holds_up[j]:
                won[k] -= gains[j]
                spent[k] -= hours[j]
        done += taken
    return tuple(steps[k] for k in done)


class _Lifts:
    """What terms add to each step and all that it rests on, after the steps that were taken."""

    def __init__(
        self, steps: Sequence[Candidate], rests_on: Sequence[Collection[int]], terms: Sequence[Term]
    ) -> None:
        self._steps, self._terms, self._hanging = steps, list(terms), hanging_on(terms)
        self._raised = [_raised(steps, own) for own in rests_on]
        self._units: list[dict[int, int]] = [{} for _ in steps]
        self._known: list[dict[tuple[int, ...], int]] = [{} for _ in terms]
        self._sums = [0] * len(steps)
        self._stale = [{n for leaf in on for n in self._hanging.get(leaf, ())} for on in self._raised]
        self._lifted: list[list[int]] = [[] for _ in terms]
        for k, own in enumerate(self._stale):
            for n in own:
                self._lifted[n].append(k)

    def of(self, k: int) -> int:
        """Whole billionths of points of a step that may be taken here."""
        stale = self._stale[k]
        if stale:
            units, raised = self._units[k], self._raised[k]
            for n in stale:
                term, known = self._terms[n], self._known[n]
                to = tuple([raised.get(leaf, 0) for leaf in term.leaves])
                if to not in known:
                    known[to] = term.units(to)
                self._sums[k] += known[to] - units.get(n, 0)
                units[n] = known[to]
            stale.clear()
        return self._sums[k]

    def take(self, taken: Sequence[int]) -> None:
        """Go on from where these steps end."""
        reached = _raised(self._steps, taken)
        for n in {n for leaf in reached for n in self._hanging.get(leaf, ())}:
            self._terms[n] = self._terms[n].after(reached)
            self._known[n] = {}
            for k in self._lifted[n]:
                self._stale[k].add(n)


def _raised(steps: Sequence[Candidate], taken: Iterable[int]) -> dict[str, int]:
    """The levels that these steps raise leaves to."""
    found: dict[str, int] = {}
    for k in taken:
        found[steps[k].leaf] = max(found.get(steps[k].leaf, 0), int(steps[k].to_level))
    return found


def _closures(steps: Sequence[Candidate], levels: Mapping[str, float]) -> list[set[int]]:
    """For each step the steps that it waits for, and itself."""
    waits, lacking = _direct(steps, levels)
    grown = True
    while grown:
        grown = False
        for own in waits:
            n = len(own)
            own.update(*[waits[j] for j in own])
            grown |= len(own) > n
    in_circles = [k for k, own in enumerate(waits) if any(k in waits[j] for j in own if j != k)]
    lacking |= {steps[k].id for k in in_circles}
    if lacking:
        raise UsageError(f"{', '.join(sorted(lacking))}: what these steps rest on is not in the plan")
    return waits


def _direct(steps: Sequence[Candidate], levels: Mapping[str, float]) -> tuple[list[set[int]], set[str]]:
    """For each step itself and those that it rests on, and the steps that rest on what no step brings."""
    by_leaf: dict[str, list[int]] = {}
    for k, step in enumerate(steps):
        by_leaf.setdefault(step.leaf, []).append(k)
    waits, lacking = [{k} for k in range(len(steps))], set[str]()
    for k, step in enumerate(steps):
        for leaf, level in ((step.leaf, step.from_level), *step.requires.items()):
            if levels.get(leaf, level) >= level:
                continue
            before = [j for j in by_leaf.get(leaf, ()) if steps[j].from_level < level]
            waits[k].update(before)
            if max((steps[j].to_level for j in before), default=0) < level:
                lacking.add(step.id)
    return waits, lacking


def _turned(rests_on: Sequence[Collection[int]]) -> list[list[int]]:
    """For each step those that rest on it, itself among them."""
    found: list[list[int]] = [[] for _ in rests_on]
    for k, own in enumerate(rests_on):
        for j in own:
            found[j].append(k)
    return found


def schedule(steps: Sequence[Candidate], *, hours_per_week: float, score: float) -> tuple[Week, ...]:
    """The steps laid over weeks in their order, each week filled before the next begins.

    Parameters
    ----------
    steps : sequence of Candidate
        In the order in which they are done, from `order`.
    hours_per_week : float
        Above 0, at most 168.
    score : float
        Where the person stands at the start, in points.

    Raises
    ------
    UsageError
        If the hours are not those of a week, or the plan would take more than a century.

    Examples
    --------
    >>> from readiness.knapsack.candidates import Candidate
    >>> steps = [Candidate("a-0", "a", 0, 1, 1.5, 6, {}), Candidate("b-0", "b", 0, 1, 2.0, 4, {})]
    >>> [(w.number, w.hours, w.score) for w in schedule(steps, hours_per_week=5, score=60.0)]
    [(1, 5.0, 60.0), (2, 5.0, 63.5)]
    """
    if not 0 < hours_per_week <= 168:  # noqa: PLR2004 — hours of a week
        raise UsageError(
            f"{hours_per_week:g} hours a week cannot be planned with; use more than 0, at most 168"
        )
    if sum(s.hours for s in steps) > hours_per_week * MOST_WEEKS:
        raise UsageError(
            f"{hours_per_week:g} hours a week would take more than a century; use more hours a week"
        )
    weeks: list[Week] = []
    shares: list[WeekShare] = []
    room = hours_per_week
    for step in steps:
        left = step.hours
        while left > 0:
            spent = min(left, room)
            left, room = _less(left, spent), _less(room, spent)
            shares.append(WeekShare(step.id, spent, finishes=left == 0))
            score += step.gain if left == 0 else 0.0
            if room == 0:
                weeks.append(_week(len(weeks) + 1, shares, score))
                shares, room = [], hours_per_week
    if shares:
        weeks.append(_week(len(weeks) + 1, shares, score))
    return tuple(weeks)


def _week(number: int, shares: list[WeekShare], score: float) -> Week:
    return Week(number, tuple(shares), float(sum(s.hours for s in shares)), score)


def _less(hours: float, spent: float) -> float:
    rest = hours - spent
    return 0.0 if rest < 1e-9 else rest  # noqa: PLR2004 — what rounding leaves of an hour
