"""A plan under way: what is done, what is left and until when, and what the next assessment says of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from readiness.errors import UsageError
from readiness.knapsack.candidates import Candidate
from readiness.knapsack.progress import progress
from readiness.plan.build import week_records
from readiness.record.status import DoneRecord, FacetReview, Review, Status

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from readiness.knapsack.order import Week
    from readiness.record import Assessment
    from readiness.record.plan import PlanStep
    from readiness.record.plan_document import PlanDocument

__all__ = ["review_plan", "track_plan"]


def track_plan(
    plan: PlanDocument, done: Mapping[str, date], *, today: date, after: Assessment | None = None
) -> Status:
    """Where the plan stands today.

    Parameters
    ----------
    plan : PlanDocument
        As it was made.
    done : mapping of str to date
        Steps that are done, and when.
    today : date
        The day that it is.
    after : Assessment, optional
        The next assessment of the same person, to compare the plan with.

    Raises
    ------
    UsageError
        If a step is not in the plan, or was done on a day that has not come.
    """
    early = sorted(step for step, day in done.items() if day > today)
    if early:
        raise UsageError(f"{', '.join(early)}: done on a day that has not come yet")
    start = date.fromisoformat(plan.starts_on) if plan.starts_on else None
    weekly = plan.goal.hours_per_week
    this_week = (today - start).days // 7 + 1 if start and weekly else None
    moved = progress(
        [_candidate(step) for step in plan.steps],
        done,
        hours_per_week=weekly or 1.0,
        this_week=this_week or 1,
        score=plan.score_before,
    )
    by_id = {step.id: step for step in plan.steps}
    days = [week.number for week in moved.weeks]
    return Status(
        on=today.isoformat(),
        this_week=this_week,
        done=tuple(
            DoneRecord(
                id=step,
                facet_title=by_id[step].facet_title,
                done_on=day.isoformat(),
                gain_points=by_id[step].gain_points,
            )
            for step, day in sorted(done.items(), key=lambda entry: (entry[1], entry[0]))
        ),
        left=tuple(_moved(by_id[c.id], moved.weeks, dated=this_week is not None) for c in moved.left),
        overdue=moved.overdue if this_week is not None else (),
        weeks=week_records(moved.weeks, start) if this_week is not None else (),
        score_before=plan.score_before,
        score_expected=moved.score,
        score_at_end=plan.score_after,
        ends_on=_last_day(start, days[-1]) if start and days and weekly else None,
        planned_end=_last_day(start, plan.weeks[-1].number) if start and plan.weeks else None,
        weeks_late=moved.late if this_week is not None else None,
        review=review_plan(plan, done, after) if after is not None and done else None,
    )


def review_plan(plan: PlanDocument, done: Mapping[str, date], after: Assessment) -> Review:
    """Predicted against actual gain of the facets that steps which were done raise, or let count in full.

    Both are counted in the plan's own points, so that a change of weights or of what was answered does not
    enter.
    """
    found = {leaf.id: leaf.attainment for leaf in after.leaves}
    rows = []
    for facet in plan.facets:
        steps = [s for s in plan.steps if s.id in done and (s.facet == facet.id or facet.id in s.lifts)]
        if not steps:
            continue
        own = [s.gain_points - sum(s.lifts.values()) for s in steps if s.facet == facet.id]
        lifted = [s.lifts.get(facet.id, 0.0) for s in steps]
        now = found.get(facet.id)
        rows.append(
            FacetReview(
                facet=facet.id,
                title=facet.title,
                predicted_points=sum(own) + sum(lifted),
                actual_points=None if now is None else facet.points * (now - facet.attainment),
            )
        )
    return Review(
        assessed_at=after.assessed_at,
        predicted_points=sum(row.predicted_points for row in rows if row.actual_points is not None),
        actual_points=sum(row.actual_points or 0.0 for row in rows),
        facets=tuple(rows),
        score_before=plan.score_before,
        score_after=after.score,
    )


def _candidate(step: PlanStep) -> Candidate:
    # What was assumed of unanswered facets holds on.
    requires = {facet: level for facet, level in step.requires.items() if facet not in step.assumes}
    return Candidate(
        step.id, step.facet, step.from_level, step.to_level, step.gain_points, step.effort_hours, requires
    )


def _moved(step: PlanStep, weeks: Sequence[Week], *, dated: bool) -> PlanStep:
    numbers = [week.number for week in weeks for part in week.shares if part.step == step.id] if dated else []
    return replace(step, first_week=min(numbers, default=None), last_week=max(numbers, default=None))


def _last_day(start: date, week: int) -> str:
    return (start + timedelta(weeks=week, days=-1)).isoformat()
