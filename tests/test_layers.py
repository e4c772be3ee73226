"""Imports go down the layers only, and what is slow or interactive is imported in one place."""

import ast
import subprocess
import sys
from collections import Counter
from graphlib import TopologicalSorter
from importlib.util import find_spec
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "readiness"
LAYERS = (
    ("limits",),
    ("arrays", "errors", "streams", "times", "words"),
    ("content", "files", "home"),
    ("saving",),
    ("models",),
    ("framework",),
    ("questionnaire",),
    ("profile",),
    ("scoring",),
    ("measurement", "knapsack"),
    ("record",),
    ("plan",),
    ("assessment",),
    ("cohort",),
    ("store",),
    ("quiz",),
    ("report",),
    ("web",),
    ("cli",),
    ("__main__",),
)
HEIGHT = {unit: height for height, layer in enumerate(LAYERS) for unit in layer}
ARRAYS_ONLY = ("scoring", "measurement", "knapsack")
ONLY_IN = {
    "prompt_toolkit": ("quiz/terminal/",),
    "questionary": ("quiz/terminal/",),
    "rich": ("report/terminal.py",),
    "jinja2": ("report/html.py", "cohort/faces.py", "web/"),
    "pyarrow": ("cohort/",),
    "msgspec": ("cohort/",),
    "icalendar": ("report/plan_calendar.py",),
    "platformdirs": ("home.py",),
    "sqlite3": ("store/",),
    "tomli": ("content.py",),
    "pydantic": ("models/",),
    "socket": ("web/serving.py",),
    "starlette": ("web/",),
    "uvicorn": ("web/",),
}
NOWHERE = ("pandas", "scipy", "requests", "httpx", "urllib.request", "http.client", "pickle", "tomllib")


def within(module: str, name: str) -> str:
    """The module itself, or the one of this name in it."""
    inner = PACKAGE.joinpath(*module.split(".")[1:], name)
    ours = module.split(".", maxsplit=1)[0] == "readiness"
    return f"{module}.{name}" if ours and (inner.is_dir() or inner.with_suffix(".py").is_file()) else module


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
            names = [within(str(node.module), alias.name) for alias in node.names]
        found |= {(name, id(node) in for_types) for name in names}
    return found


FILES = {str(file.relative_to(PACKAGE)): file for file in sorted(PACKAGE.rglob("*.py"))}
IMPORTS = {name: imports(file.read_text(encoding="utf-8")) for name, file in FILES.items()}


def unit_of(module: str) -> str | None:
    """The part of the package that a module belongs to; None for what the package itself offers."""
    parts = module.split(".")
    return parts[1] if parts[0] == "readiness" and len(parts) > 1 and parts[1] in HEIGHT else None


def module_of(name: str) -> str:
    """The module that a file is."""
    parts = ("readiness", *Path(name).with_suffix("").parts)
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


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
    assert units == set(HEIGHT)


def test_imports_go_down_the_layers_only():
    found = edges()
    assert len(found) > 80
    assert [edge for edge in found if HEIGHT[edge[1]] < HEIGHT[edge[2]]] == []


def test_types_come_from_below_too():
    assert [edge for edge in edges(for_types=True) if HEIGHT[edge[1]] < HEIGHT[edge[2]]] == []


def test_a_unit_has_one_layer():
    assert len(HEIGHT) == sum(map(len, LAYERS))


def test_units_of_a_layer_do_not_know_each_other():
    found = edges(for_types=True)
    assert [edge for edge in found if HEIGHT[edge[1]] == HEIGHT[edge[2]]] == []


@pytest.mark.parametrize(("one", "other"), [("report", "quiz"), ("report", "store"), ("quiz", "report")])
def test_neighbours_do_not_know_each_other(one, other):
    assert [edge for edge in edges(for_types=True) if edge[1:] == (one, other)] == []


def test_no_module_waits_for_itself():
    """Imports that run, wherever they stand, make no circle."""
    graph = {
        module_of(name): {m for m, only_types in found if not only_types} for name, found in IMPORTS.items()
    }
    assert len(graph) > 100
    order = TopologicalSorter({name: found & graph.keys() for name, found in graph.items()}).static_order()
    assert next(iter(order))


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
    assert ours <= {"arrays", "errors", "scoring", "streams"}


def users(library):
    """The files that import a library, in whatever way."""
    return {
        name
        for name, found in IMPORTS.items()
        for module, _ in found
        if f"{module}.".startswith(f"{library}.")
    }


