"""What is installed is what a leg of the gate claims to test.

`python .ci/versions.py locked` fails unless every version is that of constraints.txt, and with ``lowest``
unless every direct dependency has the lowest version that is allowed; with ``newest`` it says what differs
from constraints.txt.
"""

from __future__ import annotations

import sys
import tomllib
from importlib.metadata import distributions
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

ROOT = Path(__file__).parents[1]
NOT_OURS = {"readiness", "pip", "setuptools"}
EXTRAS = ("test", "web", "cohort")
"""What is installed for the tests."""


def installed() -> dict[str, Version]:
    """Every installed package."""
    found = {canonicalize_name(d.metadata["Name"]): Version(d.version) for d in distributions()}
    return {name: version for name, version in found.items() if name not in NOT_OURS}


def locked() -> dict[str, Version]:
    """The versions of constraints.txt that hold here."""
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    requirements = [Requirement(line) for line in lines if line and line[0] not in "# "]
    return {
        canonicalize_name(requirement.name): Version(next(iter(requirement.specifier)).version)
        for requirement in requirements
        if requirement.marker is None or requirement.marker.evaluate()
    }


def lowest() -> dict[str, Version]:
    """The lower bounds of pyproject.toml; where two parts of it ask for the same, the higher."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    asked = [*project["dependencies"]]
    for extra in EXTRAS:
        asked += project["optional-dependencies"][extra]
    bounds: dict[str, Version] = {}
    for requirement in map(Requirement, asked):
        name = canonicalize_name(requirement.name)
        if name not in NOT_OURS:
            (bound,) = [Version(s.version) for s in requirement.specifier if s.operator == ">="]
            bounds[name] = max(bound, bounds.get(name, bound))
    return bounds


def main(leg: str) -> int:
    """Print what is not as it should be; 1 if there is something."""
    here = installed()
    should = lowest() if leg == "lowest" else locked()
    if leg == "lowest":
        wrong = {name: version for name, version in should.items() if here.get(name) != version}
    else:
        wrong = {name: should.get(name) for name, version in here.items() if should.get(name) != version}
    what = "lowest" if leg == "lowest" else "locked"
    for name, version in sorted(wrong.items()):
        print(f"{name} {here.get(name, 'is not installed')}, {what}: {version}")
    print(f"{len(here)} packages, {len(wrong)} other than {what}")
    return 0 if leg == "newest" else int(bool(wrong) or not here)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
