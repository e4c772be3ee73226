"""Reports: one view that orders, rounds and words a record, and one renderer a format.

A renderer is a module with ``render(records, options, beside)``, imported when it is asked for.
"""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from typing import TYPE_CHECKING, Literal, get_args

from readiness import streams
from readiness.errors import UsageError, closest
from readiness.report.beside import Beside
from readiness.report.options import Options, options_for

if TYPE_CHECKING:
    from readiness.record import Assessment
    from readiness.record.comparison import Comparison
    from readiness.record.plan import Plan

__all__ = ["FORMATS", "Format", "Options", "options_for", "render"]

Format = Literal["terminal", "markdown", "html", "json", "csv", "share"]
FORMATS: tuple[Format, ...] = get_args(Format)


def render(
    record: Assessment | Sequence[Assessment],
    *,
    format: str = "terminal",  # noqa: A002 — the word that everybody types
    detail: bool = False,
    to_screen: bool = False,
    options: Options | None = None,
    plan: Plan | None = None,
    earlier: Sequence[Assessment] = (),
    comparison: Comparison | None = None,
) -> str:
    """One record, or several in one text, in a format; ends with a line end.

    Parameters
    ----------
    record : Assessment or sequence of Assessment
        What to report. Several give one table in csv, one array in json, one page about the group in html,
        and one after the other elsewhere.
    format : {"terminal", "markdown", "html", "json", "csv", "share"}
        Which renderer.
    detail : bool
        Every facet, alternative and figure, where the format has a short form.
    to_screen : bool
        Whether the text goes to standard output: then its width, colour and characters are respected.
    options : Options, optional
        Width, colour and characters instead; by default plain text of 80 columns.
    plan : Plan, optional
        terminal, markdown or html of one record: the plan from it, whose first steps are shown, in html
        all of it, week by week.
    earlier : sequence of Assessment
        html of one record: earlier assessments of the same person, oldest first, shown as a line over time.
    comparison : Comparison, optional
        terminal, markdown or html of one record: what moved since the last of `earlier`.

    Raises
    ------
    UsageError
        If there is no such format, or a page about a group would mix different weights.
    """
    if format not in FORMATS:
        raise UsageError(f"there is no format {format!r}; {closest(format, FORMATS)}")
    records = record if isinstance(record, Sequence) else (record,)
    chosen = options or (options_for(streams.out()) if to_screen else Options())
    if detail:
        chosen = chosen._replace(detail=True)
    renderer = import_module(f"readiness.report.{format}")
    text: str = renderer.render(records, chosen, Beside(plan, tuple(earlier), comparison))
    return text
