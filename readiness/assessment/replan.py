"""A plan with other hours, for other roles, or from other levels than those of a record."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import datetime
from typing import TYPE_CHECKING

import readiness
from readiness.assessment.assessing import assess
from readiness.assessment.breakdown import HIGHEST_LEVEL
from readiness.assessment.person import person
from readiness.assessment.plan_sureness import N_SCENARIOS, sureness
from readiness.assessment.planning import terms_of, worths
from readiness.errors import UsageError, closest, visible
from readiness.framework import Framework, load_framework
from readiness.plan.build import plan_record
from readiness.plan.draft import Start, draft, goal_of, start
from readiness.record.plan_document import PlanDocument, WhatIf

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from readiness.profile import Profile
    from readiness.record import Assessment

__all__ = ["assess_again", "make_plan"]


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
) -> PlanDocument:
    """The fewest hours to ready, then what raises the score most, within the time there is.

    Parameters
    ----------
    assessment : Assessment
        Where the person stands.
    framework : Framework or sequence of Framework, optional
        The role or roles to plan for; by default the assessment's own. With several, the plan leads to ready
        for one after the other, and beyond that raises their mean.
    hours : float, optional
        A budget of hours. Give this, or `weeks` with `hours_per_week`; with neither the goals of the profile
        hold, and without goals the plan ends where no step helps any more.
    hours_per_week, weeks : float and int, optional
        Hours a week, and for how many weeks. `hours_per_week` alone lays any plan over weeks.
    to_ready : bool
        Whether the plan ends at ready.
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
        If the goals contradict each other, or nothing was answered.
    """
    goal = goal_of(
        assessment.profile.goals,
        hours=hours,
        hours_per_week=hours_per_week,
        weeks=weeks,
        to_ready=to_ready,
        prefer_free=prefer_free,
    )
    roles, changed = _roles_of(assessment, framework, levels or {})
    found = draft([_start(record, own) for record, own in roles], goal)
    first = roles[0][0]
    sure, ties = sureness(found, roles) if how_sure else ({}, ())
    plan = plan_record(found, starts_on=starts_on, sure=sure)
    return PlanDocument(
        **{field.name: getattr(plan, field.name) for field in fields(plan)},
        schema_version=2,
        engine_version=readiness.__version__,
        created_at=created_at.isoformat(),
        assessed_at=first.assessed_at,
        name=first.profile.name,
        seed=first.seed,
        what_if=changed,
        near_ties=ties,
        n_scenarios=N_SCENARIOS if how_sure else 0,
    )


def _start(record: Assessment, framework: Framework) -> Start:
    score = record.score or 0.0
    found = start(
        record.framework,
        record.leaves,
        record.verdict,
        score,
        record.coverage,
        worths(framework),
        terms_of(person(record.profile, framework)),
    )
    if not found.needs:
        raise UsageError(
            "nothing that steps lead up was answered, so there is nothing to plan from; rate skills first"
        )
    return found


def _roles_of(
    assessment: Assessment, framework: Framework | Sequence[Framework] | None, levels: Mapping[str, int]
) -> tuple[list[tuple[Assessment, Framework]], WhatIf | None]:
    """The person assessed for each role, and what changed levels did to the score.

    Raises
    ------
    UsageError
        If a role is named twice, or a level is of no facet of any of the roles.
    """
    if framework is None:
        asked: list[Framework] = [load_framework(assessment.framework.id)]
    else:
        asked = [framework] if isinstance(framework, Framework) else list(framework)
    if len({f.id for f in asked}) < len(asked) or not asked:
        raise UsageError("name each role once, and at least one")
    first = _assessed(assessment, asked[0])
    changed = None
    if levels:
        profile = _changed(first, asked, levels)
        unchecked = replace(first.profile, answers=())
        before = assess_again(first, asked[0], unchecked) if first.profile.answers else first
        first = assess_again(first, asked[0], profile)
        changed = WhatIf(
            levels=dict(levels),
            score_before=before.score,
            score_after=first.score,
            stated_only=bool(assessment.profile.answers),
        )
    return [(first if k == 0 else _assessed(first, f), f) for k, f in enumerate(asked)], changed


def _assessed(assessment: Assessment, framework: Framework) -> Assessment:
    """The assessment where it is of this very role, else the same person assessed for it."""
    same = framework.digest == assessment.framework.digest
    return assessment if same else assess_again(assessment, framework, assessment.profile)


def assess_again(assessment: Assessment, framework: Framework, profile: Profile) -> Assessment:
    """The same person assessed at the same time with another profile, or for another role."""
    when = datetime.fromisoformat(assessment.assessed_at)
    return assess(profile, framework, assessed_at=when, rng=assessment.seed)


def _changed(assessment: Assessment, asked: Sequence[Framework], levels: Mapping[str, int]) -> Profile:
    known = dict.fromkeys(name for framework in asked for name in framework.rateable)
    skills = dict(assessment.profile.skills)
    away = set(assessment.profile.not_applicable)
    for name, level in levels.items():
        if name not in known:
            raise UsageError(f"there is no rated facet {visible(name)} to set; {closest(name, known)}")
        if not 0 <= level <= HIGHEST_LEVEL:
            raise UsageError(f"{name} cannot be set to {level}; a level is a whole number from 0 to 4")
        members = [f.id for fw in asked for c in fw.criteria if c.id == name for f in c.facets]
        for member in members:
            skills.pop(member, None)
        skills[name] = level
        away -= {name, *members}
    return replace(
        assessment.profile,
        skills=skills,
        answers=(),
        not_applicable=tuple(n for n in assessment.profile.not_applicable if n in away),
    )
