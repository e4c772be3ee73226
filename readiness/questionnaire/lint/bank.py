"""Rules for the bank as a whole: what it covers, and what it would give away to somebody who counts."""

from __future__ import annotations

from collections import Counter, defaultdict
from math import sqrt
from typing import TYPE_CHECKING

from readiness.errors import Problem
from readiness.questionnaire.lint.options import choices
from readiness.questionnaire.lint.words import Bank, shingles

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

__all__ = ["BANK_RULES"]

ITEMS_PER_FACET = 12
SITUATIONAL = frozenset({"problem-framing", "communication"})
"""Facets that knowledge questions reach only in part."""
SITUATIONAL_ITEMS = 8
ITEMS_PER_LEVEL = {1: 3, 2: 3, 3: 3, 4: 1}
OPEN_SHARE = 0.45
CHECKED_SHARE = 0.60
NEAR_DUPLICATE = 0.6
"""Share of three-word runs, of stem and snippet, that two items may have in common."""
CHANCE = 0.25
FEWEST_TO_COUNT = 24
"""Below this many choices, counting keys tells nothing."""


def facet_coverage(bank: Bank) -> Iterator[Problem]:
    """Every facet has enough items."""
    counts = Counter(item.facet for item in bank.items)
    for facet in bank.facets:
        least = SITUATIONAL_ITEMS if facet.id in SITUATIONAL else ITEMS_PER_FACET
        if counts[facet.id] < least:
            yield Problem(f"{facet.id}.items", f"holds {counts[facet.id]}", f"write at least {least}")


def level_coverage(bank: Bank) -> Iterator[Problem]:
    """Every facet has items at every level."""
    counts = Counter((item.facet, item.level) for item in bank.items)
    for facet in bank.facets:
        for level, usual in ITEMS_PER_LEVEL.items():
            least = 1 if facet.id in SITUATIONAL else usual
            if counts[facet.id, level] < least:
                what = f"holds {counts[facet.id, level]} at level {level}"
                yield Problem(f"{facet.id}.items", what, f"write at least {least}")


def open_share(bank: Bank) -> Iterator[Problem]:
    """Enough items ask for an open answer, which measures far more than a choice."""
    yield from _share(
        "have an open answer", sum(item.kind != "choice" for item in bank.items), OPEN_SHARE, bank
    )


def checked_share(bank: Bank) -> Iterator[Problem]:
    """Code decides the key of enough items."""
    yield from _share("have a check", sum(item.check is not None for item in bank.items), CHECKED_SHARE, bank)


def key_positions(bank: Bank) -> Iterator[Problem]:
    """No position of the key pays off for somebody who guesses."""
    keys = Counter(item.key for item in choices(bank))
    n_choices = keys.total()
    if n_choices < FEWEST_TO_COUNT:
        return
    margin = _margin(n_choices)
    for position in range(1, 5):
        share = keys[position] / n_choices
        if abs(share - CHANCE) > margin:
            what = f"option {position} is the key in {share:.0%} of {n_choices} choices"
            yield Problem("the bank", what, f"keep it within {CHANCE - margin:.0%} to {CHANCE + margin:.0%}")


def key_extremes(bank: Bank) -> Iterator[Problem]:
    """The key is the longest, or the shortest, option no more often than chance has it."""
    counts = Counter[str]()
    for item in choices(bank):
        lengths = [len(option.text) for option in item.options]
        key = lengths.pop(item.key - 1)
        counts["longest"] += key > max(lengths)
        counts["shortest"] += key < min(lengths)
    n_choices = len(choices(bank))
    if n_choices < FEWEST_TO_COUNT:
        return
    most = CHANCE + _margin(n_choices)
    for extreme, count in counts.items():
        if count > most * n_choices:
            what = f"the key is the {extreme} option in {count / n_choices:.0%} of {n_choices} choices"
            yield Problem("the bank", what, f"keep it to {most:.0%}")


def stem_repeated(bank: Bank) -> Iterator[Problem]:
    """No two items ask nearly the same."""
    runs = [shingles(f"{item.stem} {item.code or ''}") for item in bank.items]
    holders = defaultdict(list)
    for i, own in enumerate(runs):
        for run in own:
            holders[run].append(i)
    shared = Counter(
        (first, second)
        for items in holders.values()
        for position, first in enumerate(items)
        for second in items[position + 1 :]
    )
    for (first, second), n_common in shared.items():
        likeness = n_common / (len(runs[first]) + len(runs[second]) - n_common)
        if likeness > NEAR_DUPLICATE:
            what = f"shares {likeness:.0%} of its wording with {bank.items[first].id}"
            yield Problem(f"{bank.items[second].id}.stem", what, "ask for something else")


def _share(having: str, count: int, least: float, bank: Bank) -> Iterator[Problem]:
    n_items = len(bank.items)
    if count < least * n_items:
        yield Problem("the bank", f"{count} of {n_items} items {having}", f"reach {least:.0%}")


def _margin(n_choices: int) -> float:
    """How far a share may stray from chance: the two-sided 95 % range of a binomial share."""
    return 1.96 * sqrt(CHANCE * (1 - CHANCE) / n_choices)


BANK_RULES: dict[str, Callable[[Bank], Iterator[Problem]]] = {
    "facet-coverage": facet_coverage,
    "level-coverage": level_coverage,
    "open-share": open_share,
    "checked-share": checked_share,
    "key-positions": key_positions,
    "key-extremes": key_extremes,
    "stem-repeated": stem_repeated,
}
