"""Whose something is: two spellings of one name are one person, and no name is nobody in particular."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from readiness.store.rows import SittingRow

__all__ = ["is_same_person", "person_key", "person_of"]


def person_key(name: str | None) -> str | None:
    """The name as it is compared: in one case, with single spaces.

    >>> person_key("  Ana  Ruiz ") == person_key("ana ruiz")
    True
    """
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split()) or None if name else None


def is_same_person(one: str | None, other: str | None) -> bool:
    """Whether two names are one person's; without a name nobody knows, so the answer is no."""
    return person_key(one) is not None and person_key(one) == person_key(other)


def person_of(sitting: SittingRow) -> str | None:
    """The name that a sitting was begun with."""
    profile = sitting.options.get("profile")
    name = profile.get("name") if isinstance(profile, dict) else None
    return name if isinstance(name, str) else None
