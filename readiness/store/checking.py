"""Whether everything that is kept can be read: the file, every row, every report and plan."""

from __future__ import annotations

import json
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from readiness.errors import Problem, RecordError, visible
from readiness.record import parse_assessment, parse_plan
from readiness.store.assessments import LINE, keep_digest
from readiness.store.digests import digest_of
from readiness.store.rows import AssessmentRow, DoneStep, Event, PlanRow, SittingRow, checked, options_in
from readiness.times import day_in, moment_in

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterator

    from readiness.store.database import Database

__all__ = ["Check"]

_MEND: Final = (
    "export the rest with `readiness history export ID`, or delete it with `readiness history delete`"
)
_BEGAN: Final = "id, started_at, mode, options, framework_id, framework_digest, questions_digest"
_COLUMNS: Final[dict[str, tuple[type, str]]] = {
    "sittings": (SittingRow, f"{_BEGAN}, seed, state, ended_at"),
    "events": (Event, "seq, question, outcome, value, seconds, at, digest, shown_days_ago"),
    "assessments": (
        AssessmentRow,
        "id, assessed_at, name, score, band, framework_id, framework_version, framework_digest, sitting_id",
    ),
    "plans": (PlanRow, "id, created_at, plan, assessment_id"),
    "done_steps": (DoneStep, "step, done_at, plan_id"),
}
_JSON: Final = {"sittings": 3, "events": 3, "plans": 2}
"""The column of each table whose text is JSON."""
_TIMES: Final = {"sittings": 1, "events": 5, "assessments": 1, "plans": 1}


class Check:
    """Looks at everything that is kept.

    Parameters
    ----------
    database : Database
        The history.
    progress : callable
        Is given how many assessments were read, and how many there are, again and again.
    """

    def __init__(self, database: Database, progress: Callable[[int, int], None]) -> None:
        self._database = database
        self._progress = progress
        self._whole: list[tuple[int, str]] = []
        """Assessments that were looked at and found whole, with what they are."""

    def damages(self) -> Iterator[Problem]:
        """Everything that is damaged, with its place."""
        with self._database.reading() as connection:
            found = [*_of_tables(connection), *_plans(connection)]
        yield from found
        yield from self._reports()

    def remember(self, connection: sqlite3.Connection) -> None:
        """Keep what was found whole, so that it need not be looked at again; in the caller's transaction."""
        for number, digest in self._whole:
            there = connection.execute("SELECT 1 FROM assessments WHERE id = ?", (number,)).fetchone()
            if there:
                keep_digest(connection, number, digest)

    def _reports(self) -> Iterator[Problem]:
        last = self._database.last_rows(["assessments"])["assessments"]
        with self._database.reading() as connection:
            (total,) = connection.execute("SELECT count(*) FROM assessments").fetchone()
            digests = dict(connection.execute("SELECT assessment_id, digest FROM digests").fetchall())
        columns = f"id, record, {', '.join(LINE[:-1])} FROM assessments"
        for n, row in enumerate(self._database.rows(columns, upto=last)):
            number, text, *line = row.values()
            digest, kept = digest_of(*line, text), digests.get(number)
            if kept != digest:
                problems = list(_of_report(f"assessments.{number}", text, line))
                if not problems and kept is None:
                    self._whole.append((number, digest))
                elif not problems:
                    yield Problem(f"assessments.{number}", "is not as it was saved", _MEND)
                yield from problems
            self._progress(n, total)


def _of_tables(connection: sqlite3.Connection) -> Iterator[Problem]:
    """What is wrong with the file, and with single rows."""
    for (said,) in connection.execute("PRAGMA integrity_check").fetchall():
        if said != "ok":
            yield Problem("the file", f"is damaged: {said}", _MEND)
    for table, _, parent, _ in connection.execute("PRAGMA foreign_key_check").fetchall():
        yield Problem(str(table), f"a row belongs to none of the {parent}", _MEND)
    for table, (kind, names) in _COLUMNS.items():
        number = "sitting_id" if table == "events" else "rowid"
        for row in connection.execute(f"SELECT {number}, {names} FROM {table} ORDER BY rowid"):  # noqa: S608
            problem = _wrong(partial(_look_at, table, kind, row[1:]))
            if problem:
                yield Problem(f"{table}.{row[0]}", problem, _MEND)
    for number, at in connection.execute("SELECT sitting_id, at FROM shown_items ORDER BY rowid"):
        problem = _wrong(partial(moment_in, at))
        if problem:
            yield Problem(f"shown_items.{number}", problem, _MEND)


def _look_at(table: str, kind: type, row: tuple[Any, ...]) -> None:
    checked(row, kind)
    if table in _JSON:
        json.loads(row[_JSON[table]])
    if table in _TIMES:
        moment_in(row[_TIMES[table]])
    if kind is SittingRow:
        options_in(row[3])
        int(row[7])
    elif kind is DoneStep:
        day_in(row[1])


def _wrong(look: Callable[[], object]) -> str:
    """What is wrong, as one says it; nothing where nothing is."""
    try:
        look()
    except (TypeError, ValueError, OverflowError) as error:
        return visible(str(error)) or "cannot be read"
    return ""


def _of_report(place: str, text: Any, line: list[Any]) -> Iterator[Problem]:
    inner = f"{place}.record"
    if not isinstance(text, str):
        yield Problem(inner, f"holds {type(text).__name__}", _MEND)
        return
    try:
        found = parse_assessment(text, source=inner)
    except RecordError as error:
        if not _is_older(text):
            yield from _within(inner, error)
    else:
        if [found.assessed_at, found.profile.name, found.score] != line[:3]:
            yield Problem(place, "is not the line of its own report", _MEND)


def _plans(connection: sqlite3.Connection) -> Iterator[Problem]:
    for number, text in connection.execute("SELECT id, plan FROM plans ORDER BY id"):
        if isinstance(text, str) and not _is_older(text):
            try:
                parse_plan(text, source=f"plans.{number}.plan")
            except RecordError as error:
                yield from _within(f"plans.{number}.plan", error)


def _within(place: str, error: RecordError) -> Iterator[Problem]:
    """The first problem of a report, with its place in the history."""
    first = error.problems[0]
    yield first._replace(where=place if first.where == "the file" else f"{place}.{first.where}", n=1)


def _is_older(text: str) -> bool:
    """Whether an older version wrote the record: it is kept as it is, and no damage."""
    try:
        values = json.loads(text)
    except ValueError:
        return False
    return (
        isinstance(values, dict)
        and values.get("schema_version") == 1
        and values["schema_version"] is not True
    )
