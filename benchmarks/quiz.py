"""How long a person waits: from the last key to the next question, and for the help.

Run with ``python benchmarks/quiz.py``; a pseudo-terminal is driven, so it needs a Unix and the test extra.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time

import pexpect

MOST_MILLISECONDS = 50
MOST_RATIO = 1.5
QUESTION = r"Ctrl-C save and leave"


def main() -> int:
    waits = [1000 * wait for wait in question_waits()]
    ordered = sorted(waits)
    median = statistics.median(waits)
    print(
        f"last key to next question, {len(waits)} questions: median {median:.0f} ms, "
        f"90th percentile {ordered[int(0.9 * len(ordered))]:.0f} ms, longest {ordered[-1]:.0f} ms"
    )
    ratio = help_ratio()
    print(f"readiness quiz --help: {ratio:.2f} times `import pydantic`")
    return int(median > MOST_MILLISECONDS or ratio > MOST_RATIO)


def question_waits() -> list[float]:
    """A standard sitting to its end; seconds from each key to the next question drawn in full."""
    with tempfile.TemporaryDirectory() as home:
        child = pexpect.spawn(
            sys.executable,
            ["-m", "readiness", "quiz", "--seed", "5"],
            encoding="utf-8",
            dimensions=(40, 90),
            env={**os.environ, "READINESS_HOME": home, "TERM": "xterm-256color"},
            timeout=30,
        )
        child.delaybeforesend = None
        child.expect("Name or initials:")
        _rest(child)
        child.send("\r")
        child.expect("Begin")
        waits = []
        key = "\r"
        while True:
            began = time.perf_counter()
            child.send(key)
            child.expect(QUESTION)
            text = f"{child.before}{child.after}{child.buffer}{_rest(child)}"
            child.buffer = ""
            waits.append(_last_output - began)
            if "Your answers" in text:
                child.close(force=True)
                return waits
            key = _reply(text)


_last_output = 0.0


def _rest(child: pexpect.spawn[str]) -> str:
    """What else is drawn, until nothing came for a tenth of a second."""
    global _last_output  # noqa: PLW0603
    text = ""
    _last_output = time.perf_counter()
    while True:
        try:
            text += child.read_nonblocking(65536, timeout=0.1)
            _last_output = time.perf_counter()
        except pexpect.TIMEOUT:
            return text


def _reply(text: str) -> str:
    if "1-4 mark" in text:
        return "0"
    if "Stop here?" in text:
        return "2"
    if "A second look" in text:
        return "\r"
    if "don't know" in text:
        return "idk\r" if "idk" in text else "d"
    return "3\r" if "Your answer" in text else "2"


def help_ratio(rounds: int = 15) -> float:
    """Wall time of the help over that of importing pydantic: medians, taken in turn."""
    calls = (["-m", "readiness", "quiz", "--help"], ["-c", "import pydantic"])
    times: tuple[list[float], list[float]] = ([], [])
    for _ in range(rounds):
        for call, found in zip(calls, times, strict=True):
            began = time.perf_counter()
            subprocess.run([sys.executable, *call], check=True, stdout=subprocess.DEVNULL)
            found.append(time.perf_counter() - began)
    return statistics.median(times[0]) / statistics.median(times[1])


if __name__ == "__main__":
    sys.exit(main())
