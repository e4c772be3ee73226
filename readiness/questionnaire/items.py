"""Knowledge questions, by how they are answered; imported only where items are read."""

from __future__ import annotations

from typing import ClassVar, Literal, NamedTuple, TypeAlias

from readiness.models import Record

__all__ = ["ChoiceItem", "Item", "NumberItem", "Option", "SequenceItem", "TextItem"]


class _Item(Record):
    id: str
    level: int
    skill: str
    stem: str
    code: str | None = None
    language: str | None = None
    explanation: str
    seconds: int
    check: str | None = None

    @property
    def facet(self) -> str:
        """The facet that the item probes."""
        return self.id.rpartition("-")[0]


class NumberItem(_Item):
    """An item that is answered with one number."""

    kind: ClassVar[Literal["number"]] = "number"
    answer: float
    tolerance: float = 0
    unit: str | None = None


class SequenceItem(_Item):
    """An item that is answered with several numbers, or several words, in order."""

    kind: ClassVar[Literal["sequence"]] = "sequence"
    answer: tuple[float, ...] | tuple[str, ...]
    tolerance: float = 0
    unit: str | None = None


class TextItem(_Item):
    """An item that is answered with a word or a line; `exact` where upper and lower case differ."""

    kind: ClassVar[Literal["text"]] = "text"
    accept: tuple[str, ...]
    exact: bool = False


class Option(NamedTuple):
    """One choice of an item and why it is right, or tempting."""

    text: str
    why: str


class ChoiceItem(_Item):
    """An item with four options; `key` is the position of the right one, counted from 1."""

    kind: ClassVar[Literal["choice"]] = "choice"
    options: tuple[Option, ...]
    key: int


Item: TypeAlias = NumberItem | SequenceItem | TextItem | ChoiceItem
