"""An answer: from what was typed or read to what is stored, and back to words."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING, NamedTuple

from readiness.errors import visible
from readiness.limits import LONGEST_ANSWER
from readiness.questionnaire import NumberItem, Unreadable, find_item, read_response
from readiness.words import has_half_character

if TYPE_CHECKING:
    from readiness.quiz.questions import Question
    from readiness.store import EventOutcome, Json

__all__ = ["Given", "UnclearError", "accept", "number_text", "parse", "shown"]

"""Characters of a typed answer, as in a profile."""
"""A longer time, as in a profile, is one in which somebody was away."""


class Given(NamedTuple):
    """What was given to one question; a later one to the same question replaces it.

    ``digest`` is that of the item that was answered, ``shown_days_ago`` how long before its answer was shown.
    """

    question: str
    outcome: EventOutcome
    value: Json = None
    seconds: float | None = None
    digest: str | None = None
    shown_days_ago: float | None = None


class UnclearError(Exception):
    """What was typed is no answer; the message says what would be one."""


_DIGITS = re.compile(r"[+-]?(?:[0-9]{1,9}(?:[.,][0-9]{0,9})?|[.,][0-9]{1,9})")


def parse(question: Question, typed: str) -> Json:
    """The value of a typed answer.

    Raises
    ------
    UnclearError
        If it is no answer to this question.
    """
    text = typed.strip()
    if question.kind == "multiple":
        return _several(question, text)
    if question.kind == "number":
        return _number(question, text)
    if question.kind == "typed":
        return accept(question, text)
    for choice in question.choices:
        if text == choice.key:
            return choice.value
    first, last = question.choices[0].key, question.choices[-1].key
    raise UnclearError(f"Please type a number from {first} to {last}.")


def accept(question: Question, value: Json) -> Json:
    """The value, if it is one that this question can have.

    Raises
    ------
    UnclearError
        If it is not.
    """
    if question.kind == "multiple":
        return _listed(question, value)
    if question.kind == "number":
        if isinstance(value, bool) or not isinstance(value, (int, float)):
            raise UnclearError(_wanted(question))
        return _within(question, value)
    if question.kind == "typed":
        return _typed(question, value)
    for choice in question.choices:
        if type(value) is type(choice.value) and value == choice.value:
            return choice.value
    if question.section == "checks" and type(value) is int:
        return accept(question, str(value))
    raise UnclearError(f"Expected one of: {', '.join(str(choice.value) for choice in question.choices)}.")


def _listed(question: Question, value: Json) -> Json:
    allowed = [choice.value for choice in question.choices]
    if isinstance(value, list) and all(v in allowed for v in value):
        return list(dict.fromkeys(value))
    raise UnclearError(f"Expected a list, of any of: {', '.join(map(str, allowed))}.")


def _typed(question: Question, value: Json) -> Json:
    """A typed answer that can be read; what cannot be is asked again, never scored."""
    item = find_item(question.name)
    if isinstance(value, (int, float)) and not isinstance(value, bool) and isinstance(item, NumberItem):
        return number_text(value)
    if not isinstance(value, str) or not value.strip():
        raise UnclearError(f"Please type {question.form}, or idk if you don't know.")
    if len(value) > LONGEST_ANSWER:
        raise UnclearError(f"Please keep the answer to {LONGEST_ANSWER} characters.")
    if has_half_character(value):
        raise UnclearError("Some of these characters could not be read; please type it again.")
    if item is not None and isinstance(read_response(item, value), Unreadable):
        raise UnclearError(f"That could not be read; nothing was scored. Please type {question.form}.")
    return value


def _several(question: Question, text: str) -> Json:
    keys = re.split(r"[\s,;]+", text) if text else []
    by_key = {choice.key: choice.value for choice in question.choices}
    if keys == ["0"]:
        return []
    if not keys or any(key not in by_key for key in keys):
        last = question.choices[-1].key
        raise UnclearError(f"Please type numbers from 1 to {last} with commas between them, or 0 for none.")
    return [by_key[key] for key in dict.fromkeys(keys)]


def _number(question: Question, text: str) -> Json:
    if not _DIGITS.fullmatch(text):
        raise UnclearError(_wanted(question))
    return _within(question, float(text.replace(",", ".")))


def _within(question: Question, value: float) -> Json:
    if not math.isfinite(value) or not question.minimum <= value <= question.maximum:
        raise UnclearError(_wanted(question))
    if question.integer:
        if value != math.floor(value):
            raise UnclearError(_wanted(question))
        return int(value)
    return float(value)


def _wanted(question: Question) -> str:
    kind = "a whole number" if question.integer else "a number"
    return f"Please type {kind} from {question.minimum:g} to {question.maximum:g}."


def shown(question: Question, given: Given | None) -> str:
    """What was answered, in words, safe for a terminal."""
    if given is None:
        return "not answered"
    if given.outcome == "skipped":
        return "skipped"
    if given.outcome == "dont_know":
        return "I don't know"
    texts = {str(choice.value): choice.text for choice in question.choices}
    if question.kind == "level":
        return f"{given.value}"
    if question.kind == "multiple" and isinstance(given.value, list):
        return "; ".join(texts.get(str(v), str(v)) for v in given.value) or "none"
    if question.kind == "number" and isinstance(given.value, (int, float)):
        stands = question.unit.casefold() in question.title.casefold()
        unit = question.unit.removesuffix("s") if given.value == 1 else question.unit
        return number_text(given.value) if stands else f"{number_text(given.value)} {unit}"
    return visible(texts.get(str(given.value), str(given.value)))


def number_text(value: float) -> str:
    """A number without a useless fraction.

    >>> number_text(3.0), number_text(0.25)
    ('3', '0.25')
    """
    return str(int(value)) if float(value).is_integer() else repr(float(value))
