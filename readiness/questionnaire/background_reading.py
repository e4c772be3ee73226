"""The questions on the background as their file holds them, read from its text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

from readiness.models import Limits
from readiness.models.frozen import dataclass
from readiness.questionnaire.models import Number, Text
from readiness.questionnaire.reading import FilePart, doubles, parse, read_part

if TYPE_CHECKING:
    from collections.abc import Iterator

    from readiness.models import Path
    from readiness.questionnaire.reading import Finding

__all__ = ["Background", "BackgroundOption", "BackgroundQuestion", "parse_background"]

N_LEVELS = 5


@dataclass(frozen=True, kw_only=True)
class BackgroundOption:
    """One answer to a question on the background."""

    id: Text
    text: Text


@dataclass(frozen=True, kw_only=True)
class BackgroundQuestion:
    """A question whose answer fills the place `id` of a profile.

    ``levels`` asks for a level from 0 to 4 for each option; `each` is how it asks about one, and `anchors`
    are the five levels, where those of programming languages do not fit.
    """

    id: Text
    kind: Literal["choice", "multiple", "number", "levels"]
    prompt: Text
    why: Text
    example: Text
    options: tuple[BackgroundOption, ...] = ()
    each: Text | None = None
    anchors: Annotated[tuple[Text, ...], Limits(max_length=5)] = ()
    minimum: Number | None = None
    maximum: Number | None = None
    unit: Text | None = None
    integer: bool = False


@dataclass(frozen=True, kw_only=True)
class Background:
    """The questions on degree, experience, languages and goals."""

    questions: Annotated[tuple[BackgroundQuestion, ...], Limits(min_length=1)]


def parse_background(content: str, source: str) -> tuple[BackgroundQuestion, ...]:
    """The questions on degree, experience, languages and goals."""

    def check(found: Background) -> Iterator[Finding]:
        for i, question in enumerate(found.questions):
            yield from _wrong_in(question, ("questions", i))
        yield from doubles([question.id for question in found.questions], "questions")

    part = FilePart(content)
    return read_part(Background, parse(part, source), part, source, check).questions


def _wrong_in(question: BackgroundQuestion, path: Path) -> Iterator[Finding]:
    if question.kind == "number":
        if question.minimum is None or question.maximum is None or question.minimum >= question.maximum:
            yield path, "asks for a number without its limits", "give minimum and maximum"
        if question.options:
            yield (*path, "options"), "does not go with a number", "remove them"
    elif len(question.options) < (1 if question.kind == "levels" else 2):
        yield (*path, "options"), "holds fewer than two options", "give two at least"
    if question.kind != "levels" and (question.each or question.anchors):
        yield path, "has each or anchors, which go with levels alone", "remove them"
    if question.anchors and len(question.anchors) != N_LEVELS:
        yield (*path, "anchors"), f"holds {len(question.anchors)}", f"give {N_LEVELS}, from 0 to 4"
