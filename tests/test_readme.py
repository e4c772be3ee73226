"""What the README shows is what the program does."""

import doctest
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import readiness
from readiness.cli import main
from readiness.cli.parser import COMMANDS, parser
from readiness.profile import parse_profile

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
CALL = re.compile(r"(?<![\w./-])(?:\.venv/bin/)?readiness ((?:[a-z]+)(?: [^\n`#&|]*)?)")


def blocks(language):
    found = re.findall(rf"```{language}\n(.*?)```", README, re.DOTALL)
    assert found
    return found


def calls():
    found = [call.strip() for block in blocks("sh") for call in CALL.findall(block)]
    assert len(found) >= 4
    return found


@pytest.mark.parametrize("call", calls())
def test_every_call_is_understood(call):
    words = shlex.split(call)
    assert words[0] in COMMANDS
    assert parser(words).parse_args(words).command == words[0]


@pytest.fixture
def shell(tmp_path):
    """Runs a line as it stands in the README, in a folder that holds what the README speaks of."""
    (tmp_path / "me.json").write_text(blocks("json")[0], encoding="utf-8")
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    shutil.copytree(ROOT / "examples", tmp_path / "class")
    program = tmp_path / ".venv" / "bin" / "readiness"
    program.parent.mkdir(parents=True)
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m readiness "$@"\n', encoding="utf-8")
    program.chmod(0o700)
    environ = {
        **os.environ,
        "PATH": f"{program.parent}{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": str(ROOT),
        "READINESS_HOME": str(tmp_path / "home"),
        "NO_COLOR": "1",
    }

    def run(line):
        return subprocess.run(
            ["/bin/sh", "-c", line],
            capture_output=True, text=True, check=False, cwd=tmp_path, env=environ, stdin=subprocess.DEVNULL,
        )  # fmt: skip

    return run


def lines_of_shell():
    """Every line of the blocks of shell; of those that install, what comes after it."""
    lines = [line for block in blocks("sh") for line in block.strip().splitlines()]
    return [line.partition("pip install")[2].partition(" && ")[2] or line for line in lines]


SEEN = {"-o me.html": ("me.html", "<!doctype html>"), "-o class.csv": ("class.csv", '"id","name",')}
"""What a line that saves a file leaves there."""


@pytest.mark.parametrize("line", [line for line in lines_of_shell() if "readiness" in line])
def test_every_line_of_shell_does_what_it_says(shell, tmp_path, line):
    done = shell(line)
    assert done.returncode == 0, done.stderr
    saved = next((seen for option, seen in SEEN.items() if option in line), None)
    if saved is None:
        again = shell(f"{line.partition('#')[0]} -o report.txt")
        assert again.returncode == 0, again.stderr
        assert done.stdout == (tmp_path / "report.txt").read_text(encoding="utf-8")
        assert len(done.stdout.splitlines()) > 20
        assert done.stderr == ""
    else:
        name, start = saved
        if "readiness cohort" in line:
            assert "lifts the group most" in done.stdout
            assert f"saved: {name}" in done.stderr
        else:
            assert done.stdout == ""
            assert done.stderr == f"saved: {name}\n"
        assert (tmp_path / name).read_text(encoding="utf-8").lower().startswith(start)


def test_the_blocks_of_shell_are_two_commands_that_set_up_and_calls_between():
    assert lines_of_shell()[0] == ".venv/bin/readiness score examples/career-changer.json"
    assert lines_of_shell()[-1] == ".venv/bin/python -m pytest -n 2"
    assert sum("readiness" in line for line in lines_of_shell()) == len(lines_of_shell()) - 1
    assert [len(block.strip().splitlines()) for block in (blocks("sh")[0], blocks("sh")[-1])] == [1, 1]


STANDS_FOR = {
    "FILE...": "class/*.json",
    "RESUME": "class/resumes/analyst.json",
    "FILE": "me.json",
    "REPORT.json": "new.json",
    "OLD NEW": "old.json new.json",
    "KIND": "assessment",
    "[PATH]": "",
    "SHELL": "bash",
}
WAITS_FOR_A_PERSON = {"quiz", "web"}
"""Commands that cannot be run to their end without somebody there; other tests do."""
SAYS_WHAT_IT_DID = {"import", "cohort"}
"""Commands whose result goes to the output and whose account of it to the standard error."""


def table():
    return re.findall(r"^\| `readiness (\w+) ?([^`]*)`", README, re.MULTILINE)


@pytest.mark.parametrize(("command", "words"), [row for row in table() if row[0] not in WAITS_FOR_A_PERSON])
def test_every_command_of_the_table_runs_as_it_is_written(shell, command, words):
    assert shell("readiness score me.json -o new.json && readiness score me.json -o old.json").returncode == 0
    for word, meaning in STANDS_FOR.items():
        words = words.replace(word, meaning)
    done = shell(f"readiness {command} {words}")
    assert done.returncode == 0, done.stderr
    assert len(done.stdout) > 10
    assert bool(done.stderr) == (command in SAYS_WHAT_IT_DID)


def test_every_command_is_in_the_table():
    assert {command for command, _ in table()} == set(COMMANDS)


def test_the_answer_shown_is_the_end_of_the_report(monkeypatch, capsys):
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.delenv("FORCE_COLOR", raising=False)
    assert main(["score", str(ROOT / "examples" / "career-changer.json"), "--at", "2026-11-22T09:00"]) == 0
    printed = capsys.readouterr().out.rstrip()
    assert printed[printed.rindex("─\n") + 2 :].strip("\n") == blocks("text")[0].rstrip()


def test_the_profile_shown_can_be_scored():
    profile = parse_profile(blocks("json")[0])
    assert profile.skills
    assert profile.education.level == "bachelor"


@pytest.mark.parametrize("text", blocks("python"))
def test_the_library_example_runs(text, monkeypatch, capsys):
    monkeypatch.chdir(ROOT)
    exec(compile(text, "README.md", "exec"), {})  # noqa: S102 — our own example
    said = capsys.readouterr()
    assert re.search(r"\d+\.\d+ \d+\.\d+", said.out)
    assert said.err == ""


def test_the_examples_pass_a_strict_type_checker(tmp_path):
    """Those of the README and that of the package itself."""
    shown = doctest.DocTestParser().get_examples(readiness.__doc__)
    texts = [*blocks("python"), "".join(example.source for example in shown)]
    names = []
    for number, text in enumerate(texts):
        names.append(tmp_path / f"example_{number}.py")
        names[-1].write_text(text, encoding="utf-8")
    own_errors_only = ["--config-file=", "--follow-imports=silent", "--cache-dir", tmp_path / "cache"]
    checker = [sys.executable, "-m", "mypy", "--strict", *own_errors_only]
    done = subprocess.run(
        [*checker, *names],
        capture_output=True, text=True, check=False, cwd=tmp_path, env={**os.environ, "MYPYPATH": str(ROOT)},
    )  # fmt: skip
    assert len(names) >= 2
    assert done.returncode == 0, done.stdout


def test_every_page_that_is_linked_exists():
    links = [link for link in re.findall(r"\]\(([^)]+)\)", README) if not link.startswith("http")]
    assert links
    assert [link for link in links if not (ROOT / link).exists()] == []
