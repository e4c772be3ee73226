"""Rules for the bank as a whole: what it covers, and what it would give away to somebody who counts."""

from __future__ import annotations

from collections import Counter, defaultdict
from math import sqrt
from statistics import mean
from typing import TYPE_CHECKING

from readiness.errors import Problem
from readiness.questionnaire.lint.options import choices
from readiness.questionnaire.lint.words import LintBank, shingles
from readiness.questionnaire.spelling import plain

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from readiness.questionnaire.items import NumberItem, SequenceItem, TextItem

__all__ = ["BANK_RULES"]

ITEMS_PER_FACET = 16
ITEMS_PER_MUST_HAVE = 24
ITEMS_PER_LEVEL = 3
LEVELS = (1, 2, 3, 4)
AVERAGE_SECONDS = 45
SAME_ANSWER = (2, 0.2)
"""One answer may be right in two items of a facet, or in this share of its open ones."""
OPEN_SHARE = 0.50
CHECKED_SHARE = 0.60
NEAR_DUPLICATE = 0.6
"""Share of three-word runs, of stem and snippet, that two items may have in common."""
MOST_HOLDERS = 20
"""An item is held against so many after it that share a run of words with it."""
CHANCE = 0.25
EXTREMES = {"shortest": (0.20, 0.30), "longest": (0.15, 0.30)}
"""How often somebody who picks the option of an extreme length may be right."""
FEWEST_TO_COUNT = 24
"""Below this many choices, counting keys tells nothing."""


def facet_coverage(bank: LintBank) -> Iterator[Problem]:
    """Every facet has enough items for a second sitting, a must-have for a third."""
    counts = Counter(item.facet for item in bank.items)
    for facet in bank.facets:
        least = ITEMS_PER_MUST_HAVE if facet.id in bank.must_haves else ITEMS_PER_FACET
        if counts[facet.id] < least:
            yield Problem(f"{facet.id}.items", f"holds {counts[facet.id]}", f"write at least {least}")


def level_coverage(bank: LintBank) -> Iterator[Problem]:
    """Every facet has items at every level."""
    counts = Counter((item.facet, item.level) for item in bank.items)
    for facet in bank.facets:
        for level in LEVELS:
            if counts[facet.id, level] < ITEMS_PER_LEVEL:
                what = f"holds {counts[facet.id, level]} at level {level}"
                yield Problem(f"{facet.id}.items", what, f"write at least {ITEMS_PER_LEVEL}")


def average_seconds(bank: LintBank) -> Iterator[Problem]:
    """The items are short on average."""
    if not bank.items:
        return
    average = mean(item.seconds for item in bank.items)
    if average > AVERAGE_SECONDS:
        what = f"an item takes {average:.1f} s on average"
        yield Problem("the bank", what, f"shorten the longest, down to {AVERAGE_SECONDS} s on average")


def answer_repeated(bank: LintBank) -> Iterator[Problem]:
    """No answer is right in so many items of a facet that it is worth a guess."""
    answers: dict[str, Counter[str]] = defaultdict(Counter)
    for item in bank.items:
        if item.kind != "choice":
            answers[item.facet][_answer(item)] += 1
    few, share = SAME_ANSWER
    for facet, counts in answers.items():
        most = max(few, int(share * counts.total()))
        for answer, count in counts.items():
            if count > most:
                what = f'"{answer}" is right in {count} of {counts.total()} open items'
                yield Problem(f"{facet}.items", what, f"keep it to {most}")


def open_share(bank: LintBank) -> Iterator[Problem]:
    """Enough items ask for an open answer, which measures far more than a choice."""
    yield from _share(
        "have an open answer", sum(item.kind != "choice" for item in bank.items), OPEN_SHARE, bank
    )


def checked_share(bank: LintBank) -> Iterator[Problem]:
    """Code decides the key of enough items."""
    yield from _share("have a check", sum(item.check is not None for item in bank.items), CHECKED_SHARE, bank)


def key_positions(bank: LintBank) -> Iterator[Problem]:
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


def key_extremes(bank: LintBank) -> Iterator[Problem]:
    """Picking the shortest option, or the longest, is right about as often as chance has it."""
    n_choices = len(choices(bank))
    if n_choices < FEWEST_TO_COUNT:
        return
    wins = dict.fromkeys(EXTREMES, 0.0)
    for item in choices(bank):
        lengths = [len(option.text) for option in item.options]
        for extreme, length in (("shortest", min(lengths)), ("longest", max(lengths))):
            if lengths[item.key - 1] == length:
                wins[extreme] += 1 / lengths.count(length)
    for extreme, (low, high) in EXTREMES.items():
        share = wins[extreme] / n_choices
        if not low <= share <= high:
            what = f"picking the {extreme} option is right in {share:.0%} of {n_choices} choices"
            yield Problem("the bank", what, f"keep it within {low:.0%} to {high:.0%}")


def stem_repeated(bank: LintBank) -> Iterator[Problem]:
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
        for second in items[position + 1 : position + 1 + MOST_HOLDERS]
    )
    for (first, second), n_common in shared.items():
        likeness = n_common / (len(runs[first]) + len(runs[second]) - n_common)
        if likeness > NEAR_DUPLICATE:
            what = f"shares {likeness:.0%} of its wording with {bank.items[first].id}"
            yield Problem(f"{bank.items[second].id}.stem", what, "ask for something else")


def _share(having: str, count: int, least: float, bank: LintBank) -> Iterator[Problem]:
    n_items = len(bank.items)
    if count < least * n_items:
        yield Problem("the bank", f"{count} of {n_items} items {having}", f"reach {least:.0%}")


def _answer(item: NumberItem | SequenceItem | TextItem) -> str:
    """The answer as one spelling: what somebody who guesses would type."""
    match item.kind:
        case "number":
            return f"{item.answer:.12g}"
        case "sequence":
            return ", ".join(entry if isinstance(entry, str) else f"{entry:.12g}" for entry in item.answer)
        case "text":
            return plain(item.accept[0])


def _margin(n_choices: int) -> float:
    """How far a share may stray from chance: the two-sided 95 % range of a binomial share."""
    return 1.96 * sqrt(CHANCE * (1 - CHANCE) / n_choices)


BANK_RULES: dict[str, Callable[[LintBank], Iterator[Problem]]] = {
    "facet-coverage": facet_coverage,
    "level-coverage": level_coverage,
    "average-seconds": average_seconds,
    "answer-repeated": answer_repeated,
    "open-share": open_share,
    "checked-share": checked_share,
    "key-positions": key_positions,
    "key-extremes": key_extremes,
    "stem-repeated": stem_repeated,
}
