"""What reading the questions costs, beside importing pydantic on the same machine in the same run.

``python benchmarks/bank.py`` prints the medians of some fresh processes; with ``--check`` it fails where
reading the whole bank takes longer than importing pydantic.
"""

import json
import statistics
import subprocess
import sys

PROCESSES = 7
ONE_PROCESS = """
import importlib.readers, json, sys, time
began = time.perf_counter()
import pydantic.main
pydantic_imported = time.perf_counter()
import readiness.questionnaire as questionnaire, tomli
imported = time.perf_counter()
questionnaire.load_facets()
heads = time.perf_counter()
n_items = len(questionnaire.load_bank())
bank = time.perf_counter()
json.dump({
    "importing pydantic": pydantic_imported - began,
    "importing readiness.questionnaire after it": imported - pydantic_imported,
    "reading the heads of all facets": heads - imported,
    "reading heads and items": bank - imported,
    "items": n_items,
}, sys.stdout)
"""


def main() -> int:
    runs = [
        json.loads(
            subprocess.run([sys.executable, "-c", ONE_PROCESS], capture_output=True, check=True).stdout
        )
        for _ in range(PROCESSES)
    ]
    n_items = runs[0].pop("items")
    medians = {what: statistics.median(run[what] for run in runs) for what in runs[0]}
    for what, seconds in medians.items():
        print(f"{what:45} {1000 * seconds:7.1f} ms")
    ratio = medians["reading heads and items"] / medians["importing pydantic"]
    print(f"reading all {n_items} items takes {ratio:.2f} of the time of importing pydantic")
    return 1 if "--check" in sys.argv and ratio >= 1 else 0


if __name__ == "__main__":
    sys.exit(main())
