"""What a report shows beside its record: the past of the same person."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from readiness.framework import Framework
    from readiness.record import Assessment
    from readiness.record.comparison import Comparison

__all__ = ["PastArguments", "with_past"]


class PastArguments(TypedDict):
    """The arguments of `readiness.report.render` that a report has beside its record."""

    earlier: Sequence[Assessment]
    comparison: Comparison | None


def with_past(
    record: Assessment, earlier: Sequence[Assessment] = (), framework: Framework | None = None
) -> PastArguments:
    """The earlier assessments in their order, and the comparison with the last of them.

    `framework` is the record's where it is at hand; by default the shipped one of its id.
    """
    ordered = sorted(earlier, key=_when)
    return PastArguments(earlier=ordered, comparison=_comparison(record, ordered, framework))


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
