"""From the text of a question file to its items, or to every problem in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from readiness.errors import ContentError, Problem
from readiness.questionnaire.items import FacetItems
from readiness.questionnaire.reading import ITEMS, FilePart, Finding, doubles, parse, place, read_part

if TYPE_CHECKING:
    from collections.abc import Iterator

    from readiness.questionnaire.items import Item

__all__ = ["parse_items"]


def parse_items(part: FilePart, source: str, name: str) -> tuple[Item, ...]:
    """The items at the end of the file of the facet `name`."""

    def check(found: FacetItems) -> Iterator[Finding]:
        for i, item in enumerate(found.items):
            owner, _, number = item.id.rpartition("-")
            if owner != name or len(number) not in {2, 3} or not (number.isascii() and number.isdigit()):
                yield ("items", i, "id"), f'"{item.id}" is not of the form {name}-01', "rename it"
        yield from doubles([item.id for item in found.items], "items")

    raw = parse(part, source)
    others = [
        Problem(place((key,), raw, part), "stands after the first item", f"move it before the first {ITEMS}")
        for key in sorted(raw.keys() - {"items"})
    ]
    if others:
        raise ContentError(source, others)
    return read_part(FacetItems, raw, part, source, check).items
