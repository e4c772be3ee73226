"""What the page about several people gets: texts ready to print, and numbers that are only drawn."""

from __future__ import annotations

from typing import NamedTuple

__all__ = ["Bin", "Cell", "Cohort", "GapRow", "GroupRow", "HeatRow", "SpreadShape"]


class Bin(NamedTuple):
    """A bar of the distribution."""

    label: str
    n: int
    x: str
    width: str
    y: str
    height: str


class Cell(NamedTuple):
    """A cell of a heat map; `shade` 0 to 4."""

    text: str
    shade: int


class HeatRow(NamedTuple):
    """A criterion or a group with its cells."""

    title: str
    n: str
    cells: tuple[Cell, ...]


class GapRow(NamedTuple):
    """A facet that many people are short of."""

    title: str
    share: str
    share_value: float
    missing: str


class SpreadShape(NamedTuple):
    """The middle of some scores, and what half of them lie between."""

    people: str
    middle: str
    half: str
    ready: str


class GroupRow(NamedTuple):
    """A group with its scores."""

    title: str
    spread: SpreadShape


class Cohort(NamedTuple):
    """Everything that the page says; lists are empty where too few people are there."""

    title: str
    role: str
    date: str
    people: str
    left_out: str
    small: str
    spread: SpreadShape | None
    bins: tuple[Bin, ...]
    verdicts: tuple[tuple[str, str], ...]
    threshold: str
    threshold_text: str
    columns: tuple[str, ...]
    heat: tuple[HeatRow, ...]
    gaps: tuple[GapRow, ...]
    groups: tuple[GroupRow, ...]
    criteria: tuple[str, ...]
    group_heat: tuple[HeatRow, ...]
    hidden: str
    versions: tuple[str, ...]
