"""The program's own way to standard output and error, and that there is no other."""

import ast
import io
import os
import subprocess
import sys
from pathlib import Path

import pytest

from readiness import streams

PACKAGE = Path(__file__).parents[2] / "readiness"
STANDARD = {"stdout", "stderr", "__stdout__", "__stderr__"}


def ways_around(text):
    """Lines that print by another way than `readiness.streams`."""
    found = []
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Attribute) and node.attr in STANDARD and ast.unparse(node.value) == "sys":
            found.append(node.lineno)
        if isinstance(node, ast.ImportFrom) and node.module == "sys":
            found += [node.lineno for alias in node.names if alias.name in STANDARD]
        if isinstance(node, ast.Call) and ast.unparse(node.func) in {"print", "input"}:
            found += [node.lineno] if not any(word.arg == "file" for word in node.keywords) else []
    return found


def test_everything_that_is_printed_goes_through_the_own_streams():
    files = {file: file.read_text(encoding="utf-8") for file in PACKAGE.rglob("*.py")}
    assert len(files) > 100
    around = {str(file.relative_to(PACKAGE)): ways_around(text) for file, text in files.items()}
    assert {name: lines for name, lines in around.items() if lines and name != "streams.py"} == {}


def test_the_walk_sees_every_way_around():
    text = "print(1)\nprint(1, file=f)\nsys.stdout.write(2)\nfrom sys import stderr\ninput()\na = sys.stderr"
    assert sorted(ways_around(text)) == [1, 3, 4, 5, 6]


def test_as_a_library_the_streams_are_those_of_python(capsys):
    streams.write("to standard output")
    streams.note("to standard error")
    assert capsys.readouterr() == ("to standard output", "to standard error\n")
    assert streams.out() is sys.stdout
    assert streams.err() is sys.stderr


@pytest.mark.parametrize(
    ("asked", "width"), [("33", 33), ("", 80), ("0", 80), ("wide", 80), ("9" * 5000, 80)]
)
def test_columns_are_those_asked_for_or_eighty_where_there_is_no_terminal(monkeypatch, asked, width):
    monkeypatch.setenv("COLUMNS", asked)
    assert streams.columns(io.StringIO()) == width
    with open(os.devnull, encoding="utf-8") as nowhere:  # noqa: PTH123
        assert streams.columns(nowhere) == width


def python(program, **others):
    call = [sys.executable, "-c", program]
    return subprocess.run(call, check=False, capture_output=True, text=True, cwd=PACKAGE.parent, **others)


def test_a_bug_is_shown_as_python_shows_it():
    text = (
        "import readiness.cli as c\n"
        "def parser(argv): raise ZeroDivisionError('a bug')\n"
        "c.parser = parser\nc.run()\n"
    )
    done = python(text)
    assert done.returncode == 1
    assert done.stdout == ""
    assert done.stderr.startswith("Traceback (most recent call last):\n")
    assert done.stderr.endswith("ZeroDivisionError: a bug\n")


@pytest.mark.parametrize("closed", [(1,), (2,), (1, 2)])
def test_streams_that_were_closed_stay_closed_to_others(closed, tmp_path):
    """A file that is opened next must not become the standard output that somebody prints to."""
    text = (
        "import os, sys\nfrom readiness import streams\nstreams.take_over()\n"
        f"file = open({str(tmp_path / 'file')!r}, 'w')\n"
        "os.write(1, b'chatter'); os.write(2, b'chatter')\n"
        "streams.write('out'); streams.flush(); streams.note('err')\n"
        "sys.exit(streams.out() is None) if streams.out() is None else None\n"
    )
    done = python(text, preexec_fn=lambda: [os.close(n) for n in closed])
    assert done.returncode == int(1 in closed)
    assert done.stdout == ("" if 1 in closed else "out")
    assert done.stderr == ("" if 2 in closed else "err\n")
    assert (tmp_path / "file").read_text(encoding="utf-8") == ""
