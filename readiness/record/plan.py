"""The record of a plan: what to do, in which weeks, what it brings, how sure it is, what stands in the way.

Points are 0 to 100, shares 0 to 1, effort is hours, dates are ISO 8601. Nothing is rounded. ``None`` means
that there is no such number: no weeks were given, or nothing is known.
"""

from dataclasses import dataclass, field
from typing import Literal

from readiness.models import Version2
from readiness.record.score import FrameworkRef

__all__ = [
    "Goal",
    "NearTie",
    "Obstacle",
    "Plan",
    "PlanDocument",
    "PlanFacet",
    "PlanStep",
    "PlanWeek",
    "RolePlan",
    "StepResource",
    "Sureness",
    "WeekPart",
    "WhatIf",
]


@dataclass(frozen=True, kw_only=True)
class Goal:
    """What the plan was asked to fit."""

    kind: Literal["hours", "weeks", "to-ready", "all"]
    hours: float | None
    """The budget; none where the plan goes as far as ready, or as far as steps help"""
    hours_per_week: float | None
    weeks: int | None
    prefer_free: bool


@dataclass(frozen=True, kw_only=True)
class PlanFacet:
    """Where somebody stands in a facet when the plan begins."""

    id: str
    title: str
    level: int | float
    bar: int | float
    attainment: float
    points: float
    """What the facet is worth at its bar, mean over the roles"""


@dataclass(frozen=True, kw_only=True)
class Sureness:
    """How sure it is that a step belongs in the plan."""

    weights: float
    """Share of other weightings whose plan holds the step, too"""
    levels: float
    """Share of other plausible levels whose plan holds it, too"""
    margin: float | None
    """What the best plan without it loses; none where there is none"""
    unit: Literal["points", "hours"]
    """Hours where the step leads to ready"""
    near_tie: bool
    """Whether the margin is below that of a tie"""


@dataclass(frozen=True, kw_only=True)
class StepResource:
    """Something to learn from."""

    title: str
    provider: str
    url: str
    price: str


@dataclass(frozen=True, kw_only=True)
class PlanStep:
    """One step of the plan, in the order in which they are done: it raises one leaf."""

    id: str
    facet: str
    facet_title: str
    scale: str
    """What the levels are: a rating 0 to 4, a count, or years"""
    stage: Literal["ready", "beyond"]
    """Whether it is needed for ready, or leads beyond it"""
    from_level: int | float
    to_level: int | float
    do: str
    effort_hours: float
    effort_basis: Literal["stated", "estimated"]
    effort_source: str
    gain_points: float
    """Points that it brings after the steps before it, mean over the roles"""
    gain_by_role: dict[str, float] = field(hash=False)
    lifts: dict[str, float] = field(hash=False, default_factory=dict)
    """How many of these points are in other leaves, which count in full only on this one"""
    requires: dict[str, int] = field(hash=False)
    assumes: dict[str, int] = field(hash=False)
    """Prerequisites in facets that were not answered"""
    opens: tuple[str, ...]
    """Later steps of the plan that rest on it"""
    resources: tuple[StepResource, ...]
    first_week: int | None
    last_week: int | None
    sure: Sureness | None


@dataclass(frozen=True, kw_only=True)
class WeekPart:
    """The hours that a week gives to a step."""

    step: str
    hours: float
    finishes: bool


@dataclass(frozen=True, kw_only=True)
class PlanWeek:
    """One week, counted from 1, and the score that it ends on; only finished steps count."""

    number: int
    starts_on: str | None
    hours: float
    score: float
    parts: tuple[WeekPart, ...]


@dataclass(frozen=True, kw_only=True)
class NearTie:
    """A step outside the plan that could be in it at almost no loss."""

    id: str
    facet_title: str
    to_level: int | float
    effort_hours: float
    gain_points: float
    margin: float
    unit: Literal["points", "hours"]


@dataclass(frozen=True, kw_only=True)
class Obstacle:
    """Something between this plan and ready that no step of it removes."""

    id: str
    title: str
    points_missing: float | None
    sentence: str


@dataclass(frozen=True, kw_only=True)
class RolePlan:
    """What the plan does for one role."""

    framework: FrameworkRef
    score_before: float
    score_after: float
    threshold: float
    ready_after: bool
    ready_hours: float | None
    """Hours of the plan after which the role is reached; none where it is not within the plan"""
    fewest_hours: float | None
    """The fewest hours to ready, whether there are so many or not; none where no steps lead there"""
    must_haves_left: tuple[str, ...]
    """Titles of must-haves below their floor at the end"""
    own: tuple[str, ...]
    """With several roles: steps of the plan that bring points to this one alone"""


@dataclass(frozen=True, kw_only=True)
class WhatIf:
    """Ratings that were changed to see what they would give; everything else in the plan starts from them."""

    levels: dict[str, int] = field(hash=False)
    score_before: float | None
    score_after: float | None
    stated_only: bool
    """Whether checks were left out, so that both scores are by own ratings"""


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What to do, in its order: to ready first, then beyond."""

    goal: Goal
    starts_on: str | None
    roles: tuple[RolePlan, ...]
    facets: tuple[PlanFacet, ...]
    steps: tuple[PlanStep, ...]
    weeks: tuple[PlanWeek, ...]
    effort_hours: float
    gain_points: float
    score_before: float
    score_after: float
    sentence: str
    obstacles: tuple[Obstacle, ...]


@dataclass(frozen=True, kw_only=True)
class _Header:
    schema_version: Version2
    engine_version: str
    created_at: str
    assessed_at: str
    name: str | None
    seed: int
    what_if: WhatIf | None


@dataclass(frozen=True, kw_only=True)
class PlanDocument(Plan, _Header):
    """A plan made for itself, for one role or several, with how sure each of its steps is."""

    near_ties: tuple[NearTie, ...]
    n_scenarios: int
    """Weightings, and as many plausible levels, tried for `sure`"""
