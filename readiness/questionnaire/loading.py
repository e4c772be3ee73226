"""The shipped questions, each read once and no earlier than asked for."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from readiness import content
from readiness.errors import AccessError, UsageError, closest
from readiness.questionnaire.reading import parse_actions, parse_background, parse_facet
from readiness.questionnaire.source import ITEMS, split

if TYPE_CHECKING:
    from readiness.questionnaire.items import Item
    from readiness.questionnaire.models import Action, BackgroundQuestion, Facet

__all__ = [
    "digest_bank",
    "digest_heads",
    "facet_ids",
    "load_actions",
    "load_background",
    "load_bank",
    "load_facet",
    "load_facets",
    "load_items",
]


@cache
def facet_ids() -> tuple[str, ...]:
    """The facets that there are questions for, in alphabetical order."""
    return content.names("questions", "facets")


@cache
def load_facet(facet: str) -> Facet:
    """One facet's title, anchors and steps; its items stay unread."""
    return parse_facet(_head(facet), _source(facet), facet)


def load_facets() -> dict[str, Facet]:
    """Every facet by its id; no items are read."""
    return {facet: load_facet(facet) for facet in facet_ids()}


@cache
def load_items(facet: str) -> tuple[Item, ...]:
    """The items of one facet, in the order of its file."""
    from readiness.questionnaire.item_reading import parse_items

    return parse_items(split(_whole(facet))[1], _source(facet), facet)


def load_bank() -> tuple[Item, ...]:
    """Every item of every facet."""
    return tuple(item for facet in facet_ids() for item in load_items(facet))


@cache
def load_actions() -> tuple[Action, ...]:
    """What raises the leaves that are not rated."""
    return parse_actions(_others()[0], "questions/actions.toml")


@cache
def load_background() -> tuple[BackgroundQuestion, ...]:
    """The questions on degree, experience, languages and goals, in the order in which they are asked."""
    return parse_background(_others()[1], "questions/background.toml")


@cache
def digest_heads() -> str:
    """SHA-256 of everything but the items: what a score without answers depends on."""
    return content.digest([*map(_head, facet_ids()), *_others()])


@cache
def digest_bank() -> str:
    """SHA-256 of every question file."""
    return content.digest([*map(_whole, facet_ids()), *_others()])


@cache
def _others() -> tuple[str, str]:
    """The texts beside the facets' files: actions, and questions on the background."""
    return tuple(content.read_text("questions", f"{name}.toml") for name in ("actions", "background"))  # type: ignore[return-value]


def _source(facet: str) -> str:
    return f"questions/facets/{facet}.toml"


@cache
def _head(facet: str) -> str:
    _refuse_unknown(facet)
    lines = []
    marker = ITEMS.encode()
    try:
        with content.resource("questions", "facets", f"{facet}.toml").open("rb") as file:
            for line in file:
                if line.rstrip(b"\r\n") == marker:
                    break
                lines.append(line)
    except OSError as error:
        raise AccessError(f"{_source(facet)} could not be read: {error.strerror or error}") from error
    return content.decode(b"".join(lines), _source(facet))


def _whole(facet: str) -> str:
    _refuse_unknown(facet)
    return content.read_text("questions", "facets", f"{facet}.toml")


def _refuse_unknown(facet: str) -> None:
    if facet not in facet_ids():
        raise UsageError(f"there is no facet {facet}; {closest(facet, facet_ids())}")
