"""The plan that a record holds: to ready first, then beyond, within the hours that its profile wishes for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from readiness.assessment.worths import worths
from readiness.plan.build import plan_record
from readiness.plan.draft import draft
from readiness.plan.goal import goal_of
from readiness.plan.moving import next_monday
from readiness.plan.start import start

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from readiness.framework import Framework
    from readiness.knapsack.terms import Term
    from readiness.profile import Profile
    from readiness.record import FrameworkRef, Leaf, Verdict
    from readiness.record.plan import Plan

__all__ = ["N_NEXT_STEPS", "plan_of"]

N_NEXT_STEPS = 3


def plan_of(
    profile: Profile,
    framework: Framework,
    *,
    role: FrameworkRef,
    leaves: Sequence[Leaf],
    verdict: Verdict,
    score: float | None,
    coverage: float,
    terms: Sequence[Term],
    assessed_at: datetime,
) -> Plan | None:
    """The plan for what else the record says; None where nothing was answered that steps lead up.

    It begins on the Monday after the assessment where the goals say how many hours a week has.
    """
    if score is None:
        return None
    begin = start(role, leaves, verdict, score, coverage, worths(framework), terms)
    if not begin.needs:
        return None
    found = draft([begin], goal_of(profile.goals))
    return plan_record(found, starts_on=next_monday(assessed_at.date()))
