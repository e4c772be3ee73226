"""One plan for several roles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from readiness.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from readiness.knapsack.candidates import Candidate

__all__ = ["merged"]


def merged(roles: Mapping[str, Sequence[Candidate]]) -> tuple[Candidate, ...]:
    """The candidates of all roles, each with its mean gain over the roles.

    Examples
    --------
    >>> from readiness.knapsack.candidates import Candidate
    >>> sql = Candidate("sql-0", "sql", 0, 1, 2.0, 6, {})
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
