"""What a role asks for, who says so, and the field as context: the text of `readiness role`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from readiness import streams
from readiness.assessment.role import role_of
from readiness.framework import CoverageScale, OrdinalScale, RatingScale
from readiness.report import figures as f
from readiness.report.blocks import Block, Column, Heading, Items, Para, Table
from readiness.report.options import Options, options_for
from readiness.report.role_field import field
from readiness.report.standing import BASIS, LEVELS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from readiness.framework import Criterion, Dimension, Facet, FieldFacts, Framework, Number
    from readiness.framework.scales import Sourced

__all__ = ["role", "role_text"]


def role_text(
    framework: Framework,
    facts: FieldFacts | None = None,
    *,
    format: Literal["terminal", "markdown"] = "terminal",  # noqa: A002 — the word that everybody types
    to_screen: bool = False,
    options: Options | None = None,
) -> str:
    """What counts and why, each figure with its basis; with `facts`, the field as context."""
    chosen = options or (options_for(streams.out()) if to_screen else Options())
    blocks = role(framework, facts)
    if format == "markdown":
        from readiness.report.markdown import paint as paint_markdown

        return paint_markdown(blocks)
    from readiness.report.terminal import paint

    return paint(blocks, chosen)


def role(framework: Framework, facts: FieldFacts | None = None) -> list[Block]:
    """The same as blocks."""
    blocks: list[Block] = [Heading(f.prose(framework.title), 1)]
    if framework.summary:
        blocks.append(Para(f.prose(framework.summary)))
    blocks += [
        Para(
            f"{f.plain(framework.id)}, version {framework.version} ({framework.digest[:12]}). "
            f"“Source” is the {f.prose(framework.source.kind)} “{f.prose(framework.source.title)}”; "
            "“survey” a figure from a survey that is named with it; “assumption” is a number of our own. "
            "Each has its reason."
        ),
        *_weights(framework),
        *_asked(framework),
        *_levels(framework),
        *_tables(framework),
        *_verdict(framework),
    ]
    return [*blocks, *field(facts)] if facts else blocks


def _why(number: Number) -> str:
    return f.prose(number.where or number.rationale or "")


def _weights(framework: Framework) -> Iterator[Block]:
    """Importances with the share of the score that they come to, and the reason for each."""
    shares_left = iter(role_of(framework).weights.tolist())
    rows: list[tuple[str, ...]] = []
    reasons = []
    for dimension in framework.dimensions:
        shares = [sum(next(shares_left) for _ in criterion.facets) for criterion in dimension.criteria]
        rows.append(_weight_row("", dimension, sum(shares)))
        reasons.append(_reason(dimension.title, dimension.importance))
        for criterion, share in zip(dimension.criteria, shares, strict=True):
            rows.append(_weight_row("  ", criterion, share))
            reasons.append(_reason(criterion.title, criterion.importance, criterion.why or ""))
    columns = (
        Column("what counts"),
        Column("figure", right=True, narrow="importance"),
        Column("of score", right=True, narrow="of the score"),
        Column("basis"),
        Column("id", narrow="id"),
    )
    yield Heading("What counts, and how much")
    yield Para(
        "“Figure” is the importance as it is given, “of score” the share of the score that it comes to."
    )
    yield Table(columns, tuple(rows))
    yield Heading("Why it counts, and where the figure comes from", 3)
    yield Items(tuple(reasons))


def _weight_row(indent: str, node: Dimension | Criterion, share: float) -> tuple[str, ...]:
    """One row; importances stand as the file gives them, and the share is what they come to."""
    return (
        f"{indent}{f.prose(node.title)}",
        f.number(node.importance.value),
        f"{100 * share:.1f} %",
        BASIS[node.importance.basis],
        f.plain(node.id),
    )


def _reason(title: str, number: Number, why: str = "") -> str:
    said = f"“{_why(number)}”" if number.basis == "document" else _why(number)
    about = f"{f.prose(why)} " if why else ""
    return f"{f.prose(title)}: {about}{f.number(number.value)} is {_of(number.basis)}: {said}"


def _of(basis: str) -> str:
    return {"document": "the source's figure", "survey": "a survey's figure"}.get(basis, "an assumption")


def _asked(framework: Framework) -> Iterator[Block]:
    columns = (
        Column("skill or fact"),
        Column("asked", narrow="asked"),
        Column("must-have", narrow="must-have"),
        Column("share", right=True, narrow="share of the line"),
        Column("id", narrow="id"),
    )
    yield Heading("What is asked of each")
    yield Para(
        "“Share” divides a line among its parts. Nobody is ready while a must-have is below its level, "
        "whatever the score."
    )
    for criterion in framework.criteria:
        yield Heading(f.prose(criterion.title), 3)
        yield Table(columns, tuple(_facet_row(facet) for facet in criterion.facets))
        yield Items(tuple(_facet_reason(facet) for facet in criterion.facets))


def _facet_row(facet: Facet) -> tuple[str, ...]:
    return (
        f.prose(facet.title),
        _bar(facet),
        f"level {f.number(facet.must_have.value)}" if facet.must_have else "",
        f.number(facet.share.value),
        f.plain(facet.id),
    )


def _facet_reason(facet: Facet) -> str:
    bar = facet.scale.bar
    why = f.prose(bar.rationale or bar.where or "")
    share = facet.share
    text = (
        f"{f.prose(facet.title)}: {_bar(facet)} ({BASIS[bar.basis]}): {why} Share {f.number(share.value)} "
        f"({BASIS[share.basis]}): {_why(share)}"
    )
    if facet.must_have:
        floor = facet.must_have
        text += f" Must-have from level {f.number(floor.value)} ({BASIS[floor.basis]}): {_why(floor)}"
    return text


def _bar(facet: Facet) -> str:
    scale = facet.scale
    if isinstance(scale, OrdinalScale):
        return next(f.prose(level.title) for level in scale.levels if level.id == scale.bar.value)
    figure = f.number(scale.bar.value)
    if isinstance(scale, CoverageScale):
        alone = [f.prose(part.title) for part in scale.parts if part.value == scale.bar.value]
        return alone[0] if alone else f"{figure} % of use"
    return scale.worded(figure)


def _levels(framework: Framework) -> Iterator[Block]:
    if any(isinstance(facet.scale, RatingScale) for facet in framework.facets):
        yield Heading("What the levels mean")
        yield Items(tuple(f"{level}: {meaning}" for level, meaning in LEVELS))


def _tables(framework: Framework) -> Iterator[Block]:
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


def _verdict(framework: Framework) -> Iterator[Block]:
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
                _why(band.from_),
                f.prose(band.sentence),
            )
            for band in rules.bands
        ),
    )
    least, most = rules.min_coverage, rules.most_not_applicable
    yield Para(
        f"No verdict is given where less than {f.share(least.value)} of the weight was answered "
        f"({BASIS[least.basis]}): {_why(least)} Nor where over {f.share(most.value)} of it does not apply "
        f"({BASIS[most.basis]}): {_why(most)}"
    )
    robust = framework.robustness
    yield Para(
        f"Each score is tried again under {f.number(robust.draws.value)} other weightings: figures of the "
        f"source move by up to {f.number(robust.document_points.value)} points, assumptions by up to "
        f"{f.share(robust.assumption_share.value)}, and the report says how often the verdict stays."
    )
