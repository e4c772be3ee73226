"""What a table of a content file may hold: each shape reads one value and reports what is wrong with it.

Shapes are plain functions put together from smaller ones. They do what a validation library would do, without
its start-up: importing one and building its models takes several times as long as reading every question.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from readiness.errors import Problem, closest

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

__all__ = [
    "Field",
    "Path",
    "Report",
    "Shape",
    "flag",
    "many",
    "mapping",
    "number",
    "one_of",
    "optional",
]
__all__ += ["table", "tagged", "text", "whole"]

Path: TypeAlias = tuple[str | int, ...]
Shape: TypeAlias = "Callable[[object, Path, Report], Any]"


class Report:
    """The problems found so far, each with the path of the value in its file."""

    def __init__(self) -> None:
        self.found: list[tuple[Path, str, str]] = []

    def add(self, path: Path, what: str, fix: str = "") -> None:
        """Note one problem."""
        self.found.append((path, what, fix))

    def problems(self, where: Callable[[Path], str]) -> list[Problem]:
        """The problems, located in the words of `where`."""
        return [Problem(where(path), what, fix) for path, what, fix in self.found]


class Field(NamedTuple):
    """One key of a table: how its value is read, and what stands in for it where it is missing."""

    shape: Shape
    required: bool = True
    default: Any = None
    key: str | None = None


def optional(shape: Shape, default: Any = None) -> Field:
    """A key that may be missing."""
    return Field(shape, required=False, default=default)


def text(value: object, path: Path, report: Report) -> str:
    """Text with something in it; line breaks around it do not count."""
    if not isinstance(value, str):
        report.add(path, f"{_shown(value)} is not text")
        return ""
    stripped = value.strip("\n").rstrip()
    if not stripped.strip():
        report.add(path, "is empty")
    return stripped


def flag(value: object, path: Path, report: Report) -> bool:
    """True or false."""
    if not isinstance(value, bool):
        report.add(path, f"{_shown(value)} is neither true nor false")
    return value is True


def whole(low: int, high: int) -> Shape:
    """A whole number from `low` to `high`."""

    def read(value: object, path: Path, report: Report) -> int:
        if type(value) is int and low <= value <= high:
            return value
        report.add(path, f"{_shown(value)} is not a whole number from {low} to {high}")
        return low

    return read


def number(low: float = -1e300, high: float = 1e300, *, above: bool = False) -> Shape:
    """A number from `low` to `high`; with `above`, `low` itself is too small. Whole numbers stay whole."""
    limits = f"{'above' if above else 'from'} {low:g} up to {high:g}" if high < 1e300 else "of ordinary size"  # noqa: PLR2004

    def read(value: object, path: Path, report: Report) -> int | float:
        if type(value) in (int, float) and low <= value <= high and not (above and value == low):  # type: ignore[operator]
            return value  # type: ignore[return-value]
        report.add(path, f"{_shown(value)} is not a number {limits}")
        return low

    return read


def one_of(*words: str) -> Shape:
    """One of a closed set of words."""

    def read(value: object, path: Path, report: Report) -> str:
        if isinstance(value, str) and value in words:
            return value
        report.add(path, f"{_shown(value)} is not known here", closest(str(value), words))
        return words[0]

    return read


def many(shape: Shape, least: int = 1, most: int | None = None) -> Shape:
    """A list of values of one shape, as a tuple."""
    expected = (
        f"at least {least}" if most is None else f"{least} to {most}" if least < most else f"exactly {least}"
    )

    def read(value: object, path: Path, report: Report) -> tuple[Any, ...]:
        if not isinstance(value, list):
            report.add(path, f"{_shown(value)} is not a list")
            return ()
        if len(value) < least or (most is not None and len(value) > most):
            report.add(path, f"has {len(value)} entries", f"give {expected}")
        return tuple(shape(entry, (*path, i), report) for i, entry in enumerate(value))

    return read


def mapping(shape: Shape) -> Shape:
    """A table whose keys are free and whose values have one shape."""

    def read(value: object, path: Path, report: Report) -> dict[str, Any]:
        if not isinstance(value, dict):
            report.add(path, f"{_shown(value)} is not a table")
            return {}
        return {key: shape(entry, (*path, key), report) for key, entry in value.items()}

    return read


def table(build: Callable[..., Any], **fields: Field | Shape) -> Shape:
    """A table with these keys and no others, handed to `build`; None where something in it is wrong."""
    plan = [(name, f if isinstance(f, Field) else Field(f)) for name, f in fields.items()]
    keyed = {field.key or name: (name, field) for name, field in plan}

    def read(value: object, path: Path, report: Report) -> Any:
        if not isinstance(value, dict):
            report.add(path, f"{_shown(value)} is not a table")
            return None
        before = len(report.found)
        for key in value.keys() - keyed.keys():
            report.add((*path, key), "is no key of this table", closest(key, keyed))
        arguments = {}
        for key, (name, field) in keyed.items():
            if key in value:
                arguments[name] = field.shape(value[key], (*path, key), report)
            elif field.required:
                report.add((*path, key), "is missing")
            else:
                arguments[name] = field.default
        return build(**arguments) if len(report.found) == before else None

    return read


def tagged(key: str, shapes: Mapping[str, Shape]) -> Shape:
    """A table whose shape is named by one of its own keys."""
    tag = one_of(*shapes)

    def read(value: object, path: Path, report: Report) -> Any:
        if not isinstance(value, dict):
            report.add(path, f"{_shown(value)} is not a table")
            return None
        if key not in value:
            report.add((*path, key), "is missing", f"one of: {', '.join(shapes)}")
            return None
        before = len(report.found)
        chosen = tag(value[key], (*path, key), report)
        return shapes[chosen](value, path, report) if len(report.found) == before else None

    return read


def _shown(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return f'"{value if len(value) <= 60 else value[:57] + "..."}"'  # noqa: PLR2004
    if isinstance(value, int | float) and abs(value) < 1e12:  # noqa: PLR2004
        return re.sub(r"\.0$", "", str(value))
    return {
        dict: "a table",
        list: "a list",
        float: "a number out of range",
        int: "a number out of range",
    }.get(type(value), f"a {type(value).__name__}")
