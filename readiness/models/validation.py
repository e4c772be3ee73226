"""What pydantic says of content that is not plainly right, as located problems; and JSON Schemas.

Importing pydantic and building its validators takes longer than scoring a profile, so only who needs a word
of it imports this module.
"""

from __future__ import annotations

import json
import re
from functools import partial
from numbers import Integral, Real
from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import ConfigDict, TypeAdapter, ValidationError, with_config

from readiness.errors import Problem, closest, first_problems, quoted
from readiness.limits import MOST_PROBLEMS
from readiness.models.fields import TAG, fields_of, models_in, once_per_class, tag_of
from readiness.models.pruning import pruned

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from pydantic_core import ErrorDetails

    from readiness.models.recognition import Path

__all__ = ["json_schema", "problems_of", "validated"]

Model = TypeVar("Model")


_CONFIG: ConfigDict = {
    "strict": True,
    "extra": "forbid",
    "allow_inf_nan": False,
    "use_attribute_docstrings": True,
}


@once_per_class
def _validator(model: type[Any]) -> TypeAdapter[Any]:
    return TypeAdapter(with_config(_CONFIG)(model))


def json_schema(model: type[Any]) -> dict[str, Any]:
    """The JSON Schema (2020-12) of a model."""
    found: dict[str, Any] = _in_one_line(_validator(model).json_schema(by_alias=True))
    return found


def _in_one_line(schema: Any) -> Any:
    """The schema with every text in one line, however its source is wrapped."""
    if isinstance(schema, dict):
        return {key: _in_one_line(value) for key, value in schema.items()}
    if isinstance(schema, list):
        return [_in_one_line(value) for value in schema]
    return " ".join(schema.split()) if isinstance(schema, str) else schema


def validated(
    model: type[Model], content: dict[str, Any], *, where: Callable[[Path], str] | None = None
) -> tuple[Model | None, list[Problem]]:
    """The content as pydantic takes it; parameters and result as of `readiness.models.read_as`."""
    found = pruned(model, content)
    where = where or partial(_said, content)
    problems = [problem._replace(where=where(path)) for path, problem in found.problems.items()]
    try:
        made = _validator(model).validate_json(json.dumps(found.content, default=_as_json))
    except ValidationError as error:
        taken = {problem.where for problem in problems}  # what is too long is not missing
        others = problems_of(error, found.content, model, where)
        problems += [problem for problem in others if problem.where not in taken]
    else:
        if not problems:
            return made, []
    if found.n_more:
        problems.append(Problem("…", "more", n=found.n_more))
    return None, first_problems(problems)


def _as_json(value: object) -> object:
    """A number of numpy's as Python's own; what is no value of JSON as something that no field takes."""
    if isinstance(value, Integral):
        return int(value)
    if isinstance(value, Real):
        return float(value)
    return [{"": None}]


def problems_of(
    error: ValidationError, content: Any, model: type[Any], where: Callable[[Path], str]
) -> list[Problem]:
    """What pydantic found, in words for the person who wrote the content: the first places of it."""
    found: dict[Path, Problem] = {}
    more: set[Path] = set()
    for detail in error.errors(include_url=False):
        of_union = detail["loc"][-1:] in {("constrained-str",), ("constrained-float",)}
        path, value = _place(detail["loc"][:-1] if of_union else detail["loc"], content)
        if (
            of_union
            and detail["type"] == "string_type"
            and isinstance(value, (int, float))
            and not isinstance(value, bool)
        ):
            continue  # what is wrong with a number, its own branch of the union says
        if detail["type"] == "too_short" and len(value) >= detail["ctx"]["min_length"]:
            continue  # entries that are wrong were not counted; they are reported themselves
        if detail["type"] in _UNTAGGED and isinstance(value, dict):
            path, value = (*path, TAG), value.get(TAG)
        if len(found) >= MOST_PROBLEMS:
            more.add(path)
        elif path not in found:
            what, fix = _wrong(detail, value, model)
            if of_union and detail["type"] in {"string_type", "float_type"}:
                what, fix = f"{quoted(value)} is neither text nor a number", ""
            found[path] = Problem(where(path), what, fix)
    rest = len(more - found.keys())
    return first_problems([*found.values(), *([Problem("…", "more", n=rest)] if rest else [])])


