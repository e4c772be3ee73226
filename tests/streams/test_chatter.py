"""What libraries print never reaches a reader, whatever way they print it."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pexpect
import pytest

ROOT = Path(__file__).parents[2]
PLANTED = Path(__file__).parent / "planted"
AT = ("--at", "2026-01-05T12:00")
STUDENT = str(ROOT / "examples" / "student.json")
WORDS = "chatter"


@pytest.fixture
def place(tmp_path):
    """A folder with two reports, and a home with one."""
    environ = surroundings(tmp_path, planted=False)
    for name, day in (("old.json", "2025-01-05"), ("new.json", "2026-01-05")):
        call("score", STUDENT, "-o", name, "--save", "--at", f"{day}T12:00", cwd=tmp_path, env=environ)
    return tmp_path


def surroundings(folder, *, planted):
    paths = [str(PLANTED), str(ROOT)] if planted else [str(ROOT)]
    return {
        **{name: value for name, value in os.environ.items() if name not in {"COLUMNS", "FORCE_COLOR"}},
        "PYTHONPATH": os.pathsep.join(paths),
        "READINESS_HOME": str(folder / "home"),
        "CHATTERED": str(folder / "chattered"),
        "TERM": "xterm",
    }


def call(*words, **others):
    done = subprocess.run(
        [sys.executable, "-m", "readiness", *words], capture_output=True, text=True, check=False, **others
    )
    assert done.returncode == 0, done.stderr
    return done


def chattered(folder):
    return (folder / "chattered").read_text(encoding="utf-8").split()


REPORTS = {
    "score": ("score", STUDENT, *AT),
    "score json": ("score", STUDENT, *AT, "--format", "json"),
    "score html": ("score", STUDENT, *AT, "--format", "html"),
    "plan json": ("plan", STUDENT, *AT, "--format", "json"),
    "plan ical": ("plan", STUDENT, *AT, "--format", "ical"),
    "report json": ("report", "new.json", "--format", "json"),
    "compare json": ("compare", "old.json", "new.json", "--format", "json"),
    "history json": ("history", "list", "--format", "json"),
    "role json": ("role", "--format", "json"),
    "check": ("check",),
    "verify": ("verify", "new.json"),
}


@pytest.mark.parametrize("words", REPORTS.values(), ids=REPORTS)
def test_a_report_is_the_same_whatever_libraries_print(place, words):
    quiet = call(*words, cwd=place, env=surroundings(place, planted=False))
    loud = call(*words, cwd=place, env=surroundings(place, planted=True))

    assert chattered(place)
    assert loud.stdout == quiet.stdout
    assert loud.stderr == quiet.stderr
    assert WORDS not in quiet.stdout + quiet.stderr
    if "json" in words:
        assert json.loads(loud.stdout)


def test_a_library_chatted_at_import_in_its_constructor_and_while_it_worked(place):
    call(*REPORTS["plan ical"], cwd=place, env=surroundings(place, planted=True))

    assert {"import", "constructor", "working", "numpy"} <= set(chattered(place))


def test_errors_are_told_and_chatter_is_not(place):
    (place / "bad.json").write_text('{"skills": {"sqk": 2}}')
    done = subprocess.run(
        [sys.executable, "-m", "readiness", "score", "bad.json"],
        capture_output=True, text=True, check=False, cwd=place, env=surroundings(place, planted=True),
    )  # fmt: skip

    assert chattered(place)
    assert done.returncode == 3
    assert done.stdout == ""
    assert "skills.sqk: no facet of this name" in done.stderr
    assert WORDS not in done.stderr


@pytest.mark.parametrize("words", [("plan", STUDENT, *AT), ("score", STUDENT, *AT)], ids=str)
def test_width_and_colour_are_those_of_the_real_terminal(place, words):
    environ = surroundings(place, planted=True)
    environ.pop("NO_COLOR", None)
    shown = {}
    for width in (60, 96):
        terminal = pexpect.spawn(
            sys.executable, ["-m", "readiness", *words],
            encoding="utf-8", dimensions=(50, width), env=environ, cwd=str(place), timeout=30,
        )  # fmt: skip
        shown[width] = terminal.read()
        terminal.close()
        assert terminal.exitstatus == 0
    assert chattered(place)
    for width, text in shown.items():
        assert WORDS not in text
        assert "\x1b[1m" in text
        lines = re.sub(r"\x1b\[[0-9;]*m", "", text).splitlines()
        assert width - 6 <= max(map(len, lines)) <= width


def test_the_quiz_is_drawn_on_the_real_terminal(place):
    terminal = pexpect.spawn(
        sys.executable, ["-m", "readiness", "quiz", "--quick"],
        encoding="utf-8", dimensions=(24, 80), cwd=str(place), timeout=30,
        env=surroundings(place, planted=True),
    )  # fmt: skip
    terminal.expect("Name or initials")
    shown = terminal.before
    terminal.send("Ada\r")
    terminal.expect("Begin")
    shown += terminal.before
    terminal.send("\r")
    terminal.expect("highest level of education")
    shown += terminal.before
    terminal.send("\x03")
    terminal.expect(pexpect.EOF)
    shown += terminal.before
    terminal.close()

    assert terminal.exitstatus == 130
    assert "prompt_toolkit" in chattered(place)
    assert WORDS not in shown


def test_in_a_program_of_ones_own_a_plan_is_the_first_thing_printed(place):
    text = (
        "from datetime import UTC, date, datetime\n"
        "from readiness import assess, make_plan, read_profile, to_json\n"
        f"record = assess(read_profile({STUDENT!r}), assessed_at=datetime(2026, 1, 5, tzinfo=UTC))\n"
        "made = make_plan(record, starts_on=date(2026, 1, 5), created_at=datetime(2026, 1, 5, tzinfo=UTC))\n"
        "print(to_json(made))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", text], capture_output=True, text=True, check=True, cwd=ROOT,
        env=surroundings(place, planted=False),
    )  # fmt: skip
    assert json.loads(done.stdout)["schema_version"]
    assert done.stderr == ""
