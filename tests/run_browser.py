"""Check every page in a real browser: whole sittings, axe-core, valid HTML, sizes, requests, printing.

    python tests/run_browser.py

It takes Chromium and its driver from READINESS_CHROMIUM and READINESS_CHROMEDRIVER or from the path; as
root on Debian or Ubuntu what is missing is installed with apt-get. The packages of
tests/accessibility/package-lock.json come from npm. Where something cannot be had the exit code is 2:
nothing was checked then. Under plain pytest these tests are skipped with that reason.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
ACCESSIBILITY = HERE / "accessibility"
NOT_CHECKED = 2
PROGRAMS = {
    "chromium": (
        "READINESS_CHROMIUM",
        ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable"),
    ),
    "chromium-driver": ("READINESS_CHROMEDRIVER", ("chromedriver", "chromium.chromedriver")),
    "nodejs": ("", ("node",)),
    "npm": ("", ("npm",)),
}
"""Debian's packages, each with the variable that may name its program, and the program's names."""


def main() -> int:
    """Find or install what is needed, then run the tests in the browser with nothing skipped."""
    found = _found()
    missing = [name for name, path in found.items() if path is None]
    apt = shutil.which("apt-get")
    if missing and apt and os.geteuid() == 0:
        quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        subprocess.run([apt, "update", "-qq"], check=False, env=quiet)
        install = [apt, "install", "-y", "-qq", "--no-install-recommends", *missing]
        subprocess.run(install, check=False, env=quiet)
        found = _found()
        missing = [name for name, path in found.items() if path is None]
    if missing:
        return _not_checked(f"there is no {', no '.join(missing)}; install it, and run this again")
    npm = [str(found["npm"]), "ci", "--no-audit", "--no-fund", "--silent"]
    if subprocess.run(npm, cwd=ACCESSIBILITY, check=False).returncode:
        return _not_checked("npm could not install what tests/accessibility/package-lock.json names")
    named = {variable: found[name] for name, (variable, _) in PROGRAMS.items() if variable}
    tools = {**os.environ, **named, "READINESS_BROWSER": "required"}
    test = [
        sys.executable,
        "-m",
        "pytest",
        "--durations=5",
        "-q",
        str(ACCESSIBILITY),
        str(HERE / "web" / "test_browser.py"),
    ]
    return subprocess.run(test, env=tools, check=False).returncode


def _found() -> dict[str, str | None]:
    return {
        name: os.environ.get(variable) or next((path for name in names if (path := shutil.which(name))), None)
        for name, (variable, names) in PROGRAMS.items()
    }


def _not_checked(reason: str) -> int:
    sys.stderr.write(f"the pages were not checked in a browser: {reason}\n")
    return NOT_CHECKED


if __name__ == "__main__":
    sys.exit(main())
