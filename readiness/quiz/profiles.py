"""Profiles in and out of a sitting: what one already answers, and what the answers make."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from readiness.assessment.marked import describe_left_out, mark_answers
from readiness.framework import FactScale
from readiness.models import plain, read_as
from readiness.profile import Profile
from readiness.profile.model import LANGUAGES
from readiness.questionnaire import facet_ids
from readiness.quiz.answers import Given

if TYPE_CHECKING:
    from collections.abc import Mapping

    from readiness.framework import Framework
    from readiness.quiz.questions import Question

__all__ = ["applies", "brought", "fit", "profile_of", "without_facet"]


def fit(profile: Profile, framework: Framework) -> tuple[Profile, tuple[str, ...]]:
    """The profile without what is unknown to this framework and these questions, and a line for each."""
    names = {f.id for f in framework.rated} | {c.id for c in framework.criteria} | set(facet_ids())
    unknown = sorted(set(profile.skills) - names)
    stray = sorted(set(profile.not_applicable) - {f.id for f in framework.facets} - set(facet_ids()))
    lost = [one for one in mark_answers(profile, framework).left_out if one.reason != "shown"]
    if not (unknown or stray or lost):
        return profile, ()
    gone = {one.item for one in lost}
    values = plain(profile)
    values["skills"] = {k: v for k, v in profile.skills.items() if k in names}
    values["not_applicable"] = [name for name in profile.not_applicable if name not in stray]
    values["answers"] = [a for a in values.get("answers", []) if a["item"] not in gone]
    left, _ = read_as(Profile, values)
    return left or profile, (
        *(f"skills.{name} is no skill of {framework.title}; it is left out" for name in [*unknown, *stray]),
        *describe_left_out(lost),
    )


def without_facet(profile: Profile, facet: str, framework: Framework) -> Profile:
    """The profile without what it says of a skill, which is about to be said again."""
    values = plain(profile)
    skills = dict(profile.skills)
    _spread_criterion(skills, facet, framework)
    values["skills"] = {name: level for name, level in skills.items() if name != facet}
    values["not_applicable"] = [name for name in profile.not_applicable if name != facet]
    values["answers"] = [a for a in values.get("answers", []) if a["item"].rpartition("-")[0] != facet]
    left, problems = read_as(Profile, values)
    assert left is not None, problems  # noqa: S101 — a part of what was read before
    return left


def applies(question: Question, profile: Profile, framework: Framework) -> bool:
    """Whether to ask at all: not where the person says that nothing of it applies to them."""
    if question.section != "skills" or not profile.not_applicable:
        return True
    return any(name not in profile.not_applicable for name in _facets_of(question.name, framework))


def brought(question: Question, profile: Profile, framework: Framework) -> Given | None:
    """What the profile already answers to this question."""
    if question.section == "skills":
        return _rating_brought(question, profile, framework)
    group, _, name = question.id.partition(".")
    if group == "languages":
        value: Any = (profile.languages or {}).get(name)
    else:
        value = getattr(getattr(profile, group), name)
        value = list(value) if isinstance(value, tuple) else value
    return None if value is None else Given(question.id, "answered", value)


def _rating_brought(question: Question, profile: Profile, framework: Framework) -> Given | None:
    if question.name in profile.skills:
        own = profile.skills[question.name]
        return None if own is None else Given(question.id, "answered", own)
    facets = _facets_of(question.name, framework)
    if facets == (question.name,):
        criterion = next(c for c in framework.criteria if any(f.id == question.name for f in c.facets))
        level = profile.skills.get(criterion.id)
        return None if level is None else Given(question.id, "answered", level)
    levels = [level for name in facets if (level := profile.skills.get(name)) is not None]
    if levels and len(levels) == len([n for n in facets if n not in profile.not_applicable]):
        return Given(question.id, "answered", round(sum(levels) / len(levels)))
    return None


def profile_of(start: Profile, framework: Framework, given: Mapping[str, Given]) -> Profile:
    """The profile after a sitting: what was brought, with every answer of the sitting put in its place.

    `given` holds the answers of the sitting by question id.
    """
    values = plain(start)
    skills = dict(start.skills)
    languages: dict[str, Any] = dict(start.languages or {})
    missing_languages: set[str] = set()
    answers = values.get("answers", [])
    for one in given.values():
        group, _, name = one.question.partition(".")
        if group == "skills":
            _put_skill(skills, name, one, framework)
        elif group == "languages":
            languages.pop(name, None)
            if one.outcome == "answered":
                languages[name] = one.value
            else:
                missing_languages.add(name)
        elif group == "check" and one.outcome != "skipped":
            answers.append(
                {
                    "item": name,
                    "response": one.value,
                    "seconds": one.seconds,
                    "digest": one.digest,
                    "shown_days_ago": one.shown_days_ago,
                }
            )
        elif group in {"education", "experience", "goals"}:
            part = values.setdefault(group, {})
            part.pop(name, None)
            if one.outcome == "answered":
                part[name] = one.value
    values["skills"] = skills
    # A level that somebody changed was not read from those words.
    values["claims"] = {k: w for k, w in start.claims.items() if skills.get(k) == start.skills.get(k)}
    values["answers"] = answers
    if start.languages is None:
        languages = {**_rated_languages(skills, framework), **languages} if languages else {}
    values["languages"] = languages if _enough(languages, missing_languages, framework) else None
    profile, problems = read_as(Profile, values)
    assert profile is not None, problems  # noqa: S101 — every part was accepted before it was stored
    return profile


def _put_skill(skills: dict[str, int | None], name: str, one: Given, framework: Framework) -> None:
    facets = _facets_of(name, framework)
    if facets != (name,):  # a rating of a criterion stands for all its facets
        for facet in facets:
            skills.pop(facet, None)
    elif one.outcome == "skipped":
        _spread_criterion(skills, name, framework)
    skills[name] = one.value if one.outcome == "answered" and isinstance(one.value, int) else None


def _spread_criterion(skills: dict[str, int | None], facet: str, framework: Framework) -> None:
    """Give a criterion's level to its facets, so that one of them can be taken out."""
    for criterion in framework.criteria:
        names = _facets_of(criterion.id, framework)
        if facet in names and criterion.id in skills and criterion.id != facet:
            level = skills.pop(criterion.id)
            for name in names:
                skills.setdefault(name, level)


def _facets_of(name: str, framework: Framework) -> tuple[str, ...]:
    rated = {facet.id for facet in framework.rated}
    if name in rated:
        return (name,)
    return tuple(f.id for c in framework.criteria if c.id == name for f in c.facets if f.id in rated)


def _rated_languages(skills: Mapping[str, int | None], framework: Framework) -> dict[str, int]:
    """Languages that are asked as a skill, such as python-language, by the level that was given there."""
    found = {}
    for criterion in framework.criteria:
        for facet in criterion.facets:
            name = facet.id.removesuffix("-language")
            level = skills.get(facet.id, skills.get(criterion.id))
            if name != facet.id and name in LANGUAGES and level is not None:
                found[name] = level
    return found


def _enough(languages: Mapping[str, Any], missing: set[str], framework: Framework) -> bool:
    """Whether the languages say something although some were left open: open is not the same as level 0."""
    if not languages:
        return False
    for facet in framework.facets:
        scale = facet.scale
        if isinstance(scale, FactScale) and missing & (scale.offers.get("languages") or {}).keys():
            return scale.is_reached({"languages": languages})
    return True
