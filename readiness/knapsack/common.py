"""One plan for several roles."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from readiness.errors import UsageError
from readiness.knapsack.best import Chosen, best_plan

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from readiness.knapsack.candidates import Candidate

__all__ = ["Common", "common_plan", "merged"]


class Common(NamedTuple):
    """The plan that raises all roles most, what each step brings to each role, and what is one role's alone.

    ``plan`` counts the mean gain over the roles. ``gains[role][step]`` are points in that role. ``own[role]``
    are steps that bring points to this role and to no other, out of the common plan and of the role's own
    best plan.
    """

    plan: Chosen
    gains: Mapping[str, Mapping[str, float]]
    own: Mapping[str, tuple[str, ...]]


def common_plan(roles: Mapping[str, Sequence[Candidate]], levels: Mapping[str, int], hours: float) -> Common:
    """The steps that bring the most points within so many hours, on average over several roles.

    Parameters
    ----------
    roles : mapping of str to sequence of Candidate
        Each role's candidates, from the same steps and the same levels.
    levels, hours
        As for `best_plan`.

    Raises
    ------
    UsageError
        If there is no role.
    """
    steps = merged(roles)
    plan = best_plan(steps, levels, hours)
    gains = {role: {c.id: c.gain for c in found} for role, found in roles.items()}
    own: dict[str, tuple[str, ...]] = {}
    for role, found in roles.items():
        listed = [*plan.steps, *best_plan(found, levels, hours).steps]
        others = [gains[other] for other in roles if other != role]
        own[role] = tuple(
            dict.fromkeys(
                s.id
                for s in listed
                if gains[role].get(s.id, 0.0) > 0 and not any(other.get(s.id, 0.0) > 0 for other in others)
            )
        )
    return Common(plan, gains, own)


def merged(roles: Mapping[str, Sequence[Candidate]]) -> tuple[Candidate, ...]:
    """The candidates of all roles, each with its mean gain over the roles.

    Examples
    --------
    >>> from readiness.knapsack import Candidate
    >>> sql = Candidate("sql-0", "sql", 0, 2.0, 6, {})
    >>> [(c.id, c.gain) for c in merged({"engineer": [sql], "researcher": []})]
    [('sql-0', 1.0)]
    """
    if not roles:
        raise UsageError("a common plan needs at least one role")
    steps: dict[str, Candidate] = {}
    for found in roles.values():
        for candidate in found:
            steps.setdefault(candidate.id, candidate)
    gains = [{c.id: c.gain for c in found} for found in roles.values()]
    return tuple(
        step._replace(gain=sum(gain.get(step.id, 0.0) for gain in gains) / len(gains))
        for step in steps.values()
    )
