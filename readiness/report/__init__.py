"""Reports: sections straight from a record to blocks, and one painter or table a format.

A renderer is a module with ``render(records, options, past)``, imported when it is asked for.
"""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from typing import TYPE_CHECKING

from readiness import streams
from readiness.report.formats import REPORTS, Options, Past, named, names, options_for

if TYPE_CHECKING:
    from readiness.record import Assessment
    from readiness.record.comparison import Comparison

__all__ = ["FORMATS", "Options", "options_for", "render"]

FORMATS = names(REPORTS)


def render(
    record: Assessment | Sequence[Assessment],
    *,
    format: str = "terminal",  # noqa: A002 — the word that everybody types
    detail: bool = False,
    to_screen: bool = False,
    options: Options | None = None,
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
        terminal: every facet, alternative and figure. html: every part open, so that all of it is printed.
    to_screen : bool
        Whether the text goes to standard output: then its width, colour and characters are respected.
    options : Options, optional
        Width, colour and characters instead; by default plain text of 80 columns.
    earlier : sequence of Assessment
        html of one record: earlier assessments of the same person, oldest first, shown as a line over time.
    comparison : Comparison, optional
        terminal, markdown or html of one record: what changed since the last of `earlier`.

    Raises
    ------
    UsageError
        If there is no such format, or a page about a group would mix different weights.
    """
    renderer = import_module(named(format).module)
    records = record if isinstance(record, Sequence) else (record,)
    chosen = options or (options_for(streams.out()) if to_screen else Options())
    if detail:
        chosen = chosen._replace(detail=True)
    past = Past(tuple(earlier), comparison) if len(records) == 1 else Past()
    text: str = renderer.render(records, chosen, past)
    return text
