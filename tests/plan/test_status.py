from dataclasses import replace
from datetime import date, timedelta

import pytest

from readiness import assess
from readiness.assessment.replan import make_plan
from readiness.errors import UsageError
from readiness.plan.moving import track_plan


@pytest.fixture
def made(somebody, now, monday):
    return make_plan(
        somebody(1, 2), hours_per_week=6, weeks=10, starts_on=monday, created_at=now, how_sure=False
    )


def test_on_its_first_day_a_plan_ends_as_planned(made, monday):
    found = track_plan(made, {}, today=monday)
    assert (found.this_week, found.weeks_late, found.done, found.overdue) == (1, 0, (), ())
    assert found.ends_on == found.planned_end
    assert [s.id for s in found.left] == [s.id for s in made.steps]


def test_missed_weeks_move_the_end_by_as_many(made, monday):
    missed = timedelta(weeks=made.steps[0].last_week)
    found = track_plan(made, {}, today=monday + missed)
    assert found.weeks_late == made.steps[0].last_week
    assert date.fromisoformat(found.ends_on) - date.fromisoformat(found.planned_end) == missed
    assert found.overdue


def test_done_steps_count_as_expected_points(made, monday):
    first = made.steps[0]
    found = track_plan(made, {first.id: monday}, today=monday)
    assert found.score_expected == pytest.approx(made.score_before + first.gain_points)
    assert first.id not in {s.id for s in found.left}


def test_predicted_is_reckoned_up_with_what_the_next_assessment_finds(made, monday, somebody, framework, now):
    record = somebody(1, 2)
    first, second = made.steps[:2]
    skills = {**record.profile.skills, first.facet: first.to_level}
    later = assess(replace(record.profile, skills=skills), framework, assessed_at=now)
    found = track_plan(made, {first.id: monday, second.id: monday}, today=monday, after=later).review
    assert found.predicted_points == pytest.approx(first.gain_points + second.gain_points)
    assert found.actual_points == pytest.approx(first.gain_points)
    assert found.score_after == later.score


def test_a_day_that_has_not_come_and_a_step_of_another_plan_are_refused(made, monday):
    with pytest.raises(UsageError, match="not come"):
        track_plan(made, {made.steps[0].id: monday + timedelta(days=1)}, today=monday)
    with pytest.raises(UsageError, match="not in the plan"):
        track_plan(made, {"cooking-0": monday}, today=monday)


def test_a_plan_without_weeks_has_no_dates(somebody, now, monday):
    loose = make_plan(somebody(1), hours=30, created_at=now, how_sure=False)
    found = track_plan(loose, {loose.steps[0].id: monday}, today=monday)
    assert (found.ends_on, found.weeks_late, found.weeks) == (None, None, ())
