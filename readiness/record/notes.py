"""What a record says beside the score: robustness, doubts, context, and the source of every number."""

from dataclasses import dataclass, field
from typing import Literal

from readiness.framework.scales import Basis

__all__ = [
    "Alternative",
    "Career",
    "ConsistencyNote",
    "Driver",
    "InsightNote",
    "LargestGap",
    "Leniency",
    "Provenance",
    "RobustnessNote",
    "Salary",
    "Standing",
]


@dataclass(frozen=True, kw_only=True)
class Driver:
    """A dimension or criterion whose importance moves the score."""

    id: str
    title: str
    index: float
    """Share of the score's variance when it moves alone"""
    verdict_changes: float
    """Chance that it alone, moved, changes the verdict"""


@dataclass(frozen=True, kw_only=True)
class Alternative:
    """The score under another rule."""

    id: str
    title: str
    score: float
    band: str


@dataclass(frozen=True, kw_only=True)
class LargestGap:
    """How often a leaf misses the most points while the weights move."""

    id: str
    share: float


@dataclass(frozen=True, kw_only=True)
class RobustnessNote:
    """Whether the verdict hangs on the weights."""

    draws: int
    verdict_stays: float
    score_low: float
    """5th percentile of the scores under moved weights"""
    score_high: float
    """95th percentile"""
    bands: dict[str, float] = field(hash=False)
    """Share of draws in each band"""
    largest_gaps: tuple[LargestGap, ...]
    drivers: tuple[Driver, ...]
    hinges_on: str | None
    """The factor that most often changes the verdict alone"""
    alternatives: tuple[Alternative, ...]
    sentence: str


@dataclass(frozen=True, kw_only=True)
class ConsistencyNote:
    """Answers that seldom go together; they lower confidence, not the score."""

    id: str
    ask: str
    touches: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Leniency:
    """How far the person's ratings run above what the answers support."""

    levels: float
    sd: float
    tell: bool
    sentence: str


@dataclass(frozen=True, kw_only=True)
class Standing:
    """Where the person stands among entrants: context, not score."""

    id: Literal["degree", "years"]
    share_at_or_below: float
    basis: Basis
    sentence: str


@dataclass(frozen=True, kw_only=True)
class InsightNote:
    """One of the article's misconceptions that applies to this profile."""

    id: str
    misconception: int
    title: str
    correction: str
    sentence: str


@dataclass(frozen=True, kw_only=True)
class Career:
    """A path that the article names, and how much of what it leans on is there already."""

    industry: str
    role: str
    fit: float
    """Mean attainment of the facets it leans on"""
    strongest: str
    weakest: str
    leans_on: tuple[str, ...]
    basis: Basis
    """Basis of the fit, not of the path"""
    rationale: str


@dataclass(frozen=True, kw_only=True)
class Salary:
    """Entry-level range in the chosen city, USD a year: context, not score."""

    city: str
    low: int
    high: int
    basis: Basis


@dataclass(frozen=True, kw_only=True)
class Provenance:
    """A number behind the score and where it comes from."""

    id: str
    title: str
    value: float | str
    unit: str
    basis: Basis
    note: str
    """The rationale, or the part of the source"""
