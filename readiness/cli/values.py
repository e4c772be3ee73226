"""What people write after an option, as values; each says what is wrong with a text that is none."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, TypeVar

from readiness.errors import closest
from readiness.report.formats import TEXTS, names

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date, datetime

    Day = TypeVar("Day", bound=date)

__all__ = [
    "TERMINAL_OR_JSON",
    "day",
    "name",
    "number",
    "one_of",
    "points",
    "seed",
    "setting",
    "time",
    "whole",
]

TERMINAL_OR_JSON = names(TEXTS)
"""The forms of what is no report."""


def one_of(words: Sequence[str]) -> Callable[[str], str]:
    """One of some words, which the option also names as its ``choices``."""

    def word(text: str) -> str:
        if text not in words:
            raise argparse.ArgumentTypeError(f"there is no {text!r}; {closest(text, words)}")
        return text

    return word


def number(text: str) -> float:
    """A number."""
    try:
        return float(text) if text.isascii() and "_" not in text else float("nan")
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number") from None


def whole(text: str) -> int:
    """A whole number."""
    bare = text.removeprefix("-")
    if not (bare.isascii() and bare.isdigit() and len(bare) <= 9):  # noqa: PLR2004 — digits
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number")
    return int(text)


def points(text: str) -> float:
    """Points, 0 to 100."""
    try:
        value = float(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number; use 0 to 100") from None
    if not 0 <= value <= 100:  # noqa: PLR2004 — points
        raise argparse.ArgumentTypeError(f"{text} is out of range; use 0 to 100")
    return value


def seed(text: str) -> int:
    """A seed, 0 to 2**32 - 1."""
    if not (text.isascii() and text.isdigit() and int(text[:11]) < 2**32):
        raise argparse.ArgumentTypeError(f"{text!r} is no seed; use a whole number from 0 to {2**32 - 1}")
    return int(text)


def setting(text: str) -> tuple[str, int]:
    """A facet and its level, written as ``sql=2``."""
    facet, equals, level = text.partition("=")
    if not equals or not facet or level not in {"0", "1", "2", "3", "4"}:
        raise argparse.ArgumentTypeError(
            f"{text!r} is not FACET=LEVEL with a level from 0 to 4, such as sql=2"
        )
    return facet, int(level)


def day(text: str) -> date:
    """A day, ISO 8601."""
    from datetime import date

    try:
        return _in_years(date.fromisoformat(text), text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no date; write it like 2026-01-31") from None


def time(text: str) -> datetime:
    """A date and time, ISO 8601; where it names no offset, by the clock of this machine."""
    from datetime import datetime

    try:
        when = _in_years(datetime.fromisoformat(text), text)
        return when if when.tzinfo else when.astimezone()
    except (ValueError, OverflowError):
        raise argparse.ArgumentTypeError(f"{text!r} is no date; write it like 2026-01-31T09:00") from None


def _in_years(found: Day, text: str) -> Day:
    """A day that can be counted with: a plan may lead a century on from it."""
    from readiness.times import IN_YEARS, is_in_years

    if not is_in_years(found):
        raise argparse.ArgumentTypeError(f"{text!r} is out of range; use a year {IN_YEARS}")
    return found


def name(text: str) -> str:
    """A name or initials."""
    from readiness.errors import visible

    tidied = " ".join(text.split())
    if not 1 <= len(tidied) <= 200:  # noqa: PLR2004 — as in a profile
        raise argparse.ArgumentTypeError(f"{visible(text[:40])!r} is no name; write 1 to 200 letters")
    return tidied
