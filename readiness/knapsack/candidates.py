r"""Steps that could go into a plan, each with the points that it is expected to bring.

A facet is worth `points` at its bar B, and the person has attained A of it, 0 to 1. Bringing it from level k
to level k + 1 is worth

    points * (max(A, (k + 1) / B) - max(A, k / B)),   both at most 1,

and the first step of a plan counts from A itself. So no gain is negative, whatever was measured, and the
gains of all steps up to the bar add up to the whole gap, points * (1 - A). Beyond the bar a step is worth 0.
For a level that the person stated, A = k / B, and each step up to the bar is worth points / B: exactly what
the score gains.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from readiness.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

__all__ = ["HIGHEST_LEVEL", "Action", "Candidate", "Need", "candidates", "gain", "level_worth", "stated"]

HIGHEST_LEVEL = 4


class Action(NamedTuple):
    """A learning action that raises a facet by one level; `requires` names other facets and their levels."""

    id: str
    facet: str
    from_level: int
    hours: float
    requires: Mapping[str, int]


class Need(NamedTuple):
    """A facet with a known level: where a plan starts, what the role asks for, and how much of it is there.

    ``points`` is what the facet is worth at its bar, ``attainment`` how much of that is reached, 0 to 1.
    """

    facet: str
    level: int
    bar: int
    points: float
    attainment: float


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


def stated(facet: str, level: int, bar: int, points: float) -> Need:
    """The need of somebody who stands exactly at a level.

    >>> stated("sql", 1, 2, 4.0)
    Need(facet='sql', level=1, bar=2, points=4.0, attainment=0.5)
    """
    return Need(facet, level, bar, points, level_worth(level, bar))


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
        In the order of `needs`, then by level, then in the order of `actions`. Gains are at least 0; along
        one facet they add up to its gap.

    Raises
    ------
    UsageError
        If a level, a bar, points, hours or a share lies outside what it can be, or an id or facet comes
        twice.

    Examples
    --------
    >>> steps = [Action("sql-0", "sql", 0, 6, {}), Action("sql-1", "sql", 1, 10, {"python-language": 1})]
    >>> [(c.id, c.gain) for c in candidates(steps, [stated("sql", 0, 2, 5.0)])]
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
            action.id,
            action.facet,
            action.from_level,
            _gain(need, action.from_level),
            action.hours,
            action.requires,
        )
        for need in known.values()
        for action in sorted(by_facet[need.facet], key=lambda a: a.from_level)
        if need.level <= action.from_level < top[need.facet]
    )


def gain(points: float, attained: float, worth: float) -> float:
    """Points that are won by raising what is worth `points` in all from `attained` to `worth`, never below 0.

    >>> gain(8.0, 0.25, 0.75), gain(8.0, 0.5, 0.25)
    (4.0, 0.0)
    """
    return points * max(0.0, worth - attained)


def level_worth(level: int, bar: int) -> float:
    """Attainment of somebody who stands exactly at a level, 0 to 1."""
    return min(1.0, level / bar)


def _gain(need: Need, from_level: int) -> float:
    before = need.attainment
    if from_level > need.level:
        before = max(before, level_worth(from_level, need.bar))
    return gain(need.points, before, level_worth(from_level + 1, need.bar))


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
            raise UsageError(
                f"{need.facet}: a level is a whole number from 0 to 4, and a bar one from 1 to 4"
            )
        if not 0 <= need.points <= 100:  # noqa: PLR2004 — points
            raise UsageError(f"{need.facet}: a facet is worth 0 to 100 points, not {need.points}")
        if not 0 <= need.attainment <= 1:
            raise UsageError(f"{need.facet}: attainment is a share from 0 to 1")
    _refuse_repeated([need.facet for need in found])
    return found


def _checked_actions(actions: Iterable[Action]) -> list[Action]:
    found = list(actions)
    for action in found:
        if not 0 <= action.from_level < HIGHEST_LEVEL:
            raise UsageError(f"{action.id}: a step starts at a level from 0 to 3")
        if not 0 < action.hours < float("inf"):
            raise UsageError(f"{action.id}: a step takes more than 0 hours, and not {action.hours}")
        if action.facet in action.requires or not all(
            0 <= k <= HIGHEST_LEVEL for k in action.requires.values()
        ):
            raise UsageError(f"{action.id}: a step requires levels from 0 to 4 of other facets")
    _refuse_repeated([action.id for action in found])
    return found


def _refuse_repeated(names: list[str]) -> None:
    seen: set[str] = set()
    for name in names:
        if name in seen:
            raise UsageError(f"{name} comes twice; give it once")
        seen.add(name)
