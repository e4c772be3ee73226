"""The fields of a model as its readers need them: keys, resolved types, limits."""

from __future__ import annotations

from dataclasses import MISSING, fields
from functools import cache
from typing import (
    TYPE_CHECKING,
    Any,
    Final,
    Literal,
    NamedTuple,
    TypeVar,
    get_args,
    get_origin,
    get_type_hints,
)

from readiness.models.base import TAG, Frozen, key_of

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["ModelField", "fields_of", "models_in", "once_a_class", "tag_of"]

Function = TypeVar("Function", bound="Callable[..., Any]")
_NO_LIMITS: Final = {"alias", "description"}

if TYPE_CHECKING:  # to which classes are not hashable

    def once_a_class(function: Function) -> Function:
        """Keep what a function makes of each class."""

else:
    once_a_class = cache


class ModelField(NamedTuple):
    """A field of a model: its names in Python and in JSON, its type and limits, whether it must be there."""

    name: str
    key: str
    annotation: Any
    limits: dict[str, Any]
    needed: bool


@once_a_class
def fields_of(model: type[Frozen]) -> tuple[ModelField, ...]:
    """The fields of a model with their types resolved."""
    own = fields(model)
    types: dict[str, Any] = {field.name: field.type for field in own}
    if any(map(_names_later, types.values())):
        types = get_type_hints(model, include_extras=True)
    return tuple(
        ModelField(
            field.name,
            key_of(field),
            types[field.name],
            {name: bound for name, bound in field.metadata.items() if name not in _NO_LIMITS},
            field.default is MISSING and field.default_factory is MISSING,
        )
        for field in own
    )


def _names_later(annotation: Any) -> bool:
    """Whether the annotation names a class by its name, as one that is not made yet must be."""
    if get_origin(annotation) is Literal:
        return False
    return isinstance(annotation, str) or any(map(_names_later, get_args(annotation)))


def models_in(annotation: Any) -> list[type[Frozen]]:
    """Every model that an annotation names."""
    if isinstance(annotation, type) and issubclass(annotation, Frozen):
        return [annotation]
    return [m for part in get_args(annotation) for m in models_in(part)]


def tag_of(model: type[Frozen]) -> Any:
    """What tells the model from the others of a tagged union: the default of its field `TAG`."""
    return getattr(model, TAG, None)
