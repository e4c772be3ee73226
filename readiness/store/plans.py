"""Stored plans, and the learning steps that are done."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from readiness.errors import UsageError
from readiness.store.rows import DoneStep, Json, PlanRow, checked
from readiness.times import day_in

if TYPE_CHECKING:
    from readiness.store.database import Database

__all__ = ["Plans"]


class Plans:
    """The plans of a store; ids rise in the order of storing."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def save(self, plan: Json, *, created_at: str, assessment_id: int | None = None) -> PlanRow:
        """Store a plan, which may be any JSON value; it goes when its assessment is deleted."""
        text = json.dumps(plan, ensure_ascii=False, allow_nan=False)
        with self._database.writing() as connection:
            if assessment_id is not None and not _exists(connection, assessment_id):
                raise UsageError(f"there is no assessment {assessment_id} to keep a plan for")
            cursor = connection.execute(
                "INSERT INTO plans (created_at, plan, assessment_id) VALUES (?, ?, ?)",
                (created_at, text, assessment_id),
            )
            return PlanRow(int(cursor.lastrowid or 0), created_at, json.loads(text), assessment_id)

    def all(self) -> list[PlanRow]:
        """Every plan, newest first."""
        with self._database.reading() as connection:
            rows = connection.execute(
                "SELECT id, created_at, plan, assessment_id FROM plans ORDER BY id DESC"
            ).fetchall()
            return [_plan(row) for row in rows]

    def last(self) -> PlanRow | None:
        """The newest plan."""
        return next(iter(self.all()), None)

    def mark_done(self, step: str, *, done_at: str, plan_id: int | None = None) -> bool:
        """Keep that a step is done; False where it was marked already, and then the first date stays."""
        with self._database.writing() as connection:
            if (
                plan_id is not None
                and not connection.execute("SELECT 1 FROM plans WHERE id = ?", (plan_id,)).fetchone()
            ):
                raise UsageError(f"there is no plan {plan_id}")
            cursor = connection.execute(
                "INSERT OR IGNORE INTO done_steps (step, done_at, plan_id) VALUES (?, ?, ?)",
                (step, done_at, plan_id),
            )
            return cursor.rowcount == 1

    def unmark(self, step: str, *, plan_id: int | None = None) -> bool:
        """Take a mark back; False where there was none."""
        with self._database.writing() as connection:
            cursor = connection.execute(
                "DELETE FROM done_steps WHERE step = ? AND plan_id IS ?", (step, plan_id)
            )
            return cursor.rowcount == 1

    def done(self) -> list[DoneStep]:
        """Every step that is marked done, of all plans, in the order of marking."""
        with self._database.reading() as connection:
            rows = connection.execute(
                "SELECT step, done_at, plan_id FROM done_steps ORDER BY rowid"
            ).fetchall()
            found = [DoneStep(*checked(row, DoneStep)) for row in rows]
            for step in found:
                day_in(step.done_at)
            return found


def _exists(connection: Any, assessment_id: int) -> bool:
    return (
        connection.execute("SELECT 1 FROM assessments WHERE id = ?", (assessment_id,)).fetchone() is not None
    )


def _plan(row: tuple[Any, ...]) -> PlanRow:
    plan = PlanRow(*checked(row, PlanRow))
    return plan._replace(plan=json.loads(row[2]))
