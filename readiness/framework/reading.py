"""A framework from a TOML file: found, parsed, read, digested."""

from __future__ import annotations

import contextlib
import json
import math
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from readiness import content
from readiness.content import parse_toml
from readiness.errors import ContentError, Problem, ReadinessError, UsageError, closest, quoted
from readiness.files import read_bytes
from readiness.framework.checking import framework_problems
from readiness.framework.facts import FieldFacts
from readiness.framework.model import EXTENSION_KEYS, Framework, LevelRules
from readiness.limits import MAX_TOML_DEPTH, MOST_HEIRS
from readiness.models import read_as

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = [
    "DEFAULT_FRAMEWORK",
    "framework_ids",
    "is_file_name",
    "is_of_the_field",
    "load_field_facts",
    "load_framework",
    "load_level_rules",
    "role_files",
]

DEFAULT_FRAMEWORK = "ml-engineer-entry"
_NOT_FRAMEWORKS = ("field-facts", "levels", "measurement")


def framework_ids() -> tuple[str, ...]:
    """The ids of the shipped frameworks, the default one first."""
    found = [name for name in content.names("weights") if name not in _NOT_FRAMEWORKS]
    return tuple(sorted(found, key=lambda name: (name != DEFAULT_FRAMEWORK, name)))


def load_framework(source: str | Path = DEFAULT_FRAMEWORK) -> Framework:
    """The framework of this id, or of this TOML file.

    Parameters
    ----------
    source : str or Path
        A shipped id such as ``"ml-engineer-entry"``, or the path of a file that ends in ``.toml``.

    Raises
    ------
    UsageError
        If there is no shipped framework of this id.
    ContentError
        If the file is not a framework; every problem is listed with its place.
    AccessError
        If the file cannot be read.

    Examples
    --------
    >>> [criterion.importance.value for criterion in load_framework().criteria][:4]
    [95.0, 90.0, 85.0, 80.0]
    """
    if is_file_name(source):
        return _checked(
            content.decode(read_bytes(Path(source)), str(source)), str(source), Path(source).parent
        )
    return _shipped(str(source))


def is_file_name(source: str | Path) -> bool:
    """Whether a role is named by its file, not by its id."""
    name = str(source)
    return isinstance(source, Path) or name.endswith(".toml") or "/" in name or "\\" in name


@cache
def _shipped(name: str) -> Framework:
    if name not in framework_ids():
        hint = closest(name, framework_ids())
        raise UsageError(f"no framework is called {name!r}; {hint} (or give the path of a .toml file)")
    return _checked(content.read_text("weights", f"{name}.toml"), f"weights/{name}.toml", None)


@cache
def load_field_facts() -> FieldFacts:
    """The article's figures about the field: context beside a score, never part of one."""
    source = "weights/field-facts.toml"
    raw = parse_toml(content.read_text("weights", "field-facts.toml"), source)
    facts, problems = read_as(FieldFacts, raw)
    if facts is None:
        raise ContentError(source, problems)
    return facts


@cache
def load_level_rules() -> LevelRules:
    """What holds for a role that says nothing of levels, such as one that was made in Python."""
    rules, problems = read_as(LevelRules, _level_rules())
    if rules is None:
        raise ContentError("weights/levels.toml", problems)
    return rules


def is_of_the_field(framework: Framework) -> bool:
    """Whether a role rests on the article, so that its figures about the field are context for it."""
    return framework.source.title == load_field_facts().source.title


def role_files(path: Path) -> list[Path]:
    """A role's file, the files that it extends, and the folders of questions that they name.

    What cannot be read names nothing: whoever reads it for good says what is wrong.
    """
    found = [path]
    for file in found:
        with contextlib.suppress(ReadinessError, OSError, ValueError):
            if file.suffix == ".toml" and file.is_file() and len(found) <= MOST_HEIRS * 2:
                raw = parse_toml(content.decode(read_bytes(file), str(file)), str(file))
                named = [raw.get("extends"), raw.get("questions")]
                found += [file.parent / name for name in named if isinstance(name, str) and name]
    return [one for one in found if one.exists()]


