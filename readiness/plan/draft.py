"""A plan worked out, before it is put into words: from the leaves of a record to steps in their stages."""

from __future__ import annotations

import math
from functools import lru_cache
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

from readiness.errors import UsageError
from readiness.knapsack.candidates import Action, Candidate, Need, candidates
from readiness.knapsack.stages import Aim, Stages, staged_plan
from readiness.limits import MOST_WEEKS
from readiness.questionnaire import facet_ids, load_actions, load_facet
from readiness.questionnaire.own import own_questions
from readiness.record.plan import Goal

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from readiness.knapsack.terms import Term
    from readiness.profile import Goals
    from readiness.questionnaire.models import LeafStep
    from readiness.questionnaire.own import OwnQuestions
    from readiness.record import FrameworkRef, Leaf, Verdict

__all__ = [
    "Draft", "Start", "Worths", "actions_of", "budget_of", "draft", "goal_of", "hours_in_job", "is_free",
    "stands_at", "start", "steps_of",
]  # fmt: skip

Worths: TypeAlias = "Mapping[str, Mapping[float, float]]"
"""Attainment of each level of a leaf at which a step begins or ends, by the leaf's id."""


class Start(NamedTuple):
    """Where one person stands for one role: ``levels`` of what was answered, ``needs`` that steps can meet.

    ``floors`` are the levels to which the must-haves in the way have to be brought: those that are likely
    below, those that were rated below and may be there all the same, and those that were not rated. ``terms``
    are the points of rated leaves.
    """

    role: FrameworkRef
    leaves: Sequence[Leaf]
    verdict: Verdict
    score: float
    coverage: float
    levels: Mapping[str, float]
    needs: tuple[Need, ...]
    floors: Mapping[str, float]
    terms: Sequence[Term]

    def aim(self, actions: Sequence[Action]) -> Aim:
        """What a plan of these steps has to reach for this role."""
        found = self.candidates(actions)
        return Aim(found, self.score, self.verdict.threshold, self.floors, self.terms)

    def candidates(self, actions: Sequence[Action]) -> tuple[Candidate, ...]:
        """The steps that could go into a plan for this role; the gains of rated leaves are the terms'."""
        rated = {term.leaf for term in self.terms}
        found = candidates(actions, self.needs)
        return tuple(c._replace(gain=0.0) if c.leaf in rated else c for c in found)


def start(  # noqa: PLR0917 — the parts of a record, in its order
    role: FrameworkRef,
    leaves: Sequence[Leaf],
    verdict: Verdict,
    score: float,
    coverage: float,
    worths: Worths,
    terms: Sequence[Term],
) -> Start:
    """Levels, needs and must-haves of a person for a role.

    Parameters
    ----------
    role, leaves, verdict, score, coverage
        As in the record of an assessment.
    worths : mapping of str to mapping of float to float
        What the levels of each leaf are worth in this role, for every leaf that steps lead up.
    terms : sequence of Term
        The points of rated leaves, by their levels and by those of the leaves that they are built on.
    """
    levels: dict[str, float] = {}
    needs: list[Need] = []
    floors: dict[str, float] = {}
    still_open = {must.id for must in verdict.must_haves if must.state == "too-close"}
    for leaf in leaves:
        level, floor = stands_at(leaf) if leaf.outcome == "answered" else None, float(leaf.must_have or 0)
        if level is not None and leaf.attainment is not None:
            levels[leaf.id] = level  # also where no step leads up: other steps may rest on it
        unknown = leaf.must_have is not None and leaf.outcome in {"skipped", "not_asked"}
        short = leaf.id in still_open and level is not None and min(level, _rating(leaf, level)) < floor
        if leaf.id in verdict.blocked_by or unknown or short:
            floors[leaf.id] = floor
        if level is None or leaf.id not in worths or leaf.attainment is None:
            continue
        if leaf.id in floors:  # whatever was claimed: the evidence says that the floor is still to be reached
            level = min(level, max((k for k in worths[leaf.id] if k < floor), default=level))
        bar = float(leaf.bar) if isinstance(leaf.bar, (int, float)) else level
        points = leaf.contribution + (leaf.points_missing or 0.0)
        levels[leaf.id] = level
        needs.append(Need(leaf.id, level, bar, points, leaf.attainment, worths[leaf.id]))
    return Start(role, leaves, verdict, score, coverage, levels, tuple(needs), floors, terms)


def stands_at(leaf: Leaf) -> float | None:
    """The level from which a step leads on: years, a count, or as rated unless checks of it say otherwise.

    Of what was not answered it is the level that is believed; None where there is no level.
    """
    if leaf.measured is not None and (leaf.measured.n_answers > 0 or leaf.answer is None):
        return round(leaf.measured.level)
    return leaf.answer if isinstance(leaf.answer, (int, float)) else None


def _rating(leaf: Leaf, otherwise: float) -> float:
    return float(leaf.answer) if isinstance(leaf.answer, (int, float)) else otherwise


def steps_of(leaf: str) -> tuple[LeafStep, ...]:
    """The learning steps and other actions that raise a leaf."""
    own: tuple[LeafStep, ...] = load_facet(leaf).steps if leaf in facet_ids() else ()
    return own + tuple(action for action in load_actions() if action.leaf == leaf)


def actions_of(leaves: Iterable[str], *, prefer_free: bool = False) -> tuple[Action, ...]:
    """The steps of these leaves as a plan works with them.

    With `prefer_free`, an alternative without a free resource gives way to one that has one.
    """
    own = own_questions()
    return tuple(action for leaf in leaves for action in _actions_of(leaf, own, prefer_free))


