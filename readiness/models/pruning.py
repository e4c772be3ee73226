"""Content with more wrong places than anybody reads, brought down to the first of them.

The validator finds every wrong place, and a file of 4 MiB can hold two million. What is right stays, so that
the first places keep their names; of what is wrong only as much stays as is listed, and the rest is counted.
"""

from __future__ import annotations

from dataclasses import is_dataclass
from types import NoneType, UnionType
from typing import TYPE_CHECKING, Annotated, Any, Union, get_args, get_origin

from readiness.errors import Problem
from readiness.limits import MOST_PROBLEMS
from readiness.models.fields import TAG, Limits, Tagged, fields_of, models_in, tag_of
from readiness.models.recognition import fits

if TYPE_CHECKING:
    from readiness.models.recognition import Path

__all__ = ["Pruned", "pruned"]


class Pruned:
    """What became of some content.

    Attributes
    ----------
    content
        What the validator is to look at.
    problems : dict
        Lists and tables with too many entries, by their places; they are not looked at further.
    n_more : int
        How many wrong places were left out.
    """

    def __init__(self) -> None:
        self.content: Any = None
        self.problems: dict[Path, Problem] = {}
        self.n_more = 0
        self._n_left = MOST_PROBLEMS + 1

    def spend(self) -> bool:
        """Whether one more wrong place is still listed."""
        self._n_left -= 1
        if self._n_left < 0:
            self.n_more += 1
        return self._n_left >= 0


def pruned(model: type[Any], content: Any) -> Pruned:
    """The content of a model with at most a few wrong places."""
    found = Pruned()
    found.content = _model(found, model, content, ()) if isinstance(content, dict) else content
    return found


_GONE: Any = object()


def _value(found: Pruned, annotation: Any, value: Any, path: Path) -> Any:
    """What is left of a value; `_GONE` where it is wrong, and so much else is."""
    if fits(annotation, value):
        return value
    limits: dict[str, Any] = {}
    annotation = _member(annotation, value, limits)
    origin, parts = get_origin(annotation), get_args(annotation)
    most = limits.get("max_length")
    if isinstance(value, (list, dict)) and origin in {tuple, dict} and most is not None and len(value) > most:
        if found.spend():
            what = f"has {len(value):,} entries"
            found.problems[path] = Problem("", what, f"at most {most} are read")
        return _GONE
    if isinstance(annotation, type) and is_dataclass(annotation) and isinstance(value, dict):
        return _model(found, annotation, value, path)
    if origin is tuple and isinstance(value, list):
        kept = (_value(found, parts[0], inner, (*path, k)) for k, inner in enumerate(value))
        return [inner for inner in kept if inner is not _GONE]
    if origin is dict and isinstance(value, dict):
        return {
            key: inner
            for key, old in value.items()
            if (inner := _entry(found, parts, key, old, path)) is not _GONE
        }
    return value if found.spend() else _GONE


def _entry(found: Pruned, parts: tuple[Any, ...], key: str, value: Any, path: Path) -> Any:
    if not fits(parts[0], key):
        return value if found.spend() else _GONE
    return _value(found, parts[1], value, (*path, key))


def _model(found: Pruned, model: type[Any], content: dict[str, Any], path: Path) -> dict[str, Any]:
    own = {field.key: field.annotation for field in fields_of(model)}
    kept = {}
    for key, value in content.items():
        if key in own:
            inner = _value(found, own[key], value, (*path, key))
        else:
            inner = value if found.spend() else _GONE
        if inner is not _GONE:
            kept[key] = inner
    return kept


def _member(annotation: Any, value: Any, limits: dict[str, Any]) -> Any:
    """The part of an annotation that speaks of such a value, with its limits."""
    while True:
        origin, parts = get_origin(annotation), get_args(annotation)
        if origin is Annotated:
            for part in parts[1:]:
                if isinstance(part, Limits):
                    limits |= part.limits
            if any(isinstance(part, Tagged) for part in parts[1:]):
                return _tagged(parts[0], value)
            annotation = parts[0]
        elif origin in {Union, UnionType}:
            fitting = [part for part in parts if part is not NoneType and _is_for(part, value)]
            if not fitting:
                return None
            annotation = fitting[0]
        else:
            return annotation


def _tagged(union: Any, value: Any) -> Any:
    tag = value.get(TAG) if isinstance(value, dict) else None
    return next((member for member in models_in(union) if tag_of(member) == tag), None)


def _is_for(annotation: Any, value: Any) -> bool:
    """Whether the annotation is for tables or lists, as the value is one."""
    bare = get_args(annotation)[0] if get_origin(annotation) is Annotated else annotation
    if isinstance(value, list):
        return get_origin(bare) is tuple
    is_table = get_origin(bare) is dict or (isinstance(bare, type) and is_dataclass(bare))
    return isinstance(value, dict) and is_table
