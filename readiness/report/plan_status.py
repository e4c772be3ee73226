"""A plan under way as blocks: done, next, and when it ends now."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING

from readiness.report import figures as f
from readiness.report.blocks import Block, Bullets, Column, Heading, Para, Table
from readiness.report.plan import step_in_plan, step_title
from readiness.report.plan_tables import weeks_table
from readiness.report.steps import shown_gains
from readiness.words import counted

if TYPE_CHECKING:
    from collections.abc import Collection

    from readiness.record.plan_document import PlanDocument
    from readiness.record.status import Review, Status

__all__ = ["status_blocks"]


def status_blocks(plan: PlanDocument, now: Status) -> list[Block]:
    """Where the plan stands, the next step in full, the weeks that are left, and the review."""
    blocks: list[Block] = [Heading("Your plan today", 1), Para(_summary(plan, now), strong=True)]
    blocks += [Para(sentence) for sentence in (_dates(now),) if sentence]
    if now.done:
        blocks.append(Heading("Done"))
        lines = (f"{step.done_on}: {f.prose(step.facet_title)} ({f.plain(step.id)})" for step in now.done)
        blocks.append(Bullets(tuple(lines)))
    if now.left:
        gains = shown_gains(now.score_expected, now.left)
        first = now.left[0]
        blocks += [Heading("Next"), *step_in_plan(replace(plan, weeks=now.weeks), first, gains[first.id])]
        if len(now.left) > 1:
            blocks += [Heading("After that"), Bullets(tuple(step_title(step) for step in now.left[1:]))]
    if now.weeks:
        blocks += [Heading("Week by week from now"), weeks_table(now.weeks)]
    if now.review is not None:
        done = {step.id for step in now.done}
        blocks += _reckoning(now.review, {step.facet for step in plan.steps if step.id in done})
    return blocks


def _summary(plan: PlanDocument, now: Status) -> str:
    n_done, n = len(now.done), len(plan.steps)
    share = f"{n_done} of {counted(n, 'step')} {'is' if n == 1 else 'are'} done"
    expected = f"{f.points(now.score_expected)} points expected"
    gained = round(10 * round(now.score_expected, 1)) - round(10 * round(now.score_before, 1))
    return f"{share}, worth {f.tenths(gained)} points by the plan: {expected}."


def _dates(now: Status) -> str:
    if now.ends_on is None or now.weeks_late is None:
        return ""
    if now.overdue:
        names = ", ".join(f.plain(step) for step in now.overdue)
        weeks = f"{now.weeks_late} week{'' if now.weeks_late == 1 else 's'}"
        moved = (
            f"The end moves by {weeks}, from {now.planned_end} to {now.ends_on}" if now.weeks_late > 0 else ""
        )
        return f"Overdue: {names}. {moved or f'The end stays at {now.ends_on}'}."
    if now.weeks_late < 0:
        weeks = f"{-now.weeks_late} week{'' if now.weeks_late == -1 else 's'}"
        return f"You are ahead: the plan ends on {now.ends_on}, {weeks} earlier than planned."
    return f"Nothing is overdue: the plan ends on {now.ends_on}, as planned."


def _reckoning(found: Review, learned: Collection[str]) -> list[Block]:
    """Predicted beside found, of the facets that were learned and of all that are built on them together."""
    rows = [
        (f.prose(row.title), f.points(row.predicted_points), f.points(row.actual_points))
        for row in found.facets
        if row.facet in learned
    ]
    others = [row for row in found.facets if row.facet not in learned and row.actual_points is not None]
    if others:
        predicted = math.fsum(row.predicted_points for row in others)
        actual = math.fsum(row.actual_points or 0.0 for row in others)
        built = f"What is built on {'it' if len(rows) == 1 else 'them'}, {counted(len(others), 'skill')}"
        rows.append((built, f.points(predicted), f.points(actual)))
    there = " and in what is built on it" if others else ""
    day, now, before = found.assessed_at[:10], f.points(found.score_after), f.points(found.score_before)
    due, came = f.points(found.predicted_points), f.points(found.actual_points)
    return [
        Heading("Predicted and actual"),
        Para(
            f"The assessment of {f.plain(day)} has {now} points; the plan began at {before}. "
            f"Where steps were done{there}, {due} points were predicted and {came} were found. "
            "What was found counts every change there, whatever brought it."
        ),
        Table(
            (
                Column("Facet"),
                Column("Predicted", right=True, narrow="predicted"),
                Column("Found", right=True, narrow="found"),
            ),
            tuple(rows),
        ),
    ]
