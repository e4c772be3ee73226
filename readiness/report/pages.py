"""What stands on a page beside the view of its record: the plan, the past, and the field."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from readiness.framework import load_field_facts
from readiness.report import charts, charts_time
from readiness.report import figures as f
from readiness.report.blocks import Heading, Para
from readiness.report.change import Change, change
from readiness.report.plan import opening, rest, step_blocks, steps_table, weeks_table
from readiness.report.role_field import HiringRow, hiring, later_careers
from readiness.report.view import brief

if TYPE_CHECKING:
    from readiness.record import Assessment
    from readiness.report.beside import Beside
    from readiness.report.blocks import Block
    from readiness.report.shapes import View

__all__ = ["FieldPage", "PastPage", "PlanPage", "field_of", "past_of", "plan_of"]

MOST_MOMENTS = 12
"""So many assessments are told; with more the latest."""
MOST_WEEKS = 26
MOST_TOLD = 6
_EVERYTHING = "`readiness plan REPORT.json --detail` tells all of them."


class PlanPage(NamedTuple):
    """The plan: what it comes to, its weeks as bars with their scores, and everything else."""

    opening: list[Block]
    climb: charts_time.Climb
    scores: tuple[str, ...]
    threshold: str
    top: str
    blocks: list[Block]


def plan_of(beside: Beside, seen: View) -> PlanPage | None:
    """The plan as a page shows it, where there is one; steps that the page tells already are only listed."""
    plan = beside.plan
    if plan is None:
        return None
    told = {step.id for step in seen.steps.steps}
    names = {step.id: f.prose(step.facet_title) for step in plan.steps}
    spoken = {step.id: f"{names[step.id]} to level {step.to_level}:" for step in plan.steps}
    blocks: list[Block] = []
    if plan.steps:
        blocks += [Heading("The steps, in order"), steps_table(plan, names)]
    if plan.weeks:
        listed = plan.weeks
        if len(listed) > MOST_WEEKS:
            listed = tuple(week for week in listed if any(part.finishes for part in week.parts))
        blocks += [Heading("Week by week"), weeks_table(listed, spoken)]
        if len(listed) < len(plan.weeks):
            blocks.append(Para(f"Of {len(plan.weeks)} weeks, those in which a step ends. {_EVERYTHING}"))
    untold = [step for step in plan.steps if step.id not in told]
    if untold:
        blocks.append(Heading("What to do" if len(untold) == len(plan.steps) else "The steps not told above"))
        for step in untold[:MOST_TOLD]:
            blocks += step_blocks(plan, step)
        if len(untold) > MOST_TOLD:
            blocks.append(Para(f"{len(untold) - MOST_TOLD} later steps are only listed. {_EVERYTHING}"))
    return PlanPage(
        opening=opening(plan)[1:],
        climb=charts_time.climb(plan),
        scores=tuple(f.points(week.score) for week in plan.weeks),
        threshold=charts.percent(100 - plan.roles[0].threshold),
        top=f.number(plan.roles[0].threshold),
        blocks=[*blocks, *rest(plan)],
    )


class PastRow(NamedTuple):
    """One assessment in the table of the past."""

    date: str
    iso_date: str
    score: str
    range: str
    verdict: str


class PastPage(NamedTuple):
    """The score over time, and what moved since last time."""

    rows: tuple[PastRow, ...]
    moments: tuple[charts_time.Moment, ...]
    threshold: str
    top: str
    change: Change | None
    note: str


def past_of(record: Assessment, beside: Beside) -> PastPage | None:
    """The past as a page shows it, oldest first, where there is one."""
    if not beside.earlier and beside.comparison is None:
        return None
    every = [*beside.earlier, record]
    told = every[-MOST_MOMENTS:]
    briefs = [brief(each) for each in told]
    rows = []
    for header, head in briefs:
        interval = head.interval
        reach = f"{interval.low_text} to {interval.high_text}" if interval else f.NONE
        rows.append(PastRow(header.date, header.iso_date, head.score, reach, head.verdict))
    head = briefs[-1][1]
    return PastPage(
        rows=tuple(rows),
        moments=charts_time.timeline([each.assessed_at for each in told], [head for _, head in briefs]),
        threshold=charts.percent(100 - head.threshold_value),
        top=head.bands[-1].title if head.bands else "",
        change=change(beside.comparison) if beside.comparison else None,
        note=f"The latest {len(told)} of {len(every)} assessments." if len(told) < len(every) else "",
    )


class FieldPage(NamedTuple):
    """The source's figures about the field that no profile changes."""

    note: str
    hiring: tuple[HiringRow, ...]


@cache
def field_of() -> FieldPage:
    """Who is hiring, as the source has it."""
    facts = load_field_facts()
    return FieldPage(
        note=(
            f"“Source” is the {f.prose(facts.source.kind)} “{f.prose(facts.source.title)}” "
            f"({f.plain(facts.id)} {f.plain(facts.version)}). "
            f"Later careers that it names: {later_careers(facts)}."
        ),
        hiring=hiring(facts),
    )
