import re
from dataclasses import fields, replace
from datetime import UTC, datetime
from itertools import pairwise

import pytest

from readiness import Profile, assess, to_json
from readiness.assessment.plan_sureness import NEAR_TIE
from readiness.assessment.replan import make_plan
from readiness.errors import RecordError, UsageError
from readiness.framework import load_framework
from readiness.models import plain
from readiness.record import parse_plan
from readiness.record.plan import Plan

PEOPLE = [(0,), (1,), (2,), (1, 2, 0), (3, 1), (0, 1, 2, 3, 1, 2, 2)]


def after(record, made):
    """The person once every step of the plan is done."""
    skills, experience, education = (
        dict(plain(part))
        for part in (record.profile.skills, record.profile.experience, record.profile.education)
    )
    for step in made.steps:
        assert all(skills[f] >= level for f, level in step.requires.items())
        if step.scale == "rating":
            assert skills[step.facet] == step.from_level
            skills[step.facet] = step.to_level
        elif step.facet == "credentials":
            education["bootcamps"] = step.to_level
        else:
            assert experience[step.facet] == step.from_level
            experience[step.facet] = step.to_level
    changed = {"skills": skills, "experience": experience, "education": education}
    return replace(record.profile, **changed)


@pytest.mark.parametrize("levels", PEOPLE)
@pytest.mark.parametrize("hours", [20, 60, 150])
def test_doing_the_plan_gives_the_score_that_it_promises(somebody, framework, now, levels, hours):
    """Verified, so that a level counts as what it is."""
    record = somebody(*levels)
    made = make_plan(record, hours=hours, created_at=now, how_sure=False)
    again = assess(after(record, made), framework, assessed_at=now)
    assert again.score == pytest.approx(made.score_after, abs=1e-6)
    assert made.effort_hours <= hours


@pytest.mark.parametrize("levels", PEOPLE)
def test_the_plan_to_ready_makes_ready(somebody, framework, now, levels):
    record = somebody(*levels)
    made = make_plan(record, to_ready=True, created_at=now, how_sure=False)
    again = assess(after(record, made), framework, assessed_at=now)
    assert made.roles[0].ready_after
    assert again.verdict.band in {"ready", "probably-ready"}
    assert not made.obstacles


def test_more_hours_never_bring_less_of_ready_and_then_of_must_haves_and_then_of_points(somebody, now):
    record = somebody(1, 0, 2)
    worth = []
    for hours in range(5, 700, 15):
        made = make_plan(record, hours=hours, created_at=now, how_sure=False)
        role = made.roles[0]
        worth.append((role.ready_hours is not None, -len(role.must_haves_left), round(made.gain_points, 6)))
    assert all(more >= less for less, more in pairwise(worth))
    assert worth[0][0] < worth[-1][0]


@pytest.mark.parametrize("levels", PEOPLE)
def test_the_first_part_of_a_plan_is_the_plan_to_ready(somebody, now, levels):
    record = somebody(*levels, experience={"years": 0, "projects": 0})
    short = make_plan(record, to_ready=True, created_at=now, how_sure=False)
    whole = make_plan(record, created_at=now, how_sure=False)
    assert [s for s in whole.steps if s.stage == "ready"] == [
        replace(step, opens=long.opens) for step, long in zip(short.steps, whole.steps, strict=False)
    ]
    assert whole.roles[0].ready_hours == short.effort_hours
    assert whole.effort_hours > short.effort_hours


def test_the_record_holds_the_plan_that_is_made_where_nothing_else_is_asked(somebody, now, monday):
    for goals in ({}, {"hours_per_week": 5}, {"hours_per_week": 5, "weeks": 9}):
        record = somebody(1, 0, 2, goals=goals)
        made = make_plan(record, starts_on=monday, created_at=now, how_sure=False)
        assert all(getattr(made, field.name) == getattr(record.plan, field.name) for field in fields(Plan))
        assert record.next_steps == record.plan.steps[:3]


def test_projects_years_and_certificates_are_steps_like_any_other(somebody, framework, now):
    record = somebody(
        3,
        education={"level": "bachelor", "field": "computer-science", "certifications": [], "bootcamps": 0},
        experience={"years": 0.5, "projects": 1},
    )
    made = make_plan(record, created_at=now, how_sure=False)
    assert {"projects", "years", "credentials"} <= {step.facet for step in made.steps}
    assert next((s.from_level, s.to_level) for s in made.steps if s.facet == "projects") == (1, 2)
    assert next(s.from_level for s in made.steps if s.facet == "years") == 0.5
    again = assess(after(record, made), framework, assessed_at=now)
    assert again.score == pytest.approx(made.score_after)


