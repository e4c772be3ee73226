"""The verdict: what the evidence says about being ready, and what stands in the way."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from readiness import record as r
from readiness.assessment import wording
from readiness.assessment.role import role_of
from readiness.questionnaire import has_items
from readiness.scoring import band_index

if TYPE_CHECKING:
    from readiness.arrays import Indices
    from readiness.assessment.person import Person
    from readiness.measurement import Settings

__all__ = ["ORDER", "Chances", "bands_of", "chances", "rank_verdicts", "verdict_of"]

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
    below = tuple(m for m in must_haves if m.state == "below")
    unsure = [m for m in must_haves if m.state == "too-close"]
    band = _band(who, found)
    stage = rules.bands[int(band_index(who.expected.mean[0], [b.from_.value for b in rules.bands]))]
    return r.Verdict(
        band=band,
        title=wording.VERDICT_TITLES[band],
        sentence=wording.verdict(
            band,
            below=[m.title for m in below],
            unsure=[m.title for m in unsure],
            threshold=rules.bands[-1].from_.value,
            reaches=float(who.expected.mean[0]) >= rules.bands[-1].from_.value,
            open_facts=bool(who.facts_open.open.any()),
            can_check=any(has_items(facet.id) for facet in who.framework.rated),
        ),
        threshold=rules.bands[-1].from_.value,
        chance=found.now,
        stage=stage.title,
        checked=_checked(who),
        ready_from=believed.ready_from,
        blocked_by=tuple(m.id for m in below),
        must_haves=must_haves,
    )


def _band(who: Person, found: Chances) -> str:
    rules = who.framework.verdict
    outcomes = zip(role_of(who.framework).weights.tolist(), who.raw.outcome[0], strict=True)
    waived = sum(weight for weight, outcome in outcomes if outcome == "not_applicable")
    if who.coverage < rules.min_coverage.value or waived > rules.most_not_applicable.value:
        return "no-verdict"
    band = ORDER[int(bands_of(who, found)[0])]
    return "looks-ready" if band == "ready" and not _checked(who) else band


def _checked(who: Person) -> bool:
    """Whether every must-have was checked or verified; in a role without must-haves, anything at all."""
    verified = ~np.isnan(who.levels.verified[0])
    must = np.flatnonzero(~np.isnan(role_of(who.framework).asked.floors))
    if not must.size:
        return bool(who.given.items) or bool(verified.any())
    return all(verified[k] or who.given.n_of(int(k)) for k in must)


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
