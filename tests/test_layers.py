"""Imports go down the layers only, and what is slow or interactive is imported in one place."""

import ast
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "readiness"
LAYERS = (
    ("errors", "streams", "words"),
    ("content", "files", "models"),
    ("framework", "questionnaire", "profile"),
    ("scoring", "measurement"),
    ("record",),
    ("planning",),
    ("assessment", "cohort"),
    ("plans",),
    ("store", "quiz", "report"),
    ("cli",),
    ("__main__",),
)
HEIGHT = {unit: height for height, layer in enumerate(LAYERS) for unit in layer}
ARRAYS_ONLY = ("scoring", "measurement", "planning")
ONLY_IN = {
    "prompt_toolkit": "quiz/terminal/",
    "rich": ("report/terminal.py", "quiz/", "cli/"),
    "jinja2": "report/html.py",
    "highspy": "planning/",
    "icalendar": "report/plan_calendar.py",
    "platformdirs": "store/",
    "sqlite3": "store/",
    "pyarrow": "cohort/",
    "msgspec": "cohort/",
    "pyspark": "cohort/",
    "pandas": "nowhere",
    "requests": "nowhere",
    "httpx": "nowhere",
    "socket": "nowhere",
    "urllib.request": "nowhere",
    "http.client": "nowhere",
    "pickle": "nowhere",
}


def imports(text: str) -> set[tuple[str, bool]]:
    """Every module that a source imports anywhere, and whether only for type checking."""
    tree = ast.parse(text)
    for_types = {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test)
        for inner in ast.walk(node)
    }
    found = set()
    for node in ast.walk(tree):
        names = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are absolute"
            whole = node.module == "readiness"
            names = [f"readiness.{alias.name}" for alias in node.names] if whole else [str(node.module)]
        found |= {(name, id(node) in for_types) for name in names}
    return found


FILES = {str(file.relative_to(PACKAGE)): file for file in sorted(PACKAGE.rglob("*.py"))}
IMPORTS = {name: imports(file.read_text(encoding="utf-8")) for name, file in FILES.items()}


def unit_of(module: str) -> str | None:
    """The part of the package that a module belongs to; None for what the package itself offers."""
    parts = module.split(".")
    return parts[1] if parts[0] == "readiness" and len(parts) > 1 and parts[1] in HEIGHT else None


def edges(*, for_types: bool = False) -> list[tuple[str, str, str]]:
    """File, its unit, and another unit that it imports."""
    found = []
    for name, modules in IMPORTS.items():
        own = Path(name).with_suffix("").parts[0]
        for module, only_types in modules:
            other = unit_of(module)
            if other is not None and other != own and own in HEIGHT and (for_types or not only_types):
                found.append((name, own, other))
    return found


def test_every_part_of_the_package_has_its_layer():
    units = {Path(name).with_suffix("").parts[0] for name in FILES} - {"__init__"}
    assert len(units) > 10
    assert units <= set(HEIGHT)


def test_imports_go_down_the_layers_only():
    found = edges()
    assert len(found) > 80
    assert [edge for edge in found if HEIGHT[edge[1]] < HEIGHT[edge[2]]] == []


def test_types_come_from_below_too():
    assert [edge for edge in edges(for_types=True) if HEIGHT[edge[1]] < HEIGHT[edge[2]]] == []


@pytest.mark.parametrize(("one", "other"), [("report", "quiz"), ("report", "store"), ("quiz", "report")])
def test_siblings_do_not_know_each_other(one, other):
    assert [edge for edge in edges(for_types=True) if edge[1:] == (one, other)] == []


@pytest.mark.parametrize("unit", ARRAYS_ONLY)
def test_the_array_core_knows_no_files_no_clock_no_models(unit):
    modules = {
        module
        for name, found in IMPORTS.items()
        if name.startswith(f"{unit}/")
        for module, only_types in found
        if not only_types
    }
    assert "numpy" in modules
    forbidden = {"pydantic", "datetime", "time", "random", "os", "pathlib", "sys", "io", "subprocess"}
    assert {module.split(".")[0] for module in modules} & forbidden == set()
    ours = {unit_of(module) for module in modules if module.startswith("readiness")} - {None, unit}
    assert ours <= {"errors", "scoring", "streams"}


@pytest.mark.parametrize(("library", "places"), ONLY_IN.items())
def test_a_library_is_imported_in_its_own_place_only(library, places):
    users = {
        name
        for name, found in IMPORTS.items()
        for module, _ in found
        if f"{module}.".startswith(f"{library}.")
    }
    assert {name for name in users if not name.startswith(places)} == set()


def test_the_walk_sees_the_places_that_it_guards():
    used = {module.split(".")[0] for found in IMPORTS.values() for module, _ in found}
    assert {"prompt_toolkit", "rich", "jinja2", "highspy", "sqlite3", "platformdirs"} <= used


def test_the_walk_sees_every_way_to_import():
    text = (
        "import a.b\nfrom readiness import errors\nfrom typing import TYPE_CHECKING\n"
        "if TYPE_CHECKING:\n    from c import d\ndef f():\n    from readiness.cli import main\n"
    )
    expected = {("a.b", False), ("readiness.errors", False), ("typing", False), ("c", True)}
    assert imports(text) == expected | {("readiness.cli", False)}


@pytest.mark.parametrize(
    ("statement", "absent"),
    [
        ("import readiness", {"numpy", "pydantic"}),
        ("from readiness import assess, Profile, load_framework, verify, compare, to_json", set()),
        ("from readiness.cli import main; main(['--version'])", {"numpy", "pydantic"}),
    ],
)
def test_what_is_not_needed_is_not_imported(statement, absent):
    slow = {"prompt_toolkit", "rich", "jinja2", "highspy", "pandas", "scipy", "icalendar"}
    ask = f"import sys\ntry:\n    {statement}\nexcept SystemExit:\n    pass\nprint(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", ask], capture_output=True, text=True, check=True)
    loaded = {module.split(".")[0] for module in done.stdout.split()}
    assert "readiness" in loaded
    assert loaded & (slow | absent) == set()


def test_each_command_imports_what_it_needs_only(tmp_path):
    (tmp_path / "me.json").write_text('{"skills": {"sql": 2}}')
    ask = (
        "import sys\nfrom readiness.cli import main\n"
        "main(['score', 'me.json', '--format', 'json', '-o', 'r.json'])\nprint(*sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", ask], capture_output=True, text=True, check=True, cwd=tmp_path
    )
    loaded = set(done.stdout.split())
    assert "readiness.assessment" in loaded
    absent = {
        "pydantic",
        "rich",
        "jinja2",
        "prompt_toolkit",
        "sqlite3",
        "readiness.store",
        "readiness.quiz",
        "readiness.plans",
    }
    assert loaded & absent == set()


def test_layers_are_told_apart():
    assert len(HEIGHT) == sum(map(len, LAYERS))
    assert all(HEIGHT[low[0]] < HEIGHT[high[0]] for low, high in pairwise(LAYERS))
