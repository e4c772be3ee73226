"""Everything that is kept, as the text of one JSON value, a row at a time."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

    from readiness.store.database import Database
    from readiness.store.rows import Json

__all__ = ["EXPORT_VERSION", "everything"]

EXPORT_VERSION: Final = 1
_AS_JSON: Final = frozenset({"options", "value", "record", "plan"})
"""Columns whose text is JSON itself."""
_TABLES: Final = ("sittings", "assessments", "plans", "done_steps", "shown_items")


def everything(database: Database) -> Iterator[str]:
    """Every row of every table that is there now, a line each; answers stand within their sitting.

    Whoever reads it may take long, and nobody who writes waits for that: what is saved meanwhile is not in
    it, and what is deleted meanwhile may be.
    """
    yield f'{{\n"schema_version": {EXPORT_VERSION}'
    last = database.last_rows(_TABLES)
    for table in _TABLES:
        yield f',\n"{table}": ['
        between = "\n"
        for found in database.rows(f"* FROM {table}", upto=last[table]):
            row = _read(found)
            if table == "sittings":
                row |= {"seed": int(str(row["seed"])), "events": _answers(database, row["id"])}
            yield between + json.dumps(row, ensure_ascii=False, separators=(",", ":"))
            between = ",\n"
        yield "\n]"
    yield "\n}\n"


def _answers(database: Database, sitting: Json) -> Json:
    with database.reading() as connection:
        cursor = connection.execute("SELECT * FROM events WHERE sitting_id = ? ORDER BY rowid", (sitting,))
        names = [column[0] for column in cursor.description]
        found = [_read(dict(zip(names, row, strict=True))) for row in cursor.fetchall()]
    return [{name: value for name, value in row.items() if name != "sitting_id"} for row in found]


def _read(row: dict[str, Json]) -> dict[str, Json]:
    return {
        name: json.loads(value) if name in _AS_JSON else value  # type: ignore[arg-type]  # whatever is there
        for name, value in row.items()
    }
