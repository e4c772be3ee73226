"""Content that plainly is what a dataclass asks for, recognised from its fields alone.

Whatever is not plain goes to the validator, which accepts it after all or says what is wrong with it.
"""

from __future__ import annotations

import math
import re
from dataclasses import fields, is_dataclass
from types import NoneType, UnionType
from typing import (
    TYPE_CHECKING,
    Annotated,
    Any,
    Final,
    Literal,
    TypeAlias,
    TypeVar,
    Union,
    get_args,
    get_origin,
)

from readiness.models.fields import TAG, Limits, Tagged, fields_of, models_in, once_per_class, plain, tag_of
from readiness.words import has_half_character

if TYPE_CHECKING:
    from collections.abc import Callable

    from readiness.errors import LocatedError, Problem

    Fit = Callable[[Any], Any]
    Test = Callable[[Any], bool]

__all__ = ["Path", "check_fields", "read_as", "recognised"]

Model = TypeVar("Model")
Path: TypeAlias = tuple[str | int, ...]
_NO: Final = object()
_LARGEST: Final = 2**1000
"""Integers from here on are left to the validator: they may be no floats."""


def read_as(
    model: type[Model], content: Any, *, where: Callable[[Path], str] | None = None
) -> tuple[Model | None, list[Problem]]:
    """The content as a model, or every reason why it is not one.

    Parameters
    ----------
    model : dataclass
        What the content should be.
    content : dict
        Plain values as a JSON or TOML parser gives them: an array may stand for a tuple, an integer for a
        float, and nothing else is converted.
    where : callable, optional
        How a place is said, given the keys and positions on the way to it.

    Returns
    -------
    tuple of (model or None, list of Problem)
        Exactly one of the two says something.
    """
    found = recognised(model, content)
    if found is not None:
        return found, []
    from readiness.models.validation import validated

    return validated(model, content, where=where)


