"""A role that names another and says only what differs: the tables of both as one."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any, NamedTuple

from readiness.errors import ContentError, Problem, closest, quoted
from readiness.framework.model import EXTENSION_KEYS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

__all__ = ["extended"]

_BY_ID = ("consistency", "insights")
"""Lists of the base that own entries are added to; one of the same id takes its place."""
_PARTS = {"dimension": "criteria", "criterion": "facets", "facet": ""}
_MAY_CHANGE = {
    "dimension": ("title", "importance"),
    "criterion": ("title", "importance", "why"),
    "facet": ("title", "share", "bar", "must_have", "scale", "built_on"),
    "rule": ("ask", "sentence"),
}


class _Node(NamedTuple):
    kind: str
    table: dict[str, Any]
    siblings: list[dict[str, Any]]


def extended(own: Mapping[str, Any], base: Mapping[str, Any], source: str) -> dict[str, Any]:
    """The tables of a role that extends another, complete.

    Parameters
    ----------
    own : mapping
        The role's own tables: ``[changes.ID]`` sets fields of what has this id, ``[[additions]]`` puts in a
        facet, criterion or dimension ``under`` an id, ``[[removed]]`` takes one out and says why. Everything
        else replaces what the base says, except that consistency rules and insights are added by id.
    base : mapping
        The tables of the other role, complete.

    Raises
    ------
    ContentError
        With every id that there is not, and every field that cannot be changed there.
    """
    whole: dict[str, Any] = copy.deepcopy(dict(base))
    problems = list(_shapes(own)) or list(_doubles(own))
    if problems:
        raise ContentError(source, problems)
    nodes = _nodes(whole)
    problems += [p for name, change in own.get("changes", {}).items() for p in _change(name, change, nodes)]
    problems += [p for k, entry in enumerate(own.get("additions", [])) for p in _add(k, entry, nodes, whole)]
    problems += [p for k, entry in enumerate(own.get("removed", [])) for p in _remove(k, entry, nodes)]
    if problems:
        raise ContentError(source, problems)
    _drop_stray_references(whole)
    for name, value in own.items():
        if name in _BY_ID and isinstance(value, list):
            replaced = {entry.get("id") for entry in value if isinstance(entry, dict)}
            whole[name] = [e for e in whole.get(name, []) if e.get("id") not in replaced] + list(value)
        elif name not in EXTENSION_KEYS:
            whole[name] = value
    return whole


def _shapes(own: Mapping[str, Any]) -> Iterator[Problem]:
    if "dimensions" in own:
        yield Problem(
            "dimensions",
            "does not go with extends",
            "say what differs under [changes.ID], [[additions]] and [[removed]]",
        )
    changes = own.get("changes", {})
    if not isinstance(changes, dict) or not all(isinstance(c, dict) for c in changes.values()):
        yield Problem("changes", "is no table of tables", "write [changes.ID] above what changes")
    for name in ("additions", "removed"):
        entries = own.get(name, [])
        if not isinstance(entries, list) or not all(isinstance(e, dict) for e in entries):
            yield Problem(name, "is no list of tables", f"write [[{name}]] above each")


def _doubles(own: Mapping[str, Any]) -> Iterator[Problem]:
    for entry in own.get("removed", []):
        if entry.get("id") in own.get("changes", {}):
            yield Problem(f"changes.{entry['id']}", "is removed as well", "keep one of the two")


def _nodes(whole: dict[str, Any]) -> dict[str, _Node]:
    """Every dimension, criterion, facet and rule of the base by its id."""
    found = {rule["id"]: _Node("rule", rule, whole[name]) for name in _BY_ID for rule in whole.get(name, ())}
    for dimension in whole["dimensions"]:
        found[dimension["id"]] = _Node("dimension", dimension, whole["dimensions"])
        for criterion in dimension["criteria"]:
            found[criterion["id"]] = _Node("criterion", criterion, dimension["criteria"])
            for facet in criterion["facets"]:
                found[facet["id"]] = _Node("facet", facet, criterion["facets"])
    return found


def _change(name: str, change: dict[str, Any], nodes: Mapping[str, _Node]) -> Iterator[Problem]:
    node = nodes.get(name)
    if node is None:
        yield Problem(
            f"changes.{name}", "there is nothing of this id to change", closest(name, sorted(nodes))
        )
        return
    for field, value in change.items():
        where = f"changes.{name}.{field}"
        if field not in _MAY_CHANGE[node.kind]:
            yield Problem(
                where, f"cannot be changed of a {node.kind}", closest(field, _MAY_CHANGE[node.kind])
            )
        elif field == "bar":
            node.table["scale"] = {**node.table["scale"], "bar": value}
        elif field == "must_have" and value is False:
            node.table.pop("must_have", None)
        else:
            node.table[field] = value


def _add(
    position: int, entry: dict[str, Any], nodes: dict[str, _Node], whole: dict[str, Any]
) -> Iterator[Problem]:
    where = f"additions.{position} ({entry.get('id', '?')})"
    table = {name: value for name, value in entry.items() if name != "under"}
    under = entry.get("under")
    kind = "dimension" if "criteria" in entry else "criterion" if "facets" in entry else "facet"
    if kind == "dimension":
        whole["dimensions"].append(table)
        return
    wanted = "dimension" if kind == "criterion" else "criterion"
    places = sorted(name for name, node in nodes.items() if node.kind == wanted)
    if under not in places:
        what = (
            f"under is missing: the {wanted} that it belongs to"
            if under is None
            else f"{quoted(under)} is no {wanted}"
        )
        yield Problem(where, what, closest(str(under), places))
        return
    nodes[under].table[_PARTS[wanted]].append(table)


def _remove(position: int, entry: dict[str, Any], nodes: Mapping[str, _Node]) -> Iterator[Problem]:
    name = entry.get("id")
    where = f"removed.{position} ({name})"
    node = nodes.get(str(name))
    if node is None:
        yield Problem(where, "there is nothing of this id to remove", closest(str(name), sorted(nodes)))
    elif not isinstance(entry.get("rationale"), str) or not entry["rationale"].strip():
        yield Problem(
            where, "needs a rationale", "add one sentence that says why the role does not ask for it"
        )
    elif entry.keys() != {"id", "rationale"}:
        yield Problem(where, "holds more than id and rationale", "remove the rest")
    else:
        node.siblings[:] = [table for table in node.siblings if table is not node.table]


def _drop_stray_references(whole: dict[str, Any]) -> None:
    """What of the base looks at, or builds on, something that is no longer there goes with it."""
    nodes = _nodes(whole)
    known = {*nodes}
    for node in nodes.values():
        if node.table.get("built_on"):
            node.table["built_on"] = [name for name in node.table["built_on"] if name in known]
    for name in _BY_ID:
        whole[name] = [rule for rule in whole.get(name, []) if _ids_in(rule) <= known]


def _ids_in(rule: Mapping[str, Any]) -> set[str]:
    found = set(rule.get("touches", ()))
    for condition in (*rule.get("when", ()), *rule.get("any", ())):
        found |= {condition[key] for key in ("level_of", "attainment_of", "above") if condition.get(key)}
        found |= _ids_in(condition)
    return found
