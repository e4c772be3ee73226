"""What can be asked: facets with their anchors and steps, items, and questions on the background."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, ClassVar, Literal, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = [
    "BackgroundOption",
    "BackgroundQuestion",
    "ChoiceItem",
    "Facet",
    "Item",
    "NumberItem",
    "Option",
    "Resource",
    "SequenceItem",
    "Step",
    "TextItem",
]


class Resource(NamedTuple):
    """Something to learn from."""

    title: str
    provider: str
    url: str
    price: str


class Step(NamedTuple):
    """A learning action that raises its facet from `from_level` to the next level."""

    id: str
    from_level: int
    do: str
    hours: float
    basis: Literal["stated", "estimated"]
    source: str
    requires: Mapping[str, int]
    resources: tuple[Resource, ...]

    @property
    def to_level(self) -> int:
        """The level that the facet has afterwards."""
        return self.from_level + 1


class Facet(NamedTuple):
    """The smallest skill that gets its own level; `anchors[level]` is the behaviour at that level."""

    id: str
    title: str
    why: str
    example: str
    anchors: tuple[str, ...]
    steps: tuple[Step, ...]


@dataclass(frozen=True, kw_only=True)
class _Item:
    id: str
    level: int
    skill: str
    stem: str
    code: str | None = None
    language: str | None = None
    explanation: str
    seconds: int
    check: str | None = field(default=None, repr=False)

    @property
    def facet(self) -> str:
        """The facet that the item probes."""
        return self.id.rpartition("-")[0]


@dataclass(frozen=True, kw_only=True)
class NumberItem(_Item):
    """An item that is answered with one number."""

    kind: ClassVar[Literal["number"]] = "number"
    answer: float
    tolerance: float = 0
    unit: str | None = None


@dataclass(frozen=True, kw_only=True)
class SequenceItem(_Item):
    """An item that is answered with several numbers, or several words, in order."""

    kind: ClassVar[Literal["sequence"]] = "sequence"
    answer: tuple[float, ...] | tuple[str, ...]
    tolerance: float = 0
    unit: str | None = None


@dataclass(frozen=True, kw_only=True)
class TextItem(_Item):
    """An item that is answered with a word or a line; `exact` where upper and lower case differ."""

    kind: ClassVar[Literal["text"]] = "text"
    accept: tuple[str, ...]
    exact: bool = False


class Option(NamedTuple):
    """One choice of an item and why it is right, or tempting."""

    text: str
    why: str


@dataclass(frozen=True, kw_only=True)
class ChoiceItem(_Item):
    """An item with four options; `key` is the position of the right one, counted from 1."""

    kind: ClassVar[Literal["choice"]] = "choice"
    options: tuple[Option, ...]
    key: int


Item: TypeAlias = NumberItem | SequenceItem | TextItem | ChoiceItem


class BackgroundOption(NamedTuple):
    """One answer to a question on the background."""

    id: str
    text: str


class BackgroundQuestion(NamedTuple):
    """A question whose answer fills the place `id` of a profile.

    ``levels`` asks for a level from 0 to 4 for each option.
    """

    id: str
    kind: Literal["choice", "multiple", "number", "levels"]
    prompt: str
    why: str
    example: str
    options: tuple[BackgroundOption, ...] = ()
    minimum: float | None = None
    maximum: float | None = None
    unit: str | None = None
    integer: bool = False
