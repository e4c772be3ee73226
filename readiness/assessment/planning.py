"""What raising levels is worth in a role, and the plan that a record holds."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from readiness import measurement as m
from readiness.assessment.role import role_of
from readiness.framework import FactScale, is_of_the_field
from readiness.knapsack.terms import Raised, Term, attained_by_level
from readiness.plan.build import next_monday, plan_record
from readiness.plan.draft import draft, goal_of, start, steps_of
from readiness.questionnaire.own import own_questions

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from readiness.arrays import Floats
    from readiness.assessment.person import Person
    from readiness.framework import Framework
    from readiness.plan.draft import Worths
    from readiness.profile import Profile
    from readiness.questionnaire import OwnQuestions
    from readiness.record import FrameworkRef, Leaf, Verdict
    from readiness.record.plan import Plan

__all__ = ["N_NEXT_STEPS", "believed_levels", "plan_of", "terms", "terms_of", "worths"]

N_NEXT_STEPS = 3


def plan_of(
    profile: Profile,
    framework: Framework,
    *,
    role: FrameworkRef,
    leaves: Sequence[Leaf],
    verdict: Verdict,
    score: float | None,
    coverage: float,
    terms: Sequence[Term],
    assessed_at: datetime,
) -> Plan | None:
    """The plan for what else the record says; None where nothing was answered that steps lead up.

    It begins on the Monday after the assessment where the goals say how many hours a week has.
    """
    if score is None:
        return None
    begin = start(role, leaves, verdict, score, coverage, worths(framework), terms)
    if not begin.needs:
        return None
    found = draft([begin], goal_of(profile.goals))
    return plan_record(found, starts_on=next_monday(assessed_at.date()))


def terms_of(who: Person) -> tuple[Term, ...]:
    """The points of each rated facet, by its own level and by those of the facets that it is built on.

    Averaged over the draws that the score is averaged over: so the score of somebody whose levels are raised
    is the score now and what the terms gain, to the last digit.
    """
    return terms(who.framework, believed_levels(who), who.points.tolist())


def believed_levels(who: Person) -> Floats:
    """The levels in the draws of one person, (n_rated, n_draws)."""
    levels: Floats = m.levels_drawn(who.drawn, who.evidence.population, who.known)[0]
    return levels


def terms(framework: Framework, levels: Floats, points: Sequence[float]) -> tuple[Term, ...]:
    """The terms of levels, (n_rated, n_draws), in a role where each facet can bring so many points."""
    role = role_of(framework).asked
    found = m.raisable(levels, role)
    names = [facet.id for facet in framework.rated]
    pairs: list[list[int]] = [[] for _ in names]
    for pair, facet in enumerate(role.built_on[:, 0].tolist()):
        pairs[facet].append(pair)
    built_on = [names[base] for base in role.built_on[:, 1].tolist()]
    attained = attained_by_level(
        Raised(found.own, found.own_least), Raised(found.held, found.held_least), pairs
    )
    return tuple(
        Term((name, *(built_on[pair] for pair in on)), worth, own, (0,) * (1 + len(on)))
        for name, on, worth, own in zip(names, pairs, points, attained, strict=True)
    )


def worths(framework: Framework) -> Worths:
    """Attainment of each level at which a step of a leaf begins or ends, by leaf, where a leaf has steps.

    What the shipped actions raise is of the article's field; a role of another one brings its own.
    """
    own = own_questions()
    return _worths(framework, own, is_of_the_field(framework) or own.actions is not None)


@lru_cache(maxsize=8)
def _worths(framework: Framework, _: OwnQuestions, with_actions: bool) -> Worths:  # noqa: FBT001
    found: dict[str, dict[float, float]] = {
        facet.id: dict(enumerate(row))
        for facet, row in zip(framework.rated, role_of(framework).asked.worth.tolist(), strict=True)
        if steps_of(facet.id)
    }
    for facet in framework.facets if with_actions else ():
        levels = sorted({level for s in steps_of(facet.id) for level in (s.from_level, s.to_level)})
        scale = facet.scale
        if levels and isinstance(scale, FactScale) and scale.climbs and facet.id not in found:
            reached = scale.attained(np.array(levels, dtype=np.float64))
            found[facet.id] = dict(zip(levels, reached.tolist(), strict=True))
    return found
