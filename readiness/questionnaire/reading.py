"""From the text of a question file to facets and actions, or to every problem in it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias, TypeVar

from readiness.content import parse_toml
from readiness.errors import ContentError, Problem
from readiness.limits import MOST_PROBLEMS
from readiness.models import read_as
from readiness.questionnaire import models

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from readiness.models import Path

__all__ = [
    "ITEMS",
    "FilePart",
    "Finding",
    "doubles",
    "parse",
    "parse_actions",
    "parse_facet",
    "place",
    "read_part",
    "split",
]

Read = TypeVar("Read")
Finding: TypeAlias = "tuple[Path, str, str]"
"""A place, what is wrong there, and what to do about it."""


def parse_facet(head: str, source: str, name: str) -> models.FacetQuestions:
    """The facet in the head of its file; `name` is the file's name without its suffix."""

    def check(facet: models.FacetQuestions) -> Iterator[Finding]:
        if facet.id != name:
            yield ("id",), f'"{facet.id}" is not the name of the file', f'write id = "{name}"'
        yield from doubles([step.id for step in facet.steps], "steps")

    part = FilePart(head)
    return read_part(models.FacetQuestions, parse(part, source), part, source, check)


def parse_actions(content: str, source: str) -> tuple[models.FactAction, ...]:
    """The actions that raise leaves which are not rated."""

    def check(found: models.Actions) -> Iterator[Finding]:
        yield from doubles([action.id for action in found.steps], "steps")

    part = FilePart(content)
    return read_part(models.Actions, parse(part, source), part, source, check).steps


def read_part(
    model: type[Read],
    raw: dict[str, Any],
    part: FilePart,
    source: str,
    check: Callable[[Read], Iterator[Finding]],
) -> Read:
    """A part of a file, parsed as `raw`, as a model.

    Raises
    ------
    ContentError
        With every problem and its line: first those of the model, then what `check` finds.
    """

    def where(path: Path) -> str:
        return place(path, raw, part)

    found, problems = read_as(model, raw, where=where)
    if found is not None:
        findings = list(check(found))
        problems = [Problem(where(path), what, fix) for path, what, fix in findings[:MOST_PROBLEMS]]
        if len(findings) > MOST_PROBLEMS:
            problems.append(Problem("…", "more", n=len(findings) - MOST_PROBLEMS))
    if found is None or problems:
        raise ContentError(source, problems)
    return found


def doubles(ids: Sequence[str], array: str) -> Iterator[Finding]:
    """Every id that an earlier entry of the array has too."""
    seen: set[str] = set()
    for i, name in enumerate(ids):
        if name in seen:
            yield (array, i, "id"), f'"{name}" is the id of an earlier one too', "give each its own"
        seen.add(name)


ITEMS = "[[items]]"
"""The line that opens an item; the first one ends the head of a facet's file."""


class FilePart(NamedTuple):
    """A stretch of a file: its text, and how many lines stand before it."""

    text: str
    lines_before: int = 0


def split(content: str) -> tuple[FilePart, FilePart]:
    """The head of a facet's file, and the items after it."""
    if content.startswith(ITEMS + "\n"):
        return FilePart(""), FilePart(content)
    at = content.find(f"\n{ITEMS}\n") + 1
    if not at:
        return FilePart(content), FilePart("", content.count("\n"))
    return FilePart(content[:at]), FilePart(content[at:], content.count("\n", 0, at))


def parse(part: FilePart, source: str) -> dict[str, Any]:
    """The tables of a part, or the place where it is no TOML."""
    found: dict[str, Any] = tidied(parse_toml(part.text, source, lines_before=part.lines_before))
    return found


def tidied(value: Any) -> Any:
    """The value with every text as it is meant: line breaks around it, and spaces behind it, do not count."""
    if isinstance(value, str):
        return value.strip("\n").rstrip()
    if isinstance(value, dict):
        return {key: tidied(inner) for key, inner in value.items()}
    return [tidied(inner) for inner in value] if isinstance(value, list) else value


def place(path: Path, raw: dict[str, Any], part: FilePart) -> str:
    """How a path is said: the line, and the path with the entry's own id in place of its position."""
    lines = part.text.split("\n")
    start, end, said = 0, len(lines), ""
    rest = path
    if len(path) > 1 and isinstance(path[1], int):
        headers = [i for i, line in enumerate(lines) if line.strip() == f"[[{path[0]}]]"]
        if path[1] < len(headers):
            start, rest = headers[path[1]], path[2:]
            end = next((i for i in range(start + 1, end) if lines[i].startswith("[")), end)
            entry = raw[str(path[0])][path[1]]
            name = entry.get("id") if isinstance(entry, dict) else None
            said = name if isinstance(name, str) and name else f"{path[0]}[{path[1] + 1}]"
    line = start
    if rest:
        key = re.compile(rf"\s*{re.escape(str(rest[0]))}\s*=")
        line = next((i for i in range(start, end) if key.match(lines[i])), start)
    for step in rest:
        said += f"[{step + 1}]" if isinstance(step, int) else f".{step}" if said else step
    return f"line {line + 1 + part.lines_before}, {said or 'the file'}"