def recognised(model: type[Model], content: Any) -> Model | None:
    """The content as a model where it plainly is one, else None.

    Parameters
    ----------
    model : dataclass
        Read strictly: no key is unknown, nothing is converted.
    content : dict
        Plain values as a JSON or TOML parser gives them.

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


def check_fields(made: Any, error: type[LocatedError]) -> None:
    """Bring an object that was made in Python to what a file would give; for its ``__post_init__``.

    Raises
    ------
    LocatedError
        Of the class `error`, with every place that is wrong.
    """
    model = type(made)
    found = {}
    for name, fit in _fits_by_name(model).items():
        found[name] = fit(getattr(made, name))
        if found[name] is _NO:
            break
    else:
        for name, value in found.items():
            object.__setattr__(made, name, value)
        return
    from readiness.models.validation import validated

    accepted, problems = validated(model, plain(made))
    if accepted is None:
        raise error(model.__name__, problems)
    for field in fields(model):
        object.__setattr__(made, field.name, getattr(accepted, field.name))


@once_per_class
def _fits_by_name(model: type[Any]) -> dict[str, Fit]:
    return {f.name: _fit(f.annotation, {}) for f in fields_of(model)}


@once_per_class
def _fit_model(model: type[Any]) -> Fit:
    own = {f.key: (f.name, _fits_by_name(model)[f.name]) for f in fields_of(model)}
    needed = {f.key for f in fields_of(model) if f.needed}

    def fit(value: Any) -> Any:
        if type(value) is model:
            return value
        if type(value) is not dict or not (value.keys() <= own.keys() and needed <= value.keys()):
            return _NO
        values = {}
        for key, inner in value.items():
            name, fit_inner = own[key]
            values[name] = found = fit_inner(inner)
            if found is _NO:
                return _NO
        try:
            return model(**values)
        except ValueError:  # what its __post_init__ refuses
            return _NO

    return fit


def _fit(annotation: Any, limits: dict[str, Any]) -> Fit:
    """A function that gives the value as the annotation wants it, or `_NO`."""
    origin, parts = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        if any(isinstance(part, Tagged) for part in parts[1:]):
            return _one_of(parts[0])
        more = {k: v for part in parts[1:] if isinstance(part, Limits) for k, v in part.limits.items()}
        return _fit(parts[0], {**limits, **more})
    if origin in {Union, UnionType}:
        return _any_of(list(parts), limits)
    if origin is Literal:
        return lambda value: value if any(value == p and type(value) is type(p) for p in parts) else _NO
    if isinstance(annotation, type) and is_dataclass(annotation):
        return _fit_later(annotation)
    within = _within(limits)
    if origin is tuple:
        return _all_of(_fit(parts[0], {}), within)
    if origin is dict:
        return _each_of(_fit(parts[0], {}), _fit(parts[1], {}), within)
    return _fit_scalar(annotation, within)


def _fit_later(model: type[Any]) -> Fit:
    """What fits the model, built when the first is met: a model may hold itself."""

    def fit(value: Any) -> Any:
        return _fit_model(model)(value)

    return fit


def _fit_scalar(annotation: Any, within: Test | None) -> Fit:
    if annotation is NoneType:
        return lambda value: value if value is None else _NO
    if annotation is float:
        return lambda value: float(value) if _number(value) and (within is None or within(value)) else _NO
    if annotation is str:
        return lambda value: (
            value
            if type(value) is str and not has_half_character(value) and (within is None or within(value))
            else _NO
        )
    if annotation in {int, bool}:
        return lambda value: value if type(value) is annotation and (within is None or within(value)) else _NO
    return lambda _: _NO


def _number(value: Any) -> bool:
    return (type(value) is int and abs(value) < _LARGEST) or (type(value) is float and math.isfinite(value))


def _one_of(tagged: Any) -> Fit:
    """What fits the member of a tagged union that the value names."""
    by_tag = {tag_of(member): _fit_later(member) for member in models_in(tagged)}

    def fit(value: Any) -> Any:
        tag = value.get(TAG) if isinstance(value, dict) else None
        return by_tag[tag](value) if isinstance(tag, str) and tag in by_tag else _NO

    return fit


def _any_of(annotations: list[Any], limits: dict[str, Any]) -> Fit:
    fits = [_fit(annotation, limits if annotation is not NoneType else {}) for annotation in annotations]

    def fit(value: Any) -> Any:
        for own in fits:
            found = own(value)
            if found is not _NO:
                return found
        return _NO

    return fit


def _all_of(own: Fit, within: Test | None) -> Fit:
    def fit(value: Any) -> Any:
        if type(value) not in {list, tuple} or not (within is None or within(value)):
            return _NO
        found = []
        for inner in value:
            one = own(inner)
            if one is _NO:
                return _NO
            found.append(one)
        return tuple(found)

    return fit


def _each_of(own_key: Fit, own: Fit, within: Test | None) -> Fit:
    def fit(value: Any) -> Any:
        if type(value) is not dict or not (within is None or within(value)):
            return _NO
        found = {}
        for key, inner in value.items():
            name, one = own_key(key), own(inner)
            if name is _NO or one is _NO:
                return _NO
            found[name] = one
        return found

    return fit


_TESTS: dict[str, Callable[[Any], Test]] = {
    "ge": lambda limit: lambda value: value >= limit,
    "gt": lambda limit: lambda value: value > limit,
    "le": lambda limit: lambda value: value <= limit,
    "lt": lambda limit: lambda value: value < limit,
    "min_length": lambda limit: lambda value: len(value) >= limit,
    "max_length": lambda limit: lambda value: len(value) <= limit,
    # Every pattern here is anchored at both ends: a full match is what the validator's search finds.
    "pattern": lambda limit: lambda value: re.fullmatch(limit, value) is not None,
}


def _within(limits: dict[str, Any]) -> Test | None:
    """The test that a value has to pass, None where there is no limit."""
    tests = [_TESTS[name](bound) for name, bound in limits.items()]
    if len(tests) <= 1:
        return tests[0] if tests else None
    return lambda value: all(test(value) for test in tests)
