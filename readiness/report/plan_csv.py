"""A plan as a table, a row a step in its order, numbers unrounded."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from readiness.report.csv import safe

if TYPE_CHECKING:
    from readiness.record.plan import PlanStep
    from readiness.record.plan_document import PlanDocument

__all__ = ["COLUMNS", "render_plan"]

COLUMNS = (
    "position",
    "step",
    "facet",
    "title",
    "from_level",
    "to_level",
    "effort_hours",
    "effort_basis",
    "effort_source",
    "gain_points",
    "first_week",
    "last_week",
    "first_week_starts_on",
    "share_of_weightings",
    "share_of_levels",
    "margin",
    "near_tie",
    "requires",
    "assumes",
    "do",
    "resources",
)


def render_plan(plan: PlanDocument) -> str:
    """The table with its head."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    starts = {week.number: week.starts_on for week in plan.weeks}
    for position, step in enumerate(plan.steps, 1):
        writer.writerow([safe(cell) for cell in (position, *_cells(step, starts))])
    return text.getvalue()


def _cells(step: PlanStep, starts: dict[int, str | None]) -> list[str | int | float | None]:
    sure = step.sure
    return [
        step.id,
        step.facet,
        step.facet_title,
        step.from_level,
        step.to_level,
        step.effort_hours,
        step.effort_basis,
        step.effort_source,
        step.gain_points,
        step.first_week,
        step.last_week,
        starts.get(step.first_week) if step.first_week else None,
        sure.weights if sure else None,
        sure.levels if sure else None,
        sure.margin if sure else None,
        ("yes" if sure.near_tie else "no") if sure else None,
        _levels(step.requires),
        _levels(step.assumes),
        " ".join(step.do.split()),
        " ; ".join(f"{r.title} ({r.provider}, {r.price}) {r.url}" for r in step.resources),
    ]


def _levels(levels: dict[str, int]) -> str:
    return " ".join(f"{facet}={level}" for facet, level in levels.items())
