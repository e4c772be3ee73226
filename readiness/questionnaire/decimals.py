"""The value of one number as it was written: any decimal sign, powers, roots, fractions."""

from __future__ import annotations

import math
import re
from typing import Final

__all__ = ["EXACT", "value_of"]

FACTOR_IN_RANGE: Final = 30.0
"""A reading this many times too large or too small is out of the range of what is asked. It is below the
square root of 1,000, so that of 8 and 8,000 at most one is in range."""
EXACT: Final = 1e-12
"""One in the last place of a number that was not rounded."""
_LARGEST_POWER: Final = 64


def value_of(written: str, expected: float, *, whole: bool) -> tuple[float, float] | None:
    """The value of a number as it was written, and one in its last place."""
    sign = -1.0 if written[0] == "-" else 1.0
    text = written.lstrip("+-").strip()
    mixed = re.fullmatch(r"(\d+) (\d+)\s?/\s?(\d+)", text)
    try:
        if mixed:
            return sign * (float(mixed[1]) + float(mixed[2]) / float(mixed[3])), EXACT
        parts = re.split(r"\s?/\s?(?![^()]*\))", text)
        read = [_factor(part, expected if len(parts) == 1 else math.nan, whole=whole) for part in parts]
        top, bottom = read[0], read[1] if len(read) > 1 else (1.0, 0.0)
        if top is None or bottom is None or bottom[0] == 0:
            return None
        value, step = sign * top[0] / bottom[0], top[1] if len(read) == 1 else EXACT
    except (OverflowError, ZeroDivisionError, ValueError):
        return None
    return (value, step) if math.isfinite(value) else None


def _factor(text: str, expected: float, *, whole: bool) -> tuple[float, float] | None:
    """A decimal, a power, a root, or a number times one of the two."""
    times = re.fullmatch(r"(.*?\d\.?)\s?[x*]?\s?(sqrt.*|[\d.,]+\s?\^.*)", text)
    if times and ("sqrt" in times[2] or re.search(r"[x*]", text)):
        one, other = (_factor(part, math.nan, whole=whole) for part in times.groups())
        return None if one is None or other is None else (one[0] * other[0], EXACT)
    if text.startswith("sqrt"):
        inner = _decimal(text[4:].strip(" ()"), math.nan, whole=whole)
        return None if inner is None else (math.sqrt(inner[0]), EXACT)
    base, raised, exponent = text.partition("^")
    if raised:
        top, _, bottom = exponent.strip(" ()").partition("/")
        power = float(top) / float(bottom or 1)
        ground = _decimal(base.strip(), math.nan, whole=whole)
        if ground is None or abs(power) > _LARGEST_POWER:
            return None
        return ground[0] ** power, EXACT
    return _decimal(text, expected, whole=whole)


def _decimal(text: str, expected: float, *, whole: bool) -> tuple[float, float] | None:
    digits, _, exponent = text.partition("e")
    joined = re.sub(r"['_ ](?=\d{3}(?!\d))", "", digits) if re.match(r"[1-9]\d{0,2}['_ ]", digits) else digits
    plain = _with_point(joined.rstrip(".") or "x", expected, whole=whole)
    if plain is None:
        return None
    places = len(plain.partition(".")[2])
    size = int(exponent or 0)
    return float(f"{plain}e{size}"), 10.0 ** (size - places)


def _with_point(digits: str, expected: float, *, whole: bool) -> str | None:
    """The digits with a decimal point and nothing else, whichever sign stands for it."""
    if digits.isdigit():
        return digits
    signs = re.sub(r"\d", "", digits)
    head, *groups = re.split("[.,]", digits)
    thousands = bool(re.fullmatch(r"[1-9]\d{0,2}", head)) and all(len(group) == 3 for group in groups)  # noqa: PLR2004
    if set(signs) - {".", ","}:
        return None
    if len(signs) == 1:
        decimal = f"{head}.{groups[0]}"
        if thousands and _means_thousands(signs, head, groups[0], expected, whole=whole):
            return head + groups[0]
        return decimal
    if len(set(signs)) == 1:
        return head + "".join(groups) if thousands else None
    if signs[:-1].count(signs[-1]) or len(set(signs[:-1])) != 1:
        return None
    ahead = [len(group) for group in groups[:-1]]
    return f"{head}{''.join(groups[:-1])}.{groups[-1]}" if all(n == 3 for n in ahead) else None  # noqa: PLR2004


def _means_thousands(sign: str, head: str, group: str, expected: float, *, whole: bool) -> bool:
    """Whether the sign in "8.000" or "8,000" separates thousands, as far as what is asked leaves no doubt."""
    as_decimal, as_thousands = float(f"{head}.{group}"), float(head + group)
    if sign == ".":
        return _is_in_range(as_thousands, expected) and not _is_in_range(as_decimal, expected)
    fits = _is_in_range(as_decimal, expected) and not _is_in_range(as_thousands, expected)
    return whole or group == "000" or not fits


def _is_in_range(value: float, expected: float) -> bool:
    return abs(expected) <= abs(value) * FACTOR_IN_RANGE and abs(value) <= abs(expected) * FACTOR_IN_RANGE
