"""A draft as the record of a plan."""

from __future__ import annotations

import math
from datetime import date, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

from readiness.knapsack.best import NEAR
from readiness.knapsack.order import schedule
from readiness.plan import words
from readiness.plan.draft import hours_in_job, is_free, steps_of
from readiness.questionnaire import facet_ids, load_facet
from readiness.record.plan import Plan, PlanFacet, PlanStep, PlanWeek, RolePlan, StepResource, WeekPart

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from readiness.knapsack.candidates import Candidate, Need
    from readiness.knapsack.order import Week
    from readiness.knapsack.terms import Priced
    from readiness.plan.draft import Draft, Start
    from readiness.questionnaire.models import Resource
    from readiness.record.plan import Sureness

__all__ = ["next_monday", "plan_record", "week_records"]


def plan_record(
    found: Draft, *, starts_on: date | None = None, sure: Mapping[str, Sureness] | None = None
) -> Plan:
    """The plan of a draft, week by week where it says how many hours a week has."""
    weekly = found.goal.hours_per_week
    weeks = schedule(found.steps, hours_per_week=weekly, score=found.score) if weekly else ()
    roles = tuple(_role_plan(found, begin) for begin in found.starts)
    return Plan(
        goal=found.goal,
        starts_on=starts_on.isoformat() if starts_on and weekly else None,
        roles=roles,
        facets=_facets(found),
        titles=_titles(found),
        steps=_steps(found, weeks, sure or {}),
        weeks=week_records(weeks, starts_on),
        effort_hours=math.fsum(s.hours for s in found.steps),
        gain_points=found.gain,
        score_before=found.score,
        score_after=found.score + found.gain,
        sentence=words.outcome(found, roles),
        obstacles=words.obstacles(found, roles[0]) if len(roles) == 1 else (),
    )


def _role_plan(found: Draft, begin: Start) -> RolePlan:
    role = begin.role.id
    smallest = found.stages.smallest[role]
    gains = found.stages.priced
    after = begin.score + found.gained(role)
    left = words.must_haves_left(begin, found.steps)
    enough = after >= begin.verdict.threshold - NEAR and begin.verdict.band != "no-verdict"
    return RolePlan(
        framework=begin.role,
        score_before=begin.score,
        score_after=after,
        threshold=begin.verdict.threshold,
        ready_after=enough and not left,
        ready_hours=found.stages.ready_hours[role],
        fewest_hours=smallest.plan.hours if smallest.reached else None,
        job_hours=hours_in_job([begin], smallest.plan.steps) if smallest.reached else None,
        must_haves_left=left,
        own=tuple(
            s.id
            for s in found.steps
            if len(found.aims) > 1 and [name for name in gains if gains[name][s.id].gain > 0] == [role]
        ),
    )


def _facets(found: Draft) -> tuple[PlanFacet, ...]:
    """Where the person stands in every leaf that was answered and that steps lead up."""
    titles, levels = found.titles, found.levels
    needs: dict[str, Need] = {}
    points: dict[str, float] = {}
    for need in (need for begin in found.starts for need in begin.needs):
        needs.setdefault(need.leaf, need)
        points[need.leaf] = points.get(need.leaf, 0.0) + need.points
    return tuple(
        PlanFacet(
            id=need.leaf,
            title=titles[need.leaf],
            level=levels[need.leaf],
            bar=need.bar,
            attainment=need.attainment,
            points=points[need.leaf] / len(found.starts),
        )
        for need in needs.values()
    )


def _titles(found: Draft) -> dict[str, str]:
    """What steps build on or lift that has no place of its own in the plan: not answered, or of no role."""
    inside = {need.leaf for begin in found.starts for need in begin.needs}
    known = facet_ids()
    priced = [its for of_role in found.stages.priced.values() for its in of_role.values()]
    touched = (*(s.requires for s in found.steps), *(its.lifts for its in priced))
    others = dict.fromkeys(leaf for leaves in touched for leaf in leaves if leaf not in inside)
    return {
        leaf: found.titles.get(leaf) or (load_facet(leaf).title if leaf in known else leaf) for leaf in others
    }


