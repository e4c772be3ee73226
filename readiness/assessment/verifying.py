"""Recompute a record and say where it differs."""

from __future__ import annotations

import json
import math
from datetime import datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from readiness.assessment.assessing import assess
from readiness.framework import framework_ids, load_framework
from readiness.record import Assessment, to_json

if TYPE_CHECKING:
    from readiness.framework import Framework

__all__ = ["Difference", "verify"]

TOLERANCE = 1e-9


class Difference(NamedTuple):
    """One place where the record says something else than the recomputation."""

    where: str
    recorded: Any
    recomputed: Any

    def __str__(self) -> str:
        return f"{self.where}: the record says {self.recorded!r}, recomputed it is {self.recomputed!r}"


def verify(record: Assessment, framework: Framework | None = None) -> tuple[Difference, ...]:
    """Every difference between a record and what its own profile, framework and seed give today.

    Parameters
    ----------
    record : Assessment
        As `assess` made it, or as read from a report.
    framework : Framework, optional
        The framework that it was made with; by default the shipped one of that id.

    Returns
    -------
    tuple of Difference
        Empty where the record holds. Numbers may differ by 1e-9.
    """
    if framework is None:
        if record.framework.id not in framework_ids():
            return (Difference("framework.id", record.framework.id, None),)
        framework = load_framework(record.framework.id)
    when = datetime.fromisoformat(record.assessed_at)
    again = assess(record.profile, framework, assessed_at=when, rng=record.seed)
    return tuple(_differences("", json.loads(to_json(record)), json.loads(to_json(again))))


def _differences(where: str, recorded: Any, recomputed: Any) -> list[Difference]:
    if isinstance(recorded, dict) and isinstance(recomputed, dict):
        keys = list(dict.fromkeys([*recorded, *recomputed]))
        return [
            d
            for key in keys
            for d in _differences(f"{where}.{key}" if where else key, recorded.get(key), recomputed.get(key))
        ]
    if isinstance(recorded, list) and isinstance(recomputed, list) and len(recorded) == len(recomputed):
        return [
            d
            for i, (one, other) in enumerate(zip(recorded, recomputed, strict=True))
            for d in _differences(f"{where}[{_name(one, i)}]", one, other)
        ]
    numbers = (int, float)
    if (
        isinstance(recorded, numbers)
        and isinstance(recomputed, numbers)
        and not isinstance(recorded, bool)
        and not isinstance(recomputed, bool)
    ):
        same = math.isclose(recorded, recomputed, rel_tol=TOLERANCE, abs_tol=TOLERANCE)
    else:
        same = recorded == recomputed
    return [] if same else [Difference(where, recorded, recomputed)]


def _name(entry: Any, index: int) -> str:
    return str(entry.get("id", index)) if isinstance(entry, dict) else str(index)
