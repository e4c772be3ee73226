"""How a role counts: what levels mean, tables of scales, and from score to verdict."""

from __future__ import annotations

from typing import TYPE_CHECKING

from readiness.framework import RatingScale
from readiness.report import figures as f
from readiness.report.blocks import Block, Bullets, Column, Heading, Para, Table
from readiness.report.standing import BASIS, LEVELS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from readiness.framework import Framework
    from readiness.framework.scales import Number, Sourced

__all__ = ["levels", "tables", "verdict", "why_of"]


def levels(framework: Framework) -> Iterator[Block]:
    """The levels of ratings, where the role has some."""
    if any(isinstance(facet.scale, RatingScale) for facet in framework.facets):
        yield Heading("What the levels mean")
        yield Bullets(tuple(f"{level}: {meaning}" for level, meaning in LEVELS))


def tables(framework: Framework) -> Iterator[Block]:
    """What each level, span or language is worth where the scale is not 0 to 4."""
    columns = (
        Column("what"),
        Column("figure", right=True, narrow="figure"),
        Column("basis"),
        Column("reason, or part of the source"),
    )
    for facet in framework.facets:
        scale = facet.scale
        rows = [
            (row.title, _SHOWN[row.unit].format(f.number(row.value)), row.source.basis, _note(row.source))
            for row in scale.rows
        ]
        if rows:
            yield Heading(f"How this is counted: {f.prose(facet.title)}", 3)
            yield Para(scale.counted)
            yield Table(columns, tuple((f.prose(a), b, BASIS[c], f.prose(d)) for a, b, c, d in rows))


_SHOWN = {"percent of entrants": "{} % of entrants", "credit": "{}", "percent": "{} %", "level": "level {}"}


def _note(source: Sourced) -> str:
    return source.where or source.rationale or ""


def verdict(framework: Framework) -> Iterator[Block]:
    """The stages, and what a verdict rests on."""
    columns = (
        Column("stage"),
        Column("from", right=True, narrow="from"),
        Column("basis"),
        Column("reason"),
        Column("what it means"),
    )
    rules = framework.verdict
    yield Heading("From score to verdict")
    yield Para(
        "The verdict follows from the chance that the score reaches the points of the last stage and every "
        "must-have its level: ready (from checks or verified levels alone), looks ready, probably ready, too "
        "close to call, or not yet. The stages below only name scores."
    )
    yield Table(
        columns,
        tuple(
            (
                f.prose(band.title),
                f.number(band.from_.value),
                BASIS[band.from_.basis],
                why_of(band.from_),
                f.prose(band.sentence),
            )
            for band in rules.bands
        ),
    )
    least, most = rules.min_coverage, rules.most_not_applicable
    yield Para(
        f"No verdict is given where less than {f.share(least.value)} of the weight was answered "
        f"({BASIS[least.basis]}): {why_of(least)} Nor where over {f.share(most.value)} of it does not apply "
        f"({BASIS[most.basis]}): {why_of(most)}"
    )
    robust = framework.robustness
    yield Para(
        f"Each score is tried again under {f.number(robust.draws.value)} other weightings: figures of the "
        f"source move by up to {f.number(robust.document_points.value)} points, assumptions by up to "
        f"{f.share(robust.assumption_share.value)}, and the report says how often the verdict stays."
    )


def why_of(number: Number) -> str:
    """Why a number is what it is, in words of its source or ours."""
    return f.prose(number.where or number.rationale or "")
