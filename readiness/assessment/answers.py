"""Profiles as arrays: raw answers, attainments, ratings."""

from __future__ import annotations

from math import isnan
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from readiness import measurement as m
from readiness.assessment.role import role_of
from readiness.errors import Problem, ProfileError, closest, quoted
from readiness.framework import Facet, FactScale, Framework
from readiness.profile.model import said_at, unknown_languages
from readiness.questionnaire import facet_ids

if TYPE_CHECKING:
    from collections.abc import Sequence

    from readiness.arrays import Floats, Indices
    from readiness.framework.scales.base import Given, ScaleAnswer
    from readiness.profile import Profile
    from readiness.profile.model import Source
    from readiness.record import Outcome

__all__ = ["Levels", "Raw", "attainments", "levels_of", "raw_answers", "shifted_ratings"]


class Raw(NamedTuple):
    """Answers as numbers, one respondent a row, and as they were given.

    ``values`` (n_respondents, n_leaves): level, index of an ordinal level, years, or count; NaN unanswered.
    ``parts``: for each leaf that is answered part by part what each is, (n_respondents, n_parts).
    """

    values: Floats
    parts: dict[int, Floats]
    given: tuple[tuple[Given, ...], ...]
    outcome: tuple[tuple[Outcome, ...], ...]


class Levels(NamedTuple):
    """The rated levels of many people, each of shape (n_people, n_rated): NaN where nothing was rated.

    ``source``: who gave each; ``shared``: how many facets were rated by the same statement.
    """

    level: Floats
    source: Indices
    shared: Floats

    @property
    def ratings(self) -> m.Ratings:
        """The same as evidence."""
        return m.rate_facets(self.level, self.source, self.shared)

    @property
    def verified(self) -> Floats:
        """The levels that are taken as they are, NaN elsewhere."""
        return np.where(self.source == m.VERIFIED, self.level, np.nan)

    @property
    def givers(self) -> tuple[Source | None, ...]:
        """Who gave each level of the first person; None where nobody did."""
        names: tuple[Source, ...] = tuple(_SOURCES)
        given = zip(self.level[0].tolist(), self.source[0].tolist(), strict=True)
        return tuple(None if isnan(level) else names[source] for level, source in given)

    def known(self, mentor_trust: float) -> m.Known:
        """The levels that are taken as they are: verified ones in full, a mentor's in part."""
        trust = np.array([0.0, mentor_trust, 1.0])[self.source]
        given = ~np.isnan(self.level)
        return m.Known(np.where(given, self.level, 0.0), np.where(given, trust, 0.0))


def raw_answers(profiles: list[Profile], framework: Framework) -> Raw:
    """The profiles' answers to what the framework asks.

    Raises
    ------
    ProfileError
        If a profile names a facet, item or language level that does not exist in this framework.
    """
    facets = framework.facets
    values = np.full((len(profiles), len(facets)), np.nan)
    parts = {
        k: np.full((len(profiles), len(facet.scale.part_ids)), np.nan)
        for k, facet in enumerate(facets)
        if facet.scale.part_ids
    }
    given, outcome = [], []
    for row, profile in enumerate(profiles):
        _refuse_unknown(profile, framework)
        levels = _levels(profile, framework)
        answers: list[Given] = []
        outcomes: list[Outcome] = []
        for k, facet in enumerate(facets):
            answer, outcome_ = _answer(profile, facet, levels)
            if answer is not None:
                values[row, k] = answer.number
                if k in parts:
                    parts[k][row] = answer.parts
            answers.append(answer.given if answer else None)
            outcomes.append(outcome_)
        given.append(tuple(answers))
        outcome.append(tuple(outcomes))
    return Raw(values, parts, tuple(given), tuple(outcome))


def attainments(raw: Raw, framework: Framework) -> Floats:
    """Attainment of every leaf, shape (n_respondents, n_leaves); NaN where unanswered or not applicable."""
    reached = np.full(raw.values.shape, np.nan)
    reached[:, role_of(framework).rated] = shifted_ratings(raw, framework)
    for k, facet in enumerate(framework.facets):
        if isinstance(facet.scale, FactScale):
            reached[:, k] = facet.scale.attained(raw.values[:, k], raw.parts.get(k))
    return reached


