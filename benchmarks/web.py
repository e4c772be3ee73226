"""How long `readiness web` takes: to start, from page to page of a sitting, and the size of its pages.

    python benchmarks/web.py

The real server and the real client of the tests, over loopback: times are those that a browser waits. A step
is an answer that is sent and the page that it leads to: two requests and one write to the disk.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from tests.web.conftest import Client, Served

MOST_START_SECONDS, MOST_STEP_SECONDS, MOST_BYTES = 1.5, 0.050, 100 * 1024
STATIC = ("web.css", "web.js", "icon.svg")


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--starts", type=int, default=7)
    parser.add_argument("--mode", default="standard", choices=("quick", "ratings-only", "standard", "deep"))
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        starts = [_start(Path(folder) / "start") for _ in range(arguments.starts)]
        server = Served(Path(folder) / "home")
        try:
            steps, sizes = _sitting(Client(server), arguments.mode)
        finally:
            server.end()
    print(f"from the call to the printed address: median {statistics.median(starts):.2f} s")
    tenths = statistics.quantiles(steps, n=10)
    print(
        f"an answer and the next page, {len(steps)} of a {arguments.mode} sitting: "
        f"median {1000 * statistics.median(steps):.0f} ms, 90 % within {1000 * tenths[-1]:.0f} ms"
    )
    for name, size in sorted(sizes.items(), key=lambda entry: -entry[1])[:5]:
        print(f"{name}: {size / 1024:.0f} KB with style and script")
    missed = statistics.median(steps) > MOST_STEP_SECONDS or max(sizes.values()) > MOST_BYTES
    return int(missed or statistics.median(starts) > MOST_START_SECONDS)


def _start(home: Path) -> float:
    began = time.perf_counter()
    server = Served(home)
    took = time.perf_counter() - began
    server.end()
    return took


def _sitting(client: Client, mode: str) -> tuple[list[float], dict[str, int]]:
    client.enter()
    shared = sum(len(client.get(f"/static/{name}").content) for name in STATIC)
    page = client.begin(mode)
    steps, sizes = [], {}
    while "/review" not in page.address:
        began = time.perf_counter()
        page = client.reply(page)
        steps.append(time.perf_counter() - began)
        sizes["a question"] = max(sizes.get("a question", 0), len(page.content) + shared)
    result = client.send(page)
    paths = {name: result.address + path for name, path in (("the result", ""), ("the checks", "/checks"))}
    paths |= {"what if": f"{result.address}/what-if?sql=4", "history": "/history", "home": "/"}
    paths |= {"a plan of a year": f"{result.address}/plan?hours=8&weeks=52"}
    sizes |= {name: len(client.get(path).content) + shared for name, path in paths.items()}
    sizes["the report"] = len(client.get(f"{result.address}/report").content)
    return steps, sizes


if __name__ == "__main__":
    sys.exit(main())
