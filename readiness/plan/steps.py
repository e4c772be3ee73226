"""The steps of a plan and the facets they start from, as records."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from readiness.plan.needs import is_free
from readiness.record import StepResource
from readiness.record.plan import PlanFacet, PlanStep

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from readiness.knapsack import Candidate, Chosen, Week
    from readiness.plan.person import Person
    from readiness.record.plan import Sureness

__all__ = ["facets_of", "steps_of"]


def facets_of(person: Person) -> tuple[PlanFacet, ...]:
    """Where the person stands in every facet that was answered."""
    found: dict[str, PlanFacet] = {}
    for begin in person.starts:
        for need in begin.needs:
            points = sum(n.points for s in person.starts for n in s.needs if n.facet == need.facet)
            found.setdefault(
                need.facet,
                PlanFacet(
                    id=need.facet,
                    title=person.titles[need.facet],
                    level=person.levels[need.facet],
                    bar=need.bar,
                    attainment=need.attainment,
                    points=points / len(person.starts),
                ),
            )
    return tuple(found.values())


def steps_of(
    person: Person, chosen: Chosen, weeks: Sequence[Week], sure: Mapping[str, Sureness]
) -> tuple[PlanStep, ...]:
    """The chosen steps in their order, with what to do, what it brings, and when."""
    in_weeks: dict[str, list[int]] = {}
    for week in weeks:
        for part in week.shares:
            in_weeks.setdefault(part.step, []).append(week.number)
    gains = {role: {c.id: c.gain for c in found} for role, found in person.by_role.items()}
    return tuple(
        replace(
            _step(person, c, chosen),
            gain_by_role={role: of_role.get(c.id, 0.0) for role, of_role in gains.items()},
            first_week=min(in_weeks.get(c.id, []), default=None),
            last_week=max(in_weeks.get(c.id, []), default=None),
            sure=sure.get(c.id),
        )
        for c in chosen.steps
    )


def _step(person: Person, candidate: Candidate, chosen: Chosen) -> PlanStep:
    step, levels = person.steps[candidate.id], person.levels
    free_first = sorted(step.resources, key=lambda res: not is_free(res.price))
    resources = free_first if person.prefer_free else step.resources
    return PlanStep(
        id=candidate.id,
        facet=candidate.facet,
        facet_title=person.titles[candidate.facet],
        from_level=candidate.from_level,
        to_level=candidate.to_level,
        do=step.do.strip(),
        effort_hours=candidate.hours,
        effort_basis=step.basis,
        effort_source=step.source,
        gain_points=candidate.gain,
        gain_by_role={},
        requires=dict(step.requires),
        assumes={facet: level for facet, level in step.requires.items() if facet not in levels},
        opens=tuple(s.id for s in chosen.steps if _rests_on(s, candidate)),
        resources=tuple(
            StepResource(title=x.title, provider=x.provider, url=x.url, price=x.price) for x in resources
        ),
        first_week=None,
        last_week=None,
        sure=None,
    )


def _rests_on(later: Candidate, earlier: Candidate) -> bool:
    own = later.facet == earlier.facet and later.from_level >= earlier.to_level
    return own or later.requires.get(earlier.facet, 0) >= earlier.to_level
