"""A report for a terminal: what matters most comes last, where people read."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from rich.cells import cell_len
from rich.console import Console
from rich.padding import Padding
from rich.table import Table as RichTable
from rich.text import Text

from readiness.report.blocks import (
    Bars,
    Block,
    Bullets,
    Climb,
    Heading,
    Link,
    Para,
    Rule,
    Scale,
    Table,
    Timeline,
)
from readiness.report.document import on_screen
from readiness.report.formats import Past

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from readiness.record import Assessment
    from readiness.report.formats import Options

__all__ = ["paint", "render"]

WIDEST = 100
"""Lines longer than this are hard to read, however wide the window is."""

NARROW = 64
"""Below this many columns a table becomes a list."""

GAP = 2
NAMES = 20
"""A first column up to this wide is not broken over lines."""

TALLEST = 4
"""A row that needs more lines than this makes a list easier to read than a table."""

_ROWS = 25
"""Nothing that is painted is laid out by the height of a window."""

STYLES = {
    "filled": "green",
    "empty": "bright_black",
    "score": "bold",
    "heading": "bold",
    "rule": "bright_black",
}
PLAIN = str.maketrans("“”’‘–·•…−†", "\"\"''-.*.-+")


def render(records: Sequence[Assessment], options: Options, past: Past | None = None) -> str:
    """The reports one after the other, each with its answer at the end."""
    return "\n\n".join(
        paint(on_screen(record, past or Past(), detail=options.detail), options) for record in records
    )


def paint(blocks: Iterable[Block], options: Options) -> str:
    """The blocks as lines, none wider than asked."""
    width = min(options.width, WIDEST)
    text = io.StringIO()
    # Everything that rich would otherwise look up, in the environment or in a notebook, is said here: the
    # text depends on the options alone, and is given back instead of being displayed.
    console = Console(
        file=text,
        width=width,
        height=_ROWS,
        force_terminal=options.colour,
        force_jupyter=False,
        force_interactive=False,
        no_color=not options.colour,
        color_system="standard" if options.colour else None,
        markup=False,
        highlight=False,
        emoji=False,
        legacy_windows=False,
    )
    for block in blocks:
        _PAINTERS[type(block)](console, block, options)
    lines = [line.rstrip() for line in text.getvalue().strip("\n").split("\n")]
    found = "\n".join(lines) + "\n"
    if options.unicode:
        return found
    encoding = options.encoding if _known(options.encoding) else "ascii"
    return found.translate(PLAIN).encode(encoding, "backslashreplace").decode(encoding)


def _known(encoding: str) -> bool:
    try:
        "".encode(encoding)
    except LookupError:
        return False
    return True


def _heading(console: Console, block: Heading, options: Options) -> None:  # noqa: ARG001
    console.print()
    console.print(Text(block.text, style=STYLES["heading"]))


def _para(console: Console, block: Para, options: Options) -> None:
    style = "bold" if block.strong else ""
    text = block.text
    if block.most_lines:
        width = console.width - block.indent - cell_len(block.mark)
        lines = Text(text).wrap(console, width)
        if len(lines) > block.most_lines:
            kept = " ".join(line.plain.rstrip() for line in lines[: block.most_lines])
            cut = (
                kept
                if cell_len(lines[block.most_lines - 1].plain.rstrip()) < width - 3
                else kept.rpartition(" ")[0]
            )
            text = f"{cut} {'…' if options.unicode else '...'}"
    if block.mark:
        _hung(console, block.mark, text, block.indent, style)
    else:
        console.print(Padding(Text(text, style=style), (0, 0, 0, block.indent)))


def _items(console: Console, block: Bullets, options: Options) -> None:
    for text in block.texts:
        _hung(console, "• " if options.unicode else "* ", text)


def _hung(console: Console, mark: str, text: str, indent: int = 0, style: str = "") -> None:
    """A text whose further lines stand below its first word."""
    grid = RichTable.grid(padding=0)
    grid.add_column(width=len(mark), no_wrap=True)
    grid.add_column(overflow="fold")
    grid.add_row(Text(mark, style=style), Text(text, style=style))
    console.print(Padding(grid, (0, 0, 0, indent)))


def _link(console: Console, block: Link, options: Options) -> None:  # noqa: ARG001
    address = f" {block.url}" if block.url else ""
    _hung(console, "- ", f"{block.title} ({block.remark}){address}", block.indent)


def _bars(console: Console, block: Bars, options: Options) -> None:
    figures = max((cell_len(bar.figures) for bar in block.bars), default=0)
    names = max((cell_len(bar.title) + 2 * bar.depth for bar in block.bars), default=0)
    left = console.width - figures - names - 4
    stacked = console.width < NARROW or left < 10  # noqa: PLR2004 — a shorter bar says nothing
    length = max(4, min(30, console.width - figures - 6 if stacked else left))
    for bar in block.bars:
        drawn = _drawn(bar.share, length, options)
        if stacked:
            console.print(Padding(Text(bar.title), (0, 0, 0, 2 * bar.depth)))
            line = Text.assemble("    ", drawn, "  ", bar.figures.rjust(figures))
            console.print(line, overflow="fold")
        else:
            indent = " " * (2 * bar.depth)
            title = f"{indent}{bar.title}" + " " * (names - cell_len(bar.title) - len(indent))
            console.print(Text.assemble(title, "  ", bar.figures.rjust(figures), "  ", drawn))


def _drawn(share: float | None, length: int, options: Options) -> Text:
    full, rest = ("█", "░") if options.unicode else ("#", ".")
    if share is None:
        return Text(" " * length)
    n_full = round(share * length)
    if share > 0 and n_full == 0:
        n_full = 1
    if share < 1 - 1e-9 and n_full == length:
        n_full = length - 1
    return Text.assemble((full * n_full, STYLES["filled"]), (rest * (length - n_full), STYLES["empty"]))


def _table(console: Console, block: Table, options: Options) -> None:
    table = block.used()
    if console.width < NARROW or not _fits(table, console.width):
        _listed(console, table)
        return
    laid = RichTable(box=None, pad_edge=False, padding=(0, GAP, 0, 0), header_style="")
    for k, column in enumerate(table.columns):
        widest = max(cell_len(row[k]) for row in table.rows)
        laid.add_column(
            Text(column.title, style="underline" if options.colour else ""),
            justify="right" if column.right else "left",
            overflow="fold",
            no_wrap=column.right or (k == 0 and widest <= NAMES),
        )
    for row in table.rows:
        laid.add_row(*map(_indented, row))
    console.print(laid)


def _indented(text: str) -> Padding:
    """A cell whose later lines stand under its first."""
    bare = text.lstrip(" ")
    return Padding(Text(bare), (0, 0, 0, len(text) - len(bare)))


def _fits(table: Table, width: int) -> bool:
    """Whether no word has to be broken, and no row becomes too tall."""
    room = width - GAP * (len(table.columns) - 1)
    columns = range(len(table.columns))
    least = sum(_least_width(table, k) for k in columns)
    tallest = max(sum(cell_len(cell) for cell in row) for row in table.rows)
    return least <= room and tallest <= TALLEST * (room - least) + least


def _least_width(table: Table, k: int) -> int:
    """The narrowest that a column can be."""
    cells = [table.columns[k].title, *(row[k] for row in table.rows)]
    widest = max(map(cell_len, cells))
    if table.columns[k].right or (k == 0 and widest <= NAMES):
        return widest
    return max(cell_len(word) for cell in cells for word in cell.split())


def _listed(console: Console, block: Table) -> None:
    for row in block.rows:
        console.print(Text(row[0]))
        rest = [
            f"{column.narrow} {cell}".strip()
            for column, cell in zip(block.columns[1:], row[1:], strict=True)
            if cell
        ]
        console.print(Padding(Text(", ".join(rest)), (0, 0, 0, 2)))


def _scale(console: Console, block: Scale, options: Options) -> None:
    """The score above its interval, and below both where ready begins: no mark hides another."""
    line, reach, left, right, mark, tick = (
        ("·", "─", "├", "┤", "▼", "▲") if options.unicode else (".", "-", "[", "]", "v", "^")
    )
    length = max(10, min(60, console.width - 8))

    def place(points: float) -> int:
        return min(length - 1, max(0, int(points / 100 * length)))

    low, high = place(block.low), place(block.high)
    drawn = Text()
    for k in range(length):
        inside = low <= k <= high
        cell = left if k == low else right if k == high else reach if inside else line
        drawn.append(cell, "" if inside else STYLES["empty"])
    ready = place(block.threshold)
    label = f"{tick} ready from {block.threshold:g}"
    below = 2 + ready if 2 + ready + cell_len(label) <= console.width else 2 + ready + 1 - cell_len(label)
    if below != 2 + ready:
        label = f"ready from {block.threshold:g} {tick}"
    console.print(Text(" " * (2 + place(block.score)) + mark, style=STYLES["score"]))
    console.print(Text.assemble("0 ", drawn, " 100"))
    console.print(Text(" " * max(0, below) + label))


def _undrawn(console: Console, block: Climb | Timeline, options: Options) -> None:
    """A drawing is for pages; the table beside it holds the same numbers."""


def _rule(console: Console, block: Rule, options: Options) -> None:  # noqa: ARG001
    console.print()
    console.print(Text(("─" if options.unicode else "-") * console.width, style=STYLES["rule"]))


_PAINTERS: dict[type, Callable[[Console, Any, Options], None]] = {
    Heading: _heading,
    Para: _para,
    Bullets: _items,
    Link: _link,
    Bars: _bars,
    Table: _table,
    Scale: _scale,
    Climb: _undrawn,
    Timeline: _undrawn,
    Rule: _rule,
}
