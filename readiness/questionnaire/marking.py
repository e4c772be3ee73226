"""Whether a response is right: forgiving where the spelling does not matter, strict where the answer does.

What cannot be read is no answer: it is asked again, or left out, and never scored.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias

from readiness.limits import LONGEST_ANSWER
from readiness.questionnaire.items import ChoiceItem, Item, NumberItem, SequenceItem, TextItem
from readiness.questionnaire.numerals import Numeral, Wanted, read_numbers
from readiness.questionnaire.spelling import normal, plain
from readiness.questionnaire.word_lists import (
    Spelled,
    canonical,
    canonical_entry,
    forms_of,
    is_out_of_order,
    read_words,
    spelled,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = [
    "Reading",
    "Unreadable",
    "answer_form",
    "mark",
    "mark_reading",
    "read_response",
]

_OPTION: Final = re.compile(r"(?:option|answer|number|no\.?|#)?\s*[(\[]?([1-4])[)\].:]?")
_ROUNDING: Final = 1e-12
_COUNTS: Final = ("", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_EXAMPLES: Final = ("12", "0.5", "3", "40", "7", "0.25", "9", "1", "60", "8")
_UNKNOWN: Final = re.compile(r"idk|(?:i )?(?:don't|dont|do not) know|no idea")


class Unreadable(NamedTuple):
    """A response that is no answer of the kind that is asked; `form` says what would be one."""

    form: str


Reading: TypeAlias = "int | Spelled | tuple[Numeral | str, ...] | None"
"""An option, a text, numbers, or words; None is "I don't know"."""


def mark(item: Item, response: str | float | None) -> bool:
    """Whether `response` is right; None, "I don't know", is wrong, and so is what cannot be read."""
    reading = read_response(item, response)
    return not isinstance(reading, Unreadable) and mark_reading(item, reading)


def read_response(item: Item, response: str | float | None) -> Reading | Unreadable:
    """What a response says, by the general rules of spelling, or that it cannot be read.

    A number, as JSON has it, answers a question for one number, and chooses an option.
    """
    if response is None:
        return None
    if isinstance(response, (int, float)) and isinstance(item, NumberItem):
        return (Numeral((float(response),), 10.0 ** -len(repr(response).partition(".")[2])),)
    if isinstance(response, (int, float)) and not isinstance(item, ChoiceItem):
        return Unreadable(answer_form(item))
    text = response if isinstance(response, str) else f"{response:.15g}"
    if len(text) > LONGEST_ANSWER or not text.strip():
        return Unreadable(answer_form(item))
    if _UNKNOWN.fullmatch(normal(text).casefold().rstrip(".!")):
        return None
    reading = _read(item, text)
    return Unreadable(answer_form(item)) if reading is None else reading


def mark_reading(item: Item, reading: Reading) -> bool:
    """Whether what was read is right."""
    if reading is None:
        return False
    if isinstance(item, ChoiceItem):
        return reading == item.key
    if isinstance(item, TextItem):
        return isinstance(reading, Spelled) and _is_accepted(item, reading)
    if not isinstance(reading, tuple) or len(reading) != len(_answers(item)):
        return False
    wanted = _answers(item)
    right = all(_same(one, answer, item) for one, answer in zip(reading, wanted, strict=True))
    return right and not any(_says(item, reading, mistake) for mistake in item.misconceptions)


def answer_form(item: Item) -> str:
    """What an answer looks like, as a noun phrase that says nothing about which is right."""
    if isinstance(item, ChoiceItem):
        return "a number from 1 to 4"
    if isinstance(item, TextItem):
        return "the exact text, letter for letter" if item.exact else "a word, name or line of code"
    unit = f" in {item.unit}" if item.unit else ""
    if isinstance(item, NumberItem):
        return f"one number{unit}, such as 12, 0.25 or 3/4"
    count = f"{_COUNTS[len(item.answer)]} " if _says_how_many(item) else ""
    if not _has_words(item):
        examples = ", ".join(_EXAMPLES[: len(item.answer) if count else 3])
        return f"{count}numbers{unit} in order, with commas between them, such as {examples}"
    if all(isinstance(entry, str) and len(entry) == 1 for entry in item.answer):
        return f"{count}letters in order, such as {', '.join('DACB'[: len(item.answer) if count else 3])}"
    exact = ", letter for letter" if item.exact else ""
    return f"{count}words in order, with commas between them{exact}"


def _read(item: Item, text: str) -> Reading:
    if isinstance(item, ChoiceItem):
        return _read_choice(item, text)
    if isinstance(item, TextItem):
        return Spelled(text.strip(), frozenset({text.strip()})) if item.exact else spelled(text)
    found = _read_entries(item, text)
    n = len(_answers(item))
    if not found or (len(found) != n and (isinstance(item, NumberItem) or _says_how_many(item))):
        return None
    entries = [entry for entry in found if isinstance(entry, str)]
    if n > 1 and len(found) == n and is_out_of_order(text, item.stem, entries, n=n):
        return None
    return None if _is_doubtful(item, text, found) else found


def _read_entries(item: NumberItem | SequenceItem, text: str) -> tuple[Numeral | str, ...] | None:
    if isinstance(item, SequenceItem) and _has_words(item):
        return read_words(text, [str(entry) for entry in item.answer], exact=item.exact)
    return read_numbers(text, _asked(item))


def _is_doubtful(item: NumberItem | SequenceItem, text: str, found: tuple[Numeral | str, ...]) -> bool:
    """Whether a sign in front of three digits may mean a known mistake: 8.000 where 8 is one."""
    sign = re.search(r"\d([.,])\d{3}(?!\d)", normal(text))
    if not item.misconceptions or not sign:
        return False
    for mistake in item.misconceptions:
        known = _read_entries(item, mistake) or ()
        for one, other in zip(found, known, strict=False):
            if isinstance(one, Numeral) and isinstance(other, Numeral):
                value, wrong = one.values[0], other.values[0]
                if _close(value, wrong * 1000, 0) if sign[1] == "." else _close(value * 1000, wrong, 0):
                    return True
    return False


def _read_choice(item: ChoiceItem, text: str) -> int | None:
    found = _OPTION.fullmatch(normal(text).casefold())
    if found:
        return int(found[1])
    texts = [plain(option.text) for option in item.options]
    return texts.index(plain(text)) + 1 if texts.count(plain(text)) == 1 else None


def _asked(item: NumberItem | SequenceItem) -> Wanted:
    numbers = tuple(float(entry) for entry in _answers(item))
    whole = all(value.is_integer() for value in (*numbers, float(item.tolerance)))
    return Wanted(numbers, whole, item.unit, _words(item))


def _answers(item: NumberItem | SequenceItem) -> Sequence[float | str]:
    return (item.answer,) if isinstance(item, NumberItem) else item.answer


def _words(item: Item) -> str:
    return _in_one_line(item.stem)


@lru_cache(maxsize=1024)
def _in_one_line(text: str) -> str:
    return " ".join(text.casefold().split())


def _has_words(item: SequenceItem) -> bool:
    return any(isinstance(entry, str) for entry in item.answer)


def _says_how_many(item: NumberItem | SequenceItem) -> bool:
    """Whether the stem says how many entries there are: then another count is no answer of its form."""
    n = len(_answers(item))
    names = {2: "two|both|pair|2"}.get(n, f"{_COUNTS[n]}|{n}" if n < len(_COUNTS) else str(n))
    return re.search(rf"\b(?:{names})\b", _words(item)) is not None


def _is_accepted(item: TextItem, reading: Spelled) -> bool:
    if item.exact:
        return reading.text in item.accept and reading.text not in item.misconceptions
    return not reading.forms.isdisjoint(forms_of(item.accept)) and reading.text not in map(
        canonical, item.misconceptions
    )


def _same(one: Numeral | str, wanted: float | str, item: NumberItem | SequenceItem) -> bool:
    if isinstance(one, Numeral):
        return not isinstance(wanted, str) and any(_close(v, wanted, item.tolerance) for v in one.values)
    exact = isinstance(item, SequenceItem) and item.exact
    return one == (str(wanted) if exact else canonical_entry(str(wanted)))


def _says(item: NumberItem | SequenceItem, reading: tuple[Numeral | str, ...], mistake: str) -> bool:
    """Whether a response says what a known mistake leads to, as exactly as it was written."""
    known = _read_entries(item, mistake)
    if known is None or len(known) != len(reading):
        return False
    answers = _answers(item)
    of_mistake = all(_is_rounded(one, other) for one, other in zip(reading, known, strict=True))
    of_answer = all(_is_rounded(one, answer) for one, answer in zip(reading, answers, strict=True))
    return of_mistake and not of_answer


def _is_rounded(one: Numeral | str, exact: Numeral | float | str) -> bool:
    """Whether what was read is the other, rounded to the last place that was written."""
    if isinstance(one, str) or isinstance(exact, str):
        return one == exact
    value = exact.values[0] if isinstance(exact, Numeral) else exact
    return any(_close(own, value, one.step / 2) for own in one.values)


def _close(value: float, wanted: float, tolerance: float) -> bool:
    return abs(value - wanted) <= tolerance + _ROUNDING * max(1.0, abs(wanted))