def _tables(text: str, source: str, folder: Path | None, heirs: tuple[str, ...]) -> dict[str, Any]:
    """The tables of a role file, complete; `heirs` are the files that extend it, `folder` is where it is."""
    raw = parse_toml(text, source)
    if not raw:
        raise ContentError(source, [Problem("the file", "is empty", "see `readiness schema framework`")])
    if "digest" in raw:
        problem = Problem("digest", "is computed on reading", "remove it from the file")
        raise ContentError(source, [problem])
    deep = next((key for key, value in raw.items() if _depth({key: value}) > MAX_TOML_DEPTH), None)
    if deep is not None:
        problem = Problem(deep, f"is nested more than {MAX_TOML_DEPTH} deep", "simplify it")
        raise ContentError(source, [problem])
    base = raw.get("extends")
    if base is None:
        stray = next((key for key in EXTENSION_KEYS if key in raw), None)
        if stray:
            problem = Problem(stray, "needs extends", "name the role that it changes: extends = ID")
            raise ContentError(source, [problem])
        return {**_level_rules(), **raw}
    if not isinstance(base, str):
        raise ContentError(
            source, [Problem("extends", "is no text", "name the id of a role, or a .toml file")]
        )
    _digest(raw, source)  # what no field takes is told of this file
    from readiness.framework.extending import extended

    return extended(raw, _base(base, source, folder, heirs), source)


def _base(base: str, source: str, folder: Path | None, heirs: tuple[str, ...]) -> dict[str, Any]:
    """The tables of the role that another extends."""
    if base in framework_ids():
        name, place = f"weights/{base}.toml", None
    elif folder is not None and is_file_name(base):
        place = folder / base
        name = str(place)
    else:
        hint = closest(base, framework_ids())
        what = f"there is no role {quoted(base)}"
        raise ContentError(source, [Problem("extends", what, f"{hint} (or a .toml file beside this one)")])
    if len(heirs) >= MOST_HEIRS or name in (*heirs, source):
        problem = Problem("extends", "leads back to a role that it began from", "let one of them stand alone")
        raise ContentError(source, [problem])
    if place is None:
        text = content.read_text("weights", f"{base}.toml")
    else:
        text = content.decode(read_bytes(place), name)
    tables = _tables(text, name, place.parent if place else None, (*heirs, source))
    _recognised(tables, name)  # what is wrong there is told of that file
    return tables


def _checked(text: str, source: str, folder: Path | None) -> Framework:
    raw = _tables(text, source, folder, ())
    digest = _digest(raw, source)
    return replace(_recognised(raw, source), digest=digest)


def _recognised(raw: dict[str, Any], source: str) -> Framework:
    framework, problems = read_as(Framework, raw)
    if framework is not None:
        problems = framework_problems(framework)
    if framework is None or problems:
        raise ContentError(source, problems)
    return framework


@cache
def _level_rules() -> dict[str, Any]:
    """What a role that says nothing of levels is read with."""
    return parse_toml(content.read_text("weights", "levels.toml"), "weights/levels.toml")


def _depth(raw: dict[str, Any]) -> int:
    """How deep tables and arrays are nested, counted without recursion."""
    depth = 0
    layer: list[Any] = [raw]
    while layer and depth <= MAX_TOML_DEPTH:
        depth += 1
        layer = [
            inner
            for value in layer
            for inner in (value.values() if isinstance(value, dict) else value)
            if isinstance(inner, (dict, list))
        ]
    return depth


def _digest(raw: dict[str, Any], source: str) -> str:
    """SHA-256 of what the file says, whatever its white space, comments and order of keys."""
    try:
        canonical = json.dumps(raw, sort_keys=True, ensure_ascii=False, allow_nan=False)
    except (TypeError, ValueError):
        raise ContentError(source, list(_unfit(raw, ""))) from None
    return content.digest([canonical])


def _unfit(value: Any, where: str) -> Iterator[Problem]:
    """Every value that TOML knows and no field takes: dates, and numbers that are not finite."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _unfit(inner, f"{where}.{key}" if where else key)
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            name = inner.get("id") if isinstance(inner, dict) else None
            yield from _unfit(inner, f"{where}.{index} ({name})" if name else f"{where}.{index}")
    elif not isinstance(value, (str, int, float)) or (isinstance(value, float) and not math.isfinite(value)):
        yield Problem(where, f"{value} is no value that a field takes", "use finite numbers and text")
