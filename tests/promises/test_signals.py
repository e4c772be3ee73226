"""A signal ends a command in a word, with nothing half written left, wherever it comes."""

import signal
import subprocess
import sys

import pytest

from .valid import EXAMPLES

AT_FSYNC = """
import os, sys
own, number = os.fsync, int(sys.argv[1])
def fsync(handle):
    own(handle)
    os.kill(os.getpid(), number)
os.fsync = fsync
"""
SWALLOWED = """
import os, sys
import readiness.cli
number = int(sys.argv[1])
def main():
    try:
        os.kill(os.getpid(), number)
    except KeyboardInterrupt as error:
        raise TypeError("no such comparison") from error
readiness.cli.main = main
"""
IN_IMPORT = """
import os, signal, sys
class Finder:
    def find_spec(self, name, *_):
        if name == "readiness.cli":
            os.kill(os.getpid(), signal.SIGINT)
sys.meta_path.insert(0, Finder())
"""
RUN = "from readiness.__main__ import run; sys.argv[1:] = sys.argv[2:]; run()"


def ended(tmp_path, before, number, *words):
    return subprocess.run(
        [sys.executable, "-c", before + RUN, str(int(number)), *map(str, words)],
        cwd=tmp_path, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL,
    )  # fmt: skip


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
@pytest.mark.parametrize("output", ["me.html", "me.json"])
def test_in_the_middle_of_a_save_nothing_half_written_stays(tmp_path, number, output):
    (tmp_path / output).write_text("old")
    done = ended(tmp_path, AT_FSYNC, number, "score", EXAMPLES / "student.json", "-o", output)
    assert (done.returncode, done.stderr) == (130, "readiness: interrupted\n")
    assert [path.name for path in tmp_path.iterdir() if path.name != "home"] == [output]
    assert (tmp_path / output).read_text() == "old"


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_what_a_library_makes_of_it_is_no_bug(tmp_path, number):
    done = ended(tmp_path, SWALLOWED, number, "role")
    assert (done.returncode, done.stderr) == (130, "readiness: interrupted\n")


def test_while_the_program_is_imported_it_is_no_traceback(tmp_path):
    done = ended(tmp_path, IN_IMPORT, 0, "role")
    assert (done.returncode, done.stderr) == (130, "readiness: interrupted\n")


@pytest.mark.parametrize("number", [signal.SIGHUP, signal.SIGINT])
def test_what_is_to_be_ignored_is_ignored(tmp_path, number):
    before = signal.signal(number, signal.SIG_IGN)  # as nohup does, and a script with its background
    try:
        done = ended(tmp_path, AT_FSYNC, number, "score", EXAMPLES / "student.json", "-o", "me.md")
    finally:
        signal.signal(number, before)
    assert done.returncode == 0
    assert (tmp_path / "me.md").stat().st_size > 1000
