"""The list of what is kept, as a table and as JSON."""

from __future__ import annotations

import json
from datetime import datetime
from typing import TYPE_CHECKING

from readiness.errors import visible
from readiness.report.figures import points
from readiness.store import person_of
from readiness.words import counted

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from readiness.store import AssessmentRow, SittingRow

__all__ = ["as_json", "table"]

_HEAD = ("id", "when", "took", "score", "verdict", "role", "name")


def table(
    rows: Sequence[AssessmentRow],
    unfinished: Sequence[tuple[SittingRow, int]],
    took: Mapping[int, float],
) -> str:
    """What is kept, one line each, the latest first, by the clock of this machine.

    `unfinished` counts the questions that were answered; `took` is the time of each sitting, in seconds.
    """
    lines = [
        (
            str(row.id),
            _when(row.assessed_at),
            _minutes(took.get(row.sitting_id) if row.sitting_id is not None else None),
            points(row.score),
            visible(row.band.replace("-", " ")),
            visible(f"{row.framework_id} {row.framework_version}"),
            visible(row.name or ""),
        )
        for row in rows
    ]
    text = _aligned([_HEAD, *lines]) if lines else "no assessment is stored yet; `readiness quiz` makes one\n"
    for sitting, n_answered in unfinished:
        text += (
            f"unfinished: s{sitting.id}{_whose(sitting)}, begun {_when(sitting.started_at)}, "
            f"{counted(n_answered, 'question')} answered; `readiness quiz` goes on with it\n"
        )
    return text


def as_json(
    rows: Sequence[AssessmentRow],
    unfinished: Sequence[tuple[SittingRow, int]],
    took: Mapping[int, float],
) -> str:
    """The same as JSON; times as they are stored."""
    content = {
        "assessments": [
            {**row._asdict(), "seconds": took.get(row.sitting_id) if row.sitting_id is not None else None}
            for row in rows
        ],
        "unfinished": [{**sitting._asdict(), "n_answered": n} for sitting, n in unfinished],
    }
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def _aligned(lines: Sequence[tuple[str, ...]]) -> str:
    widths = [max(len(line[k]) for line in lines) for k in range(len(_HEAD))]
    return "".join(
        "  ".join(
            cell.rjust(width) if name in {"id", "took", "score"} else cell.ljust(width)
            for name, cell, width in zip(_HEAD, line, widths, strict=True)
        ).rstrip()
        + "\n"
        for line in lines
    )


def _when(at: str) -> str:
    """A stored time by the clock of this machine."""
    try:
        return f"{datetime.fromisoformat(at).astimezone():%Y-%m-%d %H:%M}"
    except (ValueError, OverflowError):
        return visible(at[:16].replace("T", " "))


def _minutes(seconds: float | None) -> str:
    return "" if seconds is None else f"{max(1, round(seconds / 60))} min"


def _whose(sitting: SittingRow) -> str:
    name = person_of(sitting)
    return f" of {visible(name)}" if name else ""
