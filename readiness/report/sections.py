"""The sections of a text report about the score itself, as blocks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from readiness.report.blocks import (
    Bar,
    Bars,
    Block,
    Column,
    Heading,
    Items,
    Link,
    Para,
    Scale,
    Table,
)
from readiness.report.next_steps import N_FIRST

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from readiness.report.change import Change
    from readiness.report.shapes import LeafRow, NodeRow, Step, View

__all__ = [
    "facets",
    "gaps",
    "moved",
    "points",
    "since",
    "steps",
    "title",
    "verdict",
]

N_GAPS = 8


def title(view: View) -> list[Block]:
    """Who, for which role, when."""
    return [Heading(view.header.title, 1), Para(f"{view.header.role}, {view.header.date}")]


def verdict(view: View) -> list[Block]:
    """The verdict, the score drawn with its interval, and what both rest on."""
    head = view.headline
    scored, decided = head.score_value is not None, head.band_id != "no-verdict"
    blocks: list[Block] = [Heading(f"{head.verdict}: {head.score_sentence}" if decided else head.verdict)]
    if not decided:
        blocks.append(Para(f"{head.score_sentence}{'.' if scored else ''}"))
    blocks.append(Para(head.sentence))
    if scored:
        blocks.append(_scale(view, decided=decided))
    texts = (head.basis, f"{head.coverage} {head.bounds}", head.chance, head.blocked)
    return [*blocks, *(Para(text.strip()) for text in texts if text.strip())]


def _scale(view: View, *, decided: bool) -> Scale:
    """The score with its interval, or with where it could still go while too little is answered."""
    head = view.headline
    interval = head.interval
    if not decided:
        low, high = head.bounds_low_value, head.bounds_high_value
        legend = "Marked: the score so far, and where it could still go."
    elif interval:
        low, high = interval.low_value, interval.high_value
        legend = f"Marked: your score, and the likely range from {interval.low_text} to {interval.high_text}."
    else:
        return Scale(
            head.score_value, None, None, head.threshold_value, f"Marked: your score. {head.threshold}"
        )
    return Scale(head.score_value, low, high, head.threshold_value, f"{legend} {head.threshold}")


def points(view: View) -> list[Block]:
    """Contributions by dimension and criterion."""
    if view.headline.score_value is None:
        return []
    bars: list[Bar] = []
    for dimension in view.dimensions:
        bars.append(_bar(dimension, 0))
        bars += [_bar(c, 1) for c in view.criteria if c.dimension == dimension.id]
    marked = any(node.assumed for node in (*view.dimensions, *view.criteria))
    note = "* how much this counts is an assumption; the others are the source's figures." if marked else ""
    return [
        Heading(f"Where your {view.total} points are"),
        Bars("points", tuple(bars)),
        *([Para(note)] if note else []),
    ]


def _bar(node: NodeRow, depth: int) -> Bar:
    mark = " *" if node.assumed else ""
    if node.attainment_value is None:
        return Bar(f"{node.title}{mark}", depth, "not answered", None)
    return Bar(f"{node.title}{mark}", depth, f"{node.contribution} of {node.possible}", node.attainment_value)


def gaps(view: View, *, detail: bool) -> list[Block]:
    """What is missing, most points first, and the groups of everything else."""
    if view.headline.score_value is None:
        return []
    blocks: list[Block] = [Heading(_missing(view))]
    shown = view.gaps if detail else view.gaps[:N_GAPS]
    if shown:
        rows = [
            (f"{leaf.title}{_must(leaf)}", leaf.stands, leaf.bar, leaf.missing, leaf.certainty)
            for leaf in shown
        ]
        columns = (
            Column("skill or fact"),
            Column("you", narrow="you"),
            Column("asked", narrow="asked"),
            Column("points", right=True, narrow="missing"),
            Column("how sure"),
        )
        blocks.append(Table(columns, tuple(rows)))
    else:
        blocks.append(Para("Nothing that was answered is below what the role asks for."))
    if len(view.gaps) > len(shown):
        rest = ", ".join(leaf.title for leaf in view.gaps[len(shown) :])
        blocks.append(Para(f"Smaller: {rest}."))
    listed_above = {leaf.id for leaf in view.gaps}
    for group in view.groups:
        names = [leaf.title for leaf in group.leaves if leaf.id not in listed_above]
        if names:
            label = "At the bar by your own rating alone" if group.id == "unsure" else group.title
            blocks.append(Para(f"{label}: {', '.join(names)}."))
    return blocks


def _missing(view: View) -> str:
    if any(leaf.blocks for leaf in view.gaps):
        return "What is missing: must-haves first, then most points"
    return "What is missing, most points first"


def _must(leaf: LeafRow) -> str:
    return " (must-have)" if leaf.blocks else ""


def facets(view: View) -> list[Block]:
    """Every facet, by criterion."""
    columns = (
        Column("skill or fact"),
        Column("you", narrow="you"),
        Column("asked", narrow="asked"),
        Column("likely level", narrow="likely level"),
        Column("points", right=True, narrow="points"),
        Column("level +1", right=True, narrow="one level more"),
        Column("how sure"),
    )
    blocks: list[Block] = [
        Heading("Every skill and fact"),
        Para(
            "Points are what each adds to the score, of what it could add. "
            "“Level +1” is what one level more would gain. “Likely level” is what all evidence together "
            "says, with its range."
        ),
    ]
    for criterion in view.criteria:
        leaves = [leaf for leaf in view.leaves if leaf.criterion == criterion.id]
        blocks += [
            Heading(f"{criterion.title} (counts {criterion.importance}, {criterion.basis})", 3),
            Table(
                columns,
                tuple(
                    (
                        leaf.title,
                        leaf.answer,
                        leaf.bar,
                        leaf.measured,
                        f"{leaf.contribution} of {leaf.possible}" if leaf.answered else leaf.contribution,
                        leaf.gain,
                        leaf.certainty,
                    )
                    for leaf in leaves
                ),
            ),
        ]
    return blocks


def since(told: Change | None) -> list[Block]:
    """What moved since last time."""
    return [Heading("Since last time"), *moved(told)] if told else []


def moved(told: Change, caption: Callable[[str], Block] = lambda text: Para(f"{text}:")) -> list[Block]:
    """What moved and whose doing it was; the last block is the verdict and its chance."""
    columns = (Column("skill or fact"), Column("points", right=True, narrow="points"), Column("why"))
    blocks: list[Block] = [Para(f"{told.sentence} {told.note}".strip())]
    if told.split:
        blocks.append(Items(tuple(f"{points} {label}" for label, points in told.split)))
    for title, rows in (
        ("What you moved", told.moves),
        ("What new weights or questions moved", told.shifts),
    ):
        if rows:
            table = Table(columns, tuple((name, points, why) for name, why, points in rows))
            blocks += [caption(title), table]
    return [*blocks, *map(Para, told.notes), Para(f"{told.verdict} {told.evidence}")]


def steps(view: View, *, detail: bool, hint: bool = True) -> list[Block]:
    """The first steps; of the record's own every one with its resources where details are asked for.

    `hint`: say how to see the rest, where that is not above already.
    """
    found = view.steps
    after = [Para(found.outcome)] if found.outcome else []
    if not found.steps:
        return [Heading("Next steps"), Para(found.note), *after]
    shown = found.steps if detail else found.steps[:N_FIRST]
    every = f"{_first(len(shown))}, in full" if found.rest else "All next steps"
    blocks: list[Block] = [Heading(every if detail else _first(len(shown)))]
    for step in shown:
        blocks += _step(step, detail=detail)
    if detail:
        return [*blocks, *(Para(text) for text in (found.total, found.outcome, found.rest) if text)]
    if not hint:
        return [*blocks, *after, *([Para(found.rest)] if found.rest else [])]
    more = len(found.steps) - len(shown)
    also = f"{more} more step{'' if more == 1 else 's'}, and every" if more else "Every"
    return [*blocks, *after, Para(f"{found.rest} {also} skill and figure: add --detail.".strip())]


def _first(count: int) -> str:
    return {1: "Your first step", 2: "Your first two steps"}.get(count, "Your first three steps")


def _step(step: Step, *, detail: bool) -> Iterable[Block]:
    effort = f"about {step.hours} {step.weeks}".strip()
    head = f"{step.title}, {step.levels}: {effort}, {step.gain}"
    yield Para(head, mark=f"{step.number}. ", strong=True)
    if not detail:
        yield Para(step.first_sentence, indent=3)
        return
    yield Para(step.do, indent=3)
    yield Para(f"Hours: {step.hours_source} {step.needs}".strip(), indent=3)
    for resource in step.resources:
        yield Link(resource.title, resource.url, f"{resource.provider}, {resource.price}", indent=3)
