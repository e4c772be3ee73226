"""Ratings and answers of one profile as a belief, and what it says about the score."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from readiness import measurement as m
from readiness.assessment.role import OneRating, role_of
from readiness.profile.model import said_at
from readiness.words import counted, named

if TYPE_CHECKING:
    from collections.abc import Sequence

    from readiness.arrays import Floats
    from readiness.assessment.answers import Levels
    from readiness.framework import Framework
    from readiness.profile import Profile
    from readiness.questionnaire import Item

__all__ = [
    "Believed",
    "Checks",
    "bank_arrays",
    "checks",
    "gather",
    "without_verified",
]


class Checks(NamedTuple):
    """Answers, marked: the items, the positions of their facets among `Framework.rated`, right or not."""

    items: tuple[Item, ...]
    facet: tuple[int, ...]
    right: tuple[bool, ...]
    left_out: tuple[str, ...] = ()
    """A sentence for each reason for which answers do not count."""

    def n_of(self, facet: int) -> int:
        """How many answers are about this facet."""
        return self.facet.count(facet)


class Believed(NamedTuple):
    """The belief that a profile leads to, and the people it was measured among.

    ``own``: the chance of each must-have by the evidence of its own facet, (1, n_rated); ``doubtful_zeros``:
    the rated facets at level 0 that the answers speak against; ``surplus_right``: see there.
    """

    belief: m.Belief
    population: m.Population
    own: Floats
    n_ratings: int
    doubtful_zeros: list[int]
    surplus_right: float


def checks(profile: Profile, framework: Framework) -> Checks:
    """The profile's answers that count, marked again by the questions of today."""
    if not profile.answers:
        return Checks((), (), ())
    from readiness.assessment.marked import describe_left_out, mark_answers

    counted, left_out = mark_answers(profile, framework)
    return Checks(
        tuple(one.item for one in counted),
        tuple(one.facet for one in counted),
        tuple(one.right for one in counted),
        describe_left_out(left_out),
    )


def without_verified(given: Checks, levels: Levels, profile: Profile, framework: Framework) -> Checks:
    """The answers about facets whose level is not verified: a verified level is taken as it is.

    What is said and does not count is named, each with its reason.
    """
    known = ~np.isnan(levels.verified[0])
    kept = [k for k, facet in enumerate(given.facet) if not known[facet]]
    notes = list(given.left_out)
    if len(kept) < len(given.items):
        skills = sorted({framework.rated[facet].title for facet in given.facet if known[facet]})
        notes.append(_lost(len(given.items) - len(kept), "a verified level is taken as it is", skills))
    asked = Counter(answer.item.rpartition("-")[0] for answer in profile.answers)
    waived = [facet for facet in framework.facets if facet.id in profile.not_applicable]
    dropped = [facet for facet in waived if asked[facet.id]]
    if dropped:
        n = sum(asked[facet.id] for facet in dropped)
        notes.append(_lost(n, "the skill is said not to apply", [facet.title for facet in dropped]))
    said = [facet.scale.answer({**said_at(profile, facet.scale.inputs), "level": None}) for facet in waived]
    facts = [facet.title for facet, answer in zip(waived, said, strict=True) if answer is not None]
    if facts:
        notes.append(f"What is given for {named(facts)} does not count, because it is said not to apply.")
    kept_on = [facet.title for facet in waived if facet.must_have is not None]
    if kept_on:
        notes.append(
            f"A must-have cannot be left out as not applicable, and counts as not answered: {named(kept_on)}."
        )
    return given._replace(
        items=tuple(given.items[k] for k in kept),
        facet=tuple(given.facet[k] for k in kept),
        right=tuple(given.right[k] for k in kept),
        left_out=tuple(notes),
    )


def _lost(n: int, why: str, skills: Sequence[str]) -> str:
    verb = "does" if n == 1 else "do"
    return f"{counted(n, 'answer')} to checks {verb} not count, because {why}: {named(skills)}."


def bank_arrays(
    population: m.Population, items: Sequence[Item], facet: Sequence[int], *, refined: bool = True
) -> m.Items:
    """Items as arrays, refined from collected answers where there is an overlay."""
    if not items:
        no = np.zeros(0)
        return m.items(population, no.astype(np.intp), no, no.astype(bool))
    from readiness.assessment import overlay

    known = overlay.refined([item.id for item in items]) if refined else overlay.NOTHING
    levels = [(item.level, *item.readings) for item in items]
    return m.items(
        population,
        np.array(facet, dtype=np.intp),
        np.array([sum(own) / len(own) for own in levels], dtype=np.float64),
        np.array([item.kind != "choice" for item in items], dtype=bool),
        disagreement=np.array([max(own) - min(own) for own in levels], dtype=np.float64),
        refined_b=known.b,
        refined_s_b=known.s_b,
        discriminations=known.discriminations,
    )


def gather(levels: Levels, framework: Framework, given: Checks) -> Believed:
    """The belief after the ratings and answers of one person, whatever their order.

    Parameters
    ----------
    levels : Levels
        Of one person.
    framework : Framework
        Which facets.
    given : Checks
        The answers, marked; those about a verified facet are left out by then.
    """
    population = role_of(framework).population
    bank = bank_arrays(population, given.items, given.facet)
    answered = m.answers(np.arange(len(given.items)), np.array(given.right, dtype=bool))
    own = _own_chances(levels, framework, given, bank)
    belief = m.replay(population, levels.ratings, bank, answered)
    doubtful, surplus = list[int](), 0.0
    if given.items:
        seen = levels.level[0], population, bank, given.right
        doubtful, surplus = m.doubtful_zeros(*seen), m.surplus_right(*seen)
    return Believed(belief, population, own, int((~np.isnan(levels.level)).sum()), doubtful, surplus)


def _own_chances(levels: Levels, framework: Framework, given: Checks, bank: m.Items) -> Floats:
    """The chance of each must-have by its own evidence; of those without answers it is known already."""
    role = role_of(framework).asked
    floors = role.floors
    found = np.ones((1, len(floors)))
    checked = np.zeros(len(floors), dtype=bool)
    checked[list(given.facet)] = True
    looked_up: dict[int, OneRating] = {}
    for k in np.flatnonzero(~np.isnan(floors)).tolist():
        level, source, shared = (float(field[0, k]) for field in levels)
        if source == m.VERIFIED and level == level:  # noqa: PLR0124 - NaN where nothing was rated
            found[0, k] = float(level >= floors[k])
            checked[k] = False
        elif not checked[k]:
            looked_up[k] = OneRating.of(float(floors[k]), level, int(source), shared)
    found[0, list(looked_up)] = role_of(framework).own_chances(list(looked_up.values()))
    if np.any(checked & ~np.isnan(floors)):
        only = role._replace(floors=np.where(checked, floors, np.nan))
        answered = m.answers(np.arange(len(given.items)), np.array(given.right, dtype=bool))
        by_answers = m.own_chances(role_of(framework).population, only, levels.ratings, bank, answered)
        found = np.where(checked & ~np.isnan(floors), by_answers, found)
    return found
