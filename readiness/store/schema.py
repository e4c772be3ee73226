"""The tables, as a list of migrations: version n is what the first n of them leave behind."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from readiness.errors import AccessError

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

__all__ = ["APPLICATION_ID", "MIGRATIONS", "is_current", "migrate", "version_of"]

APPLICATION_ID: Final = 0x52444E53
"""In the header of the file, so that another program's database is never written to: "RDNS"."""

MIGRATIONS: Final[tuple[tuple[str, ...], ...]] = (
    (
        """CREATE TABLE sittings (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            started_at TEXT NOT NULL,
            mode TEXT NOT NULL,
            options TEXT NOT NULL,
            framework_id TEXT NOT NULL,
            framework_digest TEXT NOT NULL,
            questions_digest TEXT NOT NULL,
            seed TEXT NOT NULL,
            state TEXT NOT NULL CHECK (state IN ('unfinished', 'finished', 'abandoned')),
            ended_at TEXT
        )""",
        """CREATE TABLE events (
            sitting_id INTEGER NOT NULL REFERENCES sittings (id) ON DELETE CASCADE,
            seq INTEGER NOT NULL,
            question TEXT NOT NULL,
            outcome TEXT NOT NULL CHECK (outcome IN ('answered', 'skipped', 'dont_know')),
            value TEXT NOT NULL,
            seconds REAL,
            at TEXT NOT NULL,
            PRIMARY KEY (sitting_id, seq)
        )""",
        """CREATE TABLE assessments (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            assessed_at TEXT NOT NULL,
            name TEXT,
            score REAL,
            band TEXT NOT NULL,
            framework_id TEXT NOT NULL,
            framework_version TEXT NOT NULL,
            framework_digest TEXT NOT NULL,
            sitting_id INTEGER REFERENCES sittings (id) ON DELETE SET NULL,
            record TEXT NOT NULL
        )""",
        """CREATE TABLE plans (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            created_at TEXT NOT NULL,
            plan TEXT NOT NULL,
            assessment_id INTEGER REFERENCES assessments (id) ON DELETE CASCADE
        )""",
        """CREATE TABLE done_steps (
            step TEXT NOT NULL,
            done_at TEXT NOT NULL,
            plan_id INTEGER REFERENCES plans (id) ON DELETE CASCADE
        )""",
        "CREATE UNIQUE INDEX done_once ON done_steps (step, coalesce(plan_id, 0))",
    ),
    (
        "ALTER TABLE events ADD COLUMN digest TEXT",
        "ALTER TABLE events ADD COLUMN shown_days_ago REAL",
        """CREATE TABLE shown_items (
            item TEXT NOT NULL,
            at TEXT NOT NULL,
            sitting_id INTEGER NOT NULL REFERENCES sittings (id) ON DELETE CASCADE
        )""",
    ),
    (
        """CREATE TABLE digests (
            assessment_id INTEGER PRIMARY KEY REFERENCES assessments (id) ON DELETE CASCADE,
            digest TEXT NOT NULL
        )""",
    ),
)


def is_current(connection: sqlite3.Connection, name: str, n_migrations: int = len(MIGRATIONS)) -> bool:
    """Whether the tables are those of this version; False for an empty file or an older version.

    Raises
    ------
    AccessError
        If the file is another program's database, or a newer version's.
    """
    application = _pragma(connection, "application_id")
    version = _pragma(connection, "user_version")
    if application == 0 and version == 0 and not connection.execute("SELECT 1 FROM sqlite_schema").fetchone():
        return False
    if application != APPLICATION_ID:
        raise AccessError(
            f"{name} is a database of another program; move it away, and a new history is begun"
        )
    if version > n_migrations:
        raise AccessError(f"{name} was written by a newer readiness; update this one to read it")
    return version == n_migrations


def migrate(
    connection: sqlite3.Connection, name: str, migrations: Sequence[Sequence[str]] = MIGRATIONS
) -> None:
    """Bring the tables to this version, inside the caller's transaction: all of it or nothing."""
    if is_current(connection, name, len(migrations)):
        return  # another process was faster
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    for statements in migrations[_pragma(connection, "user_version") :]:
        for statement in statements:
            connection.execute(statement)
    connection.execute(f"PRAGMA user_version = {len(migrations)}")


def version_of(connection: sqlite3.Connection) -> int:
    """How many migrations the tables have seen; 0 for an empty file."""
    return _pragma(connection, "user_version")


def _pragma(connection: sqlite3.Connection, name: str) -> int:
    return int(connection.execute(f"PRAGMA {name}").fetchone()[0])
