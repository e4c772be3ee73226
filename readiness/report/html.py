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

from readiness.report import charts
from readiness.report.beside import Beside
from readiness.report.blocks import Table
from readiness.report.cohort import cohort
from readiness.report.next_steps import N_FIRST
from readiness.report.pages import field_of, past_of, plan_of
from readiness.report.view import view

if TYPE_CHECKING:
    from collections.abc import Sequence

    from readiness.record import Assessment
    from readiness.report.options import Options

__all__ = ["render"]


def render(records: Sequence[Assessment], options: Options, beside: Beside | None = None) -> str:  # noqa: ARG001
    """The page of one record; several records are one page about the group."""
    if len(records) == 1:
        return _page(records[0], beside or Beside())
    return _group_page(records)


def _page(record: Assessment, beside: Beside) -> str:
    seen = view(record, beside.plan)
    plan, past = plan_of(beside, seen), past_of(record, beside)
    sure = seen.sureness
    told = any((sure.estimate, sure.leniency, sure.robustness, sure.questions))
    scored = seen.headline.score_value is not None
    contents = [
        ("points", "Where the points are", scored),
        ("skills", "You against what is asked", True),
        ("steps", "What to do next", True),
        ("plan", "The plan", plan is not None),
        ("sure", "How sure", told),
        ("past", "Since last time", past is not None),
        ("field", "The field", True),
        ("made", "How this was made", True),
    ]
    return _rendered(
        "report.html.j2",
        title=seen.header.title,
        contents=[(name, label) for name, label, there in contents if there],
        view=seen,
        scored=scored,
        first=seen.steps.steps[:N_FIRST],
        line=charts.score_line(seen.headline),
        segments=charts.stacked(seen),
        plan=plan,
        past=past,
        sure=told,
        field=field_of(),
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
    found.filters.update(commands=_commands, dots=charts.dots, kind=_kind, pct=_pct, used=_used)
    return found


def _squeezed(text: str) -> str:
    """Without indentation and empty lines; free text holds no line end, so none of it is touched."""
    return re.sub(r"\s*\n\s*", "\n", text).strip()


def _commands(text: str) -> Markup:
    """Escaped text in which what stands between backticks is code."""
    return Markup(re.sub(r"`([^`]+)`", r"<code>\1</code>", str(escape(text))))  # noqa: S704 — escaped above


def _kind(block: object) -> str:
    return type(block).__name__


def _pct(share: float) -> str:
    return charts.percent(share, high=1)


def _used(table: Table) -> Table:
    """The table without columns that hold nothing."""
    used = [k for k in range(len(table.columns)) if any(row[k] for row in table.rows)]
    return Table(
        tuple(table.columns[k] for k in used), tuple(tuple(row[k] for k in used) for row in table.rows)
    )
