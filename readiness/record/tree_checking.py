"""Whether the leaves of an assessment, its criteria and its dimensions agree."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

from readiness.errors import quoted
from readiness.record.sums import Findings, placed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from readiness.record.assessment import Assessment
    from readiness.record.score import Leaf, Node

__all__ = ["look_at_tree"]

_SCALES: Final = ("rating", "ordinal-share", "years", "coverage", "count")
_LEVELS: Final = (0, 1, 2, 3, 4)


def look_at_tree(found: Findings, record: Assessment) -> None:
    """Look through leaves, criteria and dimensions: each belongs to one that is there, and sums are sums."""
    dimensions = {node.id: node for node in record.dimensions}
    criteria = {node.id: node for node in record.criteria}
    of_dimension: dict[str, list[Leaf]] = {}
    of_criterion: dict[str, list[Leaf]] = {}
    for place, leaf in placed("leaves", record.leaves):
        _look_at_leaf(found, place, leaf)
        of_dimension.setdefault(leaf.dimension, []).append(leaf)
        of_criterion.setdefault(leaf.criterion, []).append(leaf)
        found.known(f"{place}.dimension", leaf.dimension, dimensions, "dimension of the report")
        if found.known(f"{place}.criterion", leaf.criterion, criteria, "criterion of the report"):
            wanted = criteria[leaf.criterion].dimension
            found.same(f"{place}.dimension", leaf.dimension, wanted, "the dimension of its criterion")
    for place, node in placed("dimensions", record.dimensions):
        found.same(f"{place}.dimension", node.dimension, None, "that of a dimension")
        _look_at_node(found, place, node, of_dimension.get(node.id, []))
    for place, node in placed("criteria", record.criteria):
        found.known(f"{place}.dimension", node.dimension or "", dimensions, "dimension of the report")
        _look_at_node(found, place, node, of_criterion.get(node.id, []))


def _look_at_leaf(found: Findings, place: str, leaf: Leaf) -> None:
    found.known(f"{place}.scale", leaf.scale, _SCALES, "scale")
    found.equal(f"{place}.effective_weight", leaf.effective_weight, leaf.weight, "the weight")
    reached = leaf.attainment or 0.0
    found.equal(
        f"{place}.contribution",
        leaf.contribution,
        100.0 * leaf.weight * reached,
        "weight times attainment in points",
    )
    applies = leaf.outcome != "not_applicable"
    for name, value in (("attainment", leaf.attainment), ("points_missing", leaf.points_missing)):
        found.same(f"{place}.{name} is there", value is not None, applies, "whether the leaf applies")
    if leaf.points_missing is not None:
        wanted = 100.0 * leaf.weight * (1.0 - reached)
        found.equal(f"{place}.points_missing", leaf.points_missing, wanted, "what is left of the weight")
    if not applies:
        found.equal(f"{place}.weight", leaf.weight, 0.0, "that of a leaf that does not apply")
    if leaf.answer is not None and leaf.outcome != "answered":
        found.add(f"{place}.answer", f"is there, and the outcome is {leaf.outcome}")
    stated = leaf.stated_attainment is not None
    found.same(
        f"{place}.stated_attainment is there", stated, leaf.answer is not None, "whether it was answered"
    )
    if leaf.is_rated:
        _look_at_level(found, place, leaf)
    if leaf.measured is not None:
        found.same(f"{place}.scale", leaf.scale, "rating", "the scale of what is measured")
        found.within(
            f"{place}.measured.level",
            leaf.measured.level,
            (leaf.measured.low, leaf.measured.high),
            "in its interval",
        )


def _look_at_level(found: Findings, place: str, leaf: Leaf) -> None:
    if leaf.answer is not None and leaf.answer not in _LEVELS:
        found.add(f"{place}.answer", f"{quoted(leaf.answer)} is no level", "use a whole number from 0 to 4")
    if leaf.bar not in _LEVELS[1:]:
        found.add(f"{place}.bar", f"{quoted(leaf.bar)} is no level", "use a whole number from 1 to 4")


def _look_at_node(found: Findings, place: str, node: Node, leaves: Sequence[Leaf]) -> None:
    if not leaves:
        found.add(place, "has no leaf")
    weight = math.fsum(leaf.weight for leaf in leaves)
    answered = math.fsum(leaf.weight for leaf in leaves if leaf.outcome == "answered")
    points = math.fsum(leaf.contribution for leaf in leaves)
    missing = math.fsum(leaf.points_missing or 0.0 for leaf in leaves)
    found.equal(f"{place}.weight", node.weight, weight, "the sum of its leaves")
    found.equal(f"{place}.effective_weight", node.effective_weight, node.weight, "the weight")
    found.equal(f"{place}.contribution", node.contribution, points, "the sum of its leaves")
    found.equal(f"{place}.points_missing", node.points_missing, missing, "the sum of its leaves")
    found.equal(f"{place}.coverage", node.coverage * weight, answered, "the share that was answered")
    has = node.attainment is not None
    found.same(f"{place}.attainment is there", has, weight > 0, "whether a leaf of it applies")
    if node.attainment is not None:
        found.equal(f"{place}.attainment", 100.0 * weight * node.attainment, points, "the sum of its leaves")
