"""One SQLite file: opened privately, written all or nothing, its errors put into words.

A rollback journal, truncated at the end of each transaction, and not a write-ahead log: a log needs shared
memory, which network home folders do not have, leaves two more files behind after a kill, and keeps deleted
answers until its next checkpoint. With ``synchronous = FULL`` a committed answer is on the disk, journal end
included; SQLite gives the journal the mode of the database, whatever the umask. Temporary tables stay in
memory, so that nothing is written outside the folder.
"""

from __future__ import annotations

import contextlib
import random
import sys
import time
from typing import TYPE_CHECKING, Any, Final

from readiness.errors import AccessError, visible
from readiness.files import reason
from readiness.store.aside import back_up, is_damaged, set_aside
from readiness.store.folder import make_file, make_folder
from readiness.store.schema import MIGRATIONS, is_current, migrate, version_of

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

__all__ = ["BUSY_SECONDS", "Database", "open_database"]

BUSY_SECONDS: Final = 20.0
"""How long one process waits for another's transaction, which takes milliseconds."""

_ROWS_AT_ONCE: Final = 16
_VACUUMED_BYTES: Final = 64 * 1024 * 1024
_SETTINGS: Final = (
    "PRAGMA journal_mode = TRUNCATE",
    "PRAGMA synchronous = FULL",
    "PRAGMA foreign_keys = ON",
    "PRAGMA secure_delete = ON",
    "PRAGMA temp_store = MEMORY",
    "PRAGMA trusted_schema = OFF",
)


class Database:
    """An open connection with transactions that are explicit, and errors that say what to do."""

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        self.path = path
        self._connection = connection
        self._identity = _identity(path)

    @contextlib.contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """One transaction: on the disk when the block ends, or undone whatever interrupts it."""
        with explained(self.path), _transaction(self._connection, "IMMEDIATE"):
            if _identity(self.path) != self._identity:
                name = visible(str(self.path))
                raise AccessError(
                    f"{name} was moved or deleted while it was in use; nothing was saved; run again"
                )
            yield self._connection

    @contextlib.contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """One state of the history, however much others write meanwhile."""
        with explained(self.path), _transaction(self._connection, "DEFERRED"), self.understood():
            yield self._connection

    @contextlib.contextmanager
    def understood(self) -> Iterator[None]:
        """Say of a row that holds what was never written that the file is damaged."""
        try:
            yield
        except (TypeError, ValueError) as error:
            what = f"is damaged ({visible(str(error))}); `readiness history check` says what can be read"
            raise AccessError(f"{visible(str(self.path))} {what}") from error

    def last_rows(self, tables: Iterable[str]) -> dict[str, int]:
        """The number of the last row of each table; 0 of an empty one."""
        query = "SELECT coalesce(max(rowid), 0) FROM {}"
        with self.reading() as connection:
            return {name: connection.execute(query.format(name)).fetchone()[0] for name in tables}

    def rows(self, query: str, *, upto: int) -> Iterator[dict[str, Any]]:
        """The rows of a query, which names one table, up to a number, by the names of their columns.

        Each few are a transaction of their own, so that others write however long it takes to go on.
        """
        last = -sys.maxsize
        while True:
            with self.reading() as connection:
                cursor = connection.execute(
                    f"SELECT _rowid_, {query} WHERE _rowid_ > ? AND _rowid_ <= ? ORDER BY _rowid_ LIMIT ?",
                    (last, upto, _ROWS_AT_ONCE),
                )
                names = [column[0] for column in cursor.description]
                found = cursor.fetchall()
            if not found:
                return
            for row in found:
                yield dict(zip(names[1:], row[1:], strict=True))
            last = found[-1][0]

    def vacuum(self) -> None:
        """Give the room of deleted rows back; their content is overwritten already.

        What stays is held in memory meanwhile, so the room of a large history is kept for what comes.
        """
        import sqlite3  # importing readiness loads no database

        with contextlib.suppress(sqlite3.OperationalError):  # busy or full: it can wait
            names = ("page_count", "freelist_count", "page_size")
            pages, free, size = (self._connection.execute(f"PRAGMA {name}").fetchone()[0] for name in names)
            if (pages - free) * size <= _VACUUMED_BYTES:
                self._connection.execute("VACUUM")

    def close(self) -> None:
        """Close the file."""
        self._connection.close()


