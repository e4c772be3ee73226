"""What a plan comes to and what stands in its way, in sentences."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from readiness.framework import scale_named
from readiness.knapsack.terms import terms_gain
from readiness.record.plan import Obstacle
from readiness.words import counted, listed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from readiness.knapsack.candidates import Candidate
    from readiness.plan.draft import Draft, Start
    from readiness.record import Leaf
    from readiness.record.plan import RolePlan

__all__ = ["must_haves_left", "obstacles", "outcome"]

_LEAST_POINTS = 0.05


def outcome(found: Draft, roles: Sequence[RolePlan]) -> str:
    """What the plan comes to, in one to three sentences."""
    if len(roles) > 1:
        return _of_several(found, roles)
    role, stages = roles[0], found.stages
    hours = math.fsum(s.hours for s in found.steps)
    if not found.steps:
        return _of_none(found, role)
    before, after = role.score_before, role.score_after
    raise_ = "raises" if hours == 1 else "raise"
    whole = f"{counted(hours, 'hour')} {raise_} the score from {before:.1f} to {after:.1f} points"
    if role.ready_hours is None:
        return f"{whole}. {_missing(role)}"
    if not stages.to_ready:
        return f"No step is needed for ready. {whole}."
    ready = before + math.fsum(s.gain for s in stages.to_ready)
    first = (
        f"The fewest hours that make you ready are {role.ready_hours:g}: they raise the score from "
        f"{before:.1f} to {ready:.1f} points and every must-have to its floor."
    )
    if not stages.beyond:
        return first
    rest = math.fsum(s.hours for s in stages.beyond)
    return f"{first} {counted(rest, 'more hour')} raise{'s' if rest == 1 else ''} it to {after:.1f}."


def _of_none(found: Draft, role: RolePlan) -> str:
    """Why there is no step: no hours for one, or nothing left that would help."""
    aim = found.aims[role.framework.id]
    would_help = [
        step.hours
        for step in aim.candidates
        if step.gain > 0 or terms_gain(aim.terms, {step.leaf: step.to_level}) > 0
    ]
    needed = "No step is needed for ready" if role.ready_after else ""
    if found.goal.hours is not None and would_help:
        least = f"the shortest takes {min(would_help):g}; plan with more"
        fits = f"fits into {counted(found.goal.hours, 'hour')}: {least}"
        return f"{needed}, and none beyond {fits}." if needed else f"No step {fits}."
    if needed:
        return f"{needed}{'' if would_help else ', and nothing that would raise the score is left'}."
    return "No step is left that would help; what stands in the way is listed."


def _missing(role: RolePlan) -> str:
    """Why the plan does not end at ready."""
    if role.fewest_hours is not None:
        return f"Ready would take {counted(role.fewest_hours, 'hour')} at least."
    ends = []
    if role.must_haves_left:
        ends.append(f"below their floor are still {listed(role.must_haves_left)}")
    if role.threshold - role.score_after >= _LEAST_POINTS:
        ends.append(f"ready begins at {role.threshold:g}")
    why = f": {' and '.join(ends)}" if ends else ""
    return f"No plan of steps alone makes you ready{why}."


def _of_several(found: Draft, roles: Sequence[RolePlan]) -> str:
    hours = math.fsum(s.hours for s in found.steps)
    ready = [f"{r.framework.title} after {r.ready_hours:g}" for r in roles if r.ready_hours is not None]
    reach = f" Ready for {listed(ready)} hours." if ready else ""
    return f"{counted(hours, 'hour')} raise {len(roles)} roles by {found.gain:.1f} points on average.{reach}"


def must_haves_left(begin: Start, steps: Sequence[Candidate]) -> tuple[str, ...]:
    """Titles of the must-haves that are below their floor when the steps are done."""
    titles = {leaf.id: leaf.title for leaf in begin.leaves}
    reached: dict[str, float] = {}
    for step in steps:
        reached[step.leaf] = max(reached.get(step.leaf, 0), step.to_level)
    return tuple(titles[leaf] for leaf, floor in begin.floors.items() if reached.get(leaf, -1) < floor)


def obstacles(begin: Start, role: RolePlan) -> tuple[Obstacle, ...]:
    """What no step removes, largest first: a degree, must-haves and leaves that were not answered.

    Nothing where the plan ends at ready.
    """
    if role.ready_after:
        return ()
    found: list[Obstacle] = []
    if begin.verdict.band == "no-verdict":
        found.append(
            Obstacle(
                id="coverage",
                title=begin.verdict.title,
                points_missing=None,
                sentence=begin.verdict.sentence,
            )
        )
    by_id = {leaf.id: leaf for leaf in begin.leaves}
    within_reach = {need.leaf for need in begin.needs}
    for facet in begin.floors:
        leaf = by_id[facet]
        if leaf.title in role.must_haves_left and (facet not in within_reach or role.fewest_hours is None):
            found.append(
                Obstacle(
                    id=facet,
                    title=leaf.title,
                    points_missing=leaf.points_missing,
                    sentence=_must_have(leaf),
                )
            )
    missing = [leaf for leaf in begin.leaves if leaf.id not in within_reach and _cannot_be_learned(leaf)]
    missing.sort(key=lambda leaf: (-(leaf.points_missing or 0.0), leaf.id))
    found += [
        Obstacle(id=leaf.id, title=leaf.title, points_missing=leaf.points_missing, sentence=_outside(leaf))
        for leaf in missing
    ]
    return tuple(found)


def _cannot_be_learned(leaf: Leaf) -> bool:
    missing = (leaf.points_missing or 0.0) >= _LEAST_POINTS
    return not leaf.is_rated and leaf.outcome == "answered" and missing


def _must_have(leaf: Leaf) -> str:
    if leaf.outcome != "answered":
        return f"A must-have that was not answered: rate {leaf.id}, so that steps can be planned."
    return f"A must-have below level {leaf.must_have:g}, and no step leads there."


def _outside(leaf: Leaf) -> str:
    points = leaf.points_missing or 0.0
    return f"{points:.1f} points are missing here; they take {scale_named(leaf.scale).missing}."
