"""Stored assessments: the record as the text it was saved with, and a line about each for lists."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final

from readiness.errors import UsageError
from readiness.store.digests import digest_of
from readiness.store.people import is_same_person
from readiness.store.rows import AssessmentRow, checked
from readiness.store.sittings import end_sitting

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

    from readiness.record import Assessment
    from readiness.store.claims import Claims
    from readiness.store.database import Database

__all__ = ["LINE", "Assessments", "insert_assessment", "keep_digest", "moment"]

LINE: Final = (
    "assessed_at", "name", "score", "band", "framework_id", "framework_version", "framework_digest",
    "sitting_id",
)  # fmt: skip
"""What is kept beside a record, for lists."""
_COLUMNS: Final = ", ".join(["id", *LINE])


class Assessments:
    """The assessments of a store; ids rise in the order of storing, lists follow the time of assessment."""

    def __init__(self, database: Database, claims: Claims) -> None:
        self._database = database
        self._claims = claims

    def save(self, record: Assessment, *, sitting_id: int | None = None) -> AssessmentRow:
        """Store a record; its sitting, claimed here, is finished in the same transaction."""
        from readiness.record import to_json  # reading lists needs no models

        if sitting_id is not None:
            self._claims.require(sitting_id)
        row = (
            record.assessed_at,
            record.profile.name,
            None if record.score is None else float(record.score),
            record.verdict.band,
            record.framework.id,
            record.framework.version,
            record.framework.digest,
            sitting_id,
        )
        text = to_json(record)
        with self._database.writing() as connection:
            saved = AssessmentRow(insert_assessment(connection, row, text), *row)
            if sitting_id is not None:
                end_sitting(connection, sitting_id, state="finished", at=record.assessed_at)
        if sitting_id is not None:
            self._claims.release(sitting_id)
        return saved

    def all(self) -> list[AssessmentRow]:
        """Every assessment without its record, the latest first, by when it was assessed."""
        with self._database.reading() as connection:
            rows = connection.execute(f"SELECT {_COLUMNS} FROM assessments ORDER BY id DESC").fetchall()  # noqa: S608
            found = [AssessmentRow(*checked(row, AssessmentRow)) for row in rows]
        return sorted(found, key=lambda row: (moment(row.assessed_at), row.id), reverse=True)

    def record(self, assessment_id: int) -> str:
        """The JSON text of a record, byte for byte as it was saved.

        Raises
        ------
        UsageError
            If there is none of this id.
        """
        with self._database.reading() as connection:
            row = connection.execute(
                "SELECT record FROM assessments WHERE id = ?", (assessment_id,)
            ).fetchone()
            if row is None:
                raise UsageError(_none_of(connection, assessment_id))
            return str(row[0])

    def last(self) -> AssessmentRow | None:
        """The latest assessment."""
        return next(iter(self.all()), None)

    def previous(self, assessment_id: int) -> AssessmentRow | None:
        """The latest one before this that is about the same person; without a name nobody knows."""
        rows = self.all()
        this = next((row for row in rows if row.id == assessment_id), None)
        if this is None:
            return None
        before = rows[rows.index(this) + 1 :]
        return next((row for row in before if is_same_person(row.name, this.name)), None)

    def made_before(
        self, name: str | None, framework_id: str, at: str, assessment_id: int | None = None
    ) -> list[AssessmentRow]:
        """Those of the same person and role from before a moment, the latest first; none without a name.

        `assessment_id` is that of the assessment that was made then, where it is stored itself.
        """
        end = (moment(at), sys.maxsize if assessment_id is None else assessment_id)
        return [
            row
            for row in self.all()
            if is_same_person(row.name, name)
            and row.framework_id == framework_id
            and (moment(row.assessed_at), row.id) < end
        ]


def insert_assessment(connection: sqlite3.Connection, line: Sequence[Any], record: str) -> int:
    """Keep a record, its line and the digest of both, inside the caller's transaction; gives its id."""
    marks = ", ".join("?" * (len(LINE) + 1))
    cursor = connection.execute(
        f"INSERT INTO assessments ({', '.join(LINE)}, record) VALUES ({marks})",  # noqa: S608
        (*line, record),
    )
    number = int(cursor.lastrowid or 0)
    keep_digest(connection, number, digest_of(*line[:-1], record))
    return number


def keep_digest(connection: sqlite3.Connection, number: int, digest: str) -> None:
    """Remember what an assessment is, inside the caller's transaction."""
    connection.execute("INSERT OR REPLACE INTO digests VALUES (?, ?)", (number, digest))


def moment(text: str) -> datetime:
    """A stored time as a moment; what cannot be read is the earliest of all."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return datetime.min.replace(tzinfo=UTC)
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def _none_of(connection: sqlite3.Connection, assessment_id: int) -> str:
    found = connection.execute("SELECT min(id), max(id) FROM assessments").fetchone()
    if found[0] is None:
        return "no assessment is stored yet; `readiness quiz` makes one"
    return f"there is no assessment {assessment_id}; `readiness history list` shows which there are"
