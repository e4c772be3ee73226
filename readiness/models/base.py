"""The bases of everything that is read or written: dataclasses, which pydantic validates where it must.

A class says its fields once, with their types, limits and descriptions. Plain content is recognised from
these alone (`recognition`); pydantic, which takes longer to import than a profile takes to score, reads the
same dataclasses to say what is wrong with the rest and to write JSON Schemas (`validation`).
"""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Final, NoReturn, Self, dataclass_transform

from readiness.errors import ContentError, LocatedError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

__all__ = ["TAG", "Field", "Frozen", "Limits", "Record", "Tagged", "Version1", "key_of", "plain"]

TAG: Final = "kind"
"""The field by which the members of a tagged union are told apart."""
_set = object.__setattr__


class Limits:
    """What a type alone does not say, for use in ``Annotated``.

    Parameters
    ----------
    **limits : float, int or str
        `ge`, `gt`, `le`, `lt` for numbers, `min_length` and `max_length` for text and lists, `pattern` for
        text: a regular expression, anchored at both ends.
    """

    __is_annotated_types_grouped_metadata__ = True  # so pydantic asks for its own words by iterating
    __slots__ = ("said",)

    def __init__(self, **limits: float | str) -> None:
        self.said: dict[str, Any] = limits

    def __iter__(self) -> Iterator[Any]:
        from pydantic import Field

        yield from Field(**self.said).metadata


class Tagged:
    """A union whose members are told apart by the literal in their field `TAG`, for use in ``Annotated``."""

    __is_annotated_types_grouped_metadata__ = True
    __slots__ = ()

    def __iter__(self) -> Iterator[Any]:
        from pydantic import Discriminator

        yield Discriminator(TAG)


Version1 = Annotated[int, Limits(ge=1, le=1)]
"""Version 1 of a format, and nothing that is only equal to 1, such as true."""


def Field(  # noqa: N802 — named and used as pydantic's
    *,
    default: Any = dataclasses.MISSING,
    default_factory: Callable[[], Any] | Any = dataclasses.MISSING,
    key: str | None = None,
    **said: float | str,
) -> Any:
    """A field with more to say than its type.

    Parameters
    ----------
    default, default_factory
        As in `dataclasses.field`.
    key : str, optional
        The name in JSON and TOML, where it is not that of the field.
    **said
        `description`, and limits as in `Limits`.
    """
    metadata = {**said, "alias": key} if key else said
    return dataclasses.field(default=default, default_factory=default_factory, metadata=metadata)


@dataclass_transform(frozen_default=True, kw_only_default=True, field_specifiers=(Field,))
class Frozen:
    """Frozen, strict, and closed to unknown keys: what people bring.

    Made of keywords that are checked as strictly as a file; a `__post_init__` may raise `ValueError`.

    Raises
    ------
    LocatedError
        Of the class `refused_as`, with every place that is wrong.
    """

    __pydantic_config__: ClassVar = {"strict": True, "extra": "forbid", "allow_inf_nan": False}
    __dataclass_fields__: ClassVar[dict[str, dataclasses.Field[Any]]]
    refused_as: ClassVar[type[LocatedError]] = ContentError

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        dataclasses.dataclass(init=False, repr=False, eq=False, match_args=False, kw_only=True)(cls)

    def __init__(self, **values: Any) -> None:
        from readiness.models.recognition import read_as

        cls = type(self)
        keys = {f.name: key_of(f) for f in dataclasses.fields(cls)}
        content = {keys.get(name, name): plain(value) for name, value in values.items()}
        made, problems = read_as(cls, content)
        if made is None:
            raise self.refused_as(cls.__name__, problems)
        _set(self, "__dict__", vars(made))

    @classmethod
    def trusted(cls, values: dict[str, Any]) -> Self:
        """One made of values that are known to be right, by the names of its fields; it keeps the dict."""
        made = cls.__new__(cls)
        _set(made, "__dict__", _completed(cls, values))
        return made

    def replaced(self, **changes: Any) -> Self:
        """A copy with other values in some fields, unchecked.

        Raises
        ------
        TypeError
            If there is no field of such a name.
        """
        _refuse_unknown(type(self), changes)
        return self.trusted({name: getattr(self, name) for name in self.__dataclass_fields__} | changes)

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise dataclasses.FrozenInstanceError(f"cannot assign to {name!r}: make another with replaced()")

    def __delattr__(self, name: str) -> NoReturn:
        raise dataclasses.FrozenInstanceError(f"cannot delete {name!r}")

    def __eq__(self, other: object) -> bool:
        if type(other) is not type(self):
            return NotImplemented
        return self is other or all(getattr(self, n) == getattr(other, n) for n in self.__dataclass_fields__)

    def __hash__(self) -> int:
        return hash((type(self), *(getattr(self, name) for name in self.__dataclass_fields__)))

    def __repr__(self) -> str:
        said = (f"{f.name}={getattr(self, f.name)!r}" for f in dataclasses.fields(self))
        return f"{type(self).__name__}({', '.join(said)})"


class Record(Frozen):
    """Frozen, and made by the program itself: what it is made of is taken as it is.

    Raises
    ------
    TypeError
        If a field is missing, or one is given that there is not.
    """

    def __init__(self, **values: Any) -> None:
        _refuse_unknown(type(self), values)
        _set(self, "__dict__", _completed(type(self), values))


def key_of(field: dataclasses.Field[Any]) -> str:
    """The name of a field in JSON and TOML."""
    key: str = field.metadata.get("alias", field.name)
    return key


def _refuse_unknown(cls: type[Frozen], values: dict[str, Any]) -> None:
    for name in values.keys() - cls.__dataclass_fields__.keys():
        raise TypeError(f"{cls.__name__} has no field {name!r}")


def _completed(cls: type[Frozen], values: dict[str, Any]) -> dict[str, Any]:
    """The same dictionary with the defaults of the fields that it has no value for."""
    fields = cls.__dataclass_fields__
    if len(values) == len(fields):
        return values
    for name, field in fields.items():
        if name in values:
            continue
        if field.default is not dataclasses.MISSING:
            values[name] = field.default
        elif field.default_factory is not dataclasses.MISSING:
            values[name] = field.default_factory()
        else:
            raise TypeError(f"{cls.__name__} needs {name!r}")
    return values


def plain(value: Any) -> Any:
    """A model as the dictionary that JSON and TOML hold, without what is None by default; lists for tuples.

    >>> from readiness.profile import Education
    >>> plain(Education(level="bachelor"))
    {'level': 'bachelor'}
    """
    if isinstance(value, Frozen):
        return {
            key_of(f): plain(inner)
            for f in dataclasses.fields(value)
            if (inner := getattr(value, f.name)) is not None or f.default is not None
        }
    if isinstance(value, dict):
        return {key: plain(inner) for key, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(inner) for inner in value]
    return value
