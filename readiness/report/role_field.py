"""The field as the source describes it: the last part of `readiness role`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from readiness.report import figures as f
from readiness.report.blocks import Block, Bullets, Column, Heading, Para, Table
from readiness.report.standing import BASIS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from readiness.framework import FieldFacts

__all__ = ["field", "hiring_table", "later_careers"]

CONTEXT = "Context only: nothing in this part enters a score."
_BASIS = Column("basis")


def field(facts: FieldFacts) -> Iterator[Block]:
    """The source's figures about the field: salaries, hiring, shares, careers, mistakes."""
    yield Heading("The field, as the article describes it")
    yield Para(f"{CONTEXT} Source: the {f.prose(facts.source.kind)} “{f.prose(facts.source.title)}”.")
    yield Heading("Entry-level salaries, US dollars a year", 3)
    yield Table(
        (
            Column("city"),
            Column("from", right=True, narrow="from"),
            Column("to", right=True, narrow="to"),
            _BASIS,
        ),
        tuple((f.prose(s.city), f"{s.low:,}", f"{s.high:,}", BASIS[s.basis]) for s in facts.salaries),
    )
    yield Heading("Who is hiring", 3)
    yield hiring_table(facts)
    for shares in facts.shares:
        parts = ", ".join(f"{f.prose(part.title)} {f.number(part.value)} %" for part in shares.parts)
        yield Para(f"{f.prose(shares.title)}: {parts} ({BASIS[shares.basis]}).")
    yield Heading("Certifications that the article names", 3)
    yield Bullets(
        tuple(
            f.prose(c.title) + (f" ({f.prose(c.issuer)})" if c.issuer else "") for c in facts.certifications
        )
    )
    yield from _careers(facts)
    yield Heading("Five common mistakes about the role", 3)
    for mistake in facts.misconceptions:
        yield Para(f.prose(mistake.title), mark=f"{mistake.number}. ", strong=True)
        yield Para(f.prose(mistake.correction), indent=3)


def _careers(facts: FieldFacts) -> Iterator[Block]:
    yield Heading("Where the career leads", 3)
    yield Para("The paths are the article's; which skills each leans on is an assumption, with its reason.")
    yield Table(
        (Column("path"), Column("industry"), Column("leans on", narrow="leans on"), Column("reason")),
        tuple(
            (
                f.prose(career.role),
                f.prose(career.industry),
                ", ".join(f.plain(name) for name in career.leans_on),
                f.prose(career.rationale),
            )
            for career in facts.careers
        ),
    )
    if facts.later_careers:
        yield Para(f"Later: {later_careers(facts)}.")


def hiring_table(facts: FieldFacts) -> Table:
    """Open positions by place, as the source has them."""
    columns = (
        Column("company"),
        Column("where", narrow="in"),
        Column("positions", right=True, narrow="positions"),
        _BASIS,
    )
    rows = tuple(
        (
            f.prose(place.company) if place.company else "the article names no company here",
            f.prose(place.location),
            f.number(place.positions),
            BASIS[place.basis],
        )
        for place in facts.hiring
    )
    return Table(columns, rows)


def later_careers(facts: FieldFacts) -> str:
    """The more senior roles that the source names, and what they do."""
    return ", ".join(f"{f.prose(career.role)} ({f.prose(career.does)})" for career in facts.later_careers)
