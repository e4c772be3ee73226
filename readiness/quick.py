"""Content that plainly is what a model asks for, recognised without building the model's validator.

Building pydantic's validators, and what that imports, takes longer than scoring the profile that they would
accept. So plain content is recognised here, from the same annotations; whatever is not plain goes to the
validator, which accepts it after all or says what is wrong with it.
"""

from __future__ import annotations

import re
from functools import cache
from types import NoneType, UnionType
from typing import TYPE_CHECKING, Annotated, Any, Final, Literal, TypeVar, Union, get_args, get_origin

from pydantic import BaseModel

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["recognised"]

Model = TypeVar("Model", bound=BaseModel)
_NO: Final = object()


def recognised(model: type[Model], content: dict[str, Any]) -> Model | None:
    """The content as a model where it plainly is one, else None.

    Parameters
    ----------
    model : type of BaseModel
        Strict and closed to unknown keys, as `readiness.models.Frozen` is, and without validators of its own.
    content : dict
        Plain values as a JSON parser gives them, without NaN, infinity or lone surrogates.

    Examples
    --------
    >>> from readiness.profile import Education
    >>> recognised(Education, {"level": "bachelor"}).level
    'bachelor'
    >>> recognised(Education, {"level": "batchelor"}) is None
    True
    """
    value = _fit_model(model)(content)
    return None if value is _NO else value


@cache
def _fit_model(model: type[BaseModel]) -> Callable[[Any], Any]:
    fields = {
        field.alias or name: (name, _fit(field.annotation, tuple(field.metadata)))
        for name, field in model.model_fields.items()
    }
    needed = {field.alias or name for name, field in model.model_fields.items() if field.is_required()}

    def fit(value: Any) -> Any:
        if not isinstance(value, dict) or value.keys() - fields.keys() or needed - value.keys():
            return _NO
        values = {}
        for key, inner in value.items():
            name, own = fields[key]
            values[name] = own(inner)
            if values[name] is _NO:
                return _NO
        return model.model_construct(**values)

    return fit


def _fit(annotation: Any, limits: tuple[Any, ...] = ()) -> Callable[[Any], Any]:
    """A function that gives the value as the annotation wants it, or `_NO`."""
    origin, parts = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _fit(parts[0], (*limits, *parts[1:]))
    if origin in {Union, UnionType}:
        return _any_of(list(parts), limits)
    if origin is Literal:
        return lambda value: value if any(value == p and type(value) is type(p) for p in parts) else _NO
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return _fit_model(annotation)
    within = _within(limits)
    if origin is tuple:
        return _all_of(_fit(parts[0]), within)
    if origin is dict:
        return _each_of(_fit(parts[0]), _fit(parts[1]), within)
    if annotation is NoneType:
        return lambda value: value if value is None else _NO
    if annotation is float:
        return lambda value: float(value) if type(value) in {int, float} and within(value) else _NO
    if annotation in {int, str, bool}:
        return lambda value: value if type(value) is annotation and within(value) else _NO
    return lambda _: _NO


def _any_of(annotations: list[Any], limits: tuple[Any, ...]) -> Callable[[Any], Any]:
    fits = [_fit(annotation, limits if annotation is not NoneType else ()) for annotation in annotations]

    def fit(value: Any) -> Any:
        return next((found for found in (own(value) for own in fits) if found is not _NO), _NO)

    return fit


def _all_of(own: Callable[[Any], Any], within: Callable[[Any], bool]) -> Callable[[Any], Any]:
    def fit(value: Any) -> Any:
        if type(value) is not list or not within(value):
            return _NO
        found = tuple(map(own, value))
        return _NO if any(one is _NO for one in found) else found

    return fit


def _each_of(
    own_key: Callable[[Any], Any], own: Callable[[Any], Any], within: Callable[[Any], bool]
) -> Callable[[Any], Any]:
    def fit(value: Any) -> Any:
        if type(value) is not dict or not within(value):
            return _NO
        found = {own_key(key): own(inner) for key, inner in value.items()}
        return _NO if any(one is _NO for pair in found.items() for one in pair) else found

    return fit


_TESTS: dict[str, Callable[[Any, Any], bool]] = {
    "ge": lambda value, limit: value >= limit,
    "gt": lambda value, limit: value > limit,
    "le": lambda value, limit: value <= limit,
    "lt": lambda value, limit: value < limit,
    "min_length": lambda value, limit: len(value) >= limit,
    "max_length": lambda value, limit: len(value) <= limit,
    "pattern": lambda value, limit: re.fullmatch(limit, value) is not None,
}
# Every pattern here is anchored at both ends, so that a full match is what the validator's search finds.


def _within(limits: tuple[Any, ...]) -> Callable[[Any], bool]:
    """Whether a value keeps to all limits; a limit that is not known here is kept by nothing."""
    tests: list[tuple[Callable[[Any, Any], bool], Any]] = []
    for limit in (inner for outer in limits for inner in getattr(outer, "metadata", None) or [outer]):
        said = {n: getattr(limit, n) for n in _TESTS if getattr(limit, n, None) is not None}
        if not said:
            return lambda _: False
        tests += [(_TESTS[name], bound) for name, bound in said.items()]
    return lambda value: all(test(value, bound) for test, bound in tests)
