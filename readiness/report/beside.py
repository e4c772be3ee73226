"""What a report can show beside the record itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from readiness.record import Assessment
    from readiness.record.comparison import Comparison
    from readiness.record.plan import Plan

__all__ = ["Beside"]


class Beside(NamedTuple):
    """A plan from this assessment, earlier assessments of the same person, and what moved since the last."""

    plan: Plan | None = None
    earlier: tuple[Assessment, ...] = ()
    comparison: Comparison | None = None
