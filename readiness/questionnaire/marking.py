"""Whether a response is right: forgiving where the spelling does not matter, strict where the answer does."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, assert_never

from readiness.questionnaire.items import ChoiceItem, Item, NumberItem, SequenceItem, TextItem

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["LONGEST_RESPONSE", "mark", "plain"]

LONGEST_RESPONSE = 1000
"""A longer response, in characters, is wrong whatever it says."""

_QUOTES = "'\"`"
_STRAIGHT = str.maketrans("‘’‚“”„′″−–", "'''\"\"\"'\"--")
_FULL_STOP = re.compile(r"(?<=[^\s.])\.$")
"""The end of a sentence, and not the folder of ``git add .``."""
_BRACKETS = re.compile(r"[\[\](){}]")
_AROUND_SIGNS = re.compile(r" ?([,()\[\]{}=:]) ?")
_DECIMAL = r"[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?"
_THOUSANDS = re.compile(r"(?<![\d.,])([1-9]\d{0,2}(?:,\d{3})+)(?![\d,])")
_DECIMAL_COMMA = re.compile(r"([+-]?\d+),(\d+)")
_NUMBER = re.compile(rf"({_DECIMAL})(?:/({_DECIMAL}))?", re.ASCII)
_CONSTRUCTOR = re.compile(r"[a-z_][\w.]*(?=\s*[(\[])")
"""The name in front of a bracket, as in ``torch.Size([3, 4])``."""
_PER_CENT = re.compile(r"\s*(?:%|per\s*cent\b|percentage\s+points?\b|pp\b)")
_BETWEEN_NUMBERS = re.compile(r"(?:[\s,;&×]|\bx\b|(?<=\d)x(?=\d)|\band\b)+")
_SAME_UNIT = (
    ("%", "per cent", "percentage point", "percentage points", "pp"),
    ("ms", "millisecond", "milliseconds"),
    ("s", "sec", "second", "seconds"),
    ("min", "minute", "minutes"),
    ("h", "hour", "hours"),
    ("month", "months"),
    ("€", "eur", "euro", "euros"),
    ("£", "gbp", "pound", "pounds"),
)
"""Spellings of one unit."""


def mark(item: Item, response: str | None) -> bool:
    """Whether `response` is right; None, "I don't know", is wrong."""
    if response is None or len(response) > LONGEST_RESPONSE:
        return False
    given = unicodedata.normalize("NFKC", response).translate(_STRAIGHT).strip()
    match item:
        case NumberItem():
            value = _number(given, item.unit)
            return value is not None and _close(value, item.answer, item.tolerance)
        case SequenceItem():
            return _same_sequence(given, item)
        case TextItem():
            return plain(given, exact=item.exact) in {plain(text, exact=item.exact) for text in item.accept}
        case ChoiceItem():
            if re.fullmatch("[1-4]", given):
                return int(given) == item.key
            return plain(given, exact=True) == plain(item.options[item.key - 1].text, exact=True)
        case _:
            assert_never(item)


def plain(text: str, *, exact: bool = False) -> str:
    """The text with everything taken away that marking forgives; `exact` keeps upper and lower case apart.

    >>> plain(" 'Left  Join'. ")
    'left join'
    """
    normal = unicodedata.normalize("NFKC", text).translate(_STRAIGHT).strip()
    normal = _FULL_STOP.sub("", normal)
    if len(normal) > 1 and normal[0] == normal[-1] and normal[0] in _QUOTES:
        normal = _FULL_STOP.sub("", normal[1:-1].strip())
    normal = _AROUND_SIGNS.sub(r"\1", " ".join(normal.split()))
    return normal if exact else normal.casefold()


def _same_sequence(given: str, item: SequenceItem) -> bool:
    words = [entry for entry in item.answer if isinstance(entry, str)]
    if not words:
        parts = _numbers(given.casefold(), item.unit)
    else:
        bare = _BRACKETS.sub(" ", given)
        if any(" " in word for word in words):
            parts = re.split(r"\s*(?:[,;\n]|->|→)\s*", bare)
        else:
            parts = re.split(r"(?:[\s,;&]|->|→|\band\b)+", bare)
    parts = [part for part in parts if part.strip()]
    if words and len(parts) == 1 and all(re.fullmatch("[A-Za-z]", word) for word in words):
        parts = list(plain(parts[0]))
    return _all_match(parts, item)


def _numbers(given: str, unit: str | None) -> list[str]:
    """The numbers of a sequence as they were spelled, without brackets and units."""
    bare = _BRACKETS.sub(" ", _CONSTRUCTOR.sub(" ", _FULL_STOP.sub("", given)))
    if unit is not None:
        written = "|".join(re.escape(spelling).replace(r"\ ", r"\s*") for spelling in _spellings(unit))
        bare = re.sub(rf"(?<=[\d.])\s*(?:{written})(?!\w)", " ", bare)
    return _BETWEEN_NUMBERS.split(_PER_CENT.sub("%", bare))


def _spellings(unit: str) -> list[str]:
    """How the unit may be written, the longest spelling first."""
    own = " ".join(unit.casefold().split())
    alike = next((group for group in _SAME_UNIT if own in group), ())
    return sorted({own, *alike}, key=len, reverse=True)


def _all_match(parts: Sequence[str], item: SequenceItem) -> bool:
    answer: tuple[float | str, ...] = item.answer
    if len(parts) != len(answer):
        return False
    for part, expected in zip(parts, answer, strict=True):
        wanted = _number(expected, item.unit) if isinstance(expected, str) else expected
        readings = {_number(part, item.unit)}
        if item.unit is None and "per cent" in item.stem:  # then "25 %" may say what the 25 counts
            readings.add(_number(part, "%"))
        numeric = wanted is not None and any(
            value is not None and _close(value, wanted, item.tolerance) for value in readings
        )
        if not numeric and not (isinstance(expected, str) and plain(part) == plain(expected)):
            return False
    return True


def _number(text: str, unit: str | None) -> float | None:
    """The number that was typed, also as a percentage or fraction, with its unit, or with commas in it."""
    bare = _FULL_STOP.sub("", "".join(text.casefold().split()))
    bare = bare[1:-1] if len(bare) > 1 and bare[0] == bare[-1] and bare[0] in _QUOTES else bare
    percent = False
    if unit is not None:
        written = "|".join(re.escape(spelling.replace(" ", "")) for spelling in _spellings(unit))
        bare = re.sub(rf"^(?:{written})|(?:{written})$", "", bare)
    elif bare.endswith(("%", "percent")):
        bare, percent = bare.removesuffix("percent").removesuffix("%"), True
    bare = _THOUSANDS.sub(lambda found: found[1].replace(",", ""), bare)
    bare = _DECIMAL_COMMA.sub(r"\1.\2", bare) if "." not in bare else bare
    found = _NUMBER.fullmatch(bare)
    if found is None:
        return None
    divisor = float(found[2]) if found[2] else 1.0
    if divisor == 0:
        return None
    return float(found[1]) / divisor / (100 if percent else 1)


def _close(value: float, expected: float, tolerance: float) -> bool:
    return abs(value - expected) <= tolerance + 1e-12 * max(1.0, abs(expected))
