"""From the text of a question file to facets and background questions, or to every problem in it."""

from __future__ import annotations

from typing import Any

from readiness.errors import ContentError
from readiness.questionnaire import models
from readiness.questionnaire.shape import (
    Field,
    Path,
    Report,
    flag,
    many,
    mapping,
    number,
    one_of,
    optional,
    table,
    text,
    whole,
)
from readiness.questionnaire.source import Part, locator, parse

__all__ = ["parse_background", "parse_facet", "raise_found", "refuse_doubles"]


def parse_facet(head: str, source: str, name: str) -> models.Facet:
    """The facet in the head of its file; `name` is the file's name without its suffix."""
    report = Report()
    raw = parse(Part(head), source)
    facet: models.Facet | None = _FACET(raw, (), report)
    if facet is not None:
        if facet.id != name:
            report.add(("id",), f'"{facet.id}" is not the name of the file', f'write id = "{name}"')
        refuse_doubles([step.id for step in facet.steps], "steps", report)
    raise_found(report, raw, Part(head), source)
    assert facet is not None  # noqa: S101  (no problem was found)
    return facet


def parse_background(content: str, source: str) -> tuple[models.BackgroundQuestion, ...]:
    """The questions on degree, experience, languages and goals."""
    report = Report()
    raw = parse(Part(content), source)
    found = _BACKGROUND(raw, (), report)
    if not report.found:
        for i, question in enumerate(found):
            _check_question(question, ("questions", i), report)
        refuse_doubles([question.id for question in found], "questions", report)
    raise_found(report, raw, Part(content), source)
    questions: tuple[models.BackgroundQuestion, ...] = found
    return questions


def _check_question(question: models.BackgroundQuestion, path: Path, report: Report) -> None:
    if question.kind == "number":
        if question.minimum is None or question.maximum is None or question.minimum >= question.maximum:
            report.add(path, "asks for a number without its limits", "give minimum and maximum")
        if question.options:
            report.add((*path, "options"), "does not go with a number")
    elif len(question.options) < 2:  # noqa: PLR2004
        report.add((*path, "options"), "holds fewer than two options")


def refuse_doubles(ids: list[str], array: str, report: Report) -> None:
    """Report every id that an earlier entry of the array has too."""
    for i, name in enumerate(ids):
        if name in ids[:i]:
            report.add((array, i, "id"), f'"{name}" is the id of an earlier one too')


def raise_found(report: Report, raw: dict[str, Any], part: Part, source: str) -> None:
    """Raise what was found, if anything, each with its line."""
    if report.found:
        raise ContentError(source, report.problems(locator(raw, part)))


_RESOURCE = table(models.Resource, title=text, provider=text, url=text, price=text)
_STEP = table(
    models.Step,
    id=text,
    from_level=Field(whole(0, 3), key="from"),
    do=text,
    hours=number(0, 1000, above=True),
    basis=one_of("stated", "estimated"),
    source=text,
    requires=mapping(whole(1, 4)),
    resources=many(_RESOURCE, 1, 3),
)
_FACET = table(
    models.Facet,
    id=text,
    title=text,
    why=text,
    example=text,
    anchors=many(text, 5, 5),
    steps=many(_STEP, 0),
)
_BACKGROUND_OPTION = table(models.BackgroundOption, id=text, text=text)
_BACKGROUND = table(
    lambda questions: questions,
    questions=many(
        table(
            models.BackgroundQuestion,
            id=text,
            kind=one_of("choice", "multiple", "number", "levels"),
            prompt=text,
            why=text,
            example=text,
            options=optional(many(_BACKGROUND_OPTION), ()),
            minimum=optional(number()),
            maximum=optional(number()),
            unit=optional(text),
            integer=optional(flag, default=False),
        )
    ),
)
