"""The one framework and set of questions by which two assessments are compared."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Literal, NamedTuple

import readiness
from readiness.assessment.assessing import assess
from readiness.assessment.overlay import overlay_digest
from readiness.errors import UsageError
from readiness.framework import framework_ids, load_framework
from readiness.questionnaire import digest_bank, digest_heads, facet_ids, load_items

if TYPE_CHECKING:
    from collections.abc import Mapping

    from readiness.framework import Framework
    from readiness.profile import Profile
    from readiness.record import Assessment

__all__ = ["Yardstick", "answers_given", "find_yardstick"]


class Yardstick(NamedTuple):
    """Both profiles as one framework and one set of questions sees them."""

    kind: Literal["same", "new", "today"]
    old: Assessment
    new: Assessment
    framework: Framework | None
    """With which either profile is scored the same today; None where that is not at hand."""
    unknown: tuple[str, ...] = ()
    renamed: Mapping[str, str] = {}
    """Today's names of facets by those of before."""


def find_yardstick(old: Assessment, new: Assessment, framework: Framework | None) -> Yardstick:
    """The yardstick of both, else the newer one, else today's.

    Raises
    ------
    UsageError
        If the records were made with different frameworks and the newer one is not at hand.
    """
    if _made_alike(old, new):
        known = framework
        if known is None and new.framework.id in framework_ids():
            known = load_framework(new.framework.id)
        at_hand = known is not None and all(
            _is_current(record, known) and not _known_part(record.profile, known)[1] for record in (old, new)
        )
        return Yardstick("same", old, new, known if at_hand else None)
    if framework is None:
        if new.framework.id not in framework_ids():
            raise UsageError(
                f"the two reports were made with different frameworks, and {new.framework.id} "
                "is not shipped; give its file with --framework"
            )
        framework = load_framework(new.framework.id)
    then, unknown = _rescored(old.profile, framework, new)
    asked_before = _without_new_questions(new.profile, old, framework)
    if asked_before == new.profile and _is_current(new, framework):
        return Yardstick("new", then, new, framework, unknown, framework.renamed)
    # Nobody could answer before what the role did not ask: that it counts now is the role's doing.
    now, more = _rescored(asked_before, framework, new)
    return Yardstick(
        "today", then, now, framework, tuple(dict.fromkeys((*unknown, *more))), framework.renamed
    )


def _made_alike(old: Assessment, new: Assessment) -> bool:
    marked = {
        (record.questions.items, record.questions.overlay) for record in (old, new) if record.questions.items
    }
    return len(marked) <= 1 and (old.framework.digest, old.questions.digest, old.engine_version) == (
        new.framework.digest, new.questions.digest, new.engine_version
    )  # fmt: skip


def _is_current(record: Assessment, framework: Framework) -> bool:
    """Whether the record was made with this framework by the questions and the program of today."""
    asked = record.questions
    return (record.framework.digest, asked.digest, record.engine_version) == (
        framework.digest,
        digest_heads(),
        readiness.__version__,
    ) and (asked.items is None or (asked.items, asked.overlay) == (digest_bank(), overlay_digest()))


def _rescored(brought: Profile, framework: Framework, new: Assessment) -> tuple[Assessment, tuple[str, ...]]:
    """A profile by today's yardstick, and what of it that does not know."""
    profile, unknown = _known_part(_with_todays_names(brought, framework.renamed), framework)
    again = assess(profile, framework, assessed_at=datetime.fromisoformat(new.assessed_at), rng=new.seed)
    return again, unknown


def _with_todays_names(profile: Profile, names: Mapping[str, str]) -> Profile:
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


def _without_new_questions(profile: Profile, old: Assessment, framework: Framework) -> Profile:
    """The newer profile without answers to what the older role did not ask and its profile does not hold."""
    before = _with_todays_names(old.profile, framework.renamed)
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


def _known_part(profile: Profile, framework: Framework) -> tuple[Profile, tuple[str, ...]]:
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
