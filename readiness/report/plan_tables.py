"""The tables of a plan: its weeks, its steps, its roles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from readiness.report import figures as f
from readiness.report.blocks import Column, Table
from readiness.report.steps import shown_gains

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from readiness.record.plan import Plan, PlanStep, PlanWeek, RolePlan

__all__ = ["roles_table", "steps_of_role", "steps_table", "weeks_table"]


def weeks_table(weeks: Sequence[PlanWeek], names: Mapping[str, str] | None = None) -> Table:
    """What each week holds, and the score that it ends on; steps by `names`, or by their ids."""
    named = names or {}
    return Table(
        (
            Column("Week"),
            Column("From", narrow="from"),
            Column("Steps"),
            Column("Hours", right=True, narrow="hours"),
            Column("Score at end", right=True, narrow="score"),
        ),
        tuple(
            (
                str(week.number),
                week.starts_on or "",
                "; ".join(
                    f"{named.get(part.step, f.plain(part.step))} {f.number(part.hours)} h"
                    f"{', ends' if part.finishes else ''}"
                    for part in week.parts
                ),
                f.number(week.hours),
                f.points(week.score),
            )
            for week in weeks
        ),
    )


def steps_table(plan: Plan, names: Mapping[str, str] | None = None) -> Table:
    """The steps in order, by `names` or by their ids, and how sure each is where that was tried."""
    named = names or {}
    columns = [
        Column("Step"),
        Column("To", right=True, narrow="to"),
        Column("Hours", right=True, narrow="hours"),
        Column("Points", right=True, narrow="points"),
        Column("Weeks", narrow="week"),
    ]
    sure = any(step.sure for step in plan.steps)
    if sure:
        columns += [
            Column("Weights", right=True, narrow="weights"),
            Column("Levels", right=True, narrow="levels"),
        ]
    gains = shown_gains(plan.score_before, plan.steps)
    rows = []
    for step in plan.steps:
        mark = "" if step.effort_basis == "stated" else " est."
        name = named.get(step.id, f.plain(step.id))
        row = [name, f.number(step.to_level), f.number(step.effort_hours) + mark, f.tenths(gains[step.id])]
        row.append(_span(step))
        row += [f.share(step.sure.weights), f.share(step.sure.levels)] if step.sure else [""] * (2 * sure)
        rows.append(tuple(row))
    return Table(tuple(columns), tuple(rows))


def _span(step: PlanStep) -> str:
    if step.first_week is None or step.last_week is None:
        return ""
    return (
        f"{step.first_week}" if step.first_week == step.last_week else f"{step.first_week}–{step.last_week}"
    )


def roles_table(roles: Sequence[RolePlan]) -> Table:
    """Where the plan begins and ends for each role."""
    return Table(
        (
            Column("Role"),
            Column("Now", right=True, narrow="now"),
            Column("After", right=True, narrow="after"),
        ),
        tuple((f.prose(r.framework.title), f.points(r.score_before), f.points(r.score_after)) for r in roles),
    )


def steps_of_role(plan: Plan, role: RolePlan) -> str:
    """The steps that bring points to this role alone."""
    inside = {step.id for step in plan.steps}
    names = ", ".join(f"{f.plain(s)}{'' if s in inside else ' (not in this plan)'}" for s in role.own)
    return f"For {f.prose(role.framework.title)} alone: {names}."
