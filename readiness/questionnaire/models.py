"""What can be asked besides items: facets with their anchors and steps, and questions on the background."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = [
    "BackgroundOption",
    "BackgroundQuestion",
    "Facet",
    "Resource",
    "Step",
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
