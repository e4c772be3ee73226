"""One profile against one framework: the record with every number and its reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

import readiness
from readiness import measurement as m
from readiness import record as r
from readiness.assessment import context, wording
from readiness.assessment.breakdown import criteria_of, dimensions_of, leaves_of, number
from readiness.assessment.person import Person, person, touched
from readiness.assessment.planning import N_NEXT_STEPS, plan_of, terms_of
from readiness.assessment.robust import robustness_note
from readiness.assessment.role import role_of
from readiness.assessment.verdict import chances, verdict_of
from readiness.framework import Framework, load_framework
from readiness.questionnaire import digest_bank, digest_heads, has_items
from readiness.words import rated_by

if TYPE_CHECKING:
    from datetime import datetime

    import numpy as np

    from readiness.profile import Profile

__all__ = ["assess"]


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
        What the person brings; what is left out widens the interval.
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
    (61, 0.36, 'no-verdict')
    """
    framework = framework or load_framework()
    seed = int(rng.integers(2**32)) if hasattr(rng, "integers") else int(rng)
    who = person(profile, framework)
    terms, overlay = terms_of(who), None
    if who.measured:
        from readiness.assessment.overlay import overlay_digest

        overlay = overlay_digest()
    verdict, leaves = verdict_of(who), leaves_of(who, terms)
    score = float(who.expected.mean[0]) if who.weight.any() else None
    role = r.FrameworkRef(
        id=framework.id,
        version=framework.version,
        digest=framework.digest,
        title=framework.title,
        source=framework.source.title,
    )
    plan = plan_of(
        profile,
        framework,
        role=role,
        leaves=leaves,
        verdict=verdict,
        score=score,
        coverage=who.coverage,
        terms=terms,
        assessed_at=assessed_at,
    )
    return r.Assessment(
        schema_version=2,
        engine_version=readiness.__version__,
        assessed_at=assessed_at.isoformat(),
        seed=seed,
        profile=profile,
        framework=role,
        questions=r.QuestionsRef(
            digest=digest_heads(),
            items=digest_bank() if who.measured else None,
            overlay=overlay,
            can_check=any(has_items(facet.id) for facet in framework.rated),
            left_out=who.given.left_out,
        ),
        score=score,
        coverage=who.coverage,
        bounds=r.Bounds(low=who.bounds[0], high=who.bounds[1]),
        stated=r.Stated(
            score=number(who.stated_total.score[0]), coverage=float(who.stated_total.coverage[0])
        ),
        estimate=_estimate(who) if score is not None else None,
        verdict=verdict,
        dimensions=dimensions_of(who),
        criteria=criteria_of(who),
        leaves=leaves,
        plan=plan,
        next_steps=plan.steps[:N_NEXT_STEPS] if plan else (),
        robustness=robustness_note(who, seed),
        consistency=tuple(
            r.ConsistencyNote(id=rule.id, ask=rule.ask, touches=touched(rule.touches, who.rules))
            for rule in who.doubts
        ),
        leniency=_leniency(who),
        standing=context.standing(profile, framework),
        insights=context.insights(framework, who.rules),
        careers=context.careers(framework, who.rules),
        salary=context.salary(profile, framework),
        provenance=context.provenance(framework),
    )


def _estimate(who: Person) -> r.Estimate:
    expected = who.expected
    before = role_of(who.framework).doubt_before(who.points)
    left = float(expected.sd[0])
    share = min(max(1.0 - (left / before) ** 2, 0.0), 1.0) if before > 0 else 1.0
    n_right = sum(who.given.right)
    return r.Estimate(
        mean=float(expected.mean[0]),
        low=float(expected.low[0]),
        high=float(expected.high[0]),
        level=who.evidence.population.settings.interval_level,
        sd=left,
        p_ready=chances(who).now,
        evidence_share=share,
        widened=who.widening - 1.0,
        n_ratings=who.evidence.n_ratings,
        n_answers=len(who.given.items),
        n_right=n_right,
        sentence=wording.estimate(
            len(who.given.items),
            n_right,
            share,
            who.widening - 1.0,
            sources=[giver for giver in who.levels.givers if giver],
            can_check=any(map(has_items, _unverified(who))),
        ),
    )


def _unverified(who: Person) -> list[str]:
    """The rated facets of whose level a check could tell something."""
    givers = dict(zip((facet.id for facet in who.framework.rated), who.levels.givers, strict=True))
    return [
        name
        for name, giver in givers.items()
        if giver != "verified" and name not in who.profile.not_applicable
    ]


def _leniency(who: Person) -> r.LeniencyNote | None:
    ratings = rated_by([giver for giver in who.levels.givers if giver and giver != "verified"])
    if not ratings:
        return None
    found = m.leniency(who.evidence.belief, who.evidence.population)
    levels = float(found.mean[0])
    # Who gives high ratings is believed to be lenient before any answer: the answers have to bear it out.
    tell = bool(found.tell[0]) and levels * who.evidence.surplus_right < 0
    return r.LeniencyNote(
        levels=levels,
        sd=float(found.sd[0]),
        tell=tell,
        sentence=wording.leniency(
            levels,
            tell=tell,
            n_answers=len(who.given.items),
            ratings=ratings,
            against_zero=[who.framework.rated[k].title for k in who.evidence.doubtful_zeros],
        ),
    )
