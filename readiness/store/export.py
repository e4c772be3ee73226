"""Everything that is kept, as the text of one JSON value, a row at a time."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

    from readiness.store.rows import Json

__all__ = ["EXPORT_VERSION", "everything"]

EXPORT_VERSION: Final = 1
_AS_JSON: Final = frozenset({"options", "value", "record", "plan"})
"""Columns whose text is JSON itself."""
_TABLES: Final = ("sittings", "assessments", "plans", "done_steps", "shown_items")


def everything(connection: sqlite3.Connection) -> Iterator[str]:
    """Every row of every table, a line each; answers stand within their sitting."""
    yield f'{{\n"schema_version": {EXPORT_VERSION}'
    for table in _TABLES:
        yield f',\n"{table}": ['
        between = "\n"
        for row in _rows(connection, f"SELECT * FROM {table} ORDER BY rowid"):  # noqa: S608
            if table == "sittings":
                row |= {"seed": int(str(row["seed"])), "events": _answers(connection, row["id"])}
            yield between + json.dumps(row, ensure_ascii=False, separators=(",", ":"))
            between = ",\n"
        yield "\n]"
    yield "\n}\n"


def _answers(connection: sqlite3.Connection, sitting: Json) -> Json:
    found = _rows(connection, "SELECT * FROM events WHERE sitting_id = ? ORDER BY rowid", sitting)
    return [{name: value for name, value in row.items() if name != "sitting_id"} for row in found]


def _rows(connection: sqlite3.Connection, query: str, *values: Json) -> Iterator[dict[str, Json]]:
    cursor = connection.execute(query, values)
    names = [column[0] for column in cursor.description]
    for row in cursor:
        yield {
            name: json.loads(value) if name in _AS_JSON else value
            for name, value in zip(names, row, strict=True)
        }
