"""How a plan moves on while steps are done, and weeks are not."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from readiness.errors import UsageError
from readiness.knapsack.order import Week, WeekShare, schedule

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from readiness.knapsack.candidates import Candidate

__all__ = ["Progress", "progress"]


class Progress(NamedTuple):
    """Where a plan stands in its week `this_week`, counted from 1.

    ``left`` are the open steps in their order; ``overdue`` those that should have ended before this week;
    ``weeks`` the weeks from this one on; ``late`` by how many weeks the end has moved, below 0 where it is
    earlier; ``score`` what the finished steps are expected to have brought it to.
    """

    left: tuple[Candidate, ...]
    overdue: tuple[str, ...]
    weeks: tuple[Week, ...]
    late: int
    score: float


def progress(
    steps: Sequence[Candidate],
    done: Collection[str],
    *,
    hours_per_week: float,
    this_week: int,
    score: float,
) -> Progress:
    """The plan as it stands, with honest dates.

    A step counts when it is done; hours spent on an open one are not known. While no step is overdue, the
    weeks stand as they were laid, or sooner where steps were done ahead of their time. As soon as one is
    overdue, every open step is laid from this week on, with all of its hours: each week that was missed
    moves the end.

    Parameters
    ----------
    steps : sequence of Candidate
        The whole plan, in its order.
    done : collection of str
        Ids of the steps that are done, in any order.
    hours_per_week : float
        As planned.
    this_week : int
        The week of the plan that it is now, 1 in the first; below 1 the plan has not begun.
    score : float
        The score that the plan began with.

    Raises
    ------
    UsageError
        If a step that is done is not in the plan.

    Examples
    --------
    >>> from readiness.knapsack.candidates import Candidate
    >>> steps = [Candidate("a-0", "a", 0, 1, 1.0, 5, {}), Candidate("b-0", "b", 0, 1, 2.0, 5, {})]
    >>> progress(steps, ["a-0"], hours_per_week=5, this_week=2, score=60.0).late
    0
    >>> progress(steps, [], hours_per_week=5, this_week=3, score=60.0).late
    2
    """
    unknown = sorted(set(done) - {s.id for s in steps})
    if unknown:
        raise UsageError(
            f"{', '.join(unknown)}: not in the plan; its steps are {', '.join(s.id for s in steps)}"
        )
    finished = [s for s in steps if s.id in done]
    now = score + sum(s.gain for s in finished)
    left = tuple(s for s in steps if s.id not in done)
    planned = schedule(steps, hours_per_week=hours_per_week, score=score)
    ends = {part.step: week.number for week in planned for part in week.shares}
    begin = max(1, this_week)
    overdue = tuple(s.id for s in left if ends[s.id] < begin)
    from_now = [
        week._replace(number=week.number + begin - 1)
        for week in schedule(left, hours_per_week=hours_per_week, score=now)
    ]
    standing = _standing(planned, left, begin=begin, score=now)
    weeks = from_now if overdue or _end(from_now) < _end(standing) else standing
    late = _end(weeks) - _end(planned) if left else 0
    return Progress(left, overdue, tuple(weeks), late, now)


def _standing(planned: Sequence[Week], left: Sequence[Candidate], *, begin: int, score: float) -> list[Week]:
    """What the weeks from `begin` on hold of the open steps, as it was laid."""
    gains = {s.id: s.gain for s in left}
    weeks = []
    for week in planned:
        if week.number < begin:
            continue
        shares: tuple[WeekShare, ...] = tuple(part for part in week.shares if part.step in gains)
        score += sum(gains[part.step] for part in shares if part.finishes)
        if shares:
            weeks.append(Week(week.number, shares, float(sum(part.hours for part in shares)), score))
    return weeks


def _end(weeks: Sequence[Week]) -> int:
    return weeks[-1].number if weeks else 0
