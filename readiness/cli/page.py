"""What a report shows beside its record: the plan within the person's hours, and the past."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from readiness.framework import Framework
    from readiness.record import Assessment
    from readiness.record.comparison import Comparison
    from readiness.record.plan import Plan
    from readiness.store import Store

__all__ = ["Beside", "beside", "earlier_of"]

MOST_EARLIER = 11


class Beside(TypedDict):
    """The arguments of `readiness.report.render` that a report has beside its record."""

    plan: Plan | None
    earlier: Sequence[Assessment]
    comparison: Comparison | None


def beside(
    record: Assessment, earlier: Sequence[Assessment] = (), framework: Framework | None = None
) -> Beside:
    """The plan, if the goals say how many hours a week there are, and the comparison with the last time.

    `framework` is the record's where it is at hand; by default the shipped one of its id. Nothing here
    depends on the clock: the plan starts on the Monday after the assessment.
    """
    ordered = sorted(earlier, key=_when)
    return Beside(
        plan=_plan(record, framework),
        earlier=ordered,
        comparison=_comparison(record, ordered, framework),
    )


def earlier_of(store: Store, record: Assessment, *, before: int | None = None) -> list[Assessment]:
    """The latest stored assessments of the same person and role that are older than the record.

    Same person means the same name, or likewise none; with `before` only rows stored before that id.
    """
    from contextlib import suppress

    from readiness.errors import ReadinessError
    from readiness.record import parse_assessment

    rows = [
        row
        for row in store.assessments.all()
        if row.name == record.profile.name
        and row.framework_id == record.framework.id
        and (before is None or row.id < before)
    ]
    found = []
    for row in rows[:MOST_EARLIER]:
        # A record that an older program wrote may no longer be read; the past then begins after it.
        with suppress(ReadinessError):
            text = store.assessments.record(row.id)
            found.append(parse_assessment(text, source=f"assessment {row.id} of the history"))
    return found


def _plan(record: Assessment, framework: Framework | None) -> Plan | None:
    from readiness.cli.values import next_monday
    from readiness.errors import ReadinessError
    from readiness.plan import make_plan

    if record.profile.goals.hours_per_week is None or record.score is None:
        return None
    when = _when(record)
    try:
        found = make_plan(
            record,
            framework=framework,
            starts_on=next_monday(when.date()),
            created_at=when,
            how_sure=False,
        )
    except ReadinessError:
        return None  # such as a role of one's own whose file is not at hand: the record has its steps
    same = found.roles[0].framework.digest == record.framework.digest
    return found if same else None  # today's weights would tell another score than the record


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
