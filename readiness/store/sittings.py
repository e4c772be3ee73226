"""Sittings and their answers: each answer is one transaction, and none is ever changed."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from readiness.errors import UsageError
from readiness.store.rows import Event, EventOutcome, Json, SittingRow, SittingState, checked, options_in

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Mapping

    from readiness.store.claims import Claims
    from readiness.store.database import Database

__all__ = ["Sittings", "end_sitting"]

_COLUMNS = (
    "id, started_at, mode, options, framework_id, framework_digest, questions_digest, seed, state, ended_at"
)
_EVENT = "seq, question, outcome, value, seconds, at, digest, shown_days_ago"


class Sittings:
    """The sittings of a store. Whoever adds answers to one holds its claim, until the store is closed."""

    def __init__(self, database: Database, claims: Claims) -> None:
        self._database = database
        self._claims = claims

    def begin(
        self,
        *,
        started_at: str,
        mode: str,
        options: Mapping[str, Json],
        framework_id: str,
        framework_digest: str,
        questions_digest: str,
        seed: int,
    ) -> SittingRow:
        """A new sitting, claimed by this process."""
        new = (
            started_at,
            mode,
            _text(dict(options)),
            framework_id,
            framework_digest,
            questions_digest,
            str(seed),
        )
        claimed = None
        try:
            with self._database.writing() as connection:
                cursor = connection.execute(
                    "INSERT INTO sittings (started_at, mode, options, framework_id, framework_digest,"
                    " questions_digest, seed, state) VALUES (?, ?, ?, ?, ?, ?, ?, 'unfinished')",
                    new,
                )
                claimed = int(cursor.lastrowid or 0)
                self._claims.take(claimed)  # before anybody else can see the row
        except BaseException:
            if claimed is not None:
                self._claims.release(claimed)
            raise
        return self.get(claimed)

    def get(self, sitting_id: int) -> SittingRow:
        """One sitting.

        Raises
        ------
        UsageError
            If there is none of this id.
        """
        with self._database.reading() as connection:
            return _get(connection, sitting_id)

    def all(self) -> list[SittingRow]:
        """Every sitting, newest first."""
        with self._database.reading() as connection:
            rows = connection.execute(f"SELECT {_COLUMNS} FROM sittings ORDER BY id DESC").fetchall()  # noqa: S608
            return [_sitting(row) for row in rows]

    def unfinished(self) -> list[SittingRow]:
        """The sittings that could be gone on with, newest first; another process may be at one of them."""
        return [sitting for sitting in self.all() if sitting.state == "unfinished"]

    def claim(self, sitting_id: int) -> SittingRow:
        """An unfinished sitting, claimed by this process, to go on with.

        Raises
        ------
        UsageError
            If another process is at it, or it has ended, or there is none of this id.
        """
        self.get(sitting_id)
        if not self._claims.take(sitting_id):
            raise UsageError(
                f"sitting {sitting_id} is open in another window; go on there, or leave it there first"
            )
        sitting = self.get(sitting_id)  # again: it may have ended before the claim
        if sitting.state != "unfinished":
            self._claims.release(sitting_id)
            raise UsageError(f"sitting {sitting_id} is {sitting.state}; begin a new one")
        return sitting

    def claim_latest(self, *, framework_id: str | None = None) -> SittingRow | None:
        """The newest unfinished sitting, about this role if one is named, that no living process is at.

        It is claimed by this process.
        """
        for sitting in self.unfinished():
            if framework_id not in {None, sitting.framework_id}:
                continue
            try:
                return self.claim(sitting.id)
            except UsageError:
                continue
        return None

    def release(self, sitting_id: int) -> None:
        """Let another process go on with a sitting."""
        self._claims.release(sitting_id)

    def add(
        self,
        sitting_id: int,
        question: str,
        *,
        outcome: EventOutcome,
        value: Json,
        seconds: float | None,
        at: str,
        digest: str | None = None,
        shown_days_ago: float | None = None,
    ) -> Event:
        """One answer, on the disk when this returns."""
        self._claims.require(sitting_id)
        kept = _text(value)
        with self._database.writing() as connection:
            (last,) = connection.execute(
                "SELECT coalesce(max(seq), 0) FROM events WHERE sitting_id = ?", (sitting_id,)
            ).fetchone()
            row = (last + 1, question, outcome, kept, seconds, at, digest, shown_days_ago)
            connection.execute(
                f"INSERT INTO events (sitting_id, {_EVENT}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",  # noqa: S608
                (sitting_id, *row),
            )
        return _event(row)

    def events(self, sitting_id: int) -> list[Event]:
        """Every answer of a sitting in the order in which they were given, changes of mind included."""
        with self._database.reading() as connection:
            rows = connection.execute(
                f"SELECT {_EVENT} FROM events WHERE sitting_id = ? ORDER BY seq",  # noqa: S608
                (sitting_id,),
            ).fetchall()
            return [_event(row) for row in rows]

    def answers(self, sitting_id: int) -> dict[str, Event]:
        """What holds in the end: the last answer to each question, in the order of the first."""
        return {event.question: event for event in self.events(sitting_id)}

    def end(self, sitting_id: int, *, state: SittingState, at: str) -> None:
        """Finish or abandon a sitting, and give its claim back."""
        self._claims.require(sitting_id)
        with self._database.writing() as connection:
            end_sitting(connection, sitting_id, state=state, at=at)
        self._claims.release(sitting_id)


def end_sitting(connection: sqlite3.Connection, sitting_id: int, *, state: SittingState, at: str) -> None:
    """Finish or abandon a sitting inside the caller's transaction."""
    connection.execute("UPDATE sittings SET state = ?, ended_at = ? WHERE id = ?", (state, at, sitting_id))


def _get(connection: sqlite3.Connection, sitting_id: int) -> SittingRow:
    row = connection.execute(
        f"SELECT {_COLUMNS} FROM sittings WHERE id = ?",  # noqa: S608
        (sitting_id,),
    ).fetchone()
    if row is None:
        raise UsageError(f"there is no sitting {sitting_id}; `readiness history list` shows what there is")
    return _sitting(row)


def _sitting(row: tuple[Any, ...]) -> SittingRow:
    sitting = SittingRow(*checked(row, SittingRow))
    return sitting._replace(options=options_in(row[3]), seed=int(row[7]))


def _event(row: tuple[Any, ...]) -> Event:
    event = Event(*checked(row, Event))
    return event._replace(value=json.loads(row[3]))


def _text(value: Json) -> str:
    # ASCII, because a typed answer can hold half of a surrogate pair, which UTF-8 has no bytes for.
    return json.dumps(value, allow_nan=False)
