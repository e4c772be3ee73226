"""From the text of a question file to its items, or to every problem in them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from readiness.questionnaire import items
from readiness.questionnaire.reading import raise_found, refuse_doubles
from readiness.questionnaire.shape import (
    Field,
    Path,
    Report,
    Shape,
    flag,
    many,
    number,
    one_of,
    optional,
    table,
    tagged,
    text,
    whole,
)
from readiness.questionnaire.source import ITEMS, Part, parse

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["ITEM_LIST", "parse_items"]


def parse_items(part: Part, source: str, name: str) -> tuple[items.Item, ...]:
    """The items at the end of the file of the facet `name`."""
    report = Report()
    raw = parse(part, source)
    for key in raw.keys() - {"items"}:
        report.add((key,), "stands after the first item", f"move it before the first {ITEMS}")
    found: tuple[items.Item, ...] = ITEM_LIST(raw.get("items", []), ("items",), report)
    if not report.found:
        for i, item in enumerate(found):
            owner, _, number_ = item.id.rpartition("-")
            if owner != name or len(number_) not in {2, 3} or not (number_.isascii() and number_.isdigit()):
                report.add(("items", i, "id"), f'"{item.id}" is not of the form {name}-01')
        refuse_doubles([item.id for item in found], "items", report)
    raise_found(report, raw, part, source)
    return found


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
_OPTION = table(items.Option, text=text, why=text)
ITEM_LIST: Shape = many(
    tagged(
        "kind",
        {
            "number": _item(
                items.NumberItem,
                answer=number(),
                tolerance=optional(number(0), 0),
                unit=optional(text),
            ),
            "sequence": _item(
                items.SequenceItem,
                answer=_numbers_or_words,
                tolerance=optional(number(0), 0),
                unit=optional(text),
            ),
            "text": _item(items.TextItem, accept=_WORDS, exact=optional(flag, default=False)),
            "choice": _item(items.ChoiceItem, options=many(_OPTION, 4, 4), key=whole(1, 4)),
        },
    ),
    0,
)
