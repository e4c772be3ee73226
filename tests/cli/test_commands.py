"""Each command does what its help says, and the help teaches."""

import json
import re

import pytest

from readiness import __version__
from readiness.cli import main
from readiness.cli.parser import COMMANDS
from readiness.framework import load_framework

from .conftest import ROOT

CODES = "0 fine   1 below --min-score   2 wrong call   3 input or content wrong"


def test_the_version(readiness):
    done = readiness("--version")
    assert (done.returncode, done.stdout) == (0, f"readiness {__version__}\n")


def test_the_help_names_every_command_and_every_exit_code(readiness):
    shown = readiness("--help").stdout
    listed = re.findall(r"^    ([a-z]+)(?: |$)", shown, re.MULTILINE)
    assert listed == list(COMMANDS)
    assert CODES in shown
    assert "130 interrupted" in shown


@pytest.mark.parametrize("command", COMMANDS)
def test_the_help_of_every_command_says_what_it_does(readiness, command):
    done = readiness(command, "--help")
    assert done.returncode == 0, done.stderr
    assert f"usage: readiness {command}" in done.stdout
    assert len(done.stdout.splitlines()) > 6
    assert max(map(len, done.stdout.splitlines())) <= 100


def test_the_profile_in_the_help_can_be_scored(readiness, tmp_path):
    shown = readiness("score", "--help").stdout
    profile = shown[shown.index('{"skills"') : shown.index("\n\nWhat is left out")]
    (tmp_path / "me.json").write_text(profile)
    assert readiness("score", "me.json").returncode == 0


def test_a_report_is_the_same_whenever_it_is_made(readiness, student):
    calls = [("score", student, "--format", "json", "--at", "2026-01-05T12:00")] * 2
    first, second = (readiness(*call).stdout for call in calls)
    assert first == second
    record = json.loads(first)
    assert record["assessed_at"] == "2026-01-05T12:00:00+00:00"
    assert record["schema_version"] == 2
    for key in ("score", "coverage", "bounds", "verdict", "framework", "leaves", "next_steps", "robustness"):
        assert record[key]
    assert {"low", "high"} == set(record["bounds"])
    assert {"band", "blocked_by"} <= set(record["verdict"])
    assert {"id", "version", "digest"} <= set(record["framework"])
    wanted = {"id", "dimension", "criterion", "outcome", "weight", "attainment", "contribution"}
    wanted |= {"points_missing", "basis", "reason"}
    assert all(wanted <= set(leaf) for leaf in record["leaves"])
    assert "standing" in record
    assert "insights" in record


def test_a_seed_is_taken(readiness, student):
    one, other = (
        json.loads(readiness("score", student, "--format", "json", "--seed", seed).stdout)
        for seed in ("0", "7")
    )
    assert (one["seed"], other["seed"]) == (0, 7)
    assert one["score"] == other["score"]
    assert one["robustness"] != other["robustness"]


def test_an_own_role_takes_the_place_of_the_shipped_one(readiness, examples):
    done = readiness(
        "score", examples / "data-analyst.json", "--framework", examples / "own-role.toml", "--format", "json"
    )
    record = json.loads(done.stdout)
    assert record["framework"]["id"] == "junior-data-analyst"
    assert len(record["leaves"]) == 5


def test_a_report_holds_and_a_changed_one_is_told(readiness, a_report, tmp_path):
    done = readiness("verify", a_report)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("the record holds: every number was recomputed with ml-engineer-entry")
    record = json.loads(a_report.read_text())
    record["score"] += 1
    record["leaves"][3]["contribution"] = 0
    (tmp_path / "changed.json").write_text(json.dumps(record))
    done = readiness("verify", "changed.json")
    assert done.returncode == 3
    assert [line.split(":")[0] for line in done.stdout.splitlines()] == [
        "2 differences",
        "score",
        f"leaves[{record['leaves'][3]['id']}].contribution",
    ]
    assert readiness("verify", "-", stdin=a_report.read_bytes()).returncode == 0


def test_a_report_of_an_own_role_is_verified_with_its_file(readiness, examples):
    role = examples / "own-role.toml"
    readiness("score", examples / "data-analyst.json", "--framework", role, "-o", "r.json")
    assert readiness("verify", "r.json", "--framework", role).returncode == 0
    alone = readiness("verify", "r.json")
    assert alone.returncode == 2
    assert "give its file: readiness verify r.json --framework FILE" in alone.stderr
    shown = readiness("report", "r.json")
    assert "`readiness verify REPORT.json --framework FILE`" in " ".join(shown.stdout.split())


def test_of_many_differences_the_first_are_listed_below_what_they_come_to(readiness, a_report, tmp_path):
    record = json.loads(a_report.read_text())
    record["engine_version"] = "0.0.1"
    for leaf in record["leaves"]:
        leaf["contribution"] += 1
    (tmp_path / "older.json").write_text(json.dumps(record))
    n = 1 + len(record["leaves"])
    first, *rest = readiness("verify", "older.json").stdout.splitlines()
    assert first.startswith(f"{n} differences: the record was made with another version of readiness")
    assert len(rest) == 6
    assert rest[-1] == f"and {n - 5} more: --all lists them"
    assert len(readiness("verify", "older.json", "--all").stdout.splitlines()) == 1 + n


