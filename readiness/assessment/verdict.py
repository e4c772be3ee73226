"""The verdict: what the evidence says about being ready, and what stands in the way."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from readiness import record as r
from readiness.assessment import wording
from readiness.assessment.role import role_of
from readiness.plan.draft import steps_of
from readiness.questionnaire import has_items
from readiness.scoring import band_index
from readiness.words import rated_by

if TYPE_CHECKING:
    from collections.abc import Iterable

    from readiness.arrays import Indices
    from readiness.assessment.person import Person
    from readiness.measurement import Settings

__all__ = ["ORDER", "Chances", "bands_of", "chances", "rank_verdicts", "verdict_of"]

LEAST_LOST = 0.05
_MUCH = 0.1
"""Share of what counts from which on skills that were left out are named with what would tell more."""
"""Points below this show as none."""

ORDER = ("not-yet", "too-close", "probably-ready", "ready")
"""Verdicts from worst to best."""
_READY = ORDER.index("ready")


class Chances(NamedTuple):
    """Chance to be ready: as it stands, and if every open fact were at its lowest, or highest.

    A chance is the smaller of two: that of score and must-haves together, and that of the weakest must-have
    on the evidence of its own facet. Numbers, or arrays of one shape.
    """

    now: Any
    worst: Any
    best: Any


def chances(who: Person) -> Chances:
    """The chance of one person to be ready."""
    own = float(who.evidence.own[0].min(initial=1.0))
    joint = who.expected.chance[0], who.expected.worst[0], who.expected.best[0]
    return Chances(*(min(float(chance), own) for chance in joint))


def rank_verdicts(found: Chances, believed: Settings, *, silent: bool) -> Indices:
    """The verdict that chances support, as a position in `ORDER`, whether or not anything was checked.

    Nothing that was left out makes it better than it would be at its worst, or settles it against somebody
    whom its best would speak for; ``silent``: nothing was said about a must-have.
    """
    edges = [believed.close_from, believed.probably_from, believed.ready_from]
    rank = np.searchsorted(edges, np.atleast_1d(found.now), side="right")
    rank = np.where((rank == _READY) & (np.atleast_1d(found.worst) < believed.ready_from), _READY - 1, rank)
    rank = np.where((rank == 0) & (np.atleast_1d(found.best) >= believed.close_from), 1, rank)
    return np.asarray(np.minimum(rank, 1) if silent else rank, dtype=np.intp)


def bands_of(who: Person, found: Chances) -> Indices:
    """The verdicts on one person for each of many chances, as positions in `ORDER`."""
    must = ~np.isnan(role_of(who.framework).asked.floors)
    silent = not bool(who.answered[who.rated[must]].all())
    return rank_verdicts(found, who.evidence.population.settings, silent=silent)


def verdict_of(who: Person) -> r.Verdict:
    """The verdict on one person."""
    rules = who.framework.verdict
    believed = who.evidence.population.settings
    found = chances(who)
    must_haves = _must_haves(who)
    band = _band(who, found)
    stage = rules.bands[int(band_index(who.expected.mean[0], [b.from_.value for b in rules.bands]))]
    waived = band == "no-verdict" and _waives_too_much(who)
    return r.Verdict(
        band=band,
        title=wording.TOO_MUCH_WAIVED if waived else wording.VERDICT_TITLES[band],
        sentence=wording.verdict(band, _grounds(who, found, must_haves)),
        threshold=rules.bands[-1].from_.value,
        chance=found.now,
        stage=stage.title,
        checked=_checked(who),
        ready_from=believed.ready_from,
        blocked_by=tuple(m.id for m in must_haves if m.state == "below"),
        must_haves=must_haves,
    )


def _grounds(who: Person, found: Chances, must_haves: tuple[r.MustHave, ...]) -> wording.Grounds:
    rules, believed = who.framework.verdict, who.evidence.population.settings
    threshold = rules.bands[-1].from_.value
    place = {facet.id: k for k, facet in enumerate(who.framework.rated)}
    stated, verified = who.levels.level[0], ~np.isnan(who.levels.verified[0])
    alone = [m for m in must_haves if not m.n_answers and not verified[place[m.id]]]
    doubted = [m for m in alone if m.state == "below" and stated[place[m.id]] >= m.floor]
    givers = who.levels.givers
    giving = [givers[place[m.id]] for m in alone] or givers
    facts, is_fact = role_of(who.framework).facts, np.ones(len(who.framework.facets), dtype=bool)
    is_fact[who.rated] = False
    lost = np.nan_to_num(100.0 * who.weight * (1.0 - who.reached))
    ranked = [k for k in np.argsort(-lost, kind="stable").tolist() if lost[k] >= LEAST_LOST]
    gap = who.answered & is_fact
    gap[who.rated] = who.answered[who.rated] & (who.expected.bar_met[0] < believed.likely_gap)
    short = [k for k in ranked if gap[k]]
    below = [k for k in ranked if gap[k] or who.stated[k] < 1.0]
    edges = [believed.close_from, believed.probably_from, believed.ready_from]
    settles = len({int(np.searchsorted(edges, at, side="right")) for at in (found.worst, found.best)}) > 1
    left_out = set(facts[who.facts_open.open[0] > 0].tolist()) if settles else set()
    waived = _waives_too_much(who)

    def titles(leaves: Iterable[int]) -> list[str]:
        return [who.framework.facets[k].title for k in leaves]

    return wording.Grounds(
        threshold=threshold,
        reaches=float(who.expected.mean[0]) >= threshold,
        below=[m.title for m in must_haves if m.state == "below"],
        doubted=[m.title for m in doubted],
        against_zero=[m.title for m in must_haves if place[m.id] in who.evidence.doubtful_zeros],
        unsure=[m.title for m in must_haves if m.state == "too-close"],
        unchecked=[m.title for m in alone],
        rated_by=rated_by([giver for giver in giving if giver]),
        all_unchecked=len(alone) == len(must_haves),
        lost=titles(k for k in ranked if who.answered[k]),
        short=titles(short),
        short_of_facts=all(is_fact[k] for k in short),
        can_close=any(steps_of(who.framework.facets[k].id) for k in below),
        all_answered=bool(who.answered[who.weight > 0].all()),
        unrated=float(who.weight[who.rated[~who.answered[who.rated]]].sum()) >= _MUCH,
        open_facts=titles(k for k in np.argsort(-who.weight, kind="stable").tolist() if k in left_out),
        waived=waived,
        limit=(rules.most_not_applicable if waived else rules.min_coverage).value,
        can_check=any(has_items(facet.id) for facet in who.framework.rated),
    )


def _band(who: Person, found: Chances) -> str:
    if _waives_too_much(who) or who.coverage < who.framework.verdict.min_coverage.value:
        return "no-verdict"
    return wording.reached_band(ORDER[int(bands_of(who, found)[0])], checked=_checked(who))


def _waives_too_much(who: Person) -> bool:
    """Whether so much does not apply that it is another role."""
    outcomes = zip(role_of(who.framework).weights.tolist(), who.raw.outcome[0], strict=True)
    waived = sum(weight for weight, outcome in outcomes if outcome == "not_applicable")
    return bool(waived > who.framework.verdict.most_not_applicable.value)


def _checked(who: Person) -> bool:
    """Whether every must-have was checked or verified; in a role without must-haves, anything at all.

    Checks that speak against a level of 0, which stands, settle nothing.
    """
    verified = ~np.isnan(who.levels.verified[0])
    must = np.flatnonzero(~np.isnan(role_of(who.framework).asked.floors))
    if not must.size:
        return bool(who.given.items) or bool(verified.any())
    doubtful = who.evidence.doubtful_zeros
    return all(verified[k] or (who.given.n_of(int(k)) and k not in doubtful) for k in must)


def _must_haves(who: Person) -> tuple[r.MustHave, ...]:
    floors = role_of(who.framework).asked.floors
    believed = who.evidence.population.settings
    found = []
    for position, facet in enumerate(who.framework.rated):
        if np.isnan(floors[position]):
            continue
        chance = min(float(who.evidence.own[0, position]), float(who.expected.floor_met[0, position]))
        state: r.MustHaveState = "too-close"
        if chance < believed.close_from:
            state = "below"
        elif chance >= believed.ready_from:
            state = "met"
        found.append(
            r.MustHave(
                id=facet.id,
                title=facet.title,
                floor=float(floors[position]),
                level=float(who.expected.level[0, position]),
                chance=chance,
                state=state,
                known=bool(who.answered[who.rated[position]]),
                n_answers=who.given.n_of(position),
            )
        )
    return tuple(found)
