"""Difficulties and discriminations refined from collected answers: a file used when it is there."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypeGuard

import numpy as np

from readiness.content import decode, digest, parse_toml, read_text, resource
from readiness.errors import ContentError, Problem
from readiness.files import read_bytes
from readiness.home import OVERLAY_VARIABLE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from readiness.arrays import Floats

__all__ = ["NOTHING", "RefinedBank", "overlay_digest", "refined"]


class RefinedBank(NamedTuple):
    """Refined difficulty of each item and its doubt, NaN where there is none; discriminations by kind."""

    b: Floats | None
    s_b: Floats | None
    discriminations: tuple[float, float] | None


NOTHING = RefinedBank(None, None, None)


def refined(items: Sequence[str]) -> RefinedBank:
    """What the overlay says of some items; `NOTHING` without an overlay."""
    table, discriminations = _read(os.environ.get(OVERLAY_VARIABLE))
    if not table:
        return NOTHING._replace(discriminations=discriminations)
    nothing = (np.nan, np.nan)
    rows = np.array([table.get(item, nothing) for item in items]).reshape(len(items), 2)
    return RefinedBank(rows[:, 0], rows[:, 1], discriminations)


def overlay_digest() -> str | None:
    """SHA-256 of the overlay in use, None without one."""
    found = _text(os.environ.get(OVERLAY_VARIABLE))
    return digest([found[0]]) if found else None


@cache
def _text(path: str | None) -> tuple[str, str] | None:
    """The overlay's text and what to call it in errors."""
    if path:
        return decode(read_bytes(Path(path)), path), path
    if resource("questions", "overlay.toml").is_file():
        return read_text("questions", "overlay.toml"), "questions/overlay.toml"
    return None


_FARTHEST = 10.0
"""Standard deviations of ability: no difficulty is farther from the average applicant, and none less sure."""
_KINDS = ("choice", "open")
_KEYS = ("n_people", "discrimination", "items")
_FIX = "make it with `readiness calibrate`"


@cache
def _read(path: str | None) -> tuple[dict[str, tuple[float, float]], tuple[float, float] | None]:
    found = _text(path)
    if found is None:
        return {}, None
    text, source = found
    content = parse_toml(text, source)
    problems = [Problem(key, f"is none of {', '.join(_KEYS)}", _FIX) for key in content if key not in _KEYS]
    entries, kinds = content.get("items", {}), content.get("discrimination")
    if not isinstance(entries, dict):
        problems.append(Problem("items", "is not a table", _FIX))
        entries = {}
    table = {}
    for name, entry in entries.items():
        b, s_b = (entry.get(k) if isinstance(entry, dict) else None for k in ("b", "s_b"))
        if _is_within(b, -_FARTHEST, _FARTHEST) and _is_within(s_b, 0.0, _FARTHEST):
            table[str(name)] = (b, s_b)
        else:
            wanted = (
                f"needs decimal numbers b, -{_FARTHEST:g} to {_FARTHEST:g}, and s_b, above 0 to {_FARTHEST:g}"
            )
            problems.append(Problem(f"items.{name}", wanted, _FIX))
    if kinds is not None and not (
        isinstance(kinds, dict)
        and set(kinds) == set(_KINDS)
        and all(_is_within(value, 0.0, _FARTHEST) for value in kinds.values())
    ):
        wanted = f"needs decimal numbers choice and open, above 0 to {_FARTHEST:g}"
        problems.append(Problem("discrimination", wanted, _FIX))
    if problems:
        raise ContentError(source, problems)
    return table, (kinds["choice"], kinds["open"]) if kinds else None


def _is_within(value: object, low: float, high: float) -> TypeGuard[float]:
    """Whether it is a decimal number above the one end and up to the other."""
    return isinstance(value, float) and low < value <= high