@pytest.mark.parametrize(
    "asked", [{"hours": 5000}, {"hours_per_week": 10}, {"hours_per_week": 40, "weeks": 200}]
)
@pytest.mark.parametrize("level", [1, 3])
def test_time_in_a_job_takes_no_hours_of_learning(somebody, now, asked, level):
    record = somebody(level, experience={"years": 0, "projects": 1})
    free = make_plan(record, created_at=now, how_sure=False)
    within = make_plan(record, created_at=now, how_sure=False, **asked)
    assert "years" in {step.facet for step in free.steps}
    assert within.steps
    assert "years" not in {step.facet for step in within.steps}
    assert "Time in a job comes on top of these hours; it would raise Years of" in within.sentence
    assert within.roles[0].fewest_hours == free.roles[0].fewest_hours


@pytest.mark.parametrize("asked", [{"hours": 100}, {"hours": 5000}, {"hours_per_week": 10}])
def test_where_only_time_in_a_job_is_missing_no_hours_are_asked_for_it(somebody, now, asked):
    education = {
        "level": "bachelor",
        "field": "computer-science",
        "certifications": ["other"],
        "bootcamps": 0,
    }
    record = somebody(
        3,
        languages={"python": 3, "r": 3},
        education=education,
        experience={"years": 0, "projects": 3},
    )
    found = make_plan(record, created_at=now, how_sure=False, **asked)
    assert not found.steps
    assert "no step of learning is left that would bring points. Time in a job comes on top" in found.sentence
    assert "plan with more" not in found.sentence


def test_a_plan_to_ready_by_weeks_leads_as_far_as_learning_goes(somebody, now):
    for level in (0, 1, 2):
        record = somebody(level, experience={"years": 0, "projects": 1})
        free = make_plan(record, to_ready=True, created_at=now, how_sure=False)
        weekly = make_plan(record, to_ready=True, hours_per_week=10, created_at=now, how_sure=False)
        assert {s.id for s in weekly.steps} == {s.id for s in free.steps if s.facet != "years"}
        assert sum(week.hours for week in weekly.weeks) == pytest.approx(weekly.effort_hours)


def test_what_no_step_removes_is_named_and_the_rest_is_planned(framework, now):
    skills = {f.id: 1 for f in framework.rated}
    profile = Profile(
        skills=skills,
        languages={},
        education={"level": "none", "field": "none", "certifications": (), "bootcamps": 0},
        experience={"years": 0, "projects": 0},
    )
    made = make_plan(
        assess(profile, framework, assessed_at=now), to_ready=True, created_at=now, how_sure=False
    )
    assert made.roles[0].ready_after
    assert {"projects", "years", "credentials"} & {step.facet for step in made.steps}
    short = make_plan(assess(profile, framework, assessed_at=now), hours=40, created_at=now, how_sure=False)
    assert not short.roles[0].ready_after
    assert {"degree", "field-of-study"} <= {obstacle.id for obstacle in short.obstacles}
    assert f"Ready would take an estimated {short.roles[0].fewest_hours:g} hours" in short.sentence


def test_a_must_have_that_was_not_answered_stands_in_the_way(somebody, framework, now):
    must = next(f.id for f in framework.rated if f.must_have)
    record = somebody(3)
    skills = {k: v for k, v in record.profile.skills.items() if k != must}
    record = assess(replace(record.profile, skills=skills), framework, assessed_at=now)
    made = make_plan(record, to_ready=True, created_at=now, how_sure=False)
    assert not made.roles[0].ready_after
    assert must in {o.id for o in made.obstacles}


def test_a_prerequisite_that_was_not_answered_is_assumed_and_shown(somebody, framework, now):
    record = somebody(1)
    skills = {k: v for k, v in record.profile.skills.items() if k != "python-language"}
    record = assess(replace(record.profile, skills=skills), framework, assessed_at=now)
    made = make_plan(record, hours=150, created_at=now, how_sure=False)
    assert not any(step.facet == "python-language" for step in made.steps)
    assert any(step.assumes.get("python-language") for step in made.steps)


