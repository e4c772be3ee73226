"""The record of a plan that was made for itself: as in an assessment, and how sure each step of it is.

Units are those of `readiness.record.plan`.
"""

from dataclasses import field
from typing import Annotated, Literal

from readiness.models import Version2
from readiness.models.frozen import dataclass
from readiness.record.kinds import Amount, AnyAmount, Count, Few, Id, Points, Seed, WholeAmount, WholeLevel
from readiness.record.plan import Plan

__all__ = ["NearTie", "PlanDocument", "WhatIf"]


@dataclass(frozen=True, kw_only=True)
class NearTie:
    """A step outside the plan that could be in it at almost no loss."""

    id: Id
    facet_title: str
    to_level: WholeAmount | Amount
    effort_hours: Amount
    gain_points: Points
    margin: AnyAmount
    unit: Literal["points", "hours"]


@dataclass(frozen=True, kw_only=True)
class WhatIf:
    """Ratings that were changed to see what they would give; everything else in the plan starts from them."""

    levels: Annotated[dict[Id, WholeLevel], Few] = field(hash=False)
    score_before: Points | None
    score_after: Points | None
    stated_only: bool
    """Whether checks were left out, so that both scores are by own ratings"""


@dataclass(frozen=True, kw_only=True)
class _Header:
    schema_version: Version2
    engine_version: str
    created_at: str
    assessed_at: str
    name: str | None
    seed: Seed
    what_if: WhatIf | None


@dataclass(frozen=True, kw_only=True)
class PlanDocument(Plan, _Header):
    """A plan made for itself, for one role or several, with how sure each of its steps is."""

    near_ties: Annotated[tuple[NearTie, ...], Few]
    n_scenarios: Count
    """Weightings, and as many plausible levels, tried for `sure`"""
