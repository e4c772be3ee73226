"""The learning steps that somebody can start now, with what each would add to the score."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from readiness.record import NextStep, StepResource

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from readiness.questionnaire import Facet as Questions
    from readiness.questionnaire import Step

__all__ = ["Gap", "next_steps"]

N_NEXT_STEPS = 5


class Gap(NamedTuple):
    """A rated facet below its bar: where the person stands, what the bar is, what a full gap is worth."""

    facet: str
    title: str
    level: int
    bar: int
    attainment: float
    points: float
    blocks: bool


def next_steps(
    gaps: Iterable[Gap], levels: Mapping[str, int], questions: Mapping[str, Questions]
) -> tuple[NextStep, ...]:
    """At most `N_NEXT_STEPS` steps, one a facet, must-haves first and then most points per hour.

    Parameters
    ----------
    gaps : iterable of Gap
        Facets below their bar.
    levels : mapping of str to int
        The person's level in every facet that was answered; an unanswered prerequisite is not held against
        them.
    questions : mapping of str to Facet
        Steps of each facet, by its id.
    """
    found = []
    for gap in gaps:
        facet = questions.get(gap.facet)
        for step in facet.steps if facet else ():
            ready = all(levels.get(name, level) >= level for name, level in step.requires.items())
            if step.from_level != gap.level or not ready:
                continue
            reached = min(1.0, step.to_level / gap.bar)
            gain = gap.points * max(0.0, reached - gap.attainment)
            key = (not gap.blocks, -gain / step.hours, step.id)
            if gain > 0:
                found.append((key, _record(gap, step, gain)))
            break
    found.sort(key=lambda entry: entry[0])
    return tuple(step for _, step in found[:N_NEXT_STEPS])


def _record(gap: Gap, step: Step, gain: float) -> NextStep:
    return NextStep.model_construct(
        id=step.id,
        facet=gap.facet,
        facet_title=gap.title,
        from_level=step.from_level,
        to_level=step.to_level,
        do=step.do.strip(),
        effort_hours=float(step.hours),
        effort_basis=step.basis,
        effort_source=step.source,
        gain_points=gain,
        requires=dict(step.requires),
        resources=tuple(
            StepResource.model_construct(title=r.title, provider=r.provider, url=r.url, price=r.price)
            for r in step.resources
        ),
    )
