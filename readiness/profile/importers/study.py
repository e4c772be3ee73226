"""Studies as the highest degree, its field, and how many boot camps."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from readiness.profile.importers.dates import period
from readiness.profile.importers.names import found_in

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from readiness.profile.importers.background import Study
    from readiness.profile.importers.names import Aliases

__all__ = ["Degree", "degree_of"]

ORDER = ("none", "secondary", "bootcamp", "some-college", "bachelor", "master", "phd")
FIELDS = (
    "data-or-ai",
    "computer-science",
    "mathematics-or-statistics",
    "engineering-or-physics",
    "other-quantitative",
    "other",
)
"""Where the text names several fields the nearer to the role counts, as the quiz asks."""
LONGEST_STUDY = {"bachelor": 6, "master": 4, "phd": 7}
"""Years after which a degree whose end is not given is taken as finished."""


class Degree(NamedTuple):
    """The highest degree and its field, and where they stand; boot camps are counted apart."""

    level: str | None
    field: str | None
    n_bootcamps: int
    used: list[tuple[str, str]]
    left_out: list[tuple[str, str]]


class _Found(NamedTuple):
    rank: int
    field: str | None
    study: Study
    words: str


def degree_of(studies: Iterable[Study], aliases: Aliases, at: date, *, day_first: bool) -> Degree:
    """The highest degree that is finished; one under way counts as some college."""
    found: list[_Found] = []
    left_out: list[tuple[str, str]] = []
    n_bootcamps = 0
    for study in studies:
        level, field = _level(study, aliases), _field(study, aliases)
        said = f"“{' '.join(filter(None, [study.kind, study.area])) or study.institution}”"
        if level is None:
            left_out.append((study.place, f"{said} says no degree"))
        elif not _is_under_way(study, level, aliases, at, day_first=day_first):
            n_bootcamps += bool(found_in(said, aliases.bootcamps))
            found.append(_Found(ORDER.index(level), field, study, f"{said} is {level}"))
        elif level in LONGEST_STUDY:
            words = f"{said} is under way, and counts as some-college"
            found.append(_Found(ORDER.index("some-college"), field, study, words))
        else:
            left_out.append((study.place, f"{said} is under way"))
    if not found:
        return Degree(None, None, n_bootcamps, [], left_out)
    best = max(found, key=lambda one: (one.rank, one.field is not None))
    if best.field is None and best.rank > ORDER.index("secondary"):
        area = f"“{best.study.area}” is no field that is known" if best.study.area else "names no field"
        left_out.append((best.study.place, area))
    return Degree(ORDER[best.rank], best.field, n_bootcamps, [(best.study.place, best.words)], left_out)


def _level(study: Study, aliases: Aliases) -> str | None:
    for text in (study.kind, study.area, study.institution if not study.kind else ""):
        levels = [meaning[0] for meaning in found_in(text, aliases.degrees)]
        if levels:
            return max(levels, key=ORDER.index)
    return None


def _is_under_way(study: Study, level: str, aliases: Aliases, at: date, *, day_first: bool) -> bool:
    start, end = period(study.start, study.end, aliases, day_first=day_first)
    if end is not None:
        return (
            end.open
            or (end.expected and (end.year, end.month or 1) >= (at.year, at.month))
            or ((end.year, end.month or 1, end.day or 1) > (at.year, at.month, at.day))
        )
    if start is None or start.open or level not in LONGEST_STUDY:
        return False
    return at.year - start.year < LONGEST_STUDY[level]


def _field(study: Study, aliases: Aliases) -> str | None:
    for text in (study.area, study.kind):
        fields = [meaning[0] for meaning in found_in(text, aliases.fields)]
        if fields:
            return min(fields, key=FIELDS.index)
    return None
