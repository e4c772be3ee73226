"""The record of a plan: what to do, in which weeks, what it brings, how sure it is, what stands in the way.

Points are 0 to 100, shares 0 to 1, effort is hours, dates are ISO 8601. Nothing is rounded. ``None`` means
that there is no such number: no weeks were given, or nothing is known.
"""

from dataclasses import field
from typing import Annotated, Literal

from readiness.limits import MOST_WEEKS
from readiness.models import Limits
from readiness.models.frozen import dataclass
from readiness.record.kinds import (
    Amount,
    AnyAmount,
    Few,
    Id,
    Points,
    Share,
    Week,
    WholeAmount,
)
from readiness.record.score import FrameworkRef

__all__ = [
    "Goal", "Obstacle", "Plan", "PlanFacet", "PlanStep", "PlanWeek", "RolePlan", "StepResource", "Sureness",
    "WeekPart",
]  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Goal:
    """What the plan was asked to fit."""

    kind: Literal["hours", "weeks", "to-ready", "all"]
    hours: Amount | None
    """The budget; none where the plan goes as far as ready, or as far as steps help"""
    hours_per_week: Annotated[float, Limits(gt=0, le=168)] | None
    weeks: Annotated[int, Limits(ge=1, le=MOST_WEEKS)] | None
    prefer_free: bool


@dataclass(frozen=True, kw_only=True)
class PlanFacet:
    """Where somebody stands in a facet when the plan begins."""

    id: Id
    title: str
    level: WholeAmount | Amount
    bar: WholeAmount | Amount
    attainment: Share
    points: Points
    """What the facet is worth at its bar, mean over the roles"""


@dataclass(frozen=True, kw_only=True)
class Sureness:
    """How sure it is that a step belongs in the plan."""

    weights: Share
    """Share of other weightings whose plan holds the step, too"""
    levels: Share
    """Share of other plausible levels whose plan holds it, too"""
    margin: AnyAmount | None
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

    id: Id
    facet: Id
    facet_title: str
    scale: str
    """What the levels are: a rating 0 to 4, a count, or years"""
    stage: Literal["ready", "beyond"]
    """Whether it is needed for ready, or leads beyond it"""
    from_level: WholeAmount | Amount
    to_level: WholeAmount | Amount
    do: str
    effort_hours: Amount
    effort_basis: Literal["stated", "estimated"]
    effort_source: str
    gain_points: Points
    """Points that it brings after the steps before it, mean over the roles"""
    gain_by_role: Annotated[dict[Id, Points], Few] = field(hash=False)
    lifts: Annotated[dict[Id, Points], Few] = field(hash=False, default_factory=dict)
    """How many of these points are in other leaves, which count in full only on this one"""
    requires: Annotated[dict[Id, WholeAmount], Few] = field(hash=False)
    assumes: Annotated[dict[Id, WholeAmount], Few] = field(hash=False)
    """Prerequisites in facets that were not answered"""
    opens: Annotated[tuple[str, ...], Few]
    """Later steps of the plan that rest on it"""
    resources: Annotated[tuple[StepResource, ...], Few]
    first_week: Week | None
    last_week: Week | None
    sure: Sureness | None


@dataclass(frozen=True, kw_only=True)
class WeekPart:
    """The hours that a week gives to a step."""

    step: Id
    hours: Amount
    finishes: bool


@dataclass(frozen=True, kw_only=True)
class PlanWeek:
    """One week, counted from 1, and the score that it ends on; only finished steps count."""

    number: Week
    starts_on: str | None
    hours: Amount
    score: Points
    parts: Annotated[tuple[WeekPart, ...], Few]


@dataclass(frozen=True, kw_only=True)
class Obstacle:
    """Something between this plan and ready that no step of it removes."""

    id: Id
    title: str
    points_missing: Points | None
    sentence: str


@dataclass(frozen=True, kw_only=True)
class RolePlan:
    """What the plan does for one role."""

    framework: FrameworkRef
    score_before: Points
    score_after: Points
    threshold: Points
    ready_after: bool
    ready_hours: Amount | None
    """Hours of the plan after which the role is reached; none where it is not within the plan"""
    fewest_hours: Amount | None
    """The fewest hours to ready, whether there are so many or not; none where no steps lead there"""
    job_hours: Amount | None = None
    """How many of these are time in a job"""
    must_haves_left: Annotated[tuple[str, ...], Few]
    """Titles of must-haves below their floor at the end"""
    own: Annotated[tuple[str, ...], Few]
    """With several roles: steps of the plan that bring points to this one alone"""


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What to do, in its order: to ready first, then beyond."""

    goal: Goal
    starts_on: str | None
    roles: Annotated[tuple[RolePlan, ...], Few]
    facets: Annotated[tuple[PlanFacet, ...], Few]
    titles: Annotated[dict[Id, str], Few] = field(hash=False, default_factory=dict)
    """Titles of what steps build on, or let count for more, besides"""
    steps: Annotated[tuple[PlanStep, ...], Few]
    weeks: Annotated[tuple[PlanWeek, ...], Few]
    effort_hours: Amount
    gain_points: Points
    score_before: Points
    score_after: Points
    sentence: str
    obstacles: Annotated[tuple[Obstacle, ...], Few]
