"""The learning steps that somebody can start now, with what each would add to the score."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from readiness.knapsack import gain
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
    worth: tuple[float, ...]
    blocks: bool


def next_steps(
    gaps: Iterable[Gap], levels: Mapping[str, int], questions: Mapping[str, Questions]
) -> tuple[NextStep, ...]:
    """At most `N_NEXT_STEPS` steps, one a facet, most points per hour first.

    Steps towards a must-have, its own or those that its next step needs first, stand before all others.

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
    open_gaps = {gap.facet: gap for gap in gaps}
    now = {
        facet: step
        for facet, gap in open_gaps.items()
        if facet in questions
        for step in [next((s for s in questions[facet].steps if s.from_level == gap.level), None)]
        if step is not None
    }
    urgent = _towards([f for f, gap in open_gaps.items() if gap.blocks], now, levels)
    found = []
    for facet, step in now.items():
        gap = open_gaps[facet]
        won = gain(gap.points, gap.attainment, gap.worth[step.to_level])
        if won > 0 and not _unmet(step, levels):
            found.append(((facet not in urgent, -won / step.hours, step.id), _record(gap, step, won)))
    found.sort(key=lambda entry: entry[0])
    return tuple(step for _, step in found[:N_NEXT_STEPS])


def _unmet(step: Step, levels: Mapping[str, int]) -> list[str]:
    """Facets that the step needs at a higher level than the person is known to have."""
    return [facet for facet, level in step.requires.items() if levels.get(facet, level) < level]


def _towards(blocking: list[str], now: Mapping[str, Step], levels: Mapping[str, int]) -> set[str]:
    """The blocking facets, and all that their next steps need first."""
    urgent: set[str] = set()
    waiting = list(blocking)
    while waiting:
        facet = waiting.pop()
        if facet not in urgent:
            urgent.add(facet)
            waiting += _unmet(now[facet], levels) if facet in now else []
    return urgent


def _record(gap: Gap, step: Step, won: float) -> NextStep:
    return NextStep(
        id=step.id,
        facet=gap.facet,
        facet_title=gap.title,
        from_level=step.from_level,
        to_level=step.to_level,
        do=step.do.strip(),
        effort_hours=float(step.hours),
        effort_basis=step.basis,
        effort_source=step.source,
        gain_points=won,
        requires=dict(step.requires),
        resources=tuple(
            StepResource(title=r.title, provider=r.provider, url=r.url, price=r.price) for r in step.resources
        ),
    )
