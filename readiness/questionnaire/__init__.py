"""What can be asked: facets with anchors, items and steps, and questions on the background."""

from readiness.questionnaire.loading import (
    digest_bank,
    digest_heads,
    facet_ids,
    load_background,
    load_bank,
    load_facet,
    load_facets,
    load_items,
)
from readiness.questionnaire.marking import mark
from readiness.questionnaire.models import (
    BackgroundOption,
    BackgroundQuestion,
    ChoiceItem,
    Facet,
    Item,
    NumberItem,
    Option,
    Resource,
    SequenceItem,
    Step,
    TextItem,
)

__all__ = [
    "BackgroundOption",
    "BackgroundQuestion",
    "ChoiceItem",
    "Facet",
    "Item",
    "NumberItem",
    "Option",
    "Resource",
    "SequenceItem",
    "Step",
    "TextItem",
    "digest_bank",
    "digest_heads",
    "facet_ids",
    "load_background",
    "load_bank",
    "load_facet",
    "load_facets",
    "load_items",
    "mark",
]
