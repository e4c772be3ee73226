"""What the store gives back: one named tuple a row. Times are ISO 8601 texts, as they were passed in."""

from __future__ import annotations

import json
from typing import Any, Final, Literal, NamedTuple, TypeAlias

__all__ = [
    "AssessmentRow",
    "DoneStep",
    "Event",
    "EventOutcome",
    "Json",
    "PlanRow",
    "SittingRow",
    "SittingState",
    "checked",
    "options_in",
]

Json: TypeAlias = "bool | int | float | str | list[Json] | dict[str, Json] | None"
SittingState = Literal["unfinished", "finished", "abandoned"]
EventOutcome = Literal["answered", "skipped", "dont_know"]


class SittingRow(NamedTuple):
    """One run of the questionnaire; framework and questions are those that it began with."""

    id: int
    started_at: str
    mode: str
    options: dict[str, Json]
    framework_id: str
    framework_digest: str
    questions_digest: str
    seed: int
    state: SittingState
    ended_at: str | None


class Event(NamedTuple):
    """One answer as it was given; a change of mind is a later event on the same question.

    ``digest`` is that of the item that it answers, ``shown_days_ago`` how long before its answer was shown.
    """

    seq: int
    question: str
    outcome: EventOutcome
    value: Json
    seconds: float | None
    at: str
    digest: str | None = None
    shown_days_ago: float | None = None


class AssessmentRow(NamedTuple):
    """One stored assessment without its record, which `Assessments.record` gives."""

    id: int
    assessed_at: str
    name: str | None
    score: float | None
    band: str
    framework_id: str
    framework_version: str
    framework_digest: str
    sitting_id: int | None


class PlanRow(NamedTuple):
    """One stored plan, and the assessment that it was made from."""

    id: int
    created_at: str
    plan: Json
    assessment_id: int | None


class DoneStep(NamedTuple):
    """A learning step that is done, and since when; `plan_id` is None outside any plan."""

    step: str
    done_at: str
    plan_id: int | None


_NUMBER: Final = (float, int, type(None))
_KINDS: Final[dict[type, tuple[type | tuple[type, ...], ...]]] = {
    SittingRow: (int, str, str, str, str, str, str, str, str, (str, type(None))),
    Event: (int, str, str, str, _NUMBER, str, (str, type(None)), _NUMBER),
    AssessmentRow: (int, str, (str, type(None)), _NUMBER, str, str, str, str, (int, type(None))),
    PlanRow: (int, str, str, (int, type(None))),
    DoneStep: (str, str, (int, type(None))),
}


def options_in(text: str) -> dict[str, Json]:
    """The options of a sitting.

    Raises
    ------
    TypeError, ValueError
        If the column holds something else.
    """
    found = json.loads(text)
    if not isinstance(found, dict):
        raise TypeError(f"the options of a sitting are {type(found).__name__}")
    return found


def checked(row: tuple[Any, ...], kind: type) -> tuple[Any, ...]:
    """The row as it came from the file; SQLite keeps any value in any column, a damaged one too.

    Raises
    ------
    TypeError
        If a column holds what is never written there.
    """
    for value, wanted in zip(row, _KINDS[kind], strict=True):
        if not isinstance(value, wanted):
            raise TypeError(f"a row of {kind.__name__} holds {type(value).__name__} in the wrong place")
    return row
