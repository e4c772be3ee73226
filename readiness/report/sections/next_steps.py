"""The first three steps in full."""

from __future__ import annotations

from typing import TYPE_CHECKING

from readiness.limits import MOST_WEEKS
from readiness.report import figures as f
from readiness.report.blocks import Block, Para, Section
from readiness.report.sections.answer import go_on, no_steps
from readiness.report.steps import heads, shown_gains, step_blocks, titles_of

if TYPE_CHECKING:
    from readiness.record import Assessment

__all__ = ["next_steps", "planned"]


def next_steps(record: Assessment) -> Section:
    """What to do, with which resources, and what the whole plan comes to."""
    blocks: list[Block] = []
    gains = shown_gains(record.score or 0.0, record.next_steps)
    titles = titles_of(record.plan) if record.plan else {}
    for number, (step, line) in enumerate(zip(record.next_steps, heads(record), strict=True), start=1):
        blocks.append(Para(line, mark=f"{number}. ", strong=True))
        blocks += step_blocks(step, gains[step.id], titles)
    if not record.next_steps:
        blocks.append(Para(no_steps(record)))
    elif record.plan is not None:
        blocks.append(Para(planned(record)))
    blocks.append(Para(go_on(record)))
    return Section("steps", "What to do first", tuple(blocks))


def planned(record: Assessment) -> str:
    """For which hours the plan is, and what all of it comes to."""
    plan = record.plan
    if plan is None:
        return ""
    goal = plan.goal
    far = "to ready" if goal.kind == "to-ready" else "to ready first, then as far as steps help"
    if goal.hours_per_week is None:
        time = far if goal.hours is None else f"for {f.hours(goal.hours)}"
    elif goal.weeks is None:
        time = f"for {f.hours(goal.hours_per_week)} a week, {far} within {MOST_WEEKS} weeks"
    else:
        weeks = f"{goal.weeks} week{'' if goal.weeks == 1 else 's'}"
        time = f"for {f.hours(goal.hours_per_week)} a week over {weeks}"
    return f"Planned {time}. {f.prose(plan.sentence)}"
