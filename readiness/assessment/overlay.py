"""Difficulties refined from collected answers: a file beside the bank, used when it is there."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
from numpy.typing import NDArray

from readiness.content import decode, digest, parse_toml, read_text, resource
from readiness.errors import ContentError, Problem
from readiness.files import read_bytes

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["OVERLAY_VARIABLE", "overlay_digest", "refined"]

Floats: TypeAlias = NDArray[np.float64]
OVERLAY_VARIABLE = "READINESS_OVERLAY"
"""Environment variable that names an overlay made by `readiness calibrate`; else questions/overlay.toml."""


def refined(items: Sequence[str]) -> tuple[Floats | None, Floats | None]:
    """Refined difficulty and its doubt for each item, NaN where there is none; None without an overlay."""
    table = _table(os.environ.get(OVERLAY_VARIABLE))
    if not table:
        return None, None
    nothing = (np.nan, np.nan)
    rows = np.array([table.get(item, nothing) for item in items]).reshape(len(items), 2)
    return rows[:, 0], rows[:, 1]


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


@cache
def _table(path: str | None) -> dict[str, tuple[float, float]]:
    found = _text(path)
    if found is None:
        return {}
    text, source = found
    entries = parse_toml(text, source).get("items", {})
    problems, table = [], {}
    for name, entry in entries.items() if isinstance(entries, dict) else ():
        b, s_b = (entry.get(k) if isinstance(entry, dict) else None for k in ("b", "s_b"))
        if isinstance(b, float) and isinstance(s_b, float) and np.isfinite([b, s_b]).all() and s_b > 0:
            table[str(name)] = (b, s_b)
        else:
            problems.append(
                Problem(
                    f"items.{name}",
                    "needs decimal numbers b, and s_b above 0",
                    "make it with `readiness calibrate`",
                )
            )
    if problems:
        raise ContentError(source, problems)
    return table
