"""What of a role no profile can hold."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, get_args

from readiness.errors import Problem
from readiness.profile.model import Degree, FieldOfStudy

if TYPE_CHECKING:
    from collections.abc import Iterator

    from readiness.framework import Framework

__all__ = ["unheld_levels"]

_HELD: Final[dict[str, tuple[str, ...]]] = {
    "education.level": get_args(Degree),
    "education.field": get_args(FieldOfStudy),
}
OWN: Final = "own-"
"""What an id begins with that a role of one's own names."""


def unheld_levels(framework: Framework) -> Iterator[Problem]:
    """Degrees and fields of the role's scales that a profile cannot hold."""
    for facet in framework.facets:
        for place, options in facet.scale.offers.items():
            held = _HELD.get(place, ())
            for name in options or () if held else ():
                if name not in held and not name.startswith(OWN):
                    what = f'"{name}" is nothing that a profile can hold'
                    fix = f"call it {OWN}{name}, or take one of: {', '.join(held)}"
                    yield Problem(f"{facet.id}.scale.levels", what, fix)
