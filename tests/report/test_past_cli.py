"""Plan and past on every way to a report on the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from readiness.cli import main
from readiness.models import plain
from readiness.questionnaire import load_items
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
def printed(capsys):
    """What a command prints on standard output, on one line."""

    def run(*arguments):
        capsys.readouterr()
        assert main(list(arguments)) == 0
        return " ".join(capsys.readouterr().out.split())

    return run


@pytest.mark.parametrize("form", ["terminal", "markdown"])
def test_second_saved_assessment_says_what_changed(profile, printed, form):
    first = printed("score", profile(), "--save", "--at", "2026-01-01", "--format", form)
    second = printed("score", profile(2), "--save", "--at", "2026-02-01", "--format", form)
    assert HEADING not in first
    assert "since 1 January 2026" in second
    assert "others" in second[second.index("Where your points changed") :]
    assert printed("history", "show", "last", "--format", form) == second
    assert HEADING not in printed("history", "show", "1", "--format", form)
    assert HEADING not in printed("score", profile(2), "--at", "2026-02-01", "--format", form)


@pytest.mark.parametrize("form", ["terminal", "markdown", "html"])
def test_a_role_of_ones_own_has_its_plan_too(tmp_path, printed, form):
    path = tmp_path / "me.json"
    skills = {"sql": 1, "data-wrangling": 1, "communication": 1}
    path.write_text(json.dumps({"skills": skills, "goals": {"hours_per_week": 5, "weeks": 8}}), "utf-8")
    shown = printed("score", str(path), "--framework", str(OWN_ROLE), "--at", "2026-01-01", "--format", form)
    assert "Planned for 5 hours a week over 8 weeks" in shown
    assert "readiness plan PROFILE.json --framework FILE" in shown or "readiness quiz" in shown


@pytest.mark.parametrize("form", ["terminal", "markdown"])
def test_an_earlier_report_can_be_given(records, tmp_path, printed, form):
    paths = [tmp_path / f"{name}.json" for name in ("ada", "beginner")]
    for path, name in zip(paths, ("ada", "beginner"), strict=True):
        path.write_text(to_json(records[name]), "utf-8")
    text = printed("report", str(paths[0]), "--since", str(paths[1]), "--format", form)
    assert HEADING in text


@pytest.mark.parametrize("form", ["terminal", "markdown"])
def test_each_of_several_reports_is_as_it_would_be_alone(profile, printed, form):
    alone = [
        printed("score", path, "--at", "2026-01-01", "--format", form) for path in (profile(), profile(2))
    ]
    both = printed("score", profile(), profile(2), "--at", "2026-01-01", "--format", form)
    assert both == " ".join(alone)
    assert both.count("Planned for 5 hours a week over 8 weeks.") == alone[0].count("Planned for") * 2


def test_quiz_ends_with_what_changed(profile, printed, tmp_path):
    printed("score", profile(), "--save", "--at", "2020-01-01")
    answers = tmp_path / "answers.json"
    answers.write_text("{}", "utf-8")
    report = tmp_path / "report.md"
    text = printed("quiz", "--profile", profile(2), "--answers", str(answers), "--report", str(report))
    saved = " ".join(report.read_text("utf-8").split())
    for shown in (text, saved):
        assert "since 1 January 2020" in shown
        assert "Planned for 5 hours a week over 8 weeks." in shown


def test_answers_seen_before_are_no_knowledge_in_every_way(tmp_path, printed, profile):
    """Two results, of which the later has answers whose key the person had seen three weeks before."""
    items = [item.id for item in load_items("sql") if item.kind == "choice"][:3]
    before = [{"item": item, "response": None} for item in items]
    after = [{"item": item, "response": "1", "shown_days_ago": 21} for item in items[:2]]
    after.append({"item": items[2], "response": "1"})
    values = json.loads(Path(profile()).read_text("utf-8"))
    for name, answers in (("before", before), ("after", after)):
        (tmp_path / f"{name}.json").write_text(json.dumps(values | {"answers": answers}), "utf-8")
        printed(
            "score",
            str(tmp_path / f"{name}.json"),
            "--format",
            "json",
            "-o",
            str(tmp_path / f"{name}.r.json"),
        )
    old, new = str(tmp_path / "before.r.json"), str(tmp_path / "after.r.json")
    ways = [printed("compare", old, new), printed("compare", old, new, "--format", "markdown")]
    ways += [
        printed("report", new, "--since", old, "--format", form) for form in ("terminal", "markdown", "html")
    ]
    for text in ways:
        assert "You, or your memory" in text
        assert "after you had seen the answer: that may be memory, so nothing of it counts" in text
        assert "you may have learned it, or remember the question" in text
    found = json.loads(printed("compare", old, new, "--format", "json"))
    parts = {part["kind"]: part for part in found["parts"]}
    assert (parts["shown"]["n_answers"], parts["shown"]["points"]) == (2, 0)
    assert sum(part["points"] for part in parts.values()) == pytest.approx(found["person"], abs=1e-9)