def open_database(
    path: Path, migrations: Sequence[Sequence[str]] = MIGRATIONS, *, ours: frozenset[str]
) -> Database:
    """The database in this file, made or brought to this version where needed.

    Raises
    ------
    AccessError
        If there is no way to read it, or it is damaged, another program's, or a newer version's.
    """
    import sqlite3  # importing readiness loads no database

    make_folder(path.parent, ours=ours)
    make_file(path)
    with explained(path):
        connection = sqlite3.connect(
            f"{path.absolute().as_uri()}?mode=rw", uri=True, timeout=BUSY_SECONDS, isolation_level=None
        )
        try:
            for setting in _SETTINGS:
                connection.execute(setting)
            name = visible(str(path))
            with _transaction(connection, "DEFERRED"):
                current = is_current(connection, name, len(migrations))
                version = version_of(connection)
            if not current:
                if version:
                    back_up(connection, path, version)
                with _transaction(connection, "IMMEDIATE"):
                    migrate(connection, name, migrations)
        except sqlite3.DatabaseError as error:
            connection.close()
            if not is_damaged(error):
                raise
            raise AccessError(set_aside(path)) from error
        except BaseException:
            connection.close()
            raise
    return Database(path, connection)


@contextlib.contextmanager
def explained(path: Path) -> Iterator[None]:
    """Turn what SQLite raises about the file into an `AccessError`; a wrong use of it is left to raise."""
    import sqlite3  # importing readiness loads no database

    try:
        yield
    except (sqlite3.IntegrityError, sqlite3.ProgrammingError):
        raise
    except sqlite3.Error as error:
        raise AccessError(_sentence(visible(str(path)), error)) from error
    except (OSError, UnicodeDecodeError) as error:
        raise AccessError(f"{visible(str(path))} could not be used: {reason(error)}") from error


def _sentence(name: str, error: sqlite3.Error) -> str:
    code = getattr(error, "sqlite_errorname", "SQLITE_CORRUPT")
    for beginning, what in _REASONS.items():
        if code.startswith(beginning):
            return f"{name} {what}"
    return f"{name} is damaged ({visible(str(error))}); `readiness history check` says what can be read"


_REASONS: Final = {
    "SQLITE_FULL": "could not be written: the disk is full; nothing of this was saved; free some space",
    "SQLITE_BUSY": f"is in use by another program for more than {BUSY_SECONDS:g} seconds; try again",
    "SQLITE_READONLY": "may not be written; nothing was saved; change its mode, or set READINESS_HOME",
    "SQLITE_PERM": "may not be opened; change its mode, or set READINESS_HOME",
    "SQLITE_CANTOPEN": "or its journal could not be opened; change the folder's mode, or set READINESS_HOME",
    "SQLITE_IOERR": "could not be read or written: the disk refused; nothing of this was saved",
    "SQLITE_NOTADB": "is not a history of readiness; move it away, and a new one is begun",
}


@contextlib.contextmanager
def _transaction(connection: sqlite3.Connection, kind: str) -> Iterator[None]:
    try:
        if kind == "IMMEDIATE":
            _begin_writing(connection)
        else:
            connection.execute("BEGIN")
        yield
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def _begin_writing(connection: sqlite3.Connection) -> None:
    """Take the write lock within `BUSY_SECONDS`.

    SQLite itself looks again ever more seldom, so that of several busy writers one can wait for seconds;
    looking at short, uneven intervals gives each its turn.
    """
    import sqlite3  # importing readiness loads no database

    deadline = time.monotonic() + BUSY_SECONDS
    connection.execute("PRAGMA busy_timeout = 0")
    try:
        while True:
            try:
                connection.execute("BEGIN IMMEDIATE")
            except sqlite3.OperationalError as error:
                busy = getattr(error, "sqlite_errorname", "").startswith("SQLITE_BUSY")
                if not busy or time.monotonic() > deadline:
                    raise
                time.sleep(random.uniform(0.0005, 0.004))  # noqa: S311 — a pause, not a secret
            else:
                return
    finally:
        connection.execute(f"PRAGMA busy_timeout = {int(BUSY_SECONDS * 1000)}")


def _identity(path: Path) -> tuple[Any, ...]:
    try:
        found = path.stat()
    except OSError:
        return ()
    return found.st_dev, found.st_ino
