"""The plan's first steps and what moved since last time, in every report that shows them."""

from __future__ import annotations

import json
import re
from dataclasses import replace

import pytest
from rich.cells import cell_len

from readiness.models import read_as
from readiness.profile import Goals
from readiness.record import parse_plan
from readiness.record.comparison import Comparison
from readiness.report import Options, render
from readiness.report.change import change
from readiness.report.gather import beside

from .conftest import HERE
from .page import full, read, words
from .test_markdown import _read

FORMATS = ["terminal", "markdown", "html"]


def _text(record, form, extras, **options):
    text = render(record, format=form, options=Options(width=100, **options), **extras)
    seen = {"terminal": lambda: text, "markdown": lambda: _read(text).text, "html": lambda: words(read(text))}
    return " ".join(seen[form]().split())


def _first(text):
    """From the last heading of the steps on."""
    heading = max(text.rfind(name) for name in ("Your first", "Next steps", "All next steps", "First steps"))
    assert heading >= 0
    return text[heading:]


@pytest.fixture(scope="module", params=["ada", "checked", "beginner", "little", "expert", "hostile"])
def busy(request, records):
    """A record, and its plan and comparison as the arguments of `render`."""
    record, extras, _ = full(records[request.param].profile)
    return record, extras


@pytest.mark.parametrize("form", FORMATS)
def test_every_format_shows_the_first_three_steps_of_the_plan_and_its_end(busy, form):
    record, extras = busy
    plan = extras["plan"]
    text = _first(_text(record, form, extras))
    places = [0]
    for step in plan.steps[:3]:
        places.append(text.index(step.facet_title, places[-1] + 1))
        weeks = (
            f"week {step.first_week}"
            if step.first_week == step.last_week
            else f"weeks {step.first_week} to {step.last_week}"
        )
        effort = rf"{step.effort_hours:g} hours? in {weeks},"
        assert re.search(rf"level {step.from_level} to {step.to_level}(:|,) (about )?{effort}", text)
    assert f"Planned for 6 hours a week over 12 weeks. {plan.sentence}" in text


@pytest.mark.parametrize("form", ["terminal", "markdown"])
def test_the_rest_of_the_plan_is_one_command_away(records, form):
    record, extras, _ = full(records["ada"].profile)
    n_steps = len(extras["plan"].steps)
    assert n_steps > 3
    assert f"All {n_steps} steps, week by week: `readiness plan PROFILE.json`" in _text(record, form, extras)


@pytest.mark.parametrize("form", FORMATS)
def test_without_hours_the_steps_stay_those_of_the_record(records, form):
    for name in ("ada", "nobody", "expert"):
        record = records[name]
        extras = beside(record)
        assert extras["plan"] is None
        assert render(record, format=form, **extras) == render(record, format=form)


@pytest.mark.parametrize("form", FORMATS)
def test_hours_a_week_alone_are_planned_as_far_as_ready(records, form):
    profile = replace(records["ada"].profile, goals=Goals(hours_per_week=6))
    record = replace(records["ada"], profile=profile)
    extras = beside(record)
    assert "Planned for 6 hours a week, as far as ready." in _first(_text(record, form, extras))


@pytest.mark.parametrize("form", FORMATS)
def test_hours_too_few_for_any_step_leave_the_records_own_and_say_so(records, form):
    profile = replace(records["ada"].profile, goals=Goals(hours_per_week=0.5, weeks=1))
    record = replace(records["ada"], profile=profile)
    extras = beside(record)
    assert extras["plan"].steps == ()
    text = _first(_text(record, form, extras))
    assert "Planned for 0.5 hours a week over 1 week. No step fits" in text
    assert all(step.facet_title in text for step in record.next_steps[:3])


