"""A shell can lead standard output, or standard error, into the very file that a command reads."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from readiness.cli.parser import COMMANDS

ROOT = Path(__file__).parents[2]
CALLS = {
    "score": ["score", "{}"],
    "score, several": ["score", "me.json", "{}", "--format", "csv"],
    "score, saved": ["score", "{}", "--save", "-o", "out.html"],
    "score, role": ["score", "me.json", "--framework", "{role}"],
    "score, overlay": ["READINESS_OVERLAY={overlay}", "score", "me.json"],
    "plan": ["plan", "{}", "--hours", "5", "--quick"],
    "plan, kept": ["plan", "--hours", "5", "--quick", "{store}"],
    "paths": ["paths", "{}"],
    "export": ["export", "{}"],
    "calibrate": ["calibrate", "{answered}"],
    "import": ["import", "{resume}"],
    "quiz": ["quiz", "--answers", "{answers}"],
    "quiz, profile": ["quiz", "--quick", "--answers", "answers.json", "--profile", "{}"],
    "quiz, kept": ["quiz", "--answers", "answers.json", "{store}"],
    "report": ["report", "{report}"],
    "report, since": ["report", "report.json", "--since", "{report}"],
    "compare": ["compare", "last", "{report}"],
    "verify": ["verify", "{report}"],
    "check": ["check", "{role}"],
    "check, folder": ["check", "bank", "{inside}"],
    "role": ["role", "{role}"],
    "cohort": ["cohort", "{people}", "--processes", "1"],
    "cohort, folder": ["cohort", "class", "--processes", "1", "{member}"],
    "history": ["history", "import", "{export}"],
    "history, show": ["history", "show", "{store}"],
    "history, export": ["history", "export", "{store}"],
    "history, list": ["history", "list", "{store}"],
    "history, check": ["history", "check", "{store}"],
    "web": ["web", "--no-open", "{store}"],
}
"""The word with a name in braces is the file; names of what is read without being a word go at the end."""
READS_NOTHING = {"schema", "completion"}
NOT_A_WORD = {"store", "inside", "member"}


def test_every_command_that_reads_is_tried():
    assert {name.partition(",")[0] for name in CALLS} | READS_NOTHING == set(COMMANDS)


@pytest.fixture
def files(tmp_path, stored, me, report):
    texts = {
        "answers.json": json.dumps({"skills.sql": 2}),
        "resume.json": '{"basics": {"name": "Ada"}}',
        "answered.json": json.dumps({"answers": [{"item": "sql-01", "response": "1"}]}),
        "people.jsonl": '{"skills": {"sql": 2}}\n',
        "export.json": json.dumps(
            {"schema_version": 1, "sittings": [], "assessments": [], "plans": [], "done_steps": []}
        ),
    }
    for name, text in texts.items():
        (tmp_path / name).write_text(text)
    (tmp_path / "class").mkdir()
    shutil.copy(me, tmp_path / "class" / "one.json")
    shutil.copytree(ROOT / "examples" / "nurse" / "questions", tmp_path / "bank")
    shutil.copy(ROOT / "examples" / "own-role.toml", tmp_path / "role.toml")
    (tmp_path / "overlay.toml").write_text("")
    return {
        "": me, "report": report, "store": stored, "role": tmp_path / "role.toml",
        "overlay": tmp_path / "overlay.toml", "member": tmp_path / "class" / "one.json",
        "inside": next((tmp_path / "bank").rglob("*.toml")), "people": tmp_path / "people.jsonl",
        **{name: tmp_path / f"{name}.json" for name in ("answers", "resume", "answered", "export")},
    }  # fmt: skip


def prepared(call, files):
    """The words of a call, its environment, and the file that is read."""
    environment, words, read = dict(os.environ), [], None
    for word in CALLS[call]:
        name = word[word.index("{") + 1 : word.index("}")] if "{" in word else None
        read = read if name is None else files[name]
        whole = word if name is None else word.replace(f"{{{name}}}", str(files[name]))
        if word.startswith("READINESS_OVERLAY="):
            environment["READINESS_OVERLAY"] = whole.partition("=")[2]
        elif name not in NOT_A_WORD:
            words.append(whole)
    return [sys.executable, "-m", "readiness", *words], environment, read


def run(words, environment, out=None, err=None, stdin=subprocess.DEVNULL):
    return subprocess.run(
        words, env=environment, stdin=stdin, stdout=out or subprocess.PIPE, stderr=err or subprocess.PIPE,
        text=True, check=False, timeout=60,
    )  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("call", CALLS)
def test_standard_output_that_is_the_file_read_is_refused_by_its_name(files, call):
    words, environment, read = prepared(call, files)
    before = read.read_bytes()
    with read.open("ab") as file:
        done = run(words, environment, out=file)
    assert done.returncode == 2, done.stderr
    assert "standard output leads into" in done.stderr
    assert (read.name in done.stderr) or "the history" in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert read.read_bytes() == before


@pytest.mark.parametrize("call", ["score", "history, show"])
def test_standard_error_that_is_the_file_read_is_refused_on_standard_output(files, call):
    words, environment, read = prepared(call, files)
    before = read.read_bytes()
    with read.open("ab") as file:
        done = run(words, environment, err=file)
    assert (done.returncode, read.read_bytes()) == (2, before)
    assert "standard error leads into" in done.stdout


def test_where_both_lead_into_it_nothing_is_said_rather_than_written_there(files):
    words, environment, read = prepared("score", files)
    before = read.read_bytes()
    with read.open("ab") as file:
        done = run(words, environment, out=file, err=file)
    assert (done.returncode, read.read_bytes()) == (2, before)


def test_standard_input_that_is_the_same_file_is_read(files):
    words, environment, read = prepared("score", files)
    before = read.read_bytes()
    with read.open("ab") as file, read.open("rb") as same:
        done = run([*words[:-1], "-"], environment, out=file, stdin=same)
    assert (done.returncode, read.read_bytes()) == (2, before)
    assert "what standard input reads" in done.stderr


def test_a_file_that_the_shell_has_emptied_is_said_to_be_one(files):
    words, environment, read = prepared("score", files)
    with read.open("wb") as file:
        done = run(words, environment, out=file)
    assert done.returncode == 2
    assert "the shell empties one after >" in done.stderr


def test_a_hard_link_is_the_same_file(files, tmp_path):
    words, environment, read = prepared("score", files)
    (tmp_path / "other.txt").hardlink_to(read)
    with (tmp_path / "other.txt").open("ab") as file:
        assert run(words, environment, out=file).returncode == 2


def test_standard_output_and_an_output_are_two_files(files, tmp_path):
    words, environment, _ = prepared("score", files)
    with (tmp_path / "x.html").open("wb") as file:
        done = run([*words, "-o", "x.html"], environment, out=file)
    assert (done.returncode, "name the same file" in done.stderr) == (2, True)


def test_any_other_file_may_be_standard_output(files, tmp_path):
    words, environment, _ = prepared("score", files)
    with (tmp_path / "log").open("ab") as file:
        assert run(words, environment, out=file, err=file).returncode == 0
    assert "Readiness" in (tmp_path / "log").read_text()
