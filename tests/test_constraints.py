"""One file holds the version of everything that is installed, and pyproject.toml the ranges."""

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name
from packaging.version import Version

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
EXTRAS = PROJECT["project"]["optional-dependencies"]
LINES = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
LOCKED = [Requirement(line) for line in LINES if line and line[0] not in "# "]


def versions(name):
    """What the file says of a package; more than one version only under markers that exclude each other."""
    return {
        Version(next(iter(found.specifier)).version)
        for found in LOCKED
        if canonicalize_name(found.name) == canonicalize_name(name)
    }


def asked():
    lists = [PROJECT["project"]["dependencies"], *EXTRAS.values()]
    found = [Requirement(text) for texts in lists for text in texts]
    return [requirement for requirement in found if requirement.name != "readiness"]


def test_every_line_is_one_version_without_extras():
    assert len(LOCKED) > 50
    for requirement in LOCKED:
        (specifier,) = requirement.specifier
        assert specifier.operator == "=="
        assert not requirement.extras
        assert requirement.url is None


@pytest.mark.parametrize("requirement", asked(), ids=str)
def test_every_direct_dependency_is_locked_within_its_range(requirement):
    found = versions(requirement.name)
    assert found
    assert all(version in requirement.specifier for version in found)


@pytest.mark.parametrize("requirement", asked(), ids=str)
def test_every_range_has_a_lowest_version_and_no_upper_bound(requirement):
    assert [specifier.operator for specifier in requirement.specifier] == [">="]


@pytest.mark.parametrize("text", PROJECT["build-system"]["requires"])
def test_what_builds_is_locked_where_a_build_finds_it(text):
    requirement = Requirement(text)
    assert {SpecifierSet(f"=={version}") for version in versions(requirement.name)} == {requirement.specifier}


def test_the_file_says_how_it_is_made_and_the_developers_page_does_too():
    command = LINES[1].removeprefix("#").strip()
    assert command.startswith("uv pip compile pyproject.toml --all-extras")
    assert command in (ROOT / "docs" / "development.md").read_text(encoding="utf-8")


def test_both_commands_of_the_readme_use_it():
    installs = re.findall(r"bin/pip install .*", (ROOT / "README.md").read_text(encoding="utf-8"))
    assert len(installs) == 2
    assert all(install.startswith("bin/pip install -c constraints.txt ") for install in installs)
