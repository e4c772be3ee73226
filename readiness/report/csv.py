"""A row a facet, beside what its person has as a whole; no text cell is one that a spreadsheet runs."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, TypeAlias

from readiness.errors import visible
from readiness.report.figures import clean
from readiness.report.standing import state_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from readiness.record import Assessment, Leaf
    from readiness.report.formats import Options, Past

__all__ = ["COLUMNS", "render", "safe"]

Cell: TypeAlias = str | int | float | None

COLUMNS = (
    "name",
    "cohort",
    "assessed_at",
    "framework",
    "framework_version",
    "score",
    "score_low",
    "score_high",
    "chance",
    "coverage",
    "verdict",
    "verdict_title",
    "step_1",
    "step_2",
    "step_3",
    "dimension",
    "criterion",
    "facet",
    "title",
    "outcome",
    "group",
    "answer",
    "bar",
    "must_have",
    "weight",
    "effective_weight",
    "attainment",
    "stated_attainment",
    "contribution",
    "points_missing",
    "gain_next_level",
    "measured_level",
    "measured_low",
    "measured_high",
    "p_bar",
    "n_answers",
    "basis",
    "reason",
)
RISKY = frozenset("=+-@\t\r\n\0＝＋－＠")
"""A text cell that begins with one of these is a formula to some spreadsheet."""


def render(records: Sequence[Assessment], options: Options, past: Past | None = None) -> str:  # noqa: ARG001 — one signature for all
    """All records in one table."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    for record in records:
        writer.writerows(_rows(record))
    return text.getvalue()


def _rows(record: Assessment) -> Iterator[list[Cell]]:
    person: list[Cell] = [
        record.profile.name,
        record.profile.cohort,
        record.assessed_at,
        record.framework.id,
        record.framework.version,
        clean(record.score),
        record.estimate.low if record.estimate else None,
        record.estimate.high if record.estimate else None,
        record.verdict.chance,
        record.coverage,
        record.verdict.band,
        record.verdict.title,
        *([step.id for step in record.next_steps] + [None] * 3)[:3],
    ]
    for leaf in record.leaves:
        yield [safe(value) for value in (*person, *_leaf(leaf))]


def _leaf(leaf: Leaf) -> list[Cell]:
    measured = leaf.measured
    checked: list[Cell] = (
        [measured.level, measured.low, measured.high, measured.p_bar, measured.n_answers]
        if measured
        else [None] * 5
    )
    return [
        leaf.dimension,
        leaf.criterion,
        leaf.id,
        leaf.title,
        leaf.outcome,
        state_of(leaf),
        " ".join(leaf.answer) if isinstance(leaf.answer, tuple) else leaf.answer,
        leaf.bar,
        leaf.must_have,
        leaf.weight,
        leaf.effective_weight,
        clean(leaf.attainment),
        clean(leaf.stated_attainment),
        clean(leaf.contribution),
        clean(leaf.points_missing),
        clean(leaf.gain_next_level),
        *checked,
        leaf.basis,
        leaf.reason,
    ]


def safe(value: Cell) -> Cell:
    """Numbers as they are; text printable, and quoted by an apostrophe where it could be a formula."""
    if not isinstance(value, str):
        return value
    risky = value.lstrip(" ")[:1] in RISKY if value.strip(" ") else False
    text = visible(value)
    return f"'{text}" if risky else text
