"""What can be read of questions besides items: facets with anchors and steps, and actions."""

from dataclasses import field
from typing import Annotated, Literal, TypeAlias

from readiness.models import Limits
from readiness.models.frozen import dataclass

__all__ = [
    "Actions",
    "FacetQuestions",
    "FactAction",
    "LeafStep",
    "Resource",
    "Step",
    "Text",
]

Text = Annotated[str, Limits(min_length=1)]
Number = Annotated[float, Limits(ge=-1e300, le=1e300)]


@dataclass(frozen=True, kw_only=True)
class Resource:
    """Something to learn from."""

    title: Text
    provider: Text
    url: Text
    price: Text


@dataclass(frozen=True, kw_only=True)
class Step:
    """A learning action that raises its facet from `from_level` to the next level."""

    id: Text
    from_level: Annotated[int, Limits(ge=0, le=3)] = field(metadata={"alias": "from"})
    do: Text
    hours: Annotated[float, Limits(gt=0, le=1000)]
    basis: Literal["stated", "estimated"]
    source: Text
    requires: dict[str, Annotated[int, Limits(ge=1, le=4)]] = field(hash=False)
    resources: Annotated[tuple[Resource, ...], Limits(min_length=1, max_length=3)]

    @property
    def to_level(self) -> int:
        """The level that the facet has afterwards."""
        return self.from_level + 1


@dataclass(frozen=True, kw_only=True)
class FactAction:
    """Something to do that raises a leaf which is not rated, such as projects, from one count to another."""

    id: Text
    leaf: Text
    from_level: Annotated[float, Limits(ge=0, le=100)] = field(metadata={"alias": "from"})
    to_level: Annotated[float, Limits(gt=0, le=100)] = field(metadata={"alias": "to"})
    do: Text
    hours: Annotated[float, Limits(gt=0, le=10_000)]
    basis: Literal["stated", "estimated"]
    source: Text
    requires: dict[str, Annotated[int, Limits(ge=1, le=4)]] = field(hash=False)
    resources: Annotated[tuple[Resource, ...], Limits(max_length=3)] = ()


LeafStep: TypeAlias = Step | FactAction
"""Whatever raises a leaf."""


@dataclass(frozen=True, kw_only=True)
class Actions:
    """Everything in ``questions/actions.toml``."""

    steps: Annotated[tuple[FactAction, ...], Limits(min_length=1)]


@dataclass(frozen=True, kw_only=True)
class FacetQuestions:
    """The smallest skill that gets its own level; `anchors[level]` is the behaviour at that level.

    `details[level]` says the same at length, for those who ask.
    """

    id: Text
    title: Text
    why: Text
    example: Text
    anchors: Annotated[tuple[Text, ...], Limits(min_length=5, max_length=5)]
    details: Annotated[tuple[Text, ...], Limits(max_length=5)] = ()
    steps: tuple[Step, ...] = ()
