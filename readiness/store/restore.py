"""What an export holds, taken back into a store: whole or not at all, and nothing twice."""

from __future__ import annotations

import contextlib
import hashlib
import json
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from readiness.store.assessments import LINE, insert_assessment
from readiness.store.database import explained
from readiness.store.export import EXPORT_VERSION
from readiness.store.looking import COLUMNS, TABLES, Look
from readiness.store.spool import spooled

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterable, Iterator
    from typing import Self

    from readiness.store.database import Database
    from readiness.store.exported import ExportPart

__all__ = ["Restored", "restore"]

Row = dict[str, Any]
Ids = dict[str, dict[int | None, int | None]]


class Restored(NamedTuple):
    """How many of each were taken back, and how many were there already."""

    sittings: int
    assessments: int
    plans: int
    done_steps: int
    shown_items: int
    there_already: int


def restore(
    database: Database, pieces: Iterable[ExportPart], *, source: str, progress: Callable[[int], None]
) -> Restored:
    """Put everything in, under ids of this store, in one transaction that begins when all was looked at.

    Raises
    ------
    RecordError
        If the pieces are no export; nothing is changed then.
    """
    look = Look(source, EXPORT_VERSION)
    with contextlib.ExitStack() as stack:
        with explained(database.path):
            staged = {name: stack.enter_context(_Staged(database)) for name in TABLES}
        for number, piece in enumerate(pieces):
            if look.is_row(piece) and not look.problems:
                with explained(database.path):
                    staged[piece.name].add(_kept(piece.name, piece.value))
            progress(number)
        look.finish()
        with database.writing() as connection:
            return _put_in(connection, staged)


class _Staged:
    """Rows that were looked at, in a file without a name beside the history once they are many."""

    def __init__(self, database: Database) -> None:
        self._file = spooled(database.path.parent)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        with contextlib.suppress(OSError):  # a full disk does not take what is thrown away
            self._file.close()

    def add(self, row: Row) -> None:
        # ASCII, because a typed answer can hold half of a surrogate pair, which UTF-8 has no bytes for.
        self._file.write(json.dumps(row).encode() + b"\n")

    def rows(self) -> Iterator[Row]:
        self._file.seek(0)
        return (json.loads(line) for line in self._file)


def _kept(table: str, row: Row) -> Row:
    """A row with its columns as the store writes them."""
    kept = {name: row.get(name) for name in COLUMNS[table]}
    if table == "sittings":
        kept |= {"options": json.dumps(row["options"], allow_nan=False), "seed": str(row["seed"])}
        kept["events"] = [{**event, "value": json.dumps(event["value"])} for event in row["events"]]
    elif table == "assessments":
        kept["record"] = json.dumps(row["record"], ensure_ascii=False, indent=2, allow_nan=False) + "\n"
        kept["score"] = None if row["score"] is None else float(row["score"])
    elif table == "plans":
        kept["plan"] = json.dumps(row["plan"], ensure_ascii=False, allow_nan=False)
    return kept


def _put_in(connection: sqlite3.Connection, staged: dict[str, _Staged]) -> Restored:
    counts = dict.fromkeys(TABLES, 0)
    there = 0
    new_ids: Ids = {name: {None: None} for name in TABLES}
    for name in TABLES:
        known = _Known(connection, name)
        column, other = _REFERENCE.get(name, (None, ""))
        for row in staged[name].rows():
            own_id = row.pop("id", None)
            events = row.pop("events", ())
            if column is not None:
                row[column] = new_ids[other][row[column]]
            found = known.same_as(row)
            if found is None:
                found = _insert(connection, name, row)
                counts[name] += 1
                for event in events:
                    _insert(connection, "events", {"sitting_id": found, **event})
                if name == "done_steps":  # a step is done once
                    known.add(row, found)
            else:
                there += 1
            if own_id is not None:
                new_ids[name][own_id] = found
    return Restored(**counts, there_already=there)


_REFERENCE: Final = {
    "assessments": ("sitting_id", "sittings"),
    "plans": ("assessment_id", "assessments"),
    "done_steps": ("plan_id", "plans"),
    "shown_items": ("sitting_id", "sittings"),
}
_IDENTITY: Final = {
    "sittings": ("started_at", "mode", "seed", "framework_digest"),
    "assessments": ("assessed_at", "name"),
    "plans": ("created_at",),
    "done_steps": ("step", "plan_id"),
    "shown_items": ("item", "at", "sitting_id"),
}
_LONG: Final = {"assessments": "record", "plans": "plan"}
"""What makes two rows the same one, so that an export taken back twice is there once; and the long text
that has to be the same, too, which is read where the rest is."""


class _Known:
    """The rows of a table that were there before: each can be one row of the export."""

    def __init__(self, connection: sqlite3.Connection, table: str) -> None:
        self._connection = connection
        self._table = table
        names = ", ".join(_IDENTITY[table])
        self._ids: dict[tuple[Any, ...], list[int]] = {}
        self._by_text: dict[tuple[Any, ...], dict[bytes, list[int]]] = {}
        for number, *key in connection.execute(f"SELECT rowid, {names} FROM {table}"):  # noqa: S608
            self._ids.setdefault(tuple(key), []).append(number)

    def add(self, row: Row, number: int) -> None:
        self._ids.setdefault(self._key(row), []).append(number)

    def same_as(self, row: Row) -> int | None:
        """The row that is this one; it is no other one's then, but a step is done once."""
        key = self._key(row)
        found = self._ids.get(key)
        if found and self._table in _LONG:
            found = self._alike(key, found).get(_hash(row[_LONG[self._table]]))
        if not found:
            return None
        return found[0] if self._table == "done_steps" else found.pop(0)

    def _key(self, row: Row) -> tuple[Any, ...]:
        return tuple(row[name] for name in _IDENTITY[self._table])

    def _alike(self, key: tuple[Any, ...], ids: list[int]) -> dict[bytes, list[int]]:
        """The rows of a key by their long texts, which are read once."""
        found = self._by_text.get(key)
        if found is None:
            found = self._by_text[key] = {}
            query = f"SELECT {_LONG[self._table]} FROM {self._table} WHERE rowid = ?"  # noqa: S608
            for number in ids:
                (text,) = self._connection.execute(query, (number,)).fetchone()
                found.setdefault(_hash(text), []).append(number)
        return found


def _hash(text: Any) -> bytes:
    raw = text.encode("utf-8", "surrogatepass") if isinstance(text, str) else repr(text).encode()
    return hashlib.sha256(raw).digest()


def _insert(connection: sqlite3.Connection, table: str, row: Row) -> int:
    if table == "assessments":
        return insert_assessment(connection, [row[name] for name in LINE], row["record"])
    marks = ", ".join("?" * len(row))
    cursor = connection.execute(
        f"INSERT INTO {table} ({', '.join(row)}) VALUES ({marks})",  # noqa: S608
        list(row.values()),
    )
    return int(cursor.lastrowid or 0)
