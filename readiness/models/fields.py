"""The fields of a dataclass as its readers need them: keys, resolved types, limits."""

from __future__ import annotations

from dataclasses import MISSING, Field, fields, is_dataclass
from functools import cache
from typing import (
    TYPE_CHECKING,
    Annotated,
    Any,
    Final,
    Literal,
    NamedTuple,
    TypeVar,
    get_args,
    get_origin,
    get_type_hints,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

__all__ = [
    "TAG",
    "Limits",
    "ModelField",
    "Tagged",
    "Version1",
    "Version2",
    "fields_of",
    "models_in",
    "once_per_class",
    "plain",
    "tag_of",
]

Function = TypeVar("Function", bound="Callable[..., Any]")
TAG: Final = "kind"
"""The field by which the members of a tagged union are distinguished."""


class Limits:
    """What a type alone does not say, for use in ``Annotated``.

    Parameters
    ----------
    **limits : float, int or str
        `ge`, `gt`, `le`, `lt` for numbers, `min_length` and `max_length` for text and lists, `pattern` for
        text: a regular expression, anchored at both ends.
    """

    __is_annotated_types_grouped_metadata__ = True  # so pydantic asks for its own words by iterating
    __slots__ = ("limits",)

    def __init__(self, **limits: float | str) -> None:
        self.limits: dict[str, Any] = limits

    def __iter__(self) -> Iterator[Any]:
        from pydantic import Field

        yield from Field(**self.limits).metadata


class Tagged:
    """A union whose members are known by the literal in their field `TAG`, for use in ``Annotated``."""

    __is_annotated_types_grouped_metadata__ = True
    __slots__ = ()

    def __iter__(self) -> Iterator[Any]:
        from pydantic import Discriminator

        yield Discriminator(TAG)


Version1 = Annotated[int, Limits(ge=1, le=1)]
"""Version 1 of a format, and nothing that is only equal to 1, such as true."""
Version2 = Annotated[int, Limits(ge=2, le=2)]


class ModelField(NamedTuple):
    """A field of a model: its names in Python and in JSON, its type, and whether it must be there."""

    name: str
    key: str
    annotation: Any
    needed: bool


if TYPE_CHECKING:  # for mypy a class cannot be hashed

    def once_per_class(function: Function) -> Function:
        """Keep what a function makes of each class."""

else:
    once_per_class = cache


@once_per_class
def fields_of(model: type[Any]) -> tuple[ModelField, ...]:
    """The fields of a dataclass with their types resolved."""
    own = fields(model)
    types: dict[str, Any] = {field.name: field.type for field in own}
    if any(map(_names_later, types.values())):
        types = get_type_hints(model, include_extras=True)
    return tuple(
        ModelField(
            field.name,
            _key_of(field),
            types[field.name],
            field.default is MISSING and field.default_factory is MISSING,
        )
        for field in own
    )


def _key_of(field: Field[Any]) -> str:
    """The name of a field in JSON and TOML."""
    key: str = field.metadata.get("alias", field.name)
    return key


def _names_later(annotation: Any) -> bool:
    """Whether the annotation names a class by its name, as one that is not made yet must be."""
    if get_origin(annotation) is Literal:
        return False
    return isinstance(annotation, str) or any(map(_names_later, get_args(annotation)))


def models_in(annotation: Any) -> list[type[Any]]:
    """Every dataclass that an annotation names."""
    if isinstance(annotation, type) and is_dataclass(annotation):
        return [annotation]
    return [m for part in get_args(annotation) for m in models_in(part)]


def tag_of(model: type[Any]) -> Any:
    """What tells the model from the others of a tagged union: the default of its field `TAG`."""
    return getattr(model, TAG, None)


def plain(value: Any) -> Any:
    """A model as the dictionary that JSON and TOML hold, without what is None by default; lists for tuples.

    >>> from readiness.profile import Education
    >>> plain(Education(level="bachelor"))
    {'level': 'bachelor'}
    """
    if is_dataclass(value) and not isinstance(value, type):
        return {
            _key_of(field): plain(inner)
            for field in fields(value)
            if (inner := getattr(value, field.name)) is not None or field.default is not None
        }
    if isinstance(value, dict):
        return {key: plain(inner) for key, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(inner) for inner in value]
    return value