def _wrong(detail: ErrorDetails, value: Any, model: type[Any]) -> tuple[str, str]:
    """What is wrong, and what to do about it."""
    kind, context = detail["type"], detail.get("ctx", {})
    shown = quoted(value)
    if kind == "unexpected_keyword_argument":
        return "no field of this name", closest(str(detail["loc"][-1]), _keys_beside(detail["loc"], model))
    if kind == "missing":
        return "is missing", "add it"
    if kind in {"literal_error", "enum"}:
        options = str(context["expected"]).replace(" or ", ", ").split(", ")
        return f"{shown} is not one of the possible values", _options(value, [o.strip("' ") for o in options])
    if kind in _UNTAGGED:
        tags = [tag_of(member) for member in _models_at(detail["loc"], model)]
        what = "is missing" if value is None else f"{shown} is not one of the possible values"
        return what, _options(value, tags)
    if kind in _RANGES:
        bound = next(v for k, v in context.items() if k in {"ge", "gt", "le", "lt"})
        return f"{shown} is out of range", f"must be {_RANGES[kind]} {bound:g}"
    if kind in _WANTED:
        return f"{shown} is not {_WANTED[kind]}", _unquoted(value, kind)
    if kind in _LENGTHS:
        given = detail["input"]  # of a key this is the key, and the value is what it leads to
        return _length(kind, given if isinstance(given, str) else value, context)
    return _otherwise(detail, value)


def _otherwise(detail: ErrorDetails, value: Any) -> tuple[str, str]:
    """What is wrong in ways that are seldom met."""
    kind = detail["type"]
    if kind == "string_pattern_mismatch":
        return _mismatch(detail, value)
    if kind == "json_invalid":  # all else that is no JSON never gets here
        return "holds half of a surrogate pair", "write the whole character"
    if kind == "value_error":
        return str(detail["ctx"]["error"]), ""
    return f"{quoted(value)}: {detail['msg'][:1].lower()}{detail['msg'][1:]}", ""


def _mismatch(detail: ErrorDetails, value: Any) -> tuple[str, str]:
    """What is said of a key or a text that is not spelled as its kind is."""
    given = detail["input"] if isinstance(detail["input"], str) else value
    plain = "-".join(str(given).casefold().split())
    fits = re.search(detail["ctx"]["pattern"], plain) is not None
    hint = f"write {plain}" if fits and plain != given else "write small letters, digits and hyphens"
    return f"{quoted(given)} is not spelled as such a name is", hint


def _options(value: Any, options: Sequence[str]) -> str:
    listed = f"one of: {', '.join(options)}"
    hint = closest(value, options) if isinstance(value, str) else listed
    return f"{hint} {listed}" if hint.startswith("did you mean") else hint


def _length(kind: str, value: Any, context: dict[str, Any]) -> tuple[str, str]:
    if kind in {"too_long", "string_too_long"}:
        return "is too long", f"at most {context['max_length']} are read"
    least = context["min_length"]
    if isinstance(value, str):
        what = f"{quoted(value)} is too short" if value else "is empty"
        return what, f"write at least {least} character{'' if least == 1 else 's'}"
    entries = "entry" if len(value) == 1 else "entries"
    return (f"has {len(value)} {entries}" if value else "is empty"), f"at least {least} needed"


_UNTAGGED = {"union_tag_invalid", "union_tag_not_found"}
_LENGTHS = {"too_long", "string_too_long", "too_short", "string_too_short"}

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
            return "write a number"
        return f"write {quoted(value)[1:-1]} without quotes"
    return ""


def _place(loc: Sequence[str | int], content: Any) -> tuple[Path, Any]:
    """The way to a place in the content, without what pydantic adds to it, and what stands there."""
    path: list[str | int] = []
    here = content
    for step in loc:
        if isinstance(here, dict):
            if step not in here and (step == "[key]" or (path and step != loc[-1])):
                continue  # it is the key itself that is wrong; or the tag of a union, not a key
            here = here.get(step)
            path.append(step)
        elif isinstance(here, (list, tuple)) and isinstance(step, int) and step < len(here):
            here = here[step]
            path.append(step)
    return tuple(path), here


def _said(content: Any, path: Path) -> str:
    """A path as text, naming list entries by their id where they have one."""
    parts: list[str] = []
    here = content
    for step in path:
        here = here.get(step) if isinstance(here, dict) else here[step]
        name = here.get("id", here.get("item")) if isinstance(step, int) and isinstance(here, dict) else None
        shown = '""' if step == "" else f"{step}"  # a key can be empty
        parts.append(f"{shown} ({name})" if isinstance(name, str) else shown)
    return ".".join(parts) or "the file"


def _models_at(loc: Sequence[str | int], model: type[Any]) -> list[type[Any]]:
    """The models of which one stands at a place that pydantic names."""
    here: list[type[Any]] = [model]
    for step in loc:
        if isinstance(step, int):
            continue
        inner = [m for h in here for f in fields_of(h) if f.key == step for m in models_in(f.annotation)]
        tagged = [h for h in here if tag_of(h) == step]
        here = tagged or inner or here
    return here


def _keys_beside(loc: Sequence[str | int], model: type[Any]) -> list[str]:
    """The keys of the model in which an unknown key was found."""
    return list(dict.fromkeys(f.key for found in _models_at(loc[:-1], model) for f in fields_of(found)))
