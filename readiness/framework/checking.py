"""Whether a role hangs together: what one of its tables says must fit the others."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from readiness.errors import Problem, closest
from readiness.limits import MOST_DRAWN_WEIGHTS, MOST_FACETS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from readiness.framework.model import Condition, Framework

__all__ = ["framework_problems"]


def framework_problems(framework: Framework) -> list[Problem]:
    """What no single table can see: ids used twice, weights that vanish, rules about unknown facets."""
    problems = []
    ids = [d.id for d in framework.dimensions]
    ids += [c.id for c in framework.criteria]
    ids += [f.id for f in framework.facets]
    for name, n in Counter(ids).items():
        if n > 1:
            problems.append(Problem(name, f"stands for {n} things", "give each its own id"))
    for place, importances in [
        ("dimensions", [d.importance.value for d in framework.dimensions]),
        *((d.id, [c.importance.value for c in d.criteria]) for d in framework.dimensions),
        *((c.id, [f.share.value for f in c.facets]) for c in framework.criteria),
    ]:
        if sum(importances) <= 0:
            problems.append(Problem(place, "all weights are 0", "give one at least a weight above 0"))
    problems += _too_many(framework)
    known = set(ids)
    problems += _renamed(framework)
    rated = {facet.id for facet in framework.rated}
    problems += _unbuilt(framework)
    rules = [(c.id, c.when) for c in framework.consistency] + [(i.id, i.when) for i in framework.insights]
    for owner, conditions in rules:
        for condition in _flat(conditions):
            for wanted, allowed in (
                (condition.level_of, rated),
                (condition.attainment_of, known),
                (condition.above, known),
            ):
                if wanted is not None and wanted not in allowed:
                    hint = closest(wanted, sorted(allowed))
                    problems.append(Problem(owner, f'"{wanted}" is not in this framework', hint))
    problems += [
        Problem(rule.id, f'"{name}" is no rated facet', closest(name, sorted(rated)))
        for rule in framework.consistency
        for name in rule.touches
        if name not in rated
    ]
    return problems


def _too_many(framework: Framework) -> Iterator[Problem]:
    """More facets than are measured, and more random weights than memory is for."""
    if len(framework.facets) > MOST_FACETS:
        what = f"holds {len(framework.facets):,} facets"
        yield Problem("dimensions", what, f"at most {MOST_FACETS} are measured")
    draws = int(framework.robustness.draws.value)
    if draws * len(framework.criteria) > MOST_DRAWN_WEIGHTS:
        most = MOST_DRAWN_WEIGHTS // len(framework.criteria)
        what = f"{draws} are too many for {len(framework.criteria)} criteria"
        yield Problem("robustness.draws", what, f"use {most} at most")


def _unbuilt(framework: Framework) -> Iterator[Problem]:
    """Bars without a worth, and facets that are built on what there is not."""
    rated = {facet.id for facet in framework.rated}
    bars = {row.bar for row in framework.worth}
    for facet in framework.rated:
        if facet.scale.bar.value not in bars:
            problem = f"no row of worth has the bar {facet.scale.bar.value:g}"
            yield Problem(facet.id, problem, "add one, or leave worth out")
        for name in facet.built_on:
            if name not in rated - {facet.id}:
                hint = closest(name, sorted(rated - {facet.id}))
                yield Problem(f"{facet.id}.built_on", f'"{name}" is no other rated facet', hint)


def _renamed(framework: Framework) -> Iterator[Problem]:
    """Renames to what there is not, or of what there is still."""
    known = [*(facet.id for facet in framework.facets), *(c.id for c in framework.criteria)]
    for old, new in framework.renamed.items():
        if new not in known:
            yield Problem(f"renamed.{old}", f'"{new}" is no facet and no criterion', closest(new, known))
        if old in known:
            yield Problem(f"renamed.{old}", "is there still", "remove the line, or what it names")


def _flat(conditions: tuple[Condition, ...]) -> list[Condition]:
    return [c for condition in conditions for c in (condition, *_flat(condition.any or ()))]
