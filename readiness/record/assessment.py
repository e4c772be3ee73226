"""The record of one assessment as a whole."""

from dataclasses import field
from typing import Annotated, Literal

from readiness.framework.scales import Basis
from readiness.models import Limits, Version2
from readiness.models.frozen import dataclass
from readiness.profile.model import Profile
from readiness.record.kinds import SLIP, AnyAmount, Count, Dollars, Few, Id, Level, Points, Seed, Share
from readiness.record.plan import Plan, PlanStep
from readiness.record.score import (
    Bounds,
    Estimate,
    FrameworkRef,
    Leaf,
    Node,
    QuestionsRef,
    Stated,
    Verdict,
)

__all__ = [
    "Alternative",
    "Assessment",
    "Career",
    "ConsistencyNote",
    "Driver",
    "InsightNote",
    "LargestGap",
    "LeniencyNote",
    "Provenance",
    "RobustnessNote",
    "Salary",
    "Standing",
]


@dataclass(frozen=True, kw_only=True)
class Driver:
    """A dimension or criterion whose importance moves the score."""

    id: Id
    title: str
    index: Share
    """Share of the score's variance when it moves alone"""
    verdict_changes: Share
    """Chance that it alone, moved, changes the verdict"""


@dataclass(frozen=True, kw_only=True)
class Alternative:
    """The score under another rule."""

    id: Id
    title: str
    score: Points
    band: str


@dataclass(frozen=True, kw_only=True)
class LargestGap:
    """How often a leaf misses the most points while the weights move."""

    id: Id
    share: Share


@dataclass(frozen=True, kw_only=True)
class RobustnessNote:
    """Whether the verdict hangs on the weights."""

    draws: Count
    verdict_stays: Share
    score_low: Points
    """5th percentile of the scores under moved weights"""
    score_high: Points
    """95th percentile"""
    bands: Annotated[dict[Id, Share], Few] = field(hash=False)
    """Share of draws in each band"""
    largest_gaps: Annotated[tuple[LargestGap, ...], Few]
    drivers: Annotated[tuple[Driver, ...], Few]
    hinges_on: str | None
    """The factor that most often changes the verdict alone"""
    alternatives: Annotated[tuple[Alternative, ...], Few]
    sentence: str


@dataclass(frozen=True, kw_only=True)
class ConsistencyNote:
    """Answers that seldom go together; they lower confidence, not the score."""

    id: Id
    ask: str
    touches: Annotated[tuple[str, ...], Few]


@dataclass(frozen=True, kw_only=True)
class LeniencyNote:
    """How far the person's ratings run above what the answers support."""

    levels: Annotated[float, Limits(ge=-4 - SLIP, le=4 + SLIP)]
    sd: Level
    tell: bool
    sentence: str


@dataclass(frozen=True, kw_only=True)
class Standing:
    """Where the person stands among entrants: context, not score."""

    id: Literal["degree", "years"]
    share_at_or_below: Share
    basis: Basis
    sentence: str


@dataclass(frozen=True, kw_only=True)
class InsightNote:
    """One of the article's misconceptions that applies to this profile."""

    id: Id
    misconception: Annotated[int, Limits(ge=1, le=5)]
    title: str
    correction: str
    sentence: str


@dataclass(frozen=True, kw_only=True)
class Career:
    """A path that the article names, and how much of what it leans on is there already."""

    industry: str
    role: str
    fit: Share
    """Mean attainment of the facets it leans on"""
    strongest: str
    weakest: str
    leans_on: Annotated[tuple[str, ...], Few]
    basis: Basis
    """Basis of the fit, not of the path"""
    rationale: str


@dataclass(frozen=True, kw_only=True)
class Salary:
    """Entry-level range in the chosen city, USD a year: context, not score."""

    city: str
    low: Dollars
    high: Dollars
    basis: Basis


@dataclass(frozen=True, kw_only=True)
class Provenance:
    """A number behind the score and where it comes from."""

    id: Id
    title: str
    value: AnyAmount | str
    unit: str
    basis: Basis
    note: str
    """The rationale, or the part of the source"""


@dataclass(frozen=True, kw_only=True)
class Assessment:
    """One scored profile: the contract that every report reads."""

    schema_version: Version2
    engine_version: str
    assessed_at: str
    """ISO 8601, with offset"""
    seed: Seed
    profile: Profile
    framework: FrameworkRef
    questions: QuestionsRef
    score: Points | None
    coverage: Share
    bounds: Bounds
    stated: Stated
    estimate: Estimate | None
    verdict: Verdict
    dimensions: Annotated[tuple[Node, ...], Few]
    criteria: Annotated[tuple[Node, ...], Few]
    leaves: Annotated[tuple[Leaf, ...], Few]
    plan: Plan | None
    """To ready first, then beyond, within the hours that the profile wishes for; none where nothing was
    answered"""
    next_steps: Annotated[tuple[PlanStep, ...], Few]
    """The first three steps of the plan"""
    robustness: RobustnessNote | None
    consistency: Annotated[tuple[ConsistencyNote, ...], Few]
    leniency: LeniencyNote | None
    standing: Annotated[tuple[Standing, ...], Few]
    insights: Annotated[tuple[InsightNote, ...], Few]
    careers: Annotated[tuple[Career, ...], Few]
    salary: Salary | None
    provenance: Annotated[tuple[Provenance, ...], Few]
