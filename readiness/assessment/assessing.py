"""One profile against one framework: the record with every number and its reason."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

import numpy as np
from numpy.typing import NDArray

import readiness
from readiness import measurement as m
from readiness import record as r
from readiness.assessment import context, wording
from readiness.assessment.arrays import bars, floors
from readiness.assessment.breakdown import criteria_of, dimensions_of, leaves_of, number
from readiness.assessment.measured import doubt_before, ready_draws
from readiness.assessment.overlay import overlay_digest
from readiness.assessment.person import Person, person
from readiness.assessment.robust import robustness_note
from readiness.assessment.rules import touched
from readiness.assessment.steps import Gap, next_steps
from readiness.framework import Framework, load_framework
from readiness.questionnaire import digest_bank, digest_heads, facet_ids, load_facet
from readiness.scoring import band_index
from readiness.words import listed

if TYPE_CHECKING:
    from datetime import datetime

    from readiness.profile import Profile

__all__ = ["assess"]

Floats: TypeAlias = NDArray[np.float64]


def assess(
    profile: Profile,
    framework: Framework | None = None,
    *,
    assessed_at: datetime,
    rng: np.random.Generator | int = 0,
) -> r.Assessment:
    """How ready a profile is for a role, with the reason for every number.

    Parameters
    ----------
    profile : Profile
        What the person brings; what is left out lowers the coverage, never the score.
    framework : Framework, optional
        What the role asks for; by default the entry-level machine learning engineer.
    assessed_at : datetime
        When; it stands in the record and changes no number.
    rng : numpy.random.Generator or int
        Seed of the draws behind robustness and the chance of the top band. A generator gives a seed first, so
        that the record can be recomputed from the seed that it holds.

    Returns
    -------
    Assessment
        Frozen; `readiness.verify` recomputes it.

    Raises
    ------
    ProfileError
        If the profile names a facet or an item that does not exist.

    Examples
    --------
    >>> from datetime import datetime, timezone
    >>> from readiness.profile import Profile
    >>> profile = Profile(skills={"python-programming": 3, "data-analysis": 2})
    >>> record = assess(profile, assessed_at=datetime(2026, 1, 1, tzinfo=timezone.utc))
    >>> round(record.score), round(record.coverage, 2), record.verdict.band
    (91, 0.27, 'no-verdict')
    """
    framework = framework or load_framework()
    seed = int(rng.integers(2**32)) if hasattr(rng, "integers") else int(rng)
    who = person(profile, framework)
    verdict = _verdict(who)
    return r.Assessment(
        schema_version=1,
        engine_version=readiness.__version__,
        assessed_at=assessed_at.isoformat(),
        seed=seed,
        profile=profile,
        framework=r.FrameworkRef(
            id=framework.id,
            version=framework.version,
            digest=framework.digest,
            title=framework.title,
            source=framework.source.title,
        ),
        questions=r.QuestionsRef(
            digest=digest_heads(),
            items=digest_bank() if who.measured else None,
            overlay=overlay_digest() if who.measured else None,
        ),
        score=number(who.total.score[0]),
        coverage=float(who.total.coverage[0]),
        bounds=r.Bounds(low=float(who.total.low[0]), high=float(who.total.high[0])),
        stated=r.Stated(
            score=number(who.stated_total.score[0]), coverage=float(who.stated_total.coverage[0])
        ),
        estimate=_estimate(who, seed),
        verdict=verdict,
        dimensions=dimensions_of(who),
        criteria=criteria_of(who),
        leaves=leaves_of(who),
        next_steps=_steps(who, verdict),
        robustness=robustness_note(who, seed),
        consistency=tuple(
            r.ConsistencyNote(id=rule.id, ask=rule.ask, touches=touched(rule.touches, who.facts))
            for rule in who.doubts
        ),
        leniency=_leniency(who),
        standing=context.standing(profile, framework),
        insights=context.insights(framework, who.facts),
        careers=context.careers(framework, who.facts),
        salary=context.salary(profile),
        provenance=context.provenance(framework),
    )


def _estimate(who: Person, seed: int) -> r.Estimate | None:
    if not who.effective[who.rated].any():
        return None
    framework, population = who.framework, who.evidence.population
    points = 100.0 * who.effective[who.rated]
    expected, asked = who.expected, bars(framework)
    ready = m.chance_ready(
        who.evidence.belief,
        population,
        points,
        asked,
        threshold=framework.verdict.bands[-1].from_.value,
        floors=floors(framework),
        draws=ready_draws(seed, population.n_facets),
        fixed_points=who.fixed_points,
    )
    share = float(m.evidence_share(expected, doubt_before(framework, points))[0])
    n_right = sum(who.given.right)
    return r.Estimate(
        mean=float(expected.mean[0]),
        low=float(expected.low[0]),
        high=float(expected.high[0]),
        level=population.settings.interval_level,
        sd=float(expected.sd[0]),
        p_ready=float(ready[0]),
        evidence_share=share,
        n_ratings=who.evidence.n_ratings,
        n_answers=len(who.given.items),
        n_right=n_right,
        sentence=wording.estimate(len(who.given.items), n_right, share),
    )


def _leniency(who: Person) -> r.Leniency | None:
    if not who.evidence.n_ratings:
        return None
    found = m.leniency(who.evidence.belief, who.evidence.population)
    levels, tell = float(found.mean[0]), bool(found.tell[0]) and who.measured
    return r.Leniency(
        levels=levels,
        sd=float(found.sd[0]),
        tell=tell,
        sentence=wording.leniency(levels, tell=tell, n_answers=len(who.given.items)),
    )


def _verdict(who: Person) -> r.Verdict:
    rules = who.framework.verdict
    bands = rules.bands
    score, coverage = who.total.score[0], who.total.coverage[0]
    threshold = bands[-1].from_.value
    below = _below_floor(who)
    if np.isnan(score) or coverage < rules.min_coverage.value:
        return r.Verdict(
            band="no-verdict",
            title="Too little answered for a verdict",
            sentence="Answer more of what the role asks for; what is missing could change the picture.",
            threshold=threshold,
            blocked_by=tuple(name for name, _ in below),
        )
    index = int(band_index(score, [band.from_.value for band in bands]))
    band = bands[index]
    title, sentence = band.title, band.sentence
    if band is bands[-1] and below:
        band = bands[-2]
        names = [name for _, name in below]
        title = f"Ready but for {listed(names)}"
        sentence = wording.blocked(names)
    return r.Verdict(
        band=band.id,
        title=title,
        sentence=sentence,
        threshold=threshold,
        blocked_by=tuple(name for name, _ in below),
    )


def _below_floor(who: Person) -> list[tuple[str, str]]:
    """Id and title of each must-have facet that is below its floor, or that nothing is known of."""
    found = []
    for position, k in enumerate(who.rated):
        facet = who.framework.facets[k]
        if facet.must_have is None or who.raw.outcome[0][k] == "not_applicable":
            continue
        level = who.expected.level[0, position] if who.measured else who.raw.values[0, k]
        known = not np.isnan(who.reached[k])
        if not known or level < facet.must_have.value:
            found.append((facet.id, facet.title))
    return found


def _steps(who: Person, verdict: r.Verdict) -> tuple[r.NextStep, ...]:
    gaps, levels = [], {}
    for position, k in enumerate(who.rated):
        if np.isnan(who.reached[k]):
            continue
        facet = who.framework.facets[k]
        bar = int(facet.scale.bar.value)
        measured = who.measured
        level = round(float(who.expected.level[0, position])) if measured else int(who.raw.values[0, k])
        levels[facet.id] = level
        if who.reached[k] < 1.0:
            gaps.append(
                Gap(
                    facet.id,
                    facet.title,
                    min(level, bar - 1),
                    bar,
                    float(who.reached[k]),
                    100.0 * float(who.effective[k]),
                    facet.id in verdict.blocked_by,
                )
            )
    known = set(facet_ids())
    questions = {gap.facet: load_facet(gap.facet) for gap in gaps if gap.facet in known}
    return next_steps(gaps, levels, questions)
