"""`dataclass(frozen=True, kw_only=True)`, made in a tenth of the time.

The standard decorator writes six functions for every class, as text, and has each compiled: .3 ms a class. 77
classes take part in one `readiness score`: a fifth of the whole command (`benchmarks/startup.py`, with Python
3.11). The six here serve every class. Fields, defaults, inheritance and what is refused in them remain the
standard library's, and a type checker sees nothing else; `tests/models/test_frozen.py` holds that no class of
this package behaves otherwise than with the standard decorator.
"""

from __future__ import annotations

import dataclasses
from functools import cache
from inspect import Parameter, Signature
from operator import attrgetter
from reprlib import recursive_repr
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, NoReturn

if TYPE_CHECKING:
    from collections.abc import Callable, KeysView
    from dataclasses import dataclass

__all__ = ["dataclass"]


class _Shape(NamedTuple):
    """What the functions need to know of a class."""

    names: KeysView[str]
    defaults: dict[str, Any]
    factories: dict[str, Callable[[], Any]]
    compared: Callable[[Any], tuple[Any, ...]]
    hashed: Callable[[Any], tuple[Any, ...]]
    finish: Callable[[Any], None] | None


def _shape(cls: type[Any]) -> _Shape:
    own = dataclasses.fields(cls)
    missing = dataclasses.MISSING
    return _Shape(
        names=dict.fromkeys(field.name for field in own).keys(),
        defaults={field.name: field.default for field in own if field.default is not missing},
        factories={
            field.name: field.default_factory for field in own if field.default_factory is not missing
        },
        compared=_values_of([field.name for field in own if field.compare]),
        hashed=_values_of(
            [field.name for field in own if (field.compare if field.hash is None else field.hash)]
        ),
        finish=getattr(cls, "__post_init__", None),
    )


def _values_of(names: list[str]) -> Callable[[Any], tuple[Any, ...]]:
    if len(names) > 1:
        return attrgetter(*names)
    return lambda made: tuple(getattr(made, name) for name in names)


def _init(self: Any, /, **given: Any) -> None:
    shape = _shape_of(type(self))
    values = given if given.keys() == shape.names else _completed(type(self), shape, given)
    object.__setattr__(self, "__dict__", values)
    if shape.finish is not None:
        shape.finish(self)


def _completed(cls: type[Any], shape: _Shape, given: dict[str, Any]) -> dict[str, Any]:
    """What is given, with defaults for the rest."""
    made = {name: factory() for name, factory in shape.factories.items() if name not in given}
    values = {**shape.defaults, **made, **given}
    if values.keys() != shape.names:
        signature = _signature(cls)
        try:
            signature.bind_partial(**given)
            signature.bind(**given)
        except TypeError as error:
            raise TypeError(f"{cls.__qualname__}.__init__() {error}") from None
    return values


@recursive_repr()
def _repr(self: Any) -> str:
    shown = ", ".join(f"{f.name}={getattr(self, f.name)!r}" for f in dataclasses.fields(self) if f.repr)
    return f"{type(self).__qualname__}({shown})"


def _eq(self: Any, other: object) -> Any:
    if type(other) is not type(self):
        return NotImplemented
    compared = _shape_of(type(self)).compared
    return compared(self) == compared(other)


def _hash(self: Any) -> int:
    return hash(_shape_of(type(self)).hashed(self))


def _setattr(_: Any, name: str, __: object) -> NoReturn:
    raise dataclasses.FrozenInstanceError(f"cannot assign to field {name!r}")


def _delattr(_: Any, name: str) -> NoReturn:
    raise dataclasses.FrozenInstanceError(f"cannot delete field {name!r}")


class _SignatureLater:
    """The signature of a class, made when somebody asks for it, as `help` does."""

    def __get__(self, _: object, cls: type[Any]) -> Signature:
        return _signature(cls)


def _signature(cls: type[Any]) -> Signature:
    shape = _shape_of(cls)
    made = {name: factory() for name, factory in shape.factories.items()}
    defaults = {**dict.fromkeys(shape.names, Parameter.empty), **shape.defaults, **made}
    return Signature(
        [
            Parameter(f.name, Parameter.KEYWORD_ONLY, default=defaults[f.name], annotation=f.type)
            for f in dataclasses.fields(cls)
        ],
        return_annotation=None,
    )


_METHODS = {
    "__init__": _init,
    "__repr__": _repr,
    "__eq__": _eq,
    "__hash__": _hash,
    "__setattr__": _setattr,
    "__delattr__": _delattr,
    "__signature__": _SignatureLater(),
}

if not TYPE_CHECKING:  # a class is hashed by what it is, whatever its metaclass
    _shape_of = cache(_shape)
    _standard = dataclasses.dataclass(init=False, repr=False, eq=False, kw_only=True)

    def dataclass(*, frozen: Literal[True], kw_only: Literal[True]) -> Callable[[type], type]:  # noqa: ARG001
        """A class decorator that does what `dataclasses.dataclass` does with these two arguments."""
        return _made

    def _made(cls: type) -> type:
        for name, method in _METHODS.items():
            if name not in cls.__dict__:
                setattr(cls, name, method)
        return _standard(cls)
else:
    _shape_of = _shape
