"""The text of a question file: its two parts, its TOML, and where in it a value stands."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from readiness.content import parse_toml

if TYPE_CHECKING:
    from readiness.models import Path

__all__ = ["ITEMS", "Part", "parse", "place", "split"]

ITEMS = "[[items]]"
"""The line that opens an item; the first one ends the head of a facet's file."""


class Part(NamedTuple):
    """A stretch of a file: its text, and how many lines stand before it."""

    text: str
    lines_before: int = 0


def split(content: str) -> tuple[Part, Part]:
    """The head of a facet's file, and the items after it."""
    if content.startswith(ITEMS + "\n"):
        return Part(""), Part(content)
    at = content.find(f"\n{ITEMS}\n") + 1
    if not at:
        return Part(content), Part("", content.count("\n"))
    return Part(content[:at]), Part(content[at:], content.count("\n", 0, at))


def parse(part: Part, source: str) -> dict[str, Any]:
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


def place(path: Path, raw: dict[str, Any], part: Part) -> str:
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
