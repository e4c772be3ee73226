"""What a person has seen before: items asked, answers shown, and how long each screen took."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from readiness.store.people import person_key
from readiness.store.rows import options_in

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable

    from readiness.store.database import Database

__all__ = ["Memory", "ScreenTime"]


class ScreenTime(NamedTuple):
    """How long one screen took."""

    question: str
    seconds: float


class Memory:
    """What the store remembers of the items and screens that people have seen.

    Sittings without a name may be anybody's: they remember for each other, and for nobody with a name.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def mark_shown(self, items: Iterable[str], *, sitting_id: int, at: str) -> None:
        """Remember that the answers to these items were shown to whose sitting this is."""
        rows = [(item, at, sitting_id) for item in items]
        with self._database.writing() as connection:
            connection.executemany("INSERT INTO shown_items (item, at, sitting_id) VALUES (?, ?, ?)", rows)

    def shown_at(self, person: str | None) -> dict[str, str]:
        """When the answer to each item was last shown to the person."""
        with self._database.reading() as connection:
            rows = [
                row
                for number in _sittings_of(connection, person)
                for row in connection.execute(
                    "SELECT at, item FROM shown_items WHERE sitting_id = ?", (number,)
                ).fetchall()
            ]
        return {str(item): str(at) for at, item in sorted(rows)}

    def asked(self, person: str | None, *, but: int | None = None) -> frozenset[str]:
        """The items that were on the person's screen in any sitting, but one."""
        return frozenset(
            question.partition(".")[2]
            for question, _ in self._events(person, but)
            if question.startswith("check.")
        )

    def times(self, person: str | None, *, but: int | None = None) -> list[ScreenTime]:
        """How long the person's screens took in all sittings, but one; the oldest first."""
        return [
            ScreenTime(question, float(seconds))
            for question, seconds in self._events(person, but)
            if isinstance(seconds, (int, float))
        ]

    def took(self) -> dict[int, float]:
        """Seconds on the screens of each sitting; only those that were timed."""
        with self._database.reading() as connection:
            rows = connection.execute(
                "SELECT sitting_id, sum(seconds) FROM events WHERE seconds IS NOT NULL GROUP BY sitting_id"
            ).fetchall()
        return {int(number): float(seconds) for number, seconds in rows}

    def names(self) -> list[str]:
        """The names of people with a sitting or an assessment here, the latest first, each once."""
        with self._database.reading() as connection:
            rows = connection.execute(
                "SELECT name, assessed_at FROM assessments WHERE name IS NOT NULL"
            ).fetchall()
            begun = connection.execute("SELECT options, started_at FROM sittings").fetchall()
            named = [(str(at), _name_in(str(options))) for options, at in begun]
        found = [(str(at), str(name)) for name, at in rows]
        found += [(at, name) for at, name in named if name is not None]
        latest = {person_key(name): name for _, name in sorted(found)}
        order = [person_key(name) for _, name in sorted(found, reverse=True)]
        return [latest[key] for key in dict.fromkeys(order)]

    def _events(self, person: str | None, but: int | None) -> list[tuple[str, float | None]]:
        with self._database.reading() as connection:
            return [
                row
                for number in _sittings_of(connection, person)
                if number != but
                for row in connection.execute(
                    "SELECT question, seconds FROM events WHERE sitting_id = ? ORDER BY seq", (number,)
                ).fetchall()
            ]


def _sittings_of(connection: sqlite3.Connection, person: str | None) -> list[int]:
    rows = connection.execute("SELECT id, options FROM sittings ORDER BY id").fetchall()
    return [
        int(number) for number, options in rows if person_key(_name_in(str(options))) == person_key(person)
    ]


def _name_in(options: str) -> str | None:
    profile = options_in(options).get("profile")
    name = profile.get("name") if isinstance(profile, dict) else None
    return name if isinstance(name, str) else None
