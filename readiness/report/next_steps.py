"""The steps to begin with: of the plan within somebody's hours, or else those of the record."""

from __future__ import annotations

from typing import TYPE_CHECKING

from readiness.framework import framework_ids
from readiness.report import figures as f
from readiness.report.rows import LEAST_SHOWN
from readiness.report.shapes import Resource, Step, Steps
from readiness.words import listed

if TYPE_CHECKING:
    from readiness.record import Assessment
    from readiness.record.plan import Plan, PlanStep

__all__ = ["N_FIRST", "next_steps"]

N_FIRST = 3


def next_steps(record: Assessment, plan: Plan | None = None) -> Steps:
    """The first steps of the plan, with what all of it comes to; without one, every step of the record."""
    titles = {leaf.id: f.prose(leaf.title) for leaf in record.leaves}
    role = "" if record.framework.id in framework_ids() else " --framework FILE"
    if plan is not None and plan.steps:
        first = tuple(
            _planned(number, step, titles) for number, step in enumerate(plan.steps[:N_FIRST], start=1)
        )
        return Steps(first, "", "", outcome=_outcome(plan), rest=_rest(len(plan.steps), role), role=role)
    steps = tuple(_step(number, step, titles) for number, step in enumerate(record.next_steps, start=1))
    outcome = _outcome(plan) if plan is not None else ""
    if not steps:
        return Steps((), "", _no_steps(record), outcome=outcome, role=role)
    effort = sum(step.hours_value for step in steps)
    gain = sum(step.gain_value for step in steps)
    total = f"Together about {f.hours(effort)} for {f.points(gain)} points." if len(steps) > 1 else ""
    return Steps(steps, total, "", outcome=outcome, role=role)


def _outcome(plan: Plan) -> str:
    """For which hours the plan is, and the score that all of it ends on."""
    goal = plan.goal
    if goal.hours_per_week is None:
        time = "as far as ready" if goal.hours is None else f"for {f.hours(goal.hours)}"
    elif goal.weeks is None:
        time = f"for {f.hours(goal.hours_per_week)} a week, as far as ready"
    else:
        weeks = f"{goal.weeks} week{'' if goal.weeks == 1 else 's'}"
        time = f"for {f.hours(goal.hours_per_week)} a week over {weeks}"
    return f"Planned {time}. {f.prose(plan.sentence)}"


def _rest(n_steps: int, role: str) -> str:
    whole = f"All {n_steps} steps" if n_steps > N_FIRST else "The plan"
    return (
        f"{whole}, week by week: `readiness plan PROFILE.json{role}`, "
        f"or `readiness plan{role}` alone for the last in your history."
    )


def _no_steps(record: Assessment) -> str:
    if not any(leaf.scale == "rating" for leaf in record.leaves):
        return "This role asks for no rated skill, so there is no learning step to suggest."
    asked = [leaf for leaf in record.leaves if leaf.scale == "rating" and leaf.outcome != "not_applicable"]
    rated = [leaf for leaf in asked if f.clean(leaf.attainment) is not None]
    if not rated:
        return "No skill was rated yet, so there is no step to suggest. `readiness quiz` asks about each."
    if all((leaf.points_missing or 0.0) < LEAST_SHOWN for leaf in rated):
        others = len(asked) - len(rated)
        if others:
            skills = "skill was" if others == 1 else "skills were"
            return (
                f"Every skill that you rated is at what the role asks for, and {others} {skills} not rated: "
                "`readiness quiz` asks about each."
            )
        return "Every skill that you rated is at what the role asks for: there is no step left to suggest."
    return "There are gaps, but no learning step for them; the gaps say where to begin."


def _planned(number: int, step: PlanStep, titles: dict[str, str]) -> Step:
    """A step of the plan, with its weeks and what it takes for granted."""
    found = _step(number, step, titles)
    assumed = [titles.get(name, f.plain(name)) for name in step.assumes]
    check = f" You did not rate {listed(assumed)}: check that you are there." if assumed else ""
    gain = found.gain if step.gain_points > 0 else "no points of its own, but later steps need it"
    return found._replace(weeks=_weeks(step), gain=gain, needs=f"{found.needs}{check}")


def _weeks(step: PlanStep) -> str:
    if step.first_week is None or step.last_week is None:
        return ""
    if step.first_week == step.last_week:
        return f"in week {step.first_week}"
    return f"in weeks {step.first_week} to {step.last_week}"


def _step(number: int, step: PlanStep, titles: dict[str, str]) -> Step:
    do = f.prose(step.do)
    needs = [f"{titles.get(name, f.plain(name))} at level {level}" for name, level in step.requires.items()]
    return Step(
        number=number,
        id=step.id,
        facet=step.facet,
        title=f.prose(step.facet_title),
        levels=f"level {step.from_level} to {step.to_level}",
        do=do,
        first_sentence=_first_sentence(do),
        hours=f.hours(step.effort_hours),
        hours_value=step.effort_hours,
        hours_basis="stated by the provider" if step.effort_basis == "stated" else "our estimate",
        hours_source=_effort(step),
        weeks="",
        gain=f"+{f.points(step.gain_points)} points",
        gain_value=step.gain_points,
        needs=f"Builds on {listed(needs)}." if needs else "",
        resources=tuple(
            Resource(f.prose(r.title), f.prose(r.provider), _link(r.url), f.prose(r.price))
            for r in step.resources
        ),
    )


def _effort(step: PlanStep) -> str:
    source = f.prose(step.effort_source)
    ours = step.effort_basis == "estimated"
    if ours and not source.lower().startswith("our estimate"):
        return f"Our estimate: {source}"
    return source if ours else f"Stated by the provider: {source}"


def _first_sentence(text: str) -> str:
    head, dot, _ = text.partition(". ")
    return head + "." if dot else text


def _link(url: str) -> str:
    safe = url.lower().startswith(("https://", "http://")) and url.isprintable() and " " not in url
    return url if safe else ""
