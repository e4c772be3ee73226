"""Words and wording, as the rules see them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from readiness.questionnaire.items import Item
    from readiness.questionnaire.models import FacetQuestions

__all__ = [
    "LintBank", "content_words", "has_absolute", "item_prose", "prose", "reading_seconds", "same_text",
    "shingles",
]  # fmt: skip

WORDS_A_SECOND = 4

_ABSOLUTE = re.compile(
    r"\b(?:always|never|only|all|none|every|must|impossible|guaranteed)\b",
    re.IGNORECASE,
)


class LintBank(NamedTuple):
    """Everything that the rules look at.

    `bars` are the levels that the role asks for, if known, and `must_haves` the facets that it cannot do
    without.
    """

    facets: tuple[FacetQuestions, ...]
    items: tuple[Item, ...]
    bars: Mapping[str, int] | None = None
    must_haves: frozenset[str] = frozenset()


def content_words(text: str) -> set[str]:
    """The words of five letters or more, in lower case."""
    return set(re.findall(r"[a-z]{5,}", text.casefold()))


def has_absolute(text: str) -> bool:
    """Whether a word such as "always" claims that there are no exceptions."""
    return _ABSOLUTE.search(text) is not None


def same_text(text: str) -> str:
    """What two texts share when they differ only in white space and a final full stop."""
    return " ".join(text.split()).removesuffix(".")


def reading_seconds(item: Item) -> float:
    """How long an adult reads the item, at 240 words a minute (Brysbaert 2019)."""
    texts = [item.stem, item.code or ""]
    if item.kind == "choice":
        texts += [option.text for option in item.options]
    return len(" ".join(texts).split()) / WORDS_A_SECOND


def shingles(text: str, n_words: int = 3) -> frozenset[tuple[str, ...]]:
    """The runs of `n_words` words and signs in the text.

    >>> sorted(shingles("to be or not"))
    [('be', 'or', 'not'), ('to', 'be', 'or')]
    """
    words = re.findall(r"\w+|[^\w\s]", text.casefold())
    return frozenset(zip(*(words[i:] for i in range(n_words)), strict=False))


def prose(bank: LintBank) -> Iterator[tuple[str, str]]:
    """Every text that a person reads as prose, with its place."""
    for facet in bank.facets:
        yield f"{facet.id}.title", facet.title
        yield f"{facet.id}.why", facet.why
        yield f"{facet.id}.example", facet.example
        for level, anchor in enumerate(facet.anchors):
            yield f"{facet.id}.anchors[{level}]", anchor
        for level, detail in enumerate(facet.details):
            yield f"{facet.id}.details[{level}]", detail
        for step in facet.steps:
            yield f"{step.id}.do", step.do
            yield f"{step.id}.source", step.source
    yield from item_prose(bank.items)


def item_prose(items: Iterable[Item]) -> Iterator[tuple[str, str]]:
    """The prose of items, with its place."""
    for item in items:
        yield f"{item.id}.skill", item.skill
        yield f"{item.id}.stem", item.stem
        yield f"{item.id}.explanation", item.explanation
        if item.kind == "choice":
            for position, option in enumerate(item.options, 1):
                yield f"{item.id}.options[{position}].text", option.text
                yield f"{item.id}.options[{position}].why", option.why
