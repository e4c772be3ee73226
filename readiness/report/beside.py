"""What a report can show beside the record itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from readiness.assessment.comparison import Comparison
    from readiness.plans import Plan
    from readiness.record import Assessment

__all__ = ["Beside"]


class Beside(NamedTuple):
    """A plan from this assessment, earlier assessments of the same person, and what moved since the last."""

    plan: Plan | None = None
    earlier: tuple[Assessment, ...] = ()
    comparison: Comparison | None = None
