"""What an export holds, taken back into a store: whole or not at all, and nothing twice."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from readiness.errors import Problem, RecordError, quoted

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Mapping

__all__ = ["Restored", "checked_export", "restore"]

Rows = list[dict[str, Any]]
_TEXT, _NUMBER, _WHOLE, _ANY = (str,), (int, float), (int,), (object,)
_NONE: Final = (type(None),)
_COLUMNS: Final[dict[str, dict[str, tuple[type, ...]]]] = {
    "sittings": {
        "id": _WHOLE,
        "started_at": _TEXT,
        "mode": _TEXT,
        "options": (dict,),
        "framework_id": _TEXT,
        "framework_digest": _TEXT,
        "questions_digest": _TEXT,
        "seed": _WHOLE,
        "state": _TEXT,
        "ended_at": _TEXT + _NONE,
        "events": (list,),
    },
    "events": {
        "seq": _WHOLE,
        "question": _TEXT,
        "outcome": _TEXT,
        "value": _ANY,
        "seconds": _NUMBER + _NONE,
        "at": _TEXT,
        "digest": _TEXT + _NONE,
        "shown_days_ago": _NUMBER + _NONE,
    },
    "assessments": {
        "id": _WHOLE,
        "assessed_at": _TEXT,
        "name": _TEXT + _NONE,
        "score": _NUMBER + _NONE,
        "band": _TEXT,
        "framework_id": _TEXT,
        "framework_version": _TEXT,
        "framework_digest": _TEXT,
        "sitting_id": _WHOLE + _NONE,
        "record": (dict,),
    },
    "plans": {"id": _WHOLE, "created_at": _TEXT, "plan": _ANY, "assessment_id": _WHOLE + _NONE},
    "done_steps": {"step": _TEXT, "done_at": _TEXT, "plan_id": _WHOLE + _NONE},
    "shown_items": {"item": _TEXT, "at": _TEXT, "sitting_id": _WHOLE},
}
_LATER: Final = frozenset({"digest", "shown_days_ago", "shown_items"})
"""Columns and tables that exports of the first version have not."""
_CHOICES: Final = {
    "state": {"unfinished", "finished", "abandoned"},
    "outcome": {"answered", "skipped", "dont_know"},
}
_LARGEST: Final = 2**63 - 1


class Restored(NamedTuple):
    """How many of each were taken back, and how many were there already."""

    sittings: int
    assessments: int
    plans: int
    done_steps: int
    shown_items: int
    there_already: int


def checked_export(values: Any, source: str, version: int) -> dict[str, Rows]:
    """The rows of an export by table.

    Raises
    ------
    RecordError
        If it is no export of this version, with every place that is wrong.
    """
    if not isinstance(values, dict) or not {"schema_version", "sittings", "assessments"} <= values.keys():
        raise RecordError(
            source, [Problem("the file", "is no export", "make one with `readiness history export`")]
        )
    if values["schema_version"] != version or isinstance(values["schema_version"], bool):
        what = f"{quoted(values['schema_version'])} is another version"
        raise RecordError(source, [Problem("schema_version", what, f"this reads version {version}")])
    problems: list[Problem] = []
    tables = {
        name: _rows(name, values.get(name, [] if name in _LATER else None), name, problems)
        for name in _COLUMNS
        if name != "events"
    }
    for position, sitting in enumerate(tables["sittings"]):
        place = f"sittings.{position}.events"
        _rows("events", sitting.get("events"), place, problems)
    if not problems:
        problems = _loose_ends(tables) or _contradictions(tables)
    if problems:
        raise RecordError(source, problems)
    return tables


def _rows(table: str, rows: Any, place: str, problems: list[Problem]) -> Rows:
    if not isinstance(rows, list):
        problems.append(Problem(place, "is no list", "take the file as it was exported"))
        return []
    columns = _COLUMNS[table]
    for number, row in enumerate(rows):
        where = f"{place}.{number}"
        if not isinstance(row, dict) or not columns.keys() - _LATER <= row.keys() <= columns.keys():
            problems.append(
                Problem(where, "has not the fields of an export", "take the file as it was exported")
            )
            continue
        for name, kinds in columns.items():
            value = row.get(name)
            wrong = not isinstance(value, kinds) or (isinstance(value, bool) and kinds != _ANY)
            too_large = isinstance(value, int) and kinds != _ANY and name != "seed" and abs(value) > _LARGEST
            if wrong or too_large or (name in _CHOICES and value not in _CHOICES[name]):
                problems.append(
                    Problem(f"{where}.{name}", f"{quoted(value)} is not what an export holds here")
                )
            elif name not in _AS_TYPED and _has_half(value):
                problems.append(
                    Problem(
                        f"{where}.{name}", "holds half of a character", "take the file as it was exported"
                    )
                )
    return [row for row in rows if isinstance(row, dict)]


_AS_TYPED: Final = {"value", "options", "events"}
"""What is stored as it was typed; a terminal can type half of a character."""


def _has_half(value: Any) -> bool:
    """Whether a text in a value, however deep, has no UTF-8."""
    if isinstance(value, (int, float)) or value is None:
        return False
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    try:
        text.encode()
    except UnicodeEncodeError:
        return True
    return False


def _loose_ends(tables: dict[str, Rows]) -> list[Problem]:
    """Ids that are given twice, and rows that name one that there is not."""
    problems = []
    listed_ids = {name: [row["id"] for row in tables[name]] for name in ("sittings", "assessments", "plans")}
    ids = {name: set(listed) for name, listed in listed_ids.items()}
    for name, listed in listed_ids.items():
        if len(set(listed)) < len(listed):
            problems.append(Problem(name, "holds an id twice", "take the file as it was exported"))
    for name, column, other in (
        ("assessments", "sitting_id", "sittings"),
        ("plans", "assessment_id", "assessments"),
        ("done_steps", "plan_id", "plans"),
        ("shown_items", "sitting_id", "sittings"),
    ):
        problems += [
            Problem(
                f"{name}.{n}.{column}", f"{row[column]} is not among the {other}", "take the whole export"
            )
            for n, row in enumerate(tables[name])
            if row[column] is not None and row[column] not in ids[other]
        ]
    for number, sitting in enumerate(tables["sittings"]):
        numbers = [event["seq"] for event in sitting["events"]]
        if len(set(numbers)) < len(numbers):
            problems.append(
                Problem(f"sittings.{number}.events", "holds a seq twice", "take the whole export")
            )
    return problems


def _contradictions(tables: dict[str, Rows]) -> list[Problem]:
    """Reports that are none, the first problem of each; what an older version wrote is kept as it is."""
    from readiness.record.text import assessment_problems_in  # reading lists needs no models

    problems = []
    for number, row in enumerate(tables["assessments"]):
        if row["record"].get("schema_version") == 1:
            continue
        first = next(iter(assessment_problems_in(row["record"])), None)
        if first is not None:
            place = "" if first.where == "the file" else f".{first.where}"
            problems.append(first._replace(where=f"assessments.{number}.record{place}", n=1))
    return problems


def restore(connection: sqlite3.Connection, tables: Mapping[str, Rows]) -> Restored:
    """Put the rows in, under ids of this store, inside the caller's transaction."""
    counts = dict.fromkeys(("sittings", "assessments", "plans", "done_steps", "shown_items"), 0)
    there = 0
    new_ids: dict[str, dict[int | None, int | None]] = {name: {None: None} for name in counts}
    for name, values_of, reference in (
        ("sittings", _sitting, None),
        ("assessments", _assessment, "sittings"),
        ("plans", _plan, "assessments"),
        ("done_steps", _done, "plans"),
        ("shown_items", _shown, "sittings"),
    ):
        for row in tables[name]:
            values = values_of(row, new_ids[reference] if reference else {})
            found = _same(connection, name, values)
            if found is None:
                found = _insert(connection, name, values)
                counts[name] += 1
                if name == "sittings":
                    for event in row["events"]:
                        _insert(
                            connection,
                            "events",
                            {"sitting_id": found, **event, "value": _ascii(event["value"])},
                        )
            else:
                there += 1
            new_ids[name][row.get("id")] = found
    return Restored(**counts, there_already=there)


