"""Content that plainly is what a dataclass asks for, recognised from its fields alone.

Whatever is not plain goes to the validator, which accepts it after all or says what is wrong with it.
"""

from __future__ import annotations

import math
import re
from dataclasses import is_dataclass
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

from readiness.models.fields import TAG, Limits, Tagged, fields_of, models_in, once_per_class, tag_of
from readiness.words import has_half_character

if TYPE_CHECKING:
    from collections.abc import Callable

    Fit = Callable[[Any], Any]
    Test = Callable[[Any], bool]

__all__ = ["NO", "Path", "fits", "fits_by_name", "recognised"]

Model = TypeVar("Model")
Path: TypeAlias = tuple[str | int, ...]
NO: Final = object()
_LARGEST: Final = 2**1000
"""Integers from here on are left to the validator: they may be no floats."""


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
    return None if value is NO else value


def fits(annotation: Any, value: Any) -> bool:
    """Whether a value plainly is what an annotation asks for."""
    return _fit_of(annotation)(value) is not NO


def _fit_of(annotation: Any) -> Fit:
    key = id(annotation)  # an annotation of a class lives as long as the class; some cannot be hashed
    if key not in _FITS:
        _FITS[key] = (annotation, _fit(annotation, {}))
    return _FITS[key][1]


_FITS: dict[int, tuple[Any, Fit]] = {}


@once_per_class
def fits_by_name(model: type[Any]) -> dict[str, Fit]:
    """For each field of a model a function that gives a value as the field wants it, or `NO`."""
    return {f.name: _fit(f.annotation, {}) for f in fields_of(model)}


@once_per_class
def _fit_model(model: type[Any]) -> Fit:
    own = {f.key: (f.name, fits_by_name(model)[f.name]) for f in fields_of(model)}
    needed = {f.key for f in fields_of(model) if f.needed}

    def fit(value: Any) -> Any:
        if type(value) is model:
            return value
        if type(value) is not dict or not (value.keys() <= own.keys() and needed <= value.keys()):
            return NO
        values = {}
        for key, inner in value.items():
            name, fit_inner = own[key]
            values[name] = found = fit_inner(inner)
            if found is NO:
                return NO
        try:
            return model(**values)
        except ValueError:  # what its __post_init__ refuses
            return NO

    return fit


def _fit(annotation: Any, limits: dict[str, Any]) -> Fit:
    """A function that gives the value as the annotation wants it, or `NO`."""
    origin, parts = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        if any(isinstance(part, Tagged) for part in parts[1:]):
            return _one_of(parts[0])
        more = {k: v for part in parts[1:] if isinstance(part, Limits) for k, v in part.limits.items()}
        return _fit(parts[0], {**limits, **more})
    if origin in {Union, UnionType}:
        return _any_of(list(parts), limits)
    if origin is Literal:
        return lambda value: value if any(value == p and type(value) is type(p) for p in parts) else NO
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
    return lambda value: _fit_model(model)(value)  # noqa: PLW0108 — not before the first value


def _fit_scalar(annotation: Any, within: Test | None) -> Fit:
    if annotation is NoneType:
        return lambda value: value if value is None else NO
    if annotation is float:
        return lambda value: float(value) if _number(value) and (within is None or within(value)) else NO
    if annotation is str:
        return lambda value: (
            value
            if type(value) is str
            and (value.isascii() or not has_half_character(value))
            and (within is None or within(value))
            else NO
        )
    if annotation in {int, bool}:
        return lambda value: value if type(value) is annotation and (within is None or within(value)) else NO
    return lambda _: NO


def _number(value: Any) -> bool:
    return (type(value) is int and abs(value) < _LARGEST) or (type(value) is float and math.isfinite(value))


def _one_of(tagged: Any) -> Fit:
    """What fits the member of a tagged union that the value names."""
    by_tag = {tag_of(member): _fit_later(member) for member in models_in(tagged)}

    def fit(value: Any) -> Any:
        tag = value.get(TAG) if isinstance(value, dict) else None
        return by_tag[tag](value) if isinstance(tag, str) and tag in by_tag else NO

    return fit


def _any_of(annotations: list[Any], limits: dict[str, Any]) -> Fit:
    fits = [_fit(annotation, limits if annotation is not NoneType else {}) for annotation in annotations]

    def fit(value: Any) -> Any:
        for own in fits:
            found = own(value)
            if found is not NO:
                return found
        return NO

    return fit


def _all_of(own: Fit, within: Test | None) -> Fit:
    def fit(value: Any) -> Any:
        if type(value) not in {list, tuple} or not (within is None or within(value)):
            return NO
        found = []
        for inner in value:
            one = own(inner)
            if one is NO:
                return NO
            found.append(one)
        return tuple(found)

    return fit


def _each_of(own_key: Fit, own: Fit, within: Test | None) -> Fit:
    def fit(value: Any) -> Any:
        if type(value) is not dict or not (within is None or within(value)):
            return NO
        found = {}
        for key, inner in value.items():
            name, one = own_key(key), own(inner)
            if name is NO or one is NO:
                return NO
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
