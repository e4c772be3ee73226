"""A plan as blocks: what it comes to, its steps and weeks, how sure it is, and what stands in the way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from readiness.record.plan_document import PlanDocument
from readiness.report import figures as f
from readiness.report.blocks import Block, Bullets, Climb, Heading, Para, Section
from readiness.report.plan_tables import roles_table, steps_of_role, steps_table, weeks_table
from readiness.report.sections.answer import role_option
from readiness.report.sections.next_steps import planned
from readiness.report.steps import HOURS, gain, shown_gains, step_blocks, target, titles_of
from readiness.words import counted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from readiness.record import Assessment
    from readiness.record.plan import Plan, PlanStep
    from readiness.record.plan_document import NearTie

__all__ = [
    "basis_note",
    "opening",
    "plan_blocks",
    "plan_section",
    "rest",
    "step_in_plan",
    "step_title",
    "when",
]

SET_LEVELS = (
    "Levels set so are believed as much as your other ratings are: without checks, less than the levels on "
    "which the score of a plan rests."
)
"""What levels that were changed to try them count as."""
N_FIRST = 3
MOST_WEEKS = 26
MOST_IN_FULL = 6


def plan_blocks(plan: Plan, *, detail: bool) -> list[Block]:
    """The whole plan; without `detail`, only its first steps are shown in full."""
    blocks = opening(plan)
    if not plan.steps:
        return [*blocks, *rest(plan)]
    blocks += [Heading("Your steps, in order"), steps_table(plan)]
    full = plan.steps if detail else plan.steps[:N_FIRST]
    blocks.append(Heading("What to do" if detail else "What to do first"))
    gains = shown_gains(plan.score_before, plan.steps)
    for step in full:
        blocks += step_in_plan(plan, step, gains[step.id])
    if len(full) < len(plan.steps):
        more = counted(len(plan.steps) - len(full), "more step")
        blocks.append(Para(f"{more} in full: add --detail."))
    if plan.weeks:
        blocks += [Heading("Week by week"), weeks_table(plan.weeks)]
    return [*blocks, *rest(plan)]


def opening(plan: Plan) -> list[Block]:
    """Title, outcome, and what was changed to try it."""
    document = plan if isinstance(plan, PlanDocument) else None
    whose = f" for {f.plain(document.name)}" if document and document.name else ""
    blocks: list[Block] = [Heading(f"Plan{whose}", 1), Para(f.prose(plan.sentence), strong=True)]
    changed = document.what_if if document else None
    if changed is not None:
        levels = ", ".join(f"{f.plain(name)} at level {level}" for name, level in changed.levels.items())
        own = ", by your own ratings without the checks" if changed.stated_only else ""
        blocks.append(
            Para(
                f"What if: with {levels} the score is {f.points(changed.score_after)} points instead of "
                f"{f.points(changed.score_before)}{own}. {SET_LEVELS} The plan starts from there."
            )
        )
    if len(plan.roles) > 1:
        blocks += [Heading("Role by role"), roles_table(plan.roles)]
        blocks += [Para(steps_of_role(plan, role)) for role in plan.roles if role.own]
    return blocks


def rest(plan: Plan, level: int = 2) -> list[Block]:
    """How sure, what stands in the way, and what the figures rest on."""
    return [*_sure(plan), *_obstacles(plan, level), *([Para(basis_note(plan))] if plan.steps else [])]


def plan_section(record: Assessment) -> Section | None:
    """The plan of a record beside its first steps, which are shown in full already."""
    plan = record.plan
    if plan is None or not plan.steps:
        return None
    names = {step.id: target(step) for step in plan.steps}
    first = {step.id for step in record.next_steps}
    blocks: list[Block] = [Para(planned(record))]
    if plan.weeks:
        blocks.append(Climb(plan.weeks, plan.roles[0].threshold))
    blocks += [Heading("The steps, in order", 3), steps_table(plan, names)]
    if plan.weeks:
        listed = plan.weeks
        if len(listed) > MOST_WEEKS:
            listed = tuple(week for week in listed if any(part.finishes for part in week.parts))
        blocks += [Heading("Week by week", 3), weeks_table(listed, names)]
        if len(listed) < len(plan.weeks):
            blocks.append(
                Para(f"Of {len(plan.weeks)} weeks, those in which a step ends. {_everything(record)}")
            )
    later = [step for step in plan.steps if step.id not in first]
    if later:
        blocks.append(Heading("The later steps in full", 3))
        gains = shown_gains(plan.score_before, plan.steps)
        for step in later[:MOST_IN_FULL]:
            blocks += step_in_plan(plan, step, gains[step.id])
        if len(later) > MOST_IN_FULL:
            n_more = len(later) - MOST_IN_FULL
            blocks.append(
                Para(f"{n_more} more {'is' if n_more == 1 else 'are'} only listed. {_everything(record)}")
            )
    return Section("plan", "The plan", (*blocks, *rest(plan, level=3)))


def _everything(record: Assessment) -> str:
    return f"`readiness plan REPORT.json{role_option(record)} --detail` shows all of them."


def step_title(step: PlanStep) -> str:
    """The step as a line: what level it leads to, and its id."""
    return f"{target(step)} ({f.plain(step.id)})"


def step_in_plan(plan: Plan, step: PlanStep, tenths: int) -> Iterator[Block]:
    """One step in full: what to do, what it costs and is shown to bring, with which resources."""
    yield Para(step_title(step), strong=True)
    facts = [f"{f.hours(step.effort_hours)}, {HOURS[step.effort_basis]}", gain(step, tenths)]
    if when(plan, step):
        facts.append(when(plan, step))
    yield Para("; ".join(facts) + ".", indent=3)
    yield from step_blocks(step, tenths, titles_of(plan))


def when(plan: Plan, step: PlanStep) -> str:
    """The weeks in which a step is done, empty where there are none."""
    if step.first_week is None or step.last_week is None:
        return ""
    span = f"week {step.first_week}"
    if step.last_week > step.first_week:
        span = f"weeks {step.first_week} to {step.last_week}"
    first = {week.number: week.starts_on for week in plan.weeks}.get(step.first_week)
    return f"{span}, from {first}" if first else span


def basis_note(plan: Plan) -> str:
    """What hours, points and sureness rest on."""
    n_estimated = sum(step.effort_basis == "estimated" for step in plan.steps)
    hours = (
        "All hours are estimates"
        if n_estimated == len(plan.steps)
        else "Hours are stated or estimated as marked"
    )
    tried = (
        f" Sureness: {plan.n_scenarios} weightings and {plan.n_scenarios} sets of levels were tried; "
        "“weights” and “levels” say in how many of the plans that result the step is needed, too."
        if isinstance(plan, PlanDocument) and plan.n_scenarios
        else ""
    )
    return (
        f"{hours}. Points are what the score gains once a step's level is reached and checks or somebody "
        f"else bear it out; your own rating of it counts for less. They are no promise.{tried}"
    )


def _sure(plan: Plan) -> list[Block]:
    tied = [step for step in plan.steps if step.sure and step.sure.near_tie]
    ties = plan.near_ties if isinstance(plan, PlanDocument) else ()
    if not tied and not ties:
        return []
    blocks: list[Block] = [Heading("Near ties")]
    hours = any(step.sure and step.sure.unit == "hours" for step in tied) or any(
        tie.unit == "hours" for tie in ties
    )
    limit = "an hour on the way to ready" if hours else "a quarter of a point"
    blocks.append(Para(f"Swapping these costs less than {limit}: choose what you like better."))
    lines = [f"in the plan: {step_title(step)}" for step in tied]
    return [*blocks, Bullets((*lines, *map(_tie, ties)))]


def _tie(tie: NearTie) -> str:
    return (
        f"not in the plan: {f.prose(tie.facet_title)} to {f.number(tie.to_level)} ({f.plain(tie.id)}), "
        f"{f.hours(tie.effort_hours)}, {f.points(tie.gain_points)} points"
    )


def _obstacles(plan: Plan, level: int) -> list[Block]:
    if not plan.obstacles:
        return []
    lines = tuple(f"{f.prose(o.title)}: {f.prose(o.sentence)}" for o in plan.obstacles)
    return [Heading("What no step removes", level), Bullets(lines)]
