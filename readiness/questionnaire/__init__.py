"""What can be asked: facets with anchors, items and steps, and questions on the background."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from readiness.questionnaire.loading import (
    count_items,
    digest_bank,
    digest_heads,
    facet_ids,
    find_item,
    has_items,
    load_actions,
    load_background,
    load_bank,
    load_facet,
    load_facets,
    load_items,
)
from readiness.questionnaire.models import FacetQuestions, Resource, Step
from readiness.questionnaire.own import OwnQuestions, questions_in_use, read_questions, use_questions

if TYPE_CHECKING:
    from readiness.questionnaire.background import background_of
    from readiness.questionnaire.background_reading import BackgroundOption, BackgroundQuestion
    from readiness.questionnaire.digests import digest_item
    from readiness.questionnaire.items import (
        ChoiceItem,
        Item,
        NumberItem,
        Option,
        SequenceItem,
        TextItem,
    )
    from readiness.questionnaire.marking import Unreadable, answer_form, mark, mark_reading, read_response

__all__ = [
    "BackgroundOption",
    "BackgroundQuestion",
    "ChoiceItem",
    "FacetQuestions",
    "Item",
    "NumberItem",
    "Option",
    "OwnQuestions",
    "Resource",
    "SequenceItem",
    "Step",
    "TextItem",
    "Unreadable",
    "answer_form",
    "background_of",
    "count_items",
    "digest_bank",
    "digest_heads",
    "digest_item",
    "facet_ids",
    "find_item",
    "has_items",
    "load_actions",
    "load_background",
    "load_bank",
    "load_facet",
    "load_facets",
    "load_items",
    "mark",
    "mark_reading",
    "questions_in_use",
    "read_questions",
    "read_response",
    "use_questions",
]
_HOMES = {
    "background_of": "background",
    **dict.fromkeys(("BackgroundOption", "BackgroundQuestion"), "background_reading"),
    "digest_item": "digests",
    **dict.fromkeys(("Unreadable", "answer_form", "mark", "mark_reading", "read_response"), "marking"),
}


def __getattr__(name: str) -> Any:
    """What only items need, imported when first used: a score without answers reads none, and saves 14 ms."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES.get(name, 'items')}"), name)
