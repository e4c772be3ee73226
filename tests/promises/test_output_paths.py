"""No output ever lands on an input, on the history, or on another output of the same call."""

import argparse
import json
import os
import shutil
import subprocess
import sys

import pytest

from readiness.cli.parser import parser
from readiness.cli.targets import InputPath, OutputPath

READS = "would overwrite the file that is read"
KEPT = "is the history itself"
ANSWERS = {"skills.sql": 2}


@pytest.fixture
def files(tmp_path, me, report, stored):
    """One of everything that a command reads."""
    answers = tmp_path / "answers.json"
    answers.write_text(json.dumps(ANSWERS))
    resume = tmp_path / "resume.json"
    resume.write_text('{"basics": {"name": "Ada"}, "skills": [{"name": "SQL", "level": "advanced"}]}')
    people = tmp_path / "people.jsonl"
    people.write_bytes(me.read_bytes().replace(b"\n", b" ") + b"\n")
    return {
        "me": me,
        "report": report,
        "store": stored,
        "answers": answers,
        "resume": resume,
        "people": people,
    }


CALLS = [
    (["score", "{me}", "-o", "{}"], "me"),
    (["score", "{me}", "-o", "{}"], "store"),
    (["paths", "{me}", "-o", "{}"], "me"),
    (["paths", "{me}", "-o", "{}"], "store"),
    (["export", "{me}", "-o", "{}"], "me"),
    (["export", "{me}", "-o", "{}"], "store"),
    (["import", "{resume}", "-o", "{}"], "resume"),
    (["import", "{resume}", "-o", "{}"], "store"),
    (["plan", "{me}", "--hours", "5", "--quick", "-o", "{}"], "me"),
    (["plan", "--hours", "5", "--quick", "-o", "{}"], "store"),
    (["plan", "--status", "-o", "{}"], "store"),
    (["report", "{report}", "-o", "{}"], "report"),
    (["report", "{report}", "--since", "{me}", "-o", "{}"], "me"),
    (["report", "{report}", "-o", "{}"], "store"),
    (["compare", "{report}", "last", "-o", "{}"], "report"),
    (["compare", "last", "{report}", "-o", "{}"], "report"),
    (["compare", "-o", "{}"], "store"),
    (["calibrate", "{me}", "{report}", "-o", "{}"], "report"),
    (["calibrate", "{me}", "-o", "{}"], "store"),
    (["schema", "profile", "-o", "{}"], "store"),
    (["history", "show", "-o", "{}"], "store"),
    (["history", "export", "-o", "{}"], "store"),
    (["quiz", "--answers", "{answers}", "-o", "{}"], "answers"),
    (["quiz", "--answers", "{answers}", "--report", "{}"], "answers"),
    (["quiz", "--answers", "{answers}", "--profile", "{me}", "-o", "{}"], "me"),
    (["quiz", "--answers", "{answers}", "-o", "{}"], "store"),
    (["quiz", "--answers", "{answers}", "--report", "{}"], "store"),
    (["cohort", "{people}", "-o", "{}"], "people"),
    (["cohort", "{people}", "--report", "{}"], "people"),
    (["cohort", "{people}", "--rejects", "{}"], "people"),
    (["cohort", "{people}", "-o", "{}"], "store"),
    (["cohort", "{people}", "--report", "{}"], "store"),
    (["cohort", "{people}", "--rejects", "{}"], "store"),
]


def _same(file, _):
    return file


def _other_spelling(file, tmp_path):
    (tmp_path / "inner").mkdir(exist_ok=True)
    return os.path.join(tmp_path, "inner", "..", os.path.relpath(file, tmp_path))  # noqa: PTH118


def _soft(file, tmp_path):
    link = tmp_path / "soft.json"
    link.symlink_to(file)
    return link


def _hard(file, tmp_path):
    link = tmp_path / "hard.json"
    link.hardlink_to(file)
    return link


@pytest.mark.parametrize("way", [_same, _other_spelling, _soft, _hard])
@pytest.mark.parametrize(("words", "target"), CALLS)
def test_inputs_and_the_history_are_never_overwritten(  # noqa: PLR0917 — pytest's
    refused, files, tmp_path, words, target, way
):
    path = way(files[target], tmp_path)
    before = {name: file.read_bytes() for name, file in files.items()}
    said = refused(2, *(word.format(path, **files) for word in words))
    assert (KEPT if target == "store" else READS) in said
    assert {name: file.read_bytes() for name, file in files.items()} == before


@pytest.mark.parametrize("name", ["", "-journal", "-wal", "-shm", ".upper", "claims/sitting-1.lock"])
def test_a_history_that_is_not_there_yet_is_kept_free(refused, me, home, name):
    home.mkdir()
    file = "HISTORY.SQLITE3" if name == ".upper" else name if "/" in name else f"history.sqlite3{name}"
    assert KEPT in refused(2, "score", me, "-o", home / file)
    assert not list(home.iterdir())


def test_another_file_in_the_data_folder_is_nobodys(call, me, home):
    home.mkdir()
    assert call("score", me, "-o", home / "history.html").code == 0


