"""The profile as a compiled struct that decodes a line of JSON in microseconds.

It takes less than the reader does.

Whatever it takes, the strict reader takes with the same values; whatever it refuses goes to the strict
reader, which accepts it after all or says what is wrong with it.
"""

from __future__ import annotations

import re
from dataclasses import is_dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Annotated, Any, Literal, NamedTuple, Union, get_args, get_origin

import msgspec

from readiness.models import Limits
from readiness.models.fields import fields_of
from readiness.profile.model import Level, Profile, Source
from readiness.questionnaire import facet_ids

if TYPE_CHECKING:
    from readiness.framework import Framework

__all__ = ["NOT_THERE", "Structs", "structs_of"]

NOT_THERE = -1
"""Stands for a skill or a language that a profile does not name; no level is negative."""


class Structs(NamedTuple):
    """A decoder of profiles, and the skills in the order of the fields of its ``skills``."""

    decoder: msgspec.json.Decoder[Any]
    encoder: msgspec.json.Encoder
    skills: tuple[str, ...]
    top: tuple[str, ...]


@lru_cache(maxsize=8)
def structs_of(framework: Framework) -> Structs:
    """The struct of profiles whose skills are those of a role, or of the questions."""
    skills = tuple(dict.fromkeys((*framework.rateable, *facet_ids())))
    own = {
        "skills": _struct("Skills", [(name, _typed(Level) | None, NOT_THERE) for name in skills]),
        "sources": _struct("Sources", [(name, Source | msgspec.UnsetType, msgspec.UNSET) for name in skills]),
    }
    fields = [(field.key, own.get(field.key) or _typed(field.annotation)) for field in fields_of(Profile)]
    profile = _struct("Line", [(name, type_ | msgspec.UnsetType, msgspec.UNSET) for name, type_ in fields])
    return Structs(
        msgspec.json.Decoder(profile), msgspec.json.Encoder(), skills, tuple(name for name, _ in fields)
    )


def _struct(name: str, fields: list[tuple[str, Any, Any]]) -> Any:
    """A struct whose fields have these names in JSON, types and defaults."""
    return msgspec.defstruct(
        name,
        [(f"f{k}", type_, default) for k, (_, type_, default) in enumerate(fields)],
        rename={f"f{k}": key for k, (key, _, _) in enumerate(fields)},
        forbid_unknown_fields=True,
        omit_defaults=True,
        gc=False,
    )


def _typed(annotation: Any) -> Any:
    """A type of the profile's model as msgspec has it."""
    origin, parts = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        limits = {k: v for part in parts[1:] if isinstance(part, Limits) for k, v in part.limits.items()}
        if "pattern" in limits:
            limits["pattern"] = limits["pattern"].removesuffix("$") + r"\Z"
        return Annotated[_typed(parts[0]), msgspec.Meta(**limits)]
    if origin is Literal:
        return annotation
    if origin is tuple:
        return list[_typed(parts[0])]  # type: ignore[misc]
    if origin is dict:
        return dict[_typed(parts[0]), _typed(parts[1])]  # type: ignore[misc]
    if any(get_origin(part) is Literal for part in parts) and len(parts) > 1:
        return _word(parts)
    if parts:
        return Union[tuple(map(_typed, parts))]  # noqa: UP007 — made of parts that are known when it runs
    if isinstance(annotation, type) and is_dataclass(annotation):
        return _model(annotation)
    return annotation


def _word(parts: tuple[Any, ...]) -> Any:
    """Text that is one of some words, or of a pattern, or null: a union of the two is nothing to msgspec."""
    words = [re.escape(word) for part in parts if get_origin(part) is Literal for word in get_args(part)]
    patterned = [part for part in parts if get_origin(part) is Annotated]
    if not patterned:
        return Union[tuple(map(_typed, parts))]  # noqa: UP007
    more = [limits.limits["pattern"].removesuffix("$") for part in patterned for limits in get_args(part)[1:]]
    text = Annotated[str, msgspec.Meta(pattern=rf"^(?:{'|'.join([*words, *more])})\Z")]
    return text | None if type(None) in parts else text


def _model(model: type[Any]) -> Any:
    return _struct(
        model.__name__,
        [
            (field.key, _typed(field.annotation), msgspec.NODEFAULT)
            if field.needed
            else (field.key, _typed(field.annotation) | msgspec.UnsetType, msgspec.UNSET)
            for field in sorted(fields_of(model), key=lambda field: not field.needed)
        ],
    )
