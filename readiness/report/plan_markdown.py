"""A plan as a Markdown checklist."""

from __future__ import annotations

from typing import TYPE_CHECKING

from readiness.report import figures as f
from readiness.report.blocks import Heading
from readiness.report.markdown import escaped, paint
from readiness.report.plan import opening, rest, step_in_plan, step_title
from readiness.report.plan_tables import weeks_table
from readiness.report.steps import shown_gains

if TYPE_CHECKING:
    from collections.abc import Collection

    from readiness.record.plan import PlanStep
    from readiness.record.plan_document import PlanDocument

__all__ = ["render_plan"]


def render_plan(plan: PlanDocument, *, done: Collection[str] = ()) -> str:
    """The plan with a box to tick for each step."""
    parts = [paint(opening(plan))]
    gains = shown_gains(plan.score_before, plan.steps)
    if plan.steps:
        parts.append(
            paint([Heading("Checklist")])
            + "\n"
            + "\n\n".join(_entry(plan, s, gains[s.id], done) for s in plan.steps)
            + "\n"
        )
    if plan.weeks:
        parts.append(paint([Heading("Week by week"), weeks_table(plan.weeks)]))
    parts.append(paint(rest(plan)))
    return "\n".join(parts)


def _entry(plan: PlanDocument, step: PlanStep, tenths: int, done: Collection[str]) -> str:
    box = "x" if step.id in done else " "
    mark = "" if step.effort_basis == "stated" else " (estimated)"
    line = f"{step_title(step)}, {f.hours(step.effort_hours)}{mark}, {f.tenths(tenths)} points"
    inner = paint(list(step_in_plan(plan, step, tenths))[1:]).rstrip("\n")
    indented = "\n".join(f"  {text}" if text else "" for text in inner.split("\n"))
    return f"- [{box}] **{escaped(line)}**\n\n{indented}"