def test_weeks_hold_every_hour_and_end_on_the_promised_score(somebody, now, monday):
    made = make_plan(
        somebody(1, 2), hours_per_week=5, weeks=12, starts_on=monday, created_at=now, how_sure=False
    )
    assert sum(week.hours for week in made.weeks) == pytest.approx(made.effort_hours)
    assert len(made.weeks) <= 12
    assert made.weeks[-1].score == pytest.approx(made.score_after)
    assert made.weeks[1].starts_on == "2026-01-12"
    assert all(step.first_week <= step.last_week for step in made.steps)


def test_with_checks_the_gains_of_a_facet_add_up_to_its_measured_gap(somebody, now):
    answers = tuple({"item": f"{facet}-01", "response": None} for facet in ("sql", "probability"))
    record = somebody(2, 1, answers=answers)
    made = make_plan(record, hours=5000, created_at=now, how_sure=False)
    gained = {}
    for step in made.steps:
        assert step.gain_points >= 0
        gained[step.facet] = gained.get(step.facet, 0.0) + step.gain_points
    missing = {leaf.id: leaf.points_missing for leaf in record.leaves}
    assert gained
    for facet, points in gained.items():
        assert points == pytest.approx(missing[facet])


def test_how_sure_says_shares_and_a_margin_for_each_step(somebody, now):
    made = make_plan(somebody(1, 2), hours=60, created_at=now)
    for step in made.steps:
        assert 0 <= step.sure.weights <= 1
        assert 0 <= step.sure.levels <= 1
        assert step.sure.margin is None or step.sure.margin >= -1e-6
        tie = NEAR_TIE[step.sure.unit]
        assert step.sure.near_tie == (step.sure.margin is not None and step.sure.margin < tie)
    assert {t.id for t in made.near_ties}.isdisjoint({s.id for s in made.steps})


def test_how_sure_works_with_checks_and_for_a_plan_to_ready(somebody, now):
    answers = ({"item": "sql-01", "response": None},)
    made = make_plan(somebody(2, 1, answers=answers), to_ready=True, created_at=now)
    assert {step.sure.unit for step in made.steps} == {"hours"}
    assert max(step.sure.weights for step in made.steps) > 0.5


def test_the_same_question_has_the_same_plan(somebody, now):
    texts = {to_json(make_plan(somebody(1, 2, 0), hours=60, created_at=now)) for _ in range(2)}
    assert len(texts) == 1


def test_a_plan_survives_its_json(somebody, now, monday):
    made = make_plan(somebody(1, 2), hours_per_week=5, weeks=6, starts_on=monday, created_at=now)
    assert parse_plan(to_json(made)) == made


def test_something_else_is_no_plan():
    with pytest.raises(RecordError, match="no plan"):
        parse_plan('{"skills": {}}')


def test_several_roles_have_one_plan_for_their_mean_and_each_its_own(somebody, framework, now):
    doubled = replace(framework.dimensions[0].criteria[0].importance, value=500.0)
    criteria = framework.dimensions[0].criteria
    other_criteria = (replace(criteria[0], importance=doubled), *criteria[1:])
    dimension = replace(framework.dimensions[0], criteria=other_criteria)
    other = replace(framework, id="programmer", digest="x", dimensions=(dimension, *framework.dimensions[1:]))
    made = make_plan(somebody(1), framework=[framework, other], hours=80, created_at=now)
    assert [role.framework.id for role in made.roles] == [framework.id, "programmer"]
    for step in made.steps:
        assert step.gain_points == pytest.approx(sum(step.gain_by_role.values()) / 2)
    gain = sum(role.score_after - role.score_before for role in made.roles) / 2
    assert gain == pytest.approx(made.gain_points)
    ready = make_plan(somebody(1), framework=[framework, other], to_ready=True, created_at=now)
    assert [role.ready_after for role in ready.roles] == [True, True]
    assert ready.roles[-1].ready_hours == ready.effort_hours >= ready.roles[0].ready_hours
    assert {step.stage for step in ready.steps} == {"ready"}


