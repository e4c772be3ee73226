"""A report for a terminal: what matters most comes last, where people read."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from rich.cells import cell_len
from rich.console import Console
from rich.padding import Padding
from rich.table import Table as RichTable
from rich.text import Text

from readiness.report import background as b
from readiness.report import sections as s
from readiness.report.beside import Beside
from readiness.report.blocks import Bars, Block, Heading, Items, Link, Para, Rule, Scale, Table
from readiness.report.change import change
from readiness.report.view import view

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from readiness.record import Assessment
    from readiness.report.change import Change
    from readiness.report.options import Options
    from readiness.report.shapes import View

__all__ = ["paint", "render"]

WIDEST = 100
"""Lines longer than this are hard to read, however wide the window is."""

NARROW = 64
"""Below this many columns a table becomes a list."""

GAP = 2
NAMES = 20
"""A first column up to this wide is not broken over lines."""

FIGURES = 7
"""Any other column up to this wide is not either."""

TALLEST = 4
"""A cell of more lines than this makes a list easier to read than a table."""

N_MOVES = 3
"""So many of the largest moves are told unless details are asked for."""

_ROWS = 25
"""Nothing that is painted is laid out by the height of a window."""

STYLES = {
    "filled": "green",
    "empty": "bright_black",
    "score": "bold",
    "heading": "bold",
    "rule": "bright_black",
}
PLAIN = str.maketrans("“”’‘–·•…−", "\"\"''-.*.-")


def render(records: Sequence[Assessment], options: Options, beside: Beside | None = None) -> str:
    """The reports one after the other, each with its verdict and first steps at the end."""
    plan, _, comparison = beside if beside and len(records) == 1 else Beside()
    told = change(comparison, most=None if options.detail else N_MOVES) if comparison else None
    return "\n\n".join(
        paint(_document(view(record, plan), told, detail=options.detail), options) for record in records
    )


def _document(seen: View, told: Change | None, *, detail: bool) -> list[Block]:
    first = [
        *s.title(seen),
        *s.points(seen),
        *s.gaps(seen, detail=detail),
    ]
    if detail:
        first += [*s.facets(seen), *b.levels(seen), *s.steps(seen, detail=True)]
    first += [
        *b.sureness(seen, detail=detail),
        *b.insights(seen, detail=detail),
        *b.field(seen, detail=detail),
    ]
    if detail:
        first += b.sources(seen)
    return [
        *first,
        *b.about(seen, detail=detail),
        Rule(),
        *s.verdict(seen),
        *s.since(told),
        *s.steps(seen, detail=False, hint=not detail),
    ]


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


def _para(console: Console, block: Para, options: Options) -> None:  # noqa: ARG001
    style = "bold" if block.strong else ""
    if block.mark:
        _hung(console, block.mark, block.text, block.indent, style)
    else:
        console.print(Padding(Text(block.text, style=style), (0, 0, 0, block.indent)))


def _items(console: Console, block: Items, options: Options) -> None:
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
    used = [k for k in range(len(block.columns)) if any(row[k] for row in block.rows)]
    widths = _widths(block, used, console.width)
    if console.width < NARROW or not widths:
        _listed(console, block)
        return
    table = RichTable(box=None, pad_edge=False, padding=(0, GAP, 0, 0), header_style="")
    for k, width in zip(used, widths, strict=True):
        column = block.columns[k]
        table.add_column(
            Text(column.title, style="underline" if options.colour else ""),
            justify="right" if column.right else "left",
            overflow="fold",
            width=width,
        )
    for row in block.rows:
        table.add_row(*(_indented(row[k]) for k in used))
    console.print(table)


def _indented(text: str) -> Padding:
    """A cell whose later lines stand under its first."""
    bare = text.lstrip(" ")
    return Padding(Text(bare), (0, 0, 0, len(text) - len(bare)))


def _widths(block: Table, used: Sequence[int], room: int) -> list[int]:
    """Columns that together fit and break no word, the most pressed ones grown first; none if they cannot."""
    widths = [_least_width(block, k) for k in used]
    wanted = [max(cell_len(text) for text in _texts(block, k)) for k in used]
    left = room - sum(widths) - GAP * (len(used) - 1)
    if left < 0:
        return []
    for _ in range(left):
        pressed = max(range(len(used)), key=lambda n: wanted[n] / widths[n])
        if wanted[pressed] <= widths[pressed]:
            break
        widths[pressed] += 1
    tallest = max(want / width for want, width in zip(wanted, widths, strict=True))
    return widths if tallest <= TALLEST else []


def _texts(block: Table, k: int) -> list[str]:
    return [block.columns[k].title, *(row[k] for row in block.rows)]


def _least_width(block: Table, k: int) -> int:
    """The narrowest that a column can be without breaking a word, or a figure."""
    texts = _texts(block, k)
    if block.columns[k].right:
        return max(cell_len(text) for text in texts)
    words = max(
        (cell_len(word) + len(text) - len(text.lstrip(" ")) for text in texts for word in text.split()),
        default=1,
    )
    whole = min(NAMES, max(cell_len(text) for text in texts))
    return max(1, words, min(whole, NAMES if k == 0 else FIGURES))


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
    line, reach, left, right, mark, tick = (
        ("·", "─", "├", "┤", "◆", "▲") if options.unicode else (".", "-", "[", "]", "O", "^")
    )
    length = max(10, min(60, console.width - 8))

    def place(points: float) -> int:
        return min(length - 1, max(0, int(points / 100 * length)))

    cells = [line] * length
    if block.low is not None and block.high is not None:
        low, high = place(block.low), place(block.high)
        cells[low : high + 1] = [reach] * (high - low + 1)
        cells[low], cells[high] = left, right
    drawn = Text()
    score = None if block.score is None else place(block.score)
    for k, cell in enumerate(cells):
        style = STYLES["empty"] if cell == line else ""
        drawn.append(mark if k == score else cell, STYLES["score"] if k == score else style)
    console.print(Text.assemble("0 ", drawn, " 100"))
    console.print(Text(" " * (2 + place(block.threshold)) + tick))
    console.print(Text(block.legend))


def _rule(console: Console, block: Rule, options: Options) -> None:  # noqa: ARG001
    console.print()
    console.print(Text(("─" if options.unicode else "-") * console.width, style=STYLES["rule"]))


_PAINTERS: dict[type, Callable[[Console, Any, Options], None]] = {
    Heading: _heading,
    Para: _para,
    Items: _items,
    Link: _link,
    Bars: _bars,
    Table: _table,
    Scale: _scale,
    Rule: _rule,
}
