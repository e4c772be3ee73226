"""What an answer remembers of its question: a digest of the item as it was asked and of what it asked for."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

from readiness import content
from readiness.questionnaire.items import ChoiceItem, NumberItem, SequenceItem

if TYPE_CHECKING:
    from readiness.questionnaire.items import Item

__all__ = ["digest_item"]

_LENGTH: Final = 16


@lru_cache(maxsize=2048)
def digest_item(item: Item) -> str:
    """The first digits of the SHA-256 of what an item shows and what is right.

    What is said afterwards, how long it takes and which spellings are forgiven can change without making
    another question of it; options in another order make one.
    """
    shown = [item.kind, " ".join(item.stem.split()), (item.code or "").strip("\n")]
    if isinstance(item, ChoiceItem):
        right = [*(option.text for option in item.options), str(item.key)]
    elif isinstance(item, NumberItem):
        right = [repr(float(item.answer)), item.unit or ""]
    elif isinstance(item, SequenceItem):
        right = [*(e if isinstance(e, str) else repr(float(e)) for e in item.answer), item.unit or ""]
    else:
        right = [item.accept[0]]
    return content.digest([*shown, *right])[:_LENGTH]
