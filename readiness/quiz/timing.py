"""How long screens take: as expected from their words, as measured, and at a person's own pace."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from readiness.questionnaire import find_item

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from readiness.quiz.answers import Given
    from readiness.quiz.questions import Question

__all__ = [
    "SECONDS_TO_CHECK",
    "counted_seconds",
    "expected_seconds",
    "expected_total",
    "pace_of",
    "seconds_of_item",
]

WORDS_PER_SECOND: Final = 4.0
"""Adults read about 240 words a minute silently (Brysbaert 2019)."""
SECONDS_A_SCREEN: Final = 5.0
"""To decide and to press a key."""
SECONDS_TO_CHECK: Final = 55.0
"""An average check, before it is known which it is."""
SCREENS_FOR_A_PACE: Final = 10
SLOWEST, FASTEST = 2.5, 0.4
"""A pace outside of these says that somebody was away, or did not read."""


def expected_seconds(question: Question, *, seen: Iterable[str] = ()) -> float:
    """Seconds that a screen takes to read and answer; options that were `seen` before are not read again."""
    if question.section == "checks":
        return seconds_of_item(question.name)
    known = set(seen)
    options = [choice.text for choice in question.choices if choice.text not in known]
    n_words = sum(len(text.split()) for text in (question.prompt, *options))
    return SECONDS_A_SCREEN + n_words / WORDS_PER_SECOND


def seconds_of_item(name: str) -> float:
    """Seconds that a check takes: its own time, and a screen's."""
    item = find_item(name)
    return SECONDS_TO_CHECK if item is None else item.seconds + SECONDS_A_SCREEN


def expected_total(questions: Iterable[Question]) -> float:
    """Seconds that several screens take one after the other."""
    total, seen = 0.0, set[str]()
    for question in questions:
        total += expected_seconds(question, seen=seen)
        seen |= {choice.text for choice in question.choices}
    return total


def counted_seconds(given: Given, expected: float) -> float:
    """What an answer adds to the time of its sitting.

    That is the time that it took, but at least half of what was expected (keys can be pressed unread) and at
    most three times that and half a minute (somebody was away); what was expected where no time is known.
    """
    if given.seconds is None:
        return expected
    return min(max(given.seconds, 0.5 * expected), 3.0 * expected + 30.0)


def pace_of(times: Iterable[tuple[str, float]], expected: Mapping[str, float]) -> float | None:
    """How slowly somebody answers, as a multiple of what is expected; None before ten screens.

    Parameters
    ----------
    times : iterable of (question, seconds)
        Screens of earlier sittings.
    expected : mapping
        Seconds expected of questions by id; checks are known by their items.
    """
    ratios = []
    for question, seconds in times:
        name = question.removeprefix("check.")
        usual = seconds_of_item(name) if name != question else expected.get(question)
        if usual:
            ratios.append(seconds / usual)
    if len(ratios) < SCREENS_FOR_A_PACE:
        return None
    ratios.sort()
    return min(SLOWEST, max(FASTEST, ratios[len(ratios) // 2]))
