"""What a person has seen in earlier sittings, as far as it matters for the next."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, NamedTuple

from readiness.assessment.marked import DAYS_UNTIL_FORGOTTEN
from readiness.quiz.questions import background_questions, rating_questions
from readiness.quiz.timing import expected_seconds, pace_of
from readiness.store.assessments import moment

if TYPE_CHECKING:
    from collections.abc import Mapping

    from readiness.framework import Framework
    from readiness.store import Store

__all__ = ["Remembered", "remember"]


class Remembered(NamedTuple):
    """Items that were on the screen before, days since answers were shown, and the person's own pace."""

    seen: frozenset[str] = frozenset()
    shown_days_ago: Mapping[str, float] = {}
    pace: float = 1.0
    has_pace: bool = False

    @property
    def recently_shown(self) -> frozenset[str]:
        """Items whose answers would not count yet."""
        return frozenset(name for name, days in self.shown_days_ago.items() if days < DAYS_UNTIL_FORGOTTEN)


def remember(store: Store, person: str | None, framework: Framework, *, but: int | None = None) -> Remembered:
    """What the store knows of the person's earlier sittings, without the sitting `but`."""
    now = datetime.now(tz=UTC)
    days = {
        item: max(0.0, round((now - moment(at)).total_seconds() / 86_400, 2))
        for item, at in store.memory.shown_at(person).items()
    }
    times = store.memory.times(person, but=but)
    pace = None
    if times:
        questions = (*background_questions(framework), *rating_questions(framework, by_criterion=False))
        pace = pace_of(times, {question.id: expected_seconds(question) for question in questions})
    return Remembered(
        store.memory.asked(person, but=but), days, 1.0 if pace is None else pace, pace is not None
    )