@lru_cache(maxsize=512)
def _actions_of(leaf: str, _: OwnQuestions, prefer_free: bool) -> tuple[Action, ...]:  # noqa: FBT001
    steps = steps_of(leaf)
    free_from = {s.from_level for s in steps if any(is_free(r.price) for r in s.resources)}
    return tuple(
        Action(step.id, leaf, step.from_level, step.to_level, float(step.hours), step.requires)
        for step in steps
        if not prefer_free
        or step.from_level not in free_from
        or any(is_free(r.price) for r in step.resources)
    )


def is_free(price: str) -> bool:
    """Whether a price says that nothing has to be paid."""
    return price.casefold().startswith("free")


class Draft(NamedTuple):
    """One person, for one role or several, and the steps that were found."""

    starts: tuple[Start, ...]
    goal: Goal
    actions: tuple[Action, ...]
    aims: Mapping[str, Aim]
    stages: Stages

    @property
    def steps(self) -> tuple[Candidate, ...]:
        """Every step: to ready, then beyond."""
        return self.stages.to_ready + self.stages.beyond

    @property
    def levels(self) -> dict[str, float]:
        """Level in every leaf that was answered."""
        return {leaf: level for s in reversed(self.starts) for leaf, level in s.levels.items()}

    @property
    def titles(self) -> dict[str, str]:
        """Title of every leaf of the roles."""
        return {leaf.id: leaf.title for s in reversed(self.starts) for leaf in s.leaves}

    @property
    def score(self) -> float:
        """Mean score over the roles."""
        return math.fsum(s.score for s in self.starts) / len(self.starts)

    @property
    def gain(self) -> float:
        """Points that all steps bring, on average over the roles."""
        return math.fsum(self.gained(role) for role in self.aims) / len(self.aims)

    def gained(self, role: str) -> float:
        """Points that all steps bring for a role."""
        return math.fsum(its.gain for its in self.stages.priced[role].values())


def draft(starts: Sequence[Start], goal: Goal) -> Draft:
    """The steps to ready, and beyond, of a person within the time there is."""
    leaves = dict.fromkeys(need.leaf for s in starts for need in s.needs)
    actions = actions_of(leaves, prefer_free=goal.prefer_free)
    aims = {s.role.id: s.aim(actions) for s in starts}
    levels = {leaf: level for s in reversed(starts) for leaf, level in s.levels.items()}
    stages = staged_plan(
        aims,
        levels,
        hours=budget_of(goal),
        stop_at_ready=goal.kind == "to-ready",
        outside=steps_outside(starts, goal, aims),
    )
    return Draft(tuple(starts), goal, actions, aims, stages)


def steps_outside(starts: Sequence[Start], goal: Goal, aims: Mapping[str, Aim]) -> set[str]:
    """The steps that take none of the hours there are: time in a job, where those are for learning."""
    if budget_of(goal) is None:
        return set()
    steps = [step for aim in aims.values() for step in aim.candidates]
    return {step.id for step in steps if hours_in_job(starts, [step])}


def budget_of(goal: Goal) -> float | None:
    """The hours that a plan may take: those that there are, or as many as the most weeks of a plan have."""
    if goal.hours is None and goal.hours_per_week is not None:
        return MOST_WEEKS * goal.hours_per_week
    return goal.hours


def hours_in_job(starts: Iterable[Start], steps: Iterable[Candidate]) -> float:
    """How many of the hours of steps are time in a job."""
    years = {leaf.id for begin in starts for leaf in begin.leaves if leaf.scale == "years"}
    return math.fsum(step.hours for step in steps if step.leaf in years)


def goal_of(
    wishes: Goals,
    *,
    hours: float | None = None,
    hours_per_week: float | None = None,
    weeks: int | None = None,
    to_ready: bool = False,
    prefer_free: bool = False,
) -> Goal:
    """The goal that these say together; where they say nothing, what the profile wishes for.

    Raises
    ------
    UsageError
        If they contradict each other, or are no amounts of time.
    """
    if hours is None and weeks is None and not to_ready:
        weeks = wishes.weeks if wishes.hours_per_week is not None or hours_per_week is not None else None
    if hours_per_week is None and hours is None:
        hours_per_week = wishes.hours_per_week
    if hours_per_week is not None and not 0 < hours_per_week <= 168:  # noqa: PLR2004 — hours of a week
        raise UsageError(
            f"{hours_per_week:g} hours a week cannot be planned with; use more than 0, at most 168"
        )
    if weeks is not None and not 1 <= weeks <= MOST_WEEKS:
        raise UsageError(f"{weeks} weeks cannot be planned with; use 1 to {MOST_WEEKS}")
    if hours is not None and not (math.isfinite(hours) and 0 < hours <= 100_000):  # noqa: PLR2004
        raise UsageError(
            f"a budget of {hours:g} hours cannot be planned with; use more than 0, at most 100,000"
        )
    if sum([hours is not None, weeks is not None, to_ready]) > 1:
        raise UsageError("hours, weeks and to-ready are three different goals; ask for one of them")
    if weeks is not None and hours_per_week is None:
        raise UsageError("weeks need hours a week; give both")
    kind: Literal["hours", "weeks", "to-ready", "all"] = "to-ready" if to_ready else "all"
    if weeks is not None or hours is not None:
        kind = "hours" if weeks is None else "weeks"
    return Goal(
        kind=kind,
        hours=hours_per_week * weeks if weeks is not None and hours_per_week is not None else hours,
        hours_per_week=hours_per_week,
        weeks=weeks,
        prefer_free=prefer_free,
    )