def _steps(found: Draft, weeks: Sequence[Week], sure: Mapping[str, Sureness]) -> tuple[PlanStep, ...]:
    """The steps in their order, with what to do, what it brings, and when."""
    in_weeks: dict[str, list[int]] = {}
    for week in weeks:
        for part in week.shares:
            in_weeks.setdefault(part.step, []).append(week.number)
    by_id = {step.id: step for leaf in {s.leaf for s in found.steps} for step in steps_of(leaf)}
    scales = {leaf.id: leaf.scale for s in found.starts for leaf in s.leaves}
    titles, levels = found.titles, found.levels
    to_ready = {s.id for s in found.stages.to_ready}
    resting: dict[str, list[tuple[float, str]]] = {}  # on each leaf, from which level
    for s in found.steps:
        for leaf, level in ((s.leaf, s.from_level), *s.requires.items()):
            resting.setdefault(leaf, []).append((level, s.id))
    records = []
    for c in found.steps:
        step = by_id[c.id]
        priced = {role: of_role[c.id] for role, of_role in found.stages.priced.items()}
        at = in_weeks.get(c.id, [])
        records.append(
            PlanStep(
                id=c.id,
                facet=c.leaf,
                facet_title=titles[c.leaf],
                scale=scales[c.leaf],
                stage="ready" if c.id in to_ready else "beyond",
                from_level=_from(c, scales[c.leaf], levels[c.leaf]),
                to_level=_plain(c.to_level),
                do=step.do.strip(),
                effort_hours=c.hours,
                effort_basis=step.basis,
                effort_source=step.source,
                gain_points=c.gain,
                gain_by_role={role: its.gain for role, its in priced.items()},
                lifts=_mean_lifts(list(priced.values())),
                requires=dict(step.requires),
                assumes={leaf: level for leaf, level in step.requires.items() if leaf not in levels},
                opens=tuple(name for level, name in resting[c.leaf] if level >= c.to_level),
                resources=_resources(step.resources, found.goal.prefer_free),
                first_week=min(at, default=None),
                last_week=max(at, default=None),
                sure=sure.get(c.id),
            )
        )
    return tuple(records)


def _mean_lifts(priced: Sequence[Priced]) -> dict[str, float]:
    leaves = dict.fromkeys(leaf for its in priced for leaf in its.lifts)
    return {leaf: math.fsum(its.lifts.get(leaf, 0.0) for its in priced) / len(priced) for leaf in leaves}


def _from(step: Candidate, scale: str, level: float) -> int | float:
    """Where the step begins: half a year is there already of a step that begins at none."""
    return _plain(step.from_level if scale == "rating" else max(step.from_level, level))


def _plain(level: float) -> int | float:
    return int(level) if float(level).is_integer() else level


@lru_cache(maxsize=512)
def _resources(resources: tuple[Resource, ...], prefer_free: bool) -> tuple[StepResource, ...]:  # noqa: FBT001
    listed = sorted(resources, key=lambda r: not is_free(r.price)) if prefer_free else resources
    return tuple(StepResource(title=r.title, provider=r.provider, url=r.url, price=r.price) for r in listed)


def next_monday(after: date) -> date:
    """The Monday on which a plan begins that nobody gave a day: the day itself, or the first one after it."""
    return after + timedelta(days=-after.weekday() % 7)


def week_records(weeks: Sequence[Week], starts_on: date | None) -> tuple[PlanWeek, ...]:
    """Weeks as records, each with its first day where the plan has one."""
    return tuple(
        PlanWeek(
            number=week.number,
            starts_on=(starts_on + timedelta(weeks=week.number - 1)).isoformat() if starts_on else None,
            hours=week.hours,
            score=week.score,
            parts=tuple(WeekPart(step=p.step, hours=p.hours, finishes=p.finishes) for p in week.shares),
        )
        for week in weeks
    )
