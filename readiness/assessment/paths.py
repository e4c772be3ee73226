"""One profile held against several roles: how far each is, what separates them, which steps serve several."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from readiness.assessment.assessing import assess
from readiness.plan.draft import stands_at
from readiness.questionnaire import facet_ids, load_facet
from readiness.record.paths import Path, Paths, RoleDifference, SharedStep

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import datetime

    from readiness.framework import Framework
    from readiness.profile import Profile
    from readiness.record import Assessment, Leaf

__all__ = ["compare_paths"]

LEAST_POINTS = 0.05
"""Points that show when rounded to one decimal."""


def compare_paths(
    profile: Profile, frameworks: Sequence[Framework], *, assessed_at: datetime, rng: int = 0
) -> Paths:
    """How ready a person is for each of several roles, the nearest role first.

    Nearest is the role with the best chance of ready; where chances show no difference, that of the fewest
    hours to ready, and then of the higher score.

    Parameters
    ----------
    profile : Profile
        What the person brings.
    frameworks : sequence of Framework
        The roles.
    assessed_at : datetime
        When; it changes no number.
    rng : int
        Seed of the draws, the same for every role.

    Raises
    ------
    ProfileError
        If the profile names a facet or an item that does not exist.
    """
    records = [assess(profile, framework, assessed_at=assessed_at, rng=rng) for framework in frameworks]
    records.sort(key=_distance)
    nearest = records[0] if records and _has_verdict(records[0]) else None
    return Paths(
        assessed_at=assessed_at.isoformat(),
        name=profile.name,
        seed=rng,
        nearest=nearest.framework.id if nearest else None,
        paths=tuple(_path(record, nearest) for record in records),
        steps=tuple(_shared_steps(records)),
    )


def _distance(record: Assessment) -> tuple[bool, float, float, float, str]:
    """How far away a role is, to sort by: the chance to be ready, then the hours to it.

    Points of two roles say little beside each other: one counts more of education, the other of years.
    """
    chance = record.estimate.p_ready if record.estimate else 0.0
    hours = _hours_to_ready(record)
    far = math.inf if hours is None else hours
    return not _has_verdict(record), -round(chance, 2), far, -(record.score or 0.0), record.framework.id


def _hours_to_ready(record: Assessment) -> float | None:
    if record.verdict.band == "ready":
        return 0.0
    if record.plan is None or not _has_verdict(record):
        return None
    role = record.plan.roles[0]
    return 0.0 if role.ready_after and role.fewest_hours is None else role.fewest_hours


def _has_verdict(record: Assessment) -> bool:
    """Whether enough was answered to say how near the role is."""
    return record.score is not None and record.verdict.band != "no-verdict"


def _path(record: Assessment, nearest: Assessment | None) -> Path:
    estimate = record.estimate
    leaves = _missing(record)
    then = {leaf.id: leaf for leaf in nearest.leaves} if nearest else {}
    titles = {leaf.id: leaf.title for leaf in record.leaves}
    gaps = [_difference(leaf, None, then) for leaf in leaves.values()]
    apart = [_difference(leaf, then.get(leaf.id), then) for leaf in leaves.values()]
    return Path(
        id=record.framework.id,
        title=record.framework.title,
        version=record.framework.version,
        digest=record.framework.digest,
        score=record.score,
        low=estimate.low if estimate else None,
        high=estimate.high if estimate else None,
        level=estimate.level if estimate else None,
        chance=estimate.p_ready if estimate else None,
        fewest_hours=_hours_to_ready(record),
        coverage=record.coverage,
        band=record.verdict.band,
        verdict=record.verdict.title,
        must_haves=tuple(titles[name] for name in record.verdict.blocked_by),
        gaps=_largest(gaps),
        apart=_largest(apart) if nearest is not None and record is not nearest else (),
    )


def _missing(record: Assessment) -> dict[str, Leaf]:
    """The leaves that miss points which show."""
    return {leaf.id: leaf for leaf in record.leaves if (leaf.points_missing or 0.0) >= LEAST_POINTS}


def _difference(leaf: Leaf, other: Leaf | None, nearest: Mapping[str, Leaf]) -> RoleDifference:
    there = nearest.get(leaf.id)
    return RoleDifference(
        id=leaf.id,
        title=leaf.title,
        scale=leaf.scale,
        points=(leaf.points_missing or 0.0) - ((other.points_missing or 0.0) if other else 0.0),
        bar=leaf.bar,
        nearest_bar=there.bar if there else None,
    )


def _largest(differences: list[RoleDifference]) -> tuple[RoleDifference, ...]:
    shown = [one for one in differences if one.points >= LEAST_POINTS]
    return tuple(sorted(shown, key=lambda one: (-one.points, one.id)))


def _shared_steps(records: Sequence[Assessment]) -> Iterator[SharedStep]:
    """The next step of every skill that was rated and that at least two roles would gain by."""
    gains: dict[tuple[str, int], dict[str, float]] = {}
    titles: dict[str, str] = {}
    for record in records:
        for leaf in record.leaves:
            level = stands_at(leaf) if leaf.is_rated and leaf.outcome == "answered" else None
            if level is not None and (leaf.gain_next_level or 0.0) >= LEAST_POINTS:
                titles[leaf.id] = leaf.title
                gains.setdefault((leaf.id, int(level)), {})[record.framework.id] = float(
                    leaf.gain_next_level or 0.0
                )
    known = set(facet_ids())
    found = []
    for (facet, level), roles in gains.items():
        steps = load_facet(facet).steps if facet in known else ()
        step = next((s for s in steps if s.from_level == level), None)
        if step is not None and len(roles) > 1:
            found.append(
                SharedStep(
                    id=step.id,
                    title=titles[facet],
                    from_level=step.from_level,
                    to_level=step.to_level,
                    effort_hours=float(step.hours),
                    do=step.do.strip(),
                    roles=roles,
                )
            )
    yield from sorted(found, key=lambda s: (-len(s.roles), -sum(s.roles.values()) / s.effort_hours, s.id))
