r"""Steps that could go into a plan, each with the points that it is expected to bring.

A leaf is worth `points` at its bar, and the person is expected to have attained A of it, 0 to 1. Raising it
to level k is worth

    points * (worth(k) - A),

where worth(k) is the attainment of somebody who stands at that level, and never less than 0. A step from j to
k that follows another is worth points * (worth(k) - max(A, worth(j))): so no gain is negative, whatever was
believed, and the gains of all steps up to the bar add up to the whole gap.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from readiness.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

__all__ = ["Action", "Candidate", "Need", "candidates", "gain", "merged"]


class Action(NamedTuple):
    """Something to do that raises a leaf; `requires` names other leaves and the levels they must have."""

    id: str
    leaf: str
    from_level: float
    to_level: float
    hours: float
    requires: Mapping[str, int]


class Need(NamedTuple):
    """A leaf with a known level: where a plan starts, what the role asks for, and how much of it is there.

    ``points`` is what the leaf is worth at its bar, ``attainment`` how much of that is expected to be there,
    ``worth`` the attainment of each level at which a step ends, and of those at which one begins.
    """

    leaf: str
    level: float
    bar: float
    points: float
    attainment: float
    worth: Mapping[float, float]


class Candidate(NamedTuple):
    """A step that may go into a plan: what it brings in points, what it costs in hours, what it rests on."""

    id: str
    leaf: str
    from_level: float
    to_level: float
    gain: float
    hours: float
    requires: Mapping[str, int]


def gain(points: float, attained: float, worth: float) -> float:
    """Points won by raising what is worth `points` at its bar from `attained` to `worth`, never below 0.

    >>> gain(8.0, 0.25, 0.75), gain(8.0, 0.5, 0.25)
    (4.0, 0.0)
    """
    return points * max(0.0, worth - attained)


def candidates(actions: Iterable[Action], needs: Iterable[Need]) -> tuple[Candidate, ...]:
    """The steps from each leaf's level up to its bar, and those beyond a bar that another step needs.

    Parameters
    ----------
    actions : iterable of Action
        Every step that there is; several from one level are alternatives. The first step of a leaf may begin
        below the level that is there (half a year of two is a start); a later one begins where the one before
        ends.
    needs : iterable of Need
        Leaves with a known level. A leaf that is not among them was not answered: no step of it is a
        candidate.

    Returns
    -------
    tuple of Candidate
        In the order of `needs`, then by level, then in the order of `actions`. Gains are at least 0; along
        one leaf they add up to its gap.

    Raises
    ------
    UsageError
        If a level, a bar, points, hours or a share lies outside what it can be, or an id or leaf comes twice.

    Examples
    --------
    >>> steps = [Action("sql-0", "sql", 0, 1, 6, {}), Action("sql-1", "sql", 1, 2, 10, {})]
    >>> need = Need("sql", 0, 2, 5.0, 0.0, {0: 0.0, 1: 0.4, 2: 1.0})
    >>> [(c.id, c.gain) for c in candidates(steps, [need])]
    [('sql-0', 2.0), ('sql-1', 3.0)]
    """
    known = {need.leaf: need for need in _checked_needs(needs)}
    by_leaf: dict[str, list[Action]] = {leaf: [] for leaf in known}
    for action in _checked_actions(actions):
        if action.leaf in known:
            by_leaf[action.leaf].append(action)
    ways = {leaf: _upwards(known[leaf], found) for leaf, found in by_leaf.items()}
    top = _tops(known, ways)
    return tuple(
        Candidate(
            action.id,
            action.leaf,
            action.from_level,
            action.to_level,
            _gain(need, action),
            action.hours,
            action.requires,
        )
        for need in known.values()
        for action in ways[need.leaf]
        if max(need.level, action.from_level) < top[need.leaf]
    )


def _upwards(need: Need, actions: Sequence[Action]) -> list[Action]:
    """The actions that lead on from the level that is there, lowest first."""
    at = {need.level}
    found = []
    for action in sorted(actions, key=lambda a: a.from_level):
        first = action.from_level <= need.level < action.to_level
        if first or (action.from_level > need.level and action.from_level in at):
            found.append(action)
            at.add(action.to_level)
    return found


def _gain(need: Need, action: Action) -> float:
    before = need.attainment
    if action.from_level > need.level:
        before = max(before, need.worth[action.from_level])
    return gain(need.points, before, need.worth[action.to_level])


def _tops(known: Mapping[str, Need], ways: Mapping[str, Sequence[Action]]) -> dict[str, float]:
    """How far up each leaf is climbed: to the bar, or as far as a candidate of another leaf needs it."""
    top = {leaf: need.bar for leaf, need in known.items()}
    grown = True
    while grown:
        grown = False
        for leaf, actions in ways.items():
            for action in actions:
                if max(known[leaf].level, action.from_level) >= top[leaf]:
                    continue
                for other, level in action.requires.items():
                    if top.get(other, level) < level:
                        top[other], grown = level, True
    return top


def merged(roles: Mapping[str, Sequence[Candidate]]) -> tuple[Candidate, ...]:
    """The candidates of all roles, each with its mean gain over the roles.

    Examples
    --------
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


def _checked_needs(needs: Iterable[Need]) -> list[Need]:
    found = list(needs)
    for need in found:
        if not (need.level >= 0 and need.bar > 0):
            raise UsageError(f"{need.leaf}: a level is 0 or more, and a bar more than 0")
        if not 0 <= need.points <= 100 + 1e-6:
            raise UsageError(f"{need.leaf}: a leaf is worth 0 to 100 points, not {need.points:g}")
        if not 0 <= need.attainment <= 1:
            raise UsageError(f"{need.leaf}: attainment is a share from 0 to 1")
    _refuse_repeated([need.leaf for need in found])
    return found


def _checked_actions(actions: Iterable[Action]) -> list[Action]:
    found = list(actions)
    for action in found:
        if not 0 <= action.from_level < action.to_level:
            raise UsageError(f"{action.id}: a step starts at 0 or more and ends higher")
        if not 0 < action.hours < float("inf"):
            raise UsageError(f"{action.id}: a step takes more than 0 hours, and not {action.hours}")
        requires = action.requires
        if requires and (action.leaf in requires or min(requires.values()) < 0):
            raise UsageError(f"{action.id}: a step requires levels from 0 of other leaves")
    _refuse_repeated([action.id for action in found])
    return found


def _refuse_repeated(names: list[str]) -> None:
    if len(set(names)) < len(names):
        name = next(name for k, name in enumerate(names) if name in names[:k])
        raise UsageError(f"{name} comes twice; give it once")
