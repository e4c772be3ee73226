"""Every promise of SECURITY.md tried again and again on the real command line, and the figures.

    python -m tests.promises --full --seed 1              all parts, for 20 minutes to an hour
    python -m tests.promises inputs=500 disks --seed 2    so many of one part, some of another

Exit code 1 where a promise was broken. `--kept FOLDER` keeps the bad files that broke one.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from .forked import warm

if TYPE_CHECKING:
    from collections.abc import Callable

    from .figures import Figures
    from .inputs import Bench

__all__ = ["FULL", "main", "parts"]

FULL = {
    "inputs": 2000, "paths": 120, "cohorts": 300, "hostile": 440, "endings": 340, "quizzes": 60,
    "servers": 100, "disks": 72,
}  # fmt: skip
"""How many of each a full run makes."""


def parts() -> dict[str, Callable[[Bench, int, int], Figures]]:
    """Every part of a run by its name."""
    from . import cohorts, disks, endings, hostile, inputs

    return {
        "inputs": lambda bench, seed, n: inputs.run_inputs(bench, seed, n, n_executed=n // 12, at_once=2),
        "paths": inputs.run_paths,
        "cohorts": lambda bench, seed, n: cohorts.run_cohorts(bench, seed, n, n_executed=n // 8),
        "hostile": hostile.run_hostile,
        "endings": lambda bench, seed, n: endings.run_endings(bench, seed, n, n_executed=n // 8),
        "quizzes": lambda bench, _, n: endings.run_quizzes(bench, n),
        "servers": endings.run_servers,
        "disks": disks.run_disks,
    }


def main() -> int:
    """Run what was asked for, print the figures and every fault."""
    own = argparse.ArgumentParser(
        prog="python -m tests.promises", description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    own.add_argument("parts", metavar="PART[=N]", nargs="*", type=_part, help=f"of {', '.join(FULL)}")
    own.add_argument("--full", action="store_true", help="as many as the stated figures rest on, not a tenth")
    own.add_argument("--seed", type=int, default=1)
    own.add_argument("--kept", type=Path, help="a folder for the bad files that broke a promise")
    own.add_argument("--save", type=Path, help="a file for the figures, in JSON")
    asked = own.parse_args()
    warm()
    from .inputs import Bench

    bench = Bench(asked.kept)
    told = {}
    try:
        for name, number in asked.parts or [(name, None) for name in FULL]:
            n = number or (FULL[name] if asked.full else FULL[name] // 10)
            began = time.monotonic()
            figures = parts()[name](bench, asked.seed, n)
            told[name] = _said(name, figures, time.monotonic() - began)
    finally:
        bench.remove()
    if asked.save:
        asked.save.write_text(json.dumps({"seed": asked.seed, "parts": told}, indent=1) + "\n")
    return int(any(part["faults"] for part in told.values()))


def _part(text: str) -> tuple[str, int | None]:
    name, _, number = text.partition("=")
    if name not in FULL:
        raise argparse.ArgumentTypeError(f"{name} is no part; one of: {', '.join(FULL)}")
    return name, int(number) if number else None


def _said(name: str, figures: Figures, seconds: float) -> dict[str, object]:
    for fault in figures.faults:
        print(f"---- {', '.join(fault.names)}: {fault.call} | {fault.what[:700]} | {fault.kept}")  # noqa: T201
        print(fault.said[-400:])  # noqa: T201
    faults = Counter(each for fault in figures.faults for each in fault.names)
    found: dict[str, object] = {
        "n": figures.n, "refused": figures.n_refused, "named": figures.n_named, "faults": dict(faults),
        "exit_codes": {str(code): n for code, n in sorted(figures.codes.items())},
        "kinds": dict(sorted(figures.kinds.items())),
        "slowest_s": round(figures.slowest, 2), "largest_mib": round(figures.largest / 2**20),
        "took_s": round(seconds),
    }  # fmt: skip
    print(f"== {name}: {json.dumps(found)}", flush=True)  # noqa: T201
    return found


if __name__ == "__main__":
    sys.exit(main())
