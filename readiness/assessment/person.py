"""One profile as arrays: what it states, what the evidence supports, and the score that follows."""

from __future__ import annotations

from math import isnan
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from readiness import measurement as m
from readiness.assessment.answers import Levels, Raw, attainments, levels_of, raw_answers
from readiness.assessment.measured import Believed, Checks, checks, gather, without_verified
from readiness.assessment.role import role_of
from readiness.framework import load_level_rules
from readiness.scoring import Aggregate, Tree, aggregate

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from readiness.arrays import Flags, Floats, Indices
    from readiness.framework import Framework
    from readiness.framework.model import Condition, Consistency
    from readiness.profile import Profile

__all__ = ["Person", "RuleFacts", "holds", "open_facts", "person", "touched"]


class Person(NamedTuple):
    """One profile against one framework; arrays by leaf are (n_leaves,), by rated facet (n_rated,)."""

    profile: Profile
    framework: Framework
    raw: Raw
    levels: Levels
    weight: Floats
    """Weight of each leaf; applicable leaves add up to 1, the others have none."""
    answered: Flags
    """Whether something is known of the leaf itself: an answer, a rating or a check."""
    stated: Floats
    """Attainment by what was stated, at face value; NaN where nothing was."""
    stated_total: Aggregate
    reached: Floats
    """Expected attainment of every leaf that applies; NaN of the others."""
    given: Checks
    evidence: Believed
    known: m.Known
    drawn: m.Drawn
    """Draws from the belief, with what is known."""
    facts_open: m.Facts
    expected: m.Expected
    doubts: tuple[Consistency, ...]
    rules: RuleFacts
    widening: float
    """By how much the doubt about the score grows because ratings vary more than people's do."""

    @property
    def measured(self) -> bool:
        """Whether checks were answered."""
        return bool(self.given.items)

    @property
    def tree(self) -> Tree:
        """The framework's raw numbers."""
        return role_of(self.framework).tree

    @property
    def rated(self) -> Indices:
        """Position among the leaves of each rated facet."""
        return role_of(self.framework).rated

    @property
    def points(self) -> Floats:
        """Points that each rated facet can bring."""
        return np.asarray(100.0 * self.weight[self.rated])

    @property
    def coverage(self) -> float:
        """Share of the weight of which something is known."""
        return float(self.weight[self.answered].sum())

    @property
    def bounds(self) -> tuple[float, float]:
        """The scores if all of which nothing is known were at nothing, or at the bar."""
        known = self.answered & ~np.isnan(self.reached)
        low = 100.0 * float(self.weight[known] @ self.reached[known])
        return low, low + 100.0 * float(self.weight[~known].sum())


def person(profile: Profile, framework: Framework) -> Person:
    """The profile as arrays, scored.

    Raises
    ------
    ProfileError
        If the profile names a facet or an item that does not exist.
    """
    raw = raw_answers([profile], framework)
    nominal = role_of(framework).weights
    applicable = np.array([outcome != "not_applicable" for outcome in raw.outcome[0]])
    stated = attainments(raw, framework)
    levels = levels_of([profile], framework)
    given = without_verified(checks(profile, framework), levels, profile, framework)
    evidence = gather(levels, framework, given)
    rated = role_of(framework).rated
    weight = np.where(applicable, nominal, 0.0)
    weight = weight / weight.sum() if weight.any() else weight
    known = levels.known(evidence.population.settings.mentor_trust)
    facts = open_facts(framework, weight[None], stated)
    widening = m.widening(levels.level, evidence.population)
    believed = evidence.belief, evidence.population, role_of(framework).asked
    drawn = m.draw_people(*believed, known)
    expected = m.expected_score(
        *believed,
        100.0 * weight[rated],
        facts=facts,
        known=known,
        widening=widening,
        needed="verdict",
        drawn=drawn,
    )
    reached = np.full(len(nominal), np.nan)
    reached[rated] = expected.attainment[0]
    leaves = role_of(framework).facts
    reached[leaves] = np.where(np.isnan(stated[0, leaves]), 0.5 * (facts.low + facts.high), stated[0, leaves])
    reached = np.where(applicable, reached, np.nan)
    answered = applicable & ~np.isnan(stated[0])
    answered[rated[list(given.facet)]] = applicable[rated[list(given.facet)]]
    believed_of = np.where(answered, reached, np.nan) if given.items else stated[0]
    rules = _facts(profile, framework, raw, believed_of)
    by_self = _by_self(rules, framework, levels)
    doubts = tuple(rule for rule in framework.consistency if holds(rule.when, by_self))
    return Person(
        profile, framework, raw, levels, weight, answered, stated[0],
        aggregate(stated, nominal, applicable[None]), reached, given, evidence, known, drawn, facts, expected,
        doubts, rules, float(widening[0]),
    )  # fmt: skip


