"""Jobs as years of machine learning or data work."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from readiness.profile.importers.dates import DateStretch, is_unclear, length_in, period, stretch, years_of
from readiness.profile.importers.names import found_in
from readiness.words import counted

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from readiness.profile.importers.background import Post
    from readiness.profile.importers.names import Aliases

__all__ = ["Years", "is_related", "related_years"]


class Years(NamedTuple):
    """Years of related work, None where no job is; and a line for each job."""

    years: float | None
    counted: list[tuple[str, str]]
    left_out: list[tuple[str, str]]


def related_years(jobs: Iterable[Post], aliases: Aliases, at: date, *, day_first: bool) -> Years:
    """Years of machine learning or data work up to a day; overlapping jobs count once."""
    stretches: list[DateStretch] = []
    alone = 0.0
    used, left_out = [], []
    for job in jobs:
        name = job.title or job.organisation or "a post"
        if not is_related(job, aliases):
            left_out.append((job.place, f"“{name}” is not read as machine learning or data work"))
            continue
        length = length_in(job.start, aliases) if not job.end else None
        if length is not None:
            alone += length
            used.append((job.place, f"“{name}”, {counted(length, 'year')} by its own word"))
            continue
        unclear = [value for value in (job.start, job.end) if is_unclear(value, aliases)]
        start, end = period(job.start, job.end, aliases, day_first=day_first)
        found = None if unclear else stretch(start, end, at)
        if found is None:
            left_out.append(
                (
                    job.place,
                    f"“{name}” is machine learning or data work, but its dates say no time: {_dates(job)}",
                )
            )
            continue
        stretches.append(found)
        until = f"{at:%Y-%m-%d}, as it has no end" if found.is_open else f"{found.end - timedelta(1):%Y-%m}"
        used.append((job.place, f"“{name}”, {found.first:%Y-%m} to {until}"))
    years = min(60.0, max(0.1, round(years_of(stretches) + alone, 1))) if used else None
    return Years(years, used, left_out)


def _dates(job: Post) -> str:
    return (
        ", ".join(str(value)[:40] for value in (job.start, job.end) if value not in (None, ""))
        or "none given"
    )


def is_related(job: Post, aliases: Aliases) -> bool:
    """Whether a job is machine learning or data work: by its title, or what is written under an open one."""
    if found_in(job.title, aliases.work_not):
        return False
    if found_in(job.title, aliases.work_titles):
        return True
    is_open = not job.title or found_in(job.title, aliases.work_open)
    return bool(is_open and found_in(job.text, aliases.work_tasks))
