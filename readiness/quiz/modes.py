"""How long a sitting is: which ratings, how many checks, about how many minutes."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from readiness.quiz.questions import Question

__all__ = ["MODES", "Mode", "length_of", "minutes"]


class Mode(NamedTuple):
    """``by_criterion``: few broad ratings; ``checks``: which length of check, None for none."""

    name: str
    by_criterion: bool
    checks: str | None


MODES = {
    mode.name: mode
    for mode in (
        Mode("quick", by_criterion=True, checks=None),
        Mode("ratings-only", by_criterion=False, checks=None),
        Mode("standard", by_criterion=False, checks="standard"),
        Mode("deep", by_criterion=False, checks="deep"),
    )
}

SECONDS_TO_CHOOSE = 7.0
"""Seconds to read a question and choose; a check takes `SECONDS_TO_CHECK` on average."""
SECONDS_TO_CHECK = 45.0
FEWEST_CHECKS = 8


def length_of(mode: Mode) -> int:
    """The most checks that a sitting of this mode has."""
    if mode.checks is None:
        return 0
    from readiness.assessment.measured import lengths

    return lengths()[mode.checks]


def minutes(questions: Sequence[Question], n_checks: int) -> tuple[int, int]:
    """Fewest and most minutes that are left, each at least 1."""
    base = SECONDS_TO_CHOOSE * len(questions)
    least = base + SECONDS_TO_CHECK * min(n_checks, FEWEST_CHECKS)
    most = base + SECONDS_TO_CHECK * n_checks
    return max(1, round(least / 60)), max(1, round(most / 60))
