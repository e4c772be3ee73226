"""Rows of the score: dimensions, criteria, facets, and their groups."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from readiness.report import figures as f
from readiness.report.shapes import Group, GroupId, LeafRow, NodeRow

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from readiness.record import Assessment, Leaf, Node

__all__ = ["BASIS", "contributions", "criteria", "dimensions", "gaps", "group_of", "groups", "leaves"]

BASIS = {"document": "source", "survey": "survey", "assumption": "assumption"}
"""Where a figure comes from, in the report's words."""

LEAST_SHOWN = 0.05
"""Points below this would show as 0.0."""


def dimensions(record: Assessment, shown: Mapping[str, str]) -> tuple[NodeRow, ...]:
    """The dimensions, in the framework's order."""
    return tuple(_node(node, shown) for node in record.dimensions)


def criteria(record: Assessment, shown: Mapping[str, str]) -> tuple[NodeRow, ...]:
    """The criteria, in the framework's order."""
    return tuple(_node(node, shown) for node in record.criteria)


def contributions(record: Assessment) -> dict[str, dict[str, str]]:
    """Shown contributions of dimensions, criteria and leaves: each level adds up to the one above it."""
    total = f.clean(record.score) or 0.0
    found: dict[str, dict[str, str]] = {"dimension": _apportioned(record.dimensions, total)}
    by_dimension, by_criterion = defaultdict(list), defaultdict(list)
    for node in record.criteria:
        by_dimension[node.dimension].append(node)
    for leaf in record.leaves:
        by_criterion[leaf.criterion].append(leaf)
    found["criterion"], found["leaf"] = {}, {}
    for dimension, shown in found["dimension"].items():
        found["criterion"] |= _apportioned(by_dimension[dimension], float(shown))
    for criterion, shown in found["criterion"].items():
        found["leaf"] |= _apportioned(by_criterion[criterion], float(shown))
    return found


def _apportioned(parts: Sequence[Node | Leaf], total: float) -> dict[str, str]:
    texts = f.apportion([f.clean(part.contribution) or 0.0 for part in parts], total)
    return dict(zip((part.id for part in parts), texts, strict=True))


def _node(node: Node, shown: Mapping[str, str]) -> NodeRow:
    attainment = f.clean(node.attainment)
    missing = f.clean(node.points_missing) or 0.0
    counted = attainment is not None
    return NodeRow(
        id=node.id,
        title=f.prose(node.title),
        dimension=node.dimension or "",
        importance=f.number(node.importance),
        basis=BASIS[node.basis],
        assumed=node.basis == "assumption",
        rationale=f.prose(node.rationale or ""),
        weight=f.share(node.weight),
        weight_value=node.weight,
        contribution=shown[node.id] if counted else f.NONE,
        contribution_value=(f.clean(node.contribution) or 0.0) if counted else 0.0,
        possible=_possible(shown[node.id], missing) if counted else f.NONE,
        possible_value=100 * node.effective_weight,
        missing=f.points(missing) if counted else f.NONE,
        missing_value=missing,
        attainment=f.share(attainment),
        attainment_value=attainment,
        coverage=f.share(node.coverage),
    )


def _possible(contribution: str, missing: float) -> str:
    """What could be had, so that what is shown as reached and as missing adds up to it."""
    return f"{float(contribution) + round(missing, 1):.1f}"


def leaves(record: Assessment, shown: Mapping[str, str]) -> tuple[LeafRow, ...]:
    """Every facet, in the framework's order."""
    words = _Words(
        {source.id: f.prose(source.title) for source in record.provenance},
        {node.id: f.prose(node.title) for node in record.criteria},
        {
            (source.id.rpartition(".")[0], source.value): f.prose(source.title)
            for source in reversed(record.provenance)
            if source.unit == "percent"
        },
        frozenset(record.verdict.blocked_by),
    )
    return tuple(_leaf(leaf, shown, words) for leaf in record.leaves)


class _Words(NamedTuple):
    """Titles by id, titles of criteria, titles of parts by facet and popularity, and what blocks."""

    titles: Mapping[str, str]
    criteria: Mapping[str, str]
    parts: Mapping[tuple[str, float | str], str]
    blocked: frozenset[str]


