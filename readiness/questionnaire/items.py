"""Knowledge questions, by how they are answered; imported only where items are read."""

from typing import Annotated, Literal, TypeAlias

from readiness.limits import MOST_ITEMS
from readiness.models import Limits, Tagged
from readiness.models.frozen import dataclass
from readiness.questionnaire.models import Number, Text

__all__ = ["ChoiceItem", "FacetItems", "Item", "NumberItem", "Option", "SequenceItem", "TextItem"]

Tolerance = Annotated[float, Limits(ge=0, le=1e300)]


@dataclass(frozen=True, kw_only=True)
class _Item:
    id: Text
    level: Annotated[int, Limits(ge=1, le=4)]
    readings: Annotated[tuple[Annotated[int, Limits(ge=1, le=4)], ...], Limits(max_length=4)] = ()
    """Levels that independent readers gave, blind to the first"""
    skill: Text
    stem: Text
    code: Text | None = None
    language: Literal["python", "sql", "text", "bash", "dockerfile", "yaml"] | None = None
    explanation: Text
    seconds: Annotated[int, Limits(ge=1, le=600)]
    check: Text | None = None
    misconceptions: Annotated[tuple[Text, ...], Limits(max_length=8)] = ()
    """Responses that a known mistake leads to; never marked right"""

    @property
    def facet(self) -> str:
        """The facet that the item probes."""
        return self.id.rpartition("-")[0]


@dataclass(frozen=True, kw_only=True)
class NumberItem(_Item):
    """An item that is answered with one number."""

    kind: Literal["number"] = "number"
    answer: Number
    tolerance: Tolerance = 0
    unit: Text | None = None


@dataclass(frozen=True, kw_only=True)
class SequenceItem(_Item):
    """An item that is answered with several numbers, or several words, in order.

    `exact` where the spelling of words is the point.
    """

    kind: Literal["sequence"] = "sequence"
    answer: Annotated[tuple[Number, ...] | tuple[Text, ...], Limits(min_length=1)]
    tolerance: Tolerance = 0
    unit: Text | None = None
    exact: bool = False


@dataclass(frozen=True, kw_only=True)
class TextItem(_Item):
    """An item that is answered with a word or a line; `exact` where upper and lower case differ."""

    kind: Literal["text"] = "text"
    accept: Annotated[tuple[Text, ...], Limits(min_length=1)]
    exact: bool = False


@dataclass(frozen=True, kw_only=True)
class Option:
    """One choice of an item and why it is right, or tempting."""

    text: Text
    why: Text


@dataclass(frozen=True, kw_only=True)
class ChoiceItem(_Item):
    """An item with four options; `key` is the position of the right one, counted from 1."""

    kind: Literal["choice"] = "choice"
    options: Annotated[tuple[Option, ...], Limits(min_length=4, max_length=4)]
    key: Annotated[int, Limits(ge=1, le=4)]


Item: TypeAlias = NumberItem | SequenceItem | TextItem | ChoiceItem


@dataclass(frozen=True, kw_only=True)
class FacetItems:
    """The items of a facet, as they stand at the end of its file."""

    items: Annotated[tuple[Annotated[Item, Tagged()], ...], Limits(max_length=MOST_ITEMS)] = ()
