"""The record of one assessment as a whole."""

from dataclasses import dataclass

from readiness.models import Version2
from readiness.profile.model import Profile
from readiness.record.notes import (
    Career,
    ConsistencyNote,
    InsightNote,
    Leniency,
    Provenance,
    RobustnessNote,
    Salary,
    Standing,
)
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

__all__ = ["Assessment"]


@dataclass(frozen=True, kw_only=True)
class Assessment:
    """One scored profile: the contract that every report reads."""

    schema_version: Version2
    engine_version: str
    assessed_at: str
    """ISO 8601, with offset"""
    seed: int
    profile: Profile
    framework: FrameworkRef
    questions: QuestionsRef
    score: float | None
    coverage: float
    bounds: Bounds
    stated: Stated
    estimate: Estimate | None
    verdict: Verdict
    dimensions: tuple[Node, ...]
    criteria: tuple[Node, ...]
    leaves: tuple[Leaf, ...]
    plan: Plan | None
    """To ready first, then beyond, within the hours that the profile wishes for; none where nothing was
    answered"""
    next_steps: tuple[PlanStep, ...]
    """The first three steps of the plan"""
    robustness: RobustnessNote | None
    consistency: tuple[ConsistencyNote, ...]
    leniency: Leniency | None
    standing: tuple[Standing, ...]
    insights: tuple[InsightNote, ...]
    careers: tuple[Career, ...]
    salary: Salary | None
    provenance: tuple[Provenance, ...]
