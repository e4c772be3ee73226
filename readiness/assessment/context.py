"""What stands beside the score: the field, career paths, misconceptions, and where each number comes from."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from readiness import record as r
from readiness.assessment import wording
from readiness.assessment.arrays import years_table
from readiness.assessment.rules import Facts, holds
from readiness.framework import (
    CountScale,
    CoverageScale,
    Framework,
    Number,
    OrdinalScale,
    RatingScale,
    YearsScale,
    is_of_the_field,
    load_field_facts,
    load_level_rules,
)
from readiness.scoring import attainment

if TYPE_CHECKING:
    from readiness.framework.scales import Basis
    from readiness.profile import Profile

__all__ = ["careers", "insights", "provenance", "salary", "standing"]


def standing(profile: Profile, framework: Framework) -> tuple[r.Standing, ...]:
    """Share of entrants at or below this person, by degree and by years, where the role's scales say so."""
    found = []
    for facet in framework.facets:
        scale = facet.scale
        if isinstance(scale, OrdinalScale) and scale.input == "education.level" and profile.education.level:
            ids = [level.id for level in scale.levels]
            if profile.education.level in ids and any(level.share for level in scale.levels):
                upto = ids.index(profile.education.level) + 1
                shares = [level.share or 0.0 for level in scale.levels]
                found.append(_standing("degree", sum(shares[:upto]) / sum(shares), framework))
        elif isinstance(scale, YearsScale) and profile.experience.years is not None:
            share = attainment.share_at_or_below([profile.experience.years], *years_table(scale))
            found.append(_standing("years", float(share[0]), framework))
    return tuple(found)


def _standing(kind: Literal["degree", "years"], share: float, framework: Framework) -> r.Standing:
    if is_of_the_field(framework):
        said = wording.standing(kind, share)
        return r.Standing(id=kind, share_at_or_below=share, basis="document", sentence=said)
    said = f"At or above {100 * share:.0f} % by {kind}, by the figures of the role."
    return r.Standing(id=kind, share_at_or_below=share, basis="assumption", sentence=said)


def insights(framework: Framework, facts: Facts) -> tuple[r.InsightNote, ...]:
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


def careers(framework: Framework, facts: Facts) -> tuple[r.Career, ...]:
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
    found = []

    def add(name: str, title: str, number: Number, unit: str) -> None:
        found.append(_source(name, title, number.value, unit, number.basis, number.where or number.rationale))

    for dimension in framework.dimensions:
        add(dimension.id, dimension.title, dimension.importance, "importance")
        for criterion in dimension.criteria:
            add(criterion.id, criterion.title, criterion.importance, "importance")
            for facet in criterion.facets:
                scale = facet.scale
                add(f"{facet.id}.share", facet.title, facet.share, "share of its criterion")
                if isinstance(scale, OrdinalScale):
                    bar = scale.bar
                    note = bar.where or bar.rationale
                    found.append(_source(f"{facet.id}.bar", facet.title, bar.value, "bar", bar.basis, note))
                else:
                    add(f"{facet.id}.bar", facet.title, scale.bar, _unit(scale))
                if facet.must_have:
                    add(f"{facet.id}.floor", facet.title, facet.must_have, "must-have level")
                found += _table(facet.id, scale)
    shipped = load_level_rules()
    for row in framework.worth or shipped.worth:
        worth = ", ".join(f"{value:g}" for value in row.values)
        title = f"Worth of levels where {row.bar} is asked for"
        note = row.where or row.rationale
        found.append(
            _source(f"worth.{row.bar}", title, worth, "attainment of levels 0 to 4", row.basis, note)
        )
    counting, fact = framework.counting or shipped.counting, framework.unanswered or shipped.unanswered
    if any(facet.built_on for facet in framework.facets):
        add("above-base", "Above the skill that another is built on", counting.above_base, "levels at most")
    add("unanswered.low", "Least that a fact not given may be worth", fact.low, "attainment")
    add("unanswered.high", "Most that a fact not given may be worth", fact.high, "attainment")
    for band in framework.verdict.bands:
        add(f"band.{band.id}", band.title, band.from_, "points, where the band begins")
    add("min-coverage", "Least coverage for a verdict", framework.verdict.min_coverage, "share of the weight")
    waived = framework.verdict.most_not_applicable
    add("most-not-applicable", "Most that may not apply for a verdict", waived, "share of the weight")
    rules = framework.robustness
    add("robustness.draws", "Weightings tried", rules.draws, "draws")
    add("robustness.document", "Movement of document importances", rules.document_points, "points up or down")
    add("robustness.assumption", "Movement of assumptions", rules.assumption_share, "share up or down")
    return tuple(found)


def _unit(scale: RatingScale | YearsScale | CoverageScale | CountScale) -> str:
    return {"rating": "bar, level", "years": "bar, years", "coverage": "bar, percent", "count": "bar, count"}[
        scale.kind
    ]


def _table(name: str, scale: object) -> list[r.Provenance]:
    if isinstance(scale, OrdinalScale):
        return [
            _source(
                f"{name}.{level.id}",
                level.title,
                level.share if level.share is not None else level.credit or 0.0,
                "percent of entrants" if level.share is not None else "credit",
                level.basis,
                level.where or level.rationale,
            )
            for level in scale.levels
        ]
    if isinstance(scale, YearsScale):
        return [
            _source(
                f"{name}.{span.from_:g}-{span.to:g}",
                f"{span.from_:g} to {span.to:g} years",
                span.share,
                "percent of entrants",
                span.basis,
                span.where or span.rationale,
            )
            for span in scale.spans
        ]
    if isinstance(scale, CoverageScale):
        known = scale.known_at
        return [
            _source(
                f"{name}.known-at",
                "Known from",
                known.value,
                "level",
                known.basis,
                known.where or known.rationale,
            ),
            *(
                _source(f"{name}.{p.id}", p.title, p.value, "percent", p.basis, p.where or p.rationale)
                for p in scale.parts
            ),
        ]
    return []


def _source(  # noqa: PLR0917 — a table row
    name: str, title: str, value: float | str, unit: str, basis: Basis, note: str | None
) -> r.Provenance:
    return r.Provenance(id=name, title=title, value=value, unit=unit, basis=basis, note=note or "")
