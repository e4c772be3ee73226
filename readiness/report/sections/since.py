"""What changed since last time, and the scores over time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from readiness.report import figures as f
from readiness.report.blocks import Block, Column, Heading, Moment, Para, Section, Table, Timeline
from readiness.report.sections.comparison import changes
from readiness.report.standing import score_text

if TYPE_CHECKING:
    from readiness.record import Assessment
    from readiness.record.comparison import Comparison
    from readiness.report.formats import Past

__all__ = ["past_on_page", "since"]

MOST_MOMENTS = 12
"""So many assessments are shown; with more the latest."""


def since(comparison: Comparison | None, *, most: int | None) -> Section | None:
    """What changed since last time, where there is a last time."""
    if comparison is None:
        return None
    return Section("past", "Since last time", tuple(changes(comparison, most=most)))


def past_on_page(record: Assessment, past: Past) -> Section | None:
    """The same with the scores over time, oldest first."""
    if not past.earlier and past.comparison is None:
        return None
    every = [*past.earlier, record]
    shown = every[-MOST_MOMENTS:]
    blocks: list[Block] = changes(past.comparison, most=None) if past.comparison else []
    columns = (Column("date"), Column("score"), Column("verdict"))
    rows = tuple((f.day(r.assessed_at), score_text(r), f.prose(r.verdict.title)) for r in shown)
    blocks += [Heading("The score over time", 3)]
    if len(shown) > 1:
        moments = tuple(
            Moment(
                r.assessed_at, f.day(r.assessed_at), score_text(r), r.score, r.estimate.low, r.estimate.high
            )
            for r in shown
            if r.score is not None and r.estimate is not None
        )
        blocks.append(Timeline(moments, record.verdict.threshold))
    blocks.append(Table(columns, rows))
    if len(shown) < len(every):
        blocks.append(Para(f"The latest {len(shown)} of {len(every)} assessments."))
    return Section("past", "Since last time", tuple(blocks))
