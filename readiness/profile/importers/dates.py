"""Dates as resumes write them, and how long several stretches of time are together."""

from __future__ import annotations

import re
import unicodedata
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

from readiness.profile.importers.names import found_in, squeezed

if TYPE_CHECKING:
    from collections.abc import Iterable

    from readiness.profile.importers.names import Aliases

__all__ = [
    "DatePoint",
    "DateStretch",
    "is_day_first",
    "is_unclear",
    "length_in",
    "moments_in",
    "period",
    "stretch",
    "years_of",
]

DAYS_A_YEAR = 365.25
_NOTHING = {"", "none", "null", "na", "nan", "undefined"}
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_SHORT = re.compile(r"(?:(?<!\d)(?P<month>\d{1,2})\s*[/.-]\s*|[’'`]|[^\W\d]\.?[\s-]+)(?P<year>\d\d)$")
_QUARTER = re.compile(r"\b[qt]\s?([1-4])\b", re.IGNORECASE)
_JOINED = re.compile(r"(?<!\d)((?:19|20)\d\d)(0[1-9]|1[0-2])([0-2]\d|3[01])?(?!\d)")
_SLASHED = re.compile(r"(?<!\d)(\d{1,2})[/.-](\d{1,2})[/.-](?:19|20)\d\d(?!\d)")
_LENGTH = re.compile(r"(?<![\d.,])(\d+(?:[.,]\d+)?)\s*\+?\s*([^\W\d_]+)")
_RANGE = re.compile(
    r"\s*[–—~]\s*|\s+-\s+|\s+(?:to|until|till|a|al|hasta|à|bis|até|do|по|until)\s+|(?<=\d{4})-(?=(?:19|20)\d\d)|(?<=\d{4})-(?=[^\W\d]{3})"
)


class DatePoint(NamedTuple):
    """A point in time as exactly as it was written; open: it is not over yet; expected: it was to come."""

    year: int = 0
    month: int | None = None
    day: int | None = None
    open: bool = False
    expected: bool = False


class DateStretch(NamedTuple):
    """From the first day to the day after the last."""

    first: date
    end: date
    is_open: bool


def is_day_first(texts: Iterable[str]) -> bool:
    """Whether dates such as 04/05/2019 begin with the day, as far as other dates of the same file tell."""
    pairs = [(int(m[1]), int(m[2])) for text in texts for m in _SLASHED.finditer(text)]
    return not any(second > 12 for _, second in pairs)  # noqa: PLR2004 — months


def moments_in(value: Any, aliases: Aliases, *, day_first: bool = True) -> list[DatePoint]:
    """The points in time that a value names; none where it names none.

    >>> from readiness.profile.importers.names import load_aliases
    >>> moments_in("mayo de 2019", load_aliases())
    [DatePoint(year=2019, month=5, day=None, open=False, expected=False)]
    """
    if isinstance(value, bool) or value is None:
        return []
    if isinstance(value, dict):
        parts = [str(value.get(key) or "") for key in ("year", "month", "day")]
        return moments_in("-".join(part for part in parts if part), aliases)
    if isinstance(value, list):
        return [m for inner in value[:4] for m in moments_in(inner, aliases, day_first=day_first)]
    if isinstance(value, (int, float)):
        value = _from_number(value)
    text = _with_plain_digits(str(value)[:200]).strip()
    if not text:
        return []
    pieces = [piece for piece in _RANGE.split(text) if piece] if len(text) > 4 else [text]  # noqa: PLR2004
    found = [_moment(piece, aliases, day_first=day_first) for piece in pieces]
    if len(pieces) > 1 and None in found:
        whole = _moment(text, aliases, day_first=day_first)
        found = [whole] if whole and not any(m and m.open for m in found) else found
    return [moment for moment in found if moment is not None]


def _from_number(value: float) -> str:
    """A year, or seconds or milliseconds since 1970, as text."""
    if 1900 <= value <= 2100 and value == int(value):  # noqa: PLR2004 — years
        return str(int(value))
    for seconds in (value, value / 1000):
        if 1e8 < seconds < 5e9:  # noqa: PLR2004 — 1973 to 2128
            return datetime.fromtimestamp(seconds, tz=UTC).date().isoformat()
    return ""


def _with_plain_digits(text: str) -> str:
    if text.isascii():
        return text
    text = unicodedata.normalize("NFKC", text)
    return "".join(str(unicodedata.digit(c)) if c.isdigit() else c for c in text)


def _moment(text: str, aliases: Aliases, *, day_first: bool) -> DatePoint | None:
    expected = bool(found_in(text, aliases.dates_expected))
    joined = _JOINED.search(text)
    if joined and not re.search(r"[-/.]", text):
        return DatePoint(int(joined[1]), int(joined[2]), int(joined[3] or 0) or None, expected=expected)
    year = _YEAR.search(text)
    if year is None:
        if squeezed(text) in aliases.dates_open or found_in(text, aliases.dates_open):
            return DatePoint(open=True)
        return _short(text, aliases, expected=expected)
    month, day = _month_and_day(text, year, aliases, day_first=day_first)
    return DatePoint(int(year[0]), month, day, expected=expected)


