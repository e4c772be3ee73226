"""Everything that is kept, as one JSON value."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import sqlite3

    from readiness.store.rows import Json

__all__ = ["everything"]

_AS_JSON: Final = frozenset({"options", "value", "record", "plan"})
"""Columns whose text is JSON itself."""


def everything(connection: sqlite3.Connection) -> dict[str, Json]:
    """Every row of every table; answers stand within their sitting."""
    answers = _rows(connection, "events")
    sittings: list[Json] = []
    for sitting in _rows(connection, "sittings"):
        own = [event for event in answers if event["sitting_id"] == sitting["id"]]
        events: list[Json] = [{k: v for k, v in event.items() if k != "sitting_id"} for event in own]
        sittings.append({**sitting, "seed": int(str(sitting["seed"])), "events": events})
    others = ("assessments", "plans", "done_steps", "shown_items")
    return {"sittings": sittings, **{name: [*_rows(connection, name)] for name in others}}


def _rows(connection: sqlite3.Connection, table: str) -> list[dict[str, Json]]:
    cursor = connection.execute(f"SELECT * FROM {table} ORDER BY rowid")  # noqa: S608
    names = [column[0] for column in cursor.description]
    return [
        {
            name: json.loads(value) if name in _AS_JSON else value
            for name, value in zip(names, row, strict=True)
        }
        for row in cursor.fetchall()
    ]
