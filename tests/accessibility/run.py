"""Check the pages in a browser: axe-core, HTML validity, widths, requests, and printing.

    python tests/accessibility/run.py

It takes Chromium from READINESS_CHROMIUM or the path, and Node with npm from the path; as root on Debian or
Ubuntu what is missing is installed with apt-get. The three packages of package-lock.json come from npm.
Where something cannot be had the exit code is 2: nothing was checked then. Under plain pytest these tests are
skipped with that reason.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
NOT_CHECKED = 2


def main() -> int:
    """Find or install what is needed, then run the tests here with nothing skipped."""
    missing = _missing()
    apt = shutil.which("apt-get")
    if missing and apt and os.geteuid() == 0:
        quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        subprocess.run([apt, "update", "-qq"], check=False, env=quiet)
        install = [apt, "install", "-y", "-qq", "--no-install-recommends", *missing]
        subprocess.run(install, check=False, env=quiet)
        missing = _missing()
    if missing:
        return _not_checked(f"there is no {', no '.join(missing)}; install it, and run this again")
    npm = shutil.which("npm") or "npm"
    if subprocess.run([npm, "ci", "--no-audit", "--no-fund", "--silent"], cwd=HERE, check=False).returncode:
        return _not_checked("npm could not install what package-lock.json names")
    tools = {**os.environ, "READINESS_CHROMIUM": _browser() or "", "READINESS_PAGES": "required"}
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-q", str(HERE)], env=tools, check=False
    ).returncode


def _missing() -> list[str]:
    found = {"chromium": _browser(), "nodejs": shutil.which("node"), "npm": shutil.which("npm")}
    return [name for name, path in found.items() if not path]


def _browser() -> str | None:
    named = os.environ.get("READINESS_CHROMIUM")
    return named or next((path for name in BROWSERS if (path := shutil.which(name))), None)


def _not_checked(reason: str) -> int:
    sys.stderr.write(f"accessibility was not checked: {reason}\n")
    return NOT_CHECKED


if __name__ == "__main__":
    sys.exit(main())