def _sitting(row: dict[str, Any], _: Mapping[int | None, int | None]) -> dict[str, Any]:
    kept = {name: row[name] for name in _COLUMNS["sittings"] if name not in {"id", "events"}}
    return {**kept, "options": _ascii(row["options"]), "seed": str(row["seed"])}


def _assessment(row: dict[str, Any], sittings: Mapping[int | None, int | None]) -> dict[str, Any]:
    kept = {name: value for name, value in row.items() if name != "id"}
    record = json.dumps(row["record"], ensure_ascii=False, indent=2, allow_nan=False) + "\n"
    return {**kept, "sitting_id": sittings.get(row["sitting_id"]), "record": record}


def _plan(row: dict[str, Any], assessments: Mapping[int | None, int | None]) -> dict[str, Any]:
    text = json.dumps(row["plan"], ensure_ascii=False, allow_nan=False)
    return {
        "created_at": row["created_at"],
        "plan": text,
        "assessment_id": assessments.get(row["assessment_id"]),
    }


def _done(row: dict[str, Any], plans: Mapping[int | None, int | None]) -> dict[str, Any]:
    return {"step": row["step"], "done_at": row["done_at"], "plan_id": plans.get(row["plan_id"])}


def _shown(row: dict[str, Any], sittings: Mapping[int | None, int | None]) -> dict[str, Any]:
    return {"item": row["item"], "at": row["at"], "sitting_id": sittings.get(row["sitting_id"])}


_IDENTITY: Final = {
    "sittings": ("started_at", "mode", "seed", "framework_digest"),
    "assessments": ("assessed_at", "name", "record"),
    "plans": ("created_at", "plan"),
    "done_steps": ("step", "plan_id"),
    "shown_items": ("item", "at", "sitting_id"),
}
"""What makes two rows the same one, so that an export taken back twice is there once."""


def _same(connection: sqlite3.Connection, table: str, values: Mapping[str, Any]) -> int | None:
    names = _IDENTITY[table]
    where = " AND ".join(f"{name} IS ?" for name in names)
    found = connection.execute(
        f"SELECT rowid FROM {table} WHERE {where}",  # noqa: S608
        [values[name] for name in names],
    ).fetchone()
    return None if found is None else int(found[0])


def _insert(connection: sqlite3.Connection, table: str, values: Mapping[str, Any]) -> int:
    marks = ", ".join("?" * len(values))
    cursor = connection.execute(
        f"INSERT INTO {table} ({', '.join(values)}) VALUES ({marks})",  # noqa: S608
        list(values.values()),
    )
    return int(cursor.lastrowid or 0)


def _ascii(value: Any) -> str:
    # ASCII, because a typed answer can hold half of a surrogate pair, which UTF-8 has no bytes for.
    return json.dumps(value, allow_nan=False)
