"""A profile as another role, or a later version of its own, can read it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from readiness.questionnaire import facet_ids, load_items

if TYPE_CHECKING:
    from collections.abc import Mapping

    from readiness.framework import Framework
    from readiness.profile import Profile
    from readiness.record import Assessment

__all__ = ["answers_given", "known_part", "with_todays_names", "without_new_questions"]


def with_todays_names(profile: Profile, names: Mapping[str, str]) -> Profile:
    """The profile with facets as they are called today."""
    if not names:
        return profile

    def today(name: str) -> str:
        return names.get(name, name)

    def item_today(item: str) -> str:
        facet, dash, number = item.rpartition("-")
        return f"{today(facet)}{dash}{number}"

    return replace(
        profile,
        skills={today(name): level for name, level in profile.skills.items()},
        sources={today(name): source for name, source in profile.sources.items()},
        claims={today(name): words for name, words in profile.claims.items()},
        not_applicable=tuple(map(today, profile.not_applicable)),
        answers=tuple(replace(answer, item=item_today(answer.item)) for answer in profile.answers),
    )


def without_new_questions(profile: Profile, old: Assessment, framework: Framework) -> Profile:
    """The newer profile without answers to what the older role did not ask and its profile does not hold."""
    before = with_todays_names(old.profile, framework.renamed)
    asked = {framework.renamed.get(leaf.id, leaf.id) for leaf in old.leaves} | before.skills.keys()
    asked |= {item.rpartition("-")[0] for item, _ in answers_given(before)}
    new = [facet for facet in framework.facets if facet.id not in asked]
    headings = {framework.renamed.get(node.id, node.id) for node in old.criteria} | before.skills.keys()
    names = {facet.id for facet in new} | {c.id for c in framework.criteria if c.id not in headings}
    kept = replace(
        profile,
        skills={name: level for name, level in profile.skills.items() if name not in names},
        not_applicable=tuple(name for name in profile.not_applicable if name not in names),
        answers=tuple(a for a in profile.answers if a.item.rpartition("-")[0] not in names),
    )
    for facet in new:
        inputs = getattr(facet.scale, "input", ())
        for place in (inputs,) if isinstance(inputs, str) else inputs:
            kept = _without(kept, before, place)
    return kept


def _without(profile: Profile, before: Profile, place: str) -> Profile:
    """The profile without one fact, unless it stood in the one before."""
    part, _, name = place.partition(".")
    if part == "languages":
        return profile if before.languages is not None else replace(profile, languages=None)
    if getattr(getattr(before, part), name) is not None:
        return profile
    if part == "education":
        return replace(profile, education=replace(profile.education, **{name: None}))
    return replace(profile, experience=replace(profile.experience, **{name: None}))


def answers_given(profile: Profile) -> set[tuple[str, str | float | None]]:
    """Item and response of every answer."""
    return {(answer.item, answer.response) for answer in profile.answers}


def known_part(profile: Profile, framework: Framework) -> tuple[Profile, tuple[str, ...]]:
    """What of the profile the framework and today's questions know, and the names of the rest."""
    names = {*facet_ids(), *(f.id for f in framework.facets)}
    rated = {*facet_ids(), *framework.rateable}
    items = {
        i.id
        for f in {a.item.rpartition("-")[0] for a in profile.answers} & {*facet_ids()}
        for i in load_items(f)
    }
    kept = replace(
        profile,
        skills={k: v for k, v in profile.skills.items() if k in rated},
        sources={k: v for k, v in profile.sources.items() if k in rated},
        not_applicable=tuple(name for name in profile.not_applicable if name in names),
        answers=tuple(a for a in profile.answers if a.item in items),
    )
    unknown = (
        *(name for name in profile.skills if name not in kept.skills),
        *(name for name in profile.not_applicable if name not in names),
        *(a.item for a in profile.answers if a.item not in items),
    )
    return kept, unknown
