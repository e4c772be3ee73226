"""Where the points are: dimensions, criteria and, where asked, the leaves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from readiness.report import figures as f
from readiness.report.blocks import Bar, Bars, Block, Para, Section
from readiness.report.points import shown_points
from readiness.report.standing import interval, mark_of, marks_note

if TYPE_CHECKING:
    from collections.abc import Mapping

    from readiness.record import Assessment, Leaf, Node
    from readiness.report.points import Shown

__all__ = ["points"]


def points(record: Assessment, *, leaves: bool) -> Section | None:
    """Reached and possible points; each level adds up to the one above."""
    if record.score is None:
        return None
    shown = shown_points(record)
    bars: list[Bar] = []
    for dimension in record.dimensions:
        bars.append(_bar(dimension, 0, shown.dimensions))
        for criterion in (node for node in record.criteria if node.dimension == dimension.id):
            bars.append(_bar(criterion, 1, shown.criteria))
            inside = (leaf for leaf in record.leaves if leaf.criterion == criterion.id)
            bars += [_bar(leaf, 2, shown.leaves, mark="") for leaf in inside if leaves]
    bars.append(Bar("Together", 0, shown.total.text(), shown.total.reached / 1000))
    blocks: list[Block] = [Bars("points", tuple(bars))]
    note = marks_note(node.basis for node in (*record.dimensions, *record.criteria))
    if note:
        blocks.append(Para(note))
    title = f"Where your {f.tenths(shown.total.reached)} points are ({interval(record)})"
    return Section("points", title, tuple(blocks))


def _bar(part: Node | Leaf, depth: int, shown: Mapping[str, Shown], mark: str | None = None) -> Bar:
    title = f"{f.prose(part.title)}{mark_of(part.basis) if mark is None else mark}"
    share = f.clean(part.attainment)
    return Bar(title, depth, "does not apply" if share is None else shown[part.id].text(), share)
