"""Rules in data that look at a profile: consistency questions and the article's misconceptions."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from readiness.framework.model import Condition

__all__ = ["Facts", "holds", "touched"]


class Facts(NamedTuple):
    """What rules may look at: ratings, languages, and attainments of facets, criteria and dimensions."""

    levels: Mapping[str, float]
    languages: Mapping[str, int]
    attainments: Mapping[str, float]


def holds(conditions: Iterable[Condition], facts: Facts) -> bool:
    """Whether every condition is met; what was not answered meets none."""
    return all(_met(condition, facts) for condition in conditions)


def touched(touches: tuple[str, ...], facts: Facts) -> tuple[str, ...]:
    """The facets that a rule is about; a rule that names none is about all ratings together."""
    return touches or tuple(facts.levels)


def _met(condition: Condition, facts: Facts) -> bool:
    if condition.any is not None:
        return any(_met(inner, facts) for inner in condition.any)
    if condition.same_level_rated is not None:
        levels = list(facts.levels.values())
        least = condition.at_least if condition.at_least is not None else 0.0
        return len(levels) >= condition.same_level_rated and len(set(levels)) == 1 and levels[0] >= least
    if condition.language is not None:
        value: float | None = facts.languages.get(condition.language, 0) if facts.languages else None
    elif condition.level_of is not None:
        value = facts.levels.get(condition.level_of)
    else:
        value = facts.attainments.get(condition.attainment_of or "")
    if value is None:
        return False
    if condition.above is not None and condition.by is not None:
        other = facts.attainments.get(condition.above)
        return other is not None and value - other >= condition.by
    at_least = condition.at_least is None or value >= condition.at_least
    return at_least and (condition.at_most is None or value <= condition.at_most)
