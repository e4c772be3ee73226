"""The base of every model at the boundary, and its errors told as located problems."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Self, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

from readiness.errors import Problem, closest, visible

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pydantic_core import ErrorDetails

__all__ = ["Frozen", "problems_of", "quoted", "read_as", "trusted"]

MOST_PROBLEMS = 20
"""More problems than this are counted, not listed: nobody mends fifty in one go."""


_set = object.__setattr__


class Frozen(BaseModel):
    """Frozen, strict, and closed to unknown keys; its validator is built when first used."""

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid", defer_build=True, allow_inf_nan=False)

    if not TYPE_CHECKING:  # the type checker's plugin knows the fields and their types

        @classmethod
        def model_construct(cls, _fields_set: set[str] | None = None, **values: Any) -> Self:
            """A record of values known to be right: pydantic's own, without its search for aliases."""
            if _fields_set is not None or len(values) != len(cls.__pydantic_fields__):
                return super().model_construct(_fields_set, **values)
            record = cls.__new__(cls)
            _set(record, "__dict__", values)
            _set(record, "__pydantic_fields_set__", set(values))
            _set(record, "__pydantic_extra__", None)
            _set(record, "__pydantic_private__", None)
            return record


Model = TypeVar("Model", bound=BaseModel)


def read_as(model: type[Model], content: dict[str, Any]) -> tuple[Model | None, list[Problem]]:
    """The content as a model, or every reason why it is not one.

    Parameters
    ----------
    model : type of BaseModel
        What the content should be.
    content : dict
        Plain values as a JSON or TOML parser gives them: an array may stand for a tuple, an integer for a
        float, and nothing else is converted.

    Returns
    -------
    tuple of (model or None, list of Problem)
        Exactly one of the two says something.
    """
    try:
        return model.model_validate_json(json.dumps(content)), []
    except ValidationError as error:
        return None, problems_of(error, content, model)


def trusted(model: type[Model], content: dict[str, Any]) -> Model:
    """The content as a model, unvalidated: for shipped files, which tests and `readiness check` validate.

    Building pydantic's validators for a whole framework costs more than scoring a profile with it.

    Parameters
    ----------
    model : type of BaseModel
        What the content is known to be.
    content : dict
        Plain values, as `read_as` takes them.
    """
    values = {
        name: _trusted_value(model, field.annotation, content[field.alias or name])
        if (field.alias or name) in content
        else field.get_default(call_default_factory=True)
        for name, field in model.model_fields.items()
    }
    return model.model_construct(**values)


def _trusted_value(owner: type[BaseModel], annotation: Any, value: Any) -> Any:
    if isinstance(value, dict):
        candidates = _models_in(annotation) or [owner]  # a model that holds itself is not resolved yet
        own = [m for m in candidates if _tag(m) == value.get("kind")] if len(candidates) > 1 else candidates
        return trusted(own[0], value)
    if isinstance(value, list):
        return tuple(_trusted_value(owner, annotation, inner) for inner in value)
    if type(value) is int and _takes_floats(annotation):
        return float(value)
    return value


def _takes_floats(annotation: Any) -> bool:
    return annotation is float or any(map(_takes_floats, getattr(annotation, "__args__", ())))


def problems_of(error: ValidationError, content: Any, model: type[BaseModel]) -> list[Problem]:
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


def quoted(value: Any) -> str:
    """A wrong value as it can be shown: JSON, printable, and short."""
    try:
        text = json.dumps(value, ensure_ascii=False)
    except (TypeError, ValueError):
        text = repr(value)
    text = visible(text)
    return text if len(text) <= 60 else f"{text[:57]}..."  # noqa: PLR2004 — fits a line beside the message


def _problem(detail: ErrorDetails, content: Any, model: type[BaseModel]) -> Problem:
    where, value = _place(detail["loc"], content)
    kind, context = detail["type"], detail.get("ctx", {})
    shown = quoted(value)
    if kind == "extra_forbidden":
        key = str(detail["loc"][-1])
        return Problem(where, "no field of this name", closest(key, _siblings(detail["loc"], model)))
    if kind == "missing":
        return Problem(where, "is missing", "add it")
    if kind in {"literal_error", "enum"}:
        options = [o.strip().strip("'") for o in str(context["expected"]).replace(" or ", ", ").split(", ")]
        hint = closest(value, options) if isinstance(value, str) else f"one of: {', '.join(options)}"
        if hint.startswith("did you mean"):
            hint += f" one of: {', '.join(options)}"
        return Problem(where, f"{shown} is not one of the possible values", hint)
    if kind in _RANGES:
        bound = next(v for k, v in context.items() if k in {"ge", "gt", "le", "lt"})
        return Problem(where, f"{shown} is out of range", f"must be {_RANGES[kind]} {bound:g}")
    if kind in _WANTED:
        return Problem(where, f"{shown} is not {_WANTED[kind]}", _unquoted(value, kind))
    if kind in {"too_long", "string_too_long"}:
        return Problem(where, "is too long", f"at most {context['max_length']} are read")
    if kind in {"too_short", "string_too_short"}:
        return Problem(where, f"{shown} is too short", f"at least {context['min_length']} needed")
    if kind == "value_error":
        return Problem(where, str(context["error"]))
    return Problem(where, f"{shown}: {detail['msg'][:1].lower()}{detail['msg'][1:]}")


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
    "model_type": "an object",
    "model_attributes_type": "an object",
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


def _siblings(loc: Sequence[str | int], model: Any) -> list[str]:
    """The names of the fields of the model in which an unknown key was found."""
    here: list[Any] = [model]
    for step in loc[:-1]:
        if isinstance(step, int):
            continue
        inner = [
            m for h in here if step in h.model_fields for m in _models_in(h.model_fields[step].annotation)
        ]
        tagged = [h for h in here if _tag(h) == step]
        here = tagged or inner or here
    return list(dict.fromkeys(name for h in here for name in h.model_fields))


def _models_in(annotation: Any) -> list[Any]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    return [m for a in getattr(annotation, "__args__", ()) for m in _models_in(a)]


def _tag(model: Any) -> Any:
    field = model.model_fields.get("kind")
    return field.default if field else None
