"""The wheel holds everything, and runs in an environment and a folder that know nothing of the checkout."""

import json
import os
import subprocess
import sys
import sysconfig
import tarfile
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PIP = [sys.executable, "-m", "pip", "--disable-pip-version-check"]


def call(*command, **others):
    done = subprocess.run(
        [os.fspath(part) for part in command], capture_output=True, text=True, check=False, **others
    )
    assert done.returncode == 0, f"{done.stdout}\n{done.stderr}"
    return done.stdout


def tracked(*folders):
    """Files of the checkout that belong to the project, relative to it."""
    return sorted(
        str(path.relative_to(ROOT))
        for folder in folders
        for path in (ROOT / folder).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    )


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    folder = tmp_path_factory.mktemp("wheel")
    call(*PIP, "wheel", ROOT, "--no-deps", "--no-build-isolation", "-q", "-w", folder)
    (found,) = folder.glob("readiness-*.whl")
    return found


@pytest.fixture(scope="module")
def installed(wheel, tmp_path_factory):
    """An environment with the wheel, whose dependencies are those of the environment that runs the tests."""
    home = tmp_path_factory.mktemp("environment")
    venv.create(home, with_pip=False)
    site = Path(call(home / "bin" / "python", "-c", "import site; print(site.getsitepackages()[0])").strip())
    (site / "dependencies.pth").write_text(sysconfig.get_path("purelib") + "\n")
    call(*PIP, "--python", home / "bin" / "python", "install", "-q", "--no-deps", "--no-index", wheel)
    return home / "bin"


@pytest.fixture
def environment(tmp_path):
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    return {**kept, "READINESS_HOME": str(tmp_path / "home")}


def test_the_wheel_holds_every_module_every_content_file_and_every_template(wheel):
    with zipfile.ZipFile(wheel) as archive:
        inside = set(archive.namelist())
    content = tracked("questions", "weights")
    assert len(content) > 18
    assert {f"readiness/_content/{name}" for name in content} <= inside
    package = tracked("readiness")
    assert any(name.endswith(".html") or ".html." in name for name in package)
    assert set(package) <= inside
    assert "readiness/py.typed" in inside
    others = {name.split("/")[0] for name in inside} - {"readiness"}
    assert len(others) == 1
    assert next(iter(others)).endswith(".dist-info")
    assert any(name.endswith("LICENSE") for name in inside)


def test_the_command_runs_in_another_environment_and_folder(installed, environment, tmp_path):
    (tmp_path / "me.json").write_text((ROOT / "examples" / "bootcamp-graduate.json").read_text())
    here = {"cwd": tmp_path, "env": environment}
    where = call(installed / "python", "-c", "import readiness; print(readiness.__file__)", **here)
    assert str(ROOT) not in where
    assert "readiness 0." in call(installed / "readiness", "--version", **here)
    record = json.loads(call(installed / "readiness", "score", "me.json", "--format", "json", **here))
    assert 0 < record["score"] < 100
    assert record["estimate"]["n_answers"] == 12
    for form in ("terminal", "markdown", "csv", "html"):
        assert call(installed / "readiness", "score", "me.json", "--format", form, **here)
    call(installed / "readiness", "score", "me.json", "-o", "r.json", **here)
    call(installed / "readiness", "verify", "r.json", **here)
    assert "Python Programming" in call(installed / "python", "-m", "readiness", "role", **here)
    assert json.loads(call(installed / "readiness", "schema", "profile", **here))["properties"]


def test_the_installed_content_is_the_content_of_the_checkout(installed, environment, tmp_path):
    ask = (
        "from readiness import load_framework\n"
        "from readiness.questionnaire import digest_bank, digest_heads\n"
        "print(load_framework().digest, digest_bank(), digest_heads())"
    )
    there = call(installed / "python", "-c", ask, cwd=tmp_path, env=environment)
    assert there == call(sys.executable, "-c", ask, cwd=ROOT)


def test_the_wheel_can_be_read_as_an_archive(wheel, environment, tmp_path):
    ask = "import readiness\nprint(readiness.__file__, len(readiness.load_framework().facets))"
    shown = call(sys.executable, "-c", ask, cwd=tmp_path, env={**environment, "PYTHONPATH": str(wheel)})
    assert shown.startswith(str(wheel))
    assert int(shown.split()[-1]) > 20


def test_the_source_archive_holds_what_is_needed_to_build_and_test(tmp_path):
    call(sys.executable, "-m", "hatchling", "build", "-t", "sdist", "-d", tmp_path, cwd=ROOT)
    (found,) = tmp_path.glob("*.tar.gz")
    with tarfile.open(found) as archive:
        inside = {name.partition("/")[2] for name in archive.getnames()}
    assert {"pyproject.toml", "README.md", "LICENSE"} <= inside
    assert set(tracked("questions", "weights", "examples")) <= inside
    assert "tests/test_packaging.py" in inside
