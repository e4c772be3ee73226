"""Which answers of a profile count, and what is said of those that do not.

An answer counts where its question is asked today as it was answered, where it can be read, and where what
is right had not been shown to the person shortly before. The others are left out: never refused, never wrong.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from readiness.errors import quoted, visible
from readiness.questionnaire import (
    Unreadable,
    digest_item,
    find_item,
    mark_reading,
    read_response,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from readiness.framework import Framework
    from readiness.profile import Profile
    from readiness.profile.model import Answer
    from readiness.questionnaire import Item
    from readiness.questionnaire.marking import Reading

__all__ = [
    "DAYS_UNTIL_FORGOTTEN",
    "CountedAnswer",
    "LeftOut",
    "MarkedAnswers",
    "describe_left_out",
    "mark_answers",
]

DAYS_UNTIL_FORGOTTEN: Final = 90
"""Days after which an item counts again whose answer was shown: until then it may be memory."""
_MOST_NAMED: Final = 5

Reason = Literal["gone", "changed", "unreadable", "shown"]


class CountedAnswer(NamedTuple):
    """An answer that counts: its item, the position of its facet among `Framework.rated`, right or not."""

    item: Item
    facet: int
    right: bool


class LeftOut(NamedTuple):
    """An answer that does not count, and why."""

    item: str
    reason: Reason
    response: str = ""
    form: str = ""


class MarkedAnswers(NamedTuple):
    """The answers of a profile in the order of their items' ids: those that count, and those left out."""

    counted: tuple[CountedAnswer, ...] = ()
    left_out: tuple[LeftOut, ...] = ()


def mark_answers(profile: Profile, framework: Framework) -> MarkedAnswers:
    """The profile's answers, marked by the questions of today.

    Answers about what the framework does not rate, or what does not apply to the person, are passed over.
    """
    position = {facet.id: k for k, facet in enumerate(framework.rated)}
    counted, left_out = [], []
    for answer in sorted(profile.answers, key=lambda given: given.item):  # to the last digit in any order
        name = answer.item.rpartition("-")[0]
        item = find_item(answer.item)
        if item is None:
            left_out.append(LeftOut(answer.item, "gone"))
        elif name in position and name not in profile.not_applicable:
            marked = _marked(answer, item, position[name])
            if isinstance(marked, LeftOut):
                left_out.append(marked)
            else:
                counted.append(marked)
    return MarkedAnswers(tuple(counted), tuple(left_out))


def _marked(answer: Answer, item: Item, facet: int) -> CountedAnswer | LeftOut:
    if answer.digest is not None and not _is_same(answer.digest, digest_item(item)):
        return LeftOut(answer.item, "changed")
    reading = _read(item, answer.response)
    if isinstance(reading, Unreadable):
        return LeftOut(answer.item, "unreadable", str(answer.response), reading.form)
    if answer.shown_days_ago is not None and answer.shown_days_ago < DAYS_UNTIL_FORGOTTEN:
        return LeftOut(answer.item, "shown")
    return CountedAnswer(item, facet, mark_reading(item, reading))


@lru_cache(maxsize=4096, typed=True)
def _read(item: Item, response: str | float | None) -> Reading | Unreadable:
    """As `read_response`: people give the same answers, and every score of somebody reads theirs again."""
    return read_response(item, response)


def _is_same(one: str, other: str) -> bool:
    """Whether two digests are the same as far as both go."""
    length = min(len(one), len(other))
    return one[:length] == other[:length]


def describe_left_out(left_out: Iterable[LeftOut]) -> tuple[str, ...]:
    """A sentence for each reason for which answers were left out, and for each that could not be read."""
    found = list(left_out)
    notes = [
        f"The answer {quoted(one.response)} to {visible(one.item)} could not be read; it is left out, not "
        f"scored. Expected: {one.form}."
        for one in found
        if one.reason == "unreadable"
    ]
    sentences: tuple[tuple[Reason, str, str], ...] = (
        ("changed", "has changed since it was answered", "have changed since they were answered"),
        ("gone", "is not asked (any more)", "are not asked (any more)"),
    )
    for reason, one, several in sentences:
        names = [visible(left.item) for left in found if left.reason == reason]
        if names:
            what = (
                f"The question {names[0]} {one}; its answer is"
                if len(names) == 1
                else (f"{len(names)} questions {several} ({_listed(names)}); their answers are")
            )
            notes.append(f"{what} left out.")
    names = [visible(left.item) for left in found if left.reason == "shown"]
    if names:
        count = "1 answer does" if len(names) == 1 else f"{len(names)} answers do"
        notes.append(
            f"{count} not count, because what is right had been shown less than {DAYS_UNTIL_FORGOTTEN} days "
            f"before, so that it may be memory ({_listed(names)})."
        )
    return tuple(notes)


def _listed(names: list[str]) -> str:
    more = [f"and {len(names) - _MOST_NAMED} more"] if len(names) > _MOST_NAMED else []
    return ", ".join([*names[:_MOST_NAMED], *more])