def shifted_ratings(raw: Raw, framework: Framework, *, by: int = 0) -> Floats:
    """Attainment of the rated leaves, were every rating `by` levels off but within 0 to 4."""
    levels = raw.values[:, role_of(framework).rated]
    return m.attainment_of_levels(np.clip(levels + by, 0, 4) if by else levels, role_of(framework).asked)


_SOURCES: dict[Source, int] = {"self": m.SELF, "mentor": m.MENTOR, "verified": m.VERIFIED}


def levels_of(profiles: Sequence[Profile], framework: Framework) -> Levels:
    """Who rated what at which level; a rating of a criterion is one statement about all its facets."""
    shape = len(profiles), len(framework.rated)
    level, shared = np.full(shape, np.nan), np.ones(shape)
    source = np.zeros(shape, dtype=np.intp)
    place = {facet.id: k for k, facet in enumerate(framework.rated)}
    for row, profile in enumerate(profiles):
        for criterion in framework.criteria:
            rated = [f.id for f in criterion.facets if f.id in place and not _left_out(profile, f)]
            inherit = [f for f in rated if f not in profile.skills]
            for name in rated:
                key = name if name in profile.skills else criterion.id
                given = profile.skills.get(key)
                if given is None:
                    continue
                k = place[name]
                level[row, k] = given
                of_criterion = profile.sources.get(criterion.id, profile.source)
                source[row, k] = _SOURCES[profile.sources.get(name, of_criterion)]
                shared[row, k] = 1.0 if key == name else len(inherit)
    return Levels(level, source, shared)


def _left_out(profile: Profile, facet: Facet) -> bool:
    """Whether the facet does not apply; a must-have always does."""
    return facet.id in profile.not_applicable and facet.must_have is None


def _levels(profile: Profile, framework: Framework) -> dict[str, int | None]:
    levels: dict[str, int | None] = {}
    for criterion in framework.criteria:
        for facet in criterion.facets:
            if facet.id in profile.skills:
                levels[facet.id] = profile.skills[facet.id]
            elif criterion.id in profile.skills:
                levels[facet.id] = profile.skills[criterion.id]
    return levels


def _answer(
    profile: Profile, facet: Facet, levels: dict[str, int | None]
) -> tuple[ScaleAnswer | None, Outcome]:
    """What is said of one leaf, and what became of the question."""
    if _left_out(profile, facet):
        return None, "not_applicable"
    answer = facet.scale.answer({**said_at(profile, facet.scale.inputs), "level": levels.get(facet.id)})
    if answer is not None:
        return answer, "answered"
    return None, "skipped" if facet.id in levels else "not_asked"


def _refuse_unknown(profile: Profile, framework: Framework) -> None:
    leaves = {facet.id for facet in framework.facets}
    rated = {facet.id for facet in framework.rated}
    criteria = {c.id for c in framework.criteria if any(f.id in rated for f in c.facets)}
    problems = []
    for name in profile.skills:
        if name not in rated | criteria and name not in facet_ids():
            hint = closest(name, [*sorted(criteria), *sorted(rated)])
            hint = hint if hint.startswith("did you mean") else f"`readiness role {framework.id}` lists them"
            problems.append(Problem(f"skills.{name}", f"no facet of this name in {framework.id}", hint))
    for name in profile.sources:
        if name not in rated | criteria and name not in facet_ids():
            hint = closest(name, [*sorted(criteria), *sorted(rated)])
            problems.append(Problem(f"sources.{name}", f"no facet of this name in {framework.id}", hint))
    for name in profile.not_applicable:
        where = "not_applicable"
        if name not in leaves and name not in facet_ids():
            problems.append(
                Problem(where, f"{quoted(name)} is no facet of {framework.id}", closest(name, leaves))
            )
        elif profile.skills.get(name) is not None:
            problems.append(Problem(where, f"{quoted(name)} is rated as well", "keep one of the two"))
    if profile.languages:
        asked = [name for f in framework.facets for name in f.scale.offers.get("languages") or ()]
        problems += unknown_languages(profile.languages, asked)
    if problems:
        raise ProfileError(profile.name or "the profile", problems)
