"""The record of a plan: what to do, in which weeks, what it brings, how sure it is, what stands in the way.

Points are 0 to 100, shares 0 to 1, effort is hours, dates are ISO 8601. Nothing is rounded. ``None`` means
that there is no such number: no weeks were given, or nothing is known.
"""

from dataclasses import dataclass, field
from typing import Literal

from readiness.errors import Problem
from readiness.models import Version1
from readiness.record import FrameworkRef, LearningStep, parse_record

__all__ = [
    "SCHEMA_VERSION",
    "Goal",
    "NearTie",
    "Obstacle",
    "Plan",
    "PlanFacet",
    "PlanStep",
    "PlanWeek",
    "RolePlan",
    "Sureness",
    "WeekPart",
    "WhatIf",
    "parse_plan",
]

SCHEMA_VERSION = 1


@dataclass(frozen=True, kw_only=True)
class Goal:
    """What the plan was asked to fit."""

    kind: Literal["hours", "weeks", "to-ready"]
    hours: float | None
    """The budget; none where the plan goes as far as ready"""
    hours_per_week: float | None
    weeks: int | None
    prefer_free: bool


@dataclass(frozen=True, kw_only=True)
class PlanFacet:
    """Where somebody stands in a facet when the plan begins."""

    id: str
    title: str
    level: int
    bar: int
    attainment: float
    points: float
    """What the facet is worth at its bar, mean over the roles"""


@dataclass(frozen=True, kw_only=True)
class Sureness:
    """How sure it is that a step belongs in the plan."""

    weights: float
    """Share of weightings whose best plan of these hours holds the step"""
    levels: float
    """Share of plausible levels whose best plan of these hours holds it"""
    margin: float | None
    """What the best plan without it loses; none where there is none"""
    near_tie: bool
    """Whether the margin is below that of a tie"""


@dataclass(frozen=True, kw_only=True)
class PlanStep(LearningStep):
    """One step of the plan, in the order in which they are done."""

    gain_by_role: dict[str, float] = field(hash=False)
    assumes: dict[str, int] = field(hash=False)
    """Prerequisites in facets that were not answered"""
    opens: tuple[str, ...]
    """Later steps of the plan that rest on it"""
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
    to_level: int
    effort_hours: float
    gain_points: float
    margin: float


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
    must_haves_left: tuple[str, ...]
    """Titles of must-haves below their floor at the end"""
    own: tuple[str, ...]
    """With several roles: steps that bring points to this one alone"""


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
    """One plan for one person: the contract that every renderer reads."""

    schema_version: Version1
    engine_version: str
    created_at: str
    assessed_at: str
    name: str | None
    seed: int
    goal: Goal
    what_if: WhatIf | None
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
    near_ties: tuple[NearTie, ...]
    margin_unit: Literal["points", "hours"]
    """Hours where the plan is the smallest to ready"""
    near_tie_below: float
    """Margins below this are ties"""
    n_scenarios: int
    """Weightings, and as many plausible levels, tried for `sure`"""


def parse_plan(raw: bytes | str, *, source: str = "the plan") -> Plan:
    """The plan in a JSON text, as strictly read as a profile.

    Raises
    ------
    RecordError
        If the text is not the record of a plan.
    """
    otherwise = Problem("the file", "is no plan", "make one with `readiness plan PROFILE --format json`")
    return parse_record(Plan, raw, source, marks={"goal", "steps", "roles"}, otherwise=otherwise)