def test_what_a_resume_has_no_place_for_is_named(readiness, examples):
    assert (
        readiness("export", examples / "student.json").stderr
        == "not in a resume: goals; keep the profile too\n"
    )
    note = readiness("export", examples / "data-analyst.json").stderr
    assert "what does not apply" in note
    me = json.loads((examples / "student.json").read_text()) | {"source": "verified"}
    assert "who gave the levels" in readiness("export", "-", stdin=json.dumps(me).encode()).stderr


@pytest.mark.parametrize("form", ["terminal", "markdown", "csv", "html", "json"])
def test_a_saved_report_is_shown_again_as_it_was(readiness, student, a_report, form):
    again = readiness("report", a_report, "--format", form)
    direct = readiness("score", student, "--format", form, "--at", "2026-01-05T12:00")
    assert again.returncode == 0, again.stderr
    assert again.stdout == direct.stdout


def test_the_role_shows_every_figure_with_its_source(readiness):
    shown = readiness("role").stdout
    for text in ("Python Programming", "95", "Statistical Modeling", "80", "82", "San Francisco, CA"):
        assert text in shown
    assert "Mountain View, CA" in shown
    assert "Menlo Park, CA" in shown
    assert not re.search(r"Facebook|Google, |Alphabet|\bMeta\b", shown)
    assert "female" not in shown.split("enter")[0]


def test_the_role_as_data_is_the_framework(readiness, examples):
    shown = json.loads(readiness("role", "--format", "json").stdout)
    assert shown["digest"] == load_framework().digest
    assert [d["id"] for d in shown["dimensions"]] == ["skills", "education", "experience"]
    assert readiness("role", "--list").stdout.startswith("ml-engineer-entry  ")
    own = json.loads(readiness("role", examples / "own-role.toml", "--format", "json").stdout)
    assert own["id"] == "junior-data-analyst"


@pytest.mark.parametrize("kind", ["profile", "assessment", "framework", "plan"])
def test_a_schema_names_and_describes_every_field(readiness, kind):
    schema = json.loads(readiness("schema", kind).stdout)
    assert schema["$schema"].endswith("2020-12/schema")
    assert schema["additionalProperties"] is False
    assert schema["properties"]
    if kind == "profile":
        assert all(field in schema["properties"] for field in ("skills", "languages", "goals", "answers"))
        assert all(f.id in schema["properties"]["skills"]["description"] for f in load_framework().rated)
        described = [field for field in schema["$defs"].values() if field.get("properties")]
        assert described
        assert all("description" in inner for field in described for inner in field["properties"].values())


def test_what_is_shipped_has_no_problems(readiness):
    done = readiness("check")
    assert (done.returncode, done.stdout) == (0, "no problems found\n")


def test_one_question_file_is_checked_beside_the_others(readiness, tmp_path):
    shipped = ROOT / "questions" / "facets" / "sql.toml"
    assert readiness("check", shipped).stdout == "no problems found\n"
    damaged = tmp_path / "sql.toml"
    text = shipped.read_text("utf-8")
    damaged.write_text(text.replace("seconds = ", "secnds = ", 1), "utf-8")
    done = readiness("check", damaged)
    assert done.returncode == 3
    assert "did you mean seconds?" in done.stdout
    assert done.stdout.count("[") == done.stdout.count("[readable]") == 2
    damaged.write_text(text.replace("requires = {}", "requires = { cooking = 1 }", 1), "utf-8")
    assert damaged.read_text("utf-8") != text
    assert "[step-prerequisites]" in readiness("check", damaged).stdout


def test_a_check_names_what_is_wrong_in_an_own_role(readiness, examples, tmp_path):
    assert readiness("check", examples / "own-role.toml").stdout == "no problems found\n"
    text = (examples / "own-role.toml").read_text(encoding="utf-8")
    (tmp_path / "mine.toml").write_text(text.replace("value = 60", "value = -60"))
    done = readiness("check", "mine.toml")
    assert done.returncode == 3
    assert "handling-data" in done.stdout
    assert done.stdout.endswith("1 problem found\n")


@pytest.mark.parametrize("shell", ["bash", "zsh"])
def test_a_completion_script_is_printed(readiness, shell):
    done = readiness("completion", shell)
    assert done.returncode == 0, done.stderr
    assert "score" in done.stdout


def test_verify_tells_a_report_of_other_questions_from_a_changed_one(capsys, tmp_path):
    student = str(ROOT / "examples" / "student.json")
    assert main(["score", student, "--format", "json", "-o", str(tmp_path / "r.json")]) == 0
    text = (tmp_path / "r.json").read_text()
    report = json.loads(text)
    score = report["score"]
    other = {**report["questions"], "digest": "0" * 64}
    for change, words in (
        ({"score": score + 1}, "1 difference: this is not what"),
        ({"score": score + 1, "questions": other}, "2 differences: the record was made with other questions"),
    ):
        (tmp_path / "r.json").write_text(json.dumps({**report, **change}))
        assert main(["verify", str(tmp_path / "r.json")]) == 3
        assert words in capsys.readouterr().out
