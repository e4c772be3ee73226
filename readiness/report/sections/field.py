"""Beside the score: common mistakes, standing among entrants, pay, careers, who is hiring."""

from __future__ import annotations

from typing import TYPE_CHECKING

from readiness.framework import load_field_facts
from readiness.report import figures as f
from readiness.report.blocks import Block, Bullets, Column, Heading, Para, Section, Table
from readiness.report.role_field import hiring_table, later_careers
from readiness.report.standing import BASIS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from readiness.record import Assessment

__all__ = ["field", "insights"]

N_INSIGHTS = 2


def insights(record: Assessment, *, detail: bool) -> Section | None:
    """The misconceptions that may apply, each once, with all that was noticed about it."""
    noticed: dict[int, list[str]] = {}
    for note in record.insights:
        noticed.setdefault(note.misconception, []).append(f.prose(note.sentence))
    if not noticed:
        return None
    about = {note.misconception: note for note in record.insights}
    blocks: list[Block] = []
    if detail:
        for number, sentences in noticed.items():
            blocks += [
                Heading(f"{number}. {f.prose(about[number].title)}", 3),
                Para(f.prose(about[number].correction)),
                Bullets(tuple(sentences)),
            ]
    else:
        blocks.append(Bullets(tuple(texts[-1] for texts in noticed.values())[:N_INSIGHTS]))
    return Section("mistakes", "Common mistakes about the role that may matter to you", tuple(blocks))


def field(record: Assessment, *, detail: bool) -> Section:
    """Standing, salary and career paths; with `detail`, who is hiring."""
    facts = [f"{f.prose(each.sentence)} ({BASIS[each.basis]})" for each in record.standing]
    pay = record.salary
    if pay is not None:
        facts.append(
            f"Entry-level pay in {f.prose(pay.city)}: {pay.low:,} to {pay.high:,} US dollars a year "
            f"({BASIS[pay.basis]})."
        )
    if record.careers and not detail:
        best: dict[str, str] = {}
        for c in record.careers:  # best fit first
            best.setdefault(c.industry, f"{f.prose(c.role)} in {f.prose(c.industry)} ({f.share(c.fit)})")
        facts.append(f"How much of what a career path leans on is there: {', '.join(best.values())}.")
    blocks: list[Block] = [Para("Context from the source; nothing here enters the score.")]
    blocks += [Bullets(tuple(facts))] if facts else []
    if detail:
        blocks += [*_careers(record), *_hiring()]
    return Section("field", "The field, as context", tuple(blocks))


def _careers(record: Assessment) -> Iterator[Block]:
    if not record.careers:
        return
    yield Heading("Career paths", 3)
    yield Para(
        "The paths are the source's; which skills each leans on is an assumption. “There” says how much of "
        "those skills is there already."
    )
    columns = (
        Column("path"),
        Column("industry"),
        Column("there", right=True, narrow="there"),
        Column("strongest", narrow="strongest"),
        Column("weakest", narrow="weakest"),
    )
    yield Table(
        columns,
        tuple(
            (f.prose(c.role), f.prose(c.industry), f.share(c.fit), f.prose(c.strongest), f.prose(c.weakest))
            for c in record.careers
        ),
    )


def _hiring() -> Iterator[Block]:
    facts = load_field_facts()
    yield Heading("Who is hiring", 3)
    yield hiring_table(facts)
    yield Para(
        f"“Source” is the {f.prose(facts.source.kind)} “{f.prose(facts.source.title)}” ({f.plain(facts.id)} "
        f"{f.plain(facts.version)}). Later careers that it names: {later_careers(facts)}."
    )
