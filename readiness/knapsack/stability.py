"""How sure a plan is: under other weights, under other levels, and against the plans that come close."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

from readiness.knapsack.best import budget_hours
from readiness.knapsack.program import GAIN_UNITS, HOUR_UNITS, Program, gain_units, hour_units

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from readiness.knapsack.candidates import Candidate

__all__ = ["Scenario", "margins", "margins_in_hours", "shares_kept"]


class Scenario(NamedTuple):
    """What might be true instead: candidates with their gains, and the levels that they start from."""

    candidates: Sequence[Candidate]
    levels: Mapping[str, int]


def shares_kept(steps: Collection[str], scenarios: Iterable[Scenario], hours: float) -> dict[str, float]:
    """The share of scenarios whose best plan of so many hours still holds each step.

    A step that is no longer needed, because the level is there already or cannot be reached, is not held.
    """
    counts, n = dict.fromkeys(steps, 0), 0
    program: Program | None = None
    before: Scenario | None = None
    for scenario in scenarios:
        n += 1
        if program is None or before is None or not _same_but_gains(before, scenario):
            program = _within(scenario, hours)
        before = scenario
        for i in program.best(_worth(scenario.candidates)):
            if scenario.candidates[i].id in counts:
                counts[scenario.candidates[i].id] += 1
    return {step: count / n for step, count in counts.items()} if n else {}


def margins(
    candidates: Sequence[Candidate], levels: Mapping[str, int], hours: float, chosen: Collection[str]
) -> dict[str, float]:
    """Points lost within the same hours by leaving out a chosen step, or by taking another.

    A step whose margin is nearly 0 is a tie: other plans are as good. A step that has to be in every plan of
    so many hours, or can be in none, has no margin.
    """
    program = _within(Scenario(candidates, levels), hours)
    gains = [gain_units(c.gain) for c in candidates]
    return {step: lost / GAIN_UNITS for step, lost in _losses(program, gains, chosen).items()}


def margins_in_hours(
    candidates: Sequence[Candidate],
    levels: Mapping[str, int],
    *,
    gain: float,
    floors: Mapping[str, int],
    chosen: Collection[str],
) -> dict[str, float]:
    """Hours that a plan to the same goal takes more without a chosen step, or with one that was not chosen.

    Parameters
    ----------
    candidates, levels
        As for `smallest_plan`.
    gain : float
        Points that the plan has to bring.
    floors : mapping of str to int
        Must-haves that the plan has to reach.
    chosen : collection of str
        Ids of the steps of the smallest plan.
    """
    program = Program(candidates, levels)
    for facet, floor in floors.items():
        program.at_least(dict.fromkeys(program.ways_to(facet, floor), 1), 1)
    units = {i: gain_units(c.gain) for i, c in enumerate(candidates)}
    program.at_least(units, math.floor(gain * GAIN_UNITS) - len(units))
    costs = [-hour_units(c.hours) for c in candidates]
    return {step: lost / HOUR_UNITS for step, lost in _losses(program, costs, chosen).items()}


def _losses(program: Program, worth: Sequence[int], chosen: Collection[str]) -> dict[str, int]:
    """Worth lost by deciding otherwise about each step."""
    most = sum(worth[i] for i in program.best(worth))
    lost: dict[str, int] = {}
    for i, candidate in enumerate(program.candidates):
        if i in program.closed:
            continue
        program.fix(i, chosen=candidate.id not in chosen)
        found = program.best_if_any(worth)
        program.free(i)
        if found is not None:
            lost[candidate.id] = most - sum(worth[k] for k in found)
    return lost


def _within(scenario: Scenario, hours: float) -> Program:
    program = Program(scenario.candidates, scenario.levels)
    costs = {i: hour_units(c.hours) for i, c in enumerate(scenario.candidates)}
    program.at_most(costs, budget_hours(hours) + 0.5)
    return program


def _worth(candidates: Sequence[Candidate]) -> list[int]:
    """Gains, with ties broken by a millionth of a point for each hour."""
    return [gain_units(c.gain) - round(c.hours) for c in candidates]


def _same_but_gains(one: Scenario, other: Scenario) -> bool:
    return one.levels == other.levels and [c.id for c in one.candidates] == [c.id for c in other.candidates]
