"""The parts that a report is laid out from; the three painters paint them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from readiness.record.plan import PlanWeek

__all__ = [
    "Bar",
    "Bars",
    "Block",
    "Bullets",
    "Climb",
    "Column",
    "Dots",
    "Heading",
    "Link",
    "Moment",
    "Para",
    "Rule",
    "Scale",
    "Section",
    "Table",
    "Timeline",
]


class Heading(NamedTuple):
    """A title; level 1 is the report's own."""

    text: str
    level: int = 2


class Para(NamedTuple):
    """A paragraph, `indent` columns in; its lines stand after `mark`, such as a number.

    What stands between backticks is a command. Where `most_lines` is not 0, a screen cuts it there.
    """

    text: str
    indent: int = 0
    strong: bool = False
    mark: str = ""
    most_lines: int = 0


class Bullets(NamedTuple):
    """Short texts of one kind, a line each."""

    texts: tuple[str, ...]


class Link(NamedTuple):
    """A title with an address, which may be empty, and a remark."""

    title: str
    url: str
    remark: str
    indent: int = 0


class Bar(NamedTuple):
    """One bar: how deep it is indented, its figures, and the share that is filled, None where nothing is."""

    title: str
    depth: int
    figures: str
    share: float | None


class Bars(NamedTuple):
    """Bars below each other, with what their figures are."""

    figures_title: str
    bars: tuple[Bar, ...]


class Column(NamedTuple):
    """The head of a column; figures stand right, and one word stands before the figure on narrow screens."""

    title: str
    right: bool = False
    narrow: str = ""


class Dots(NamedTuple):
    """Levels 0 to 4 of a row, to be drawn: given, likely with its range, asked."""

    stated: float | None
    likely: float
    low: float
    high: float
    bar: float
    about: str


class Table(NamedTuple):
    """Rows of text below their heads; the first column names the row. A page can draw the levels of rows."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    drawn: tuple[Dots | None, ...] = ()

    def used(self) -> Table:
        """The table without columns that hold nothing."""
        kept = [k for k in range(len(self.columns)) if any(row[k] for row in self.rows)]
        rows = tuple(tuple(row[k] for k in kept) for row in self.rows)
        return self._replace(columns=tuple(self.columns[k] for k in kept), rows=rows)


class Scale(NamedTuple):
    """The line from 0 to 100 with the score, its interval, and from where on somebody is ready."""

    score: float
    low: float
    high: float
    threshold: float
    text: str


class Climb(NamedTuple):
    """The score that each week of a plan ends on, to be drawn beside the table that holds it."""

    weeks: tuple[PlanWeek, ...]
    threshold: float


class Moment(NamedTuple):
    """One assessment on a line over time."""

    at: str
    date: str
    text: str
    score: float
    low: float
    high: float


class Timeline(NamedTuple):
    """Scores over time, to be drawn beside the table that holds them."""

    moments: tuple[Moment, ...]
    threshold: float


class Rule(NamedTuple):
    """A line across."""


Block: TypeAlias = Heading | Para | Bullets | Link | Bars | Table | Scale | Climb | Timeline | Rule


class Section(NamedTuple):
    """A part of a report with its title."""

    id: str
    title: str
    blocks: tuple[Block, ...]
    folded: bool = True
    """Whether a page shows its title alone until it is opened"""
    printed: bool = False
    """Whether it is printed all the same"""
