"""A report as one HTML page: no script, no address that it loads from, nothing of the input as markup."""

from __future__ import annotations

import re
from base64 import b64encode
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import TYPE_CHECKING

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup, escape

from readiness.report import charts, charts_time
from readiness.report import figures as f
from readiness.report.cohort import cohort
from readiness.report.document import below, title
from readiness.report.formats import Past
from readiness.report.sections.about import CAVEATS, made_with
from readiness.report.sections.answer import first_steps, verdict
from readiness.report.sections.basis import must_haves
from readiness.report.steps import worded

if TYPE_CHECKING:
    from collections.abc import Sequence

    from readiness.record import Assessment
    from readiness.report.formats import Options

__all__ = ["render"]


def render(records: Sequence[Assessment], options: Options, past: Past | None = None) -> str:
    """The page of one record; several records are one page about the group."""
    if len(records) == 1:
        return _page(records[0], past or Past(), whole=options.detail)
    return _group_page(records)


def _page(record: Assessment, past: Past, *, whole: bool) -> str:
    sections = below(record, past)
    return _rendered(
        "report.html.j2",
        title=title(record),
        role=f.prose(record.framework.title),
        when=f.day(record.assessed_at),
        iso_date=record.assessed_at[:10],
        answer=verdict(record),
        must_haves=must_haves(record),
        first=first_steps(record),
        steps=worded(record),
        sections=sections,
        whole=whole,
        foot=[" ".join(CAVEATS[:2]), made_with(record)],
    )


def _group_page(records: Sequence[Assessment]) -> str:
    seen = cohort(records)
    contents = [
        ("scores", "Scores", True),
        ("heat", "Criteria", bool(seen.heat)),
        ("gaps", "Common gaps", bool(seen.heat)),
        ("groups", "Groups", bool(seen.groups or seen.hidden)),
        ("made", "How to read this", True),
    ]
    return _rendered(
        "cohort.html.j2",
        title=seen.title,
        contents=[(name, label) for name, label, there in contents if there],
        seen=seen,
    )


def _rendered(name: str, **values: object) -> str:
    text = _templates().get_template(name).render(values)
    return _squeezed(text) + "\n"


@cache
def _templates() -> Environment:
    """The templates, read from the package wherever it lies, each compiled once."""
    folder = files("readiness.report") / "templates"

    def read(name: str) -> str:
        return (folder / name).read_text("utf-8")

    found = Environment(
        loader=FunctionLoader(read),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    style = _squeezed(read("style.css"))
    digest = b64encode(sha256(style.encode()).digest()).decode()
    found.globals.update(style=Markup(style), style_digest=Markup(f"sha256-{digest}"))  # noqa: S704 — our own
    found.globals.update(
        climb=charts_time.climb, timeline=charts_time.timeline, labels=charts_time.week_labels
    )
    found.filters.update(
        commands=_commands,
        hours=f.hours,
        kind=_kind,
        percent=charts.percent,
        prose=f.prose,
        sentence=_sentence,
        side=charts.side,
    )
    return found


def _squeezed(text: str) -> str:
    """Without indentation and empty lines; free text holds no line end, so none of it is touched."""
    return re.sub(r"\s*\n\s*", "\n", text).strip()


def _commands(text: str) -> Markup:
    """Escaped text in which what stands between backticks is code."""
    return Markup(re.sub(r"`([^`]+)`", r"<code>\1</code>", str(escape(text))))  # noqa: S704 — escaped above


def _sentence(text: str) -> str:
    """The first sentence."""
    head, dot, _ = text.partition(". ")
    return head + "." if dot else text


def _kind(block: object) -> str:
    return type(block).__name__
