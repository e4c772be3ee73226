"""The parts that a text report is laid out from; `terminal` and `markdown` paint them."""

from __future__ import annotations

from typing import NamedTuple, TypeAlias

__all__ = ["Bar", "Bars", "Block", "Column", "Heading", "Items", "Link", "Para", "Rule", "Scale", "Table"]


class Heading(NamedTuple):
    """A title; level 1 is the report's own."""

    text: str
    level: int = 2


class Para(NamedTuple):
    """A paragraph, `indent` columns in; its lines stand after `mark`, such as a number."""

    text: str
    indent: int = 0
    strong: bool = False
    mark: str = ""


class Items(NamedTuple):
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


class Table(NamedTuple):
    """Rows of text below their heads; the first column names the row."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]


class Scale(NamedTuple):
    """The line from 0 to 100 with the score, its interval, and where the top band begins."""

    score: float | None
    low: float | None
    high: float | None
    threshold: float
    legend: str


class Rule(NamedTuple):
    """A line across."""


Block: TypeAlias = Heading | Para | Items | Link | Bars | Table | Scale | Rule
