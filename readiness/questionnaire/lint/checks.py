"""Whether a check computes what it prints, seen from its syntax."""

from __future__ import annotations

import ast
from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from readiness.questionnaire.items import Item

__all__ = ["fault"]

RUN = "run"
"""The check that runs the item's own snippet."""

_CONVERSIONS = frozenset({"str", "int", "float", "repr", "round", "list", "tuple", "bool"})
_TRANSPARENT = (
    ast.UnaryOp,
    ast.Tuple,
    ast.List,
    ast.Set,
    ast.Dict,
    ast.Starred,
    ast.FormattedValue,
    ast.JoinedStr,
    ast.Subscript,
    ast.IfExp,
)
_DECISIONS = (ast.If, ast.For, ast.While, ast.Try, ast.Match)


def fault(item: Item) -> str | None:
    """What is wrong with the check of an item; None where it computes its answer or there is no check."""
    if item.check is None:
        return None
    if item.check.strip() == RUN:
        return None if item.language == "python" else "runs a snippet that is not Python"
    try:
        tree = ast.parse(item.check)
    except (SyntaxError, ValueError, RecursionError) as error:
        return f"is not Python: {error}"
    if not any(_is_output(node) or _is_exec(node) for node in ast.walk(tree)):
        return "prints nothing"
    constants = _constant_names(tree)
    for output in _undecided_outputs(tree.body):
        if output.args and all(_is_literal(argument, constants) for argument in output.args):
            return f"prints a literal on its line {output.lineno}"
    return None


def _undecided_outputs(body: list[ast.stmt]) -> list[ast.Call]:
    """The calls that print whatever was computed before: those under no condition, loop or handler."""
    found: list[ast.Call] = []
    for statement in body:
        if isinstance(statement, ast.If) and _is_literal(statement.test, frozenset()):
            found += _undecided_outputs(statement.body + statement.orelse)
        elif isinstance(statement, ast.For) and _is_literal(statement.iter, frozenset()):
            found += _undecided_outputs(statement.body)
        elif isinstance(statement, _DECISIONS):
            continue
        elif isinstance(statement, ast.With | ast.FunctionDef | ast.ClassDef):
            found += _undecided_outputs(statement.body)
        else:
            found += [node for node in ast.walk(statement) if isinstance(node, ast.Call) and _is_output(node)]
    return found


def _is_output(node: ast.AST) -> bool:
    if not isinstance(node, ast.Call):
        return False
    called = node.func
    if isinstance(called, ast.Name):
        return called.id == "print"
    return (
        isinstance(called, ast.Attribute)
        and called.attr == "write"
        and ast.unparse(called.value).endswith("stdout")
    )


def _is_exec(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "exec"


def _constant_names(tree: ast.Module) -> frozenset[str]:
    """The names that are given a literal once and are not touched again."""
    literal: set[str] = set()
    touched = Counter[str]()
    for node in ast.walk(tree):
        match node:
            case ast.Name(id=name, ctx=ast.Store()) | ast.arg(arg=name):
                touched[name] += 1
            case ast.Subscript(value=ast.Name(id=name), ctx=ast.Store()):
                touched[name] += 1
            case ast.Call(func=ast.Attribute(value=ast.Name(id=name))):
                touched[name] += 1
            case ast.Assign(targets=[ast.Name(id=name)], value=value) if _is_literal(value, frozenset()):
                literal.add(name)
    return frozenset(name for name in literal if touched[name] == 1)


def _is_literal(node: ast.AST, constants: frozenset[str]) -> bool:
    if isinstance(node, ast.Constant):
        return True
    if isinstance(node, ast.Name):
        return node.id in constants or node.id == "OPTIONS"
    if isinstance(node, ast.Call):
        converts = isinstance(node.func, ast.Name) and node.func.id in _CONVERSIONS
        return converts and all(_is_literal(argument, constants) for argument in node.args)
    parts = [child for child in ast.iter_child_nodes(node) if isinstance(child, ast.expr)]
    return isinstance(node, _TRANSPARENT) and all(_is_literal(part, constants) for part in parts)
