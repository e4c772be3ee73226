"""One registry of formats."""

from __future__ import annotations

import subprocess
import sys

import pytest

from readiness.cli import main
from readiness.errors import UsageError
from readiness.report.formats import PLANS, REPORTS, TEXTS, choose, names


@pytest.mark.parametrize("formats", [REPORTS, PLANS, TEXTS])
def test_every_end_of_a_name_means_one_format(formats):
    ends = [suffix for each in formats for suffix in each.suffixes]
    assert len(ends) == len(set(ends))
    for each in formats:
        assert choose(formats, each.name, "me.pdf") is each
        for suffix in each.suffixes:
            assert choose(formats, None, f"me{suffix.upper()}") is each


def test_without_a_file_it_is_the_terminal():
    assert choose(REPORTS, None, None) == choose(REPORTS, None, "-") == choose(REPORTS, None, "/dev/stdout")


@pytest.mark.parametrize("command", ["score", "report", "plan", "quiz", "compare"])
def test_a_file_of_no_known_format_is_refused(command, tmp_path, capsys, monkeypatch, saved):
    from readiness.profile.writing import profile_json
    from readiness.record import to_json

    monkeypatch.setenv("READINESS_HOME", str(tmp_path / "home"))
    profile, report = tmp_path / "me.json", tmp_path / "report.json"
    profile.write_text(profile_json(saved.profile), "utf-8")
    report.write_text(to_json(saved), "utf-8")
    target = tmp_path / "me.pdf"
    call = {
        "score": ["score", str(profile), "-o", str(target)],
        "report": ["report", str(report), "-o", str(target)],
        "plan": ["plan", str(profile), "--quick", "-o", str(target)],
        "quiz": ["quiz", "--answers", str(profile), "--report", str(target)],
        "compare": ["compare", str(report), str(report), "-o", str(target)],
    }[command]
    assert main(call) == 2
    said = capsys.readouterr().err
    assert "no format ends in .pdf; use " in said
    assert not target.exists()


def test_unknown_names_are_refused():
    with pytest.raises(UsageError, match="did you mean markdown"):
        choose(REPORTS, "markdwon", None)
    assert "ical" in names(PLANS)


def test_a_json_score_imports_no_painter(examples):
    code = (
        "import sys; from readiness.cli import main; code = main(sys.argv[1:]); "
        "print(sorted(name for name in sys.modules if name.startswith('readiness.report')), "
        "sorted({'rich', 'jinja2', 'prompt_toolkit'} & set(sys.modules)), file=sys.stderr)"
    )
    profile = examples / "student.json"
    call = [sys.executable, "-c", code, "score", str(profile), "--format", "json"]
    done = subprocess.run(call, capture_output=True, text=True, check=True)
    light = ["readiness.report", "readiness.report.formats"]
    assert done.stderr.strip() == f"{light} []"
