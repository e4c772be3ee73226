"""Points as they are shown: reached and possible, rounded so that every level adds up to the one above it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from readiness.report import figures as f

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from readiness.record import Assessment, Leaf, Node

__all__ = ["Points", "Shown", "shown_points"]


class Shown(NamedTuple):
    """Tenths of points: what is reached, and what could be."""

    reached: int
    most: int

    @property
    def missing(self) -> int:
        """What is left, so that both add up."""
        return self.most - self.reached

    def text(self) -> str:
        """Both as points."""
        return f"{f.tenths(self.reached)} of {f.tenths(self.most)}"


class Points(NamedTuple):
    """The whole, and each part by its id; a dimension and a criterion may share one."""

    total: Shown
    dimensions: Mapping[str, Shown]
    criteria: Mapping[str, Shown]
    leaves: Mapping[str, Shown]


def shown_points(record: Assessment) -> Points:
    """The points of a record, ready to be shown."""
    whole = sum(leaf.weight for leaf in record.leaves if leaf.attainment is not None)
    total = Shown(round(10 * (f.clean(record.score) or 0.0)), 1000 if whole else 0)
    dimensions = _split(record.dimensions, total)
    criteria: dict[str, Shown] = {}
    leaves: dict[str, Shown] = {}
    for dimension in record.dimensions:
        inside = [node for node in record.criteria if node.dimension == dimension.id]
        criteria |= _split(inside, dimensions[dimension.id])
    for criterion in record.criteria:
        below = [leaf for leaf in record.leaves if leaf.criterion == criterion.id]
        leaves |= _split(below, criteria[criterion.id])
    return Points(total, dimensions, criteria, leaves)


def _split(parts: Sequence[Node | Leaf], whole: Shown) -> dict[str, Shown]:
    """The parts of a whole; what is reached in full, or not at all, is shown so."""
    applies = [f.clean(part.attainment) is not None for part in parts]
    weights = [100 * part.weight if counts else 0.0 for part, counts in zip(parts, applies, strict=True)]
    most = f.apportion(weights, whole.most / 10)
    values = [
        units / 10 if part.attainment and part.attainment >= 1 - f.NEAR else f.clean(part.contribution) or 0.0
        for part, units in zip(parts, most, strict=True)
    ]
    reached = f.apportion(values, whole.reached / 10, most=most)
    return {part.id: Shown(*both) for part, both in zip(parts, zip(reached, most, strict=True), strict=True)}
