"""What pydantic says of content that is not plainly right, told as located problems; and JSON Schemas.

Importing pydantic and building its validators takes longer than scoring a profile, so only who needs a word
of it imports this module.
"""

from __future__ import annotations

import json
from numbers import Integral, Real
from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import TypeAdapter, ValidationError

from readiness.errors import Problem, closest, quoted
from readiness.quick import fields_of, models_in, once_a_class, tag_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pydantic_core import ErrorDetails

    from readiness.models import Frozen

__all__ = ["json_schema", "problems_of", "validated"]

MOST_PROBLEMS = 20
"""More problems than this are counted, not listed: nobody mends fifty in one go."""

Model = TypeVar("Model", bound="Frozen")


@once_a_class
def _validator(model: type[Model]) -> TypeAdapter[Model]:
    return TypeAdapter(model)


def json_schema(model: type[Frozen]) -> dict[str, Any]:
    """The JSON Schema (2020-12) of a model."""
    return _validator(model).json_schema(by_alias=True)


def validated(model: type[Model], content: dict[str, Any]) -> tuple[Model | None, list[Problem]]:
    """The content as pydantic takes it; parameters and result as of `readiness.quick.read_as`."""
    try:
        return _validator(model).validate_json(json.dumps(content, default=_number)), []
    except ValidationError as error:
        return None, problems_of(error, content, model)


def _number(value: object) -> int | float:
    """A number of numpy's, say, as Python's own."""
    if isinstance(value, Integral):
        return int(value)
    if isinstance(value, Real):
        return float(value)
    raise TypeError(f"{value!r} is nothing that a model holds")


def problems_of(error: ValidationError, content: Any, model: type[Frozen]) -> list[Problem]:
    """What pydantic found, at most `MOST_PROBLEMS` of it, in words for the person who wrote the content."""
    found: dict[str, Problem] = {}
    for detail in error.errors(include_url=False):
        problem = _problem(detail, content, model)
        found.setdefault(problem.where, problem)
    listed = list(found.values())
    if len(listed) > MOST_PROBLEMS:
        rest = len(listed) - MOST_PROBLEMS
        listed = [*listed[:MOST_PROBLEMS], Problem("…", f"and {rest} more", "mend these first")]
    return listed


def _problem(detail: ErrorDetails, content: Any, model: type[Frozen]) -> Problem:
    where, value = _place(detail["loc"], content)
    kind, context = detail["type"], detail.get("ctx", {})
    shown = quoted(value)
    if kind == "unexpected_keyword_argument":
        key = str(detail["loc"][-1])
        return Problem(where, "no field of this name", closest(key, _siblings(detail["loc"], model)))
    if kind == "missing":
        return Problem(where, "is missing", "add it")
    if kind in {"literal_error", "enum"}:
        return Problem(where, f"{shown} is not one of the possible values", _options(value, context))
    if kind in _RANGES:
        bound = next(v for k, v in context.items() if k in {"ge", "gt", "le", "lt"})
        return Problem(where, f"{shown} is out of range", f"must be {_RANGES[kind]} {bound:g}")
    if kind in _WANTED:
        return Problem(where, f"{shown} is not {_WANTED[kind]}", _unquoted(value, kind))
    if kind in {"too_long", "string_too_long"}:
        return Problem(where, "is too long", f"at most {context['max_length']} are read")
    if kind in {"too_short", "string_too_short"}:
        return Problem(where, f"{shown} is too short", f"at least {context['min_length']} needed")
    if kind == "json_invalid":  # all else that is no JSON never gets here
        return Problem("the file", "holds half of a surrogate pair", "write the whole character")
    if kind == "value_error":
        return Problem(where, str(context["error"]))
    return Problem(where, f"{shown}: {detail['msg'][:1].lower()}{detail['msg'][1:]}")


def _options(value: Any, context: dict[str, Any]) -> str:
    options = [o.strip().strip("'") for o in str(context["expected"]).replace(" or ", ", ").split(", ")]
    listed = f"one of: {', '.join(options)}"
    hint = closest(value, options) if isinstance(value, str) else listed
    return f"{hint} {listed}" if hint.startswith("did you mean") else hint


_RANGES = {
    "greater_than_equal": "at least",
    "greater_than": "more than",
    "less_than_equal": "at most",
    "less_than": "less than",
}

_WANTED = {
    "int_type": "a whole number",
    "int_from_float": "a whole number",
    "int_parsing_size": "a number that fits",
    "float_type": "a number",
    "finite_number": "a finite number",
    "string_type": "text",
    "bool_type": "true or false",
    "tuple_type": "a list",
    "list_type": "a list",
    "dict_type": "an object",
    "dataclass_type": "an object",
}


def _unquoted(value: Any, kind: str) -> str:
    if isinstance(value, str) and kind in {"int_type", "float_type"} and value.strip().isascii():
        try:
            float(value)
        except ValueError:
            return ""
        return f"write {quoted(value)[1:-1]} without quotes"
    return ""


def _place(loc: Sequence[str | int], content: Any) -> tuple[str, Any]:
    """The path of a place, naming list entries by their id where they have one, and what stands there."""
    parts: list[str] = []
    here = content
    for step in loc:
        if isinstance(here, dict):
            if step not in here and parts and step != loc[-1]:
                continue  # the tag of a union, not a key
            here = here.get(step)
            parts.append(str(step))
        elif isinstance(here, (list, tuple)) and isinstance(step, int) and step < len(here):
            here = here[step]
            name = here.get("id", here.get("item")) if isinstance(here, dict) else None
            parts.append(f"{step}" if not isinstance(name, str) else f"{step} ({name})")
    return ".".join(parts) or "the file", here


def _siblings(loc: Sequence[str | int], model: type[Frozen]) -> list[str]:
    """The keys of the model in which an unknown key was found."""
    here: list[type[Frozen]] = [model]
    for step in loc[:-1]:
        if isinstance(step, int):
            continue
        inner = [m for h in here for f in fields_of(h) if f.key == step for m in models_in(f.annotation)]
        tagged = [h for h in here if tag_of(h) == step]
        here = tagged or inner or here
    return list(dict.fromkeys(f.key for h in here for f in fields_of(h)))
