"""One person for one role or several, as planning sees them."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple, Self

from readiness.assessment import assess
from readiness.errors import UsageError, closest, visible
from readiness.framework import Framework, load_framework
from readiness.knapsack import HIGHEST_LEVEL, Candidate, candidates, merged
from readiness.plan.needs import Start, actions_of, start, steps_by_id
from readiness.record.plan import WhatIf

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from readiness.knapsack import Action
    from readiness.profile import Profile
    from readiness.questionnaire import Step
    from readiness.record import Assessment

__all__ = ["Person", "roles_of"]


class Person(NamedTuple):
    """One person, for one role or several, as planning sees them."""

    starts: tuple[Start, ...]
    actions: tuple[Action, ...]
    by_role: Mapping[str, tuple[Candidate, ...]]
    candidates: tuple[Candidate, ...]
    steps: Mapping[str, Step]
    prefer_free: bool

    @classmethod
    def of(cls, records: Sequence[Assessment], *, prefer_free: bool) -> Self:
        """The person of these assessments, one for each role."""
        starts = tuple(start(record) for record in records)
        facets = list(dict.fromkeys(need.facet for s in starts for need in s.needs))
        actions = actions_of(facets, prefer_free=prefer_free)
        by_role = {s.record.framework.id: candidates(actions, s.needs) for s in starts}
        return cls(starts, actions, by_role, merged(by_role), steps_by_id(facets), prefer_free)

    @property
    def levels(self) -> dict[str, int]:
        """Level in every facet that was answered."""
        return {facet: level for s in reversed(self.starts) for facet, level in s.levels.items()}

    @property
    def titles(self) -> dict[str, str]:
        """Title of every facet of the roles."""
        return {leaf.id: leaf.title for s in reversed(self.starts) for leaf in s.record.leaves}

    @property
    def score(self) -> float:
        """Mean score over the roles."""
        return sum(s.score for s in self.starts) / len(self.starts)


def roles_of(
    assessment: Assessment, framework: Framework | Sequence[Framework] | None, levels: Mapping[str, int]
) -> tuple[Assessment, list[tuple[Assessment, Framework]], WhatIf | None]:
    """The assessment, the same for each role, and what changed levels did to its score.

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
        plain = replace(first.profile, answers=())
        before = _again(first, asked[0], plain) if first.profile.answers else first
        first = _again(first, asked[0], profile)
        changed = WhatIf(
            levels=dict(levels),
            score_before=before.score,
            score_after=first.score,
            stated_only=bool(assessment.profile.answers),
        )
    return first, [(first if k == 0 else _assessed(first, f), f) for k, f in enumerate(asked)], changed


def _assessed(assessment: Assessment, framework: Framework) -> Assessment:
    """The assessment where it is of this very role, else the same person assessed for it."""
    same = framework.digest == assessment.framework.digest
    return assessment if same else _again(assessment, framework, assessment.profile)


def _again(assessment: Assessment, framework: Framework, profile: Profile) -> Assessment:
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
