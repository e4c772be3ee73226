"""Texts of question files, whose lines were wrapped for an editor, as paragraphs for any width."""

from __future__ import annotations

import textwrap
from typing import Final

__all__ = ["paragraphs", "wrapped"]

EDITOR_WIDTH: Final = 72
"""A line that ends a sentence and had room for the next word was ended on purpose."""


def paragraphs(text: str) -> list[str]:
    r"""The text with the line ends of the editor taken out; indented lines and paragraphs stay apart.

    >>> paragraphs("Sales of May and\nJune. Now:\n\n    f(x)\n")
    ['Sales of May and June. Now:', '', '    f(x)']
    """
    found: list[str] = []
    before = ""
    for line in text.strip("\n").split("\n"):
        joined = bool(found and before.strip() and line.strip()) and not (
            line.startswith("  ") or before.startswith("  ") or _ended(before, line)
        )
        if joined:
            found[-1] = f"{found[-1]} {line.strip()}"
        else:
            found.append(line.rstrip())
        before = line
    return found


def _ended(line: str, following: str) -> bool:
    room = EDITOR_WIDTH - len(line) - 1
    return line.rstrip()[-1:] in {".", "?", "!", ":"} and len(following.split(maxsplit=1)[0]) <= room


def wrapped(text: str, width: int, *, indent: str = "", hanging: str | None = None) -> list[str]:
    """Lines of at most `width` columns; `hanging` stands before all but the first line of a paragraph."""
    lines: list[str] = []
    for paragraph in paragraphs(text):
        own = paragraph[: len(paragraph) - len(paragraph.lstrip())]
        rest = indent if hanging is None else hanging
        lines += textwrap.wrap(
            paragraph.strip(),
            max(width, 10 + len(rest)),
            initial_indent=indent + own,
            subsequent_indent=rest + own,
            break_on_hyphens=False,
            break_long_words=False,
        ) or [""]
    return lines
