"""Whether a plan agrees with itself: its steps, their hours and weeks, and the points that they bring."""

from __future__ import annotations

import math
from datetime import timedelta
from typing import TYPE_CHECKING

from readiness.record.kinds import SLIP
from readiness.record.sums import Findings, placed
from readiness.times import day_in

if TYPE_CHECKING:
    from readiness.errors import Problem
    from readiness.record.plan import Plan, PlanStep, PlanWeek
    from readiness.record.plan_document import PlanDocument

__all__ = ["plan_findings", "plan_problems"]


def plan_problems(plan: PlanDocument) -> list[Problem]:
    """Everything in which the document of a plan contradicts itself; empty for every one that was made."""
    found = Findings()
    found.moment("created_at", plan.created_at)
    found.moment("assessed_at", plan.assessed_at)
    plan_findings(found, plan, "")
    inside = {step.id for step in plan.steps}
    found.once("near_ties", [tie.id for tie in plan.near_ties])
    for place, tie in placed("near_ties", plan.near_ties):
        if tie.id in inside:
            found.add(f"{place}.id", "is in the plan itself")
    return found.problems


def plan_findings(found: Findings, plan: Plan, at: str) -> None:
    """Look through a plan that stands at a place, which ends with a dot."""
    roles = [role.framework.id for role in plan.roles]
    if not roles:
        found.add(f"{at}roles", "is empty")
    found.once(f"{at}roles", roles)
    found.once(f"{at}facets", [facet.id for facet in plan.facets])
    ids = [step.id for step in plan.steps]
    found.once(f"{at}steps", ids)
    facets = {facet.id for facet in plan.facets}
    for place, step in placed(f"{at}steps", plan.steps):
        _look_at_step(found, place, step)
        found.known(f"{place}.facet", step.facet, facets, "facet of the plan")
        found.all_known(f"{place}.opens", step.opens, ids, "step of the plan")
        found.same(f"{place}.gain_by_role", sorted(step.gain_by_role), sorted(roles), "the roles of the plan")
    found.equal(
        f"{at}effort_hours",
        plan.effort_hours,
        math.fsum(s.effort_hours for s in plan.steps),
        "what steps take",
    )
    found.equal(
        f"{at}gain_points", plan.gain_points, math.fsum(s.gain_points for s in plan.steps), "what steps bring"
    )
    found.equal(f"{at}score_after", plan.score_after, plan.score_before + plan.gain_points, "before and gain")
    if plan.goal.hours is not None:
        found.ordered(
            f"{at}effort_hours", plan.effort_hours, plan.goal.hours, "hours are more than there are"
        )
    if plan.goal.kind == "weeks" and None in {plan.goal.weeks, plan.goal.hours_per_week}:
        found.add(f"{at}goal", "has no weeks or no hours a week")
    _look_at_roles(found, plan, at)
    _look_at_weeks(found, plan, at)


def _look_at_step(found: Findings, place: str, step: PlanStep) -> None:
    if step.from_level >= step.to_level:
        found.add(f"{place}.from_level", f"{step.from_level:g} is not below to_level, {step.to_level:g}")
    if step.effort_hours <= 0:
        found.add(f"{place}.effort_hours", "is 0")
    found.all_known(f"{place}.assumes", step.assumes, step.requires, "facet that the step requires")
    if step.gain_by_role:
        mean = math.fsum(step.gain_by_role.values()) / len(step.gain_by_role)
        found.equal(f"{place}.gain_points", step.gain_points, mean, "the mean over the roles")


def _look_at_roles(found: Findings, plan: Plan, at: str) -> None:
    n_roles = max(len(plan.roles), 1)
    for name in ("score_before", "score_after"):
        mean = math.fsum(getattr(role, name) for role in plan.roles) / n_roles
        found.equal(f"{at}{name}", getattr(plan, name), mean, "the mean over the roles")
    ids = [step.id for step in plan.steps]
    for place, role in placed(f"{at}roles", plan.roles, name_of=lambda entry: entry.framework.id):
        found.all_known(f"{place}.own", role.own, ids, "step of the plan")
        if role.job_hours is not None:
            found.ordered(
                f"{place}.job_hours", role.job_hours, role.fewest_hours or 0.0, "hours are more than all"
            )
        if role.ready_hours is not None:
            found.ordered(
                f"{place}.ready_hours",
                role.ready_hours,
                plan.effort_hours,
                "hours are more than the plan has",
            )


def _look_at_weeks(found: Findings, plan: Plan, at: str) -> None:
    weekly = plan.goal.hours_per_week
    found.same(
        f"{at}weeks are there", bool(plan.weeks), weekly is not None and bool(plan.steps), "as asked for"
    )
    dated = found.day(f"{at}starts_on", plan.starts_on)
    used: dict[str, list[float]] = {step.id: [] for step in plan.steps}
    when: dict[str, list[int]] = {step.id: [] for step in plan.steps}
    for k, week in enumerate(plan.weeks):
        place = f"{at}weeks.{k}"
        found.same(f"{place}.number", week.number, k + 1, "that of its place")
        if weekly is not None:
            found.ordered(f"{place}.hours", week.hours, weekly, "hours are more than a week has")
        found.equal(
            f"{place}.hours", week.hours, math.fsum(p.hours for p in week.parts), "the sum of its parts"
        )
        found.within(f"{place}.score", week.score, (plan.score_before, plan.score_after), "within the plan")
        if dated or plan.starts_on is None:
            _look_at_day(found, place, week, plan.starts_on)
        for j, part in enumerate(week.parts):
            if found.known(f"{place}.parts.{j}.step", part.step, used, "step of the plan"):
                used[part.step].append(part.hours)
                when[part.step].append(week.number)
    for place, step in placed(f"{at}steps", plan.steps):
        at_weeks = when[step.id] if plan.weeks else []
        found.same(f"{place}.first_week", step.first_week, min(at_weeks, default=None), "its first week")
        found.same(f"{place}.last_week", step.last_week, max(at_weeks, default=None), "its last week")
        if plan.weeks:
            found.equal(
                f"{place}.effort_hours", step.effort_hours, math.fsum(used[step.id]), "its hours in weeks"
            )
    if plan.weeks and plan.weeks[-1].score < plan.score_after - SLIP:
        found.equal(f"{at}score_after", plan.score_after, plan.weeks[-1].score, "that of the last week")


def _look_at_day(found: Findings, place: str, week: PlanWeek, starts_on: str | None) -> None:
    due = None
    if starts_on is not None:
        due = (day_in(starts_on) + timedelta(weeks=week.number - 1)).isoformat()
    found.same(f"{place}.starts_on", week.starts_on, due, "its day by the start of the plan")