@pytest.mark.parametrize("form", FORMATS)
def test_must_haves_below_their_floor_are_named_with_the_verdict(records, form):
    record, extras, _ = full(records["checked"].profile)
    titles = [leaf.title for leaf in record.leaves if leaf.id in record.verdict.blocked_by]
    assert titles
    text = _text(record, form, extras)
    named = re.search(r"Must-haves still below their floor: (.+?)\.", text)[1]
    assert all(title in named for title in titles)


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("detail", [False, True])
def test_since_last_time_tells_change_moves_and_how_sure(busy, form, detail):
    record, extras = busy
    told = change(extras["comparison"])
    text = _text(record, form, extras, detail=detail)
    since = text[text.rindex("Since last time") :]
    for sentence in (told.sentence, told.note, told.verdict, told.evidence):
        assert sentence in since
    for title, why, _ in told.moves[:3]:
        assert title in since
        assert why in since


@pytest.mark.parametrize("most", [1, 2, 3])
def test_largest_moves_and_the_rest_in_one_row_add_up(busy, most):
    record, extras = busy
    every, short = change(extras["comparison"]), change(extras["comparison"], most=most)
    before = extras["earlier"][-1]
    assert len(short.moves) <= most + 1
    assert [row[:2] for row in short.moves[:most]] == [row[:2] for row in every.moves[:most]]
    for told in (every, short):
        shown = sum(float(points) for *_, points in told.moves)
        assert shown == pytest.approx(round(record.score, 1) - round(before.score, 1))


def test_new_weights_are_told_apart_from_what_the_person_did(saved):
    comparison = _comparison()
    text = _text(saved, "terminal", {"comparison": comparison})
    told = change(comparison)
    assert len(told.split) == 2
    for label, points in told.split:
        assert f"{points} {label}" in text
    assert "What you moved:" in text
    assert "What new weights or questions moved:" in text


@pytest.mark.parametrize("width", [20, 40, 64, 80, 200])
@pytest.mark.parametrize("detail", [False, True])
def test_no_line_is_wider_than_the_screen(busy, width, detail):
    record, extras = busy
    text = render(record, options=Options(width=width, detail=detail), **extras)
    assert max(cell_len(line) for line in text.splitlines()) <= width


def test_short_report_with_all_of_it_fits_three_screens(busy):
    record, extras = busy
    if len(record.profile.name) < 100:
        assert len(render(record, **extras).splitlines()) <= 120


def test_no_name_leaves_its_place_beside_a_plan(records):
    record, extras, _ = full(records["hostile"].profile)
    found = _read(render(record, format="markdown", **extras))
    assert not {"script", "img", "b"} & set(found.tags)
    steps = extras["plan"].steps[:3]
    assert set(found.links) == {r.url.replace(" ", "%20") for step in steps for r in step.resources if r.url}
    assert render(record, options=Options(encoding="ascii"), **extras).isascii()


def test_data_formats_are_the_record_alone(busy):
    record, extras = busy
    for form in ("json", "csv"):
        assert render(record, format=form, **extras) == render(record, format=form)


def test_reports_that_follow_each_other_have_none_of_one_person(records):
    record, extras, _ = full(records["ada"].profile)
    for form in ("terminal", "markdown"):
        both = render([record, record], format=form, **extras)
        assert both == render([record, record], format=form)


def _comparison():
    return read_as(Comparison, json.loads((HERE / "saved-comparison.json").read_bytes()))[0]


def _plan():
    return parse_plan((HERE / "saved-plan.json").read_bytes(), source="saved-plan.json")


@pytest.mark.parametrize("width", [40, 80, 200])
@pytest.mark.parametrize("detail", [False, True])
def test_report_with_plan_and_past_is_as_stored(saved, golden, width, detail):
    options = Options(width=width, detail=detail)
    text = render(saved, options=options, plan=_plan(), comparison=_comparison())
    shown = text[text.index("Your first" if detail else "\n\n" + "─" * min(width, 100)) :]
    golden(shown, f"beside-{width}{'-detail' if detail else ''}.txt")


def test_markdown_with_plan_and_past_is_as_stored(saved, golden):
    text = render(saved, format="markdown", plan=_plan(), comparison=_comparison())
    golden(text[: text.index("## Where your")], "beside.md")
