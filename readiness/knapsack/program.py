"""The integer program behind a plan, solved exactly with HiGHS, with ties broken the same way every time.

One variable a candidate, 1 where the step is in the plan. Gains are counted in millionths of a point and
hours in thousandths of an hour, rounded up, as whole numbers, so that optima can be compared exactly; two
plans that differ by less are equally good. Among equals the tie is broken by the steps that come first.

Huangfu & Hall (2018), Parallelizing the dual revised simplex method, Mathematical Programming Computation 10,
119-142, is the solver's source.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np

from readiness.knapsack.order import stuck
from readiness.streams import silence

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    from readiness.knapsack.candidates import Candidate

__all__ = ["GAIN_UNITS", "HOUR_UNITS", "Program", "gain_units", "hour_units"]

GAIN_UNITS = 1e6
HOUR_UNITS = 1e3
_CHUNK = 20
_TOLERANCE = 1e-9


def gain_units(gain: float) -> int:
    """Points as whole millionths."""
    return round(gain * GAIN_UNITS)


def hour_units(hours: float) -> int:
    """Hours as whole thousandths, rounded up, so that a plan never takes more than its budget."""
    return math.ceil(hours * HOUR_UNITS - _TOLERANCE)


class Program:
    """What every plan obeys: levels one after the other, one way up each level, prerequisites met.

    Parameters
    ----------
    candidates : sequence of Candidate
        In the order in which ties prefer them.
    levels : mapping of str to int
        The person's level in every facet that was answered. An unanswered prerequisite is not held against
        them.
    """

    def __init__(self, candidates: Sequence[Candidate], levels: Mapping[str, int]) -> None:
        with silence():  # some versions print who they are
            import highspy  # a command that never plans does not pay for it

            self._highs: Any = highspy.Highs()  # type: ignore[no-untyped-call]

        self.candidates = tuple(candidates)
        self.levels = dict(levels)
        self._ways: dict[tuple[str, int], list[int]] = {}
        for i, candidate in enumerate(self.candidates):
            self._ways.setdefault((candidate.facet, candidate.to_level), []).append(i)
        status = highspy.HighsModelStatus
        self._solved = (status.kOptimal, status.kModelEmpty)
        self._no_plan = (status.kInfeasible, status.kUnboundedOrInfeasible)
        for option, value in _OPTIONS.items():
            self._highs.setOptionValue(option, value)
        n = len(self.candidates)
        self._highs.addVars(n, np.zeros(n), np.ones(n))
        self._columns: NDArray[np.int32] = np.arange(n, dtype=np.int32)
        self.closed: set[int] = set()
        """Steps that can be in no plan: nothing leads to what they rest on."""
        self._highs.changeColsIntegrality(n, self._columns, np.ones(n, dtype=np.uint8))
        self._rest_on_each_other()

    def ways_to(self, facet: str, level: int) -> Sequence[int]:
        """The candidates that bring a facet to a level."""
        return self._ways.get((facet, level), ())

    def at_least(self, weights: Mapping[int, int], least: float) -> None:
        """Keep to plans in which the weighted steps add up to `least` or more."""
        self._row(weights, least, np.inf)

    def at_most(self, weights: Mapping[int, int], most: float) -> None:
        """Keep to plans in which the weighted steps add up to `most` or less."""
        self._row(weights, -np.inf, most)

    def refuse(self, chosen: Iterable[int]) -> None:
        """Keep to plans other than this one."""
        inside = set(chosen)
        signs = {i: -1 if i in inside else 1 for i in range(len(self.candidates))}
        self.at_least(signs, 1 - len(inside))

    def fix(self, index: int, *, chosen: bool) -> None:
        """Keep to plans with, or without, a step."""
        self._highs.changeColBounds(index, float(chosen), float(chosen))

    def free(self, index: int) -> None:
        """Take back a `fix`."""
        self._highs.changeColBounds(index, 0.0, 1.0)

    def best(self, worth: Sequence[int]) -> tuple[int, ...]:
        """The steps of greatest worth.

        Raises
        ------
        RuntimeError
            If no plan keeps to everything that was asked; `best_if_any` gives None then.
        """
        found = self.best_if_any(worth)
        if found is None:
            raise RuntimeError("no plan keeps to what was asked, though one should")
        return found

    def best_if_any(self, worth: Sequence[int]) -> tuple[int, ...] | None:
        """The steps of greatest worth, or None where no plan keeps to everything that was asked."""
        n = len(self.candidates)
        self._highs.changeColsCost(n, self._columns, -np.asarray(worth, dtype=np.float64))
        while True:
            self._highs.run()
            status = self._highs.getModelStatus()
            if status in self._no_plan:
                return None
            if status not in self._solved:
                raise RuntimeError(f"the solver ended with {status} instead of a proof")
            values = np.asarray(self._highs.getSolution().col_value)
            chosen = tuple(int(i) for i in np.flatnonzero(values > 0.5))  # noqa: PLR2004
            circle = stuck([self.candidates[i] for i in chosen], self.levels)
            if not circle:
                return chosen
            # Steps that wait for one another can never be started, whatever else is in the plan.
            self.at_most({i: 1 for i in chosen if self.candidates[i].id in circle}, len(circle) - 1)

    def first_among_equals(self) -> tuple[int, ...]:
        """The plan that holds the earliest candidates, of all that keep to what was asked."""
        n = len(self.candidates)
        chosen: tuple[int, ...] = ()
        for start in range(0, n, _CHUNK):
            part = range(start, min(start + _CHUNK, n))
            worth = [0] * n
            for place, i in enumerate(part):
                worth[i] = 1 << (_CHUNK - 1 - place)
            chosen = self.best(worth)
            for i in part:
                self.fix(i, chosen=i in chosen)
        return chosen

    def _rest_on_each_other(self) -> None:
        for ways in self._ways.values():
            if len(ways) > 1:
                self.at_most(dict.fromkeys(ways, 1), 1)
        for i, candidate in enumerate(self.candidates):
            before = {candidate.facet: candidate.from_level, **candidate.requires}
            for facet, level in before.items():
                if self.levels.get(facet, level) >= level:
                    continue
                before_it = self.ways_to(facet, level)
                if before_it:
                    self.at_least({**dict.fromkeys(before_it, 1), i: -1}, 0)
                else:
                    self.closed.add(i)
                    self.fix(i, chosen=False)

    def _row(self, weights: Mapping[int, int], least: float, most: float) -> None:
        index = np.fromiter(weights, dtype=np.int32, count=len(weights))
        value = np.fromiter(weights.values(), dtype=np.float64, count=len(weights))
        # The solver's tolerance is absolute: rows of millions would ask for more digits than there are.
        largest = max(1.0, float(np.abs(value).max(initial=0.0)))
        self._highs.addRow(least / largest, most / largest, len(index), index, value / largest)


_OPTIONS: dict[str, Any] = {
    "output_flag": False,
    "threads": 1,
    "random_seed": 0,
    "mip_rel_gap": 0.0,
    "mip_abs_gap": 0.5,  # worths are whole numbers: closer than this is equal
    "mip_feasibility_tolerance": _TOLERANCE,
    "primal_feasibility_tolerance": _TOLERANCE,
    # On programs of this size the search for a first plan takes four times as long as the proof (measured).
    "mip_heuristic_run_feasibility_jump": False,
    "mip_detect_symmetry": False,
}
