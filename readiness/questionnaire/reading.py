"""From the text of a question file to facets, items and background questions, or to every problem in it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from readiness.errors import ContentError
from readiness.questionnaire import models
from readiness.questionnaire.shape import (
    Field,
    Path,
    Report,
    Shape,
    flag,
    many,
    mapping,
    number,
    one_of,
    optional,
    table,
    tagged,
    text,
    whole,
)
from readiness.questionnaire.source import ITEMS, Part, locator, parse

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["ITEM_LIST", "parse_background", "parse_facet", "parse_items"]


def parse_facet(head: str, source: str, name: str) -> models.Facet:
    """The facet in the head of its file; `name` is the file's name without its suffix."""
    report = Report()
    raw = parse(Part(head), source)
    facet: models.Facet | None = _FACET(raw, (), report)
    if facet is not None:
        if facet.id != name:
            report.add(("id",), f'"{facet.id}" is not the name of the file', f'write id = "{name}"')
        _refuse_doubles([step.id for step in facet.steps], "steps", report)
    _raise(report, raw, Part(head), source)
    assert facet is not None  # noqa: S101  (no problem was found)
    return facet


def parse_items(part: Part, source: str, name: str) -> tuple[models.Item, ...]:
    """The items at the end of the file of the facet `name`."""
    report = Report()
    raw = parse(part, source)
    for key in raw.keys() - {"items"}:
        report.add((key,), "stands after the first item", f"move it before the first {ITEMS}")
    items: tuple[models.Item, ...] = ITEM_LIST(raw.get("items", []), ("items",), report)
    if not report.found:
        for i, item in enumerate(items):
            if not re.fullmatch(rf"{re.escape(name)}-[0-9]{{2,3}}", item.id):
                report.add(("items", i, "id"), f'"{item.id}" is not of the form {name}-01')
        _refuse_doubles([item.id for item in items], "items", report)
    _raise(report, raw, part, source)
    return items


def parse_background(content: str, source: str) -> tuple[models.BackgroundQuestion, ...]:
    """The questions on degree, experience, languages and goals."""
    report = Report()
    raw = parse(Part(content), source)
    found = _BACKGROUND(raw, (), report)
    if not report.found:
        for i, question in enumerate(found):
            _check_question(question, ("questions", i), report)
        _refuse_doubles([question.id for question in found], "questions", report)
    _raise(report, raw, Part(content), source)
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


def _refuse_doubles(ids: list[str], array: str, report: Report) -> None:
    for i, name in enumerate(ids):
        if name in ids[:i]:
            report.add((array, i, "id"), f'"{name}" is the id of an earlier one too')


def _raise(report: Report, raw: dict[str, Any], part: Part, source: str) -> None:
    if report.found:
        raise ContentError(source, report.problems(locator(raw, part)))


def _item(build: Callable[..., Any], **own: Field | Shape) -> Shape:
    return table(
        lambda kind, **fields: build(**fields),  # noqa: ARG005  (the class is the kind)
        kind=text,
        id=text,
        level=whole(1, 4),
        skill=text,
        stem=text,
        code=optional(text),
        language=optional(one_of("python", "sql", "text", "bash", "dockerfile", "yaml")),
        explanation=text,
        seconds=whole(1, 600),
        check=optional(text),
        **own,
    )


def _numbers_or_words(value: object, path: Path, report: Report) -> tuple[Any, ...]:
    words = isinstance(value, list) and any(isinstance(entry, str) for entry in value)
    entries: tuple[Any, ...] = (_WORDS if words else _NUMBERS)(value, path, report)
    return entries


_WORDS = many(text)
_NUMBERS = many(number())
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
_OPTION = table(models.Option, text=text, why=text)
ITEM_LIST: Shape = many(
    tagged(
        "kind",
        {
            "number": _item(
                models.NumberItem,
                answer=number(),
                tolerance=optional(number(0), 0),
                unit=optional(text),
            ),
            "sequence": _item(
                models.SequenceItem,
                answer=_numbers_or_words,
                tolerance=optional(number(0), 0),
                unit=optional(text),
            ),
            "text": _item(models.TextItem, accept=_WORDS, exact=optional(flag, default=False)),
            "choice": _item(models.ChoiceItem, options=many(_OPTION, 4, 4), key=whole(1, 4)),
        },
    ),
    0,
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
