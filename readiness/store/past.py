"""What the history holds of a person besides one record: what came before it, and what came after a plan."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from readiness.record import Assessment
    from readiness.record.plan_document import PlanDocument
    from readiness.store.store import Store

__all__ = ["earlier_of", "next_assessment"]

MOST_EARLIER = 11


def earlier_of(store: Store, record: Assessment, *, before: int | None = None) -> list[Assessment]:
    """The latest stored assessments of the same person and role that were made before the record.

    Without a name nobody knows whose a record is, so it has no earlier ones. `before` is the id of the
    record, where it is stored itself.
    """
    from contextlib import suppress

    from readiness.errors import ReadinessError
    from readiness.record import parse_assessment

    rows = store.assessments.made_before(record.profile.name, record.framework.id, record.assessed_at, before)
    found = []
    for row in rows[:MOST_EARLIER]:
        # A record that an older program wrote may no longer be read; the past then begins after it.
        with suppress(ReadinessError):
            text = store.assessments.record(row.id)
            found.append(parse_assessment(text, source=f"assessment {row.id} of the history"))
    return found


def next_assessment(store: Store, plan: PlanDocument) -> Assessment | None:
    """The newest stored assessment of the same person for the same role since the plan's own."""
    from readiness.record import parse_assessment
    from readiness.store.assessments import moment

    role, since = plan.roles[0].framework.id, moment(plan.assessed_at)
    for row in store.assessments.all():
        if row.name == plan.name and row.framework_id == role and moment(row.assessed_at) > since:
            text = store.assessments.record(row.id)
            return parse_assessment(text, source=f"assessment {row.id} of the history")
    return None
