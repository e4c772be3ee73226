"""The last screen: one answer, within 24 lines of 80 columns, the same as the record's."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from rich.cells import cell_len

from readiness.assessment import assess
from readiness.framework import load_framework
from readiness.profile import Profile, read_profile
from readiness.report import Options, render
from readiness.report.sections.answer import go_on, no_steps, way
from readiness.report.standing import score_text
from readiness.report.steps import heads
from readiness.words import hours_split

from .conftest import NOW
from .page import full

EXAMPLES = sorted((Path(__file__).parents[2] / "examples").glob("*.json"))


def last_screen(text):
    lines = text.splitlines()
    rule = max(k for k, line in enumerate(lines) if line and set(line) == {"─"})
    return lines[rule:]


def _flat(lines):
    return " ".join(" ".join(lines).split())


@pytest.fixture(scope="module", params=EXAMPLES, ids=lambda path: path.stem)
def example(request):
    return assess(read_profile(request.param), assessed_at=NOW)


def test_there_are_examples():
    assert len(EXAMPLES) >= 10


def test_it_fits_80_by_24_and_says_everything(example):
    screen = last_screen(render(example))
    assert len(screen) <= 23
    assert max(map(cell_len, screen)) <= 80
    text = _flat(screen)
    assert f"{example.verdict.title}: {score_text(example)}" in text
    assert example.verdict.sentence in text
    assert way(example) in text
    places = [text.index(line) for line in heads(example)]
    assert places == sorted(places)
    assert go_on(example) in text


def test_it_fits_with_what_changed_since_last_time(records):
    for name in ("ada", "checked", "beginner", "little", "expert"):
        record, extras, _ = full(records[name].profile)
        screen = last_screen(render(record, **extras))
        assert len(screen) <= 23
        assert sum(" since " in line and ", from " in line for line in screen) == 1


def test_hours_to_ready_are_the_plans(records):
    said = 0
    for record in records.values():
        hours = record.plan.roles[0].fewest_hours if record.plan else None
        if hours and record.verdict.band not in {"ready", "no-verdict"}:
            role = record.plan.roles[0]
            estimated = "an estimated " if record.verdict.rests_on_ratings else ""
            assert f"eady takes {estimated}{hours_split(hours, role.job_hours)} at least" in way(record)
            assert ("If you are not, " in way(record)) == (record.verdict.band != "not-yet")
            said += 1
    assert said


def test_score_stands_nowhere_without_its_interval(example):
    low, high = f"{example.estimate.low:.1f}", f"{example.estimate.high:.1f}"
    assert score_text(example) == f"{example.score:.1f} of 100 points, 80 % interval {low} to {high}"
    for form in ("terminal", "markdown", "html"):
        text = _flat(render(example, format=form).replace("</b>", "").splitlines())
        assert f"{low} to {high}" in text


def test_score_just_below_ready_is_not_rounded_into_it(records):
    record = replace(records["ada"], score=74.96)
    assert score_text(record).startswith("74.96 ")


def test_nothing_answered_is_no_verdict_and_no_step(records):
    record = records["nobody"]
    assert way(record) == ""
    assert "`readiness quiz --profile PROFILE.json`" in no_steps(record)
    assert "it asks what is not answered yet" in _flat(last_screen(render(record)))


def test_who_has_no_step_is_told_why():
    rated = dict.fromkeys((facet.id for facet in load_framework().rated), 4)
    facts = {
        "education": {"level": "phd", "field": "data-or-ai", "certifications": ("other",), "bootcamps": 1},
        "experience": {"years": 5.0, "projects": 9},
        "languages": {"python": 4, "c++": 4},
    }
    every = assess(Profile(skills=rated, **facts), assessed_at=NOW)
    assert every.next_steps == ()
    assert "There is no step left" in no_steps(every)
    one_less = {name: level for name, level in rated.items() if name != "language-models"}
    assert "1 skill was not rated" in no_steps(assess(Profile(skills=one_less, **facts), assessed_at=NOW))


def test_a_screen_without_drawing_gets_the_same_in_ascii(example):
    text = render(example, options=Options(encoding="ascii"))
    assert text.isascii()
    assert score_text(example) in _flat(text.splitlines())
