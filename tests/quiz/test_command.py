"""The quiz without a terminal: answers from a file, and what the call refuses."""

import json
import os
import subprocess
import sys

import pytest

from readiness.framework import load_framework
from readiness.profile import read_profile
from readiness.record import parse_assessment
from readiness.store import Store

ANSWERS = {
    "education.level": "bachelor",
    "education.certifications": [],
    "experience.years": 1.5,
    "languages.java": 3,
    "skills.sql": 2,
    "skills.python-language": 3,
    "goals.city": None,
    "check.sql-03": "Nora, Ivo",
    "check.sql-04": None,
}


@pytest.fixture
def call(home):
    def run(*options, stdin=subprocess.DEVNULL, **environ):
        return subprocess.run(
            [sys.executable, "-m", "readiness", "quiz", *options],
            check=False, capture_output=True, text=True, stdin=stdin, timeout=60,
            env={**os.environ, "READINESS_HOME": str(home), **environ},
        )  # fmt: skip

    return run


@pytest.fixture
def answers(tmp_path):
    def write(values):
        path = tmp_path / "answers.json"
        path.write_text(values if isinstance(values, str) else json.dumps(values), encoding="utf-8")
        return str(path)

    return write


def test_answers_from_a_file_give_report_profile_and_history(call, answers, home, tmp_path):
    profile, report = tmp_path / "me.json", tmp_path / "report.json"
    done = call("--answers", answers(ANSWERS), "-o", str(profile), "--report", str(report), "--seed", "4")

    assert done.returncode == 0, done.stderr
    assert "SQL" in done.stdout
    read = read_profile(profile)
    assert {name: level for name, level in read.skills.items() if level is not None} == {
        "sql": 2,
        "python-language": 3,
    }
    assert len(read.skills) == len(load_framework().rated)  # the others were skipped
    assert read.languages == {"java": 3, "python": 3}  # asked as a skill
    assert {(a.item, a.response) for a in read.answers} == {("sql-03", "Nora, Ivo"), ("sql-04", None)}
    record = parse_assessment(report.read_bytes())
    assert record.profile == read
    with Store(home) as store:
        (row,) = store.assessments.all()
        assert parse_assessment(store.assessments.record(row.id)) == record


def test_the_same_answers_and_seed_give_the_same_profile(call, answers, tmp_path):
    path = answers(ANSWERS)
    for name in ("one.json", "two.json"):
        assert call("--answers", path, "--seed", "4", "-o", str(tmp_path / name)).returncode == 0

    assert (tmp_path / "one.json").read_bytes() == (tmp_path / "two.json").read_bytes()


def test_a_profile_is_completed(call, answers, tmp_path):
    start = tmp_path / "start.json"
    start.write_text('{"name": "Ada", "skills": {"sql": 4, "cooking": 2}}', encoding="utf-8")
    done = call("--answers", answers({"skills.probability": 1}), "--profile", str(start),
                "-o", str(tmp_path / "out.json"))  # fmt: skip

    assert done.returncode == 0, done.stderr
    assert "skills.cooking" in done.stderr
    skills = read_profile(tmp_path / "out.json").skills
    assert {name: level for name, level in skills.items() if level is not None} == {
        "sql": 4,
        "probability": 1,
    }


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ({"education.levl": "bachelor"}, "did you mean education.level?"),
        ({"skills.sql": 7}, "skills.sql"),
        ({"skills.sql": True}, "skills.sql"),
        ({"check.sql-99": "1"}, "check.sql-99"),
        ({"education.certifications": ["other", 3]}, "education.certifications"),
        ({"stop": "please"}, "stop"),
        ({"consistency.r-only": "skills.sql"}, "consistency.r-only"),
        ([], "holds no answers"),
        ('{"skills.sql": 2, "skills.sql": 3}', "is given twice"),
        ('{"skills.sql": 1e400}', "not a finite number"),
        ("{", "line 1"),
        ("", "is empty"),
    ],
)
def test_a_wrong_answers_file_is_refused_with_its_place(call, answers, values, told):
    done = call("--answers", answers(values))

    assert done.returncode == 3
    assert told in done.stderr
    assert "Traceback" not in done.stderr
    assert not done.stdout


def test_without_a_terminal_nothing_is_guessed(call):
    for stdin in (subprocess.DEVNULL, subprocess.PIPE):
        done = call(stdin=stdin)
        assert done.returncode == 2
        assert "--answers FILE" in done.stderr


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["--quick", "--learn"], "--quick has none"),
        (["--quick", "--deep"], "not allowed with"),
        (["--report", "me.pdf"], "no format ends in .pdf"),
        (["--report", "no/such/me.html"], "is no folder"),
        (["-o", "."], "is a folder"),
        (["--seed", "-1"], "--seed"),
    ],
)
def test_a_call_that_cannot_work_is_refused_before_the_first_question(call, answers, options, told):
    done = call("--answers", answers(ANSWERS), *options)

    assert done.returncode == 2
    assert told in done.stderr


def test_what_could_not_be_saved_is_told_and_is_in_the_history(call, answers):
    done = call("--answers", answers(ANSWERS), "-o", "/dev/full")

    assert done.returncode == 4
    assert "/dev/full could not be saved" in done.stderr
    assert "history show 1" in done.stderr


def test_everything_stays_private(call, answers, home):
    assert call("--answers", answers(ANSWERS)).returncode == 0
    assert home.stat().st_mode & 0o077 == 0
    assert all(path.stat().st_mode & 0o077 == 0 for path in home.rglob("*"))


def test_asking_for_help_loads_nothing_heavy():
    script = (
        "import sys\n"
        "from readiness.cli import main\n"
        "try:\n    main(['quiz', '--help'])\nexcept SystemExit:\n    pass\n"
        "print(sorted({'pydantic', 'numpy', 'prompt_toolkit', 'rich', 'sqlite3'} & set(sys.modules)))\n"
    )
    done = subprocess.run([sys.executable, "-c", script], check=True, capture_output=True, text=True)

    assert done.stdout.splitlines()[-1] == "[]"
    assert "answers file: a JSON object" in done.stdout
    assert max(map(len, done.stdout.splitlines())) < 100


@pytest.mark.parametrize(
    ("name", "value"), [("sql-03", 3), ("sql-01", "banana"), ("sql-01", True), ("sql-06", "7")]
)
def test_an_answer_that_cannot_be_read_is_left_out_with_a_note(call, answers, home, name, value):
    done = call("--answers", answers({"skills.sql": 2, f"check.{name}": value, "check.sql-02": "2"}))

    assert done.returncode == 0
    assert f"check.{name}: the answer" in done.stderr
    assert "left out, not scored. Expected: " in done.stderr
    with Store(home) as store:
        kept = json.loads(store.assessments.record(1))
    assert [answer["item"] for answer in kept["profile"]["answers"]] == ["sql-02"]
