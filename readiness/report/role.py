"""What a role asks for, who says so, and the field as context: the text of `readiness role`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from readiness import streams
from readiness.assessment.role import role_of
from readiness.report import figures as f
from readiness.report.blocks import Block, Bullets, Column, Heading, Para, Table
from readiness.report.formats import Options, options_for
from readiness.report.role_counting import levels, tables, verdict, why_of
from readiness.report.role_field import field
from readiness.report.standing import BASIS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from readiness.framework import Criterion, Dimension, Facet, FieldFacts, Framework, Number

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
        *levels(framework),
        *tables(framework),
        *verdict(framework),
    ]
    return [*blocks, *field(facts)] if facts else blocks


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
    yield Bullets(tuple(reasons))


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
    said = f"“{why_of(number)}”" if number.basis == "document" else why_of(number)
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
        yield Bullets(tuple(_facet_reason(facet) for facet in criterion.facets))


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
        f"({BASIS[share.basis]}): {why_of(share)}"
    )
    if facet.must_have:
        floor = facet.must_have
        text += f" Must-have from level {f.number(floor.value)} ({BASIS[floor.basis]}): {why_of(floor)}"
    return text


def _bar(facet: Facet) -> str:
    return f.prose(facet.scale.bar_words)
