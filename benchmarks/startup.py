"""A whole process: `readiness score`, beside a bare interpreter, numpy and pydantic imported, and a peer.

    python benchmarks/startup.py
    python benchmarks/startup.py --peer path/to/career-fit

The peer is ``career-fit analyze`` (PyPI); it is best installed into an environment of its own. All commands
run in turn, many times; a ratio is the median of the ratios within a turn, so that a busy machine slows both.
"""

import argparse
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path
from statistics import median, quantiles

ROOT = Path(__file__).parents[1]
ASKED = 1.25
JOB = "Machine learning engineer, entry level. Python, SQL, statistics, scikit-learn, Docker, communication."
CANDIDATE = "Python for three years, pandas, SQL, scikit-learn; built two recommenders; statistics course."


def seconds(command: list[str]) -> float:
    environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}
    environment.pop("PYTHONUNBUFFERED", None)
    begin = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env=environment)
    return time.perf_counter() - begin


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--turns", type=int, default=25)
    parser.add_argument("--peer", default=shutil.which("career-fit"), help="its command")
    parser.add_argument("--profile", default="student", help="which of the examples")
    arguments = parser.parse_args()
    profile = str(ROOT / "examples" / f"{arguments.profile}.json")
    commands = {
        "python -c pass": [sys.executable, "-c", "pass"],
        "import numpy; pydantic": [sys.executable, "-c", "import numpy; from pydantic import BaseModel"],
        "readiness score": [
            str(Path(sys.executable).parent / "readiness"),
            "score",
            profile,
            "--format",
            "json",
        ],
    }
    if arguments.peer:
        commands["career-fit analyze"] = [arguments.peer, "analyze", "--job", JOB, "--candidate", CANDIDATE]
    for command in commands.values():  # bytecode and disk cache
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    taken: dict[str, list[float]] = {name: [] for name in commands}
    for _ in range(arguments.turns):
        for name, command in commands.items():
            taken[name].append(seconds(command))
    print(f"{profile.removeprefix(str(ROOT) + '/')}, {arguments.turns} turns")
    for name, values in taken.items():
        low, middle, high = (1000 * quartile for quartile in quantiles(values, n=4))
        print(f"{name:24} median {middle:6.0f} ms   quartiles {low:.0f} to {high:.0f} ms")
    base = taken["import numpy; pydantic"]
    ratios = [ours / other for ours, other in zip(taken["readiness score"], base, strict=True)]
    print(f"readiness over these imports: {median(ratios):.2f} (asked: at most {ASKED})")
    missed = median(ratios) > ASKED
    if arguments.peer:
        against = [
            ours / other
            for ours, other in zip(taken["readiness score"], taken["career-fit analyze"], strict=True)
        ]
        print(f"readiness over career-fit: {median(against):.2f} (asked: less than 1)")
        missed |= median(against) >= 1
    return int(missed)


if __name__ == "__main__":
    sys.exit(main())
