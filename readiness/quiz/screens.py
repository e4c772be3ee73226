"""What can be on the screen during a sitting, whatever the face that draws it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from readiness.questionnaire import Item
    from readiness.quiz.answers import Given
    from readiness.quiz.questions import Question
    from readiness.quiz.wording import SittingProgress

__all__ = ["Asking", "Explaining", "Marked", "Reviewing", "Row", "Screen"]


class Marked(NamedTuple):
    """A check with its answer, for looking through."""

    item: Item
    title: str
    given: Given
    right: bool


class Row(NamedTuple):
    """One line of the review; `can_change` is False for a check whose explanation was shown."""

    number: int
    question: Question
    answer: str
    can_change: bool


class Asking(NamedTuple):
    """A question is on the screen, with what was answered before if it is seen again.

    ``sureness``: half of the score's interval in points, which does not depend on what was answered.
    """

    question: Question
    progress: SittingProgress
    sureness: float | None
    earlier: Given | None
    can_go_back: bool
    opens_section: bool


class Explaining(NamedTuple):
    """The check just answered, explained."""

    marked: Marked
    progress: SittingProgress


class Reviewing(NamedTuple):
    """Everything is answered: look it over, change, or see the result."""

    rows: tuple[Row, ...]
    sureness: float | None


Screen = Asking | Explaining | Reviewing
