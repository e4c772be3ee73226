"""The questions, each read once and no earlier than asked for; a role's own stand before the shipped ones."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from readiness import content
from readiness.errors import AccessError, UsageError, closest
from readiness.questionnaire.own import own_questions
from readiness.questionnaire.reading import ITEMS, parse_actions, parse_facet, split

if TYPE_CHECKING:
    from readiness.questionnaire.background_reading import BackgroundQuestion
    from readiness.questionnaire.items import Item
    from readiness.questionnaire.models import FacetQuestions, FactAction
    from readiness.questionnaire.own import OwnQuestions

__all__ = [
    "count_items",
    "digest_bank",
    "digest_heads",
    "facet_ids",
    "find_item",
    "has_items",
    "load_actions",
    "load_background",
    "load_bank",
    "load_facet",
    "load_facets",
    "load_items",
]


def facet_ids() -> tuple[str, ...]:
    """The facets that there are questions for, in alphabetical order."""
    return _facet_ids(own_questions())


@cache
def _facet_ids(own: OwnQuestions) -> tuple[str, ...]:
    shipped = content.names("questions", "facets")
    return tuple(sorted({*shipped, *(name for name, _, _ in own.facets)})) if own.facets else shipped


def load_facet(facet: str) -> FacetQuestions:
    """One facet's title, anchors and steps; its items stay unread."""
    return _load_facet(own_questions(), facet)


@cache
def _load_facet(own: OwnQuestions, facet: str) -> FacetQuestions:
    return parse_facet(_head(own, facet), _source(own, facet), facet)


def load_facets() -> dict[str, FacetQuestions]:
    """Every facet by its id; no items are read."""
    return {facet: load_facet(facet) for facet in facet_ids()}


def load_items(facet: str) -> tuple[Item, ...]:
    """The items of one facet, in the order of its file."""
    return _load_items(own_questions(), facet)


@cache
def _load_items(own: OwnQuestions, facet: str) -> tuple[Item, ...]:
    from readiness.questionnaire.item_reading import parse_items

    return parse_items(split(_whole(own, facet))[1], _source(own, facet), facet)


def count_items(facet: str) -> int:
    """How many items there are about a facet, 0 where it has no questions; none of them is read."""
    if facet not in facet_ids():
        return 0
    return _whole(own_questions(), facet).split("\n").count(ITEMS)


def has_items(facet: str) -> bool:
    """Whether there are items about a facet; every shipped one has some, so that none is read."""
    own = own_questions().text(facet)
    return f"\n{ITEMS}\n" in f"\n{own[1]}\n" if own else facet in facet_ids()


@cache
def _items_by_id(own: OwnQuestions, facet: str) -> dict[str, Item]:
    return {item.id: item for item in _load_items(own, facet)}


def find_item(name: str) -> Item | None:
    """The item of this id; None where there is none, or none any more."""
    facet = name.rpartition("-")[0]
    return _items_by_id(own_questions(), facet).get(name) if facet in facet_ids() else None


def load_bank() -> tuple[Item, ...]:
    """Every item of every facet."""
    return tuple(item for facet in facet_ids() for item in load_items(facet))


def load_actions() -> tuple[FactAction, ...]:
    """What raises the leaves that are not rated."""
    return _load_actions(own_questions().actions)


@cache
def _load_actions(own: tuple[str, str] | None) -> tuple[FactAction, ...]:
    if own is not None:
        return parse_actions(own[1], own[0])
    return parse_actions(content.read_text("questions", "actions.toml"), "questions/actions.toml")


def load_background() -> tuple[BackgroundQuestion, ...]:
    """The questions on degree, experience, languages and goals, in the order in which they are asked."""
    return _load_background(own_questions().background, "background.toml")


def load_neutral_background() -> tuple[BackgroundQuestion, ...]:
    """The same questions as any role can ask them, whatever its field."""
    return _load_background(None, "background-any-role.toml")


@cache
def _load_background(own: tuple[str, str] | None, shipped: str) -> tuple[BackgroundQuestion, ...]:
    from readiness.questionnaire.background_reading import parse_background

    if own is not None:
        return parse_background(own[1], own[0])
    return parse_background(content.read_text("questions", shipped), f"questions/{shipped}")


def digest_heads() -> str:
    """SHA-256 of everything but the items: what a score without answers depends on."""
    return _digest_heads(own_questions())


@cache
def _digest_heads(own: OwnQuestions) -> str:
    return content.digest([*(_head(own, facet) for facet in _facet_ids(own)), *_others(own)])


def digest_bank() -> str:
    """SHA-256 of every question file."""
    return _digest_bank(own_questions())


@cache
def _digest_bank(own: OwnQuestions) -> str:
    return content.digest([*(_whole(own, facet) for facet in _facet_ids(own)), *_others(own)])


def _others(own: OwnQuestions) -> tuple[str, ...]:
    """The texts beside the facets' files: actions, and questions on the background."""
    found = (("actions", own.actions), ("background", own.background))
    return tuple(text[1] if text else content.read_text("questions", f"{name}.toml") for name, text in found)


def _source(own: OwnQuestions, facet: str) -> str:
    found = own.text(facet)
    return found[0] if found else f"questions/facets/{facet}.toml"


@cache
def _head(own: OwnQuestions, facet: str) -> str:
    _refuse_unknown(own, facet)
    found = own.text(facet)
    if found is not None:
        return split(found[1])[0].text
    lines = []
    marker = ITEMS.encode()
    source = _source(own, facet)
    try:
        with content.resource("questions", "facets", f"{facet}.toml").open("rb") as file:
            for line in file:
                if line.rstrip(b"\r\n") == marker:
                    break
                lines.append(line)
    except OSError as error:
        raise AccessError(f"{source} could not be read: {error.strerror or error}") from error
    return content.decode(b"".join(lines), source)


def _whole(own: OwnQuestions, facet: str) -> str:
    _refuse_unknown(own, facet)
    found = own.text(facet)
    return found[1] if found else content.read_text("questions", "facets", f"{facet}.toml")


def _refuse_unknown(own: OwnQuestions, facet: str) -> None:
    if facet not in _facet_ids(own):
        raise UsageError(f"there is no facet {facet}; {closest(facet, _facet_ids(own))}")
