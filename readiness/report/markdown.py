"""A report as Markdown, in which no text of a profile or a framework becomes markup or a link."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from readiness.report import figures as f
from readiness.report.blocks import (
    Bars,
    Block,
    Bullets,
    Climb,
    Heading,
    Link,
    Para,
    Scale,
    Table,
    Timeline,
)
from readiness.report.document import answer, below_answer, title
from readiness.report.formats import Past

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from readiness.record import Assessment
    from readiness.report.formats import Options

__all__ = ["escaped", "paint", "render"]


def render(records: Sequence[Assessment], options: Options, past: Past | None = None) -> str:  # noqa: ARG001 — one signature for all
    """The reports one after the other, each from the answer down to the sources."""
    return "\n".join(paint(_document(record, past or Past())) for record in records)


def _document(record: Assessment, past: Past) -> list[Block]:
    return [
        Heading(title(record), 1),
        Para(f"{f.prose(record.framework.title)}, {f.day(record.assessed_at)}"),
        *answer(record),
        *below_answer(record, past),
    ]


def paint(blocks: Iterable[Block]) -> str:
    """The blocks as CommonMark with tables."""
    return "\n\n".join(part for block in blocks if (part := _painted(block))) + "\n"


def _painted(block: Block) -> str:
    if isinstance(block, Heading):
        return f"{'#' * block.level} {escaped(block.text)}"
    if isinstance(block, Para):
        mark = f"{escaped(block.mark)} " if block.mark else ""
        return f"**{mark}{_commands(block.text)}**" if block.strong else f"{mark}{_commands(block.text)}"
    if isinstance(block, Bullets):
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
        table = block.used()
        return _table(
            [column.title for column in table.columns],
            ["right" if column.right else "left" for column in table.columns],
            table.rows,
        )
    return "" if isinstance(block, Scale | Climb | Timeline) else "---"


def _commands(text: str) -> str:
    """The text as itself, but for what stands between backticks, which is code."""
    parts = text.split("`")
    if len(parts) % 2 == 0:
        return escaped(text)
    return "".join(f"`{part}`" if k % 2 and part else _inline(part) for k, part in enumerate(parts))


def _inline(part: str) -> str:
    """Escaped, with the spaces at its ends kept."""
    bare = part.strip()
    if not bare:
        return part
    start, end = part.index(bare), part.index(bare) + len(bare)
    return f"{part[:start]}{escaped(bare)}{part[end:]}"


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
