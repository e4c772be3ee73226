"""The sections of a text report about what stands behind the score and beside it, as blocks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from readiness.report.blocks import Block, Column, Heading, Items, Para, Table

if TYPE_CHECKING:
    from readiness.report.shapes import View

__all__ = ["about", "field", "insights", "levels", "sources", "sureness"]

N_INSIGHTS = 2
N_CAVEATS = 3


def sureness(view: View, *, detail: bool) -> list[Block]:
    """How far to trust the score."""
    sure = view.sureness
    robust = sure.robustness
    texts = [sure.estimate, sure.leniency]
    if robust:
        texts.append(f"{robust.sentence} {robust.range}")
    blocks: list[Block] = [Para(text) for text in texts if text]
    if sure.questions:
        blocks.append(Para("Worth a second look:"))
        blocks.append(Items(tuple(question.ask for question in sure.questions)))
    if detail and robust:
        blocks.append(Heading("The score under other rules", 3))
        columns = (Column("rule"), Column("score", right=True, narrow="score"), Column("verdict"))
        blocks.append(Table(columns, tuple((a.title, a.score, a.band) for a in robust.alternatives)))
        if robust.drivers:
            blocks.append(Heading("What moves the score when the weights move", 3))
            heads = (Column("what"), Column("share of the movement", right=True, narrow="share"))
            blocks.append(Table(heads, tuple((d.title, d.share) for d in robust.drivers)))
    return [Heading("How sure this is"), *blocks] if blocks else []


def insights(view: View, *, detail: bool) -> list[Block]:
    """The misconceptions that may apply."""
    found = view.insights if detail else view.insights[:N_INSIGHTS]
    if not found:
        return []
    blocks: list[Block] = [Heading("Common mistakes about the role that may matter to you")]
    if not detail:
        return [*blocks, Items(tuple(insight.sentences[-1] for insight in found))]
    for insight in found:
        blocks += [
            Heading(f"{insight.number}. {insight.title}", 3),
            Para(insight.correction),
            Items(insight.sentences),
        ]
    return blocks


def field(view: View, *, detail: bool) -> list[Block]:
    """Standing, salary and career paths: context."""
    blocks: list[Block] = []
    if view.facts:
        blocks.append(Items(tuple(fact.text for fact in view.facts)))
    if view.industries and not detail:
        nearest = [
            f"{path.careers[0].role} in {path.title} ({path.careers[0].fit})" for path in view.industries
        ]
        blocks.append(Items((f"Nearest career paths, by what each leans on: {', '.join(nearest)}.",)))
    elif view.industries:
        columns = (
            Column("path"),
            Column("industry"),
            Column("there", right=True, narrow="there"),
            Column("strongest", narrow="strongest"),
            Column("weakest", narrow="weakest"),
            Column("leans on", narrow="leans on"),
        )
        rows = [
            (c.role, industry.title, c.fit, c.strongest, c.weakest, c.leans_on)
            for industry in view.industries
            for c in industry.careers
        ]
        blocks += [Heading("Career paths", 3), Para(view.careers_note), Table(columns, tuple(rows))]
    return [Heading("The field, as context"), Para(view.context_note), *blocks] if blocks else []


def levels(view: View) -> list[Block]:
    """What the levels mean."""
    return [
        Heading("What the levels mean"),
        Items(tuple(f"{level.number}: {level.meaning}" for level in view.levels)),
    ]


def sources(view: View) -> list[Block]:
    """Every figure behind the score with its basis."""
    columns = (
        Column("figure"),
        Column("value", right=True, narrow="value"),
        Column("what it is"),
        Column("basis"),
        Column("reason, or part of the source"),
    )
    rows = tuple((s.title, s.value, s.unit, s.basis, s.note) for s in view.sources)
    return [Heading("Where each figure comes from"), Para(view.sources_note), Table(columns, rows)]


def about(view: View, *, detail: bool) -> list[Block]:
    """What the score is not, what made it, and how to check it."""
    caveats = view.caveats if detail else view.caveats[:N_CAVEATS]
    return [
        Heading("What this score is not"),
        Para(" ".join(caveats)),
        *([] if detail else [Para(view.sources_note)]),
        Para(f"Made with {'; '.join(view.footer.versions)}. {view.footer.verify}"),
    ]