@pytest.mark.parametrize(("library", "places"), ONLY_IN.items())
def test_a_library_is_imported_in_its_own_places_and_in_each_of_them(library, places):
    found = users(library)
    assert {name for name in found if not name.startswith(places)} == set()
    assert [place for place in places if not any(name.startswith(place) for name in found)] == []


@pytest.mark.parametrize("library", NOWHERE)
def test_what_the_product_does_not_need_is_not_imported(library):
    assert users(library) == set()


def test_the_walk_sees_every_way_to_import():
    text = (
        "import a.b\nfrom readiness import errors\nfrom typing import TYPE_CHECKING\n"
        "if TYPE_CHECKING:\n    from c import d\ndef f():\n    from readiness.cli import main\n"
    )
    expected = {("a.b", False), ("readiness.errors", False), ("typing", False), ("c", True)}
    assert imports(text) == expected | {("readiness.cli", False)}


SLOW = (
    "pyarrow", "msgspec", "questionary", "prompt_toolkit", "rich", "jinja2", "scipy", "icalendar", "sqlite3",
)  # fmt: skip


def loaded_by(statement, cwd=None):
    ask = f"import sys\ntry:\n    {statement}\nexcept SystemExit:\n    pass\nprint(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", ask], capture_output=True, text=True, check=True, cwd=cwd)
    return set(done.stdout.split("\n")[-2].split())


@pytest.mark.parametrize(
    ("statement", "absent"),
    [
        ("import readiness", ("numpy", "pydantic", "tomli")),
        ("from readiness import assess, Profile, load_framework, verify, compare, to_json", ("pydantic",)),
        ("from readiness.cli import main; main(['--version'])", ("numpy", "pydantic", "tomli")),
        (
            "from readiness.cli import main; main(['score', 'me.json', '--format', 'json', '-o', 'r.json'])",
            ("pydantic", "readiness.store", "readiness.quiz"),
        ),
    ],
)
def test_what_is_not_needed_is_not_imported(tmp_path, statement, absent):
    (tmp_path / "me.json").write_text('{"skills": {"sql": 2}}')
    loaded = loaded_by(statement, tmp_path)
    assert "readiness" in loaded
    assert loaded & {*SLOW, *absent} == set()


MOST_MODULES = 92
"""Modules of ours that one profile scored as JSON needs: its questions are not asked, its record not read."""


def test_a_score_takes_the_modules_that_it_needs(tmp_path):
    (tmp_path / "me.json").write_text((PACKAGE.parent / "examples" / "career-changer.json").read_text())
    score = "from readiness.cli import main; main(['score', 'me.json', '--format', 'json'])"
    loaded = loaded_by(score, tmp_path)
    ours = {name for name in loaded if name.split(".")[0] == "readiness"}
    assert 50 < len(ours) <= MOST_MODULES
    # Some functions of numpy import one of the first two, which takes a tenth of all the time of a score.
    heavy = {"numpy.ma", "numpy.random", "pydantic", "platformdirs", "shutil", "tempfile"}
    assert "numpy" in loaded
    assert loaded & heavy <= loaded_by("import numpy")  # an old one imports some by itself
    absent = (
        "assessment.verifying", "framework.extending", "knapsack.progress", "measurement.refinement",
        "measurement.selection", "plan.moving", "questionnaire.items", "record.checking", "report.document",
    )  # fmt: skip
    assert {name for name in absent if f"readiness.{name}" in ours} == set()
    assert all(find_spec(f"readiness.{name}") for name in absent)


def test_modules_are_small():
    lengths = sorted(len(file.read_text(encoding="utf-8").splitlines()) for file in FILES.values())
    assert lengths[len(lengths) * 9 // 10] <= 230
    assert lengths[len(lengths) // 2] <= 150


def test_a_name_means_one_thing():
    """No two public classes share a name, whatever part of the program they stand in."""
    named = Counter(
        node.name
        for file in FILES.values()
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_")
    )
    assert len(named) > 250
    assert [name for name, count in named.items() if count > 1] == []


def test_what_must_not_be_imported_is_what_can_be():
    """A name that stands for nothing would be absent whatever is imported."""
    ours = {"readiness.store", "readiness.quiz"}
    libraries = {name for name in (*SLOW, *ONLY_IN, "numpy") if find_spec(name) is None}
    assert libraries == set()
    assert {name for name in ours if find_spec(name) is None} == set()
