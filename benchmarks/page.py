"""How long a page takes, warm and cold, and how large it is.

    python benchmarks/page.py

The longest case: a plan within the hours of the person, eleven earlier assessments, every section.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from readiness.assessment import assess
from readiness.profile import read_profile
from readiness.report import render
from readiness.report.past import with_past

if TYPE_CHECKING:
    from collections.abc import Callable

EXAMPLES = Path(__file__).parents[1] / "examples"
NOW = datetime(2026, 1, 1, 9, 0, tzinfo=UTC)
N_RUNS = 50
MOST_SECONDS, MOST_BYTES = 0.050, 120_000


def main() -> int:
    failed = False
    records = []
    for path in sorted(EXAMPLES.glob("*.json")):
        record = assess(read_profile(path), assessed_at=NOW)
        records.append(record)
        earlier = [
            replace(record, assessed_at=(NOW - timedelta(days=30 * k)).isoformat()) for k in range(1, 12)
        ]
        extras = with_past(record, earlier)
        text, seconds = timed(lambda r=record, e=extras: render(r, format="html", **e))
        failed |= tell(path.stem, text, seconds)
    text, seconds = timed(lambda: render(records, format="html"))
    failed |= tell(f"page about {len(records)} people", text, seconds)
    begin = time.perf_counter()
    subprocess.run([sys.executable, "-c", "import readiness.report.html"], check=True)
    print(f"{'cold: interpreter, imports, no page':40} {1000 * (time.perf_counter() - begin):8.1f} ms")
    return int(failed)


def timed(run: Callable[[], str]) -> tuple[str, list[float]]:
    run()
    seconds = []
    for _ in range(N_RUNS):
        begin = time.perf_counter()
        text = run()
        seconds.append(time.perf_counter() - begin)
    return text, seconds


def tell(name: str, text: str, seconds: list[float]) -> bool:
    size, median, worst = len(text.encode()), statistics.median(seconds), max(seconds)
    print(f"{name:40} {1000 * median:8.1f} ms median {1000 * worst:8.1f} ms worst {size / 1000:8.1f} KB")
    return median > MOST_SECONDS or size > MOST_BYTES


if __name__ == "__main__":
    sys.exit(main())
