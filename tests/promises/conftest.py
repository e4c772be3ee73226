"""The command line called in this process, in a folder and a home of its own."""

import os
import shutil
from pathlib import Path
from typing import NamedTuple

import pytest

from readiness.cli import main

ROOT = Path(__file__).parents[2]


class Done(NamedTuple):
    """How a call ended, and what it said."""

    code: int
    out: str
    err: str


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    for name in [name for name in os.environ if name.startswith("READINESS_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("READINESS_HOME", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)
    return tmp_path / "home"


@pytest.fixture
def call(capsys):
    """Call the command; any exception but the exit is a failure of the test."""

    def run(*words):
        capsys.readouterr()
        try:
            code = main([os.fspath(word) for word in words])
        except SystemExit as end:
            code = end.code
        return Done(code, *capsys.readouterr())

    return run


@pytest.fixture
def refused(call):
    """Call the command, which must refuse in a few printable lines; gives them."""

    def run(code, *words):
        done = call(*words)
        assert done.code == code, (done.out[:300], done.err)
        lines = done.err.splitlines()
        assert 1 <= len(lines) <= (2 if " problems in " not in lines[0] else 70), done.err
        assert lines[0].startswith("readiness")
        assert all(line.isprintable() for line in lines)
        assert not done.out
        return done.err

    return run


@pytest.fixture
def me(tmp_path):
    """A profile of the examples, as a file of its own."""
    file = tmp_path / "me.json"
    file.write_bytes((ROOT / "examples" / "student.json").read_bytes())
    return file


@pytest.fixture(scope="session")
def made(tmp_path_factory):
    """A JSON report of that profile, and a history of two assessments, made once."""
    folder = tmp_path_factory.mktemp("made")
    for month, more in ((1, []), (2, ["-o", str(folder / "report.json")])):
        at = ["--at", f"2026-0{month}-05T12:00+00:00"]
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("READINESS_HOME", str(folder / "home"))
            assert main(["score", str(ROOT / "examples" / "student.json"), "--save", *at, *more]) == 0
    return folder


@pytest.fixture
def report(made, tmp_path):
    """A JSON report, as a file of its own."""
    return Path(shutil.copy(made / "report.json", tmp_path / "report.json"))


@pytest.fixture
def stored(made, home):
    """A history of two assessments; gives its file."""
    shutil.copytree(made / "home", home)
    return home / "history.sqlite3"
