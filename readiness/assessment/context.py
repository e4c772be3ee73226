"""What stands beside the score: the field, career paths, misconceptions, and where each number comes from."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, TypeAlias

from readiness import record as r
from readiness.assessment import wording
from readiness.assessment.person import RuleFacts, holds
from readiness.framework import (
    Framework,
    Number,
    is_of_the_field,
    load_field_facts,
    load_level_rules,
)
from readiness.profile.model import said_at

if TYPE_CHECKING:
    from collections.abc import Iterator

    from readiness.framework import Facet
    from readiness.framework.scales import Sourced
    from readiness.framework.scales.base import EntrantShare
    from readiness.profile import Profile

_Figure: TypeAlias = "tuple[str, str, float | str, str, Sourced]"

__all__ = ["careers", "insights", "provenance", "salary", "standing"]


def standing(profile: Profile, framework: Framework) -> tuple[r.Standing, ...]:
    """Share of entrants at or below this person, by degree and by years, where the role's scales say so."""
    found = []
    for facet in framework.facets:
        answer = facet.scale.answer(said_at(profile, facet.scale.inputs))
        standing = facet.scale.standing(answer) if answer else None
        if standing:
            found.append(_standing(facet, standing, framework))
    return tuple(found)


def _standing(facet: Facet, found: EntrantShare, framework: Framework) -> r.Standing:
    of_the_field = is_of_the_field(framework)
    groups = [(row.title, row.value) for row in facet.scale.rows if row.unit == "percent of entrants"]
    (title, part), whole = groups[0], sum(value for _, value in groups)
    return r.Standing(
        id=found.kind,
        share_at_or_below=found.share,
        basis="document" if of_the_field else "assumption",
        sentence=wording.standing(
            found.kind, found.share, first=(title, part / whole), of_the_field=of_the_field
        ),
    )


def insights(framework: Framework, facts: RuleFacts) -> tuple[r.InsightNote, ...]:
    """The article's misconceptions that this profile may share, at most one sentence for each rule."""
    about = {m.number: m for m in load_field_facts().misconceptions}
    return tuple(
        r.InsightNote(
            id=rule.id,
            misconception=rule.misconception,
            title=about[rule.misconception].title,
            correction=about[rule.misconception].correction,
            sentence=rule.sentence,
        )
        for rule in framework.insights
        if holds(rule.when, facts)
    )


def careers(framework: Framework, facts: RuleFacts) -> tuple[r.Career, ...]:
    """The article's paths whose skills were answered, best fit first; the fit rests on our assumption."""
    titles = {facet.id: facet.title for facet in framework.facets}
    found = []
    for career in load_field_facts().careers if is_of_the_field(framework) else ():
        reached = {name: facts.attainments[name] for name in career.leans_on if name in facts.attainments}
        if len(reached) < len(career.leans_on) or not reached.keys() <= titles.keys():
            continue
        strongest = max(reached, key=lambda name: reached[name])
        weakest = min(reached, key=lambda name: reached[name])
        found.append(
            r.Career(
                industry=career.industry,
                role=career.role,
                fit=sum(reached.values()) / len(reached),
                strongest=titles[strongest],
                weakest=titles[weakest],
                leans_on=tuple(titles[name] for name in career.leans_on),
                basis="assumption",
                rationale=career.rationale,
            )
        )
    return tuple(sorted(found, key=lambda career: (-career.fit, career.role)))


def salary(profile: Profile, framework: Framework) -> r.Salary | None:
    """The article's range for the city that the person chose, where the role is of its field."""
    if not is_of_the_field(framework):
        return None
    city = next((s for s in load_field_facts().salaries if s.id == profile.goals.city), None)
    if city is None:
        return None
    return r.Salary(city=city.city, low=city.low, high=city.high, basis=city.basis)


@lru_cache(maxsize=8)
def provenance(framework: Framework) -> tuple[r.Provenance, ...]:
    """Every number of the framework with its basis, in the order of its file."""
    return tuple(
        r.Provenance(
            id=name,
            title=title,
            value=value,
            unit=unit,
            basis=source.basis,
            note=source.where or source.rationale or "",
        )
        for name, title, value, unit, source in (*_tree_figures(framework), *_rule_figures(framework))
    )


def _tree_figures(framework: Framework) -> Iterator[_Figure]:
    """Importances, shares, bars, floors, and what scales count by."""
    for dimension in framework.dimensions:
        yield dimension.id, dimension.title, dimension.importance.value, "importance", dimension.importance
        for criterion in dimension.criteria:
            number = criterion.importance
            yield criterion.id, criterion.title, number.value, "importance", number
            for facet in criterion.facets:
                name, scale, floor = facet.id, facet.scale, facet.must_have
                yield f"{name}.share", facet.title, facet.share.value, "share of its criterion", facet.share
                yield f"{name}.bar", facet.title, scale.bar.value, scale.unit, scale.bar
                if floor:
                    yield f"{name}.floor", facet.title, floor.value, "must-have level", floor
                for row in scale.rows:
                    yield f"{name}.{row.id}", row.title, row.value, row.unit, row.source


def _rule_figures(framework: Framework) -> Iterator[_Figure]:
    """What holds for all skills, for the verdict and for robustness."""
    shipped, rules, tried = load_level_rules(), framework.verdict, framework.robustness
    for worth in framework.worth or shipped.worth:
        values = ", ".join(f"{value:g}" for value in worth.values)
        title = f"Worth of levels where {worth.bar} is asked for"
        yield f"worth.{worth.bar}", title, values, "attainment of levels 0 to 4", worth
    above = (framework.counting or shipped.counting).above_base
    fact = framework.unanswered or shipped.unanswered
    listed: list[tuple[str, str, Number, str]] = []
    if any(facet.built_on for facet in framework.facets):
        listed.append(("above-base", "Above the skill that another is built on", above, "levels at most"))
    listed += [
        ("unanswered.low", "Least that a fact not given may be worth", fact.low, "attainment"),
        ("unanswered.high", "Most that a fact not given may be worth", fact.high, "attainment"),
        *((f"band.{b.id}", b.title, b.from_, "points, where the band begins") for b in rules.bands),
        ("min-coverage", "Least coverage for a verdict", rules.min_coverage, "share of the weight"),
        (
            "most-not-applicable",
            "Most that may not apply for a verdict",
            rules.most_not_applicable,
            "share of the weight",
        ),
        ("robustness.draws", "Weightings tried", tried.draws, "draws"),
        (
            "robustness.document",
            "Movement of document importances",
            tried.document_points,
            "points up or down",
        ),
        ("robustness.assumption", "Movement of assumptions", tried.assumption_share, "share up or down"),
    ]
    for name, title, number, unit in listed:
        yield name, title, number.value, unit, number
