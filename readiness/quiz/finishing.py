"""The end of a sitting: its answers, assessed and kept."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from readiness.quiz.opening import Opened
    from readiness.record import Assessment
    from readiness.store import AssessmentRow, Store

__all__ = ["finish"]


def finish(store: Store, opened: Opened) -> tuple[Assessment, AssessmentRow]:
    """The record, kept in the history together with the end of the sitting."""
    from readiness.assessment import assess

    record = assess(
        opened.session.profile(),
        opened.flow.framework,
        assessed_at=datetime.now(tz=UTC).replace(microsecond=0),
        rng=opened.seed,
    )
    return record, store.assessments.save(record, sitting_id=opened.keeper.ensure().id)