@pytest.mark.parametrize("other", ["x.json", "X.json", "./y/../x.json", "link.json"])
def test_two_outputs_of_a_call_are_two_files(refused, files, tmp_path, other):
    (tmp_path / "y").mkdir()
    (tmp_path / "link.json").symlink_to("x.json")
    said = refused(2, "quiz", "--answers", files["answers"], "-o", "x.json", "--report", tmp_path / other)
    assert "-o and --report name the same file" in said
    assert not (tmp_path / "x.json").exists()


@pytest.mark.parametrize("option", ["-o", "--report", "--rejects"])
def test_nothing_is_saved_into_a_folder_of_people_that_is_read(refused, me, tmp_path, option):
    (tmp_path / "class").mkdir()
    me.rename(tmp_path / "class" / "me.json")
    name = "class/new.html" if option == "--report" else "class/new.csv"
    assert "is in the folder that is read" in refused(2, "cohort", "class", option, name)


def test_a_folder_that_is_named_like_one_of_parts_keeps_what_is_in_it(call, me, tmp_path):
    folder = tmp_path / "out.csv.parts"
    folder.mkdir()
    me.rename(folder / "me.json")
    assert call("cohort", folder, "-o", "out.csv").code == 0
    assert (folder / "me.json").exists()


def test_outputs_to_a_device_may_be_the_same(call, files):
    assert call("quiz", "--answers", files["answers"], "-o", "/dev/null").code == 0


@pytest.mark.parametrize("named", ["role", "base", "question"])
def test_what_a_role_file_brings_is_read_too(call, refused, me, tmp_path, named):
    assert call("role", "new", "nurse").code == 0
    heir = tmp_path / "heir.toml"
    heir.write_text(
        'schema_version = 1\nid = "heir"\nversion = "1.0.0"\ntitle = "Heir"\nextends = "nurse.toml"\n'
    )
    question = next((tmp_path / "nurse-questions" / "facets").iterdir())
    path = {"role": heir, "base": tmp_path / "nurse.toml", "question": question}[named]
    before = path.read_bytes()
    said = refused(2, "score", me, "--framework", heir, "-o", path)
    assert ("is in the folder that is read" if named == "question" else READS) in said
    assert path.read_bytes() == before


def test_an_overlay_is_read_too(refused, me, tmp_path, monkeypatch):
    overlay = tmp_path / "overlay.toml"
    overlay.write_text("[items]\n")
    monkeypatch.setenv("READINESS_OVERLAY", str(overlay))
    assert READS in refused(2, "score", me, "-o", overlay)
    assert overlay.read_text() == "[items]\n"


@pytest.mark.usefixtures("home")
def test_standard_input_is_a_file_too(me):
    before = me.read_bytes()
    with me.open("rb") as stream:
        done = subprocess.run(
            [sys.executable, "-m", "readiness", "score", "-", "-o", str(me)],
            stdin=stream,
            capture_output=True,
            text=True,
            check=False,
        )
    assert (done.returncode, READS in done.stderr) == (2, True), done.stderr
    assert me.read_bytes() == before


@pytest.mark.usefixtures("me")
def test_a_closed_standard_output_is_no_reason_not_to_save(tmp_path):
    command = f"{shutil.which('sh')} -c '{sys.executable} -m readiness score me.json -o out.json >&-'"
    done = subprocess.run(command, shell=True, capture_output=True, text=True, check=False)  # noqa: S602
    assert done.returncode == 0, done.stderr
    assert json.loads((tmp_path / "out.json").read_text())["score"]


def _options(own):
    for action in own._actions:  # noqa: SLF001 — argparse says it nowhere else
        if isinstance(action, argparse._SubParsersAction):  # noqa: SLF001
            for inner in action.choices.values():
                yield from _options(inner)
        else:
            yield own.prog, action


def test_every_option_that_names_a_file_says_so():
    """A new command cannot forget it: what is called a file has one of the two types."""
    files = {"FILE", "ID|FILE", "ID|FILE|new", "PROFILE", "REPORT.json", "SOURCE", "ANSWERS", "PATH"}
    forgotten = [
        f"{prog} {action.option_strings or action.dest}"
        for prog, action in _options(parser([]))
        if action.metavar in files and action.choices is None and action.type not in {InputPath, OutputPath}
    ]
    outputs = {action.dest for _, action in _options(parser([])) if action.type is OutputPath}
    assert not forgotten
    assert outputs >= {"output", "report", "rejects"}


@pytest.mark.parametrize(
    "typed", ["~nobody-of-this-name/plan.ics", "~/x\0y", "-o", "no/where.ics", "\udcff.ics", ""]
)
def test_any_name_that_is_typed_after_the_quiz_is_a_file_or_refused(home, call, me, typed, capsys):
    from readiness.cli.quiz_after import _calendar
    from readiness.record import parse_assessment

    assert call("score", me, "--save", "-o", "report.json").code == 0
    with open("report.json", "rb") as file:  # noqa: PTH123 — of the folder that one is in
        record = parse_assessment(file.read())
    answers = iter(["5", typed] if record.profile.goals.hours_per_week is None else [typed])

    class Typing:
        def ask(self, _, prompt):
            assert prompt
            return next(answers)

    _calendar(Typing(), record)
    said = capsys.readouterr().err
    assert ("saved: readiness-plan.ics" in said) == (not typed)
    assert said.replace("\n", "").isprintable()
    assert home.exists()