def _leaf(leaf: Leaf, shown: Mapping[str, str], words: _Words) -> LeafRow:
    attainment, missing = f.clean(leaf.attainment), f.clean(leaf.points_missing)
    counted = attainment is not None
    measured = leaf.measured
    rating = leaf.scale == "rating"
    stated = leaf.answer if rating and isinstance(leaf.answer, (int, float)) else None
    gain = f.clean(leaf.gain_next_level)
    return LeafRow(
        id=leaf.id,
        title=f.prose(leaf.title),
        dimension=leaf.dimension,
        criterion=leaf.criterion,
        criterion_title=words.criteria.get(leaf.criterion, leaf.criterion),
        group=group_of(leaf),
        certainty="a fact" if counted and measured is None else group_of(leaf),
        answered=counted,
        answer=_worded(leaf, leaf.answer, words.titles) if leaf.outcome == "answered" else f.NONE,
        stands=_stands(leaf, words.titles),
        bar=_bar(leaf, words),
        must_have=f"must-have: level {f.number(leaf.must_have)}" if leaf.must_have is not None else "",
        blocks=leaf.id in words.blocked,
        weight=f"{100 * leaf.weight:.1f} %",
        weight_value=leaf.weight,
        contribution=shown[leaf.id] if counted else f.NONE,
        contribution_value=(f.clean(leaf.contribution) or 0.0) if counted else 0.0,
        possible=_possible(shown[leaf.id], missing or 0.0) if counted else f.NONE,
        possible_value=100 * leaf.effective_weight,
        missing=f.points(missing),
        missing_value=missing,
        gain=f"+{f.points(gain)}" if gain is not None and gain >= LEAST_SHOWN else "",
        attainment=f.share(attainment),
        attainment_value=attainment,
        stated_level=None if stated is None else float(stated),
        bar_level=float(leaf.bar) if rating and isinstance(leaf.bar, (int, float)) else None,
        measured_level=measured.level if measured else None,
        measured_low=measured.low if measured else None,
        measured_high=measured.high if measured else None,
        measured=f"{measured.level:.1f} ({measured.low:.1f}–{measured.high:.1f})" if measured else "",
        chance=f.share(measured.p_bar) if measured else "",
        checks=_checks(measured.n_answers) if measured else "",
        basis=BASIS[leaf.basis],
        assumed=leaf.basis == "assumption",
        reason=f.prose(leaf.reason),
    )


def group_of(leaf: Leaf) -> GroupId:
    """Where the facet stands against its bar; a fact such as a degree is met or it is not."""
    if leaf.outcome == "not_applicable":
        return "not applicable"
    attainment = f.clean(leaf.attainment)
    if attainment is None:
        return "not answered"
    if leaf.measured is not None:
        return leaf.measured.group
    return "met" if attainment >= 1 - f.NEAR else "likely gap"


def _stands(leaf: Leaf, titles: Mapping[str, str]) -> str:
    """The answer, and beside it what was measured where there were checks."""
    if leaf.outcome != "answered":
        return f.NONE
    measured = leaf.measured
    if measured is None or not measured.n_answers:
        return _worded(leaf, leaf.answer, titles)
    rated = f"rated {f.number(leaf.answer)}, " if isinstance(leaf.answer, (int, float)) else ""
    return f"{rated}measured {measured.level:.1f}"


def _checks(n: int) -> str:
    return "not checked" if n == 0 else f"{n} check{'' if n == 1 else 's'}"


def _bar(leaf: Leaf, words: _Words) -> str:
    """What is asked; popularity is told by the language that alone reaches it, where there is one."""
    alone = None if isinstance(leaf.bar, str) else words.parts.get((leaf.id, float(leaf.bar)))
    return alone if leaf.scale == "coverage" and alone else _worded(leaf, leaf.bar, words.titles)


def _worded(leaf: Leaf, value: object, titles: Mapping[str, str]) -> str:
    """An answer or a bar in the words of its scale."""
    if value is None:
        return "not rated"
    if isinstance(value, tuple):
        known = [titles.get(f"{leaf.id}.{name}", f.plain(str(name))) for name in value]
        return ", ".join(known) or "none"
    if isinstance(value, str):
        return titles.get(f"{leaf.id}.{value}", f.plain(value))
    figure = f.number(value) if isinstance(value, (int, float)) else f.plain(str(value))
    years = "year" if value == 1 else "years"
    words = {"rating": f"level {figure}", "years": f"{figure} {years}", "coverage": f"{figure} % of use"}
    return words.get(leaf.scale, figure)


_GROUPS: tuple[tuple[GroupId, str, str], ...] = (
    ("likely gap", "Likely gaps", "Probably below what the role asks for."),
    ("unsure", "Unsure", "May or may not be there; a rating alone cannot tell."),
    ("met", "Met", "Probably at or above what the role asks for."),
    ("not answered", "Not answered", "Counts neither for nor against you."),
    ("not applicable", "Does not apply", "Left out, with its weight."),
)


def groups(rows: Iterable[LeafRow]) -> tuple[Group, ...]:
    """The facets by how they stand, the groups that hold any; most points missing first."""
    members: dict[str, list[LeafRow]] = defaultdict(list)
    for row in rows:
        members[row.group].append(row)
    return tuple(
        Group(name, title, meaning, tuple(sorted(members[name], key=_urgency)))
        for name, title, meaning in _GROUPS
        if members[name]
    )


def gaps(rows: Iterable[LeafRow]) -> tuple[LeafRow, ...]:
    """The facets that miss points which show, must-haves below their floor first, then most points first."""
    found = [row for row in rows if row.missing_value is not None and row.missing_value >= LEAST_SHOWN]
    return tuple(sorted(found, key=_urgency))


def _urgency(row: LeafRow) -> tuple[bool, float, float]:
    missing = row.missing_value or 0.0
    return (not row.blocks, -round(missing, 9), -row.weight_value)
