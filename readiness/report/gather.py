"""What a report shows beside its record, gathered: the past of the same person."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from readiness.framework import Framework
    from readiness.record import Assessment
    from readiness.record.comparison import Comparison
    from readiness.record.plan import PlanDocument
    from readiness.store import Store

__all__ = ["Beside", "beside", "earlier_of", "next_assessment"]

MOST_EARLIER = 11


class Beside(TypedDict):
    """The arguments of `readiness.report.render` that a report has beside its record."""

    earlier: Sequence[Assessment]
    comparison: Comparison | None


def beside(
    record: Assessment, earlier: Sequence[Assessment] = (), framework: Framework | None = None
) -> Beside:
    """The earlier assessments in their order, and the comparison with the last of them.

    `framework` is the record's where it is at hand; by default the shipped one of its id.
    """
    ordered = sorted(earlier, key=_when)
    return Beside(earlier=ordered, comparison=_comparison(record, ordered, framework))


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
    from datetime import datetime

    from readiness.record import parse_assessment

    role, since = plan.roles[0].framework.id, datetime.fromisoformat(plan.assessed_at)
    for row in store.assessments.all():
        if (
            row.name == plan.name
            and row.framework_id == role
            and datetime.fromisoformat(row.assessed_at) > since
        ):
            text = store.assessments.record(row.id)
            return parse_assessment(text, source=f"assessment {row.id} of the history")
    return None


def _comparison(
    record: Assessment, earlier: Sequence[Assessment], framework: Framework | None
) -> Comparison | None:
    from readiness.assessment.compare import compare
    from readiness.errors import ReadinessError

    if not earlier:
        return None
    try:
        return compare(earlier[-1], record, framework=framework)
    except ReadinessError:
        return None  # a page still shows the scores over time


def _when(record: Assessment) -> datetime:
    from datetime import UTC, datetime

    read = datetime.fromisoformat(record.assessed_at)
    return read if read.tzinfo else read.replace(tzinfo=UTC)
