"""The list of what is kept, as a table and as JSON."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from readiness.errors import visible
from readiness.report.figures import points

if TYPE_CHECKING:
    from collections.abc import Sequence

    from readiness.store import AssessmentRow, Sitting

__all__ = ["as_json", "table"]

_HEAD = ("id", "when", "score", "verdict", "role", "name")


def table(rows: Sequence[AssessmentRow], unfinished: Sequence[tuple[Sitting, int]]) -> str:
    """What is kept, one line each, newest first; `unfinished` counts the questions that were answered."""
    lines = [
        (
            str(row.id),
            _when(row.assessed_at),
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
            f"unfinished: s{sitting.id}, begun {_when(sitting.started_at)}, {n_answered} questions answered; "
            "`readiness quiz` goes on with it\n"
        )
    return text


def as_json(rows: Sequence[AssessmentRow], unfinished: Sequence[tuple[Sitting, int]]) -> str:
    """The same as JSON."""
    content = {
        "assessments": [row._asdict() for row in rows],
        "unfinished": [{**sitting._asdict(), "n_answered": n} for sitting, n in unfinished],
    }
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def _aligned(lines: Sequence[tuple[str, ...]]) -> str:
    widths = [max(len(line[k]) for line in lines) for k in range(len(_HEAD))]
    return "".join(
        "  ".join(
            cell.rjust(width) if name in {"id", "score"} else cell.ljust(width)
            for name, cell, width in zip(_HEAD, line, widths, strict=True)
        ).rstrip()
        + "\n"
        for line in lines
    )


def _when(at: str) -> str:
    return visible(at[:16].replace("T", " "))
