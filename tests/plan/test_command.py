import json
import re
from pathlib import Path

import pytest

from readiness.cli import main
from readiness.framework import load_framework

PROFILE = {
    "name": "Ada",
    "skills": {"python-programming": 2, "data-analysis": 1, "machine-learning-algorithms": 1},
    "languages": {"python": 3},
}


@pytest.fixture
def profile(tmp_path, monkeypatch):
    monkeypatch.setenv("READINESS_HOME", str(tmp_path / "home"))
    path = tmp_path / "ada.json"
    path.write_text(json.dumps(PROFILE))
    return str(path)


def test_a_profile_and_its_report_give_the_same_plan(profile, tmp_path, capsys):
    report = str(tmp_path / "report.json")
    at = ["--at", "2026-01-02"]
    assert main(["score", profile, "--format", "json", "-o", report, *at]) == 0
    plans = []
    for source in (profile, report):
        capsys.readouterr()
        assert main(["plan", source, "--hours", "40", "--format", "json", *at]) == 0
        plans.append(json.loads(capsys.readouterr().out))
    assert plans[0] == plans[1]
    assert plans[0]["steps"]


@pytest.mark.parametrize(
    ("name", "start"),
    [("a.md", "# Plan"), ("a.csv", "position,"), ("a.ics", "BEGIN:VCALENDAR"), ("a.json", "{")],
)
def test_the_form_follows_the_name_of_the_file(profile, tmp_path, name, start):
    path = tmp_path / name
    assert main(["plan", profile, "--hours-per-week", "5", "--weeks", "6", "--quick", "-o", str(path)]) == 0
    assert path.read_text().startswith(start)


def test_a_kept_plan_is_marked_shown_and_reckoned_up(profile, tmp_path, capsys):
    assert main(["score", profile, "--save", "--at", "2026-01-01"]) == 0
    kept = ["plan", "--hours-per-week", "6", "--weeks", "8", "--quick", "--save", "--format", "json"]
    capsys.readouterr()
    assert main([*kept, "--at", "2026-01-02"]) == 0
    made = json.loads(capsys.readouterr().out)
    first = made["steps"][0]
    assert main(["plan", "--done", first["id"], "--at", "2026-01-08"]) == 0
    assert first["id"] in capsys.readouterr().out
    better = json.loads(json.dumps(PROFILE))
    better["skills"][first["facet"]] = first["to_level"]
    (tmp_path / "later.json").write_text(json.dumps(better))
    assert main(["score", str(tmp_path / "later.json"), "--save", "--at", "2026-02-01"]) == 0
    capsys.readouterr()
    assert main(["plan", "--status", "--format", "json", "--at", "2026-02-02"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert [d["id"] for d in found["done"]] == [first["id"]]
    assert found["done"][0]["done_on"] == "2026-01-08"
    assert found["review"]["actual_points"] == pytest.approx(first["gain_points"], abs=1.0)
    assert main(["plan", "--undo", first["id"], "--format", "json", "--at", "2026-02-02"]) == 0
    assert json.loads(capsys.readouterr().out)["done"] == []


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--hours", "-3"], "budget of -3 hours"),
        (["--hours-per-week", "5", "--weeks", "0"], "0 weeks"),
        (["--hours", "5", "--set", "data-wranglin=2"], "did you mean data-wrangling"),
        (["--hours", "5", "--weeks", "2", "--hours-per-week", "2"], "one of them"),
        (["--hours", "5", "--on", "2026-01-01"], "belongs to --done"),
        (["--status"], "about the kept plan"),
        (["--hours", "5", "--format", "ical"], "needs dates"),
    ],
)
def test_nonsense_ends_with_code_2_and_says_what_to_do(profile, capsys, arguments, message):
    assert main(["plan", profile, *arguments]) == 2
    assert message in capsys.readouterr().err


@pytest.mark.parametrize("setting", ["sql", "sql=", "=2", "sql=9", "sql=２", "sql=1.5"])
def test_a_setting_that_is_none_is_a_usage_error(profile, capsys, setting):
    with pytest.raises(SystemExit, match="2"):
        main(["plan", profile, "--hours", "5", "--set", setting])
    assert "FACET=LEVEL" in capsys.readouterr().err


@pytest.mark.usefixtures("profile")
@pytest.mark.parametrize("arguments", [["--status"], ["--done", "sql-0"], []])
def test_without_anything_kept_it_says_how_to_begin(capsys, arguments):
    assert main(["plan", *arguments]) == 2
    assert "yet" in capsys.readouterr().err


def test_marking_is_all_or_nothing(profile, capsys):
    assert main(["plan", profile, "--hours", "40", "--quick", "--save", "--format", "json"]) == 0
    first = json.loads(capsys.readouterr().out)["steps"][0]["id"]
    assert main(["plan", "--done", first, "cooking-0"]) == 2
    capsys.readouterr()
    assert main(["plan", "--status", "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["done"] == []


OWN_ROLE = str(Path(__file__).parents[2] / "examples" / "own-role.toml")


@pytest.mark.parametrize("role", [None, "data-scientist", OWN_ROLE])
@pytest.mark.parametrize("source", [None, "self", "mentor", "verified"])
def test_the_command_after_a_score_plans_from_that_very_score(tmp_path, capsys, role, source):
    """For another role, for one of your own, and where the call said who gave the levels."""
    levels = {facet.id: 2 for facet in load_framework(role or "ml-engineer-entry").rated}
    path = tmp_path / "me.json"
    path.write_text(json.dumps({"skills": levels, "sources": dict.fromkeys(list(levels)[:2], "mentor")}))
    options = [*(["--framework", role] if role else []), *(["--trust", source] if source else [])]
    assert main(["score", str(path), "--format", "json", *options]) == 0
    record = json.loads(capsys.readouterr().out)
    assert main(["score", str(path), *options]) == 0
    last = " ".join(capsys.readouterr().out.split())
    said = re.search(r"`readiness (plan PROFILE\.json[^`]*)`", last)[1].split()
    typed = [{"PROFILE.json": str(path), "FILE": role}.get(word, word) for word in said]
    assert main([*typed, "--format", "json", "--quick"]) == 0
    made = json.loads(capsys.readouterr().out)
    assert (made["score_before"], made["steps"]) == (record["score"], record["plan"]["steps"])
    assert (" --framework " in f" {' '.join(said)} ") == (role is not None)
    for quiz in re.findall(r"`readiness quiz([^`]*)`; ", last):
        assert ("--framework" in quiz) == (role is not None)


def test_paths_and_plans_take_levels_as_score_does(profile, tmp_path, capsys):
    report = str(tmp_path / "report.json")
    trusted = ["--trust", "verified"]
    assert main(["score", profile, "--format", "json", *trusted]) == 0
    score = json.loads(capsys.readouterr().out)["score"]
    assert main(["paths", profile, "--framework", "ml-engineer-entry", "--format", "json", *trusted]) == 0
    assert json.loads(capsys.readouterr().out)["paths"][0]["score"] == score
    assert main(["score", profile, "--format", "json", "-o", report]) == 0
    assert main(["plan", report, "--quick", "--format", "json", *trusted]) == 0
    assert json.loads(capsys.readouterr().out)["score_before"] == score
