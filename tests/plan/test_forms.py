import csv
import io
from dataclasses import replace
from datetime import date, timedelta

import icalendar
import pytest

from readiness.assessment.replan import make_plan
from readiness.errors import UsageError
from readiness.plan.moving import track_plan
from readiness.report.formats import Options
from readiness.report.plan import plan_blocks
from readiness.report.plan_calendar import render_plan as as_calendar
from readiness.report.plan_csv import COLUMNS
from readiness.report.plan_csv import render_plan as as_csv
from readiness.report.plan_markdown import render_plan as as_markdown
from readiness.report.plan_status import status_blocks
from readiness.report.terminal import paint

HOSTILE = "=1+1 <script>\x1b[31m |x| [y](http://z)"


@pytest.fixture(scope="module")
def made(somebody, now, monday):
    record = somebody(1, 2, name=HOSTILE)
    return make_plan(record, hours_per_week=6, weeks=10, starts_on=monday, created_at=now)


def test_the_calendar_holds_each_step_over_its_weeks(made):
    text = as_calendar(made)
    assert text == as_calendar(made)
    assert all(line.endswith("\r") for line in text.removesuffix("\n").split("\n"))
    entries = icalendar.Calendar.from_ical(text).walk("VEVENT")
    assert len(entries) == len(made.steps)
    assert len({str(entry["uid"]) for entry in entries}) == len(entries)
    for entry, step in zip(entries, made.steps, strict=True):
        days = entry.decoded("dtend") - entry.decoded("dtstart")
        assert days.days == 7 * (step.last_week - step.first_week + 1)
        assert step.effort_basis in str(entry["description"])
        assert all(r.url in str(entry["description"]) for r in step.resources)


def test_a_calendar_without_dates_is_refused(somebody, now):
    with pytest.raises(UsageError, match="needs dates"):
        as_calendar(make_plan(somebody(1), hours=30, created_at=now, how_sure=False))


def test_the_table_has_a_row_a_step_and_no_cell_that_a_spreadsheet_would_run(made):
    harmful = replace(made.steps[0], facet_title="=cmd()", do="@SUM(1)", effort_source="+1")
    rows = list(csv.reader(io.StringIO(as_csv(replace(made, steps=(harmful, *made.steps[1:]))))))
    assert tuple(rows[0]) == COLUMNS
    assert len(rows) == 1 + len(made.steps)
    assert not [cell for row in rows for cell in row if cell[:1] in set("=+-@\t\r\n＝＋－＠")]


def test_the_checklist_has_a_box_for_each_step_and_ticks_what_is_done(made):
    text = as_markdown(made, done=[made.steps[0].id])
    assert text.count("- [ ] ") == len(made.steps) - 1
    assert text.count("- [x] ") == 1
    assert "<script>" not in text.replace("\\<script\\>", "")
    assert "\x1b" not in text
    assert "(estimated)" in text


@pytest.mark.parametrize("detail", [False, True])
@pytest.mark.parametrize("width", [40, 80, 200])
def test_the_terminal_shows_no_control_character_and_keeps_the_width(made, detail, width):
    text = paint(plan_blocks(made, detail=detail), Options(width=width))
    assert "\x1b" not in text
    assert max(map(len, text.split("\n"))) <= width
    assert made.steps[0].id in "".join(text.split())


def test_every_step_says_whether_its_hours_are_estimated(made):
    text = " ".join(paint(plan_blocks(made, detail=True), Options(width=200)).split())
    assert text.count(", estimated;") == sum(step.effort_basis == "estimated" for step in made.steps)


def test_a_plan_without_steps_still_says_why(somebody, now):
    record = somebody(4, experience={"years": 2, "projects": 2})
    text = paint(plan_blocks(make_plan(record, hours=30, created_at=now), detail=False), Options())
    assert "No step is missing for ready, and none beyond fits into 30 hours" in text


def test_the_status_says_when_it_ends_now_and_why(made):
    missed = made.steps[0].last_week
    today = date(2026, 1, 5) + timedelta(weeks=missed)
    late = paint(status_blocks(made, track_plan(made, {}, today=today)), Options())
    assert f"The end moves by {missed} weeks" in late
    begun = paint(status_blocks(made, track_plan(made, {}, today=date(2026, 1, 5))), Options())
    assert "as planned" in begun
