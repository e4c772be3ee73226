"""Moments and days from text: only those that every command can count with."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Final, TypeVar

from readiness.limits import YEARS

__all__ = ["IN_YEARS", "day_in", "is_in_years", "moment_in"]

Day = TypeVar("Day", bound=date)
IN_YEARS: Final = f"from {YEARS[0]} to {YEARS[1]}"


def is_in_years(day: date) -> bool:
    """Whether a day lies in the years that are counted with."""
    return YEARS[0] <= day.year <= YEARS[1]


def moment_in(text: str) -> datetime:
    """The moment that an ISO 8601 text says; where it names no offset, by universal time.

    Raises
    ------
    ValueError
        If it says none, or one outside `IN_YEARS`.
    """
    found = datetime.fromisoformat(text)
    return _within(found if found.tzinfo else found.replace(tzinfo=UTC))


def day_in(text: str) -> date:
    """The day that an ISO 8601 text says.

    Raises
    ------
    ValueError
        If it says none, or one outside `IN_YEARS`.
    """
    return _within(date.fromisoformat(text))


def _within(found: Day) -> Day:
    if not is_in_years(found):
        raise ValueError(f"the year {found.year} is not {IN_YEARS}")
    return found
