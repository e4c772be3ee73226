"""Commands run in this process, in a folder and a home of their own."""

import pytest

from readiness.cli import main


@pytest.fixture
def call(tmp_path, monkeypatch, capsys):
    """Run a command in a new folder; gives its output and its messages, and asserts the exit code."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("READINESS_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("NO_COLOR", "1")

    def run(*arguments, code=0):
        found = main([str(argument) for argument in arguments])
        out, err = capsys.readouterr()
        assert found == code, f"{found}\n{out}\n{err}"
        return out, err

    return run
