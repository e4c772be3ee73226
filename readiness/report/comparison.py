"""What moved between two assessments, as the text of `readiness compare`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from readiness import streams
from readiness.report import figures as f
from readiness.report.blocks import Block, Heading, Para
from readiness.report.formats import Options, options_for
from readiness.report.sections.since import moved
from readiness.report.terminal import paint

if TYPE_CHECKING:
    from readiness.record.comparison import Comparison

__all__ = ["comparison_blocks", "comparison_text"]

MOST_MOVES = 8
"""So many of the largest moves are shown unless details are asked for."""


def comparison_text(found: Comparison, *, detail: bool = False, to_screen: bool = False) -> str:
    """The comparison as the text of a terminal."""
    options = options_for(streams.out()) if to_screen else Options()
    return paint(comparison_blocks(found, detail=detail), options)


def comparison_blocks(found: Comparison, *, detail: bool = False) -> list[Block]:
    """The comparison in the words of a report, with both dates, and both names where they differ."""
    old, new = found.old, found.new
    first, then = f.day(old.assessed_at), f.day(new.assessed_at)
    if first == then:
        first, then = (
            f"{f.day(side.assessed_at)}, {f.plain(side.assessed_at[11:16])}" for side in (old, new)
        )
    blocks: list[Block] = [Heading(f"From {first} to {then}", 1)]
    if old.name != new.name:
        blocks.append(Para(f"Two names: {f.prose(old.name or 'none')} and {f.prose(new.name or 'none')}."))
    *body, verdict = moved(found, most=None if detail else MOST_MOVES, level=2)
    return [*blocks, *body, Heading("Verdict, and how sure the change is"), verdict]
