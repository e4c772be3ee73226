"""The adaptive part of a sitting: which check comes next, when enough is known, what going on would buy."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from readiness import measurement as m
from readiness.assessment.measured import bank_arrays
from readiness.assessment.role import role_of
from readiness.measurement.evidence import predict_answer
from readiness.measurement.selection import item_worth, next_item
from readiness.measurement.stopping import StopReason, should_stop
from readiness.questionnaire import facet_ids, load_items

if TYPE_CHECKING:
    from collections.abc import Iterable

    from readiness.assessment.person import Person
    from readiness.framework import Framework
    from readiness.questionnaire import Item

__all__ = ["Bank", "load_bank_of", "next_check", "stop_reason", "sureness"]


class Bank(NamedTuple):
    """Every item about a facet that the framework rates."""

    items: tuple[Item, ...]
    arrays: m.Items
    seconds: np.ndarray[tuple[int, ...], np.dtype[np.float64]]
    """Expected time of each item, its screen included."""
    position: dict[str, int]
    """Position of each item by its id."""


def load_bank_of(framework: Framework) -> Bank:
    """The items that may be asked, as they are and as arrays."""
    known = set(facet_ids())
    found = [(item, k) for k, f in enumerate(framework.rated) if f.id in known for item in load_items(f.id)]
    items = tuple(item for item, _ in found)
    population = role_of(framework).population
    arrays = bank_arrays(population, items, [k for _, k in found])
    seconds = np.array([item.seconds for item in items]) + population.settings.screen_seconds
    return Bank(items, arrays, seconds, {item.id: k for k, item in enumerate(items)})


def next_check(
    who: Person,
    bank: Bank,
    asked: Iterable[str],
    *,
    seed: int,
    n_asked: int,
    allowed: frozenset[str] | None = None,
) -> Item | None:
    """The next item, or None where nothing is left; the same for the same answers and seed.

    Parameters
    ----------
    who : Person
        The answers so far, scored.
    bank : Bank
        What can be asked.
    asked : iterable of str
        Items that may not be asked again.
    seed : int
        Of the sitting.
    n_asked : int
        How many checks came before: each draws its own random number, so that one changed answer does not
        shift the draws of all that follow.
    allowed : frozenset of str, optional
        Ask only these items.
    """
    closed = {bank.position[name] for name in asked if name in bank.position}
    if allowed is not None:
        closed |= {k for name, k in bank.position.items() if name not in allowed}
    if len(closed) == len(bank.items):
        return None
    chosen = next_item(
        who.evidence.belief,
        who.evidence.population,
        bank.arrays,
        role_of(who.framework).asked,
        who.points,
        seconds=bank.seconds,
        asked=sorted(closed),
        uniform=np.random.default_rng([seed, n_asked]).random(),
        facts=who.facts_open,
        known=who.known,
    )
    return None if chosen is None else bank.items[chosen]


def stop_reason(who: Person, *, seconds_left: float) -> StopReason | None:
    """Why the checks could end here, or None; `seconds_left` of the time that the person chose."""
    believed = who.evidence.population.settings
    own = who.evidence.own[0]
    return should_stop(
        who.expected,
        who.evidence.population,
        n_answered=len(who.given.items),
        seconds_left=seconds_left,
        open_must_haves=bool(np.any((own > believed.close_from) & (own < believed.ready_from))),
    )


def sureness(
    who: Person, bank: Bank, answered: Iterable[str], *, closed: Iterable[str] = (), n_more: int = 0
) -> float:
    """Half of the interval that is left after answers to these items and `n_more` others, in points.

    It is what is expected before anybody answers: as it does not depend on what was answered, it can be
    shown while checks run without saying which answers are right. `who` is the person before those answers;
    `closed` items are not among the others.
    """
    belief = who.evidence.belief
    known = [name for name in answered if name in bank.position]
    for name in known:
        belief = _narrowed(belief, bank.arrays, bank.position[name])
    done = np.zeros((1, len(bank.items)), dtype=bool)
    done[0, [bank.position[name] for name in (*known, *closed) if name in bank.position]] = True
    for _ in range(n_more):
        worth = item_worth(
            belief,
            who.evidence.population,
            bank.arrays,
            role_of(who.framework).asked,
            who.points,
            seconds=bank.seconds,
            facts=who.facts_open,
            known=who.known,
        ).value
        best = int(np.where(done, -1.0, worth)[0].argmax())
        if done[0, best] or worth[0, best] <= 0:
            break
        done[0, best] = True
        belief = _narrowed(belief, bank.arrays, best)
    then = _expected(who, belief)
    return float(then.high[0] - then.low[0]) / 2.0


def _expected(who: Person, belief: m.Belief) -> m.Expected:
    """The score that another belief about the same person expects."""
    return m.expected_score(
        belief,
        who.evidence.population,
        role_of(who.framework).asked,
        who.points,
        facts=who.facts_open,
        known=who.known,
        widening=who.widening,
    )


def _narrowed(belief: m.Belief, items: m.Items, item: int) -> m.Belief:
    """The belief with the doubt that one answer is expected to leave, whichever answer it is."""
    facet = int(items.facet[item])
    moved = belief.covariance[0, :, facet]
    index = np.array([item])
    answer = predict_answer(
        belief.mean[:, facet], belief.covariance[:, facet, facet], items.parameters(index)
    )
    fall = float(answer.slope[0] ** 2 / max(answer.chance[0] * (1.0 - answer.chance[0]), 1e-12))
    return m.Belief(belief.mean, belief.covariance - fall * (moved[:, None] * moved[None, :])[None])