def test_what_if_a_rating_were_another_is_assessed_again(somebody, framework, now):
    record = somebody(1)
    made = make_plan(record, levels={"data-wrangling": 3}, hours=20, created_at=now, how_sure=False)
    skills = {**record.profile.skills, "data-wrangling": 3}
    wanted = assess(replace(record.profile, skills=skills), framework, assessed_at=now)
    assert made.what_if.score_before == record.score
    assert made.what_if.score_after == made.score_before == wanted.score
    assert not made.what_if.stated_only


def test_what_if_sets_all_facets_of_a_criterion(somebody, framework, now):
    made = make_plan(somebody(1), levels={"data-analysis": 3}, hours=20, created_at=now, how_sure=False)
    facets = {f.id for c in framework.criteria if c.id == "data-analysis" for f in c.facets}
    assert all(f.level == 3 for f in made.facets if f.id in facets)


def test_what_if_leaves_checks_aside_and_says_so(somebody, framework, now):
    answers = ({"item": "sql-01", "response": None},)
    record = somebody(2, answers=answers)
    made = make_plan(record, levels={"sql": 2}, hours=20, created_at=now, how_sure=False)
    assert made.what_if.stated_only
    assert (
        made.what_if.score_before
        == made.what_if.score_after
        == pytest.approx(assess(replace(record.profile, answers=()), framework, assessed_at=now).score)
    )


def test_free_resources_come_first_where_they_are_preferred(somebody, now):
    made = make_plan(somebody(1), hours=150, prefer_free=True, created_at=now, how_sure=False)
    for step in made.steps:
        free = [r.price.startswith("free") for r in step.resources]
        assert free == sorted(free, reverse=True)


def test_the_goals_of_the_profile_hold_where_nothing_is_asked(somebody, now):
    wishes = {"hours_per_week": 4, "weeks": 5}
    made = make_plan(somebody(1, goals=wishes), created_at=now, how_sure=False)
    assert (made.goal.kind, made.goal.hours) == ("weeks", 20)
    assert make_plan(somebody(1), created_at=now, how_sure=False).goal.kind == "all"


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ({"hours": -1}, "budget"),
        ({"hours": 0}, "budget"),
        ({"hours": float("nan")}, "budget"),
        ({"hours_per_week": 0, "weeks": 3}, "hours a week"),
        ({"hours_per_week": 200, "weeks": 3}, "hours a week"),
        ({"hours_per_week": 5, "weeks": 0}, "0 weeks"),
        ({"weeks": 3}, "give both"),
        ({"hours": 5, "to_ready": True}, "one of them"),
        ({"hours": 5, "levels": {"data-wranglin": 2}}, "did you mean data-wrangling"),
        ({"hours": 5, "levels": {"sql": 7}}, "0 to 4"),
        ({"hours": 5, "framework": []}, "at least one"),
    ],
)
def test_nonsense_is_refused_with_what_to_do(somebody, now, asked, message):
    with pytest.raises(UsageError, match=message):
        make_plan(somebody(1), created_at=now, **asked)


def test_nothing_answered_is_nothing_to_plan_from(framework, now):
    with pytest.raises(UsageError, match="nothing to plan from"):
        make_plan(assess(Profile(), framework, assessed_at=now), hours=5, created_at=now)


def test_too_few_hours_are_answered_with_the_shortest_step_there_is():
    """Steps in skills count as much as certificates and projects."""
    profile = Profile(
        skills={facet.id: 2 for facet in load_framework().rated}, goals={"hours_per_week": 2, "weeks": 2}
    )
    record = assess(profile, assessed_at=datetime(2026, 1, 5, tzinfo=UTC))
    assert record.plan.steps == ()
    shortest = float(re.search(r"fits into 4 hours: the shortest takes (\d+)", record.plan.sentence)[1])
    roomy = replace(profile, goals={"hours_per_week": shortest, "weeks": 1})
    (step,) = assess(roomy, assessed_at=datetime(2026, 1, 5, tzinfo=UTC)).plan.steps
    assert step.effort_hours == shortest


@pytest.mark.parametrize("hours", [1, 1.5, 30, 60, 200])
def test_one_hour_is_said_as_one(somebody, now, hours):
    made = make_plan(somebody(2), hours=hours, created_at=now, how_sure=False)
    assert not re.search(r"(?<![\d.])1 (hours|weeks|steps|points)\b", made.sentence)
    if hours == 1:
        assert made.sentence.startswith("No step fits into 1 hour: the shortest takes")
