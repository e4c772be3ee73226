"""How long a sitting is, in minutes, and what is asked in them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from readiness.quiz.timing import SECONDS_TO_CHECK, expected_total

if TYPE_CHECKING:
    from collections.abc import Sequence

    from readiness.quiz.questions import Question

__all__ = ["FEWEST_CHECKS", "MODES", "RECHECK", "Mode", "length_of", "minutes", "mode_of"]


class Mode(NamedTuple):
    """A length of sitting.

    ``by_criterion``: few broad ratings instead of one a skill; ``checks``: which length of check in the
    measurement's table is the most, None for none; ``least`` and ``most``: the minutes that it takes.
    """

    name: str
    by_criterion: bool
    checks: str | None
    least: int
    most: int

    @property
    def seconds(self) -> float:
        """After how many seconds the checks end."""
        return 30.0 * (self.least + self.most)


MODES: Final = {
    mode.name: mode
    for mode in (
        Mode("quick", by_criterion=True, checks=None, least=3, most=4),
        Mode("ratings-only", by_criterion=False, checks=None, least=8, most=10),
        Mode("standard", by_criterion=False, checks="standard", least=15, most=20),
        Mode("deep", by_criterion=False, checks="deep", least=30, most=36),
    )
}
RECHECK: Final = Mode("recheck", by_criterion=False, checks="quick", least=4, most=6)
"""One skill again."""
FEWEST_CHECKS: Final = 4
"""However slow somebody reads, this many checks are asked."""


def mode_of(name: str) -> Mode:
    """The mode of a stored sitting; standard where a later version knew others."""
    return RECHECK if name == RECHECK.name else MODES.get(name, MODES["standard"])


def length_of(mode: Mode) -> int:
    """The most checks that a sitting of this mode has, however fast somebody is."""
    if mode.checks is None:
        return 0
    from readiness.assessment.role import lengths

    return lengths()[mode.checks]


def minutes(questions: Sequence[Question], n_checks: int, *, pace: float = 1.0) -> tuple[int, int]:
    """Fewest and most minutes that questions and checks take, each at least 1."""
    seconds = pace * (expected_total(questions) + SECONDS_TO_CHECK * n_checks)
    return max(1, int(0.9 * seconds / 60)), max(1, round(1.1 * seconds / 60 + 0.5))
