"""Rules that look at one item at a time."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from readiness.errors import Problem
from readiness.questionnaire.lint.checks import fault
from readiness.questionnaire.lint.words import LintBank, prose, reading_seconds
from readiness.questionnaire.marking import mark

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from readiness.questionnaire.items import Item

__all__ = ["ITEM_RULES"]

MOST_STEM_LINES = 12
WIDEST_STEM = 80
MOST_CODE_LINES = 18
WIDEST_CODE = 76
SECONDS = (20, 120)
SECONDS_TO_ANSWER = 10
"""The least that thinking and typing take after reading."""

_NEGATED = re.compile(
    r"\b(?:which|what)\b(?:(?!\b(?:if|when|that|because|so|who|whose|but)\b)[^.?;:,])*?"
    r"(?<!\bat )\b(not|except|least(?! squares)|cannot|\w+n't)\b",
    re.IGNORECASE,
)
_ELSEWHERE = re.compile(
    r"\b(?:previous|last|earlier|next|preceding) (?:question|item|exercise)|\bas before\b"
    r"|\bsee (?:question|item)\b|\b(?:question|item) (?:above|before|\d)",
    re.IGNORECASE,
)
_SHOUT = re.compile(r"\b[A-Za-z]{2,}!(?=[\s\"')]|$)")
_AMERICAN = re.compile(
    r"(?<![\w`'\".=(\[-])(behaviors?|modeling|labeled|labeling|unlabeled|analyz(?:e|es|ed|ing)|favor(?:ite|s|ed)?"
    r"|neighbors?|neighborhood|colors?|centered|gray|canceled|judgment|artifacts?)(?![\w`'\"=(\]_])"
)


def stem_length(bank: LintBank) -> Iterator[Problem]:
    """A stem and its snippet fit a terminal."""
    for item in bank.items:
        yield from _too_big(f"{item.id}.stem", item.stem, MOST_STEM_LINES, WIDEST_STEM)
        yield from _too_big(f"{item.id}.code", item.code or "", MOST_CODE_LINES, WIDEST_CODE)


def stem_negated(bank: LintBank) -> Iterator[Problem]:
    """A question for what is not so says it in capitals."""
    for item in bank.items:
        for found in _NEGATED.finditer(item.stem):
            if not found[1].isupper():
                what = f'asks with "{found[1]}" in small letters'
                yield Problem(f"{item.id}.stem", what, f'write "{found[1].upper()}", or ask without it')


def stem_alone(bank: LintBank) -> Iterator[Problem]:
    """Every item can be answered without any other."""
    for item in bank.items:
        for found in _ELSEWHERE.finditer(item.stem):
            yield Problem(
                f"{item.id}.stem", f'refers to another item: "{found[0]}"', "say what is needed here"
            )


def code_language(bank: LintBank) -> Iterator[Problem]:
    """A snippet names its language, and the other way round."""
    for item in bank.items:
        if (item.code is None) != (item.language is None):
            missing = "language" if item.language is None else "code"
            yield Problem(f"{item.id}.{missing}", "is missing", "code and language go together")


def item_seconds(bank: LintBank) -> Iterator[Problem]:
    """An item takes between twenty seconds and two minutes."""
    low, high = SECONDS
    for item in bank.items:
        if not low <= item.seconds <= high:
            yield Problem(
                f"{item.id}.seconds", f"{item.seconds} is outside {low} to {high}", "ask for less or more"
            )


def reading_time(bank: LintBank) -> Iterator[Problem]:
    """An item's seconds leave time to read it and to answer."""
    for item in bank.items:
        least = reading_seconds(item) + SECONDS_TO_ANSWER
        if item.seconds < least:
            what = f"{item.seconds} is less than reading and answering take"
            yield Problem(f"{item.id}.seconds", what, f"allow {least:.0f}, or say it in fewer words")


def misconception_wrong(bank: LintBank) -> Iterator[Problem]:
    """No response that a known mistake leads to is marked right."""
    for item in bank.items:
        for position, response in enumerate(item.misconceptions, 1):
            if mark(item, response):
                where = f"{item.id}.misconceptions[{position}]"
                yield Problem(where, f'"{response}" is marked right', "narrow what is accepted")


def answer_marked(bank: LintBank) -> Iterator[Problem]:
    """The answer as it would be typed is marked right."""
    for item in bank.items:
        for spelling in _spellings(item):
            if not mark(item, spelling):
                yield Problem(
                    item.id, f'its own answer "{spelling}" is marked wrong', "fix answer, unit or accept"
                )


def check_decides(bank: LintBank) -> Iterator[Problem]:
    """A check computes its answer."""
    for item in bank.items:
        what = fault(item)
        if what is not None:
            yield Problem(f"{item.id}.check", what, "let it compute what it prints")


def prose_style(bank: LintBank) -> Iterator[Problem]:
    """Prose keeps to the house's spelling and signs."""
    for where, text in prose(bank):
        if "—" in text:
            yield Problem(where, "holds an em dash", "use a comma, a colon or two sentences")
        for found in _SHOUT.finditer(text):
            yield Problem(where, f'shouts "{found[0]}"', "end with a full stop")
        for found in _AMERICAN.finditer(text):
            yield Problem(where, f'"{found[0]}" is American spelling', "use the British one")


def printable(bank: LintBank) -> Iterator[Problem]:
    """Content holds nothing that a terminal would obey."""
    texts = list(prose(bank)) + [(f"{item.id}.code", item.code or "") for item in bank.items]
    for where, text in texts:
        hidden = [c for c in text if not c.isprintable() and c != "\n"]
        if hidden:
            yield Problem(where, f"holds the character U+{ord(hidden[0]):04X}", "write it visibly or drop it")


def _too_big(where: str, text: str, most_lines: int, widest: int) -> Iterator[Problem]:
    lines = text.split("\n")
    if len(lines) > most_lines:
        yield Problem(where, f"has {len(lines)} lines", f"keep it to {most_lines}")
    width = max(map(len, lines))
    if width > widest:
        yield Problem(where, f"is {width} columns wide", f"keep it to {widest}")


def _spellings(item: Item) -> list[str]:
    match item.kind:
        case "number":
            return [f"{item.answer:.12g}"]
        case "sequence":
            entries = [entry if isinstance(entry, str) else f"{entry:.12g}" for entry in item.answer]
            return [", ".join(entries), f"[{', '.join(entries)}]"]
        case "text":
            return list(item.accept)
        case "choice":
            return [str(item.key), item.options[item.key - 1].text]


ITEM_RULES: dict[str, Callable[[LintBank], Iterator[Problem]]] = {
    "stem-length": stem_length,
    "stem-negated": stem_negated,
    "stem-alone": stem_alone,
    "code-language": code_language,
    "item-seconds": item_seconds,
    "reading-time": reading_time,
    "misconception-wrong": misconception_wrong,
    "answer-marked": answer_marked,
    "check-decides": check_decides,
    "prose-style": prose_style,
    "printable": printable,
}