def _month_and_day(
    text: str, year: re.Match[str], aliases: Aliases, *, day_first: bool
) -> tuple[int | None, int | None]:
    before = [int(n) for n in re.findall(r"\d+", text[: year.start()])][-2:]
    after = [int(n) for n in re.findall(r"\d+", text[year.end() :].split("T", maxsplit=1)[0])][:2]
    quarter = _QUARTER.search(text)
    if quarter:
        return 3 * int(quarter[1]) - 1, None
    named = _named_month(text, aliases)
    if named is not None:
        return named, _day([*before, *after][:1])
    if after:
        return _month(after[0]), _day(after[1:]) if _month(after[0]) else None
    if len(before) == 2:  # noqa: PLR2004 — day and month
        first, second = before
        if (day_first and second <= 12) or first > 12:  # noqa: PLR2004 — months
            first, second = second, first
        return _month(first), _day([second])
    return (_month(before[0]) if before else None), None


def _named_month(text: str, aliases: Aliases) -> int | None:
    found = found_in(re.sub(r"\d+", " ", text), aliases.months)
    return int(found[0][0]) if found else None


def _short(text: str, aliases: Aliases, *, expected: bool) -> DatePoint | None:
    """A year of two digits behind a month: "Jan 19", "05/19", "Jan '19"."""
    found = _SHORT.search(text)
    if found is None:
        return None
    month = _named_month(text, aliases) or (_month(int(found["month"])) if found["month"] else None)
    if month is None and not re.fullmatch(r"[’'`]\d\d", text):
        return None
    year = int(found["year"])
    return DatePoint(year + (2000 if year < 60 else 1900), month, expected=expected)  # noqa: PLR2004


def _month(number: int) -> int | None:
    return number if 1 <= number <= 12 else None  # noqa: PLR2004


def _day(numbers: list[int]) -> int | None:
    return numbers[0] if numbers and 1 <= numbers[0] <= 31 else None  # noqa: PLR2004


def period(
    start: Any, end: Any, aliases: Aliases, *, day_first: bool
) -> tuple[DatePoint | None, DatePoint | None]:
    """First and last point of a period, whether it stands in two fields or in one."""
    starts = moments_in(start, aliases, day_first=day_first)
    ends = moments_in(end, aliases, day_first=day_first)
    if len(starts) > 1 and not ends:
        return starts[0], starts[-1]
    return (starts[0] if starts else None), (ends[-1] if ends else None)


def length_in(value: Any, aliases: Aliases) -> float | None:
    """The years in a text that says a length of time rather than dates.

    >>> from readiness.profile.importers.names import load_aliases
    >>> length_in("1 year 6 months", load_aliases())
    1.5
    """
    total, found = 0.0, False
    for number, unit in _LENGTH.findall(_with_plain_digits(str(value)[:200])):
        meaning = aliases.units.get(squeezed(unit))
        if meaning is not None and len(number) < 6:  # noqa: PLR2004 — digits
            total += float(number.replace(",", ".")) / (1 if meaning == ("years",) else 12)
            found = True
    return total if found else None


def is_unclear(value: Any, aliases: Aliases) -> bool:
    """Whether something is written where a date belongs, and it is none."""
    said = re.sub(r"[\W_]+", "", str(value)).casefold()
    return said not in _NOTHING and not moments_in(value, aliases)


def stretch(start: DatePoint | None, end: DatePoint | None, at: date) -> DateStretch | None:
    """The time from one point to another, what lies after `at` left out; None where it has no beginning.

    A month counts whole. Of a bare year the middle is taken, so that the error of two of them is nil on
    average; a start and an end in the same bare year are half a year apart. Without an end it is not over.
    """
    if start is None or start.open:
        return None
    is_open = end is None or end.open
    first = _date(start.year, start.month or 7, start.day or 1)
    last = at if end is None or end.open else _last(end)
    if (end is not None and not end.open and last < first) or (start.month is None and last < first):
        first = _date(start.year, 1, 1) if start.month is None else first
        last = _date(end.year, 12, 31) if end and not end.open and end.month is None else last
    elif start.month is None and end is not None and end.month is None and end.year == start.year:
        first, last = _date(start.year, 4, 1), _date(start.year, 10, 1)
    last = min(last, at)
    return DateStretch(first, last, is_open) if first < last else None


def _last(moment: DatePoint) -> date:
    if moment.month is None:
        return _date(moment.year, 7, 1)
    if moment.day is not None:
        return _date(moment.year, moment.month, moment.day)
    return date(moment.year + moment.month // 12, moment.month % 12 + 1, 1)


def _date(year: int, month: int, day: int) -> date:
    """The day, or the last of the month where there is no such day."""
    for there_is in (day, 30, 29, 28):
        try:
            return date(year, month, there_is)
        except ValueError:
            continue
    raise AssertionError(month)


def years_of(stretches: Iterable[DateStretch]) -> float:
    """How long the stretches are together, in years; where they overlap counts once."""
    total, until = timedelta(0), date.min
    for one in sorted(stretches):
        total += max(timedelta(0), one.end - max(one.first, until))
        until = max(until, one.end)
    return total.days / DAYS_A_YEAR
