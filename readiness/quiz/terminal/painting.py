"""Screens as lines of styled text for any width: what the terminal face shows above its choices."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final, TypeAlias

from readiness.quiz import wording
from readiness.quiz.answers import shown
from readiness.quiz.explaining import explanation, help_of, outcome
from readiness.quiz.paragraphs import wrapped

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from readiness.quiz.screens import Asking, Explaining, Marked
    from readiness.quiz.wording import SittingProgress

__all__ = [
    "Line",
    "asking",
    "code_lines",
    "explaining",
    "hint",
    "how_to_answer",
    "option",
    "page",
    "plain_lines",
    "progress_lines",
]

Line: TypeAlias = list[tuple[str, str]]
"""Pieces of one line, each with its style."""

BAR: Final = 20
WIDEST: Final = 96
"""Longer lines are hard to read, however wide the window is."""
CODE_STYLES: Final = (
    ("Comment", "class:code.comment"),
    ("Keyword", "class:code.keyword"),
    ("Operator.Word", "class:code.keyword"),
    ("Literal.String", "class:code.string"),
    ("Literal.Number", "class:code.number"),
    ("Name.Builtin", "class:code.builtin"),
    ("Name.Function", "class:code.name"),
    ("Name.Class", "class:code.name"),
)


def progress_lines(at: SittingProgress, width: int) -> list[Line]:
    """`7/51  Model evaluation  [######--------------]`, the bar only where there is room for it."""
    title = f"{at.number}/{at.total}  {at.title[:1].upper()}{at.title[1:]}"
    room = width - len(title) - 2
    if room < BAR // 2 + 2:
        return plain_lines([title], width - 1, style="class:progress")
    drawn = wording.bar(at, min(BAR, room - 2))
    return [[("class:progress", title), ("", "  "), ("class:bar", drawn)]]


def hint(parts: Sequence[str], width: int) -> list[Line]:
    """What the keys do, in as few lines as fit."""
    lines: list[str] = []
    for part in parts:
        if lines and len(lines[-1]) + len(part) + 4 <= width:
            lines[-1] += f" | {part}"
        else:
            lines.append(part)
    return [[("class:hint", line)] for line in lines]


def asking(screen: Asking, width: int, *, helped: bool) -> list[Line]:
    """The question, its code, and its help where that was asked for."""
    question = screen.question
    room = min(width - 1, WIDEST)
    lines: list[Line] = []
    if screen.opens_section and question.section in wording.LEADS:
        lines += [*plain_lines([wording.LEADS[question.section]], room), []]
    lines += [[("class:question", text)] for text in wrapped(question.prompt, room)]
    if question.code:
        lines += [[], *code_lines(question.code, question.language, width - 1)]
    if helped:
        for text in help_of(question):
            lines += [[], *plain_lines([text], room, style="class:help")]
    if screen.earlier is not None:
        kept = f"Your answer: {shown(question, screen.earlier)}. Enter keeps it."
        lines += [[], *plain_lines([kept], room)]
    return lines


def explaining(screen: Explaining, width: int) -> list[Line]:
    """The check just answered, and why its answer is right."""
    return page(screen.marked, width)


def page(marked: Marked, width: int) -> list[Line]:
    """A check with its answer."""
    room = min(width - 1, WIDEST)
    lines: list[Line] = [[("class:question", text)] for text in wrapped(marked.item.stem.strip(), room)]
    if marked.item.code:
        lines += [[], *code_lines(marked.item.code.strip("\n"), marked.item.language, width - 1)]
    lines += [[], [("class:right" if marked.right else "class:wrong", outcome(marked))]]
    for paragraph in explanation(marked):
        lines += plain_lines([paragraph], room)
    return lines


def plain_lines(texts: Iterable[str], width: int, *, style: str = "") -> list[Line]:
    """Paragraphs, wrapped."""
    return [[(style, line)] if line else [] for text in texts for line in wrapped(text, width)]


def option(key: str, text: str, width: int, *, before: int) -> str:
    """A choice behind its key, with a hanging indent; `before` columns stand before it on its first line."""
    if len(key) > 2:  # noqa: PLR2004 — a key with a name stands behind the text
        return f"{text}  ({key})"
    lead = f"{key:<3}"
    lines = wrapped(text, min(width - before - len(lead) - 1, WIDEST))
    return lead + ("\n" + " " * (before + len(lead))).join(lines)


@lru_cache(maxsize=8)
def _highlighted(code: str, language: str) -> tuple[tuple[tuple[str, str], ...], ...]:
    from pygments.lexers import get_lexer_by_name  # type: ignore[import-untyped,unused-ignore]
    from pygments.util import ClassNotFound  # type: ignore[import-untyped,unused-ignore]

    try:
        lexer = get_lexer_by_name(language, stripnl=False, ensurenl=False)
    except ClassNotFound:
        return tuple((("", line),) for line in code.split("\n"))
    lines: list[list[tuple[str, str]]] = [[]]
    for token, text in lexer.get_tokens(code):
        name = str(token).removeprefix("Token.")
        style = next((style for prefix, style in CODE_STYLES if name.startswith(prefix)), "")
        first, *more = text.split("\n")
        lines[-1].append((style, first))
        lines += [[(style, part)] for part in more]
    return tuple(tuple(piece for piece in line if piece[1]) for line in lines)


def code_lines(code: str, language: str | None, width: int) -> list[Line]:
    """Code with its colours, indented; a line too long for the window goes on after `..`."""
    lines: list[Line] = []
    for pieces in _highlighted(code.expandtabs(4), language or "text"):
        room = width - 2
        line: Line = [("", "  ")]
        for style, text in pieces:
            rest = text
            while len(rest) > room:
                line.append((style, rest[:room]))
                lines.append(line)
                rest, line, room = rest[room:], [("class:hint", "    .. ")], width - 7
            line.append((style, rest))
            room -= len(rest)
        lines.append(line)
    return lines


def how_to_answer(screen: Asking, width: int) -> list[Line]:
    """The form of an answer that is typed, above where it is typed."""
    question = screen.question
    unit = f" ({question.unit})" if question.unit and not question.form else ""
    form = f"Type {question.form}." if question.form else f"Type a number{unit}."
    return plain_lines([form], min(width - 1, WIDEST))
