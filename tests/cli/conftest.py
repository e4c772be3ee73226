"""The real command as a process of its own: limited in time and memory, in a folder and a home of its own."""

import ctypes
import json
import os
import resource
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
COMMAND = [sys.executable, "-m", "readiness"]
GIBIBYTE = 2**30
CPU_SECONDS = 10
MOST_SECONDS = 60
"""By the clock, on a machine that does much else: what waits for ever is found all the same."""


LIBC = ctypes.CDLL(None)
DROP_FROM_BOUNDING_SET = 24
MAY_READ_EVERYTHING = (1, 2)  # CAP_DAC_OVERRIDE and CAP_DAC_READ_SEARCH, of Linux


def _limited():
    """Of memory and computing time; and root is refused what its files refuse, as everybody is."""
    resource.setrlimit(resource.RLIMIT_AS, (GIBIBYTE, GIBIBYTE))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    if os.getuid() == 0 and sys.platform == "linux":
        for capability in MAY_READ_EVERYTHING:
            LIBC.prctl(DROP_FROM_BOUNDING_SET, capability, 0, 0, 0)


@pytest.fixture
def environment(tmp_path):
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("READINESS", "COV_"))}
    return {
        **kept,
        "READINESS_HOME": str(tmp_path / "home"),
        "PYTHONPATH": str(ROOT),
        "PYTHONWARNINGS": "error",
        "OPENBLAS_NUM_THREADS": "1",
        "NO_COLOR": "1",
    }


@pytest.fixture
def readiness(tmp_path, environment):
    """Run the command; the result has returncode, stdout and stderr as text."""

    def run(*arguments, stdin=subprocess.DEVNULL, before=_limited, timeout=MOST_SECONDS, env=None, **others):
        given = {"input": stdin} if isinstance(stdin, (bytes, str)) else {"stdin": stdin}
        if isinstance(stdin, str):
            given = {"input": stdin.encode()}
        done = subprocess.run(
            [*COMMAND, *map(os.fspath, arguments)],
            **{"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **given, **others},
            cwd=tmp_path,
            env={**environment, **(env or {})},
            timeout=timeout,
            check=False,
            preexec_fn=before,
        )
        for name in ("stdout", "stderr"):
            if getattr(done, name) is not None:
                setattr(done, name, getattr(done, name).decode())
        return done

    return run


@pytest.fixture
def complains(readiness):
    """Run the command, which must refuse with one clear message of at most two lines; gives the message."""

    def run(code, *arguments, **others):
        done = readiness(*arguments, **others)
        assert done.returncode == code, done.stderr
        assert not done.stdout
        lines = done.stderr.splitlines()
        assert 1 <= len(lines) <= 2, done.stderr
        assert lines[0].startswith("readiness")
        assert all(line.isprintable() for line in lines)
        assert len(done.stderr) < 800 + len("".join(map(os.fspath, arguments)))
        assert "Traceback (most recent" not in done.stderr
        return done.stderr

    return run


@pytest.fixture
def examples():
    return ROOT / "examples"


@pytest.fixture
def student(examples):
    return examples / "student.json"


@pytest.fixture
def a_report(readiness, student, tmp_path):
    file = tmp_path / "report.json"
    done = readiness("score", student, "--format", "json", "-o", file, "--at", "2026-01-05T12:00")
    assert done.returncode == 0, done.stderr
    assert json.loads(file.read_text())["score"]
    return file


def _folder(file):
    file.mkdir()


def _sparse(file):
    with file.open("wb") as stream:
        stream.truncate(3 * GIBIBYTE)


def _unreadable(file):
    file.write_text("{}")
    file.chmod(0)
    reading = [sys.executable, "-c", "import sys; open(sys.argv[1]).close()", file]
    read = subprocess.run(reading, preexec_fn=_limited, capture_output=True, check=False)
    if read.returncode == 0:
        pytest.skip("this user may read everything, and cannot give that up")


MAKERS = {
    "missing": lambda file: None,  # noqa: ARG005 — nothing is made
    "folder": _folder,
    "fifo": os.mkfifo,
    "loop": lambda file: file.symlink_to(file),
    "dangling": lambda file: file.symlink_to(file.parent / "nowhere"),
    "sparse": _sparse,
    "100 MB": lambda file: file.write_bytes(b'{"skills": {}}' + b" " * 100_000_000),
    "unreadable": _unreadable,
}


@pytest.fixture
def odd(tmp_path):
    """Odd files by kind, or a path of the system; what this machine does not have is skipped."""

    def make(kind, suffix=".json"):
        if kind in MAKERS:
            MAKERS[kind](tmp_path / f"odd{suffix}")
            return tmp_path / f"odd{suffix}"
        if not Path(kind).exists():
            pytest.skip(f"no {kind} here")
        return Path(kind)

    return make
