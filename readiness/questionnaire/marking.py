"""Whether a response is right: forgiving where the spelling does not matter, strict where the answer does."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, assert_never

from readiness.questionnaire.models import ChoiceItem, Item, NumberItem, SequenceItem, TextItem

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["LONGEST_RESPONSE", "mark", "plain"]

LONGEST_RESPONSE = 1000
"""A longer response, in characters, is wrong whatever it says."""

_QUOTES = "'\"`"
_STRAIGHT = str.maketrans("‘’‚“”„′″−–", "'''\"\"\"'\"--")
_FULL_STOP = re.compile(r"(?<=[^\s.])\.$")
"""The end of a sentence, and not the folder of ``git add .``."""
_AROUND_SIGNS = re.compile(r" ?([,()\[\]{}=:]) ?")
_DECIMAL = r"[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?"
_THOUSANDS = re.compile(r"(?<![\d.,])([1-9]\d{0,2}(?:,\d{3})+)(?![\d,])")
_DECIMAL_COMMA = re.compile(r"([+-]?\d+),(\d+)")
_NUMBER = re.compile(rf"({_DECIMAL})(?:/({_DECIMAL}))?", re.ASCII)


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
    bare = re.sub(r"[\[\](){}]", " ", given)
    if all(not isinstance(entry, str) for entry in item.answer):
        parts = re.split(r"[\s,;x×]+", bare.casefold())
    elif any(" " in str(entry) for entry in item.answer):
        parts = re.split(r"\s*(?:[,;\n]|->|→)\s*", bare)
    else:
        parts = re.split(r"(?:[\s,;]|->|→)+", bare)
    parts = [part for part in parts if part.strip()]
    return _all_match(parts, item)


def _all_match(parts: Sequence[str], item: SequenceItem) -> bool:
    answer: tuple[float | str, ...] = item.answer
    if len(parts) != len(answer):
        return False
    for part, expected in zip(parts, answer, strict=True):
        wanted = _number(expected, item.unit) if isinstance(expected, str) else expected
        value = _number(part, item.unit)
        numeric = value is not None and wanted is not None and _close(value, wanted, item.tolerance)
        if not numeric and not (isinstance(expected, str) and plain(part) == plain(expected)):
            return False
    return True


def _number(text: str, unit: str | None) -> float | None:
    """The number that was typed, also as a percentage or fraction, with its unit, or with commas in it."""
    bare = _FULL_STOP.sub("", "".join(text.casefold().split()))
    bare = bare[1:-1] if len(bare) > 1 and bare[0] == bare[-1] and bare[0] in _QUOTES else bare
    percent = False
    if unit is not None:
        written = "".join(unit.casefold().split())
        bare = bare.removesuffix(written).removeprefix(written)
    elif bare.endswith("%"):
        bare, percent = bare[:-1], True
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
