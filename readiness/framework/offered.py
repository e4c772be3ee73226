"""What the scales of a role offer to choose from, and how it calls what they ask."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from readiness.framework.model import Framework

__all__ = ["offered_at", "title_at"]


@lru_cache(maxsize=32)
def offered_at(framework: Framework, place: str) -> dict[str, str]:
    """The titles, by id, of what the scales of a role offer at a place of a profile, such as "languages"."""
    found: dict[str, str] = {}
    for facet in framework.facets:
        for name, title in (facet.scale.offers.get(place) or {}).items():
            found.setdefault(name, title)
    return found


def title_at(framework: Framework, place: str) -> str | None:
    """The title of the leaf that is answered at a place of a profile; None where there is not just one."""
    found = [facet.title for facet in framework.facets if facet.scale.inputs == (place,)]
    return found[0] if len(found) == 1 else None
