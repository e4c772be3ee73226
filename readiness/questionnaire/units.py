"""Units as people write them: which spellings are one unit, and how units of a kind turn into each other."""

from __future__ import annotations

import re
from functools import cache
from typing import Final, NamedTuple

__all__ = ["Unit", "factor", "is_spelling", "unit_of", "units_in"]


class Unit(NamedTuple):
    """A unit: what it measures, its size where that is the same everywhere, its spellings."""

    kind: str
    size: float | None
    spellings: tuple[str, ...]


_UNITS: Final = tuple(
    Unit(kind, size, tuple(spellings.split("|")))
    for kind, size, spellings in (
        ("share", 0.01, "%|per cent|percent|percentage point|percentage points|pp|pct"),
        ("time", 0.001, "ms|millisecond|milliseconds|msec"),
        ("time", 1.0, "s|sec|secs|second|seconds"),
        ("time", 60.0, "min|mins|minute|minutes"),
        ("time", 3600.0, "h|hr|hrs|hour|hours"),
        ("time", 86_400.0, "day|days"),
        ("time", 604_800.0, "week|weeks"),
        ("time", None, "month|months"),
        ("time", None, "year|years|yr|yrs"),
        ("money", None, "€|eur|euro|euros"),
        ("money", None, "£|gbp|pound|pounds"),
        ("money", None, "$|usd|dollar|dollars"),
        ("size", None, "kb|kib|kilobyte|kilobytes"),
        ("size", None, "mb|mib|megabyte|megabytes"),
        ("size", None, "gb|gib|gigabyte|gigabytes"),
        ("size", None, "tb|tib|terabyte|terabytes"),
        ("energy", None, "kwh"),
        ("weight", 1.0, "g|gram|grams"),
        ("weight", 1000.0, "kg|kilo|kilos|kilogram|kilograms"),
        ("length", 0.001, "mm"),
        ("length", 0.01, "cm"),
        ("length", 1000.0, "km"),
    )
)


@cache
def unit_of(word: str) -> Unit | None:
    """The unit that a word names, if it is one that is known here."""
    return next((unit for unit in _UNITS if word in unit.spellings), None)


@cache
def units_in(text: str) -> frozenset[Unit]:
    """Every unit that a text names by a word of more than one letter, or by a sign."""
    words = set(re.findall(r"[a-z]{2,}|[%€£$]", text))
    return frozenset(unit for unit in _UNITS if words & set(unit.spellings))


def is_spelling(words: str, unit: str) -> bool:
    """Whether the words begin with the unit, in whatever spelling.

    >>> is_spelling("secs in all", "s")
    True
    """
    own = " ".join(unit.casefold().split())
    known = unit_of(own)
    alike = {own, *(known.spellings if known else ())}
    return any(re.match(rf"{re.escape(name)}(?!\w)", words) for name in alike)


def factor(written: Unit, wanted: Unit) -> float | None:
    """What turns a figure in one unit into the other; None where nothing does."""
    if written == wanted:
        return 1.0
    if written.kind != wanted.kind or written.size is None or wanted.size is None:
        return None
    return written.size / wanted.size
