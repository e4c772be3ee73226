"""What a plan comes to and what stands in its way, in sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from readiness.record.plan import Obstacle

if TYPE_CHECKING:
    from collections.abc import Sequence

    from readiness.knapsack import Chosen, Smallest
    from readiness.plan.needs import Start
    from readiness.record import Leaf
    from readiness.record.plan import RolePlan

__all__ = ["must_haves_left", "obstacles", "outcome"]

_LEAST_POINTS = 0.05


def outcome(roles: Sequence[RolePlan], chosen: Chosen, found: Smallest | None) -> str:
    """What the plan comes to, in one or two sentences."""
    role = roles[0]
    if not chosen.steps:
        if role.ready_after and found is not None:
            return "You are at the bar of this role already: no step is needed."
        if found is not None:
            return "No step is left that would help; what stands in the way is listed."
        return "No step fits: every facet that you rated is at its bar, or the first step takes more hours."
    if len(roles) > 1:
        return f"{chosen.hours:g} hours raise {len(roles)} roles by {chosen.gain:.1f} points on average."
    before, after = role.score_before, role.score_after
    reach = f"{chosen.hours:g} hours raise the score from {before:.1f} to {after:.1f} points"
    if role.ready_after:
        least = "the fewest that reach" if found is not None else "which reaches"
        return f"{reach}, {least} the threshold of {role.threshold:g} and every must-have."
    if found is not None:
        return f"No plan of steps alone makes you ready. This one comes closest: {reach}."
    short = role.threshold - after
    ends = [f"ready begins at {role.threshold:g}, {short:.1f} points further"] if short > 0 else []
    ends += (
        [f"must-haves still below their floor: {', '.join(role.must_haves_left)}"]
        if role.must_haves_left
        else []
    )
    hint = " `readiness plan --to-ready` looks for the fewest hours that bring them up."
    return f"{'; '.join([reach, *ends])}.{hint if role.must_haves_left else ''}"


def must_haves_left(begin: Start, chosen: Chosen) -> tuple[str, ...]:
    """Titles of the must-haves that are below their floor when the plan is done."""
    titles = {leaf.id: leaf.title for leaf in begin.record.leaves}
    reached: dict[str, int] = {}
    for step in chosen.steps:
        reached[step.facet] = max(reached.get(step.facet, 0), step.to_level)
    return tuple(titles[facet] for facet, floor in begin.floors.items() if reached.get(facet, -1) < floor)


def obstacles(begin: Start, ready_after: bool, found: Smallest | None) -> tuple[Obstacle, ...]:  # noqa: FBT001
    """What no step removes, largest first: a degree, years, must-haves and facets that were not answered.

    Nothing where the plan ends at ready.
    """
    record = begin.record
    if ready_after:
        return ()
    listed: list[Obstacle] = []
    if record.verdict.band == "no-verdict":
        share = f"{record.coverage:.0%} of what counts was answered"
        listed.append(
            Obstacle(
                id="coverage",
                title="Too little answered",
                points_missing=None,
                sentence=f"{share}, too little for a verdict; answer more.",
            )
        )
    by_id = {leaf.id: leaf for leaf in record.leaves}
    reachable = {candidate.facet for candidate in begin.candidates}
    for facet in begin.floors:
        if facet in reachable and not (found and facet in found.floors):
            continue
        leaf = by_id[facet]
        listed.append(
            Obstacle(
                id=facet, title=leaf.title, points_missing=leaf.points_missing, sentence=_must_have(leaf)
            )
        )
    missing = [leaf for leaf in record.leaves if _cannot_be_learned(leaf)]
    missing.sort(key=lambda leaf: (-(leaf.points_missing or 0.0), leaf.id))
    listed += [
        Obstacle(id=leaf.id, title=leaf.title, points_missing=leaf.points_missing, sentence=_outside(leaf))
        for leaf in missing
    ]
    return tuple(listed)


def _cannot_be_learned(leaf: Leaf) -> bool:
    return leaf.scale != "rating" and (leaf.points_missing or 0.0) >= _LEAST_POINTS


def _must_have(leaf: Leaf) -> str:
    if leaf.attainment is None:
        return f"A must-have that was not answered: rate {leaf.id}, so that steps can be planned."
    return f"A must-have below level {leaf.must_have:g}, and no step leads there."


def _outside(leaf: Leaf) -> str:
    points = leaf.points_missing or 0.0
    what = {
        "ordinal-share": "a degree or field of study",
        "years": "time at work",
        "count": "something finished to show",
        "coverage": "another programming language",
    }.get(leaf.scale, "more than a step")
    return f"{points:.1f} points are missing here; they take {what}, which no step of a plan gives."
