"""From the text of a question file to facets, items and background questions, or to every problem in it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from readiness.errors import ContentError, Problem
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

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["ITEMS", "ITEM_LIST", "parse_background", "parse_facet", "parse_items", "split"]

ITEMS = "[[items]]"


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


def parse_facet(head: str, source: str, name: str) -> models.Facet:
    """The facet in the head of its file; `name` is the file's name without its suffix."""
    report = Report()
    raw = _toml(Part(head), source)
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
    raw = _toml(part, source)
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
    raw = _toml(Part(content), source)
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


def _toml(part: Part, source: str) -> dict[str, Any]:
    import tomli  # noqa: PLC0415  (the standard library's parser is slower and hides the place of an error)

    try:
        return tomli.loads(part.text)
    except tomli.TOMLDecodeError as error:
        where = f"line {error.lineno + part.lines_before}, column {error.colno}"
        what = error.msg[:1].lower() + error.msg[1:]
        raise ContentError(source, [Problem(where, what, "mend the TOML there")]) from error
    except (ValueError, RecursionError) as error:
        what = "a value is too long or nested too deeply to be read"
        raise ContentError(source, [Problem("the file", what)]) from error


def _refuse_doubles(ids: list[str], array: str, report: Report) -> None:
    for i, name in enumerate(ids):
        if name in ids[:i]:
            report.add((array, i, "id"), f'"{name}" is the id of an earlier one too')


def _raise(report: Report, raw: dict[str, Any], part: Part, source: str) -> None:
    if report.found:
        raise ContentError(source, report.problems(_locator(raw, part)))


def _locator(raw: dict[str, Any], part: Part) -> Callable[[Path], str]:
    """How a path is said: the line, and the path with the entry's own id in place of its position."""
    lines = part.text.split("\n")

    def where(path: Path) -> str:
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

    return where


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
