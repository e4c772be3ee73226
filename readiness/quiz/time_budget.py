"""The time of one sitting: how much of it is used, and how many checks the rest is enough for."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Final

from readiness.quiz.modes import FEWEST_CHECKS
from readiness.quiz.timing import (
    SECONDS_TO_CHECK,
    counted_seconds,
    expected_seconds,
    expected_total,
    seconds_of_item,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from readiness.quiz.answers import Given
    from readiness.quiz.modes import Mode
    from readiness.quiz.questions import Question

__all__ = ["TimeBudget"]

SECONDS_TO_CHOOSE: Final = 12.0
"""A second look, or the offer to stop."""


class TimeBudget:
    """The seconds of a sitting, spent by its answers.

    Parameters
    ----------
    fixed : sequence of Question
        What everybody is asked.
    mode : Mode
        How long the sitting is to be.
    pace : float
        Seconds that the person needs for each that is expected.
    """

    def __init__(self, fixed: Sequence[Question], mode: Mode, pace: float) -> None:
        self._fixed = fixed
        self._mode = mode
        self._pace = pace

    def seconds_left(self, given: Mapping[str, Given]) -> float:
        """How much of the time is left, by the time that the answers took."""
        used = sum(counted_seconds(one, self._usual(one.question)) for one in given.values())
        return self._mode.seconds - used

    def checks_left(self, given: Mapping[str, Given], ahead: Sequence[Question], *, most: int) -> int:
        """About how many checks the time is enough for once the questions `ahead` are answered."""
        n_checks = sum(name.startswith("check.") for name in given)
        left = self.seconds_left(given) - self._pace * expected_total(ahead)
        fewest = max(0, FEWEST_CHECKS - n_checks)
        enough = max(fewest, round(left / (self._pace * SECONDS_TO_CHECK)))
        return min(enough, max(0, most - n_checks))

    def _usual(self, question_id: str) -> float:
        if question_id.startswith("check."):
            return self._pace * seconds_of_item(question_id.removeprefix("check."))
        return self._expected.get(question_id, SECONDS_TO_CHOOSE)

    @cached_property
    def _expected(self) -> dict[str, float]:
        found, seen = dict[str, float](), set[str]()
        for question in self._fixed:
            found[question.id] = self._pace * expected_seconds(question, seen=seen)
            seen |= {choice.text for choice in question.choices}
        return found
