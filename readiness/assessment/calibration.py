"""Items refined from many people's answers, as an overlay beside the bank."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from readiness import measurement as m
from readiness.assessment.answers import levels_of
from readiness.assessment.measured import bank_arrays, checks
from readiness.assessment.role import role_of
from readiness.measurement.refinement import refine

if TYPE_CHECKING:
    from collections.abc import Sequence

    from readiness.framework import Framework
    from readiness.profile import Profile

__all__ = ["RefinedItem", "Refinement", "calibrate", "overlay_text"]


class RefinedItem(NamedTuple):
    """One item's difficulty in standard deviations of ability, its doubt, and the answers behind it."""

    item: str
    b: float
    s_b: float
    n_answers: int


class Refinement(NamedTuple):
    """Every item with answers that count, in the order of their ids, and the discriminations by kind."""

    items: tuple[RefinedItem, ...]
    choice: float
    open: float


def calibrate(profiles: Sequence[Profile], framework: Framework) -> Refinement:
    """Refine difficulties and discriminations from answers that count; no items where there are none.

    Parameters
    ----------
    profiles : sequence of Profile
        Whose ratings and answers.
    framework : Framework
        Which facets are measured.
    """
    population = role_of(framework).population
    marked = [checks(profile, framework) for profile in profiles]
    asked = {item.id: (item, facet) for c in marked for item, facet in zip(c.items, c.facet, strict=True)}
    if not asked:
        believed = population.settings
        return Refinement((), believed.discrimination_choice, believed.discrimination_open)
    names = sorted(asked)
    bank = bank_arrays(
        population, [asked[name][0] for name in names], [asked[name][1] for name in names], refined=False
    )
    position = {name: k for k, name in enumerate(names)}
    longest = max(len(c.items) for c in marked)
    item = np.full((len(marked), longest), -1, dtype=np.intp)
    right = np.zeros((len(marked), longest), dtype=bool)
    for row, c in enumerate(marked):
        item[row, : len(c.items)] = [position[i.id] for i in c.items]
        right[row, : len(c.items)] = c.right
    rated = levels_of(profiles, framework).ratings
    found = refine(population, rated, bank, m.answers(item, right))
    refined = tuple(
        RefinedItem(name, float(found.b[k]), float(found.s_b[k]), int(found.n_answers[k]))
        for k, name in enumerate(names)
    )
    typed = np.array([asked[name][0].kind != "choice" for name in names])
    believed = population.settings
    return Refinement(
        refined,
        float(found.a[~typed][0]) if not typed.all() else believed.discrimination_choice,
        float(found.a[typed][0]) if typed.any() else believed.discrimination_open,
    )


def overlay_text(found: Refinement, *, n_people: int) -> str:
    """The overlay as TOML."""
    lines = [
        "# Questions refined from collected answers by `readiness calibrate`.",
        "# discrimination: of choices and of typed answers, per standard deviation of ability.",
        "# b: difficulty in standard deviations of ability; s_b: doubt in it; n: answers.",
        f"n_people = {n_people}",
        f"discrimination = {{ choice = {found.choice:.6f}, open = {found.open:.6f} }}",
        "",
        "[items]",
        *(f'"{i.item}" = {{ b = {i.b:.6f}, s_b = {i.s_b:.6f}, n = {i.n_answers} }}' for i in found.items),
    ]
    return "\n".join(lines) + "\n"
