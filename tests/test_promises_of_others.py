"""What other packages keep to themselves is not used: a name with an underscore can go any day."""

import ast
from pathlib import Path

PACKAGE = Path(__file__).parents[1] / "readiness"
TREES = {
    str(file.relative_to(PACKAGE)): ast.parse(file.read_text(encoding="utf-8"))
    for file in sorted(PACKAGE.rglob("*.py"))
}
PUBLIC_IN_SPITE_OF_ITS_NAME = {
    "_replace", "_asdict", "_fields", "_make",  # of named tuples, documented so as not to clash with fields
    "_exit",  # os._exit is documented
}  # fmt: skip

WITHOUT_METHODS = {"typing", "enum"}
"""Their bases say what a class is, and have no private methods that one of ours could replace."""


def is_private(name: str) -> bool:
    return name.startswith("_") and not name.endswith("__") and name not in PUBLIC_IN_SPITE_OF_ITS_NAME


def own_names(tree: ast.Module) -> set[str]:
    """Every name that a module gives to something: functions, classes, variables, attributes, parameters."""
    names = set()
    for node in ast.walk(tree):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            names.add(node.name)
        elif isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
            names.add(node.attr)
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            names.add(node.id)
        elif isinstance(node, ast.arg):
            names.add(node.arg)
    return names


def private_uses(tree: ast.Module) -> set[str]:
    """Private names that a module takes from elsewhere, as ``line: name``."""
    own = own_names(tree)
    found = set()
    for node in ast.walk(tree):
        names = []
        if isinstance(node, ast.Attribute) and node.attr not in own:
            names = [node.attr]
        elif isinstance(node, ast.keyword) and node.arg is not None and node.arg not in own:
            names = [node.arg]
        elif isinstance(node, ast.ImportFrom) and not (node.module or "").startswith("readiness"):
            names = [*(node.module or "").split("."), *(alias.name for alias in node.names)]
        elif isinstance(node, ast.Import):
            names = [part for alias in node.names for part in alias.name.split(".")]
        found |= {f"{node.lineno}: {name}" for name in names if is_private(name)}
    return found


def overridden(tree: ast.Module) -> set[str]:
    """Private methods that a class has although a base from elsewhere may have the same."""
    foreign = {
        alias.asname or alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module not in WITHOUT_METHODS
        if not (node.module or "").startswith("readiness")
        for alias in node.names
    }
    return {
        f"{inner.lineno}: {node.name}.{inner.name}"
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef)
        and any(isinstance(base, ast.Attribute) or ast.unparse(base) in foreign for base in node.bases)
        for inner in node.body
        if isinstance(inner, ast.FunctionDef) and is_private(inner.name)
    }


def test_no_private_name_of_another_package_is_used():
    assert len(TREES) > 100
    used = {name: private_uses(tree) | overridden(tree) for name, tree in TREES.items()}
    assert {name: found for name, found in used.items() if found} == {}


def test_the_walk_sees_every_way_to_use_one():
    text = (
        "import a._b\n"
        "from c import _d\n"
        "from e._f import g\n"
        "from _typeshed import h\n"
        "i = j._k\n"
        "l(_m=1)\n"
        "class N(o.P):\n    def _q(self): self._r = self._q\n"
        "from w import W\nclass X(W):\n    def _y(self): ...\n"
        "class S(T):\n    def _u(self): return self._u._replace(v=1)\n"
    )
    tree = ast.parse(text)
    assert private_uses(tree) == {"1: _b", "2: _d", "3: _f", "4: _typeshed", "5: _k", "6: _m"}
    assert overridden(tree) == {"8: N._q", "11: X._y"}
