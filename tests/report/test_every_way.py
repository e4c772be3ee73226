"""Every example, every way in: the same score, verdict and first three steps, to the digit."""

from __future__ import annotations

import csv
import io
import json
import re
from datetime import datetime
from pathlib import Path

import pytest

from readiness import assess, read_profile, render
from readiness.cli import main
from readiness.framework import CoverageScale, load_framework
from readiness.report.standing import score_text
from readiness.report.steps import heads

from .page import by_id, read, words
from .test_markdown import read_markdown

EXAMPLES = Path(__file__).parents[2] / "examples"
AT = "2026-01-05T12:00:00+00:00"


FILES = sorted(EXAMPLES.glob("*.json"))


@pytest.fixture(scope="module", params=FILES, ids=lambda path: path.stem)
def example(request):
    return request.param, assess(read_profile(request.param), assessed_at=datetime.fromisoformat(AT))


def _check_text(text, record):
    """Verdict and score with its interval, then the steps in their order."""
    text = " ".join(text.split())
    start = text.rindex(f"{record.verdict.title}: {score_text(record)}")
    places = [text.index(line, start) for line in heads(record)]
    assert places == sorted(places)


def _check_json(text, record):
    found = json.loads(text)
    assert found["score"] == record.score
    assert (found["estimate"]["low"], found["estimate"]["high"]) == (
        record.estimate.low,
        record.estimate.high,
    )
    assert (found["verdict"]["band"], found["verdict"]["title"]) == (
        record.verdict.band,
        record.verdict.title,
    )
    assert [step["id"] for step in found["next_steps"]] == [step.id for step in record.next_steps]
    assert [step["id"] for step in found["plan"]["steps"][:3]] == [step.id for step in record.next_steps]


def _check_csv(text, record):
    row = next(csv.DictReader(io.StringIO(text)))
    assert float(row["score"]) == record.score
    assert (float(row["score_low"]), float(row["score_high"])) == (record.estimate.low, record.estimate.high)
    assert (row["verdict"], row["verdict_title"]) == (record.verdict.band, record.verdict.title)
    steps = [row[f"step_{k}"] for k in (1, 2, 3)]
    assert [step for step in steps if step] == [step.id for step in record.next_steps]


def _check_html(text, record):
    tree = read(text)
    assert words(by_id(tree, "verdict-h")) == record.verdict.title
    assert score_text(record) in words(by_id(tree, "verdict"))
    first = [words(item) for item in by_id(tree, "first").iter("li")]
    assert len(first) == len(record.next_steps)
    for item, step in zip(first, record.next_steps, strict=True):
        assert item.startswith(step.facet_title)
        assert f"{step.effort_hours:g} hour" in item
    in_full = words(by_id(tree, "steps"))
    assert all(line in in_full for line in heads(record))


CHECKS = {
    "terminal": _check_text,
    "markdown": lambda text, record: _check_text(read_markdown(text).text, record),
    "html": _check_html,
    "json": _check_json,
    "csv": _check_csv,
}


@pytest.mark.parametrize("form", CHECKS)
def test_score_report_and_library_agree(example, form, tmp_path, capsys):
    path, record = example
    assert main(["score", str(path), "--at", AT, "--format", form]) == 0
    scored = capsys.readouterr().out
    CHECKS[form](scored, record)
    CHECKS[form](render(record, format=form), record)
    saved = tmp_path / "report.json"
    saved.write_text(render(record, format="json"), "utf-8")
    assert main(["report", str(saved), "--format", form]) == 0
    assert capsys.readouterr().out == scored


def _other_languages(record):
    """Level 0 in what a profile leaves out: to a quiz it is open otherwise."""
    if record.profile.languages is None:
        return {}
    scales = (facet.scale for facet in load_framework().facets)
    parts = [part.id for scale in scales if isinstance(scale, CoverageScale) for part in scale.parts]
    return {f"languages.{name}": 0 for name in parts if name not in record.profile.languages}


def test_the_quiz_agrees(example, tmp_path, capsys, monkeypatch):
    path, record = example
    monkeypatch.setenv("READINESS_HOME", str(tmp_path / "home"))
    answers, report = tmp_path / "answers.json", tmp_path / "report.json"
    answers.write_text(json.dumps(_other_languages(record)), "utf-8")
    call = ["quiz", "--profile", str(path), "--answers", str(answers), "--report", str(report)]
    assert main(call) == 0
    found = json.loads(report.read_text("utf-8"))
    assert found["score"] == pytest.approx(record.score, abs=1e-9)
    assert found["verdict"]["title"] == record.verdict.title
    assert [step["id"] for step in found["next_steps"]] == [step.id for step in record.next_steps]
    _check_text(re.sub(r"saved:.*", "", capsys.readouterr().out), record)


def test_a_table_of_people_agrees(example, tmp_path, capsys):
    """Score, interval, verdict and what stands in the way; its steps are a ranking, and their gains hold."""
    path, record = example
    table = tmp_path / "rows.jsonl"
    assert main(["cohort", str(path), "--processes", "1", "-o", str(table)]) == 0
    capsys.readouterr()
    row = json.loads(table.read_text("utf-8"))
    found = [row[name] for name in ("score", "low", "high", "stated", "coverage", "chance")]
    estimate, verdict = record.estimate, record.verdict
    expected = [
        record.score,
        estimate.low,
        estimate.high,
        record.stated.score,
        record.coverage,
        verdict.chance,
    ]
    assert found == pytest.approx(expected, abs=1e-9)
    assert row["verdict"] == verdict.band
    assert (row["blocked_by"] or "").split() == list(verdict.blocked_by)
    shares = {leaf.id: leaf for leaf in record.leaves}
    steps = [(row[f"step_{k}"], row[f"step_{k}_points"]) for k in (1, 2, 3) if row[f"step_{k}"]]
    assert steps or not any(leaf.gain_next_level for leaf in record.leaves)
    for step, points in steps:
        leaf = shares[step.rpartition("-")[0]]
        assert 0 < points <= 100 * leaf.weight + 1e-9
