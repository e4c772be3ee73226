r"""Steps that could go into a plan, each with the points that it is expected to bring.

Let p_k be the chance that somebody is at level k or above in a facet that is worth `points` at its bar B.
Bringing them from level k to k + 1 is worth

    points / B * (1 - p_{k+1}),   k < B,

because it changes nothing for somebody who is there already; at and above the bar it is worth 0. The first
step from the level at which a plan starts brings along what is uncertain below it, so that the gains of all
steps up to the bar add up to the whole gap, points * (1 - A), with A = (p_1 + ... + p_B) / B the expected
attainment. For a level that is known, p is 1 up to it and 0 above, and each step is worth points / B.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from readiness.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

__all__ = ["HIGHEST_LEVEL", "Action", "Candidate", "Need", "candidates", "certain", "remaining_gap"]

HIGHEST_LEVEL = 4


class Action(NamedTuple):
    """A learning action that raises a facet by one level; `requires` names other facets and their levels."""

    id: str
    facet: str
    from_level: int
    hours: float
    requires: Mapping[str, int]


class Need(NamedTuple):
    """A facet with a known level: where the person stands and what the role asks for.

    ``level`` is the level that a plan starts from, ``reached[k]`` the chance of level k + 1 or above, ``points``
    what the facet is worth at its `bar`, ``floor`` the must-have level, 0 where there is none.
    """

    facet: str
    level: int
    bar: int
    points: float
    reached: Sequence[float]
    floor: int = 0


class Candidate(NamedTuple):
    """A step that may go into a plan: what it brings in points, what it costs in hours, what it rests on."""

    id: str
    facet: str
    from_level: int
    gain: float
    hours: float
    requires: Mapping[str, int]

    @property
    def to_level(self) -> int:
        """The level that the facet has afterwards."""
        return self.from_level + 1


def certain(level: int) -> tuple[float, ...]:
    """Chances of level 1, 2, 3 and 4 or above for somebody who is known to stand at `level`.

    >>> certain(2)
    (1.0, 1.0, 0.0, 0.0)
    """
    return tuple(1.0 if level >= k else 0.0 for k in range(1, HIGHEST_LEVEL + 1))


def remaining_gap(need: Need) -> float:
    """Points that the facet is expected to miss to its bar."""
    return need.points * sum(1.0 - p for p in need.reached[: need.bar]) / need.bar


def candidates(actions: Iterable[Action], needs: Iterable[Need]) -> tuple[Candidate, ...]:
    """The steps from each facet's level up to its bar, and those beyond a bar that another step needs.

    Parameters
    ----------
    actions : iterable of Action
        Every step that there is; several from one level are alternatives.
    needs : iterable of Need
        Facets with a known level. A facet that is not among them was not rated: no step of it is a candidate.

    Returns
    -------
    tuple of Candidate
        In the order of `needs`, then by level, then in the order of `actions`. Gains are at least 0; along one
        facet they add up to its gap.

    Raises
    ------
    UsageError
        If a level, a bar, points, hours or a chance lies outside what it can be, or an id or facet comes twice.

    Examples
    --------
    >>> steps = [Action("sql-0", "sql", 0, 6, {}), Action("sql-1", "sql", 1, 10, {"python-language": 1})]
    >>> [(c.id, c.gain) for c in candidates(steps, [Need("sql", 0, 2, 5.0, certain(0))])]
    [('sql-0', 2.5), ('sql-1', 2.5)]
    """
    known = {need.facet: need for need in _checked_needs(needs)}
    by_facet: dict[str, list[Action]] = {facet: [] for facet in known}
    for action in _checked_actions(actions):
        if action.facet in known:
            by_facet[action.facet].append(action)
    top = _tops(known, by_facet)
    return tuple(
        Candidate(
            action.id, action.facet, action.from_level, _gain(need, action.from_level), action.hours, action.requires
        )
        for need in known.values()
        for action in sorted(by_facet[need.facet], key=lambda a: a.from_level)
        if need.level <= action.from_level < top[need.facet]
    )


def _gain(need: Need, from_level: int) -> float:
    if from_level >= need.bar:
        return 0.0
    first = 0 if from_level == need.level else from_level
    return need.points * sum(1.0 - p for p in need.reached[first : from_level + 1]) / need.bar


def _tops(known: Mapping[str, Need], by_facet: Mapping[str, list[Action]]) -> dict[str, int]:
    """How far up each facet is climbed: to the bar, or as far as a candidate of another facet needs it."""
    top = {facet: need.bar for facet, need in known.items()}
    grown = True
    while grown:
        grown = False
        for facet, actions in by_facet.items():
            for action in actions:
                if not known[facet].level <= action.from_level < top[facet]:
                    continue
                for other, level in action.requires.items():
                    if top.get(other, HIGHEST_LEVEL) < level:
                        top[other], grown = level, True
    return top


def _checked_needs(needs: Iterable[Need]) -> list[Need]:
    found = list(needs)
    for need in found:
        if not 0 <= need.level <= HIGHEST_LEVEL or not 1 <= need.bar <= HIGHEST_LEVEL:
            raise UsageError(f"{need.facet}: a level is a whole number from 0 to 4, and a bar one from 1 to 4")
        if not 0 <= need.floor <= need.bar:
            raise UsageError(f"{need.facet}: a must-have level lies between 0 and the bar")
        if not 0 <= need.points <= 100:  # noqa: PLR2004 — points
            raise UsageError(f"{need.facet}: a facet is worth 0 to 100 points, not {need.points}")
        if len(need.reached) != HIGHEST_LEVEL or not all(0 <= p <= 1 for p in need.reached):
            raise UsageError(f"{need.facet}: give four chances from 0 to 1, of level 1, 2, 3 and 4 or above")
    _refuse_repeated([need.facet for need in found])
    return found


def _checked_actions(actions: Iterable[Action]) -> list[Action]:
    found = list(actions)
    for action in found:
        if not 0 <= action.from_level < HIGHEST_LEVEL:
            raise UsageError(f"{action.id}: a step starts at a level from 0 to 3")
        if not 0 < action.hours < float("inf"):
            raise UsageError(f"{action.id}: a step takes more than 0 hours, and not {action.hours}")
        if action.facet in action.requires or not all(0 <= k <= HIGHEST_LEVEL for k in action.requires.values()):
            raise UsageError(f"{action.id}: a step requires levels from 0 to 4 of other facets")
    _refuse_repeated([action.id for action in found])
    return found


def _refuse_repeated(names: list[str]) -> None:
    seen: set[str] = set()
    for name in names:
        if name in seen:
            raise UsageError(f"{name} comes twice; give it once")
        seen.add(name)
