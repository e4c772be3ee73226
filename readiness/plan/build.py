"""From an assessment to a plan: models become records of planning, and what is found a `Plan`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import readiness
from readiness.errors import UsageError
from readiness.knapsack import Chosen, Smallest, best_plan, common_plan, schedule, smallest_plan
from readiness.plan import words
from readiness.plan.budget import goal_of
from readiness.plan.moving import week_records
from readiness.plan.person import Person, roles_of
from readiness.plan.scenarios import N_SCENARIOS
from readiness.plan.steps import facets_of, steps_of
from readiness.plan.sureness import NEAR_TIE, sureness, unit_of
from readiness.record import plan as r

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date, datetime

    from readiness.framework import Framework
    from readiness.plan.needs import Start
    from readiness.record import Assessment

__all__ = ["make_plan"]


def make_plan(
    assessment: Assessment,
    *,
    framework: Framework | Sequence[Framework] | None = None,
    hours: float | None = None,
    hours_per_week: float | None = None,
    weeks: int | None = None,
    to_ready: bool = False,
    prefer_free: bool = False,
    starts_on: date | None = None,
    levels: Mapping[str, int] | None = None,
    created_at: datetime,
    how_sure: bool = True,
) -> r.Plan:
    """The steps that raise the score most within the time there is, week by week.

    Parameters
    ----------
    assessment : Assessment
        Where the person stands.
    framework : Framework or sequence of Framework, optional
        The role or roles to plan for; by default the assessment's own. With several, the plan raises their
        mean.
    hours : float, optional
        A budget of hours. Give this, or `weeks` with `hours_per_week`, or `to_ready`; with none of the three
        the plan goes as far as ready.
    hours_per_week, weeks : float and int, optional
        Hours a week, and for how many weeks. `hours_per_week` alone lays any plan over weeks.
    to_ready : bool
        The fewest hours that reach the top band and every must-have.
    prefer_free : bool
        Free resources first, and steps that have one before alternatives that have none.
    starts_on : date, optional
        First day of the first week.
    levels : mapping of str to int, optional
        What if: ratings to change first, by facet or criterion. What checks said is then left aside.
    created_at : datetime
        When the plan is made; it stands in the record and changes no number.
    how_sure : bool
        Whether to try other weights and levels, which takes most of the time.

    Raises
    ------
    UsageError
        If the goals contradict each other, nothing was answered, or several roles are to be made ready at
        once.
    """
    goal = goal_of(
        hours=hours,
        hours_per_week=hours_per_week,
        weeks=weeks,
        to_ready=to_ready,
        prefer_free=prefer_free,
        wishes=assessment.profile.goals,
    )
    assessment, roles, changed = roles_of(assessment, framework, levels or {})
    if len(roles) > 1 and goal.kind == "to-ready":
        raise UsageError("a plan to ready is for one role; give hours, or weeks, for several")
    person = Person.of([record for record, _ in roles], prefer_free=prefer_free)
    own: Mapping[str, tuple[str, ...]] = {}
    outcome: Smallest | None = None
    if goal.hours is None:
        outcome = _to_ready(person)
        chosen = outcome.plan
    elif len(roles) == 1:
        chosen = best_plan(person.candidates, person.levels, goal.hours)
    else:
        found = common_plan(person.by_role, person.levels, goal.hours)
        chosen, own = found.plan, found.own
    laid = (
        schedule(chosen.steps, hours_per_week=goal.hours_per_week, score=person.score)
        if goal.hours_per_week
        else ()
    )
    sure, ties = sureness(person, [f for _, f in roles], chosen, goal) if how_sure else ({}, ())
    role_plans = tuple(_role_plan(s, chosen, own.get(s.record.framework.id, ())) for s in person.starts)
    return r.Plan(
        schema_version=1,
        engine_version=readiness.__version__,
        created_at=created_at.isoformat(),
        assessed_at=assessment.assessed_at,
        name=assessment.profile.name,
        seed=assessment.seed,
        goal=goal,
        what_if=changed,
        starts_on=starts_on.isoformat() if starts_on else None,
        roles=role_plans,
        facets=facets_of(person),
        steps=steps_of(person, chosen, laid, sure),
        weeks=week_records(laid, starts_on),
        effort_hours=chosen.hours,
        gain_points=chosen.gain,
        score_before=person.score,
        score_after=person.score + chosen.gain,
        sentence=words.outcome(role_plans, chosen, outcome),
        obstacles=words.obstacles(person.starts[0], role_plans[0].ready_after, outcome)
        if len(roles) == 1
        else (),
        near_ties=ties,
        margin_unit=unit_of(goal),
        near_tie_below=NEAR_TIE[unit_of(goal)],
        n_scenarios=N_SCENARIOS if how_sure else 0,
    )


def _to_ready(person: Person) -> Smallest:
    begin = person.starts[0]
    return smallest_plan(
        person.candidates,
        person.levels,
        score=begin.score,
        threshold=begin.record.verdict.threshold,
        floors=begin.floors,
    )


def _role_plan(begin: Start, chosen: Chosen, own: tuple[str, ...]) -> r.RolePlan:
    record = begin.record
    gains = {c.id: c.gain for c in begin.candidates}
    after = begin.score + sum(gains.get(s.id, 0.0) for s in chosen.steps)
    left = words.must_haves_left(begin, chosen)
    enough = after >= record.verdict.threshold - 1e-9 and record.verdict.band != "no-verdict"
    return r.RolePlan(
        framework=record.framework,
        score_before=begin.score,
        score_after=after,
        threshold=record.verdict.threshold,
        ready_after=enough and not left,
        must_haves_left=left,
        own=own,
    )
