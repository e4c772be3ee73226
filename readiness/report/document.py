"""Which sections a report has, in which order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from readiness.report import figures as f
from readiness.report.blocks import Block, Heading, Para, Rule, Section
from readiness.report.plan import plan_section
from readiness.report.sections.about import about, sources
from readiness.report.sections.answer import first_steps, go_on, verdict
from readiness.report.sections.basis import rests_on
from readiness.report.sections.comparison import change_in_a_line
from readiness.report.sections.field import field, insights
from readiness.report.sections.next_steps import next_steps
from readiness.report.sections.points import points
from readiness.report.sections.since import past_on_page, since
from readiness.report.sections.skills import gaps, levels, skills
from readiness.report.sections.sureness import sureness
from readiness.report.standing import score_text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from readiness.record import Assessment
    from readiness.report.formats import Past

__all__ = ["answer", "below", "below_answer", "on_screen", "title"]

N_CHANGES = 3
"""So many of the largest changes are shown on a screen unless details are asked for."""


def title(record: Assessment) -> str:
    """Whose report it is."""
    name = f.plain(record.profile.name or "")
    return f"Readiness report for {name}" if name else "Your readiness report"


def below(record: Assessment, past: Past) -> list[Section]:
    """What stands below the answer on a page, in full."""
    found = (
        skills(record),
        next_steps(record),
        rests_on(record),
        points(record, leaves=True),
        plan_section(record),
        past_on_page(record, past),
        sureness(record, detail=True),
        insights(record, detail=True),
        field(record, detail=True),
        levels(),
        about(record, detail=True),
        sources(record),
    )
    return [section for section in found if section]


def on_screen(record: Assessment, past: Past, *, detail: bool) -> list[Block]:
    """A report for a screen, where the last is read first: the answer stands at the end."""
    most = None if detail else N_CHANGES
    every = (
        points(record, leaves=detail),
        skills(record) if detail else gaps(record),
        levels() if detail else None,
        rests_on(record),
        plan_section(record) if detail else None,
        sureness(record, detail=detail),
        insights(record, detail=detail),
        field(record, detail=detail),
        sources(record) if detail else None,
        about(record, detail=detail),
        since(past.comparison, most=most),
        next_steps(record) if record.next_steps else None,
    )
    return [
        Heading(title(record), 1),
        Para(f"{f.prose(record.framework.title)}, {f.day(record.assessed_at)}"),
        *_flat(section for section in every if section),
        Rule(),
        *_last_screen(record, past, detail=detail),
    ]


def answer(record: Assessment) -> list[Block]:
    """Verdict, score with interval, first steps, as blocks one below the other."""
    found, first = verdict(record), first_steps(record)
    return [
        Heading(f"{found.title}: {score_text(record)}"),
        *found.blocks,
        Heading(first.title),
        *first.blocks,
    ]


def below_answer(record: Assessment, past: Past) -> list[Block]:
    """What stands below the answer in a text."""
    return _flat(below(record, past))


def _last_screen(record: Assessment, past: Past, *, detail: bool) -> list[Block]:
    changed = [Para(change_in_a_line(past.comparison))] if past.comparison else []
    more = "" if detail else " Every skill and figure: add --detail."
    return [*answer(record), *changed, Para(""), Para(f"{go_on(record)}{more}")]


def _flat(sections: Iterable[Section]) -> list[Block]:
    return [block for section in sections for block in (Heading(section.title), *section.blocks)]
