"""A learning step in words: its levels, hours, weeks, gain, and what it rests on."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from readiness.framework import scale_named
from readiness.report import figures as f
from readiness.report.blocks import Block, Link, Para
from readiness.words import listed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from readiness.record import Assessment
    from readiness.record.plan import Plan, PlanStep
    from readiness.record.plan_document import NearTie

__all__ = [
    "HOURS",
    "gain",
    "heads",
    "levels",
    "shown_gains",
    "step_blocks",
    "target",
    "titles_of",
    "weeks",
    "worded",
]

HOURS = {"estimated": "estimated", "stated": "stated by the provider"}
"""Where the hours of a step come from."""
_MOST_NAMED = 3


def shown_gains(score: float, steps: Iterable[PlanStep]) -> dict[str, int]:
    """What each step brings in tenths of points, by its id, after those before it.

    It is how far the step moves the score as it is shown: so a list, a table and weeks say the same, and all
    that is shown adds up.
    """
    exact, found = [score], {}
    for step in steps:
        exact.append(step.gain_points)
        before, after = (round(10 * round(math.fsum(part), 1)) for part in (exact[:-1], exact))
        found[step.id] = after - before
    return found


def heads(record: Assessment) -> list[str]:
    """The next steps, each in a line: what, from where to where, hours, weeks, gain."""
    return [
        f"{f.prose(step.facet_title)}, {climb}: "
        f"{', '.join(filter(None, (f.hours(step.effort_hours), when, brings)))}"
        for step, brings, climb, when in worded(record)
    ]


def worded(record: Assessment) -> list[tuple[PlanStep, str, str, str]]:
    """The next steps, each with its gain, its levels and its weeks in words."""
    gains = shown_gains(record.score or 0.0, record.next_steps)
    return [(step, gain(step, gains[step.id]), levels(step), weeks(step)) for step in record.next_steps]


def levels(step: PlanStep) -> str:
    """From where to where the step leads."""
    start, end = f.number(step.from_level), f.number(step.to_level)
    return scale_named(step.scale).climb(start, end)


def target(step: PlanStep | NearTie, scale: str = "rating") -> str:
    """The step by where it leads to."""
    kind = getattr(step, "scale", scale)
    return f"{f.prose(step.facet_title)} to {scale_named(kind).worded(f.number(step.to_level))}"


def weeks(step: PlanStep) -> str:
    """The weeks in which the step is done, where it has any."""
    if step.first_week is None or step.last_week is None:
        return ""
    if step.first_week == step.last_week:
        return f"week {step.first_week}"
    return f"weeks {step.first_week} to {step.last_week}"


def gain(step: PlanStep, tenths: int) -> str:
    """What the step is shown to bring."""
    if tenths > 0:
        return f"+{f.tenths(tenths)} points"
    little = "under 0.1 points of its own" if step.gain_points > f.NEAR else "no points of its own"
    return f"{little}, but later steps need it" if step.opens else little


def titles_of(plan: Plan) -> dict[str, str]:
    """The titles of what the steps of a plan raise and build on."""
    return {facet.id: f.prose(facet.title) for facet in plan.facets} | {
        name: f.prose(title) for name, title in plan.titles.items()
    }


def step_blocks(step: PlanStep, tenths: int, titles: Mapping[str, str]) -> Iterator[Block]:
    """One step in full below its head: what to do, where the hours come from, what it needs, resources."""
    yield Para(f.prose(step.do), indent=3)
    yield Para(
        " ".join(filter(None, (_effort(step), _needs(step, titles), _lifts(step, tenths, titles)))), indent=3
    )
    for resource in step.resources:
        remark = f"{f.prose(resource.provider)}, {f.prose(resource.price)}"
        yield Link(f.prose(resource.title), _address(resource.url), remark, indent=3)


def _effort(step: PlanStep) -> str:
    source = f.prose(step.effort_source)
    ours = step.effort_basis == "estimated"
    if ours and not source.lower().startswith("our estimate"):
        return f"Our estimate of the hours: {source}"
    return source if ours else f"Hours stated by the provider: {source}"


def _needs(step: PlanStep, titles: Mapping[str, str]) -> str:
    needs = [f"{titles.get(name, f.plain(name))} at level {level}" for name, level in step.requires.items()]
    unknown = [titles.get(name, f.plain(name)) for name in step.assumes]
    rests = f"Builds on {listed(needs)}." if needs else ""
    check = f"You did not rate {listed(unknown)}: check that you are there." if unknown else ""
    return f"{rests} {check}".strip()


def _lifts(step: PlanStep, tenths: int, titles: Mapping[str, str]) -> str:
    """Where else its points are: in skills that count in full only on this one."""
    points = min(tenths, round(10 * sum(step.lifts.values())))
    if points <= 0:
        return ""
    names = sorted(step.lifts, key=lambda name: -step.lifts[name])[:_MOST_NAMED]
    more = [f"{len(step.lifts) - len(names)} more"] if len(step.lifts) > len(names) else []
    skills = listed([titles.get(name, f.plain(name)) for name in names] + more)
    return f"{f.tenths(points)} of its points are in {skills}, which then count for more."


def _address(url: str) -> str:
    safe = url.lower().startswith(("https://", "http://")) and url.isprintable() and " " not in url
    return url if safe else ""
