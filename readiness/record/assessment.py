"""The record of one assessment as a whole."""

from dataclasses import dataclass
from typing import Annotated

from readiness.models import Version2
from readiness.profile.model import Profile
from readiness.record.kinds import Few, Points, Seed, Share
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
    leniency: Leniency | None
    standing: Annotated[tuple[Standing, ...], Few]
    insights: Annotated[tuple[InsightNote, ...], Few]
    careers: Annotated[tuple[Career, ...], Few]
    salary: Salary | None
    provenance: Annotated[tuple[Provenance, ...], Few]
