"""A report as Markdown, in which no text of a profile or a framework becomes markup or a link."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from readiness.report import background as b
from readiness.report import sections as s
from readiness.report.beside import Beside
from readiness.report.blocks import Bars, Block, Heading, Items, Link, Para, Scale, Table
from readiness.report.change import change
from readiness.report.view import view

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from readiness.record import Assessment
    from readiness.report.change import Change
    from readiness.report.options import Options
    from readiness.report.shapes import View

__all__ = ["escaped", "paint", "render"]


def render(records: Sequence[Assessment], options: Options, beside: Beside | None = None) -> str:  # noqa: ARG001 — one signature for all
    """The reports one after the other, each from the verdict down to the sources."""
    plan, _, comparison = beside if beside and len(records) == 1 else Beside()
    told = change(comparison) if comparison else None
    return "\n".join(paint(_document(view(record, plan), told)) for record in records)


def _document(seen: View, told: Change | None) -> list[Block]:
    return [
        *s.title(seen),
        *s.verdict(seen),
        *s.since(told),
        *s.steps(seen, detail=True),
        *s.points(seen),
        *s.gaps(seen, detail=True),
        *s.facets(seen),
        *b.levels(seen),
        *b.sureness(seen, detail=True),
        *b.insights(seen, detail=True),
        *b.field(seen, detail=True),
        *b.about(seen, detail=True),
        *b.sources(seen),
    ]


def paint(blocks: Iterable[Block]) -> str:
    """The blocks as CommonMark with tables."""
    return "\n\n".join(part for block in blocks if (part := _painted(block))) + "\n"


def _painted(block: Block) -> str:
    if isinstance(block, Heading):
        return f"{'#' * block.level} {escaped(block.text)}"
    if isinstance(block, Para):
        mark = f"{escaped(block.mark)} " if block.mark else ""
        return f"**{mark}{escaped(block.text)}**" if block.strong else f"{mark}{escaped(block.text)}"
    if isinstance(block, Items):
        return "\n".join(f"- {escaped(text)}" for text in block.texts)
    if isinstance(block, Link):
        title = f"[{escaped(block.title)}](<{_address(block.url)}>)" if block.url else escaped(block.title)
        return f"- {title} ({escaped(block.remark)})"
    if isinstance(block, Bars):
        head = (" ", block.figures_title)
        return _table(
            head, ["left", "right"], [(_deep(bar.title, bar.depth), bar.figures) for bar in block.bars]
        )
    if isinstance(block, Table):
        used = [k for k in range(len(block.columns)) if any(row[k] for row in block.rows)]
        columns = [block.columns[k] for k in used]
        return _table(
            [column.title for column in columns],
            ["right" if column.right else "left" for column in columns],
            [[row[k] for k in used] for row in block.rows],
        )
    if isinstance(block, Scale):
        return escaped(block.legend)
    return "---"


def _deep(title: str, depth: int) -> str:
    return f"{'– ' * depth}{title}"


def _table(head: Sequence[str], sides: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [_row(head), "|" + "|".join("---:" if side == "right" else "---" for side in sides) + "|"]
    return "\n".join([*lines, *(_row(row) for row in rows)])


def _row(cells: Iterable[str]) -> str:
    return "| " + " | ".join(escaped(cell) for cell in cells) + " |"


_MARKUP = re.compile(r"([\\`*_{}\[\]<>|~#$^!&])")
_BLOCK_START = re.compile(r"^(\s*\d*)([-+=:.)])")
_AUTOLINK = (
    (re.compile(r":(?=//)"), "&#58;"),
    (re.compile(r"(?i)(www)\."), r"\1&#46;"),
    (re.compile(r"(?i)(mailto|xmpp):"), r"\1&#58;"),
    (re.compile("@"), "&#64;"),
)


def escaped(text: str) -> str:
    r"""The text so that it reads as itself: no markup, no HTML, no link.

    >>> print(escaped("*Ada* <b> [me](http://x)"))
    \*Ada\* \<b\> \[me\](http&#58;//x)
    """
    text = _MARKUP.sub(r"\\\1", text.strip())
    for pattern, harmless in _AUTOLINK:
        text = pattern.sub(harmless, text)
    return _BLOCK_START.sub(r"\1\\\2", text)


def _address(url: str) -> str:
    return url.replace("<", "%3C").replace(">", "%3E").replace("\\", "%5C")
