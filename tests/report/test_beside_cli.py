"""The plan's first steps and what moved since last time, on every way to a report on the command line."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from readiness.cli import main
from readiness.models import plain
from readiness.record import to_json

HEADING = "Since last time"
OWN_ROLE = Path(__file__).parents[2] / "examples" / "own-role.toml"


@pytest.fixture
def profile(tmp_path, records, monkeypatch):
    """A profile with hours in its goals, at a stated level everywhere."""
    monkeypatch.setenv("READINESS_HOME", str(tmp_path / "home"))
    values = plain(records["ada"].profile)
    values["goals"] = {"hours_per_week": 5, "weeks": 8}

    def write(least=0):
        path = tmp_path / f"me-{least}.json"
        skills = {name: max(least, level) for name, level in values["skills"].items()}
        path.write_text(json.dumps(values | {"skills": skills}), "utf-8")
        return str(path)

    return write


@pytest.fixture
def told(capsys):
    """What a command prints on standard output, on one line."""

    def run(*arguments):
        capsys.readouterr()
        assert main(list(arguments)) == 0
        return " ".join(capsys.readouterr().out.split())

    return run


@pytest.mark.parametrize("form", ["terminal", "markdown"])
def test_second_saved_assessment_tells_what_moved(profile, told, form):
    first = told("score", profile(), "--save", "--at", "2026-01-01", "--format", form)
    second = told("score", profile(2), "--save", "--at", "2026-02-01", "--format", form)
    assert HEADING not in first
    assert "since 1 January 2026" in second
    assert "Deployment and maintenance" in second[second.index("What you moved") :]
    assert told("history", "show", "last", "--format", form) == second
    assert HEADING not in told("history", "show", "1", "--format", form)
    assert HEADING not in told("score", profile(2), "--at", "2026-02-01", "--format", form)


@pytest.mark.parametrize("form", ["terminal", "markdown", "html"])
def test_a_role_of_ones_own_has_its_plan_too(tmp_path, told, form):
    path = tmp_path / "me.json"
    skills = {"sql": 1, "data-wrangling": 1, "communication": 1}
    path.write_text(json.dumps({"skills": skills, "goals": {"hours_per_week": 5, "weeks": 8}}), "utf-8")
    shown = told("score", str(path), "--framework", str(OWN_ROLE), "--at", "2026-01-01", "--format", form)
    assert "Planned for 5 hours a week over 8 weeks" in shown
    assert ("readiness plan PROFILE.json --framework FILE" in shown) == (form != "html")


@pytest.mark.parametrize("form", ["terminal", "markdown"])
def test_an_earlier_report_can_be_given(records, tmp_path, told, form):
    paths = [tmp_path / f"{name}.json" for name in ("ada", "beginner")]
    for path, name in zip(paths, ("ada", "beginner"), strict=True):
        path.write_text(to_json(records[name]), "utf-8")
    text = told("report", str(paths[0]), "--since", str(paths[1]), "--format", form)
    assert HEADING in text


@pytest.mark.parametrize("form", ["terminal", "markdown"])
def test_steps_are_the_first_that_the_plan_command_gives(profile, told, form):
    plan = json.loads(told("plan", profile(), "--format", "json", "--quick"))
    text = told("score", profile(), "--format", form)
    text = text[text.rindex("Your first") :]
    places = [
        text.index(f"{step['facet_title']}, level {step['from_level']} to {step['to_level']}:")
        for step in plan["steps"][:3]
    ]
    assert places == sorted(places)
    assert plan["sentence"] in text


@pytest.mark.parametrize("form", ["terminal", "markdown"])
def test_each_of_several_reports_is_as_it_would_be_alone(profile, told, form):
    alone = [told("score", path, "--at", "2026-01-01", "--format", form) for path in (profile(), profile(2))]
    both = told("score", profile(), profile(2), "--at", "2026-01-01", "--format", form)
    assert both == " ".join(alone)
    assert both.count("Planned for 5 hours a week over 8 weeks.") == 2


def test_quiz_ends_with_what_moved(profile, told, tmp_path):
    told("score", profile(), "--save", "--at", "2020-01-01")
    answers = tmp_path / "answers.json"
    answers.write_text("{}", "utf-8")
    report = tmp_path / "report.md"
    text = told("quiz", "--profile", profile(2), "--answers", str(answers), "--report", str(report))
    saved = " ".join(report.read_text("utf-8").split())
    for shown in (text, saved):
        assert "since 1 January 2020" in shown
        assert "Planned for 5 hours a week over 8 weeks." in shown


@pytest.mark.parametrize("form", ["json", "csv"])
def test_data_formats_make_no_plan_and_no_comparison(profile, form):
    code = (
        "import sys; from readiness.cli import main; code = main(sys.argv[1:]); "
        "print(sorted({'highspy', 'readiness.plan', 'readiness.report.gather', "
        "'readiness.assessment.compare'} & set(sys.modules)), file=sys.stderr); sys.exit(code)"
    )
    call = [sys.executable, "-c", code, "score", profile(), "--format", form]
    done = subprocess.run(call, capture_output=True, text=True, check=True)
    assert done.stderr.strip() == "[]"
    assert done.stdout