def open_facts(framework: Framework, weight: Floats, stated: Floats) -> m.Facts:
    """Points of education and experience, known and open; both arguments are (n_people, n_leaves)."""
    leaves = role_of(framework).facts
    points, reached = 100.0 * weight[:, leaves], stated[:, leaves]
    given = ~np.isnan(reached)
    rule = framework.unanswered or load_level_rules().unanswered
    return m.Facts(
        known=np.where(given, points * np.nan_to_num(reached), 0.0).sum(axis=1),
        open=np.where(given, 0.0, points),
        low=np.full(len(leaves), rule.low.value),
        high=np.full(len(leaves), rule.high.value),
    )


def _by_self(rules: RuleFacts, framework: Framework, levels: Levels) -> RuleFacts:
    """The same with the levels alone that the person gave: nobody is asked about another's."""
    own = {f.id for f, giver in zip(framework.rated, levels.givers, strict=True) if giver == "self"}
    return rules._replace(levels={name: level for name, level in rules.levels.items() if name in own})


def _facts(profile: Profile, framework: Framework, raw: Raw, reached: Floats) -> RuleFacts:
    given = raw.values[0, role_of(framework).rated].tolist()
    levels = {f.id: level for f, level in zip(framework.rated, given, strict=True) if not isnan(level)}
    return RuleFacts(levels, profile.languages or {}, _sums(framework, reached))


def _sums(framework: Framework, reached: Floats) -> dict[str, float]:
    """Attainment of each leaf, criterion and dimension of which something was answered."""
    found = {f.id: a for f, a in zip(framework.facets, reached.tolist(), strict=True) if not isnan(a)}
    leaves = role_of(framework).tree
    counted = np.where(np.isnan(reached), 0.0, role_of(framework).weights)
    parts = np.array([counted * np.nan_to_num(reached), counted])
    for names, owner in (
        ([criterion.id for criterion in framework.criteria], leaves.criterion_of_leaf),
        ([dimension.id for dimension in framework.dimensions], leaves.dimension_of_leaf),
    ):
        earned, weight = (np.bincount(owner, part, len(names)).tolist() for part in parts)
        found |= {name: e / w for name, e, w in zip(names, earned, weight, strict=True) if w > 0}
    return found


class RuleFacts(NamedTuple):
    """What rules may look at: ratings, languages, and attainments of facets, criteria and dimensions."""

    levels: Mapping[str, float]
    languages: Mapping[str, int]
    attainments: Mapping[str, float]


def holds(conditions: Iterable[Condition], facts: RuleFacts) -> bool:
    """Whether every condition is met; what was not answered meets none."""
    return all(_met(condition, facts) for condition in conditions)


def touched(touches: tuple[str, ...], facts: RuleFacts) -> tuple[str, ...]:
    """The facets that a rule is about; a rule that names none is about all ratings together."""
    return touches or tuple(facts.levels)


def _met(condition: Condition, facts: RuleFacts) -> bool:
    if condition.any is not None:
        return any(_met(inner, facts) for inner in condition.any)
    if condition.same_level_rated is not None:
        levels = list(facts.levels.values())
        least = condition.at_least if condition.at_least is not None else 0.0
        return len(levels) >= condition.same_level_rated and len(set(levels)) == 1 and levels[0] >= least
    if condition.language is not None:
        value: float | None = facts.languages.get(condition.language)  # one that is not named says nothing
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
